"""Words that mean danger to life. Checked before anything else, because no model recognises all of them."""

from functools import cache
from pathlib import Path

import yaml

from portal.advice.folding import folded_words

LIST = Path(__file__).parent / "emergency.yml"
NUMBERS = ("110", "112")

Phrase = tuple[frozenset[str], ...]


def is_emergency(message: str) -> bool:
    """Whether a phrase of any language's list stands in the message, or the message is an emergency number."""
    words = folded_words(message)
    if len(words) == 1 and words[0] & set(NUMBERS):
        return True
    return any(_stands_at(phrase, words, start) for phrase in _phrases() for start in range(len(words)))


def _stands_at(phrase: Phrase, words: Phrase, start: int) -> bool:
    part = words[start : start + len(phrase)]
    return len(part) == len(phrase) and all(one & other for one, other in zip(phrase, part, strict=True))


@cache
def _phrases() -> tuple[Phrase, ...]:
    lists = yaml.safe_load(LIST.read_text("utf-8"))
    return tuple(folded_words(phrase) for phrases in lists.values() for phrase in phrases)
