"""What the codes of `translations` are called on the desk."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from translations.exchange import Problem, Refusal
from translations.placeholders import Fault, Finding
from translations.workflow import State

STATES: dict[State, tuple[Any, str]] = {
    State.MISSING: (_l("fehlt"), "danger"),
    State.OUTDATED: (_l("veraltet"), "danger"),
    State.MACHINE: (_l("Maschine, nicht geprüft"), "warning"),
    State.UNREVIEWED: (_l("nicht geprüft"), "warning"),
    State.ACCEPTED: (_l("veröffentlicht, nicht geprüft"), "info"),
    State.REVIEWED: (_l("geprüft"), "success"),
}

ORIGINS = {
    "human": _l("von einem Menschen geschrieben"),
    "machine": _l("von einer Maschine übersetzt"),
    "machine_edited": _l("von einer Maschine übersetzt und von einem Menschen verbessert"),
    "memory": _l("aus einem gleichen Text übernommen"),
}

KINDS = {
    "survey": _l("Umfrage"),
    "consent": _l("Einwilligung"),
    "report": _l("Meldung"),
    "bot": _l("Assistent"),
    "concept": _l("Konzept"),
    "advice": _l("Beratungsstelle"),
    "page": _l("Seite"),
}

MACHINE_WARNINGS = {
    "pivot": _l("Übersetzt über Englisch."),
    "numbers-differ": _l("Die Zahlen sind nicht gleich."),
    "length": _l("Die Länge ist auffällig."),
    "untranslated": _l("Der Text ist vielleicht nicht übersetzt."),
    "script": _l("Der Text hat vielleicht die falsche Schrift."),
    "repetition": _l("Ein Wort kommt zu oft vor."),
    "in-pieces": _l("Der Text wurde in Stücken übersetzt."),
    "glossary": _l("Ein Fachwort ist anders übersetzt als vereinbart."),
    "unfinished": _l("Der Text ist noch nicht fertig."),
}


def words_for(finding: Finding) -> str:
    value = finding.value
    words = {
        Fault.MISSING_PLACEHOLDER: _("Dieser Platzhalter fehlt: %(value)s", value=value),
        Fault.UNKNOWN_PLACEHOLDER: _("Diesen Platzhalter gibt es im Deutschen nicht: %(value)s", value=value),
        Fault.MISSING_ADDRESS: _("Diese Adresse fehlt: %(value)s", value=value),
        Fault.UNKNOWN_ADDRESS: _("Diese Adresse gibt es im Deutschen nicht: %(value)s", value=value),
        Fault.OTHER_NUMBERS: _("Bitte prüfen Sie diese Zahlen: %(value)s", value=value),
        Fault.TOO_LONG: _("Der Text darf höchstens %(value)s Zeichen haben.", value=value),
        Fault.EMPTY: _("Bitte schreiben Sie einen Text."),
    }
    return str(words[finding.fault])


def words_for_problem(problem: Problem) -> str:
    line, key, detail = problem.line, problem.key, problem.detail
    words = {
        Refusal.NOT_PO: _("Zeile %(line)s: Das ist keine gültige PO-Datei.", line=line),
        Refusal.OTHER_LANGUAGE: _("Die Datei gehört zu einer anderen Sprache: %(detail)s", detail=detail or "–"),
        Refusal.UNKNOWN_KEY: _("Zeile %(line)s: Diesen Text gibt es nicht: %(key)s", line=line, key=key),
        Refusal.DOUBLE_KEY: _("Zeile %(line)s: Dieser Text steht zweimal in der Datei: %(key)s", line=line, key=key),
        Refusal.FAULTY_TEXT: _(
            "Zeile %(line)s: Platzhalter, Adresse oder Länge stimmt nicht bei %(key)s (%(detail)s).",
            line=line,
            key=key,
            detail=detail,
        ),
    }
    return str(words[problem.refusal])
