"""A second opinion from pyxform. Its crashes are no findings of the author's: our own checks decide."""

import re
from typing import Any

from surveys.findings import Finding
from surveys.sheets import Form

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_SHEET = re.compile(r"['‘](survey|choices|settings|external_choices)['’] sheet")
# Settings of ours in several languages; pyxform knows one title and stumbles over more.
_OWN_SETTING = re.compile(r"\s*(form_title|consent|thanks)\s*:", re.IGNORECASE)
# Our registry decides on language tags; pyxform does not know `de-simple`.
_LANGUAGE_CODES = "do not contain valid machine-readable codes"
_LONGEST = 400


def cross_check(form: Form) -> list[Finding]:
    # pyxform takes a second to load, and only a check needs it: the portal starts without.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    try:
        convert(xlsform=_as_dictionary(form), warnings=warnings, validate=False, form_name="form")
    except PyXFormError as error:
        return [_finding("pyxform-error", str(error), form)]
    except Exception as error:  # pyxform raises TypeError and others on real forms
        return [Finding("not-cross-checked", values={"reason": type(error).__name__})]
    return [_finding("pyxform-warning", text, form) for text in warnings if _LANGUAGE_CODES not in text]


def _as_dictionary(form: Form) -> dict[str, Any]:
    """The layout pyxform's own readers give."""
    book: dict[str, Any] = {"sheet_names": list(form.sheets)}
    for name, sheet in form.sheets.items():
        known = [c for c in sheet.columns if name != "settings" or not _OWN_SETTING.match(c)]
        book[name] = [{c: row.cells[c] for c in known if c in row.cells} for row in sheet.rows]
        book[f"{name}_header"] = [dict.fromkeys(known)]
    return book


def _finding(code: str, text: str, form: Form) -> Finding:
    """Places the message; pyxform counts rows without blank ones, from 2, so its number is looked up."""
    row = _ROW.search(text)
    sheet = _SHEET.search(text)
    place = sheet.group(1) if sheet else ("survey" if row else "")
    reason = re.sub(r"\s+", " ", _ROW.sub("", text)).strip()[:_LONGEST]
    rows = form.sheet(place).rows
    index = int(row.group(1)) - 2 if row else -1
    number = rows[index].number if 0 <= index < len(rows) else None
    return Finding(code, place, number, values={"reason": reason})
