"""Checks an XLSForm before publishing: structure, names, types, expressions, texts, and pyxform's opinion.

Never raises for what a file holds: everything ends in findings.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from surveys.crosscheck import cross_check
from surveys.expression_check import Trees, check_expressions
from surveys.findings import Finding, errors
from surveys.form import FormModel, read_form, texts_of
from surveys.question_checks import check_pages, check_questions
from surveys.sheets import Form, SheetError, read
from translations.languages import LANGUAGES

_QUOTED = re.compile(r"\$\{\s*([^}\s]*)\s*\}")


@dataclass(frozen=True)
class CheckResult:
    """Findings in sheet order, and what the compiler needs when there is no error."""

    findings: tuple[Finding, ...]
    model: FormModel | None = None
    trees: Trees = field(default_factory=dict)
    order: tuple[str, ...] = ()
    uses: dict[str, set[str]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.model is not None and not errors(self.findings)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of rows that publishing would leave out; it needs a confirmation."""
        return tuple(self.model.left_out) if self.model else ()


def check(data: bytes, filename: str) -> CheckResult:
    """Checks the bytes of a form; `filename` gives the format."""
    try:
        form = read(data, filename)
    except SheetError as error:
        sheet = str(error.values.get("sheet", ""))
        return CheckResult((Finding(error.code, sheet, values=error.values),))
    return check_form(form)


def check_form(form: Form) -> CheckResult:
    """Checks a form that was read before, for example a stored draft."""
    model = read_form(form)
    findings = list(model.findings)
    if not any(item.type.handling == "ask" and item.type.type != "note" for item in model.items):
        findings.append(Finding("nothing-asked", "survey"))
    findings += check_questions(model)
    findings += check_pages(model)
    expressions = check_expressions(model)
    findings += expressions.findings
    languages, text_findings = check_texts(model)
    findings += text_findings
    findings += cross_check(form)
    return CheckResult(_in_order(findings), model, expressions.trees, expressions.order, expressions.uses, languages)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.level, f.sheet, f.row or 0, f.column, f.offset or 0)))


def check_texts(model: FormModel) -> tuple[tuple[str, ...], list[Finding]]:
    """Languages in which every text is present, in the registry's order; and where texts are missing."""
    texts = dict(texts_of(model))
    findings = _without_label(model) + _unknown_in_texts(model)
    spoken = {language for item in model.items for language in item.text("label")}
    complete: list[str] = []
    for slug in LANGUAGES:
        if slug not in spoken:
            continue
        missing = [key for key, by_language in texts.items() if not by_language.get(slug, "").strip()]
        if missing:
            values = {"language": LANGUAGES[slug].endonym, "count": len(missing), "key": missing[0]}
            findings.append(Finding("text-missing", values=values))
        else:
            complete.append(slug)
    if "de" not in complete:
        findings.append(Finding("german-missing"))
    return tuple(complete), findings


def _unknown_in_texts(model: FormModel) -> list[Finding]:
    """Answers quoted in texts must exist: `${name}` in a label, hint or message."""
    known = {item.name for item in model.items} | set(model.not_built) | set(model.left_out)
    findings: list[Finding] = []
    for item in model.items:
        for (part, language), text in item.texts.items():
            for match in _QUOTED.finditer(text):
                if match[1] not in known:
                    column = f"{part}::{language}"
                    values = {"name": match[1]}
                    findings.append(Finding("reference-unknown", "survey", item.row, column, match.start(), values))
    return findings


def _without_label(model: FormModel) -> list[Finding]:
    findings = [
        Finding("label-missing", "survey", item.row, "label", values={"name": item.name})
        for item in model.items
        if item.type.handling == "ask" and not item.text("label") and not item.text("hint")
    ]
    for choices in model.choices.values():
        findings += [
            Finding("label-missing", "choices", choice.row, "label", values={"name": choice.name})
            for choice in choices
            if not choice.texts
        ]
    return findings


__all__ = ["CheckResult", "check", "check_form", "check_texts"]
