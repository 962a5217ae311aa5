"""What a template needs to show one page: plain values, no HTML, one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from surveys.answers import DATE_PARTS, MISSING_PREFIX, Answer, field_name
from surveys.filling import State, find_page
from surveys.navigation import COMPUTED, LoadedInstrument, Situation, answer_text, default_answer, look

# A range with more steps than this is typed, not picked.
MAX_RANGE_OPTIONS = 11


@dataclass(frozen=True)
class Piped:
    """A label: Markdown subset with `${name}` places, and what goes into them (to be escaped and isolated)."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Option:
    value: str
    label: Piped
    selected: bool
    missing: int | None = None


@dataclass(frozen=True)
class QuestionView:
    """`kind` picks the component: note text integer decimal date time range select_one select_multiple acknowledge."""

    name: str
    control: str
    kind: str
    label: Piped
    hint: Piped
    required: bool
    value: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    missing: tuple[Option, ...] = ()
    problem: str = ""
    problem_values: Mapping[str, Any] = field(default_factory=dict)
    problem_text: Piped = field(default_factory=lambda: Piped(""))
    multiline: bool = False
    scale: bool = False
    limits: Mapping[str, float] = field(default_factory=dict)

    @property
    def first_field(self) -> str:
        """The id of the control that an error link leads to."""
        return f"{self.control}:day" if self.kind == "date" else self.control


@dataclass(frozen=True)
class PageView:
    """`number` of about `total`: later answers may lengthen or shorten the path."""

    id: str
    language: str
    heading: Piped
    questions: tuple[QuestionView, ...]
    number: int
    total: int
    is_first: bool
    is_last: bool
    submission: str
    languages: tuple[str, ...]


def view_page(instrument: LoadedInstrument, state: State, page_id: str, language: str, now: datetime) -> PageView:
    page = find_page(instrument, page_id)
    situation = look(instrument, state["answers"], now)
    ids = [p["id"] for p in situation.path]
    position = ids.index(page_id)
    views = [_view(situation, state, name, language) for name in page["questions"] if situation.relevant[name]]
    return PageView(
        id=page_id,
        language=language,
        heading=_piped(situation, page["heading"] or "", language),
        questions=tuple(views),
        number=position + 1,
        total=len(ids),
        is_first=position == 0,
        is_last=position == len(ids) - 1,
        submission=state["submission"],
        languages=instrument.languages,
    )


def _piped(situation: Situation, key: str, language: str) -> Piped:
    text = situation.instrument.text(key, language)
    if "${" not in text:
        return Piped(text)
    return Piped(text, {name: _shown(situation, name, language) for name in situation.values if f"${{{name}}}" in text})


def _shown(situation: Situation, name: str, language: str) -> str:
    """An answer inside a label: choices by their label, computed values and texts as they are."""
    question = situation.instrument.questions[name]
    value = situation.values[name]
    if not question["list"]:
        return value
    return ", ".join(
        situation.instrument.text(f"choice:{question['list']}:{choice}", language) for choice in value.split()
    )


def _view(situation: Situation, state: State, name: str, language: str) -> QuestionView:
    question = situation.instrument.questions[name]
    kind = question["type"]
    answer, typed = _current(situation, state, name)
    problem = dict(state["problems"].get(name, {}))
    code = problem.pop("code", "")
    text_key = {"constraint": "constraint_message", "required": "required_message"}.get(code, "")
    options = _options(situation, name, kind, answer, typed, language)
    return QuestionView(
        name=name,
        control=field_name(name),
        kind="select_one" if kind == "range" and options else kind,
        label=_piped(situation, f"{name}.label", language),
        hint=_piped(situation, f"{name}.hint", language),
        required=kind != "note" and situation.required(name),
        value=_value(answer, typed),
        parts=_date_parts(answer, typed) if kind == "date" else {},
        options=options,
        missing=_missing(question, answer, typed),
        problem=code,
        problem_values=_problem_values(situation, name, problem, language),
        problem_text=_piped(situation, f"{name}.{text_key}", language) if text_key else Piped(""),
        scale=kind == "range" and bool(options),
        multiline="multiline" in question["appearance"],
        limits=question.get("range", {}),
    )


def _current(situation: Situation, state: State, name: str) -> tuple[Answer | None, Any]:
    """What to show: what was typed and did not fit, else the answer, else the default on a first visit."""
    typed = state["typed"].get(name)
    answer: Answer | None = state["answers"].get(name)
    if answer is None and typed is None and name not in state["problems"]:
        kind = situation.instrument.questions[name]["type"]
        page = next(p["id"] for p in situation.instrument.pages if name in p["questions"])
        if kind not in COMPUTED and page not in state["visited"]:
            answer = default_answer(situation, name)
    return answer, typed


def _value(answer: Answer | None, typed: Any) -> str:
    inner = typed.get("typed") if isinstance(typed, dict) else typed
    if isinstance(inner, str):
        return inner
    if isinstance(inner, int | float):
        return answer_text({"v": inner})
    return answer_text(answer)


def _date_parts(answer: Answer | None, typed: Any) -> dict[str, str]:
    inner = typed.get("typed", typed) if isinstance(typed, dict) else None
    if isinstance(inner, dict) and set(DATE_PARTS) <= inner.keys():
        return {part: str(inner[part]) for part in DATE_PARTS}
    value = inner if isinstance(inner, str) else answer_text(answer)
    if value.count("-") != 2:
        return dict.fromkeys(DATE_PARTS, "")
    year, month, day = value.split("-")
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def _options(
    situation: Situation, name: str, kind: str, answer: Answer | None, typed: Any, language: str
) -> tuple[Option, ...]:
    question = situation.instrument.questions[name]
    chosen = _chosen(answer, typed)
    if kind == "range":
        return _range_options(question["range"], chosen)
    if kind not in ("select_one", "select_multiple"):
        return ()
    return tuple(
        Option(
            choice["name"],
            _piped(situation, f"choice:{question['list']}:{choice['name']}", language),
            choice["name"] in chosen,
            choice["missing"],
        )
        for choice in situation.offered(name)
    )


def _chosen(answer: Answer | None, typed: Any) -> set[str]:
    inner = typed.get("typed") if isinstance(typed, dict) else typed
    if isinstance(inner, list):
        return {str(value) for value in inner}
    value = inner if inner is not None else (answer or {}).get("v")
    return set(value) if isinstance(value, list) else {answer_text({"v": value})} if value is not None else set()


def _range_options(limits: Mapping[str, float], chosen: set[str]) -> tuple[Option, ...]:
    steps = int((limits["end"] - limits["start"]) / limits["step"]) + 1
    if steps > MAX_RANGE_OPTIONS:
        return ()
    values = [answer_text({"v": round(limits["start"] + n * limits["step"], 10)}) for n in range(steps)]
    return tuple(Option(value, Piped(value), value in chosen) for value in values)


def _missing(question: Mapping[str, Any], answer: Answer | None, typed: Any) -> tuple[Option, ...]:
    chosen = typed.get("missing", []) if isinstance(typed, dict) else [(answer or {}).get("m")]
    return tuple(Option(f"{MISSING_PREFIX}{code}", Piped(""), code in chosen, code) for code in question["missing"])


def _problem_values(situation: Situation, name: str, problem: dict[str, Any], language: str) -> dict[str, Any]:
    """Choices in a message go by their label."""
    if "choices" in problem:
        list_name = situation.instrument.questions[name]["list"]
        keys = [f"choice:{list_name}:{choice}" for choice in problem["choices"]]
        return {**problem, "choices": [situation.instrument.text(key, language) for key in keys]}
    return problem
