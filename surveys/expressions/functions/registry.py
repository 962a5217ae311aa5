"""The table of functions. Each family of functions adds to it by `@offered`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from surveys.expressions.context import Context
from surveys.expressions.errors import EvaluationError
from surveys.expressions.values import NodeSet, Value, is_node_set, text_to_number, to_bool, to_number, to_string

Body = Callable[[Context, Sequence[Value]], Value]


@dataclass(frozen=True, slots=True)
class Function:
    body: Body
    minimum: int
    maximum: int | None
    """`None`: any number of arguments."""

    def accepts(self, count: int) -> bool:
        return self.minimum <= count and (self.maximum is None or count <= self.maximum)


FUNCTIONS: dict[str, Function] = {}

NOT_OFFERED = frozenset({"area", "distance", "geofence", "intersects", "extract-signed", "property", "version"})
"""ODK functions that need a map, a device or a signature; naming one is an error of its own."""


def offered(name: str, minimum: int = 0, maximum: int | None = 0) -> Callable[[Body], Body]:
    def register(body: Body) -> Body:
        FUNCTIONS[name] = Function(body, minimum, maximum)
        return body

    return register


def nodes_of(value: Value) -> NodeSet:
    if not is_node_set(value):
        raise EvaluationError("not-a-node-set")
    return cast(NodeSet, value)


def strings(values: Sequence[Value]) -> list[str]:
    """The arguments as texts, every node-set opened into its nodes."""
    result: list[str] = []
    for value in values:
        result.extend([node.text() for node in cast(NodeSet, value)] if is_node_set(value) else [to_string(value)])
    return result


def truths(values: Sequence[Value]) -> list[bool]:
    """The arguments as booleans, every node-set opened into its nodes; a node is true if it has text."""
    result: list[bool] = []
    for value in values:
        opened = [bool(node.text().strip()) for node in cast(NodeSet, value)] if is_node_set(value) else None
        result.extend([to_bool(value)] if opened is None else opened)
    return result


def numbers(context: Context, values: Sequence[Value]) -> list[float]:
    result: list[float] = []
    for value in values:
        if is_node_set(value):
            result.extend(text_to_number(node.text(), context.zone) for node in cast(NodeSet, value))
        else:
            result.append(to_number(value, context.zone))
    return result


def own_node(context: Context) -> NodeSet:
    return () if context.node is None else (context.node,)
