"""Tokens of the ODK XPath dialect.

XPath has no reserved words: whether `*` multiplies and `and` joins depends on the token before (XPath 1.0,
section 3.7). As in ODK's own engines, an operator word needs no blank around it: `1and1`, `2div1`.
"""

import re
from collections.abc import Iterator

from lark import Token
from lark.lexer import Lexer, LexerState

from surveys.expressions.errors import ExpressionError

_NAME = r"[^\W\d][\w.\-]*"
_NODE_TYPES = {"text", "node", "comment", "processing-instruction"}
_WORDS = {"and": "AND", "or": "OR", "mod": "MOD", "div": "DIV"}
_SYMBOLS = {
    "//": "DOUBLE_SLASH", "..": "PARENT", "::": "AXIS_MARK", "!=": "EQUALITY", "<=": "RELATION",
    ">=": "RELATION", "/": "SLASH", ".": "SELF", "(": "OPEN", ")": "CLOSE", "[": "OPEN_TEST", "]": "CLOSE_TEST",
    ",": "COMMA", "@": "AT", "|": "BAR", "+": "PLUS", "-": "MINUS", "=": "EQUALITY", "<": "RELATION",
    ">": "RELATION",
}  # fmt: skip
# After one of these an operand is due, so a word is a name and a star is a wildcard.
_OPERAND_DUE = {
    "AT", "AXIS_MARK", "OPEN", "OPEN_TEST", "COMMA", "AND", "OR", "MOD", "DIV", "TIMES", "SLASH",
    "DOUBLE_SLASH", "BAR", "PLUS", "MINUS", "EQUALITY", "RELATION",
}  # fmt: skip

_BLANK = re.compile(r"[ \t\r\n\u00a0]+")
_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_REFERENCE = re.compile(r"\$\{\s*([^\W\d][\w.\-#]*)\s*\}")
# Directly before a letter a word counts as operator only where a call follows: `true()andtrue()`.
_WORD = re.compile(r"(and|or|mod|div)(?=[^A-Za-z_\-]|$|-\d|[a-z][a-z0-9:\-]*\()")
_QNAME = re.compile(rf"{_NAME}(?::(?!:){_NAME})?|{_NAME}:\*")
_SYMBOL = re.compile("|".join(re.escape(symbol) for symbol in _SYMBOLS))


class ExpressionLexer(Lexer):
    """Lark's interface for a lexer of one's own."""

    __future_interface__ = 1

    def __init__(self, lexer_conf: object) -> None:
        """Lark passes its configuration; this lexer needs none of it."""

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Token]:  # noqa: ARG002
        return tokens(lexer_state.text.text)


def tokens(source: str) -> Iterator[Token]:
    position = 0
    previous: str | None = None
    while position < len(source):
        blank = _BLANK.match(source, position)
        if blank:
            position = blank.end()
            continue
        kind, value, end = _next(source, position, previous)
        yield Token(kind, value, start_pos=position, end_pos=end)
        previous, position = kind, end


def _next(source: str, position: int, previous: str | None) -> tuple[str, str, int]:
    operand_due = previous is None or previous in _OPERAND_DUE
    if not operand_due:
        word = _WORD.match(source, position)
        if word:
            return _WORDS[word[1]], word[1], word.end()
    if source[position] == "*":
        return ("NAME" if operand_due else "TIMES"), "*", position + 1
    for kind, pattern in (("NUMBER", _NUMBER), ("STRING", _STRING), ("REFERENCE", _REFERENCE)):
        match = pattern.match(source, position)
        if match:
            return kind, match[1] if kind == "REFERENCE" else match[0], match.end()
    name = _QNAME.match(source, position)
    if name:
        return _named(source, name)
    symbol = _SYMBOL.match(source, position)
    if symbol:
        return _SYMBOLS[symbol[0]], symbol[0], symbol.end()
    raise ExpressionError("syntax", position, found=source[position])


def _named(source: str, name: re.Match[str]) -> tuple[str, str, int]:
    following = _BLANK.sub("", source[name.end() : name.end() + 40])[:2]
    if following == "::":
        return "AXIS", name[0], name.end()
    if following[:1] == "(":
        return ("NODE_TYPE" if name[0] in _NODE_TYPES else "FUNCTION"), name[0], name.end()
    return "NAME", name[0], name.end()
