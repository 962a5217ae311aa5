"""Steps and predicates of paths."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from surveys.expressions.context import Context
from surveys.expressions.errors import EvaluationError
from surveys.expressions.nodes import Node
from surveys.expressions.values import NodeSet, Value, to_bool

Evaluate = Callable[[Context], Value]
CompiledStep = tuple[str, str, Sequence[Evaluate]]

_REVERSE = {"parent", "ancestor", "ancestor-or-self", "preceding-sibling", "preceding"}


def follow(context: Context, start: NodeSet, steps: Sequence[CompiledStep]) -> NodeSet:
    nodes = start
    for axis, test, predicates in steps:
        try:
            walk = _AXES[axis]
        except KeyError:
            raise EvaluationError("unknown-axis", axis) from None
        found: list[Node] = []
        for node in nodes:
            candidates = [item for item in walk(node) if _passes(item, axis, test)]
            context.budget.spend(1 + len(candidates))
            found.extend(keep(context, candidates, predicates))
        several = len(nodes) > 1 or axis in _REVERSE
        nodes = in_document_order(found) if several else found
    return nodes


def keep(context: Context, nodes: NodeSet, predicates: Sequence[Evaluate]) -> NodeSet:
    """A number keeps the node at that place, anything else is asked as a boolean."""
    for predicate in predicates:
        size = len(nodes)
        context.budget.spend(size)
        kept = []
        for position, node in enumerate(nodes, start=1):
            value = predicate(context.at(node, position, size))
            is_number = isinstance(value, float | int) and not isinstance(value, bool)
            if value == position if is_number else to_bool(value):
                kept.append(node)
        nodes = kept
    return nodes


def in_document_order(nodes: Iterable[Node]) -> NodeSet:
    unique = list({id(node): node for node in nodes}.values())
    unique.sort(key=lambda node: node.order)
    return unique


def top(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _passes(node: Node, axis: str, test: str) -> bool:
    if test == "node()":
        return node.kind != "doctype"
    if test == "text()":
        return node.kind == "text"
    if test in {"comment()", "processing-instruction()"}:
        return node.kind == ("comment" if test == "comment()" else "instruction")
    if node.kind != ("attribute" if axis == "attribute" else "element"):
        return False
    if test in {"*", node.name}:
        return True
    return test.endswith(":*") and node.name.startswith(test[:-1])


def descendants(node: Node) -> Iterator[Node]:
    waiting = list(reversed(node.children))
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.children))


def _ancestors(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _siblings(node: Node, step: int) -> Iterator[Node]:
    if node.parent is None or node.kind == "attribute":
        return
    row = node.parent.children
    place = next(index for index, item in enumerate(row) if item is node)
    yield from row[place + 1 :] if step > 0 else reversed(row[:place])


def _following(node: Node) -> Iterator[Node]:
    for base in [node, *_ancestors(node)]:
        for sibling in _siblings(base, 1):
            yield sibling
            yield from descendants(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    for base in [node, *_ancestors(node)]:
        for sibling in _siblings(base, -1):
            yield from reversed([sibling, *descendants(sibling)])


_AXES: dict[str, Callable[[Node], Iterable[Node]]] = {
    "child": lambda node: node.children,
    "attribute": lambda node: node.attributes,
    "self": lambda node: (node,),
    "parent": lambda node: () if node.parent is None else (node.parent,),
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: [node, *_ancestors(node)],
    "descendant": descendants,
    "descendant-or-self": lambda node: [node, *descendants(node)],
    "following-sibling": lambda node: _siblings(node, 1),
    "preceding-sibling": lambda node: _siblings(node, -1),
    "following": _following,
    "preceding": _preceding,
}
AXES = frozenset(_AXES)
