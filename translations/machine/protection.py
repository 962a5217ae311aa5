"""What the machine must not touch is replaced by sentinels ⟦n⟧ and put back afterwards."""

import re
from dataclasses import dataclass

# Placeholders, addresses, markup, entities, technical names with an underscore (the tokenizer deletes `_`).
_PROTECTED = re.compile(
    r"%\(\w+\)[sd]|\$\{[\w.-]+\}|\{[\w.]*\}"
    r"|https?://[^\s<>()\[\]\"]+[^\s<>()\[\]\".,;:!?]|[\w.+-]+@[\w-]+\.[\w.-]*\w"
    r"|<[^<>]+>|&#?\w+;|\*\*|\w*_\w+"
)
_SENTINEL = re.compile(r"\s?⟦\s*(\d+)\s*⟧")


@dataclass(frozen=True, slots=True)
class Protected:
    """A text with sentinels, and what they stand for."""

    text: str
    parts: tuple[str, ...]

    def restore(self, translated: str) -> str | None:
        """Put the parts back; None unless every sentinel came back exactly once."""
        numbers = sorted(int(found) for found in _SENTINEL.findall(translated))
        if numbers != list(range(len(self.parts))):
            return None

        def put_back(match: re.Match[str]) -> str:
            blank = " " if match[0][0].isspace() else ""
            return blank + self.parts[int(match[1])]

        return _SENTINEL.sub(put_back, translated)


def protect(text: str) -> Protected:
    parts: list[str] = []

    def replace(match: re.Match[str]) -> str:
        parts.append(match[0])
        return f"⟦{len(parts) - 1}⟧"

    # Sentinels that stand in the text itself would be taken for ours.
    return Protected(_PROTECTED.sub(replace, text.replace("⟦", "[").replace("⟧", "]")), tuple(parts))


def pieces(text: str) -> list[tuple[str, bool]]:
    """Cut the text at its protected parts: (piece, whether it is to be translated)."""
    result, place = [], 0
    for match in _PROTECTED.finditer(text):
        result += [(text[place : match.start()], True), (match[0], False)]
        place = match.end()
    result.append((text[place:], True))
    return [(piece, open_) for piece, open_ in result if piece]
