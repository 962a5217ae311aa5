"""Demo content: the shipped city survey with invented answers, marked as demo wherever it is shown."""

from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from portal.answering.publishing import publish_form
from portal.config import Settings
from portal.web.clock import now
from surveys import library
from surveys.check import check
from surveys.filling import new_state
from surveys.navigation import LoadedInstrument
from surveys.navigation import load as load_instrument
from surveys.store import count_responses, submit

SLUG = "leben-in-der-stadt"
RESPONSES = 400
DAYS = 40
SEED = 2027

# Shares are invented; the difference between the two groups is kept small on purpose.
_LANGUAGES = {"de": 60, "leicht": 6, "en": 12, "tr": 10, "ar": 12}
_ABROAD = 0.32
_PARENT_ABROAD = 0.16
_SHIFT = 0.35

_NOT_SAID, _DONT_KNOW = {"m": -96}, {"m": -98}


def load(session: Session, settings: Settings) -> None:
    """Publishes the survey and submits the answers through the engine; does nothing the second time."""
    today = now().date()
    published = publish_form(
        session,
        check(library.source(SLUG), library.filename(SLUG)),
        SLUG,
        today=today,
        by="demo",
        accept_texts=True,
    )
    survey = published.survey
    survey.demo = True
    session.add(survey)
    session.flush()
    if count_responses(session).get(survey.id or 0):
        return
    instrument = load_instrument(published.instrument.hash, published.instrument.body)
    random = Random(SEED)
    for _ in range(RESPONSES):
        moment = now() - timedelta(days=random.randrange(DAYS))
        language = _pick(random, {k: v for k, v in _LANGUAGES.items() if k in instrument.languages})
        state = new_state(instrument, language, moment.date(), moment)
        state["answers"] = _invent(random, instrument)
        submit(session, survey, instrument, state, pepper=settings.pepper, now=moment)


def _pick(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _invent(random: Random, instrument: LoadedInstrument) -> dict[str, Any]:
    """One invented person: family history first, then a mood that the other answers lean on."""
    abroad = random.random() < _ABROAD
    parents = abroad or random.random() < _PARENT_ABROAD
    mood = random.gauss(0, 1) - (_SHIFT if parents else 0)
    known: dict[str, Any] = {
        "einwilligung": {"v": "OK"},
        "geburtsland_selbst": {"v": "anderes" if abroad else "deutschland"},
        "geburtsland_mutter": {"v": "anderes" if parents else "deutschland"},
        "geburtsland_vater": {"v": "anderes" if parents else "deutschland"},
        "staatsangehoerigkeit": {"v": _citizenship(random, abroad, parents)},
        "zuzugsjahr": {"v": random.randrange(1975, 2026)},
        "diskriminierung_5_jahre": {"v": "ja" if random.random() < (0.38 if parents else 0.12) else "nein"},
        "geschlecht": {"v": _pick(random, {"w": 52, "m": 46, "d": 2})},
    }
    answers: dict[str, Any] = {}
    for name, question in instrument.questions.items():
        if question["type"] in ("note", "calculate", "hidden"):
            continue
        answer = known.get(name) or _answer(random, instrument, name, mood)
        answers[name] = answer if name == "einwilligung" else _sometimes_missing(random, question, answer)
    return answers


def _citizenship(random: Random, abroad: bool, parents: bool) -> str:
    if not abroad:
        return "seit_geburt" if not parents or random.random() < 0.6 else "spaeter"
    return _pick(random, {"spaeter": 40, "nein": 60})


def _answer(random: Random, instrument: LoadedInstrument, name: str, mood: float) -> dict[str, Any]:
    question = instrument.questions[name]
    noisy = mood * 0.7 + random.gauss(0, 0.8)
    if question["type"] == "range":
        return {"v": min(10, max(0, round(6.9 + 1.6 * noisy)))}
    choices = [choice["name"] for choice in instrument.body["choices"][question["list"]]]
    if question["type"] == "select_multiple":
        return {"v": [c for c in choices if random.random() < 0.3] or choices[:1]}
    if question["item"] and len(choices) > 3:
        # Agreement scales run upwards with the number, all others begin with the best answer.
        upwards = question["list"] == "zutreffen"
        place = (len(choices) - 1) * (0.62 + 0.18 * noisy if upwards else 0.36 - 0.16 * noisy)
        return {"v": choices[min(len(choices) - 1, max(0, round(place)))]}
    return {"v": random.choice(choices)}


def _sometimes_missing(random: Random, question: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    if random.random() > 0.05 or not question["missing"]:
        return answer
    return dict(_DONT_KNOW if -98 in question["missing"] and random.random() < 0.5 else _NOT_SAID)
