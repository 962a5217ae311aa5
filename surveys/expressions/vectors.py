"""Evaluates one recorded case: expression, place in an XML document, wanted type."""

from collections.abc import Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from surveys.expressions.compile import compile_expression
from surveys.expressions.context import Context
from surveys.expressions.documents import find_node, read_document
from surveys.expressions.errors import EvaluationError, ExpressionError
from surveys.expressions.nodes import TreeNode
from surveys.expressions.reading import parse
from surveys.expressions.values import Value, number_to_string, to_bool, to_number, to_string

_document = lru_cache(maxsize=64)(read_document)


def evaluate_line(case: Mapping[str, Any], zone: tzinfo) -> dict[str, str | bool]:
    """`{"t", "v"}`; a failing expression is `{"t": "error", "v": code}`. Raises `ValueError` for a bad document."""
    root = _document(case["doc"]) if case.get("doc") else TreeNode("root")
    try:
        node = find_node(root, case.get("ctx") or "/")
    except (IndexError, StopIteration) as error:
        raise ValueError(f"no such place in the document: {case['ctx']}") from error
    try:
        run = compile_expression(parse(case["expr"], checked=False))
        value = run(Context(node=node, root=root, zone=zone, instance=lambda name: _instance(root, name)))
        return _typed(value, case.get("t"), zone)
    except (ExpressionError, EvaluationError) as error:
        return {"t": "error", "v": str(error)}


def _typed(value: Value, wanted: str | None, zone: tzinfo) -> dict[str, str | bool]:
    if wanted not in {"num", "str", "bool"}:
        wanted = "str"
        if isinstance(value, bool):
            wanted = "bool"
        elif isinstance(value, float | int):
            wanted = "num"
    if wanted == "bool":
        return {"t": "bool", "v": to_bool(value)}
    if wanted == "num":
        return {"t": "num", "v": number_to_string(to_number(value, zone))}
    return {"t": "str", "v": to_string(value)}


def _instance(root: TreeNode, name: str) -> TreeNode | None:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.name == "instance" and any(item.name == "id" and item.text() == name for item in node.attributes):
            return node
        waiting.extend(reversed(node.children))
    return None
