"""Words that mean danger to life. Checked before anything else, because no model recognises all of them."""

from functools import cache
from pathlib import Path

import yaml

from portal.advice.folding import folded_words

LIST = Path(__file__).parent / "emergency.yml"
Phrase = tuple[frozenset[str], ...]


def is_emergency(message: str) -> bool:
    """Whether a phrase of any language's list stands in the message, or is all of it."""
    words = folded_words(message)
    alone, anywhere = _phrases()
    if any(len(phrase) == len(words) and _stands_at(phrase, words, 0) for phrase in alone):
        return True
    return any(_stands_at(phrase, words, start) for phrase in anywhere for start in range(len(words)))


def _stands_at(phrase: Phrase, words: Phrase, start: int) -> bool:
    part = words[start : start + len(phrase)]
    return len(part) == len(phrase) and all(one & other for one, other in zip(phrase, part, strict=True))


@cache
def _phrases() -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Phrases that count alone, and those that count anywhere."""
    lists = yaml.safe_load(LIST.read_text("utf-8"))
    anywhere = (phrase for phrases in lists["anywhere"].values() for phrase in phrases)
    return tuple(map(folded_words, lists["alone"])), tuple(map(folded_words, anywhere))
