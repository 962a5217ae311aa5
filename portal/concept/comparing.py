"""What changed between two versions: added, removed, reworded, placed elsewhere."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import Session

from portal.concept import keys, store
from portal.concept.wording import likeness

ChangeKind = Literal["added", "removed", "reworded", "moved"]
Part = Literal["field", "topic", "listed", "challenge", "goal", "indicator", "glossary", "text"]
# Above this, a removed and an added wording are proposed to a person as one that was reworded.
PROPOSE_FROM = 0.9


@dataclass(frozen=True)
class Change:
    """`before` and `after` are wordings; for a moved indicator they are its places, `label` its wording."""

    kind: ChangeKind
    part: Part
    key: str
    label: str
    before: str = ""
    after: str = ""


def compare_versions(session: Session, old_id: int, new_id: int) -> list[Change]:
    """In the order of the newer document, what it no longer has at the end."""
    old = {key: row.text for key, row in store.texts_in(session, old_id).items()}
    new = {key: row.text for key, row in store.texts_in(session, new_id).items()}
    return compare_texts(old, new) + _moved(_places(session, old_id), _places(session, new_id), new)


def compare_texts(old: dict[str, str], new: dict[str, str]) -> list[Change]:
    changes: list[Change] = []
    for key, text in new.items():
        if key not in old:
            changes.append(Change("added", part_of(key), key, text, after=text))
        elif old[key] != text:
            changes.append(Change("reworded", part_of(key), key, text, old[key], text))
    changes += [Change("removed", part_of(key), key, text, before=text) for key, text in old.items() if key not in new]
    return _paired(changes)


def part_of(key: str) -> Part:
    """The part of the concept a key belongs to, read from the key alone."""
    names = key.removeprefix("concept.").split(".")
    if names[0] in ("goal", "indicator", "glossary"):
        return names[0]  # type: ignore[return-value]
    if names[0] == "subgroup":
        return "indicator"
    if names[0] == "8" and "-h" in names[2]:
        return "challenge"
    if names[0] == "8" and names[-1] == "name":
        return "field" if len(names) == 3 else "topic"
    return "listed" if len(names) > 3 and names[2] == "listed" else "text"


def _paired(changes: list[Change]) -> list[Change]:
    """Turns a removed and an added indicator of nearly the same wording into one reworded indicator."""
    removed = [change for change in changes if change.kind == "removed" and change.part == "indicator"]
    paired: list[Change] = []
    for change in changes:
        before = _most_alike(change, removed)
        if before:
            removed.remove(before)
            paired.append(replace(change, kind="reworded", before=before.before))
        elif change.kind != "removed" or change.part != "indicator":
            paired.append(change)
    return paired + removed


def _most_alike(change: Change, removed: list[Change]) -> Change | None:
    if change.kind != "added" or change.part != "indicator":
        return None
    scored = [(likeness(old.before, change.after, PROPOSE_FROM), old) for old in removed]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= PROPOSE_FROM else None


def _places(session: Session, version_id: int) -> dict[str, set[str]]:
    cells = {cell.id: f"{cell.challenge} · {cell.goal}" for cell in store.cells_in(session, version_id)}
    places: dict[str, set[str]] = {}
    for placement in store.placements_in(session, version_id):
        places.setdefault(placement.indicator_id, set()).add(cells[placement.cell_id])
    return places


def _moved(old: dict[str, set[str]], new: dict[str, set[str]], texts: dict[str, str]) -> list[Change]:
    changes = []
    for indicator, places in new.items():
        before = old.get(indicator, places)
        if before != places:
            key = keys.indicator(indicator)
            places_before, places_after = (", ".join(sorted(found)) for found in (before, places))
            changes.append(Change("moved", "indicator", key, texts[key], places_before, places_after))
    return changes
