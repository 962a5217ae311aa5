"""Filling in a survey: one posted page changes the state of its own questions and nothing else.

The state is what `surveys.partials` seals: `{"answers", "typed", "problems", "visited", "language", "submission",
"started"}`. `typed` is input that failed validation.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from surveys.answers import Answer, Problem, is_empty, read_answer
from surveys.navigation import COMPUTED, LoadedInstrument, Situation, answer_text, default_answer, first_open, look

State = dict[str, Any]
Form = Mapping[str, Sequence[str]]


class UnknownPage(LookupError):
    """The instrument has no page of this id."""


@dataclass(frozen=True)
class Filled:
    """A page was taken in. `next_page` is None when everything on the path has been answered."""

    state: State
    next_page: str | None
    complete: bool = False


def new_state(instrument: LoadedInstrument, language: str, today: date, now: datetime) -> State:
    state: State = {
        "answers": {},
        "typed": {},
        "problems": {},
        "visited": [],
        "language": language,
        "submission": secrets.token_hex(16),
        "started": today.isoformat(),
    }
    situation = look(instrument, {}, now)
    for name in instrument.body["order"]:  # once, so that random() and now() stay what they were
        if instrument.questions[name]["type"] in COMPUTED and (answer := default_answer(situation, name)):
            state["answers"][name] = answer
            situation.values[name] = answer_text(answer)
    return state


def find_page(instrument: LoadedInstrument, page_id: str) -> dict[str, Any]:
    for page in instrument.pages:
        if page["id"] == page_id:
            return page
    raise UnknownPage(page_id)


def take_page(instrument: LoadedInstrument, state: State, page_id: str, form: Form, now: datetime) -> Filled:
    """`Next` was pressed: stores what fits, keeps what does not, and says where to go."""
    page = find_page(instrument, page_id)
    before = look(instrument, state["answers"], now)
    shown = _asked(before, page)
    state = _store(state, before, shown, form)
    after = look(instrument, state["answers"], now)
    for name in shown:
        _validate(state, after, name)
    newly_asked = [name for name in _asked(after, page) if name not in shown]
    if any(name in state["problems"] for name in page["questions"]) or newly_asked:
        state["visited"] = [visited for visited in state["visited"] if visited != page_id]
        return Filled(state, page_id)
    if page_id not in state["visited"]:
        state["visited"] = [*state["visited"], page_id]
    for name in instrument.kept:
        if after.relevant[name] and after.values[name]:
            state["answers"].setdefault(name, {"v": after.values[name]})
    after = look(instrument, state["answers"], now)
    return _next(state, after, page_id)


def keep_page(instrument: LoadedInstrument, state: State, page_id: str, form: Form, now: datetime) -> State:
    """The language was switched or `back` pressed: typed input is kept, complaints wait until `next`."""
    page = find_page(instrument, page_id)
    before = look(instrument, state["answers"], now)
    state = _store(state, before, _asked(before, page), form)
    state["problems"] = {k: v for k, v in state["problems"].items() if k not in page["questions"]}
    return state


def previous_page(instrument: LoadedInstrument, state: State, page_id: str, now: datetime) -> str | None:
    ids = [page["id"] for page in look(instrument, state["answers"], now).path]
    position = ids.index(page_id) if page_id in ids else 0
    return ids[position - 1] if position else None


def open_page(instrument: LoadedInstrument, state: State, page_id: str, now: datetime) -> str:
    """The page a reader may see when asking for `page_id`: itself, or the first open one."""
    find_page(instrument, page_id)
    situation = look(instrument, state["answers"], now)
    ids = [page["id"] for page in situation.path]
    reach = first_open(situation, state["visited"])
    limit = ids.index(reach) if reach else len(ids) - 1
    return page_id if page_id in ids[: limit + 1] else ids[limit]


def _asked(situation: Situation, page: Mapping[str, Any]) -> list[str]:
    questions = situation.instrument.questions
    return [n for n in page["questions"] if situation.relevant[n] and questions[n]["type"] != "note"]


def _store(state: State, situation: Situation, names: list[str], form: Form) -> State:
    """Reads the page's fields. Unknown fields and fields of other pages are ignored."""
    answers, typed, problems = dict(state["answers"]), dict(state["typed"]), dict(state["problems"])
    for name in names:
        question = situation.instrument.questions[name]
        reading = read_answer(name, question, situation.offered(name) if question["list"] else (), form)
        for part in (answers, typed, problems):
            part.pop(name, None)
        if reading.problem:
            problems[name] = {"code": reading.problem.code, **reading.problem.values}
            if reading.typed is not None:
                typed[name] = reading.typed
        elif reading.answer:
            answers[name] = reading.answer
    return {**state, "answers": answers, "typed": typed, "problems": problems}


def _validate(state: State, situation: Situation, name: str) -> None:
    """Constraint and required, seen from the answers of the whole page."""
    if name in state["problems"] or not situation.relevant[name]:
        return
    answer: Answer | None = state["answers"].get(name)
    problem: Problem | None = None
    if answer is None or is_empty(answer):
        if situation.required(name):
            problem = Problem("required")
    elif _breaks_constraint(situation, name, answer):
        problem = Problem("constraint")
        state["typed"][name] = _as_typed(situation.instrument.questions[name]["type"], answer)
        del state["answers"][name]
    if problem:
        state["problems"][name] = {"code": problem.code, **problem.values}


def _breaks_constraint(situation: Situation, name: str, answer: Answer) -> bool:
    checked = (name, "constraint") in situation.instrument.compiled and "v" in answer
    return checked and not situation.holds(name, "constraint", answer_text(answer))


def _as_typed(kind: str, answer: Answer) -> Any:
    if kind == "date":
        year, month, day = answer["v"].split("-")
        return {"day": str(int(day)), "month": str(int(month)), "year": year}
    return answer["v"] if isinstance(answer["v"], list) else answer_text(answer)


def _next(state: State, situation: Situation, page_id: str) -> Filled:
    ids = [page["id"] for page in situation.path]
    position = ids.index(page_id) if page_id in ids else -1
    if position + 1 < len(ids):
        return Filled(state, ids[position + 1])
    waiting = first_open(situation, state["visited"])
    return Filled(state, waiting, complete=waiting is None)
