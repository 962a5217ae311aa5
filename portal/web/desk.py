"""What a feature tells the staff start page: its desk, for whom, and how much waits there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session


@dataclass(frozen=True)
class Desk:
    """`waiting(session, account)` returns how many things wait for this person; None: nothing to count."""

    endpoint: str
    title: Any
    roles: tuple[str, ...]
    waiting: Callable[[Session, Any], int] | None = None
    waiting_text: Any = ""
