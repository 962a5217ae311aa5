"""Find the details of a question: in which language, how, on which day.

Word lists, not learning: a detail changes an answer that is already there, so it must be exact.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.components.normalise import normalise

Words = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Detail:
    slot: str
    value: str


def _spoken(names: list[str], phrases: list[str]) -> list[str]:
    return [phrase.replace("{}", name) for name in names for phrase in phrases]


class DetailFinder:
    """Compiled word lists; the arguments are the parts of ``data/words.yml``."""

    def __init__(self, words: Words, phrases: list[str], ignored: list[str]) -> None:
        self._ignored = self._pattern(ignored)
        self._patterns: dict[tuple[str, str], re.Pattern[str]] = {}
        self._alone: dict[str, str] = {}
        for slot, values in words.items():
            for value, names in values.items():
                if slot == "language_wanted":
                    self._alone.update({normalise(name): value for name in names})
                self._patterns[slot, value] = self._pattern(
                    _spoken(names, phrases) if slot == "language_wanted" else names
                )

    @staticmethod
    def _pattern(names: list[str]) -> re.Pattern[str]:
        # Longest first, so that "tomorrow morning" is not cut short by "tomorrow".
        words = sorted({normalise(name) for name in names}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")

    def find(self, text: str, ui_language: str = "") -> list[Detail]:
        """Return at most one detail a slot, the first that is named.

        The bare name of a language counts only when it is the whole message ("Turkish?"):
        "German course" asks for a course, not for advice in German.
        """
        message = self._ignored.sub(" ", normalise(text, ui_language)).strip()
        first: dict[str, tuple[int, str]] = {}
        if message in self._alone:
            first["language_wanted"] = (0, self._alone[message])
        for (slot, value), pattern in self._patterns.items():
            match = pattern.search(message)
            if match and (slot not in first or match.start() < first[slot][0]):
                first[slot] = (match.start(), value)
        return [Detail(slot, value) for slot, (_, value) in first.items()]
