"""Words of the pages for the codes of the engine, in the reader's language."""

from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from portal.answering.markdown import block, inline, plain, sentence_lines
from portal.web.language import current_language
from surveys.answers import DONT_KNOW, NOT_SAID
from surveys.page import PageView, Piped, QuestionView


def shown_inline(piped: Piped) -> Markup:
    return inline(_laid_out(piped))


def shown_block(piped: Piped) -> Markup:
    return block(_laid_out(piped))


def _laid_out(piped: Piped) -> Piped:
    return sentence_lines(piped) if current_language().slug == "leicht" else piped


def missing_label(code: int) -> str:
    return str({DONT_KNOW: _("Weiß ich nicht"), NOT_SAID: _("Möchte ich nicht sagen")}[code])


def problem_text(view: QuestionView) -> str:
    """The author's own message where there is one, else ours."""
    if view.problem_text:
        return plain(view.problem_text)
    return _words(view.problem, dict(view.problem_values))


def _words(code: str, values: dict[str, Any]) -> str:
    fixed = {
        "required": _("Bitte beantworten Sie diese Frage."),
        "constraint": _("Diese Antwort passt nicht. Bitte prüfen Sie sie."),
        "not-integer": _("Bitte schreiben Sie eine ganze Zahl, zum Beispiel 34."),
        "not-number": _("Bitte schreiben Sie eine Zahl, zum Beispiel 34."),
        "use-option": _("Diese Zahl bedeutet „keine Angabe“. Bitte wählen Sie die passende Antwort darunter."),
        "date-incomplete": _("Bitte füllen Sie Tag, Monat und Jahr aus."),
        "not-date": _("Dieses Datum gibt es nicht. Schreiben Sie zum Beispiel 3, 2 und 1990."),
        "not-time": _("Bitte schreiben Sie die Uhrzeit so: 14:30."),
    }
    if code in fixed:
        return str(fixed[code])
    if code == "not-in-range":
        start, end = values["start"], values["end"]
        return str(_("Bitte schreiben Sie eine Zahl von %(start)s bis %(end)s.", start=start, end=end))
    if code == "text-too-long":
        return str(_("Der Text ist zu lang. Möglich sind %(count)s Zeichen.", count=values["limit"]))
    return _contradiction(code, values)


def _contradiction(code: str, values: dict[str, Any]) -> str:
    if code == "exclusive":
        first, second = values["choices"]
        return str(_("„%(first)s“ und „%(second)s“ passen nicht zusammen.", first=first, second=second))
    if code == "two-missing":
        first, second = (missing_label(int(value)) for value in values["codes"][:2])
        return str(_("„%(first)s“ und „%(second)s“ passen nicht zusammen.", first=first, second=second))
    if code == "value-and-missing":
        label = missing_label(int(values["codes"][0]))
        return str(_("Sie haben geantwortet und „%(option)s“ gewählt. Bitte nehmen Sie eins davon.", option=label))
    return str(_("Bitte wählen Sie eine der Antworten auf dieser Seite."))


def page_problems(page: PageView) -> list[tuple[str, str]]:
    """For the error summary: the control to jump to, and the message with its question."""
    return [(view.first_field, problem_text(view)) for view in page.questions if view.problem]
