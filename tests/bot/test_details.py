"""The words that change an answer: in which language, how, on which day."""

import pytest

from bot.components.details import DetailFinder
from bot.places import read_words


@pytest.fixture(scope="module")
def finder() -> DetailFinder:
    return DetailFinder(*read_words())


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("auf Türkisch?", {"language_wanted": "tr"}),
        ("Türkisch?", {"language_wanted": "tr"}),
        ("Gibt es Beratung auf arabisch am Montag", {"language_wanted": "ar", "day": "monday"}),
        ("can I call tomorrow", {"mode": "phone", "day": "tomorrow"}),
        ("does anybody speak kurdish", {"language_wanted": "ku"}),
        ("türkçe konuşan biri", {"language_wanted": "tr"}),
        ("yarın yüz yüze", {"day": "tomorrow", "mode": "visit"}),
        ("pazartesi", {"day": "monday"}),
        ("بالعربية", {"language_wanted": "ar"}),
        ("بكرا عبر الإنترنت", {"day": "tomorrow", "mode": "online"}),
        ("Guten Morgen", {}),
        ("Ich suche einen Deutsch Kurs", {}),
        ("Ich brauche eine Wohnung", {}),
        ("", {}),
    ],
)
def test_details_are_found(finder: DetailFinder, text: str, details: dict[str, str]) -> None:
    assert {detail.slot: detail.value for detail in finder.find(text)} == details


def test_the_first_of_two_days_counts(finder: DetailFinder) -> None:
    assert [detail.value for detail in finder.find("Dienstag oder Montag")] == ["tuesday"]
