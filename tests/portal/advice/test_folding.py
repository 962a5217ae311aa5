import pytest

from portal.advice.folding import fold, folded_words


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("AERZTIN", "Ärztin"),
        ("arztin", "Ärztin"),
        ("Strasse", "Straße"),
        ("İŞ", "iş"),
        ("IS", "iş"),
        ("ısınma", "isinma"),
        ("الإقامه", "إقامة"),
        ("مدرسة", "المدرسة"),
        ("مَدْرَسَة", "مدرسه"),
        ("کتاب", "كتاب"),
        ("Jobcenter", "Job·center"),
    ],
)
def test_two_ways_of_typing_a_word_meet(typed: str, written: str) -> None:
    (one,), (other,) = folded_words(typed), folded_words(written)
    assert one & other


def test_digits_of_other_scripts_are_the_same_number() -> None:
    assert fold("١١٢") == "112"


def test_punctuation_and_emoji_are_no_words() -> None:
    assert folded_words("?! 🙂 …") == ()
