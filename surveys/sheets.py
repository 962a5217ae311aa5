"""Reads an XLSForm (.xlsx, .xls, .csv, .md) into rows. Cells stay untouched; limits hold before parsing."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
# Fonts, themes and relations cost far more to read than cells: 35 MB of empty fonts, 35 kB packed, took minutes.
MAX_OTHER_PART_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5_000
MAX_CHOICES = 20_000
MAX_COLUMNS = 300
# Spreadsheet programs format whole columns; beyond this many rows (blank ones included) we stop reading.
MAX_ROWS_WITH_BLANKS = 100_000
# Kinds of cells as xlrd numbers them.
_XLS_BOOLEAN, _XLS_ERROR = 4, 5

SHEETS = ("survey", "choices", "settings", "external_choices")
CHOICE_SHEETS = ("choices", "external_choices")


class SheetError(Exception):
    """The file cannot be read as an XLSForm. `code` and `values` name the finding."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Row:
    """One row that holds something; `number` counts as the spreadsheet program does (header is 1)."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Form:
    """The sheets of one XLSForm by lower-case name."""

    filename: str
    sheets: dict[str, Sheet]

    def sheet(self, name: str) -> Sheet:
        return self.sheets.get(name, Sheet(name, (), ()))


def to_json(form: Form) -> dict[str, Any]:
    """A form as plain values for storage; nothing is lost, unknown columns included."""
    return {
        "filename": form.filename,
        "sheets": {
            name: {"columns": list(sheet.columns), "rows": [[row.number, row.cells] for row in sheet.rows]}
            for name, sheet in form.sheets.items()
        },
    }


def from_json(stored: dict[str, Any]) -> Form:
    sheets = {
        name: Sheet(name, tuple(sheet["columns"]), tuple(Row(number, cells) for number, cells in sheet["rows"]))
        for name, sheet in stored["sheets"].items()
    }
    return Form(stored["filename"], sheets)


def read(data: bytes, filename: str) -> Form:
    """Reads a form; the ending of `filename` decides the format. Raises SheetError."""
    if len(data) > MAX_BYTES:
        raise SheetError("file-too-large", limit=MAX_BYTES // 1024 // 1024)
    reader = _READERS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise SheetError("file-type-unknown", filename=PurePath(filename).name)
    try:
        sheets = {name: _sheet(name, lines) for name, lines in reader(data)}
    except SheetError:
        raise
    except Exception as error:  # third-party readers raise anything on a damaged file; none may reach a person
        raise SheetError("file-unreadable", reason=type(error).__name__) from error
    if "survey" not in sheets:
        raise SheetError("sheet-missing", sheet="survey")
    return Form(PurePath(filename).name, sheets)


def _sheet(name: str, lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    limit = MAX_CHOICES if name in CHOICE_SHEETS else MAX_ROWS
    columns: list[str] | None = None
    rows: list[Row] = []
    for number, cells in lines:
        if number > MAX_ROWS_WITH_BLANKS:
            raise SheetError("too-many-rows", sheet=name, limit=limit)
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = [cell.strip() for cell in cells]
            continue
        filled = {c: v for c, v in zip(columns, cells, strict=False) if c and v.strip()}
        if filled:
            rows.append(Row(number, filled))
        if len(rows) > limit:
            raise SheetError("too-many-rows", sheet=name, limit=limit)
    return Sheet(name, tuple(c for c in columns or [] if c), tuple(rows))


def _text(value: object) -> str:
    """A cell as the author sees it: 1.0 is 1, TRUE is true; text is left exactly as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_xlsx(data: bytes) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise SheetError("file-unpacks-too-large", limit=MAX_UNPACKED_BYTES // 1024 // 1024)
        if any(_is_swollen(entry) for entry in entries):
            raise SheetError("file-unpacks-too-large", limit=MAX_OTHER_PART_BYTES // 1024 // 1024)
        if any("vbaproject" in entry.filename.lower() for entry in entries):
            raise SheetError("file-has-macros")
    import openpyxl  # as xlrd below: slow to load, and most processes never read a form

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # headers, footers and print areas do not concern us
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                name = sheet.title.strip().lower()
                if name in SHEETS:
                    lines = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
                    yield name, ((n, [_text(v) for v in row]) for n, row in enumerate(lines, start=1))
        finally:
            book.close()


def _is_swollen(entry: zipfile.ZipInfo) -> bool:
    """Whether a part that holds no cells is larger than any real form needs; pictures are not read at all."""
    name = entry.filename.lower()
    holds_cells = name.startswith(("xl/worksheets/", "xl/sharedstrings"))
    return name.endswith((".xml", ".rels")) and not holds_cells and entry.file_size > MAX_OTHER_PART_BYTES


def _read_xls(data: bytes) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO())
    for sheet in book.sheets():
        name = sheet.name.strip().lower()
        if name in SHEETS:
            yield name, ((n + 1, [_xls_text(c.value, c.ctype) for c in sheet.row(n)]) for n in range(sheet.nrows))


def _xls_text(value: object, kind: int) -> str:
    if kind == _XLS_BOOLEAN:
        return "true" if value else "false"
    return "" if kind == _XLS_ERROR else _text(value)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError("file-not-utf8") from error


def _read_csv(data: bytes) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    """pyxform's CSV layout: the first column names the sheet, the next row is its header."""
    lines = enumerate(csv.reader(io.StringIO(_decoded(data), newline="")), start=1)
    yield from _grouped((number, cells[0] if cells else "", cells[1:]) for number, cells in lines)


def _read_markdown(data: bytes) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    """pyxform's Markdown layout: a table whose first column names the sheet."""
    yield from _grouped(_markdown_lines(_decoded(data)))


def _markdown_lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped.startswith("|") or re.fullmatch(r"[|\s:-]+", stripped):
            continue
        # A vertical bar inside a cell (regular expressions need it) is written \| as in all Markdown tables.
        cells = [c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", stripped)[1:]]
        yield number, cells[0], cells[1:-1] if not cells[-1] else cells[1:]


def _grouped(
    lines: Iterable[tuple[int, str, list[str]]],
) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    found: dict[str, list[tuple[int, list[str]]]] = {}
    current = ""
    for number, first, cells in lines:
        if first.strip():
            current = first.strip().lower()
        if current in SHEETS and any(cell.strip() for cell in cells):
            found.setdefault(current, []).append((number, cells[:MAX_COLUMNS]))
    yield from found.items()


_READERS = {".xlsx": _read_xlsx, ".xls": _read_xls, ".csv": _read_csv, ".md": _read_markdown}
