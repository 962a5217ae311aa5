"""Comparison and arithmetic, as Enketo and JavaRosa agree on them."""

from collections.abc import Callable
from datetime import tzinfo
from math import copysign, fmod, inf, isnan, nan
from typing import Any, cast

from surveys.expressions.moments import BERLIN, Moment, looks_like_date
from surveys.expressions.values import (
    NodeSet,
    Value,
    is_node_set,
    negative_zero,
    text_to_number,
    to_bool,
    to_moment,
    to_number,
    to_string,
)

Compare = Callable[[Any, Any], bool]


def equality(left: Value, right: Value, same: Compare, zone: tzinfo = BERLIN) -> bool:
    """`=` and `!=`. A boolean beside a node-set asks whether the set has nodes; otherwise any node may match."""
    left, right = _dates_as_numbers(left, right, zone)
    if isinstance(left, bool) or isinstance(right, bool):
        return same(to_bool(left), to_bool(right))
    if is_node_set(left) and is_node_set(right):
        others = [node.text() for node in cast(NodeSet, right)]
        return any(same(node.text(), other) for node in cast(NodeSet, left) for other in others)
    if is_node_set(right):
        left, right = right, left
    if is_node_set(left):
        nodes = cast(NodeSet, left)
        if isinstance(right, str):
            return any(same(node.text(), right) for node in nodes)
        return any(same(text_to_number(node.text(), zone), right) for node in nodes)
    if isinstance(left, str) and isinstance(right, str):
        return same(left, right)
    return same(to_number(left, zone), to_number(right, zone))


def relation(left: Value, right: Value, holds: Compare, zone: tzinfo = BERLIN) -> bool:
    """`<`, `<=`, `>`, `>=`: always by number, node by node."""
    left, right = _dates_as_numbers(left, right, zone)
    lefts = _numbers(left, zone)
    rights = _numbers(right, zone)
    return any(holds(one, other) for one in lefts for other in rights)


def _numbers(value: Value, zone: tzinfo) -> list[float]:
    if is_node_set(value):
        return [text_to_number(node.text(), zone) for node in cast(NodeSet, value)]
    return [to_number(value, zone)]


def _dates_as_numbers(left: Value, right: Value, zone: tzinfo) -> tuple[Value, Value]:
    """Beside a date, texts are read as dates; texts that look like dates always are."""
    if isinstance(left, Moment) or isinstance(right, Moment):
        if isinstance(left, bool) or isinstance(right, bool):
            return left, right
        return _days(left, zone), _days(right, zone)
    return _days_if_date(left, zone), _days_if_date(right, zone)


def _days(value: Value, zone: tzinfo) -> float:
    return float(value) if isinstance(value, float | int) else to_moment(value, zone).days


def _days_if_date(value: Value, zone: tzinfo) -> Value:
    if isinstance(value, bool | float | int):
        return value
    text = to_string(value)
    return text_to_number(text, zone) if looks_like_date(text) else value


def divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or isnan(left):
        return nan
    return copysign(inf, left) * (-1 if negative_zero(right) else 1)


def remainder(left: float, right: float) -> float:
    """Takes the sign of the left side: `-5 mod 2` is -1."""
    try:
        return fmod(left, right)
    except ValueError:
        return nan
