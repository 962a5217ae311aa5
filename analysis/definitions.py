"""Indicators and groups as the office writes them: YAML with a place for every complaint."""

import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from analysis.errors import DefinitionInvalid

FOLDER = Path(__file__).parent / "indicators"
GROUPS = "groups.yaml"
UNKNOWN = "unbekannt"  # the group of people who did not say to which group they belong
Statistic = Literal["share", "mean", "index"]
COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "==": operator.eq}


@dataclass(frozen=True)
class Population:
    """Whom a figure describes, as one comparison: `alter >= 16`."""

    column: str
    comparison: str
    number: float

    def covers(self, values: Any) -> Any:
        return COMPARE[self.comparison](values, self.number)


@dataclass(frozen=True)
class Benchmark:
    """A published figure to put beside ours, with its source."""

    value: float
    unit: str
    source: str


@dataclass(frozen=True)
class Definition:
    """One indicator. `bands` are the merged answers that disclosure control counts, in scale order."""

    id: str
    concept: str
    items: tuple[str, ...]
    statistic: Statistic
    population: Population
    breakdowns: tuple[str, ...]
    wording: Mapping[str, str]
    in_words: Mapping[str, str]
    top: tuple[int, ...] = ()
    scale: tuple[float, float] | None = None
    bands: tuple[tuple[float, float], ...] = ()
    sensitive: bool = False
    reverse: bool = False
    benchmark: Benchmark | None = None

    @property
    def unit(self) -> str:
        """`%` for shares, `index` for scores from 0 to 100, `scale` for means on the answer scale."""
        return {"share": "%", "index": "index", "mean": "scale"}[self.statistic]


@dataclass(frozen=True)
class Group:
    """A grouping of respondents: bands of a number, or choices of a question; `labels` per category."""

    name: str
    source: str
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    codes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def categories(self) -> list[str]:
        return list(self.bands or self.codes)


@cache
def read_groups(folder: Path = FOLDER) -> Mapping[str, Group]:
    """All groupings, by name; read once, because YAML is slow and the files are shipped."""
    path = folder / GROUPS
    groups: dict[str, Group] = {}
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        bands = {str(name): (float(low), float(high)) for name, (low, high) in entry.get("bands", {}).items()}
        codes = {str(name): tuple(map(int, listed)) for name, listed in entry.get("codes", {}).items()}
        groups[entry["name"]] = Group(
            entry["name"], entry["source"], bands, codes, entry.get("label", {}), entry.get("labels", {})
        )
    return groups


@cache
def read_definitions(folder: Path = FOLDER) -> tuple[Definition, ...]:
    """All indicator definitions of a folder, in the order of their file names."""
    groups = read_groups(folder)
    return tuple(_read(path, groups) for path in sorted(folder.glob("*.yaml")) if path.name != GROUPS)


def _read(path: Path, groups: Mapping[str, Group]) -> Definition:
    text = path.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    tree = yaml.compose(text)
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in (tree.value if tree else [])}

    def refuse(key: str, cause: str) -> DefinitionInvalid:
        return DefinitionInvalid(path.name, lines.get(key, 1), cause)

    known = set(Definition.__dataclass_fields__)
    for key in content:
        if key not in known:
            raise refuse(key, f"unknown key {key}")
    for key in ("id", "concept", "items", "statistic", "population", "breakdowns", "wording", "in_words"):
        if not content.get(key):
            raise refuse(key, f"{key} is missing")
    if content["statistic"] not in ("share", "mean", "index"):
        raise refuse("statistic", f"unknown statistic {content['statistic']}")
    if content["statistic"] == "share" and not content.get("top"):
        raise refuse("statistic", "a share needs its top codes")
    if content["statistic"] != "share" and not (content.get("bands") and content.get("scale")):
        raise refuse("statistic", "a mean or index needs its scale and bands")
    for name in content["breakdowns"]:
        if name not in groups:
            raise refuse("breakdowns", f"unknown group {name}")
    parsed = re.fullmatch(r"(\w+) (>=|<=|>|<|==) (\d+)", str(content["population"]))
    if parsed is None:
        raise refuse("population", f"{content['population']} is no comparison such as: alter >= 16")
    return _build(content, Population(parsed[1], parsed[2], float(parsed[3])))


def _build(content: Mapping[str, Any], population: Population) -> Definition:
    benchmark = content.get("benchmark")
    scale = content.get("scale")
    return Definition(
        id=content["id"],
        concept=content["concept"],
        items=tuple(content["items"]),
        statistic=content["statistic"],
        population=population,
        breakdowns=tuple(content["breakdowns"]),
        wording=content["wording"],
        in_words=content["in_words"],
        top=tuple(content.get("top", ())),
        scale=(float(scale[0]), float(scale[1])) if scale else None,
        bands=tuple((float(low), float(high)) for low, high in content.get("bands", ())),
        sensitive=bool(content.get("sensitive")),
        reverse=bool(content.get("reverse")),
        benchmark=Benchmark(**benchmark) if benchmark else None,
    )
