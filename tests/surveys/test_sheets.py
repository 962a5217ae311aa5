import io
import zipfile

import openpyxl
import pytest

from surveys import sheets
from surveys.sheets import SheetError, read


def _xlsx(rows: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_the_author_wrote_them() -> None:
    text = "„Keine Angabe“ – \u200eمرحبا.\u200f  "
    form = read(
        _xlsx({"survey": [["type", "name", "label"], ["note", "a", text], [None], ["integer", 7, True]]}), "f.xlsx"
    )
    rows = form.sheet("survey").rows
    assert rows[0].get("label") == text
    assert (rows[1].number, rows[1].get("name"), rows[1].get("label")) == (4, "7", "true")


def test_the_same_form_reads_alike_from_csv_and_markdown() -> None:
    csv = b'survey,,\n,type,name\n,integer,alter\n,text,"a|b"\n'
    markdown = b"| survey |\n| | type | name |\n|---|---|---|\n| | integer | alter |\n| | text | a\\|b |\n"
    cells = [
        [row.cells for row in read(data, name).sheet("survey").rows]
        for data, name in ((csv, "f.csv"), (markdown, "f.md"))
    ]
    assert cells[0] == cells[1] == [{"type": "integer", "name": "alter"}, {"type": "text", "name": "a|b"}]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (51 * 1024 * 1024))
    return out.getvalue()


def _macros() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"x" * (5 * 1024 * 1024 + 1), "f.xlsx", "file-too-large"),
        (_bomb(), "f.xlsx", "file-unpacks-too-large"),
        (_macros(), "f.xlsm", "file-type-unknown"),
        (_macros(), "f.xlsx", "file-has-macros"),
        (b"no zip", "f.xlsx", "file-unreadable"),
        (b"no book", "f.xls", "file-unreadable"),
        (b"survey,type\n,\xff\xfe", "f.csv", "file-not-utf8"),
        (b"a,b\n1,2\n", "f.csv", "sheet-missing"),
    ],
)
def test_bad_files_are_refused_by_name(data: bytes, filename: str, code: str) -> None:
    with pytest.raises(SheetError) as refused:
        read(data, filename)
    assert refused.value.code == code


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    lines = "survey,,\n,type,name\n" + ",text,a\n" * 4
    with pytest.raises(SheetError, match="too-many-rows"):
        read(lines.encode(), "f.csv")


def test_millions_of_fonts_in_a_small_file_are_refused_before_they_are_read() -> None:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "survey"
    book.save(packed)
    swollen = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b"</fonts>", b"<font/>" * 500_000 + b"</fonts>")
            target.writestr(name, part)
    with pytest.raises(SheetError) as refused:
        read(swollen.getvalue(), "form.xlsx")
    assert refused.value.code == "file-unpacks-too-large"
