import pytest

from portal.chat.messages import has_words, tidy


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  Hallo\n\tWelt ", "Hallo Welt"),
        ("a\x00b\x07", "ab"),
        ("\u202eabc\u2066", "abc"),
        ("\ud800Wohnung", "Wohnung"),
        ("a\u0308", "ä"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_messages_are_passed_on_without_control_characters(typed: str, tidied: str) -> None:
    assert tidy(typed) == tidied


@pytest.mark.parametrize("message", ["", "🙂🙂", "?!", "👨‍👩‍👧"])
def test_emoji_and_punctuation_are_no_question(message: str) -> None:
    assert not has_words(message)


def test_one_letter_of_any_script_is_a_word() -> None:
    assert has_words("住")
    assert has_words("ก")
