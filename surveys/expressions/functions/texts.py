"""Functions on texts."""

import base64
import hashlib
import re
import uuid as uuids
from collections.abc import Sequence
from math import floor, inf, isnan

from surveys.expressions.context import Context
from surveys.expressions.errors import EvaluationError
from surveys.expressions.functions.registry import offered, own_node, strings
from surveys.expressions.patterns import matches
from surveys.expressions.values import Value, to_number, to_string

_DIGESTS = {"md5", "sha-1", "sha-256", "sha-384", "sha-512"}


@offered("string", 0, 1)
def string(context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0] if values else own_node(context))


@offered("concat", 0, None)
def concat(_context: Context, values: Sequence[Value]) -> Value:
    return "".join(strings(values))


@offered("join", 1, None)
def join(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0]).join(strings(values[1:]))


@offered("contains", 2, 2)
def contains(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[1]) in to_string(values[0])


@offered("starts-with", 2, 2)
def starts_with(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0]).startswith(to_string(values[1]))


@offered("ends-with", 2, 2)
def ends_with(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0]).endswith(to_string(values[1]))


@offered("substring-before", 2, 2)
def substring_before(_context: Context, values: Sequence[Value]) -> Value:
    before, mark, _ = to_string(values[0]).partition(to_string(values[1]) or "\0")
    return before if mark else ""


@offered("substring-after", 2, 2)
def substring_after(_context: Context, values: Sequence[Value]) -> Value:
    text, mark = to_string(values[0]), to_string(values[1])
    return text.partition(mark)[2] if mark else text


@offered("substring", 2, 3)
def substring(context: Context, values: Sequence[Value]) -> Value:
    """XPath's own: counts from 1 and rounds; an infinite or undefined start gives nothing."""
    text = to_string(values[0])
    start = _round(to_number(values[1], context.zone))
    if len(values) == 2:
        return "" if isnan(start) else text[int(min(max(0, start - 1), len(text))) :]
    end = start + _round(to_number(values[2], context.zone))
    return "".join(letter for place, letter in enumerate(text, start=1) if start <= place < end)


def _round(number: float) -> float:
    return number if isnan(number) or number in (inf, -inf) else floor(number + 0.5)


@offered("substr", 2, 3)
def substr(context: Context, values: Sequence[Value]) -> Value:
    """ODK's own: counts from 0, from the end if negative, up to but without the second place."""
    text = to_string(values[0])
    end = _place(to_number(values[2], context.zone), len(text)) if len(values) > 2 else len(text)
    return text[_place(to_number(values[1], context.zone), len(text)) : end]


def _place(number: float, length: int) -> int:
    return 0 if isnan(number) else int(min(max(number, -length), length))


@offered("string-length", 0, 1)
def string_length(context: Context, values: Sequence[Value]) -> Value:
    return float(len(to_string(values[0] if values else own_node(context))))


@offered("normalize-space", 0, 1)
def normalize_space(context: Context, values: Sequence[Value]) -> Value:
    """Form feeds and vertical tabs stay, as in the reference engine."""
    text = to_string(values[0] if values else own_node(context)).replace("\r\v", "\v")
    return re.sub(r"[^\S\f\v]+", " ", text).strip(" ")


@offered("translate", 3, 3)
def translate(_context: Context, values: Sequence[Value]) -> Value:
    text, old, new = map(to_string, values)
    table: dict[str, str] = {}
    for place, letter in enumerate(old):
        table.setdefault(letter, new[place] if place < len(new) else "")
    return "".join(table.get(letter, letter) for letter in text)


@offered("lower-case", 1, 1)
def lower_case(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0]).lower()


@offered("upper-case", 1, 1)
def upper_case(_context: Context, values: Sequence[Value]) -> Value:
    return to_string(values[0]).upper()


@offered("regex", 2, 2)
def regex(_context: Context, values: Sequence[Value]) -> Value:
    return matches(to_string(values[1]), to_string(values[0]))


@offered("digest", 2, 3)
def digest(_context: Context, values: Sequence[Value]) -> Value:
    algorithm = to_string(values[1]).lower()
    encoding = to_string(values[2]).lower() if len(values) > 2 else "base64"
    if algorithm not in _DIGESTS or encoding not in {"base64", "hex"}:
        raise EvaluationError("bad-digest", f"{algorithm} {encoding}")
    result = hashlib.new(algorithm.replace("-", ""), to_string(values[0]).encode(), usedforsecurity=False)
    return result.hexdigest() if encoding == "hex" else base64.b64encode(result.digest()).decode()


@offered("base64-decode", 1, 1)
def base64_decode(_context: Context, values: Sequence[Value]) -> Value:
    try:
        return base64.b64decode(to_string(values[0]), validate=True).decode()
    except ValueError:
        return ""


@offered("uuid", 0, 1)
def uuid(context: Context, values: Sequence[Value]) -> Value:
    """Without a length a version-4 UUID, else that many letters and digits."""
    if not values:
        return str(uuids.UUID(int=context.random.getrandbits(128), version=4))
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    length = to_number(values[0], context.zone)
    return "".join(context.random.choices(letters, k=_place(length, 1000) if length > 0 else 0))
