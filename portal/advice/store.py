"""Reads advice services. Never commits."""

from sqlmodel import Session, col, select

from portal.advice.models import AdviceService


class UnknownService(LookupError):
    """No advice service has this slug."""


def all_services(session: Session) -> list[AdviceService]:
    return list(session.exec(select(AdviceService).order_by(col(AdviceService.slug))))


def find_service(session: Session, slug: str) -> AdviceService:
    """Raise `UnknownService` if there is none."""
    service = session.exec(select(AdviceService).where(AdviceService.slug == slug)).first()
    if service is None:
        raise UnknownService(slug)
    return service
