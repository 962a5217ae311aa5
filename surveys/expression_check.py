"""Checks all expressions of a form: syntax, references, circles. Gives the trees and the order of evaluation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from surveys.evaluation import ExpressionError, parse, paths, references_with_offsets, to_json
from surveys.expressions import instances, references, volatile_calls
from surveys.expressions.tree import Path, Self, walk
from surveys.findings import Finding
from surveys.form import NO, YES, FormModel, Item

# These columns decide what is asked and computed; `constraint` and `required` only look at the result.
GRAPH_COLUMNS = ("relevant", "calculation", "choice_filter", "default")
COLUMNS = (*GRAPH_COLUMNS, "constraint", "required")

# Word processors put these in; in expressions they never mean themselves. One for one, so offsets stay.
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})
_DYNAMIC = re.compile(r"\$\{|[a-z][a-z0-9:-]*\(")

Trees = dict[tuple[str, str], Any]


@dataclass
class ExpressionResult:
    findings: list[Finding] = field(default_factory=list)
    trees: Trees = field(default_factory=dict)
    order: tuple[str, ...] = ()
    uses: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Cell:
    """One expression cell; `owner` is a question's name or `group row N`."""

    owner: str
    name: str
    row: int
    column: str
    source: str


def group_owner(row: int) -> str:
    return f"group row {row}"


def check_expressions(model: FormModel) -> ExpressionResult:
    result = ExpressionResult(uses={item.name: set() for item in model.items})
    groups = {group.row: group for item in model.items for group in item.groups}
    cells = [cell for item in model.items for cell in _cells_of(item)]
    for group in groups.values():
        if source := group.cells.get("relevant", "").strip():
            cells.append(_Cell(group_owner(group.row), group.name, group.row, "relevant", source))
    parsed: dict[str, set[str]] = {}
    for cell in cells:
        names = _check_cell(cell, model, result)
        if cell.column in GRAPH_COLUMNS:
            parsed.setdefault(cell.owner, set()).update(names)
    for item in model.items:
        for owner in (item.name, *(group_owner(group.row) for group in item.groups)):
            result.uses[item.name] |= parsed.get(owner, set()) & result.uses.keys()
    _sort(model, result)
    return result


def _cells_of(item: Item) -> Iterator[_Cell]:
    for column in COLUMNS:
        source = item.cells.get(column, "")
        folded = source.strip().casefold()
        if not folded or (column == "required" and (folded in YES or folded in NO)):
            continue
        if column == "default" and not _DYNAMIC.search(source):
            continue
        yield _Cell(item.name, item.name, item.row, column, source)


def _check_cell(cell: _Cell, model: FormModel, result: ExpressionResult) -> set[str]:
    """Adds tree and findings; returns the names the cell refers to."""

    def find(code: str, offset: int | None = None, **values: object) -> None:
        result.findings.append(Finding(code, "survey", cell.row, cell.column, offset, dict(values)))

    try:
        tree = parse(cell.source.translate(_STRAIGHT))
    except ExpressionError as error:
        find(f"expression-{error.code}", error.offset, **error.values)
        return set()
    offsets = dict(reversed(list(references_with_offsets(tree))))
    for name in sorted(references(tree)):
        if code := _reference_fault(name, cell, model, result):
            find(code, offsets.get(name), name=name)
    for name in sorted(instances(tree) - model.choices.keys()):
        find("list-unknown", list=name)
    for path in paths(tree):
        if not instances(tree) and not _path_allowed(path, cell, model):
            find("path", name="/".join(step.test for step in path.steps))
    if cell.column in ("relevant", "calculation", "default") and any(isinstance(n, Self) for n in walk(tree)):
        find("self-reference", name=cell.name)
    if cell.column != "default":
        for name in sorted(volatile_calls(tree)):
            find("volatile", name=name)
    result.trees[cell.owner, cell.column] = to_json(tree)
    return references(tree)


def _reference_fault(name: str, cell: _Cell, model: FormModel, result: ExpressionResult) -> str | None:
    if name == cell.owner and cell.column in GRAPH_COLUMNS:
        return "self-reference"
    if name in result.uses or name in model.not_built:  # what is not built has its own finding
        return None
    if name in model.left_out:
        return "reference-left-out"
    if any(group.name == name for item in model.items for group in item.groups):
        return "group-reference"
    return "reference-unknown"


def _path_allowed(path: Path, cell: _Cell, model: FormModel) -> bool:
    """A form here is no XML document: only `choice_filter` has names of its own, the columns of the choices."""
    if cell.column != "choice_filter" or path.absolute or len(path.steps) != 1:
        return False
    step = path.steps[0]
    return step.axis == "child" and (step.test in model.choice_columns or step.test == "name")


def _sort(model: FormModel, result: ExpressionResult) -> None:
    """Orders the questions so that each comes after all it depends on; names all members of a circle."""
    graph = {name: sorted(uses - {name}) for name, uses in result.uses.items()}
    rows = {item.name: item.row for item in model.items}
    while True:
        try:
            result.order = tuple(TopologicalSorter(graph).static_order())
            return
        except CycleError as error:
            members = sorted(set(error.args[1]), key=lambda name: rows[name])
            values = {"members": ", ".join(members)}
            result.findings.append(Finding("cycle", "survey", rows[members[0]], values=values))
            for member in members:  # taken out, so that further circles are found too
                graph[member] = []
