"""What speaks against a machine text: each doubt but `pivot` keeps it from being published unseen."""

import re
import unicodedata
from collections import Counter

from translations.languages import LANGUAGES
from translations.placeholders import numbers

# The script in which most letters of a language must be; the others of the registry are Latin.
_SCRIPTS = {
    "ar": "ARABIC", "fa": "ARABIC", "he": "HEBREW", "ru": "CYRILLIC", "uk": "CYRILLIC", "sr": "CYRILLIC",
    "el": "GREEK", "th": "THAI", "zh": "CJK",
}  # fmt: skip
# A Chinese sign carries about as much as a short word.
_DENSE = {"zh": 3.0, "th": 1.0, "ar": 1.2, "he": 1.3, "fa": 1.2}


def doubts_about(source: str, translated: str, language: str, *, pivot: bool, in_pieces: bool) -> list[str]:
    """The codes of languages.md in its order."""
    found = {
        "pivot": pivot,
        "numbers-differ": numbers(source) != numbers(translated),
        "length": _length_is_odd(source, translated, language),
        "untranslated": len(source.split()) > 2 and source.strip() == translated.strip(),
        "script": _is_in_other_script(translated, language),
        "repetition": _repeats(source, translated),
        "in-pieces": in_pieces,
    }
    return [code for code, holds in found.items() if holds]


def _length_is_odd(source: str, translated: str, language: str) -> bool:
    if len(source) < 20:
        return not translated.strip()
    ratio = len(translated) * _DENSE.get(LANGUAGES[language].slug, 1.0) / len(source)
    return not 0.4 <= ratio <= 2.5


def _is_in_other_script(text: str, language: str) -> bool:
    letters = [unicodedata.name(sign, "") for sign in text if sign.isalpha()]
    script = _SCRIPTS.get(language, "LATIN")
    return bool(letters) and sum(name.startswith(script) for name in letters) < len(letters) / 2


def _repeats(source: str, translated: str) -> bool:
    """A model that loses its way says the same word again and again."""
    if re.search(r"\b(\w+)(?:\W+\1\b){2,}", translated, re.IGNORECASE):
        return True
    counts = Counter(translated.lower().split())
    before = max(Counter(source.lower().split()).values(), default=0)
    return bool(counts) and max(counts.values()) > max(4, 2 * before)
