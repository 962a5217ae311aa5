"""What is the same word to a reader must be the same text to the model."""

import pytest

from bot.components.normalise import normalise, says_something


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ausländerbehörde", "AUSLANDERBEHORDE"),
        ("ısı", "isi"),
        ("İstanbul", "istanbul"),
        ("şehir çöp ağaç", "sehir cop agac"),
        ("إقامة", "اقامه"),
        ("مُتَرجِم", "مترجم"),
        ("شكـــرا", "شكرا"),
        ("کتاب یک", "كتاب يك"),
        ("١٢٣ ۴۵", "123 45"),
        ("êvar baş û çêtir", "evar bas u cetir"),
        ("Straße", "strasse"),
        ("haaaallo", "haallo"),
        ("  Wo?!  ist…  das ", "wo ist das"),
        ("ﬁnden", "finden"),
        ("ελληνικά", "ελληνικα"),
    ],
)
def test_spellings_of_one_word_become_one_text(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_chinese_is_taken_character_by_character() -> None:
    assert normalise("我要学德语") == "我 要 学 德 语"


def test_thai_vowels_are_kept_because_they_are_letters_there() -> None:
    assert normalise("ที่อยู่") == "ที่อยู่"


def test_emoji_are_kept() -> None:
    assert normalise("Danke 🙏") == "danke 🙏"


def test_characters_that_only_steer_display_are_removed() -> None:
    assert normalise("Woh\u200bnung\u202e \u2067x\u2069") == "wohnung x"


def test_serbian_cyrillic_becomes_latin_on_serbian_pages_only() -> None:
    assert normalise("језик", "sr") == normalise("jezik", "sr")
    assert normalise("язык", "ru") == "язык"


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "?!…", "\u202e\u200b", "---"])
def test_without_a_letter_or_digit_nothing_is_said(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["a", "110", "住", "ع"])
def test_one_letter_or_digit_says_something(text: str) -> None:
    assert says_something(text)
