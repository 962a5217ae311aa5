"""The measure that keeps training and held-out messages apart."""

import pytest

from bot.likeness import likeness, profile


def test_the_same_words_are_wholly_alike_whatever_their_spelling() -> None:
    assert likeness(profile("Türkçe dersi"), profile("TURKCE DERSI!")) == pytest.approx(1.0)


def test_messages_without_a_common_pair_of_characters_have_nothing_in_common() -> None:
    assert likeness(profile("abc"), profile("xyz")) == 0


def test_counting_by_hand_gives_the_same_figure() -> None:
    # " ab " and " ac " have " a" in common, of " a" "ab" "b " " ab" "ab " " ab ": one of six each.
    assert likeness(profile("ab"), profile("ac")) == pytest.approx(1 / 6)
