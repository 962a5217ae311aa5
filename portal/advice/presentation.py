"""Facts of a service as rows of a description list, in words of the reader's language. Used by pages and chat."""

from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from portal.advice.contact import dialable, web_address
from portal.advice.models import AdviceService
from translations.languages import LANGUAGES


@dataclass(frozen=True)
class Fact:
    """One row. `values` is empty while nobody has entered it. `ltr`: numbers and addresses that never turn round."""

    label: str
    values: tuple[str, ...]
    href: str | None = None
    ltr: bool = False


def facts(service: AdviceService) -> list[Fact]:
    """All rows of a service's page, also those that nobody has entered yet."""
    return [
        Fact(_("Sprachen"), _language_names(service)),
        *contact_facts(service),
        Fact(_("Öffnungszeiten"), _opening_lines(service)),
    ]


def contact_facts(service: AdviceService) -> list[Fact]:
    return [
        Fact(_("Adresse"), _known(service.address or service.area)),
        Fact(
            _("Telefon"),
            _known(service.phone),
            href=f"tel:{dialable(service.phone)}" if service.phone else None,
            ltr=True,
        ),
        Fact(
            _("E-Mail"),
            _known(service.email),
            href=f"mailto:{service.email}" if service.email else None,
            ltr=True,
        ),
        Fact(
            _("Internet"),
            _known(service.website),
            href=web_address(service.website) if service.website else None,
            ltr=True,
        ),
    ]


def short_facts(service: AdviceService, today: date) -> list[Fact]:
    """What somebody needs to go or call today; only what is known."""
    hours = service.opening[today.weekday()] or _("geschlossen") if service.opening else ""
    rows = [
        Fact(_("Sprachen"), _language_names(service)),
        *contact_facts(service),
        Fact(_("Öffnungszeiten heute"), _known(hours)),
    ]
    return [row for row in rows if row.values]


def confirmed_words(service: AdviceService) -> str:
    """Say when somebody last checked the entry."""
    if service.confirmed_on is None:
        return str(_("Diese Angaben hat noch niemand bestätigt."))
    return str(_("Zuletzt bestätigt am %(day)s.", day=format_date(service.confirmed_on, "long")))


def day_names() -> list[str]:
    """Monday first."""
    names = get_day_names("wide", context="stand-alone", locale=get_locale())
    return [names[day] for day in range(7)]


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _language_names(service: AdviceService) -> tuple[str, ...]:
    return tuple(LANGUAGES[slug].endonym for slug in service.languages or () if slug in LANGUAGES)


def _opening_lines(service: AdviceService) -> tuple[str, ...]:
    if service.opening is None:
        return ()
    return tuple(f"{day}: {hours or _('geschlossen')}" for day, hours in zip(day_names(), service.opening, strict=True))
