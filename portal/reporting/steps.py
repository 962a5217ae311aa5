"""The steps of the form: at most five, with eight questions, and each can be left out."""

from dataclasses import dataclass, field
from typing import Any, Literal

from flask_babel import lazy_gettext as _l

from portal.reporting.cases import LONGEST_TEXT
from portal.reporting.texts import AREA, GROUND, ROLE, WISH, Words

LONGEST_LINE = 200


@dataclass(frozen=True)
class Question:
    """`one` and `many` answer with codes, `line` and `text` with words. `recipient` gets its codes per request."""

    name: str
    kind: Literal["one", "many", "line", "text"]
    legend: Any
    hint: Any = ""
    codes: Words = field(default_factory=dict)

    @property
    def longest(self) -> int:
        return LONGEST_TEXT if self.kind == "text" else LONGEST_LINE


STEPS: tuple[tuple[Question, ...], ...] = (
    (
        Question(
            "text",
            "text",
            _l("Was ist passiert?"),
            _l("Schreiben Sie in Ihrer Sprache. Bitte keine Namen von Personen."),
        ),
        Question(
            "when",
            "line",
            _l("Wann war das?"),
            _l("Ungefähr reicht. Zum Beispiel: gestern, im März, seit 2 Jahren."),
        ),
    ),
    (
        Question("role", "one", _l("Wer hat es erlebt?"), codes=ROLE),
        Question("area", "one", _l("Wo war das?"), codes=AREA),
    ),
    (
        Question(
            "ground",
            "many",
            _l("Was war der Grund?"),
            _l("Sie können mehrere Antworten wählen."),
            GROUND,
        ),
    ),
    (
        Question("wish", "many", _l("Was wünschen Sie sich?"), _l("Sie können mehrere Antworten wählen."), WISH),
        Question(
            "recipient",
            "one",
            _l("Wer soll Ihre Meldung lesen?"),
            _l("Nur diese Stelle kann Ihre Meldung öffnen. Die andere Stelle kann es nicht."),
        ),
        Question(
            "contact",
            "line",
            _l("Wie erreichen wir Sie sonst noch?"),
            _l("Nur wenn Sie möchten. Die Antwort steht immer in Ihrem Postfach."),
        ),
    ),
)

CHECK_STEP = len(STEPS) + 1
