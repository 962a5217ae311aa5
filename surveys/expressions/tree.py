"""The syntax tree of an expression and its JSON form, which is stored in instruments and read on phones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`"""

    name: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Self:
    """`.`, the value being checked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `test` is a name, `*`, `prefix:*` or a node type such as `text()`."""

    axis: str
    test: str
    predicates: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (`absolute`), from `start`, or from the context node."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: "Tree | None" = None


@dataclass(frozen=True, slots=True)
class Filter:
    subject: "Tree"
    predicates: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Tree", ...]
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Negation:
    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Union:
    left: "Tree"
    right: "Tree"


Tree: TypeAlias = Number | Text | Reference | Self | Path | Filter | Call | Binary | Negation | Union


def children(tree: Tree) -> Sequence[Tree]:
    match tree:
        case Path(steps, _, start):
            inner = [predicate for step in steps for predicate in step.predicates]
            return [start, *inner] if start is not None else inner
        case Filter(subject, predicates):
            return [subject, *predicates]
        case Call(_, arguments):
            return arguments
        case Binary(_, left, right) | Union(left, right):
            return [left, right]
        case Negation(operand):
            return [operand]
    return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Every node of the tree, without recursion: authors' `or` chains may be long."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def to_json(tree: Tree) -> Json:
    """The stored form, for example `{"k": "ref", "n": "alter"}`. Offsets are not part of it."""
    return _leaf_to_json(tree) or _branch_to_json(tree)


def _leaf_to_json(tree: Tree) -> Json | None:
    match tree:
        case Number(value):
            return {"k": "num", "v": int(value) if value.is_integer() and abs(value) < 2**53 else value}
        case Text(value):
            return {"k": "str", "v": value}
        case Reference(name):
            return {"k": "ref", "n": name}
        case Self():
            return {"k": "self"}
    return None


def _branch_to_json(tree: Tree) -> Json:
    body: Json = {}
    match tree:
        case Path(steps, absolute, start):
            body = {"k": "path", "s": [_step_to_json(step) for step in steps]}
            if absolute:
                body["abs"] = True
            if start is not None:
                body["from"] = to_json(start)
        case Filter(subject, predicates):
            body = {"k": "filter", "a": to_json(subject), "p": [to_json(item) for item in predicates]}
        case Call(name, arguments):
            body = {"k": "call", "f": name, "a": [to_json(item) for item in arguments]}
        case Binary(operator, left, right):
            body = {"k": "bin", "op": operator, "a": to_json(left), "b": to_json(right)}
        case Negation(operand):
            body = {"k": "neg", "a": to_json(operand)}
        case Union(left, right):
            body = {"k": "union", "a": to_json(left), "b": to_json(right)}
    return body


def _step_to_json(step: Step) -> Json:
    body: Json = {"x": step.axis, "n": step.test}
    if step.predicates:
        body["p"] = [to_json(item) for item in step.predicates]
    return body


def from_json(body: Mapping[str, Any]) -> Tree:  # noqa: PLR0911 - one return per kind
    """Raises `ValueError` for a kind it does not know."""
    match body["k"]:
        case "num":
            return Number(float(body["v"]))
        case "str":
            return Text(body["v"])
        case "ref":
            return Reference(body["n"])
        case "self":
            return Self()
        case "path":
            start = from_json(body["from"]) if "from" in body else None
            return Path(tuple(map(_step_from_json, body["s"])), bool(body.get("abs")), start)
        case "filter":
            return Filter(from_json(body["a"]), tuple(map(from_json, body["p"])))
        case "call":
            return Call(body["f"], tuple(map(from_json, body["a"])))
        case "bin":
            return Binary(body["op"], from_json(body["a"]), from_json(body["b"]))
        case "neg":
            return Negation(from_json(body["a"]))
        case "union":
            return Union(from_json(body["a"]), from_json(body["b"]))
    raise ValueError(f"unknown kind of expression: {body['k']}")


def _step_from_json(body: Mapping[str, Any]) -> Step:
    return Step(body["x"], body["n"], tuple(map(from_json, body.get("p", ()))))
