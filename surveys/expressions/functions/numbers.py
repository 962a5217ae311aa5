"""Arithmetic functions. Outside a function's domain the result is NaN or infinite, never an error."""

import math
from collections.abc import Callable, Sequence
from math import inf, isfinite, isnan, nan

from surveys.expressions.context import Context
from surveys.expressions.functions.registry import nodes_of, numbers, offered, own_node
from surveys.expressions.values import Value, text_to_number, to_number


def _guarded(function: Callable[..., float], *arguments: float) -> float:
    try:
        return function(*arguments)
    except OverflowError:
        return inf
    except (ValueError, ZeroDivisionError):
        return nan


def _plain(name: str, function: Callable[[float], float]) -> None:
    @offered(name, 1, 1)
    def _body(context: Context, values: Sequence[Value]) -> Value:
        return _guarded(function, to_number(values[0], context.zone))


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -inf if number == 0 else function(number)


def _whole(function: Callable[[float], int]) -> Callable[[float], float]:
    return lambda number: float(function(number)) if isfinite(number) else number


_PLAIN: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "acos": math.acos,
    "asin": math.asin,
    "atan": math.atan,
    "ceiling": _whole(math.ceil),
    "cos": math.cos,
    "exp": math.exp,
    "exp10": lambda number: _power(10, number),
    "floor": _whole(math.floor),
    "int": _whole(math.trunc),
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
    "sin": math.sin,
    "sqrt": math.sqrt,
    "tan": math.tan,
}
for _name, _function in _PLAIN.items():
    _plain(_name, _function)


def _power(base: float, exponent: float) -> float:
    if isnan(exponent) or (abs(base) == 1 and not isfinite(exponent)):
        return nan
    if base == 0 and exponent < 0:
        return inf
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -inf if base < 0 and exponent % 2 == 1 else inf
    except ValueError:
        return nan


@offered("pow", 2, 2)
def power(context: Context, values: Sequence[Value]) -> Value:
    return _power(*numbers_of_both(context, values))


@offered("atan2", 2, 2)
def angle(context: Context, values: Sequence[Value]) -> Value:
    return math.atan2(*numbers_of_both(context, values))


def numbers_of_both(context: Context, values: Sequence[Value]) -> tuple[float, float]:
    return to_number(values[0], context.zone), to_number(values[1], context.zone)


@offered("pi")
def pi(_context: Context, _values: Sequence[Value]) -> Value:
    return math.pi


@offered("number", 0, 1)
def number(context: Context, values: Sequence[Value]) -> Value:
    return to_number(values[0] if values else own_node(context), context.zone)


@offered("round", 1, 2)
def rounded(context: Context, values: Sequence[Value]) -> Value:
    """Halves go away from zero; the second argument counts decimal places and may be negative."""
    value = to_number(values[0], context.zone)
    places = to_number(values[1], context.zone) if len(values) > 1 else 0.0
    if not isfinite(value) or not isfinite(places):
        return value if isfinite(places) else nan
    scale = _power(10, abs(math.trunc(places)))
    if not isfinite(scale):
        return value if places > 0 else 0.0
    return _half_up(value * scale) / scale if places > 0 else scale * _half_up(value / scale)


def _half_up(value: float) -> float:
    if not isfinite(value):
        return value
    whole = math.floor(abs(value))
    return math.copysign(whole + (1 if abs(value) - whole >= 0.5 else 0), value)


@offered("max", 1, None)
def largest(context: Context, values: Sequence[Value]) -> Value:
    found = numbers(context, values)
    return nan if not found or any(map(isnan, found)) else max(found)


@offered("min", 1, None)
def smallest(context: Context, values: Sequence[Value]) -> Value:
    found = numbers(context, values)
    return nan if not found or any(map(isnan, found)) else min(found)


@offered("sum", 1, 1)
def total(context: Context, values: Sequence[Value]) -> Value:
    # From the last node backwards, like the reference engine: floating-point sums depend on the order.
    result = 0.0
    for node in reversed(nodes_of(values[0])):
        result += text_to_number(node.text(), context.zone)
    return result


@offered("random")
def random(context: Context, _values: Sequence[Value]) -> Value:
    return context.random.random()
