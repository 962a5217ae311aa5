"""What a release contains: its columns, from the questions of an instrument. Free text never becomes a column."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Answer = Mapping[str, Any]
Body = Mapping[str, Any]
Labels = dict[str, str]

MISSING = (-99, -98, -97, -96)
NO_ANSWER, DONT_KNOW, NOT_ASKED, NOT_SAID = MISSING
OWN_COLUMNS = ("case", "language", "channel", "sampling", "day")
"""What every release has beside the questions."""

_NUMBERS = {"integer", "decimal", "range", "date", "time"}
_COMPUTED = {"calculate", "hidden"}
_NOT_MENTIONED = {"de": "nicht genannt", "leicht": "nicht genannt", "en": "not mentioned"}


class TypeChanged(Exception):
    """Versions of one survey give a question different types; `name` is the question."""

    def __init__(self, name: str, types: tuple[str, str]) -> None:
        super().__init__(f"{name}: {types[0]} became {types[1]}")
        self.name = name
        self.types = types


class UnknownChoice(Exception):
    """An answer names a choice that no version of the instrument has."""

    def __init__(self, question: str, choice: str) -> None:
        super().__init__(f"{question}: no choice {choice!r}")
        self.question = question
        self.choice = choice


@dataclass(frozen=True)
class Variable:
    """One column: its entry in the codebook and how an answer becomes its value."""

    question: str
    entry: dict[str, Any]
    read: Callable[[Any], float | int | None]
    """From an answer's value; `None` where the value is empty."""

    @property
    def name(self) -> str:
        return str(self.entry["name"])

    def value(self, answer: Answer | None, absent: int) -> float | int:
        """The coded value; `absent` is the code for a question without any answer."""
        if answer is None:
            return absent
        if "m" in answer:
            return int(answer["m"])
        value = self.read(answer.get("v"))
        return NO_ANSWER if value is None else value


def merge_bodies(bodies: Iterable[Body]) -> dict[str, Any]:
    """One body for all versions of a survey, oldest first: questions and choices go by name, later texts win.

    A choice that only older versions have keeps its name and, if its code was given away since, gets a new one.
    Raises `TypeChanged`.
    """
    merged: dict[str, Any] = {"questions": {}, "choices": {}, "texts": {}, "pages": [], "languages": []}
    for body in bodies:
        earlier, merged = merged, deepcopy(dict(body))
        for name, question in earlier["questions"].items():
            new = merged["questions"].setdefault(name, question)
            if new["type"] != question["type"]:
                raise TypeChanged(name, (question["type"], new["type"]))
            if new.get("list") and question.get("list"):
                _add_choices(merged["choices"], new["list"], earlier["choices"].get(question["list"], []))
        merged["texts"] = {**earlier["texts"], **merged["texts"]}
        merged["pages"] = [*merged["pages"], *(page for page in earlier["pages"] if page not in merged["pages"])]
    return merged


def _add_choices(lists: dict[str, list[dict[str, Any]]], name: str, older: Iterable[Mapping[str, Any]]) -> None:
    present = lists.setdefault(name, [])
    names = {choice["name"] for choice in present}
    codes = {choice["code"] for choice in present}
    for choice in older:
        if choice["name"] not in names:
            code = choice["code"]
            if code in codes and choice.get("missing") is None:
                code = max(0, *codes) + 1
            codes.add(code)
            present.append({**choice, "code": code})


def variables(body: Body) -> tuple[list[Variable], list[str]]:
    """The columns in the order of the form, and the names of questions that are left out as free text."""
    columns: list[Variable] = []
    left_out: list[str] = []
    for name in _in_order(body):
        question = body["questions"][name]
        kind = question["type"]
        if kind == "note":
            continue
        if kind == "text" or question.get("free_text"):
            left_out.append(name)
        elif kind == "select_one":
            columns.append(_select_one(body, name, question))
        elif kind == "select_multiple":
            columns.extend(_select_multiple(body, name, question))
        elif kind in _NUMBERS | _COMPUTED or kind == "acknowledge":
            columns.append(_number(body, name, question))
        else:
            left_out.append(name)
    return columns, left_out


def _in_order(body: Body) -> list[str]:
    """As on the pages, then what is computed; a stored body's own order is the alphabet's."""
    shown = [name for page in body.get("pages", ()) for name in page["questions"] if name in body["questions"]]
    return list(dict.fromkeys([*shown, *body["questions"]]))


