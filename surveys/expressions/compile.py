"""Turns a syntax tree into a Python closure. These closures are the authority on what an expression means."""

import operator
from collections.abc import Callable, Sequence
from typing import cast

from surveys.expressions import operators
from surveys.expressions.context import Context
from surveys.expressions.errors import EvaluationError
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.paths import CompiledStep, Evaluate, follow, in_document_order, keep, top
from surveys.expressions.tree import (
    Binary,
    Call,
    Filter,
    Negation,
    Number,
    Path,
    Reference,
    Self,
    Step,
    Text,
    Tree,
    Union,
)
from surveys.expressions.values import NodeSet, Value, is_node_set, to_bool, to_number, to_string

Apply = Callable[[Context, Value, Value], Value]


def compile_expression(tree: Tree) -> Evaluate:
    """The closure raises `EvaluationError` where a value does not fit, for unknown functions too."""
    return _COMPILERS[type(tree)](tree)


def _constant(tree: Tree) -> Evaluate:
    value: Value = cast(Number | Text, tree).value
    return lambda _context: value


def _reference(tree: Tree) -> Evaluate:
    name = cast(Reference, tree).name

    def evaluate(context: Context) -> Value:
        context.budget.spend(1)
        return context.lookup(name)

    return evaluate


def _self(_tree: Tree) -> Evaluate:
    return lambda context: () if context.node is None else (context.node,)


def _steps(steps: Sequence[Step]) -> list[CompiledStep]:
    return [(step.axis, step.test, [compile_expression(item) for item in step.predicates]) for step in steps]


def _path(tree: Tree) -> Evaluate:
    path = cast(Path, tree)
    steps = _steps(path.steps)
    if path.start is not None:
        start = compile_expression(path.start)
        return lambda context: follow(context, node_set(start(context)), steps)
    if path.absolute:

        def from_root(context: Context) -> Value:
            root = context.root
            if root is None and context.node is not None:
                root = top(context.node)
            return () if root is None else follow(context, (root,), steps)

        return from_root
    return lambda context: () if context.node is None else follow(context, (context.node,), steps)


def _filter(tree: Tree) -> Evaluate:
    subject = compile_expression(cast(Filter, tree).subject)
    predicates = [compile_expression(item) for item in cast(Filter, tree).predicates]
    return lambda context: keep(context, node_set(subject(context)), predicates)


def _negation(tree: Tree) -> Evaluate:
    operand = compile_expression(cast(Negation, tree).operand)
    return lambda context: -to_number(operand(context), context.zone)


def _union(tree: Tree) -> Evaluate:
    left = compile_expression(cast(Union, tree).left)
    right = compile_expression(cast(Union, tree).right)
    return lambda context: in_document_order([*node_set(left(context)), *node_set(right(context))])


def _binary(tree: Tree) -> Evaluate:
    """A chain such as `a or b or c` leans left; it is run as a loop, so its length costs no stack."""
    chain: list[tuple[str, Evaluate]] = []
    while isinstance(tree, Binary):
        chain.append((tree.operator, compile_expression(tree.right)))
        tree = tree.left
    first = compile_expression(tree)
    if len(chain) == 1 and chain[0][0] not in {"and", "or"}:
        apply, second = _APPLY[chain[0][0]], chain[0][1]
        return lambda context: apply(context, first(context), second(context))
    links = [(name, _APPLY.get(name), operand) for name, operand in reversed(chain)]

    def evaluate(context: Context) -> Value:
        value = first(context)
        for name, apply, operand in links:
            if apply is not None:
                value = apply(context, value, operand(context))
            elif name == "or":
                value = to_bool(value) or to_bool(operand(context))
            else:
                value = to_bool(value) and to_bool(operand(context))
        return value

    return evaluate


def _call(tree: Tree) -> Evaluate:
    call = cast(Call, tree)
    if call.name in _SPECIAL:
        return _SPECIAL[call.name](call)
    function = FUNCTIONS.get(call.name)
    arguments = [compile_expression(item) for item in call.arguments]
    if function is None:
        return _failing("unknown-function", call.name)
    if not function.accepts(len(arguments)):
        return _failing("arity", call.name)
    body = function.body
    return lambda context: body(context, [argument(context) for argument in arguments])


def _failing(code: str, detail: str) -> Evaluate:
    """Raises only when it is reached: ODK's engines never look at the unused side of `and`, `or`, `if`."""

    def evaluate(_context: Context) -> Value:
        raise EvaluationError(code, detail)

    return evaluate


def _if(call: Call) -> Evaluate:
    if len(call.arguments) != 3:
        return _failing("arity", "if")
    condition, then, otherwise = (compile_expression(item) for item in call.arguments)
    return lambda context: then(context) if to_bool(condition(context)) else otherwise(context)


def _indexed_repeat(call: Call) -> Evaluate:
    """`indexed-repeat(${name}, ${repeat}, number, …)` needs the names, not the values, of its references."""
    name, *places = call.arguments
    repeats = places[0::2]
    if not isinstance(name, Reference) or not all(isinstance(item, Reference) for item in repeats):
        return _failing("not-a-reference", call.name)
    names = [cast(Reference, item).name for item in repeats]
    numbers = [compile_expression(item) for item in places[1::2]]

    def evaluate(context: Context) -> Value:
        wanted = [int(to_number(number(context), context.zone)) for number in numbers]
        return context.repeated(name.name, list(zip(names, wanted, strict=True)))

    return evaluate


def _choice_name(call: Call) -> Evaluate:
    """`jr:choice-name(value, '${question}')`: the second argument names a question, in quotes or not."""
    value = compile_expression(call.arguments[0])
    named = call.arguments[1]
    if isinstance(named, Reference):
        question = named.name
    elif isinstance(named, Text):
        question = named.value.strip().removeprefix("${").removesuffix("}").strip()
    else:
        return _failing("not-a-reference", call.name)
    return lambda context: context.choice_name(to_string(value(context)), question)


def node_set(value: Value) -> NodeSet:
    if not is_node_set(value):
        raise EvaluationError("not-a-node-set", to_string(value)[:40])
    return cast(NodeSet, value)


def _comparing(compare: operators.Compare) -> Apply:
    kind = operators.equality if compare in {operator.eq, operator.ne} else operators.relation
    return lambda context, left, right: kind(left, right, compare, context.zone)


def _calculating(calculate: Callable[[float, float], float]) -> Apply:
    def apply(context: Context, left: Value, right: Value) -> Value:
        return calculate(to_number(left, context.zone), to_number(right, context.zone))

    return apply


_APPLY: dict[str, Apply] = {
    "=": _comparing(operator.eq),
    "!=": _comparing(operator.ne),
    "<": _comparing(operator.lt),
    "<=": _comparing(operator.le),
    ">": _comparing(operator.gt),
    ">=": _comparing(operator.ge),
    "+": _calculating(operator.add),
    "-": _calculating(operator.sub),
    "*": _calculating(operator.mul),
    "div": _calculating(operators.divide),
    "mod": _calculating(operators.remainder),
}
_SPECIAL: dict[str, Callable[[Call], Evaluate]] = {
    "if": _if,
    "indexed-repeat": _indexed_repeat,
    "jr:choice-name": _choice_name,
}
_COMPILERS: dict[type, Callable[[Tree], Evaluate]] = {
    Number: _constant,
    Text: _constant,
    Reference: _reference,
    Self: _self,
    Path: _path,
    Filter: _filter,
    Call: _call,
    Binary: _binary,
    Negation: _negation,
    Union: _union,
}
