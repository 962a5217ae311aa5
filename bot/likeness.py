"""How alike two messages are, so that nobody measures with what was trained. Imports no Rasa."""

import math
from collections import Counter

from bot.components.normalise import normalise

SHORTEST, LONGEST = 2, 4
NEAR = 0.7

Profile = dict[str, float]


def profile(text: str) -> Profile:
    """Return the message's character n-grams within words, scaled to length 1."""
    counts: Counter[str] = Counter()
    for word in normalise(text).split():
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            counts.update(padded[start : start + size] for start in range(len(padded) - size + 1))
    length = math.sqrt(sum(count * count for count in counts.values()))
    return {ngram: count / length for ngram, count in counts.items()}


def likeness(one: Profile, other: Profile) -> float:
    """Return the cosine, from 0 (nothing in common) to 1 (the same)."""
    if len(one) > len(other):
        one, other = other, one
    return sum(share * other.get(ngram, 0.0) for ngram, share in one.items())
