"""Demo directory: services that the city's integration concept names, marked as demo data, confirmed by nobody."""

from pathlib import Path

import yaml
from sqlmodel import Session

from portal.advice import topics
from portal.advice.directory import text_key
from portal.advice.models import AdviceService
from portal.advice.shipped_texts import ShippedTexts
from portal.advice.store import all_services
from portal.config import Settings

FOLDER = Path(__file__).parent / "demo_directory"

TEXTS = ShippedTexts(folder=FOLDER, kind="advice", key_of=lambda steps: text_key(steps[0], steps[1]))


def load(session: Session, settings: Settings) -> None:
    """Load topics and demo services; run again, it changes nothing."""
    accepted = settings.mode == "demo"
    topics.load(session, accepted=accepted)
    if not accepted:
        return
    TEXTS.load(session, accepted=True)
    present = {service.slug for service in all_services(session)}
    facts = yaml.safe_load((FOLDER / "services.yml").read_text("utf-8"))
    for slug, known in facts.items():
        if slug not in present:
            session.add(AdviceService(slug=slug, demo=True, **known))
    session.flush()
