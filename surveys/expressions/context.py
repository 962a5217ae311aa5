"""Everything an expression can see while it runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from random import Random, SystemRandom

from surveys.expressions.errors import EvaluationError
from surveys.expressions.moments import BERLIN
from surveys.expressions.nodes import Node
from surveys.expressions.values import NodeSet

MAXIMUM_VISITS = 1_000_000


class Budget:
    """Counts node visits, so that no form can keep a request busy. Share one budget among a request's contexts."""

    __slots__ = ("left",)

    def __init__(self, visits: int = MAXIMUM_VISITS) -> None:
        self.left = visits

    def spend(self, visits: int) -> None:
        self.left -= visits
        if self.left < 0:
            raise EvaluationError("too-much-work")


def _no_nodes(_name: str) -> NodeSet:
    return ()


def _no_instance(_name: str) -> Node | None:
    return None


def _not_offered(*_arguments: object) -> str:
    raise EvaluationError("not-available")


def _no_repeats(_name: str, _places: Sequence[tuple[str, int]]) -> NodeSet:
    return ()


@dataclass(slots=True)
class Context:
    """`lookup` answers `${name}`: the nodes of that question, seen from where the expression stands.

    Off-path and missing-coded answers are nodes with empty text; unknown names are an empty node-set.
    `node` is `.` and the start of relative paths; `root` the start of absolute ones. `instance` gives the tree
    behind `instance('name')` (see `nodes.choice_instance`), `choice_name(value, question)` the label that
    `jr:choice-name` shows, `pulldata(file, column, key_column, key)` a cell, and
    `repeated(name, [(repeat, number), …])` the node `indexed-repeat` means.
    """

    lookup: Callable[[str], NodeSet] = _no_nodes
    node: Node | None = None
    root: Node | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    zone: tzinfo = BERLIN
    locale: str = "en"
    instance: Callable[[str], Node | None] = _no_instance
    choice_name: Callable[[str, str], str] = _not_offered
    pulldata: Callable[[str, str, str, str], str] = _not_offered
    repeated: Callable[[str, Sequence[tuple[str, int]]], NodeSet] = _no_repeats
    random: Random = field(default_factory=SystemRandom)
    budget: Budget = field(default_factory=Budget)
    position: int = 1
    size: int = 1
    current: Node | None = None
    """The node the whole expression is about, for `current()` inside predicates; set by `at`."""

    def at(self, node: Node, position: int, size: int) -> "Context":
        """The same surroundings seen from another node, as inside a predicate."""
        return Context(
            self.lookup, node, self.root, self.now, self.zone, self.locale, self.instance, self.choice_name,
            self.pulldata, self.repeated, self.random, self.budget, position, size,
            self.current if self.current is not None else self.node,
        )  # fmt: skip
