"""Comparing wordings: what counts as the same sentence, how alike two sentences are, names made from them."""

import hashlib
import re
import unicodedata
from difflib import SequenceMatcher

# A footnote mark follows a word of three letters or more, or a closing mark; the "²" of "m²" is a unit.
_FOOTNOTE_MARK = re.compile(r"(?<=[^\W\d_]{3})[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[.,:;“»)])[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LONGEST_NAME = 56


def without_footnote_marks(text: str) -> str:
    return _FOOTNOTE_MARK.sub("", text)


def normalised(text: str) -> str:
    """The form in which two wordings are the same: composed, single blanks, no case, no closing full stop."""
    text = unicodedata.normalize("NFC", without_footnote_marks(text))
    return " ".join(text.split()).rstrip(" .").casefold()


def folded(text: str) -> str:
    """No case, no accents; "ä" becomes "ae" and "ß" becomes "ss", as people write without these keys."""
    return _without_accents(unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS))


def searchable(text: str) -> str:
    """What a search looks through: "hoefe" and "hofe" are both found in "Höfe"."""
    return f"{folded(text)} {_without_accents(text.casefold())}"


def _without_accents(text: str) -> str:
    # A Mediopunkt or a soft hyphen only shows how a word is put together.
    decomposed = unicodedata.normalize("NFKD", text.replace("·", "").replace("\u00ad", ""))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """0 to 1; 1 is the same wording. Below `at_least` it may be 0, which spares the slow comparison."""
    matcher = SequenceMatcher(None, normalised(one), normalised(other), autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


def shared_words(short: str, long: str) -> float:
    """The share of the words of `short` that `long` has as well: tables shorten the goals they quote."""
    words = set(re.findall(r"\w+", normalised(short)))
    return len(words & set(re.findall(r"\w+", normalised(long)))) / len(words) if words else 0.0


def name_from(wording: str) -> str:
    """A name for addresses, always the same for the same wording.

    A long one is cut at a word and closed with four hexadecimal digits of its hash.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", folded(normalised(wording))).strip("-")
    if slug and len(slug) <= LONGEST_NAME:
        return slug
    digest = hashlib.sha256(normalised(wording).encode()).hexdigest()[:4]
    return f"{slug[: LONGEST_NAME - 5].rsplit('-', 1)[0]}-{digest}".strip("-")
