"""From an author's text to a checked tree, and what other modules ask about a tree."""

import re

from surveys.expressions.errors import ExpressionError
from surveys.expressions.functions import FUNCTIONS, NOT_OFFERED
from surveys.expressions.grammar import read
from surveys.expressions.paths import AXES
from surveys.expressions.patterns import BadPattern, probe
from surveys.expressions.tree import Binary, Call, Path, Reference, Self, Text, Tree, children, walk

MAXIMUM_LENGTH = 32_000
MAXIMUM_DEPTH = 64
MAXIMUM_CHAIN = 400  # operands of one `a or b or …`; keeps the JSON form within what readers can nest

_COMPILED_APART = {"if": (3, 3), "indexed-repeat": (3, None), "jr:choice-name": (2, 2)}
_QUOTED_REFERENCE = re.compile(r"\s*\$\{\s*([^}\s]+)\s*\}\s*")
_VOLATILE = {"now", "random", "uuid"}


def parse(source: str, *, checked: bool = True) -> Tree:
    """Reads an expression. Raises `ExpressionError`.

    With `checked=False` unknown functions, wrong numbers of arguments and bad patterns are not looked at; they
    then raise `EvaluationError` only where they are reached.
    """
    if len(source) > MAXIMUM_LENGTH:
        raise ExpressionError("too-long", MAXIMUM_LENGTH, maximum=MAXIMUM_LENGTH)
    tree = read(source)
    _check_depth(tree)
    if checked:
        for node in walk(tree):
            _check(node)
    return tree


def references(tree: Tree) -> set[str]:
    """The names in `${…}`, also the quoted one of `jr:choice-name`."""
    names = {node.name for node in walk(tree) if isinstance(node, Reference)}
    for node in walk(tree):
        if isinstance(node, Call) and node.name == "jr:choice-name" and isinstance(node.arguments[-1], Text):
            quoted = _QUOTED_REFERENCE.fullmatch(node.arguments[-1].value)
            names |= {quoted[1]} if quoted else set()
    return names


def instances(tree: Tree) -> set[str]:
    """The names in `instance('…')`."""
    calls = [node for node in walk(tree) if isinstance(node, Call) and node.name == "instance"]
    return {item.value for call in calls for item in call.arguments if isinstance(item, Text)}


def uses_self(tree: Tree) -> bool:
    """Whether `.` (outside of predicates: the question's own value) or `once()` occurs."""
    return any(isinstance(node, Self) or (isinstance(node, Call) and node.name == "once") for node in walk(tree))


def volatile_calls(tree: Tree) -> set[str]:
    """Which of `now`, `random`, `uuid` are called outside `once()`; allowed only in defaults."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call):
            if node.name == "once":
                continue
            found |= {node.name} & _VOLATILE
        waiting.extend(children(node))
    return found


def _check_depth(tree: Tree) -> None:
    """Nesting counts; the left side of a chain does not, but is limited on its own."""
    waiting = [(tree, 1, 1)]
    while waiting:
        node, depth, chain = waiting.pop()
        if depth > MAXIMUM_DEPTH or chain > MAXIMUM_CHAIN:
            raise ExpressionError("too-deep", 0, maximum=MAXIMUM_DEPTH)
        if isinstance(node, Binary):
            waiting.append((node.left, depth, chain + 1))
            waiting.append((node.right, depth + 1, 1))
        else:
            waiting.extend((child, depth + 1, 1) for child in children(node))


def _check(node: Tree) -> None:
    if isinstance(node, Path):
        unknown = next((step.axis for step in node.steps if step.axis not in AXES), None)
        if unknown is not None:
            raise ExpressionError("syntax", 0, found=unknown)
    elif isinstance(node, Call):
        _check_call(node)


def _check_call(call: Call) -> None:
    if call.name in NOT_OFFERED:
        raise ExpressionError("not-offered", call.offset, name=call.name)
    if call.name in _COMPILED_APART:
        minimum, maximum = _COMPILED_APART[call.name]
    elif call.name in FUNCTIONS:
        minimum, maximum = FUNCTIONS[call.name].minimum, FUNCTIONS[call.name].maximum
    else:
        raise ExpressionError("unknown-function", call.offset, name=call.name)
    given = len(call.arguments)
    if given < minimum or (maximum is not None and given > maximum):
        most = -1 if maximum is None else maximum
        raise ExpressionError("arity", call.offset, name=call.name, minimum=minimum, maximum=most, given=given)
    if call.name == "regex" and isinstance(call.arguments[1], Text):
        _check_pattern(call.arguments[1])


def _check_pattern(pattern: Text) -> None:
    try:
        probe(pattern.value)
    except BadPattern as error:
        raise ExpressionError(error.code, pattern.offset + 1 + error.offset, reason=error.reason) from None
