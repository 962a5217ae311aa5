"""Functions on truth, choices and sets of nodes."""

from collections.abc import Sequence
from math import isnan, trunc

from surveys.expressions.context import Context
from surveys.expressions.errors import EvaluationError
from surveys.expressions.functions.registry import nodes_of, numbers, offered, own_node, truths
from surveys.expressions.paths import descendants, in_document_order, top
from surveys.expressions.shuffle import shuffled
from surveys.expressions.values import NodeSet, Value, is_node_set, to_bool, to_number, to_string


@offered("true")
def true(_context: Context, _values: Sequence[Value]) -> Value:
    return True


@offered("false")
def false(_context: Context, _values: Sequence[Value]) -> Value:
    return False


@offered("boolean", 1, 1)
def boolean(_context: Context, values: Sequence[Value]) -> Value:
    return to_bool(values[0])


@offered("not", 1, 1)
def negated(_context: Context, values: Sequence[Value]) -> Value:
    return not to_bool(values[0])


@offered("boolean-from-string", 1, 1)
def boolean_from_string(_context: Context, values: Sequence[Value]) -> Value:
    value = values[0]
    if isinstance(value, float) and value > 0 and value.is_integer():
        return True
    return to_string(value) in {"1", "true"}


@offered("coalesce", 2, 2)
def coalesce(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0]) or to_string(values[1])


@offered("once", 1, 1)
def once(context: Context, values: Sequence[Value]) -> Value:
    """The answer that is there already, else the new value."""
    return to_string(own_node(context)) or to_string(values[0])


def _between(count: float, low: float, high: float) -> bool:
    return (low < 0 or count >= low) and (high < 0 or count <= high)


@offered("checklist", 2, None)
def checklist(context: Context, values: Sequence[Value]) -> Value:
    low, high = (to_number(value, context.zone) for value in values[:2])
    return _between(sum(truths(values[2:])), low, high)


@offered("weighted-checklist", 2, None)
def weighted_checklist(context: Context, values: Sequence[Value]) -> Value:
    low, high = (to_number(value, context.zone) for value in values[:2])
    pairs = values[2:]
    met: list[bool] = []
    weights: list[float] = []
    for truth, weight in zip(pairs[0::2], pairs[1::2], strict=False):
        met.extend(truths([truth]))
        weights.extend(numbers(context, [weight]))
    weighed = zip(met, weights, strict=False)
    return _between(sum(weight for truth, weight in weighed if truth and not isnan(weight)), low, high)


@offered("selected", 2, 2)
def selected(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[1]).strip() in to_string(values[0]).split(" ")


@offered("selected-at", 2, 2)
def selected_at(context: Context, values: Sequence[Value]) -> Value:
    names = to_string(values[0]).split(" ")
    place = to_number(values[1], context.zone)
    return names[trunc(place)] if 0 <= place < len(names) else ""


@offered("count-selected", 1, 1)
def count_selected(_context: Context, values: Sequence[Value]) -> Value:
    return float(len(to_string(values[0]).split()))


@offered("count", 1, 1)
def count(_context: Context, values: Sequence[Value]) -> Value:
    return float(len(nodes_of(values[0])))


@offered("count-non-empty", 1, 1)
def count_non_empty(_context: Context, values: Sequence[Value]) -> Value:
    return float(sum(1 for node in nodes_of(values[0]) if node.text()))


@offered("position", 0, 1)
def position(context: Context, values: Sequence[Value]) -> Value:
    """Without argument the place in a predicate; with a node its place among its like-named siblings."""
    if not values:
        return float(context.position)
    nodes = nodes_of(values[0])
    if not nodes:
        raise EvaluationError("no-node", "position")
    node = nodes[0]
    siblings = node.parent.children if node.parent is not None else (node,)
    like = [item for item in siblings if item.kind == node.kind and item.name == node.name]
    return float(next(place for place, item in enumerate(like, start=1) if item is node))


@offered("last")
def last(context: Context, _values: Sequence[Value]) -> Value:
    return float(context.size)


@offered("randomize", 1, 2)
def randomize(context: Context, values: Sequence[Value]) -> Value:
    seed = to_number(values[1], context.zone) if len(values) > 1 else None
    if seed is not None and not seed.is_integer():
        raise EvaluationError("bad-seed")
    return shuffled(nodes_of(values[0]), None if seed is None else int(seed), context.random)


@offered("instance", 1, 1)
def instance(context: Context, values: Sequence[Value]) -> Value:
    name = to_string(values[0])
    found = context.instance(name)
    if found is None:
        raise EvaluationError("unknown-instance", name)
    return (found,)


@offered("current")
def current(context: Context, _values: Sequence[Value]) -> Value:
    node = context.current if context.current is not None else context.node
    return () if node is None else (node,)


@offered("pulldata", 4, 4)
def pulldata(context: Context, values: Sequence[Value]) -> Value:
    file, column, key_column, key = map(to_string, values)
    return context.pulldata(file, column, key_column, key)


def _named(context: Context, values: Sequence[Value]) -> str:
    nodes: NodeSet = nodes_of(values[0]) if values else own_node(context)
    named = [node for node in nodes if node.kind in {"element", "attribute", "instruction"}]
    return named[0].name if named else ""


@offered("name", 0, 1)
def name(context: Context, values: Sequence[Value]) -> Value:
    return _named(context, values)


@offered("local-name", 0, 1)
def local_name(context: Context, values: Sequence[Value]) -> Value:
    return _named(context, values).rpartition(":")[2]


@offered("id", 1, 1)
def by_id(context: Context, values: Sequence[Value]) -> Value:
    if context.node is None:
        return ()
    asked = [node.text() for node in nodes_of(values[0])] if is_node_set(values[0]) else [to_string(values[0])]
    wanted = {word for text in asked for word in text.split()}
    found = []
    for node in descendants(top(context.node)):
        context.budget.spend(1)
        if any(item.name in {"id", "xml:id"} and item.text() in wanted for item in node.attributes):
            found.append(node)
    return in_document_order(found)


@offered("lang", 1, 1)
def lang(context: Context, values: Sequence[Value]) -> Value:
    wanted = to_string(values[0]).lower()
    node = context.node
    while node is not None:
        for attribute in node.attributes:
            if attribute.name == "xml:lang":
                given = attribute.text().lower()
                return given == wanted or given.startswith(f"{wanted}-")
        node = node.parent
    return False
