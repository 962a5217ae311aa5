"""The demo accepts what the software ships, so that the assistant speaks five languages at once."""

from sqlmodel import Session

from portal.chat import wording
from portal.config import Settings


def load(session: Session, settings: Settings) -> None:
    """Run again, it changes nothing."""
    wording.load(session, accepted=settings.mode == "demo")
