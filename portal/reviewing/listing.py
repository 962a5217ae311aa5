"""The list of texts of one language: filtered, in pages, with the way to the next open text."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session

from translations.store import Entry, list_entries
from translations.workflow import OPEN_STATES, State

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    entries: list[Entry]
    found: int
    page: int
    pages: int
    states: Counter[State]
    kinds: list[str]


def list_texts(session: Session, language: str, *, state: str = "", kind: str = "", page: int = 1) -> Listing:
    """Texts that wait come first, in the order in which they should be looked at."""
    everything = list_entries(session, language)
    chosen = [
        entry
        for entry in everything
        if (not state or entry.state == state) and (not kind or entry.segment.kind == kind)
    ]
    order = {name: place for place, name in enumerate((*OPEN_STATES, State.REVIEWED))}
    chosen.sort(key=lambda entry: (order[entry.state], entry.segment.key))
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(page, 1), pages)
    return Listing(
        entries=chosen[(page - 1) * PER_PAGE : page * PER_PAGE],
        found=len(chosen),
        page=page,
        pages=pages,
        states=Counter(entry.state for entry in everything),
        kinds=sorted({entry.segment.kind for entry in everything}),
    )


def next_open(session: Session, language: str, after: str) -> str | None:
    """The key of the next text that is not reviewed, going round from `after`."""
    waiting = [entry.segment.key for entry in list_entries(session, language) if entry.state in OPEN_STATES]
    round_trip = [key for key in waiting if key > after] + [key for key in waiting if key < after]
    return round_trip[0] if round_trip else None
