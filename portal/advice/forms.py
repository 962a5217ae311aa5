"""The editors' form: from what was typed to a `ServiceForm`, with every fault named at its field."""

from collections.abc import Mapping

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.advice.contact import DAYS, BadHours, tidy_hours, web_address
from portal.advice.directory import PARTS
from portal.advice.editing import WRITTEN, ServiceForm
from portal.advice.topics import SERVICE_TOPICS
from translations.languages import LANGUAGES

Errors = dict[str, str]

LONGEST = {"area": 200, "address": 300, "phone": 60, "email": 200, "website": 300}
LONGEST_TEXT = 2000
NEEDED_PARTS = ("name", "what")


def read_service(typed: MultiDict[str, str]) -> tuple[ServiceForm, Errors]:
    """Return what was typed, tidied where it could be read, and messages by field."""
    errors: Errors = {}
    form = ServiceForm(
        texts=_texts(typed, errors),
        topics=[code for code in typed.getlist("topics") if code in SERVICE_TOPICS],
        languages=[slug for slug in typed.getlist("languages") if slug in LANGUAGES] or None,
        opening=_opening(typed, errors),
        **{name: _fact(typed, name, errors) for name in LONGEST},
    )
    if not form.topics:
        errors["topics"] = _("Wählen Sie mindestens ein Thema.")
    if form.email and ("@" not in form.email or " " in form.email):
        errors["email"] = _("Schreiben Sie die E-Mail-Adresse so: name@beispiel.de")
    if form.website and web_address(form.website) is None:
        errors["website"] = _("Schreiben Sie die Adresse so: www.beispiel.de")
    return form, errors


def read_new_service(typed: Mapping[str, str]) -> tuple[str, str, Errors]:
    """Return name and text of a service to add."""
    name, what = " ".join(typed.get("name", "").split()), typed.get("what", "").strip()
    errors: Errors = {}
    if not name:
        errors["name"] = _("Schreiben Sie, wie die Stelle heißt.")
    if not what:
        errors["what"] = _("Schreiben Sie, was die Stelle tut.")
    if max(len(name), len(what)) > LONGEST_TEXT:
        errors["what"] = _("Der Text ist zu lang.")
    return name, what, errors


def _texts(typed: MultiDict[str, str], errors: Errors) -> dict[tuple[str, str], str]:
    texts = {}
    for part in PARTS:
        for language in WRITTEN:
            field = f"{part}_{language}"
            text = "\n".join(line.strip() for line in typed.get(field, "").strip().splitlines())
            texts[part, language] = text
            if len(text) > LONGEST_TEXT:
                errors[field] = _("Der Text ist zu lang.")
    for part in NEEDED_PARTS:
        if not texts[part, "de"]:
            errors[f"{part}_de"] = _("Dieser Text fehlt. Ohne ihn kann die Stelle nicht gezeigt werden.")
    return texts


def _fact(typed: MultiDict[str, str], name: str, errors: Errors) -> str | None:
    value = " ".join(typed.get(name, "").split())
    if len(value) > LONGEST[name]:
        errors[name] = _("Der Text ist zu lang.")
    return value or None


def _opening(typed: MultiDict[str, str], errors: Errors) -> list[str] | None:
    days = []
    for day in range(DAYS):
        hours = typed.get(f"opening_{day}", "")
        try:
            days.append(tidy_hours(hours))
        except BadHours:
            days.append(hours)
            errors[f"opening_{day}"] = _("Schreiben Sie die Zeiten so: 09:00-12:00, 14:00-16:00")
    return days if any(days) else None
