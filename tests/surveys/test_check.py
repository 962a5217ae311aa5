"""Each fault ends in a finding with its place; the real forms end in findings or an instrument, never a crash."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import findings
from surveys.check import CheckResult, check
from surveys.columns import match_language
from surveys.finding_words import WORDS
from surveys.instrument import compile_instrument
from translations.languages import LANGUAGES


def form(
    *rows: str, choices: str = "", header: str = "type,name,label::de,relevant,constraint,calculation,required"
) -> CheckResult:
    lines = ["survey,,", f",{header}", *(f",{row}" for row in rows)]
    if choices:
        lines += ["choices,,", *(f",{line}" for line in choices.split("\n"))]
    return check("\n".join(lines).encode(), "form.csv")


def codes(result: CheckResult) -> set[str]:
    return {finding.code for finding in result.findings if finding.level == "error"}


def only(result: CheckResult, code: str) -> findings.Finding:
    found = [finding for finding in result.findings if finding.code == code]
    assert len(found) == 1, result.findings
    return found[0]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("inteher,a,A", "type-unknown", "type"),
        (",a,A", "type-missing", "type"),
        ("rank x,a,A", "not-supported-yet", "type"),
        ("begin_repeat,a,A", "not-supported-yet", "type"),
        ("integer,,A", "name-missing", "name"),
        ("integer,1a,A", "name-invalid", "name"),
        ("integer,a,", "label-missing", "label"),
        ("select_one,a,A", "list-missing", "type"),
        ("select_one fehlt,a,A", "list-unknown", "type"),
        ("calculate,a,", "calculation-missing", "calculation"),
        ("begin_group,a,A", "group-not-closed", "type"),
        ("end_group,,", "group-not-open", "type"),
    ],
)
def test_faults_of_structure_are_found_at_their_place(row: str, code: str, column: str) -> None:
    finding = only(form("text,erste,Erste", row), code)
    assert (finding.sheet, finding.row, finding.column) == ("survey", 4, column)


@pytest.mark.parametrize(
    ("expression", "code", "offset"),
    [
        ("${erste} >", "expression-syntax", 10),
        ("selected(${erste}; 'de'", "expression-syntax", None),
        ("foo(${erste})", "expression-unknown-function", 0),
        ("/data/nope > 1", "path", None),
        ("erste = 1", "path", None),
        ("1 = 1 and ${nein} = 2", "reference-unknown", 10),
        ("regex(${erste}; '(')", "expression-syntax", None),
        ("${a} = 1", "self-reference", 0),
        ("now() > 1", "volatile", None),
    ],
)
def test_faults_of_expressions_name_the_character(expression: str, code: str, offset: int | None) -> None:
    finding = only(form("text,erste,Erste", f"text,a,A,{expression}"), code)
    assert (finding.row, finding.column) == (4, "relevant")
    assert offset is None or finding.offset == offset


def test_typographic_quotes_are_straightened_in_expressions_only() -> None:
    result = form("text,erste,Sagen Sie „ja“", "text,b,B,${erste} = ‘ja’")
    assert result.passed
    compiled = compile_instrument(result, "s")
    assert compiled.body["questions"]["b"]["relevant"]["b"] == {"k": "str", "v": "ja"}
    assert compiled.body["texts"]["erste.label"]["de"] == "Sagen Sie „ja“"


def test_a_circle_names_all_its_members() -> None:
    result = form("text,a,A,${c} = 1", "text,b,B,${a} = 1", "text,c,C,${b} = 1", "text,d,D,${a} = 1")
    assert only(result, "cycle").values["members"] == "a, b, c"


def test_groups_pass_their_relevance_down_and_close_circles() -> None:
    result = form("begin_group,g,G,${b} = 1", "text,a,A", "end_group,,", "text,b,B,${a} = 1")
    assert only(result, "cycle").values["members"] == "a, b"


def test_device_rows_are_left_out_with_a_warning() -> None:
    result = form("deviceid,geraet,", "text,a,A")
    assert result.passed
    assert result.left_out == ("geraet",)
    assert only(result, "left-out").level == "warning"


def test_incomplete_languages_stay_off_with_their_first_gap() -> None:
    result = form("text,a,A,A", "text,b,B,", header="type,name,label::Deutsch (de),label::English (en)")
    assert result.languages == ("de",)
    finding = only(result, "text-missing")
    assert (finding.values["language"], finding.values["key"]) == ("English", "b.label")


def test_choices_are_unique_and_have_codes_of_their_own() -> None:
    choices = "list_name,name,label::de,code\nl,x,X,1\nl,x,Y,2\nl,z,Z,1"
    assert {"choice-twice", "choice-code"} <= codes(form("select_one l,a,A", choices=choices))


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("Deutsch (de)", "de"), ("de", "de"), ("German", "de"), ("English (EN)", "en"), ("العربية", "ar"),
        ("French", "fr"), ("de-simple", "leicht"), ("Leichte Sprache (de-simple)", "leicht"), ("Türkçe", "tr"),
        ("kmr", "ku"), ("zh-Hans", "zh"), ("Oromiffa", None), ("Klingon (tlh)", None),
    ],
)  # fmt: skip
def test_language_tags_match_the_registry(tag: str, slug: str | None) -> None:
    assert match_language(tag) == slug


def test_every_language_is_found_by_slug_html_and_endonym() -> None:
    for language in LANGUAGES.values():
        for tag in (language.slug, language.html, language.endonym, f"x ({language.html})"):
            assert match_language(tag) == language.slug, tag


def test_every_finding_has_german_and_english_words() -> None:
    for code, words in WORDS.items():
        assert len(words) == 4, code
        assert all(words), code


# What the seven real forms must give, read from the forms themselves (see ../shared/forms/manifest.json).
REAL_FORMS = [
    ("01_", True, ("de",), set()),
    ("02_", True, ("de",), set()),
    ("03_", True, ("de",), set()),
    ("07_", False, (), {"choice-twice", "pyxform-error", "not-supported-yet", "path", "label-missing"}),
    ("10_", False, ("ar",), {"not-supported-yet"}),
    ("13_", False, (), {"not-supported-yet", "name-twice"}),
    ("15_", True, (), set()),
]


@pytest.mark.parametrize(("prefix", "passed", "languages", "errors"), REAL_FORMS)
def test_real_forms_end_in_findings_or_an_instrument(
    shared: Path, prefix: str, passed: bool, languages: tuple[str, ...], errors: set[str]
) -> None:
    path = next((shared / "forms").glob(f"{prefix}*"))
    result = check(path.read_bytes(), path.name)
    assert (result.passed, result.languages, codes(result)) == (passed, languages, errors)
    for finding in result.findings:
        assert finding.cause("de")
        assert finding.cure("en")
        json.dumps(finding.as_json())
    if passed and languages:
        assert compile_instrument(result, "real").body["pages"]


def test_the_negative_form_names_its_doubled_choices(shared: Path) -> None:
    path = next((shared / "forms").glob("07_*"))
    doubled = [f for f in check(path.read_bytes(), path.name).findings if f.code == "choice-twice"]
    assert [(f.sheet, f.row, f.values["name"]) for f in doubled] == [
        ("choices", 7, "never"), ("choices", 8, "primary"), ("choices", 9, "secondary"), ("choices", 13, "-99"),
    ]  # fmt: skip


_CELLS = st.one_of(
    st.sampled_from(
        ["text", "integer", "select_one l", "begin_group", "end_group", "note", "calculate", "a", "b", "${a} = 1",
         "${a", "yes", "${b} + 1", "", "l", "range", "start=1 end=0", "-98", "none", "field-list"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(_CELLS, min_size=9, max_size=9), max_size=8),
    st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=5),
)
def test_mutilated_sheets_never_crash(survey: list[list[str]], choices: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["survey"])
    writer.writerow(
        ["", "type", "name", "label::de", "relevant", "calculation", "required", "missing", "parameters", "appearance"]
    )
    writer.writerows([["", *row] for row in survey])
    writer.writerow(["choices"])
    writer.writerow(["", "list_name", "name", "label::de"])
    writer.writerows([["", *row] for row in choices])
    result = check(out.getvalue().encode("utf-8", "surrogatepass"), "f.csv")
    if result.passed and result.languages:
        compile_instrument(result, "s")


# Strings that have broken other programs (after the Big List of Naughty Strings, MIT).
NAUGHTY = [
    "undefined", "NULL", "1/0", "' OR 1=1 --", "<script>alert(0)</script>", "$HOME", "{{ 7*7 }}", "%s%n",
    "../../etc/passwd", "田中さんにあげて下さい", "الكل في المجمو عة (5)", "\u202btest\u202a", "Ṱ̺̺̕o͞", "👩🏽‍⚕️",
    "\u200b\ufeff", "|", "=cmd()", "\u200eمرحبا.\u200f",
]  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY)
def test_texts_reach_the_instrument_unchanged(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["survey"], ["", "type", "name", "label::de"], ["", "text", "a", f"x {text} y"]])
    compiled = compile_instrument(check(out.getvalue().encode(), "f.csv"), "s")
    assert compiled.body["texts"]["a.label"]["de"] == unicodedata.normalize("NFC", f"x {text} y")


def test_answers_quoted_in_texts_must_exist() -> None:
    finding = only(form("text,a,Hallo ${b}"), "reference-unknown")
    assert (finding.row, finding.column, finding.offset, finding.values) == (3, "label::de", 6, {"name": "b"})
