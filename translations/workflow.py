"""The life of a text: where it comes from, who has looked at it, and whether it may be published.

Origin and review are independent facts; everything else here is computed from them and from the
hash of the source, so no stored flag can contradict the text.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Sequence
from enum import StrEnum


class Origin(StrEnum):
    HUMAN = "human"
    MACHINE = "machine"
    MACHINE_EDITED = "machine_edited"
    MEMORY = "memory"


class Review(StrEnum):
    """`ACCEPTED`: the office publishes a human text that no native speaker has reviewed, on its own name."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REVIEWED = "reviewed"


class State(StrEnum):
    """What a translator sees at a glance."""

    MISSING = "missing"
    MACHINE = "machine"
    OUTDATED = "outdated"
    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REVIEWED = "reviewed"


# A wrong sentence here changes answers, agreement or safety, so nobody reads it before a person did.
HIGH_RISK_KINDS = frozenset({"survey", "consent", "report", "bot"})

# A route through English is normal; every other warning means that the draft may say something else.
HARMLESS_WARNINGS = frozenset({"pivot"})

# The translator is not done: said by the mark `fuzzy` of a PO file.
UNFINISHED = "unfinished"


class ReviewNotAllowed(ValueError):
    """A machine text cannot be accepted unseen: it is reviewed by a person or stays a draft."""


def source_hash(text: str) -> str:
    """SHA-256 of the NFC text with collapsed blanks: layout changes do not make translations outdated."""
    collapsed = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(collapsed.encode()).hexdigest()


def check_review(origin: Origin, review: Review) -> None:
    if origin is Origin.MACHINE and review is Review.ACCEPTED:
        raise ReviewNotAllowed("a machine text can be reviewed, but not accepted")


def may_publish(kind: str, origin: Origin, review: Review, *, outdated: bool, warnings: Collection[str] = ()) -> bool:
    """Whether readers may see this text (if not, they see the source).

    High-risk kinds need a person's word and the current source. Other kinds show current human text,
    then current machine text, then outdated text, the last two with a label.
    """
    seen_by_person = review is Review.REVIEWED or (review is Review.ACCEPTED and origin is not Origin.MACHINE)
    if kind in HIGH_RISK_KINDS:
        return seen_by_person and not outdated
    return seen_by_person or not has_blocking_warning(warnings)


def has_blocking_warning(warnings: Collection[str]) -> bool:
    return bool(set(warnings) - HARMLESS_WARNINGS)


def state_of(origin: Origin, review: Review, *, outdated: bool) -> State:
    """The state of an existing translation; a segment without one is `State.MISSING`."""
    if outdated:
        return State.OUTDATED
    if review is Review.REVIEWED:
        return State.REVIEWED
    if origin is Origin.MACHINE:
        return State.MACHINE
    return State.ACCEPTED if review is Review.ACCEPTED else State.UNREVIEWED


# What waits for a translator: everything that no native speaker has confirmed against the current source.
OPEN_STATES: Sequence[State] = (
    State.MISSING,
    State.OUTDATED,
    State.MACHINE,
    State.UNREVIEWED,
    State.ACCEPTED,
)
