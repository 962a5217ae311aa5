"""Whatever an author writes: a placed error or a tree; whatever a tree meets: a value or a named error."""

import json
from datetime import UTC, datetime
from math import isnan

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.expressions import (
    Context,
    EvaluationError,
    ExpressionError,
    Tree,
    ValueNode,
    compile_expression,
    element,
    from_json,
    parse,
    to_bool,
    to_json,
    to_number,
    to_string,
)
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.values import number_to_string, text_to_number

OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or", "|"]
TEXTS = ["", "0", "-1", "34", "1e400", "a b", "2026-03-29", "2026-03-29T02:30:00.000+01:00", "24:00", "ä", "%", "(a+"]
PIECES = [
    "${a}", "${b}", ".", "..", "*", "@x", "a", "//kind", "/", "1", ".5", "1e9", "'x'", "''", "'2026-03-29'", "(",
    ")", "[", "]", ",", " and ", " or ", " mod ", " div ", "=", "!=", "<", ">=", "+", "-", "|", "not(", "if(",
    "count(", "selected(", "date(", "round(", "regex(", "position()", "last()", "text()", "parent::", "§", "\n",
]  # fmt: skip


def surroundings() -> Context:
    form = element("form", inside=[element("a", "1"), element("kind", "x"), element("kind", "2026-03-29")])
    form.number()
    answers = {"a": [ValueNode("2026-03-29")], "b": form.children}
    return Context(
        lookup=lambda name: answers.get(name, []),
        node=form.children[1],
        now=datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        choice_name=lambda value, question: f"{question} {value}",
        pulldata=lambda *_names: "",
    )


def try_to_run(source: str, *, checked: bool) -> None:
    try:
        tree = parse(source, checked=checked)
    except ExpressionError as caught:
        offset = caught.offset
    else:
        evaluate(tree)
        return
    assert 0 <= offset <= len(source)


def evaluate(tree: Tree) -> None:
    assert from_json(json.loads(json.dumps(to_json(tree)))) == tree
    try:
        value = compile_expression(tree)(surroundings())
    except EvaluationError:
        return
    assert isinstance(to_bool(value), bool)
    assert isinstance(to_number(value), float)
    assert isinstance(to_string(value), str)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_mixture_of_pieces(source: str) -> None:
    try_to_run(source, checked=True)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text(source: str) -> None:
    try_to_run(source, checked=True)


arguments = st.sampled_from(
    ["${a}", "${b}", "${c}", "true()", "1 div 0", "0 div 0", "-1.5", "1e300", "date('x')", "today()"]
    + [f"'{text}'" for text in TEXTS]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(arguments, max_size=5))
def test_any_function_with_any_arguments(name: str, given_arguments: list[str]) -> None:
    try_to_run(f"{name}({', '.join(given_arguments)})", checked=False)


@settings(max_examples=150, deadline=None)
@given(arguments, st.sampled_from(OPERATORS), arguments)
def test_any_operator_between_any_values(left: str, operator: str, right: str) -> None:
    try_to_run(f"{left} {operator} {right}", checked=False)


@given(st.floats())
def test_numbers_survive_their_text(number: float) -> None:
    text = number_to_string(number)
    assert text == "NaN" if isnan(number) else text_to_number(text) == number
