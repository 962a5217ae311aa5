"""Protected figures: the only values that templates, charts and files accept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from analysis.definitions import Definition
from analysis.errors import ReleaseChanged

if TYPE_CHECKING:
    # Only its type: who reads published figures does not wait for scipy.
    from analysis.estimates import Estimate

Quality = Literal["green", "amber", "red"]
GREEN_FROM, AMBER_FROM = 100, 30  # effective sample size
SMALLEST_N = 30  # below, no percentage is printed
ROUND_TO = 5  # bases are published in fives
HIDDEN = "·"  # printed for every hidden value, whatever the reason
_PROOF = object()


@dataclass(frozen=True)
class Figure:
    """One published value; `value` is None where it is hidden or rests on too few people.

    `breakdown` and `level` are None for all respondents. `n` and `n_missing` are rounded to fives.
    """

    breakdown: str | None
    level: str | None
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    n_missing: int | None
    n_eff: int | None
    deff_kish: float | None
    quality: Quality | None
    hidden: bool


def quality_of(n_eff: float, n: int) -> Quality:
    """The quality light; red means: words only, no number."""
    if n_eff < AMBER_FROM or n < SMALLEST_N:
        return "red"
    return "green" if n_eff >= GREEN_FROM else "amber"


def figure_of(
    breakdown: str | None, level: str | None, found: "Estimate", unit: str, *, value_shown: bool, size_shown: bool
) -> Figure:
    """Round an estimate to what may be printed of it."""
    if not size_shown:
        return Figure(breakdown, level, None, None, None, None, None, None, None, None, True)
    light = quality_of(found.n_eff, found.n)
    n, n_missing, n_eff = _in_fives(found.n), _in_fives(found.n_missing), _in_fives(found.n_eff)
    kish = round(found.deff_kish, 2)
    if not value_shown or light == "red":
        hidden = not value_shown
        return Figure(breakdown, level, None, None, None, n, n_missing, n_eff, kish, light, hidden)
    low, high = found.interval
    value, low, high = (_rounded(number, unit) for number in (found.estimate, low, high))
    return Figure(breakdown, level, value, low, high, n, n_missing, n_eff, kish, light, False)


def _in_fives(number: float) -> int:
    return int(ROUND_TO * round(number / ROUND_TO))


def _rounded(number: float, unit: str) -> float:
    if unit == "%":
        return float(round(100 * number))
    return float(round(number)) if unit == "index" else round(float(number), 1)


@dataclass(frozen=True)
class Protected:
    """A protected indicator: what it is and its figures, the first one for all respondents."""

    id: str
    concept: str
    statistic: str
    unit: str
    scale: tuple[float, float] | None
    wording_hash: str
    alpha: float | None
    figures: tuple[Figure, ...]
    proof: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.proof is not _PROOF:
            raise TypeError("protected figures are made by analysis.indicators.protect_all only")

    @classmethod
    def made_by_protection(
        cls, definition: Definition, figures: tuple[Figure, ...], alpha: float | None
    ) -> "Protected":
        """Called by `protect_all`; nothing else has figures that went through protection."""
        rounded = None if alpha is None else round(alpha, 2)
        scale = definition.scale if definition.statistic == "mean" else None
        digest = wording_hash(definition)
        return cls(
            definition.id, definition.concept, definition.statistic, definition.unit, scale, digest, rounded,
            figures, _PROOF,
        )  # fmt: skip

    @property
    def overall(self) -> Figure:
        return self.figures[0]

    def breakdowns(self) -> dict[str, list[Figure]]:
        """Figures per breakdown, in printed order."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.breakdown is not None:
                found.setdefault(figure.breakdown, []).append(figure)
        return found

    def as_record(self) -> dict[str, Any]:
        """The form in which a published indicator is kept; `restore` checks its seal."""
        content = {name: value for name, value in asdict(self).items() if name != "proof"}
        content["scale"] = list(self.scale) if self.scale else None
        return {"content": content, "seal": _seal(content)}


def restore(record: Mapping[str, Any]) -> Protected:
    """Read a published indicator back; refuses one that was changed after protection."""
    content = dict(record["content"])
    if record["seal"] != _seal(content):
        raise ReleaseChanged(f"the published figures of {content.get('id')} were changed")
    content["figures"] = tuple(Figure(**figure) for figure in content["figures"])
    content["scale"] = tuple(content["scale"]) if content["scale"] else None
    return Protected(**content, proof=_PROOF)


def wording_hash(definition: Definition) -> str:
    """Changes when what was asked or counted changes: a trend line breaks there."""
    asked = [definition.items, definition.statistic, definition.top, definition.scale, definition.reverse]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def _seal(content: Mapping[str, Any]) -> str:
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
