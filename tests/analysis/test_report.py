"""The report in every complete language: words, tables, bars and the tagged PDF."""

import io
import re
from datetime import date
from pathlib import Path

import html5lib
import pytest
from pypdf import PdfReader

from analysis.bars import bar
from analysis.definitions import read_definitions, read_groups
from analysis.groups import derive_groups
from analysis.indicators import estimate, protect_all, read_raw, weigh
from analysis.margins import read_margins
from analysis.release import Release
from analysis.report import Method, Report, report_html, report_pdf
from analysis.weighting import weigh_release
from analysis.wording import WORDS
from translations.languages import LANGUAGES

COMPLETE = [slug for slug, language in LANGUAGES.items() if language.complete]
# What an open survey must not claim, in any language.
FORBIDDEN = re.compile(
    "repräsentativ|representative|fehlerspanne|margin of error|temsil|hata payı|ممثل|هامش الخطأ", re.IGNORECASE
)


@pytest.fixture
def report(release: Release, margins_file: Path) -> Report:
    groups = read_groups()
    frame = derive_groups(release, groups.values())
    weights = weigh_release(frame, read_margins(margins_file))
    definitions = {one.id: one for one in read_definitions()}
    raw = [read_raw(definition, release, frame) for definition in definitions.values()]
    indicators = protect_all([estimate(weigh(one, weights), groups) for one in raw])
    method = Method(
        channels=("web", "paper"), first=date(2026, 9, 1), last=date(2026, 11, 1), n=400, age=16,
        traits=("zuwanderungsgeschichte", "alter3"), source="Test", as_of=date(2025, 12, 31), n_eff=380,
        languages=("de", "ar"), demo=True,
    )  # fmt: skip
    return Report("2026", indicators, method, release.sha256, date(2026, 11, 20), definitions, groups)


@pytest.mark.parametrize("slug", COMPLETE)
def test_the_page_is_valid_and_in_its_language(report: Report, slug: str) -> None:
    text = report_html(report, LANGUAGES[slug])
    html5lib.HTMLParser(strict=True).parse(text)
    assert f'lang="{LANGUAGES[slug].html}" dir="{LANGUAGES[slug].direction}"' in text
    assert text.count("<h1>") == 1
    assert not FORBIDDEN.search(text)
    assert "<text" not in text


def test_every_bar_stands_beside_a_number(report: Report) -> None:
    text = report_html(report, LANGUAGES["de"])
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", text, re.DOTALL)
    assert rows
    for row in rows:
        if "<svg" in row:
            assert re.search(r'class="value"><span dir="ltr">[\d,]+', row)


def test_the_method_sentence_tells_what_kind_of_survey_it_was(report: Report) -> None:
    text = report_html(report, LANGUAGES["de"])
    assert "Die Teilnahme war offen; es ist\nkeine Zufallsstichprobe" in text.replace("es ist keine", "es ist\nkeine")
    assert "Effektive Fallzahl: 380" in text
    assert "erfunden" in text


def test_bars_are_mirrored_for_right_to_left() -> None:
    left = re.findall(r'x="([\d.]+)" y="2" width="([\d.]+)"', bar(30, 20, 40, 100, "ltr"))
    right = re.findall(r'x="([\d.]+)" y="2" width="([\d.]+)"', bar(30, 20, 40, 100, "rtl"))
    assert left == [("0", "30")]
    assert right == [("70", "30")]


def test_leichte_sprache_has_short_sentences_without_percent_signs(report: Report) -> None:
    text = report_html(report, LANGUAGES["leicht"])
    assert "von 10 Menschen" in text
    assert "%" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("slug", ["de", "ar"])
def test_the_pdf_is_tagged_and_has_a_language(report: Report, slug: str) -> None:
    pdf = PdfReader(io.BytesIO(report_pdf(report, LANGUAGES[slug])))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == slug
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def test_the_same_report_is_the_same_file(report: Report) -> None:
    assert report_pdf(report, LANGUAGES["de"]) == report_pdf(report, LANGUAGES["de"])


def test_no_forbidden_word_among_our_words() -> None:
    assert not FORBIDDEN.search(WORDS.read_text(encoding="utf-8"))
