"""Publishing a form: texts become segments, languages pass the gate, the instrument becomes the current one.

The gate: a language goes live only with every text present and seen by a person (`surveys` are a high-risk kind)
and with a complete interface, so that no page mixes languages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from surveys.check import CheckResult
from surveys.form import FormModel, texts_of
from surveys.instrument import compile_instrument
from surveys.models import Instrument, Survey
from surveys.store import UnknownSurvey, get_survey, publish
from translations.languages import LANGUAGES, SOURCE
from translations.store import Entry, list_entries, put_segment, put_translation, read_texts
from translations.workflow import Review

KIND = "survey"
_CHUNK = 400  # below the number of variables that SQLite takes in one statement


class FormRefused(Exception):
    """The form has errors; nothing was stored."""

    def __init__(self, result: CheckResult) -> None:
        super().__init__("the form has errors")
        self.result = result


class LeftOutNotConfirmed(Exception):
    """Rows that cannot be asked on the web would be left out; the publisher has to agree."""

    def __init__(self, result: CheckResult) -> None:
        super().__init__(", ".join(result.left_out))
        self.result = result


@dataclass(frozen=True)
class Published:
    """What went live. `waiting` are languages whose texts are there but not all reviewed, with their number."""

    survey: Survey
    instrument: Instrument
    result: CheckResult
    languages: tuple[str, ...]
    waiting: dict[str, int]


def segment_key(slug: str, key: str) -> str:
    return f"survey.{slug}.{key}"


def publish_form(
    session: Session,
    result: CheckResult,
    slug: str,
    *,
    today: date,
    by: str,
    kind: str = "general",
    accept_texts: bool = False,
    confirm_left_out: bool = False,
) -> Published:
    """Raises FormRefused, LeftOutNotConfirmed. `accept_texts`: a person has seen all translations of the file."""
    if not result.passed or result.model is None or SOURCE.slug not in result.languages:
        raise FormRefused(result)
    if result.left_out and not confirm_left_out:
        raise LeftOutNotConfirmed(result)
    _keep_texts(session, slug, result.model, by=by, today=today, accepted=accept_texts)
    session.flush()
    passed, waiting = pass_gate(session, slug, result)
    compiled = compile_instrument(result, slug, passed)
    instrument = publish(session, slug, compiled, today=today, by=by, kind=kind)
    return Published(get_survey(session, slug), instrument, result, passed, waiting)


def _keep_texts(session: Session, slug: str, model: FormModel, *, by: str, today: date, accepted: bool) -> None:
    """A text that a reviewer already has under the same words keeps its state, outdated or not."""
    texts = dict(texts_of(model))
    for key, by_language in texts.items():
        if german := by_language.get(SOURCE.slug):
            put_segment(session, segment_key(slug, key), german, kind=KIND)
    session.flush()
    review = "accepted" if accepted else "unreviewed"
    for language in LANGUAGES:
        if language == SOURCE.slug:
            continue
        given = {segment_key(slug, key): t[language] for key, t in texts.items() if language in t and "de" in t}
        known = _translations(session, language, given)
        for key, text in given.items():
            if not _stands(known.get(key), text, accepted):
                put_translation(session, key, language, text, review=review, by=by, on=today)


def _stands(entry: Entry | None, text: str, accepted: bool) -> bool:
    """Whether the stored translation needs no new word from this form."""
    if entry is None or entry.translation is None or entry.translation.text != text:
        return False
    return not accepted or (entry.translation.review != Review.UNREVIEWED and not entry.outdated)


def _translations(session: Session, language: str, keys: Iterable[str]) -> dict[str, Entry]:
    chunks = _chunks(list(keys))
    return {e.segment.key: e for chunk in chunks for e in list_entries(session, language, keys=chunk)}


def _chunks(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def pass_gate(session: Session, slug: str, result: CheckResult) -> tuple[tuple[str, ...], dict[str, int]]:
    """Languages that may go live, and those that wait with the number of their unreviewed texts."""
    if result.model is None:
        raise UnknownSurvey(slug)
    keys = [segment_key(slug, key) for key, _ in texts_of(result.model)]
    passed: list[str] = []
    waiting: dict[str, int] = {}
    for language in result.languages:
        missing = sum(
            text.language.slug != language
            for chunk in _chunks(keys)
            for text in read_texts(session, chunk, language).values()
        )
        if missing:
            waiting[language] = missing
        elif LANGUAGES[language].complete:
            passed.append(language)
        else:
            waiting[language] = 0
    return tuple(passed), waiting
