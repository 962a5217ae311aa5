"""The steps of the form: at most five, with eight questions, and each can be left out."""

from dataclasses import dataclass, field
from typing import Any, Literal

from flask_babel import lazy_gettext as _l

from portal.reporting.cases import LONGEST_TEXT
from portal.reporting.texts import AREA, GROUND, KIND, ROLE, WISH, Words

LONGEST_LINE = 200
LONGEST_COUNT_TEXT = 500


@dataclass(frozen=True)
class Question:
    """`one` and `many` answer with codes, `line` and `text` with words. `recipient` gets its codes per request."""

    name: str
    kind: Literal["one", "many", "line", "text"]
    legend: Any
    hint: Any = ""
    codes: Words = field(default_factory=dict)
    longest: int = LONGEST_LINE


Steps = tuple[tuple[Question, ...], ...]

SEVERAL = _l("Sie können mehrere Antworten wählen.")

WHO = Question("role", "one", _l("Wer hat es erlebt?"), codes=ROLE)
WHERE = Question("area", "one", _l("Wo war das?"), codes=AREA)
WHY = Question("ground", "many", _l("Was war der Grund?"), SEVERAL, GROUND)
RECIPIENT = Question(
    "recipient",
    "one",
    _l("Wer soll Ihre Meldung lesen?"),
    _l("Nur diese Stelle kann Ihre Meldung öffnen. Die andere Stelle kann es nicht."),
)

HELP_STEPS: Steps = (
    (
        Question(
            "text",
            "text",
            _l("Was ist passiert?"),
            _l("Schreiben Sie in Ihrer Sprache. Bitte keine Namen von Personen."),
            longest=LONGEST_TEXT,
        ),
        Question(
            "when",
            "line",
            _l("Wann war das?"),
            _l("Ungefähr reicht. Zum Beispiel: gestern, im März, seit 2 Jahren."),
        ),
    ),
    (WHO, WHERE),
    (WHY,),
    (
        Question("wish", "many", _l("Was wünschen Sie sich?"), SEVERAL, WISH),
        RECIPIENT,
        Question(
            "contact",
            "line",
            _l("Wie erreichen wir Sie sonst noch?"),
            _l("Nur wenn Sie möchten. Die Antwort steht immer in Ihrem Postfach."),
        ),
    ),
)

COUNT_STEPS: Steps = (
    (WHO, WHERE),
    (WHY,),
    (
        Question("kind", "many", _l("Was war es?"), SEVERAL, KIND),
        Question(
            "text",
            "text",
            _l("Möchten Sie etwas dazu schreiben?"),
            _l("Höchstens 500 Zeichen. Bitte keine Namen von Personen."),
            longest=LONGEST_COUNT_TEXT,
        ),
        RECIPIENT,
    ),
)

# Door -> its steps; the step after the last one shows all answers before they are sent.
DOORS: dict[str, Steps] = {"help": HELP_STEPS, "count": COUNT_STEPS}


def check_step(door: str) -> int:
    return len(DOORS[door]) + 1
