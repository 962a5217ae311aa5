"""Compare what a model says with what people meant. Imports no Rasa."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import mean
from typing import NamedTuple

import yaml

from bot.components.turns import ANSWER, OUT_OF_SCOPE, Ranking, Thresholds, decide, offered
from bot.places import HELD_OUT

KINDS = ("plain", "typo", "mixed", "indirect")
EMERGENCY = "emergency"


class HeldOut(NamedTuple):
    """A message to measure with; ``kind`` is one of :data:`KINDS`."""

    language: str
    topic: str
    kind: str
    text: str


def read_held_out() -> list[HeldOut]:
    return [
        HeldOut(path.stem, entry["topic"], kind, text)
        for path in sorted(HELD_OUT.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text("utf-8"))
        for kind in KINDS
        for text in entry.get(kind, [])
    ]


@dataclass(frozen=True)
class Outcome:
    message: HeldOut
    ranking: Ranking
    turn: str

    @property
    def best(self) -> str:
        return self.ranking[0][0]

    @property
    def right(self) -> bool:
        return self.best == self.message.topic

    @property
    def among_three(self) -> bool:
        return self.message.topic in {topic for topic, _ in self.ranking[:3]}

    @property
    def rejected(self) -> bool:
        """Neither answered with a topic nor offered buttons."""
        return self.turn not in {ANSWER, "ask"} or (self.turn == ANSWER and self.best == OUT_OF_SCOPE)

    @property
    def helped(self) -> bool:
        """Answered rightly, or asked back with the right topic among the buttons."""
        if self.turn == ANSWER:
            return self.right
        return self.turn == "ask" and self.message.topic in {topic for topic, _ in offered(self.ranking)}


def measure(rank: Callable[[str, str], Ranking], thresholds: Thresholds) -> list[Outcome]:
    """``rank`` takes a text and the language of the page."""
    outcomes = []
    for message in read_held_out():
        ranking = rank(message.text, message.language)
        outcomes.append(Outcome(message, ranking, decide(ranking, thresholds)))
    return outcomes


@dataclass(frozen=True)
class Figures:
    """Shares of 1; ``None`` where there is nothing to count. Macro: every topic weighs the same."""

    messages: int
    best: float
    best_three: float
    answered_wrongly: float
    in_scope_helped: float
    in_scope_rejected: float
    out_of_scope_rejected: float | None


def _by_topic(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.message.topic].append(outcome)
    return dict(grouped)


def figures(outcomes: list[Outcome]) -> Figures:
    topics = _by_topic(outcomes)
    outside = topics.get(OUT_OF_SCOPE, [])
    inside = [outcome for outcome in outcomes if outcome.message.topic != OUT_OF_SCOPE]
    answered = [outcome for outcome in outcomes if outcome.turn == ANSWER]
    return Figures(
        len(outcomes),
        mean(mean(outcome.right for outcome in group) for group in topics.values()),
        mean(mean(outcome.among_three for outcome in group) for group in topics.values()),
        mean(not outcome.right for outcome in answered) if answered else 0.0,
        mean(outcome.helped for outcome in inside) if inside else 0.0,
        mean(outcome.rejected for outcome in inside) if inside else 0.0,
        mean(outcome.rejected for outcome in outside) if outside else None,
    )


def right_per_topic(outcomes: list[Outcome]) -> dict[str, float]:
    return {topic: mean(o.right for o in group) for topic, group in sorted(_by_topic(outcomes).items())}


def confusions(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the messages with a wrong best topic, the surest mistakes first."""
    return sorted((o for o in outcomes if not o.right), key=lambda o: -o.ranking[0][1])
