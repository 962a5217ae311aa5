"""The one door to the expression language for the rest of the engine."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from surveys.expressions import (
    Context,
    EvaluationError,
    ExpressionError,
    TreeNode,
    Value,
    ValueNode,
    choice_instance,
    compile_expression,
    element,
    from_json,
    parse,
    to_bool,
    to_string,
    uses_self,
)
from surveys.expressions.tree import Call, Path, Reference, Tree, to_json, walk
from surveys.expressions.values import number_to_string

Json = dict[str, Any]
Compiled = Callable[[Context], Value]

__all__ = [
    "Compiled",
    "Context",
    "EvaluationError",
    "ExpressionError",
    "TreeNode",
    "choice_instance",
    "number_to_string",
    "parse",
    "to_json",
    "uses_self",
]


def compile_json(tree: Json) -> Compiled:
    return compile_expression(from_json(tree))


def keeps_itself(tree: Json) -> bool:
    """Whether the value, once computed, must be stored: the tree calls `once()`."""
    return any(isinstance(node, Call) and node.name == "once" for node in walk(from_json(tree)))


def references_with_offsets(tree: Tree) -> Iterator[tuple[str, int]]:
    for node in walk(tree):
        if isinstance(node, Reference):
            yield node.name, node.offset


def paths(tree: Tree) -> Iterator[Path]:
    for node in walk(tree):
        if isinstance(node, Path):
            yield node


def context(lookup: Callable[[str], str], *, now: datetime, lists: Mapping[str, TreeNode] | None = None) -> Context:
    """`lookup` gives the text of an answer, empty where there is none."""
    return Context(
        lookup=lambda name: (ValueNode(lookup(name), name),),
        now=now,
        instance=(lists or {}).get,
        choice_name=lambda value, _question: value,
    )


def choice_node(columns: Mapping[str, str]) -> TreeNode:
    """A choice as the filter sees it: its columns are child elements."""
    node = element("item", inside=[element(name, text) for name, text in columns.items()])
    node.number()
    return node


def evaluate_bool(compiled: Compiled, surroundings: Context, own_value: str | None = None) -> bool:
    return to_bool(compiled(_about(surroundings, own_value)))


def evaluate_text(compiled: Compiled, surroundings: Context, own_value: str | None = None) -> str:
    return to_string(compiled(_about(surroundings, own_value)))


def _about(surroundings: Context, own_value: str | None) -> Context:
    return surroundings if own_value is None else surroundings.at(ValueNode(own_value), 1, 1)


def matches(compiled: Compiled, surroundings: Context, node: TreeNode) -> bool:
    return to_bool(compiled(surroundings.at(node, 1, 1)))
