"""Words as people type them, made comparable: case, accents, umlauts, Arabic letter variants, endings.

>>> folded_words("Ärztin, Straße")
(frozenset({'arztin', 'aerztin'}), frozenset({'strasse'}))
"""

import re
import unicodedata

# Written differently by different keyboards and habits; the values are what we compare (Unicode, Arabic block).
_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": None,
        "ı": "i",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "·": None,  # Mediopunkt of Leichte Sprache: "Job·center" is "Jobcenter"
        "\u200c": None,
    }
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD = re.compile(r"[^\W_]+")
# "the", "and the", "with the", "for the" are written onto the Arabic word.
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_SHORTEST_ARABIC_STEM = 3


def printable(text: str) -> str:
    """Without control and format characters, which no page may show."""
    return "".join(letter for letter in text if letter.isprintable())


def fold(text: str) -> str:
    """Lower case without accents and letter variants; digits of all scripts become 0-9."""
    # The letters come before the accents are taken off: "آ" would fall apart into letter and accent otherwise.
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(_plain_digit(letter) for letter in bare).translate(_LETTERS)


def folded_words(text: str) -> tuple[frozenset[str], ...]:
    """The words of a text, each as the set of ways in which it may be written."""
    spelled_out = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    # Folding is the same for both, so both fall into the same number of words.
    pairs = zip(_WORD.findall(fold(text)), _WORD.findall(fold(spelled_out)), strict=True)
    return tuple(_ways({*pair}) for pair in pairs)


def _ways(ways: set[str]) -> frozenset[str]:
    for way in tuple(ways):
        for article in _ARABIC_ARTICLES:
            if way.startswith(article) and len(way) - len(article) >= _SHORTEST_ARABIC_STEM:
                ways.add(way.removeprefix(article))
                break
    return frozenset(ways)


def _plain_digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
