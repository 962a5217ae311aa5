"""Cuts German and English text into sentences, without a model: ours are short and plainly punctuated."""

import re
import unicodedata

# A full stop after these ends no sentence; after a single letter or a number (3. Mai) it does not either.
_ABBREVIATIONS = frozenset(
    {"z.b", "d.h", "u.a", "bzw", "ca", "dr", "prof", "str", "nr", "tel", "usw", "inkl", "ggf", "evtl", "abs"}
    | {"art", "bspw", "mr", "mrs", "ms", "st", "e.g", "i.e", "etc", "vs"}
)
_END = re.compile(r"[.!?…]+[\"'“”»)\]]*\s+(?=[\w\"'„“«(\[¿⟦])")


def tidy(text: str) -> str:
    """Remove control characters and lone surrogates, which the engine cannot take."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co"))


def split(line: str) -> list[str]:
    """The sentences of one line."""
    sentences, start = [], 0
    for match in _END.finditer(line):
        before = line[start : match.start()].rsplit(maxsplit=1)
        word = before[-1].lower().strip("(\"'„“«") if before else ""
        is_point = match[0].strip() == "."
        if is_point and (word in _ABBREVIATIONS or word.isdigit() or (len(word) == 1 and word.isalpha())):
            continue
        sentences.append(line[start : match.end()].strip())
        start = match.end()
    if rest := line[start:].strip():
        sentences.append(rest)
    return sentences


def is_too_hard(text: str) -> bool:
    """Whether German must be simplified first: long sentences are what machines break.

    More than 20 words or two commas in a sentence; the second is rule S3 of Leichte Sprache.
    """
    return any(
        len(sentence.split()) > 20 or sentence.count(",") >= 2 for line in text.split("\n") for sentence in split(line)
    )
