"""Topics: what services are about and what the assistant understands. Names and search words are segments."""

from pathlib import Path

from sqlmodel import Session

from portal.advice.shipped_texts import ShippedTexts
from translations.languages import Language
from translations.store import Text

# The order is the order of the list that readers see.
TOPICS = (
    "intercultural_advice",
    "residence",
    "language_course",
    "mother_tongue",
    "school",
    "childcare",
    "university",
    "further_education",
    "work",
    "health",
    "care",
    "housing",
    "culture_leisure",
    "sport",
    "women",
    "participation",
    "volunteering",
    "religion",
    "interpreting",
    "benefits",
    "discrimination",
    "emergency",
    "survey",
)

# These two lead to other parts of the portal, not to services.
SERVICE_TOPICS = tuple(code for code in TOPICS if code not in ("emergency", "survey"))

TEXTS = ShippedTexts(
    folder=Path(__file__).parent / "topics",
    kind="advice",
    key_of=lambda steps: f"advice.topic.{'.'.join(steps)}",
)


def load(session: Session, *, accepted: bool) -> None:
    """Store names and search words of all topics that are not stored yet."""
    TEXTS.load(session, accepted=accepted)


def names(session: Session, language: Language) -> dict[str, Text]:
    """Names of all topics in their order, by code."""
    found = TEXTS.read(session, (f"advice.topic.{code}.name" for code in TOPICS), language)
    return {code: found[f"advice.topic.{code}.name"] for code in TOPICS}


def search_words(session: Session, language: Language) -> dict[str, str]:
    """Name and search words of every topic in one string, by code."""
    found = TEXTS.read(
        session, (f"advice.topic.{code}.{part}" for code in TOPICS for part in ("name", "words")), language
    )
    return {
        code: f"{found[f'advice.topic.{code}.name'].text} {found[f'advice.topic.{code}.words'].text}" for code in TOPICS
    }
