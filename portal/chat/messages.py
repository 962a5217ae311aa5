"""What people typed, made safe to pass on: one form of Unicode, no control and no direction characters."""

import unicodedata

LONGEST_MESSAGE = 500

# Zero-width joiners belong to Persian words and to emoji; every other format character is dropped.
_JOINERS = {"\u200c", "\u200d"}
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def tidy(typed: str) -> str:
    """NFC text in one line. Lone surrogates, control and bidi characters are gone."""
    spaced = " ".join(typed.split())
    kept = (c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _DROPPED)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def has_words(message: str) -> bool:
    """False for nothing but emoji and punctuation."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in message)
