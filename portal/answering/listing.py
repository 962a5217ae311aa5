"""Titles and texts of surveys for lists and heads, in one language."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from surveys.navigation import LoadedInstrument
from surveys.page import Piped
from surveys.store import current_instrument, is_open, list_surveys
from translations.languages import LANGUAGES, Language


@dataclass(frozen=True)
class SurveyTexts:
    """Texts of one survey and the language they are in: the reader's, else German, else the first there is."""

    title: str
    consent: Piped
    thanks: Piped
    language: Language
    questions: int
    asks_consent: bool


@dataclass(frozen=True)
class ListedSurvey:
    slug: str
    demo: bool
    closes: date | None
    texts: SurveyTexts


def survey_texts(instrument: LoadedInstrument, language: str) -> SurveyTexts:
    spoken = instrument.languages
    used = language if language in spoken else ("de" if "de" in spoken else spoken[0])
    return SurveyTexts(
        title=instrument.text("form:title", used) or instrument.body["survey"],
        consent=Piped(instrument.text("form:consent", used)),
        thanks=Piped(instrument.text("form:thanks", used)),
        language=LANGUAGES[used],
        questions=len(instrument.pages),
        asks_consent=asks_consent(instrument),
    )


def asks_consent(instrument: LoadedInstrument) -> bool:
    """Whether the form opens with a consent of its own; then the start page asks for none."""
    first = [instrument.questions[name] for name in instrument.pages[0]["questions"]]
    return any(question["type"] == "acknowledge" and question["required"] for question in first)


def list_open(session: Session, language: str, today: date) -> list[ListedSurvey]:
    return [
        ListedSurvey(
            survey.slug, survey.demo, survey.closes, survey_texts(current_instrument(session, survey), language)
        )
        for survey in list_surveys(session)
        if is_open(survey, today)
    ]
