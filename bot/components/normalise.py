"""Bring the many ways to type the same word to one form, before anything is counted.

People type on phones: without diacritics, with another keyboard's letters, with stretched vowels.
Knows nothing of Rasa or of machine learning.
"""

import re
import unicodedata

# Combining marks that are optional in writing. Thai and Indic marks carry vowels and stay.
_OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed]")

# One letter, several keyboards: Arabic, Persian and Sorani forms; the Turkish i without a dot.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("آأإٱ", "ا"),
        **dict.fromkeys("ىیېئ", "ي"),
        **dict.fromkeys("ةە", "ه"),
        **dict.fromkeys("ؤۆ", "و"),
        "ک": "ك",
        "ێ": "ي",
        "ڕ": "ر",
        "ڵ": "ل",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
    }
)
# Tatweel only stretches a word; zero-width and bidi characters only steer its display.
_INVISIBLE = re.compile("[\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HAN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff])")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~¡-¿‐-‧‰-⁞、-〟؟،؛۔«»“”„]")

_SERBIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "d", "е": "e", "ж": "z", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
}  # fmt: skip
_SERBIAN_LETTERS = str.maketrans(_SERBIAN)


def _digits_unified(text: str) -> str:
    return "".join(
        str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character
        for character in text
    )


def normalise(text: str, ui_language: str = "") -> str:
    """Return ``text`` in the form that training and questions are compared in; may be empty.

    Serbian Cyrillic becomes Latin only when the page is Serbian: guessing it costs Russian.
    Emoji stay, since people answer with them.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text)).casefold()
    if ui_language == "sr":
        text = text.translate(_SERBIAN_LETTERS)
    text = text.translate(_LETTERS)
    text = _OPTIONAL_MARKS.sub("", unicodedata.normalize("NFD", text))
    text = _digits_unified(unicodedata.normalize("NFC", text)).translate(_LETTERS)
    text = _PUNCTUATION.sub(" ", _HAN.sub(r" \1 ", text))
    return " ".join(_STRETCHED.sub(r"\1\1", text).split())


def says_something(text: str) -> bool:
    """Whether there is at least one letter or digit: a message of emoji alone asks for nothing."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)
