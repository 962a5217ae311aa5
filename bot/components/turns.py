"""Decide what a ranking of topics is good for: an answer, a question back, or neither."""

from dataclasses import dataclass

ANSWER, ASK, NOT_UNDERSTOOD = "answer", "ask", "not_understood"

OUT_OF_SCOPE = "out_of_scope"
# Nobody wants a button "Hello": these are answered when sure, and never offered.
NEVER_OFFERED = frozenset({"greet", "thanks", "goodbye", "bot_challenge", OUT_OF_SCOPE})
# What is not about a service leaves the conversation's topic as it was.
NOT_A_SUBJECT = NEVER_OFFERED | {"human", "change_language"}
# A new topic replaces the old one only when it is this sure; below, the thread goes on.
NEW_SUBJECT_FROM = 0.4
OFFERED = 3


@dataclass(frozen=True)
class Thresholds:
    """Confidences: answered from ``answer_from``, asked back from ``ask_from``; below is not understood."""

    answer_from: float
    ask_from: float

    def __post_init__(self) -> None:
        if not 0 <= self.ask_from <= self.answer_from <= 1:
            raise ValueError(f"thresholds out of order: ask {self.ask_from}, answer {self.answer_from}")


Ranking = list[tuple[str, float]]


def decide(ranking: Ranking, thresholds: Thresholds) -> str:
    """Return the turn for a ranking that is sorted, best first."""
    confidence = ranking[0][1] if ranking else 0.0
    if confidence >= thresholds.answer_from:
        return ANSWER
    return ASK if confidence >= thresholds.ask_from else NOT_UNDERSTOOD


def offered(ranking: Ranking) -> Ranking:
    """Return the best topics that make sense as buttons."""
    return [entry for entry in ranking if entry[0] not in NEVER_OFFERED][:OFFERED]


def new_subject(ranking: Ranking) -> str | None:
    """Return the topic the conversation turns to, or ``None`` when it stays with the one it has."""
    if not ranking:
        return None
    topic, confidence = ranking[0]
    return topic if confidence >= NEW_SUBJECT_FROM and topic not in NOT_A_SUBJECT else None
