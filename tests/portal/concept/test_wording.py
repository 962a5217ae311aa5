import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.concept.wording import LONGEST_NAME, folded, name_from, normalised, without_footnote_marks


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anzahl Beete.", "anzahl  beete"), ("Ziele¹ und", "Ziele und"), ("ausgebaut..", "ausgebaut"), ("A\u0308", "ä")],
)
def test_the_same_wording(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_a_unit_is_no_footnote_mark() -> None:
    assert without_footnote_marks("Fläche in m² je Kopf¹, auch „Hof“²") == "Fläche in m² je Kopf, auch „Hof“"


@given(st.text(max_size=200))
def test_names_are_short_plain_and_always_the_same(text: str) -> None:
    name = name_from(text)
    assert name == name_from(text)
    assert 1 <= len(name) <= LONGEST_NAME + 5
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_folding_removes_case_accents_and_the_mediopunkt() -> None:
    assert folded("Grüße") == folded("GRUESSE")
    assert folded("Spiel·platz") == "spielplatz"
    assert folded("Çalışma") == "calısma"
