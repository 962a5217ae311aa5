"""Reads an expression into its syntax tree. The tree is built while parsing, so depth costs no recursion."""

from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken

from surveys.expressions.errors import ExpressionError
from surveys.expressions.lexer import ExpressionLexer
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

_GRAMMAR = r"""
?start: either
?either: both | either OR both -> binary
?both: equality | both AND equality -> binary
?equality: relation | equality EQUALITY relation -> binary
?relation: sum | relation RELATION sum -> binary
?sum: product | sum PLUS product -> binary | sum MINUS product -> binary
?product: signed | product TIMES signed -> binary | product DIV signed -> binary | product MOD signed -> binary
?signed: union | MINUS signed -> negation
?union: path | union BAR path -> union

?path: relative -> from_context
     | SLASH -> root
     | SLASH relative -> from_root
     | DOUBLE_SLASH relative -> anywhere
     | filtered
     | filtered SLASH relative -> from_filtered
     | filtered DOUBLE_SLASH relative -> anywhere_in_filtered
relative: step | relative SLASH step -> extended | relative DOUBLE_SLASH step -> extended_anywhere
step: SELF predicate* -> self_step
    | PARENT predicate* -> parent_step
    | AT NAME predicate* -> attribute_step
    | AXIS AXIS_MARK node_test predicate* -> axis_step
    | node_test predicate* -> child_step
?node_test: NAME -> name_test | NODE_TYPE OPEN CLOSE -> type_test | NODE_TYPE OPEN STRING CLOSE -> type_test
?predicate: OPEN_TEST either CLOSE_TEST -> predicate

?filtered: primary | primary predicate+ -> filtered
?primary: REFERENCE -> reference
        | OPEN either CLOSE -> bracketed
        | STRING -> text
        | NUMBER -> number
        | FUNCTION OPEN CLOSE -> call
        | FUNCTION OPEN arguments CLOSE -> call
arguments: either (COMMA either)*

%declare OR AND EQUALITY RELATION PLUS MINUS TIMES DIV MOD BAR SLASH DOUBLE_SLASH SELF PARENT AT NAME AXIS
%declare AXIS_MARK NODE_TYPE OPEN CLOSE OPEN_TEST CLOSE_TEST REFERENCE STRING NUMBER FUNCTION COMMA
"""

_ANYWHERE = Step("descendant-or-self", "node()")


@v_args(inline=True)
class _Builder(Transformer[Token, Tree]):
    """One method per rule of the grammar."""

    def binary(self, left: Tree, operator: Token, right: Tree) -> Tree:
        return Binary(str(operator), left, right)

    def negation(self, _minus: Token, operand: Tree) -> Tree:
        return Negation(operand)

    def union(self, left: Tree, _bar: Token, right: Tree) -> Tree:
        return Union(left, right)

    def from_context(self, steps: tuple[Step, ...]) -> Tree:
        return Self() if steps == (Step("self", "node()"),) else Path(steps)

    def root(self, _slash: Token) -> Tree:
        return Path((), absolute=True)

    def from_root(self, _slash: Token, steps: tuple[Step, ...]) -> Tree:
        return Path(steps, absolute=True)

    def anywhere(self, _slash: Token, steps: tuple[Step, ...]) -> Tree:
        return Path((_ANYWHERE, *steps), absolute=True)

    def from_filtered(self, start: Tree, _slash: Token, steps: tuple[Step, ...]) -> Tree:
        return Path(steps, start=start)

    def anywhere_in_filtered(self, start: Tree, _slash: Token, steps: tuple[Step, ...]) -> Tree:
        return Path((_ANYWHERE, *steps), start=start)

    def relative(self, step: Step) -> tuple[Step, ...]:
        return (step,)

    def extended(self, steps: tuple[Step, ...], _slash: Token, step: Step) -> tuple[Step, ...]:
        return (*steps, step)

    def extended_anywhere(self, steps: tuple[Step, ...], _slash: Token, step: Step) -> tuple[Step, ...]:
        return (*steps, _ANYWHERE, step)

    def self_step(self, _dot: Token, *predicates: Tree) -> Step:
        return Step("self", "node()", predicates)

    def parent_step(self, _dots: Token, *predicates: Tree) -> Step:
        return Step("parent", "node()", predicates)

    def attribute_step(self, _at: Token, name: Token, *predicates: Tree) -> Step:
        return Step("attribute", str(name), predicates)

    def axis_step(self, axis: Token, _mark: Token, test: str, *predicates: Tree) -> Step:
        return Step(str(axis), test, predicates)

    def child_step(self, test: str, *predicates: Tree) -> Step:
        return Step("child", test, predicates)

    def name_test(self, name: Token) -> str:
        return str(name)

    def type_test(self, kind: Token, *_rest: Token) -> str:
        return f"{kind}()"

    def predicate(self, _open: Token, tree: Tree, _close: Token) -> Tree:
        return tree

    def filtered(self, subject: Tree, *predicates: Tree) -> Tree:
        return Filter(subject, predicates)

    def reference(self, name: Token) -> Tree:
        return Reference(str(name), name.start_pos or 0)

    def bracketed(self, _open: Token, tree: Tree, _close: Token) -> Tree:
        return tree

    def text(self, literal: Token) -> Tree:
        return Text(str(literal)[1:-1], literal.start_pos or 0)

    def number(self, literal: Token) -> Tree:
        return Number(float(literal))

    def call(self, name: Token, *rest: Any) -> Tree:
        arguments = next((part for part in rest if isinstance(part, tuple)), ())
        return Call(str(name), arguments, name.start_pos or 0)

    def arguments(self, *parts: Tree | Token) -> tuple[Tree, ...]:
        return tuple(part for part in parts if not isinstance(part, Token))


_PARSER = Lark(_GRAMMAR, parser="lalr", lexer=ExpressionLexer, transformer=_Builder())


def read(source: str) -> Tree:
    """Raises `ExpressionError` (`empty`, `syntax`); function names are not looked at."""
    if not source.strip():
        raise ExpressionError("empty", 0)
    try:
        tree: Tree = _PARSER.parse(source)  # type: ignore[assignment]
    except UnexpectedToken as error:
        at_end = error.token.type == "$END"
        offset = len(source) if at_end else error.token.start_pos or 0
        raise ExpressionError("syntax", offset, found="" if at_end else str(error.token)) from None
    except UnexpectedInput as error:
        raise ExpressionError("syntax", error.pos_in_stream or 0) from None
    return tree
