"""When the assistant answers, asks back, or admits that it did not understand."""

import pytest

from bot.components.turns import Thresholds, decide, new_subject, offered

THRESHOLDS = Thresholds(answer_from=0.35, ask_from=0.15)


@pytest.mark.parametrize(
    ("confidence", "turn"),
    [(0.9, "answer"), (0.35, "answer"), (0.34, "ask"), (0.15, "ask"), (0.14, "not_understood")],
)
def test_confidence_decides_the_turn(confidence: float, turn: str) -> None:
    assert decide([("work", confidence), ("school", 0.01)], THRESHOLDS) == turn


def test_no_ranking_is_not_understood() -> None:
    assert decide([], THRESHOLDS) == "not_understood"


@pytest.mark.parametrize(("answer_from", "ask_from"), [(0.1, 0.2), (1.2, 0.1), (0.5, -0.1)])
def test_thresholds_out_of_order_are_refused(answer_from: float, ask_from: float) -> None:
    with pytest.raises(ValueError, match="out of order"):
        Thresholds(answer_from, ask_from)


def test_three_topics_are_offered_and_small_talk_never() -> None:
    ranking = [("greet", 0.3), ("work", 0.2), ("out_of_scope", 0.15), ("school", 0.1), ("care", 0.1), ("sport", 0)]
    assert [topic for topic, _ in offered(ranking)] == ["work", "school", "care"]


@pytest.mark.parametrize(
    ("ranking", "subject"),
    [
        ([("work", 0.41)], "work"),
        ([("work", 0.39)], None),
        ([("thanks", 0.99)], None),
        ([("human", 0.99)], None),
        ([("out_of_scope", 0.99)], None),
        ([], None),
    ],
)
def test_the_conversation_turns_to_a_new_topic_only_when_sure(
    ranking: list[tuple[str, float]], subject: str | None
) -> None:
    assert new_subject(ranking) == subject
