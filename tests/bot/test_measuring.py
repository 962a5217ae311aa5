"""The arithmetic of the table, on outcomes counted by hand."""

import pytest

from bot.components.turns import Ranking
from bot.measuring import HeldOut, Outcome, confusions, figures, right_per_topic


def outcome(topic: str, ranking: Ranking, turn: str) -> Outcome:
    return Outcome(HeldOut("de", topic, "plain", "…"), ranking, turn)


RIGHT = outcome("work", [("work", 0.8), ("school", 0.1)], "answer")
WRONG = outcome("work", [("school", 0.6), ("care", 0.2), ("work", 0.1)], "answer")
UNSURE = outcome("school", [("work", 0.2), ("care", 0.1), ("sport", 0.1), ("school", 0.1)], "ask")
REFUSED = outcome("out_of_scope", [("out_of_scope", 0.7), ("work", 0.1)], "answer")
LOST = outcome("care", [("care", 0.1)], "not_understood")


def test_every_topic_weighs_the_same() -> None:
    # work 1 of 2, school 0 of 1, out_of_scope 1 of 1, care 1 of 1
    assert figures([RIGHT, WRONG, UNSURE, REFUSED, LOST]).best == pytest.approx((0.5 + 0 + 1 + 1) / 4)


def test_only_answers_can_be_wrong_answers() -> None:
    assert figures([RIGHT, WRONG, UNSURE, REFUSED, LOST]).answered_wrongly == pytest.approx(1 / 3)


def test_rejections_are_counted_apart_inside_and_outside_the_topics() -> None:
    counted = figures([RIGHT, WRONG, UNSURE, REFUSED, LOST])
    assert counted.in_scope_rejected == pytest.approx(1 / 4)
    assert counted.out_of_scope_rejected == 1


def test_the_right_topic_among_three() -> None:
    assert figures([WRONG]).best_three == 1
    assert figures([UNSURE]).best_three == 0


def test_without_messages_from_outside_there_is_no_figure_for_them() -> None:
    assert figures([RIGHT]).out_of_scope_rejected is None


def test_the_surest_mistakes_come_first() -> None:
    assert confusions([UNSURE, RIGHT, WRONG]) == [WRONG, UNSURE]


def test_shares_per_topic() -> None:
    assert right_per_topic([RIGHT, WRONG, LOST]) == {"care": 1, "work": 0.5}


@pytest.mark.parametrize(
    ("turn", "ranking", "helped"),
    [
        ("answer", [("work", 0.8)], True),
        ("answer", [("school", 0.8), ("work", 0.1)], False),
        ("ask", [("school", 0.3), ("work", 0.2)], True),
        ("ask", [("out_of_scope", 0.3), ("care", 0.2), ("sport", 0.1), ("school", 0.1), ("work", 0.1)], False),
        ("not_understood", [("work", 0.1)], False),
    ],
)
def test_people_are_helped_by_a_right_answer_or_a_right_button(turn: str, ranking: Ranking, helped: bool) -> None:
    assert outcome("work", ranking, turn).helped is helped
