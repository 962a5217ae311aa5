"""Authors' regular expressions: full match as in JavaRosa, with a time limit."""

import logging
from functools import lru_cache
from typing import Any

import regex

from surveys.expressions.errors import EvaluationError

MAXIMUM_LENGTH = 500
SECONDS = 0.05
_PROBES = ("a" * 60 + "!", "1" * 60 + "x", "a1 " * 30 + "\n", " " * 60 + "!", "a@a." * 20 + "!", "ä-" * 30 + "!")

_log = logging.getLogger(__name__)


class BadPattern(Exception):
    """`code` is `regex`, `regex-too-long` or `regex-slow`; `offset` counts within the pattern."""

    def __init__(self, code: str, reason: str = "", offset: int = 0) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.offset = offset


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    if len(pattern) > MAXIMUM_LENGTH:
        raise BadPattern("regex-too-long")
    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise BadPattern("regex", str(error.msg), int(getattr(error, "pos", 0) or 0)) from None


def probe(pattern: str) -> None:
    """Raises `BadPattern` for a pattern that is wrong, too long or takes exponential time."""
    compiled = _compiled(pattern)
    for text in _PROBES:
        try:
            compiled.fullmatch(text, timeout=SECONDS)
        except TimeoutError:
            raise BadPattern("regex-slow") from None


def matches(pattern: str, text: str) -> bool:
    """A pattern that runs out of time does not match; the log says so without the answer."""
    try:
        return _compiled(pattern).fullmatch(text, timeout=SECONDS) is not None
    except TimeoutError:
        _log.warning("expression-regex-timeout")
        return False
    except BadPattern as error:
        raise EvaluationError(error.code, error.reason) from None
