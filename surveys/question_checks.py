"""Checks of single questions: codes, parameters, defaults, missing answers, length of pages."""

import re
from collections import Counter

from surveys.findings import Finding
from surveys.form import MISSING_CODES, Choice, FormModel, Item

LONG_PAGE = 5
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# pyxform's defaults for `range`.
RANGE_DEFAULTS = {"start": "1", "end": "10", "step": "1"}


def check_questions(model: FormModel) -> list[Finding]:
    findings: list[Finding] = []
    for item in model.items:
        if item.type.type == "calculate" and "calculation" not in item.cells and "default" not in item.cells:
            findings.append(_at(item, "calculation-missing", "calculation", name=item.name))
        if item.type.handling == "ask" and item.type.type != "note" and "calculation" in item.cells:
            findings.append(_at(item, "not-supported-yet", "calculation", type=f"calculation: {item.type.type}"))
        if read_missing(item) is None:
            findings.append(_at(item, "missing-code", "missing", value=item.cells["missing"]))
        if item.type.type == "range" and read_range(item) is None:
            findings.append(_at(item, "parameter", "parameters", value=item.cells.get("parameters", "")))
    for choices in model.choices.values():
        findings += _check_codes(choices)
    return findings


def _at(item: Item, code: str, column: str, **values: object) -> Finding:
    return Finding(code, "survey", item.row, column, values=values)


def read_missing(item: Item) -> tuple[int, ...] | None:
    """The codes for missing answers a question offers; None if the cell is wrong.

    A required question offers -96 by itself: nobody is forced to answer. `none` switches that off.
    """
    words = re.split(r"[\s,;]+", item.cells.get("missing", "").strip().casefold())
    if words == [""]:
        required = item.cells.get("required", "").strip().casefold() not in ("", "no", "false", "false()")
        return (-96,) if required and item.type.type not in ("note", "acknowledge") else ()
    if words == ["none"]:
        return ()
    codes = [int(w.replace("−", "-")) for w in words if re.fullmatch(r"[-−]\d+", w)]
    if len(codes) != len(words) or any(code not in MISSING_CODES for code in codes):
        return None
    return tuple(code for code in MISSING_CODES if code in codes)


def read_range(item: Item) -> dict[str, float] | None:
    """start, end, step of a range; None if they do not fit together."""
    values = dict(RANGE_DEFAULTS)
    for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", item.cells.get("parameters", "").strip())):
        key, _, value = part.partition("=")
        if key.casefold() in values:
            if not _NUMBER.fullmatch(value):
                return None
            values[key.casefold()] = value
    numbers = {key: float(value) for key, value in values.items()}
    steps = (numbers["end"] - numbers["start"]) / numbers["step"] if numbers["step"] > 0 else 0
    return numbers if 0 < steps <= 1000 else None


def _check_codes(choices: list[Choice]) -> list[Finding]:
    findings: list[Finding] = []
    seen: Counter[str] = Counter(c.cells["code"] for c in choices if "code" in c.cells)
    for choice in choices:
        code = choice.cells.get("code")
        if code is not None and (not re.fullmatch(r"\d{1,4}", code) or seen[code] > 1):
            findings.append(Finding("choice-code", "choices", choice.row, "code", values={"value": code}))
        missing = choice.cells.get("missing")
        if missing is not None and missing.replace("−", "-") not in {str(c) for c in MISSING_CODES}:
            findings.append(Finding("missing-code", "choices", choice.row, "missing", values={"value": missing}))
    return findings


def check_pages(model: FormModel) -> list[Finding]:
    counts: Counter[int] = Counter()
    names: dict[int, str] = {}
    for item in model.items:
        page = next((group for group in item.groups if group.field_list), None)
        if page and item.type.handling == "ask" and item.type.type != "note":
            counts[page.row] += 1
            names[page.row] = page.name
    return [
        Finding("long-page", "survey", row, "appearance", values={"name": names[row], "count": count})
        for row, count in counts.items()
        if count > LONG_PAGE
    ]