def _entry(body: Body, name: str, question: Mapping[str, Any], measure: str) -> dict[str, Any]:
    role = "derived" if question["type"] in _COMPUTED else ("item" if question.get("item") else "attribute")
    return {
        "name": f"q_{name}" if name in OWN_COLUMNS else name,
        "question": name,
        "type": question["type"],
        "measure": measure,
        "role": role,
        "item": question.get("item"),
        "sensitive": bool(question.get("sensitive")),
        "label": dict(body["texts"].get(f"{name}.label", {})),
        "values": [],
        "missing": list(MISSING),
    }


def _choices(body: Body, question: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = body["choices"].get(question.get("list"), [])
    return found


def _choice_label(body: Body, question: Mapping[str, Any], choice: Mapping[str, Any]) -> Labels:
    return dict(body["texts"].get(f"choice:{question['list']}:{choice['name']}", {}))


def _select_one(body: Body, name: str, question: Mapping[str, Any]) -> Variable:
    # A scale from the item bank is ordered; an author's own list need not be, unless it is shown as a scale.
    ordered = bool(question.get("item")) or "likert" in question.get("appearance", ())
    entry = _entry(body, name, question, "ordinal" if ordered else "nominal")
    choices = _choices(body, question)
    codes = {choice["name"]: int(choice["code"]) for choice in choices}
    entry["values"] = [
        {"code": int(choice["code"]), "label": _choice_label(body, question, choice)}
        for choice in sorted(choices, key=lambda item: int(item["code"]))
        if choice.get("missing") is None
    ]

    def read(value: Any) -> int | None:
        if value in (None, ""):
            return None
        if value not in codes:
            raise UnknownChoice(name, str(value))
        return codes[value]

    return Variable(name, entry, read)


def _select_multiple(body: Body, name: str, question: Mapping[str, Any]) -> list[Variable]:
    """One 0/1 column a choice. A choice that means "no answer" has none: it puts its code into all of them."""
    choices = _choices(body, question)
    known = {choice["name"] for choice in choices}
    missing = {choice["name"]: int(choice["missing"]) for choice in choices if choice.get("missing") is not None}

    def reader(wanted: str) -> Callable[[Any], int | None]:
        def read(value: Any) -> int | None:
            chosen = value.split() if isinstance(value, str) else list(value or ())
            if not chosen:
                return None
            unknown = next((item for item in chosen if item not in known), None)
            if unknown is not None:
                raise UnknownChoice(name, unknown)
            return next((missing[item] for item in chosen if item in missing), int(wanted in chosen))

        return read

    columns = []
    for choice in choices:
        if choice["name"] in missing:
            continue
        entry = _entry(body, name, question, "nominal")
        entry["name"] = f"{entry['name']}_{choice['name']}"
        entry["choice"] = choice["name"]
        mentioned = _choice_label(body, question, choice)
        entry["values"] = [{"code": 0, "label": dict(_NOT_MENTIONED)}, {"code": 1, "label": mentioned}]
        columns.append(Variable(name, entry, reader(choice["name"])))
    return columns


def _number(body: Body, name: str, question: Mapping[str, Any]) -> Variable:
    kind = question["type"]
    entry = _entry(body, name, question, "nominal" if kind == "acknowledge" else "scale")
    if kind == "acknowledge":
        entry["values"] = [{"code": 1, "label": {}}]
    if kind == "range" and question.get("range"):
        entry["range"] = dict(question["range"])
    if kind in _UNITS:
        entry["unit"] = _UNITS[kind]
    return Variable(name, entry, _READERS.get(kind, _plain))


_UNITS = {"date": "yyyymmdd", "time": "minutes since midnight"}


def _plain(value: Any) -> float | int | None:
    if value in (None, ""):
        return None
    number = float(value)
    return int(number) if number.is_integer() else number


def _date(value: Any) -> int | None:
    """Dates as whole numbers like 20270203: days since 1970 would meet the missing codes in 1969."""
    return int(str(value)[:10].replace("-", "")) if value else None


def _time(value: Any) -> int | None:
    if not value:
        return None
    hours, minutes = str(value).split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _confirmed(value: Any) -> int | None:
    return 1 if value else None


_READERS: dict[str, Callable[[Any], float | int | None]] = {
    "date": _date,
    "time": _time,
    "acknowledge": _confirmed,
}
