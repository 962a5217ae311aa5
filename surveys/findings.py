"""What checking a form finds: a code with its place and values, worded in German and English."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from string import Formatter
from typing import Any, Literal

from surveys.finding_words import WORDS

Level = Literal["error", "warning"]

# Codes that do not stop publishing; everything else is an error.
WARNINGS = frozenset(
    {
        "left-out",
        "reference-left-out",
        "language-unknown",
        "text-missing",
        "german-missing",
        "long-page",
        "not-cross-checked",
        "pyxform-warning",
        "column-unknown",
        "list-unused",
        "media-left-out",
        "group-reference",
    }
)


@dataclass(frozen=True)
class Finding:
    """One finding. `row` counts as the spreadsheet does, `offset` counts characters from 0 inside the cell."""

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    offset: int | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return "warning" if self.code in WARNINGS else "error"

    def cause(self, language: str = "de") -> str:
        return self._words(language)[0]

    def cure(self, language: str = "de") -> str:
        return self._words(language)[1]

    def _words(self, language: str) -> tuple[str, str]:
        german, german_cure, english, english_cure = WORDS[self.code]
        pair = (german, german_cure) if language in ("de", "leicht") else (english, english_cure)
        return _fill(pair[0], self.values), _fill(pair[1], self.values)

    def as_json(self, language: str = "de") -> dict[str, Any]:
        return {
            "level": self.level,
            **asdict(self),
            "cause": self.cause(language),
            "cure": self.cure(language),
        }


def _fill(pattern: str, values: dict[str, Any]) -> str:
    """Fills placeholders; values come from the author's cells and are inserted as they are."""
    parts = []
    for text, name, _spec, _conversion in Formatter().parse(pattern):
        parts.append(text)
        if name:
            parts.append(str(values.get(name, "?")))
    return "".join(parts)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.level == "error"]
