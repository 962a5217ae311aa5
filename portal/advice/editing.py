"""What editors change: facts of a service and its texts in German and Leichte Sprache."""

import re
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from portal.advice.directory import PARTS, text_key
from portal.advice.folding import fold
from portal.advice.models import AdviceService
from portal.advice.store import UnknownService, find_service
from translations.languages import LANGUAGES, SOURCE
from translations.store import list_entries, put_segment, put_translation, read_texts

LEICHT = LANGUAGES["leicht"]
# Languages that the office writes by hand; every other one is a translator's work.
WRITTEN = (SOURCE.slug, LEICHT.slug)

LONGEST_SLUG = 60


@dataclass(frozen=True)
class ServiceForm:
    """All that the desk shows of one service. `texts` by part and language: ("what", "leicht")."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    languages: list[str] | None = None
    area: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    opening: list[str] | None = None


FACTS = ("topics", "languages", "area", "address", "phone", "email", "website", "opening")


def form_of(session: Session, service: AdviceService) -> ServiceForm:
    """The service as it is stored, drafts of Leichte Sprache included."""
    keys = {text_key(service.slug, part): part for part in PARTS}
    texts = {(keys[k], SOURCE.slug): t.text for k, t in read_texts(session, keys, SOURCE).items()}
    for entry in list_entries(session, LEICHT.slug, keys=keys):
        if entry.translation:
            texts[keys[entry.segment.key], LEICHT.slug] = entry.translation.text
    return ServiceForm(texts, **{name: getattr(service, name) for name in FACTS})


def add_service(session: Session, name: str, what: str) -> AdviceService:
    """Add a service with the least that can be shown: what it is called and what it does."""
    service = AdviceService(slug=_free_slug(session, name), topics=[])
    session.add(service)
    put_segment(session, text_key(service.slug, "name"), name, kind="advice")
    put_segment(session, text_key(service.slug, "what"), what, kind="advice")
    session.flush()
    return service


def change_service(session: Session, service: AdviceService, form: ServiceForm, *, by: str, today: date) -> None:
    """Store facts and texts. Only texts that changed are touched, so that no translation ages without a reason."""
    before = form_of(session, service)
    main_first = [code for code in service.topics if code in form.topics]
    for name in FACTS:
        setattr(service, name, getattr(form, name))
    # The form lists topics in the order of the list; the service's own order says which one is its main topic.
    service.topics = [*main_first, *(code for code in form.topics if code not in main_first)]
    session.add(service)
    for part in PARTS:
        key = text_key(service.slug, part)
        if _changed(before, form, part, SOURCE.slug):
            put_segment(session, key, form.texts[part, SOURCE.slug], kind="advice")
    session.flush()
    for part in PARTS:
        has_source = form.texts.get((part, SOURCE.slug))
        if has_source and _changed(before, form, part, LEICHT.slug):
            key = text_key(service.slug, part)
            put_translation(session, key, LEICHT.slug, form.texts[part, LEICHT.slug], by=by, on=today)


def confirm(service: AdviceService, today: date) -> None:
    """Note that somebody has checked today that all of the entry is true."""
    service.confirmed_on = today


def _changed(before: ServiceForm, after: ServiceForm, part: str, language: str) -> bool:
    return after.texts.get((part, language), "") != before.texts.get((part, language), "")


def _free_slug(session: Session, name: str) -> str:
    spelled = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    wanted = re.sub(r"[^a-z0-9]+", "-", fold(spelled)).strip("-")[:LONGEST_SLUG] or "stelle"
    slug, number = wanted, 1
    while _taken(session, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _taken(session: Session, slug: str) -> bool:
    try:
        find_service(session, slug)
    except UnknownService:
        return False
    return True
