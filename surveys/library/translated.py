"""Joins a Markdown XLSForm with the `.po` files beside it. Line numbers stay, so findings point into the file."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from translations.languages import LANGUAGES

_PARTS = ("label", "hint", "constraint_message", "required_message")
_FORM_PARTS = {"form_title": "form:title", "consent": "form:consent", "thanks": "form:thanks"}
_GERMAN = "Deutsch (de)"

Cells = list[str]


class ForeignEntry(Exception):
    """A `.po` file translates a text that the form does not have."""

    def __init__(self, file: str, keys: list[str]) -> None:
        super().__init__(f"{file}: {', '.join(keys)}")
        self.file = file
        self.keys = keys


def translations_of(path: Path) -> dict[str, polib.POFile]:
    """The `.po` files beside `form.md` by language slug: `form.ar.po` is Arabic."""
    head = f"{path.stem}."
    files = {
        file.name.removeprefix(head).removesuffix(".po"): file
        for file in path.parent.glob("*.po")
        if file.name.startswith(head)
    }
    return {slug: polib.pofile(str(files[slug])) for slug in LANGUAGES if slug in files}


def review_states(path: Path) -> dict[str, str]:
    return {slug: po.metadata.get("X-Review", "none") for slug, po in translations_of(path).items()}


def with_translations(path: Path) -> bytes:
    """The form with a column a language for each German column.

    A translation made from another German text, or marked fuzzy, is left out: its language then is incomplete and
    stays off. Raises `ForeignEntry`.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    catalogs = translations_of(path)
    keys = {key for line in _table_lines(lines) for key in line.keys if key}
    for slug, po in catalogs.items():
        foreign = sorted(str(entry.msgctxt) for entry in po if not entry.obsolete and entry.msgctxt not in keys)
        if foreign:
            raise ForeignEntry(f"{path.stem}.{slug}.po", foreign)
    texts = {slug: _texts(po) for slug, po in catalogs.items()}
    for line in _table_lines(lines):
        added = [
            f"{line.headers[place]}::{LANGUAGES[slug].endonym} ({LANGUAGES[slug].html})"
            if line.is_header
            else _translated(texts[slug], line.keys[place], line.german[place])
            for slug in catalogs
            for place in range(len(line.headers))
        ]
        lines[line.number] = f"{lines[line.number].rstrip()} {' '.join(f'{cell} |' for cell in added)}"
    return "\n".join(lines).encode()


def _texts(po: polib.POFile) -> dict[tuple[str, str], str]:
    return {(str(entry.msgctxt), entry.msgid): entry.msgstr for entry in po if not entry.obsolete and not entry.fuzzy}


def _translated(texts: dict[tuple[str, str], str], key: str, german: str) -> str:
    return texts.get((key, german), "").replace("|", "\\|") if german else ""


class _Line:
    """A row of one of the tables: which German texts it holds, and under which keys."""

    def __init__(self, number: int, headers: Cells, keys: Cells, german: Cells) -> None:
        self.number = number
        self.headers = headers
        self.keys = keys
        self.german = german

    @property
    def is_header(self) -> bool:
        return not self.keys


def _table_lines(lines: list[str]) -> Iterator[_Line]:
    sheet = ""
    columns: Cells = []
    groups: list[str] = []
    for number, line in enumerate(lines):
        if not line.startswith("|"):
            continue
        name, *cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        parts = [column.partition("::")[0] for column in columns if column.endswith(f"::{_GERMAN}")]
        if name:
            sheet, columns = name.lower(), cells
            parts = [column.partition("::")[0] for column in columns if column.endswith(f"::{_GERMAN}")]
            yield _Line(number, parts, [], [])
            continue
        row = dict(zip(columns, cells, strict=False))
        keys = _keys(sheet, row, parts, groups)
        yield _Line(number, parts, keys, [row.get(f"{part}::{_GERMAN}", "") for part in parts])


def _keys(sheet: str, row: dict[str, str], parts: Cells, groups: list[str]) -> Cells:
    """The key of each text in the row, as the engine names it; empty where a cell has none."""
    if sheet == "settings":
        return [_FORM_PARTS.get(part, "") for part in parts]
    if sheet == "choices":
        return [f"choice:{row['list_name']}:{row['name']}" for _ in parts]
    kind = row.get("type", "")
    if kind.startswith("begin"):
        groups.append(row["name"])
        return [f"group:{'/'.join(groups)}" if part == "label" else "" for part in parts]
    if kind.startswith("end"):
        groups.pop()
    return [f"{row.get('name', '')}.{part}" if part in _PARTS else "" for part in parts]
