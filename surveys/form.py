"""The sheets understood: questions with their groups, choice lists, texts by language; and what is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from surveys.columns import EXPRESSIONS, Column, match_language, read_columns
from surveys.findings import Finding
from surveys.question_types import SELECTS, TypeCell, read_type
from surveys.sheets import Form, Row, Sheet

YES = frozenset({"yes", "true", "true()", "1", "ja"})
NO = frozenset({"no", "false", "false()", "0", "nein", ""})
MISSING_CODES = (-98, -96)
# Names as XML knows them (pyxform's rule), without the colon.
_NAME = re.compile(r"[^\W\d][\w.\-]*")


@dataclass
class Group:
    row: int
    name: str
    cells: dict[str, str]
    texts: dict[str, str]
    field_list: bool = False


@dataclass
class Item:
    """One survey row that stays: a question, note, calculation or hidden value."""

    row: int
    name: str
    type: TypeCell
    cells: dict[str, str]
    texts: dict[tuple[str, str], str]
    groups: tuple[Group, ...] = ()

    def text(self, part: str) -> dict[str, str]:
        return {language: text for (p, language), text in self.texts.items() if p == part}


@dataclass
class Choice:
    row: int
    list_name: str
    name: str
    texts: dict[str, str]
    cells: dict[str, str]


@dataclass
class FormModel:
    """A form read for checking and compiling. `headers` gives the author's header of a column of ours."""

    default_language: str
    items: list[Item] = field(default_factory=list)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    settings: dict[tuple[str, str], str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    not_built: list[str] = field(default_factory=list)
    choice_columns: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def by_name(self) -> dict[str, Item]:
        return {item.name: item for item in self.items}


def read_form(form: Form) -> FormModel:
    """Reads structure and names; expressions and texts are checked by `surveys.check`."""
    model = FormModel(_default_language(form))
    _read_settings(form.sheet("settings"), model)
    _read_choices(form.sheet("choices"), model)
    _SurveySheet(form.sheet("survey"), model).read()
    _check_lists(model)
    return model


def _default_language(form: Form) -> str:
    for row in form.sheet("settings").rows:
        for header, value in row.cells.items():
            if header.strip().casefold().replace(" ", "_") == "default_language":
                return match_language(value) or "de"
    return "de"


def _cells(row: Row, columns: list[Column]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Plain cells, and texts by part and language. Texts stay as they are, quotes and bidi marks included."""
    cells: dict[str, str] = {}
    texts: dict[tuple[str, str], str] = {}
    for column in columns:
        value = row.get(column.header)
        if column.language:
            if value.strip():
                texts[column.name, column.language] = value
        elif value.strip():
            # Expressions keep leading blanks, so that offsets point into the author's cell.
            cells[column.name] = value if column.name in EXPRESSIONS else value.strip()
    return cells, texts


def _read_settings(sheet: Sheet, model: FormModel) -> None:
    columns, findings = read_columns(sheet, model.default_language)
    # form_id and id_string mean the same and often stand side by side; neither has a use here.
    model.findings += [f for f in findings if f.code not in ("column-unknown", "column-twice")]
    for row in sheet.rows[:1]:
        cells, texts = _cells(row, columns)
        model.settings = {(name, ""): value for name, value in cells.items()} | texts


def _read_choices(sheet: Sheet, model: FormModel) -> None:
    columns, findings = read_columns(sheet, model.default_language)
    model.findings += findings
    model.choice_columns = {c.name for c in columns if not c.language}
    first: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        cells, texts = _cells(row, columns)
        name, list_name = cells.get("name", ""), cells.get("list_name", "")
        if not list_name:
            model.findings.append(Finding("choice-without-list", sheet.name, row.number, "list_name"))
            continue
        values = {"list": list_name, "name": name}
        if not name:
            model.findings.append(Finding("choice-name-missing", sheet.name, row.number, "name", values=values))
            continue
        if re.search(r"\s", name):
            model.findings.append(Finding("choice-name-blank", sheet.name, row.number, "name", values=values))
        if (list_name, name) in first:
            values["first"] = str(first[list_name, name])
            model.findings.append(Finding("choice-twice", sheet.name, row.number, "name", values=values))
            continue
        first[list_name, name] = row.number
        labels = {language: text for (part, language), text in texts.items() if part == "label"}
        model.choices.setdefault(list_name, []).append(Choice(row.number, list_name, name, labels, cells))


class _SurveySheet:
    """Walks the survey sheet once, keeping the open groups."""

    def __init__(self, sheet: Sheet, model: FormModel) -> None:
        self.sheet = sheet
        self.model = model
        self.open: list[Group] = []
        self.first: dict[str, int] = {}
        self.columns, findings = read_columns(sheet, model.default_language)
        model.findings += findings

    def _find(self, code: str, row: int, at: str, **values: object) -> None:
        self.model.findings.append(Finding(code, self.sheet.name, row, at, values=dict(values)))

    def read(self) -> None:
        if not any(column.name == "type" for column in self.columns):
            self._find("column-missing", 1, "type", column="type")
            return
        for row in self.sheet.rows:
            cells, texts = _cells(row, self.columns)
            if cells.get("disabled", "").casefold() not in YES:
                self._read_row(row.number, cells, texts)
        for group in self.open:
            self._find("group-not-closed", group.row, "type", name=group.name)

    def _read_row(self, row: int, cells: dict[str, str], texts: dict[tuple[str, str], str]) -> None:
        if "type" not in cells:
            if cells or texts:
                self._find("type-missing", row, "type")
            return
        kind = read_type(cells["type"])
        name = cells.get("name", "")
        if kind.handling == "group":
            self._group(row, kind, cells, texts)
        elif kind.handling == "left-out":
            self.model.left_out.append(name or kind.type)
            self._find("left-out", row, "type", type=cells["type"])
        elif kind.handling == "not-yet":
            self.model.not_built.append(name)
            if not kind.type.startswith("end"):
                self._find("not-supported-yet", row, "type", type=cells["type"])
        elif kind.handling == "unknown":
            self.model.not_built.append(name)
            self._find("type-unknown", row, "type", type=cells["type"])
        elif self._good_name(row, name, cells):
            if kind.or_other:
                self._find("not-supported-yet", row, "type", type="or_other")
            self.model.items.append(Item(row, name, kind, cells, texts, tuple(self.open)))

    def _group(self, row: int, kind: TypeCell, cells: dict[str, str], texts: dict[tuple[str, str], str]) -> None:
        if kind.type == "end_group":
            if self.open:
                self.open.pop()
            else:
                self._find("group-not-open", row, "type")
            return
        labels = {language: text for (part, language), text in texts.items() if part == "label"}
        name = cells.get("name", f"group{row}")
        field_list = "field-list" in cells.get("appearance", "").split()
        self.open.append(Group(row, name, cells, labels, field_list))

    def _good_name(self, row: int, name: str, cells: dict[str, str]) -> bool:
        if not name:
            self._find("name-missing", row, "name", type=cells["type"])
            return False
        if not _NAME.fullmatch(name):
            self._find("name-invalid", row, "name", name=name)
            return False
        if name in self.first:
            self._find("name-twice", row, "name", name=name, first=self.first[name])
            return False
        self.first[name] = row
        return True


def _check_lists(model: FormModel) -> None:
    used: set[str] = set()
    for item in model.items:
        if item.type.type not in SELECTS:
            continue
        used.add(item.type.list_name)
        values = {"type": item.type.type, "list": item.type.list_name}
        if not item.type.list_name:
            model.findings.append(Finding("list-missing", "survey", item.row, "type", values=values))
        elif item.type.list_name not in model.choices:
            model.findings.append(Finding("list-unknown", "survey", item.row, "type", values=values))
    for name in model.choices:
        if name not in used and not model.not_built:
            row = model.choices[name][0].row
            model.findings.append(Finding("list-unused", "choices", row, "list_name", values={"list": name}))


def group_key(groups: tuple[Group, ...]) -> str:
    """The text key of the innermost of these groups; names need only be unique among sisters."""
    return "group:" + "/".join(group.name for group in groups)


def texts_of(model: FormModel) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of the form under its key, by language. Keys with a colon belong to no question."""
    for part, key in (("form_title", "form:title"), ("consent", "form:consent"), ("thanks", "form:thanks")):
        texts = {language: text for (name, language), text in model.settings.items() if name == part}
        if texts:
            yield key, texts
    groups: dict[str, dict[str, str]] = {}
    for item in model.items:
        groups |= {group_key(item.groups[: depth + 1]): group.texts for depth, group in enumerate(item.groups)}
        if item.type.handling == "ask":
            for part in ("label", "hint", "constraint_message", "required_message"):
                if texts := item.text(part):
                    yield f"{item.name}.{part}", texts
    yield from ((key, texts) for key, texts in groups.items() if texts)
    used = {item.type.list_name for item in model.items if item.type.type in SELECTS}
    for list_name in sorted(used & set(model.choices)):
        for choice in model.choices[list_name]:
            yield f"choice:{list_name}:{choice.name}", choice.texts
