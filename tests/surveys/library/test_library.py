"""The shipped surveys: complete in their languages, items as in the item bank, routing as intended."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from surveys.check import CheckResult, check
from surveys.export import build_release
from surveys.instrument import compile_instrument
from surveys.library import UnknownLibrarySurvey, filename, load, reviews, slugs, source
from surveys.library.translated import ForeignEntry, with_translations
from surveys.navigation import LoadedInstrument, final_answers, look
from surveys.navigation import load as load_instrument

SLUG = "leben-in-der-stadt"
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)

# The item bank: id → names of the questions and the codes of their answers.
ITEM_BANK = {
    "leben": (["leben"], None),
    "gesundheit": (["gesundheit"], [1, 2, 3, 4, 5]),
    "deutsch": ([f"deutsch_{skill}" for skill in ("verstehen", "sprechen", "lesen", "schreiben")], [1, 2, 3, 4, 5]),
    "zugehoerigkeit": (
        [f"zugehoerigkeit_{place}" for place in ("deutschland", "wohnort", "herkunftsland")],
        [1, 2, 3, 4],
    ),
    "vertrauen_personen": (["vertrauen_personen"], None),
    "vertrauen_institutionen": (
        [
            f"vertrauen_institutionen_{institution}"
            for institution in ("bundesregierung", "stadtverwaltung", "polizei", "schule")
        ],
        [1, 2, 3, 4],
    ),
    "faehigkeiten": (["faehigkeiten_1", "faehigkeiten_2", "faehigkeiten_3"], [1, 2, 3, 4, 5]),
}


@pytest.fixture(scope="module")
def checked() -> CheckResult:
    return check(source(SLUG), filename(SLUG))


@pytest.fixture(scope="module")
def instrument(checked: CheckResult) -> LoadedInstrument:
    compiled = compile_instrument(checked, SLUG)
    return load_instrument(compiled.hash, compiled.canonical)


def test_the_form_passes_in_five_languages(checked: CheckResult) -> None:
    assert [finding.code for finding in checked.findings if finding.level == "error"] == []
    assert checked.languages == ("de", "leicht", "en", "tr", "ar")
    assert set(reviews(SLUG).values()) == {"none"}


def test_every_text_is_translated_and_keeps_its_numbers(instrument: LoadedInstrument) -> None:
    for key, texts in instrument.body["texts"].items():
        assert set(texts) == {"de", "leicht", "en", "tr", "ar"}, key
        numbers = {language: sorted(re.findall(r"\d+", text)) for language, text in texts.items()}
        if key not in {"diskriminierung_5_jahre.label", "diskriminierung_12_monate.label"}:  # Arabic writes words
            for language in ("en", "tr", "ar"):
                assert numbers[language] == numbers["de"] or not numbers[language], (key, language)
        if texts["de"] not in {"divers"}:
            assert re.search(r"[\u0600-\u06ff]", texts["ar"]), key


def test_items_are_those_of_the_item_bank(instrument: LoadedInstrument) -> None:
    questions = instrument.questions
    for item, (names, codes) in ITEM_BANK.items():
        assert {name for name, question in questions.items() if question["item"] == item} == set(names)
        for name in names if codes else ():
            choices = instrument.body["choices"][questions[name]["list"]]
            assert [choice["code"] for choice in choices] == codes
    for name in ("leben", "vertrauen_personen"):
        assert questions[name]["range"] == {"start": 0, "end": 10, "step": 1}


def test_sensitive_questions_are_marked_and_can_be_refused(instrument: LoadedInstrument) -> None:
    sensitive = {name for name, question in instrument.questions.items() if question["sensitive"]}
    assert {"gesundheit", "geburtsland_selbst", "diskriminierung_5_jahre"} <= sensitive
    asked = {name for name, question in instrument.questions.items() if question["type"] not in ("note", "calculate")}
    assert {name for name in asked if -96 not in instrument.questions[name]["missing"]} == {"einwilligung"}


def test_no_page_is_long(instrument: LoadedInstrument) -> None:
    types = {name: question["type"] for name, question in instrument.questions.items()}
    for page in instrument.pages:
        assert len([name for name in page["questions"] if types[name] != "note"]) <= 5


def test_demonstration_data_says_so(instrument: LoadedInstrument) -> None:
    for choice in instrument.body["choices"]["stadtteilgruppe"]:
        for language, text in instrument.body["texts"][f"choice:stadtteilgruppe:{choice['name']}"].items():
            assert "demo" in text.casefold() or language == "ar", text


def test_leichte_sprache_has_short_sentences(instrument: LoadedInstrument) -> None:
    for key, texts in instrument.body["texts"].items():
        for sentence in re.split(r"(?<=[.!?]) ", texts["leicht"]):
            assert len(sentence.split()) <= 12, (key, sentence)
            assert not re.search(r"[;()%/–]", sentence), (key, sentence)
            assert not re.search(r"(?<!\*)\b(nicht|keinen?)\b", sentence), (key, sentence)


@pytest.mark.parametrize(
    ("birth", "expected", "asked_year", "asked_origin"),
    [
        (("anderes", "anderes", "anderes"), "1", True, True),
        (("deutschland", "anderes", "anderes"), "1", False, True),
        (("deutschland", "anderes", "deutschland"), "2", False, True),
        (("deutschland", "deutschland", "deutschland"), "2", False, False),
        (("deutschland", "anderes", ""), "", False, True),
    ],
)
def test_origin_routes_and_derives(
    instrument: LoadedInstrument, birth: tuple[str, str, str], expected: str, asked_year: bool, asked_origin: bool
) -> None:
    names = ("geburtsland_selbst", "geburtsland_mutter", "geburtsland_vater")
    answers = {name: {"v": value} for name, value in zip(names, birth, strict=True) if value}
    situation = look(instrument, answers, NOW)
    assert situation.values["zuwanderungsgeschichte"] == expected
    assert situation.relevant["zuzugsjahr"] is asked_year
    assert situation.relevant["zugehoerigkeit_herkunftsland"] is asked_origin


def test_discrimination_details_follow_a_yes_only(instrument: LoadedInstrument) -> None:
    for answer, expected in (({"v": "ja"}, True), ({"v": "nein"}, False), ({"m": -96}, False)):
        situation = look(instrument, {"diskriminierung_5_jahre": answer}, NOW)
        assert situation.relevant["diskriminierung_bereiche"] is expected


def test_answers_reach_a_release(instrument: LoadedInstrument, tmp_path: Path) -> None:
    answers: dict[str, Any] = {
        "einwilligung": {"v": "OK"},
        "leben": {"v": 8},
        "gesundheit": {"v": "gut"},
        "geburtsland_selbst": {"v": "anderes"},
        "diskriminierung_5_jahre": {"v": "ja"},
        "diskriminierung_bereiche": {"v": ["arbeit"]},
        "faehigkeiten_1": {"m": -96},
    }
    final = final_answers(look(instrument, answers, NOW))
    response = {
        "answers": final, "language": "ar", "channel": "web", "sampling": "open_link", "day": date(2027, 3, 1)
    }  # fmt: skip
    manifest = build_release(
        instrument.body,
        [response],
        tmp_path / "r",
        survey=SLUG,
        instruments=[instrument.hash],
        made_by="Test",
        day=date(2027, 3, 2),
    )
    assert manifest.left_out == []
    row = pq.read_table(tmp_path / "r" / "data.parquet").to_pylist()[0]
    assert (row["leben"], row["gesundheit"], row["zuwanderungsgeschichte"]) == (8, 2, 1)
    assert (row["diskriminierung_bereiche_arbeit"], row["diskriminierung_bereiche_wohnen"]) == (1, 0)
    assert (row["faehigkeiten_1"], row["faehigkeiten_2"]) == (-96, -99)
    assert list(row)[5:8] == ["einwilligung", "leben", "gesundheit"]
    codebook = json.loads((tmp_path / "r" / "codebook.json").read_text(encoding="utf-8"))
    entry = next(item for item in codebook["variables"] if item["name"] == "gesundheit")
    assert entry["label"]["ar"]
    assert entry["measure"] == "ordinal"


def test_a_translation_of_another_german_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "form.md").write_text(
        "Intro\n\n| survey | type | name | label::Deutsch (de) |\n| | text | a | Neu |\n| | text | b | Gleich |\n",
        encoding="utf-8",
    )
    (tmp_path / "form.en.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "a.label"\nmsgid "Alt"\nmsgstr "Old"\n\nmsgctxt "b.label"\nmsgid "Gleich"\nmsgstr "Same"\n',
        encoding="utf-8",
    )
    lines = with_translations(tmp_path / "form.md").decode().split("\n")
    assert lines[2].endswith("| label::English (en) |")
    assert lines[3].endswith("| Neu |  |")
    assert lines[4].endswith("| Gleich | Same |")
    (tmp_path / "form.tr.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "c.label"\nmsgid "x"\nmsgstr "y"\n',
        encoding="utf-8",
    )
    with pytest.raises(ForeignEntry, match=r"c\.label"):
        with_translations(tmp_path / "form.md")


def test_the_library_lists_and_loads() -> None:
    assert SLUG in slugs()
    assert {"survey", "choices", "settings"} <= set(load(SLUG).sheets)
    with pytest.raises(UnknownLibrarySurvey):
        source("../secrets")
