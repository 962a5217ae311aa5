"""The assistant's reply as codes: small enough to travel in the page, worded anew in every language."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

ReplyTurn = Literal[
    "answer",
    "ask",
    "found",
    "not_understood",
    "unavailable",
    "nothing_found",
    "empty",
    "too_long",
    "too_fast",
]


@dataclass(frozen=True)
class Reply:
    """`services` are slugs of the directory; `choices` are topics offered as buttons."""

    turn: ReplyTurn
    topic: str | None = None
    services: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    def packed(self) -> list[Any]:
        return [self.turn, self.topic, list(self.services), list(self.choices)]

    @classmethod
    def unpacked(cls, packed: list[Any]) -> "Reply":
        """Raise `ValueError` or `TypeError` for what `packed` never made."""
        turn, topic, services, choices = packed
        if turn not in get_args(ReplyTurn):
            raise ValueError(turn)
        return cls(turn, topic, tuple(services), tuple(choices))
