"""The path through a survey: what is asked, recomputed from the answers for every request."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from surveys.answers import NO_ANSWER, NOT_ASKED, Answer, is_empty
from surveys.evaluation import (
    Compiled,
    Context,
    EvaluationError,
    TreeNode,
    choice_instance,
    choice_node,
    compile_json,
    context,
    evaluate_bool,
    evaluate_text,
    keeps_itself,
    matches,
    number_to_string,
)

_EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter", "required")
COMPUTED = frozenset({"calculate", "hidden"})


@dataclass(frozen=True)
class LoadedInstrument:
    """A published instrument ready to run: compiled expressions beside the body."""

    hash: str
    body: dict[str, Any]
    compiled: dict[tuple[str, str], Compiled]
    kept: frozenset[str] = frozenset()  # calculations with once(): their first value is stored
    lists: dict[str, TreeNode] = field(default_factory=dict)
    filter_nodes: dict[str, list[TreeNode]] = field(default_factory=dict)

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.body["questions"]
        return found

    @property
    def pages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.body["pages"]
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.body["languages"])

    def text(self, key: str, language: str) -> str:
        """The text in this language, empty where the form has none."""
        texts: dict[str, str] = self.body["texts"].get(key, {})
        return texts.get(language, "")


@lru_cache(maxsize=64)
def load(digest: str, canonical: str) -> LoadedInstrument:
    """Compiles a stored instrument once per process; it never changes."""
    body = json.loads(canonical)
    compiled: dict[tuple[str, str], Compiled] = {}
    for name, question in body["questions"].items():
        for column in _EXPRESSIONS:
            if isinstance(question.get(column), dict):
                compiled[name, column] = compile_json(question[column])
        if "tree" in (question.get("default") or {}):
            compiled[name, "default"] = compile_json(question["default"]["tree"])
    rows = {name: [_choice_columns(choice) for choice in choices] for name, choices in body["choices"].items()}
    return LoadedInstrument(
        digest,
        body,
        compiled,
        frozenset(n for n, q in body["questions"].items() if q["calculation"] and keeps_itself(q["calculation"])),
        {name: choice_instance(columns) for name, columns in rows.items()},
        {name: [choice_node(row) for row in columns] for name, columns in rows.items()},
    )


def _choice_columns(choice: Mapping[str, Any]) -> dict[str, str]:
    return {**choice["filter"], "name": choice["name"]}


@dataclass
class Situation:
    """Where a respondent stands: `values` hold only what is on the path, as the expressions see it."""

    instrument: LoadedInstrument
    answers: Mapping[str, Answer]
    context: Context
    relevant: dict[str, bool] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def offered(self, name: str) -> list[dict[str, Any]]:
        """The choices of a question that its `choice_filter` lets through."""
        list_name = self.instrument.questions[name]["list"]
        choices: list[dict[str, Any]] = self.instrument.body["choices"].get(list_name, [])
        compiled = self.instrument.compiled.get((name, "choice_filter"))
        if compiled is None:
            return choices
        nodes = self.instrument.filter_nodes[list_name]
        try:
            return [c for c, node in zip(choices, nodes, strict=True) if matches(compiled, self.context, node)]
        except EvaluationError:  # offering all is better than a question that nobody can answer
            return choices

    def holds(self, name: str, column: str, own_value: str | None = None) -> bool:
        """Whether an expression column is true; a fault while it runs counts as false."""
        compiled = self.instrument.compiled[name, column]
        try:
            return evaluate_bool(compiled, self.context, own_value)
        except EvaluationError:
            return False

    def required(self, name: str) -> bool:
        if (name, "required") in self.instrument.compiled:
            return self.holds(name, "required")
        return bool(self.instrument.questions[name]["required"])

    @property
    def path(self) -> list[dict[str, Any]]:
        """The pages with something to ask or tell, in order."""
        return [page for page in self.instrument.pages if any(self.relevant[name] for name in page["questions"])]


def answer_text(answer: Answer | None) -> str:
    """An answer as expressions see it; missing codes read as empty."""
    if is_empty(answer) or answer is None or "v" not in answer:
        return ""
    value = answer["v"]
    if isinstance(value, list):
        return " ".join(value)
    return number_to_string(float(value)) if isinstance(value, int | float) else str(value)


def look(instrument: LoadedInstrument, answers: Mapping[str, Answer], now: datetime) -> Situation:
    """Evaluates relevance and calculations in the published order; off-path answers read as empty."""
    situation = Situation(instrument, answers, context(lambda _name: "", now=now))
    values = situation.values
    situation.context = context(lambda name: values.get(name, ""), now=now, lists=instrument.lists)
    for name in instrument.body["order"]:
        relevant = (name, "relevant") not in instrument.compiled or situation.holds(name, "relevant")
        situation.relevant[name] = relevant
        if not relevant:
            values[name] = ""
        elif (name, "calculation") in instrument.compiled:
            values[name] = _calculate(situation, name)
        else:
            values[name] = answer_text(answers.get(name))
    return situation


def _calculate(situation: Situation, name: str) -> str:
    own = answer_text(situation.answers.get(name))
    try:
        return evaluate_text(situation.instrument.compiled[name, "calculation"], situation.context, own)
    except EvaluationError:
        return ""


def default_answer(situation: Situation, name: str) -> Answer | None:
    """The default of a question as an answer; evaluated once by the caller, then stored or shown."""
    question = situation.instrument.questions[name]
    default = question.get("default")
    if not default:
        return None
    text = default.get("value", "")
    if "tree" in default:
        try:
            text = evaluate_text(situation.instrument.compiled[name, "default"], situation.context)
        except EvaluationError:
            return None
    return _typed_default(question["type"], text)


def _typed_default(kind: str, text: str) -> Answer | None:
    if not text:
        return None
    if kind == "select_multiple":
        return {"v": text.split()}
    if kind in ("integer", "decimal", "range"):
        try:
            number = float(text)
        except ValueError:
            return None
        return {"v": int(number) if number.is_integer() else number}
    return {"v": text}


def first_open(situation: Situation, visited: list[str]) -> str | None:
    """The first page on the path that was not answered yet; None when all were."""
    return next((page["id"] for page in situation.path if page["id"] not in visited), None)


def final_answers(situation: Situation) -> dict[str, Answer]:
    """What is submitted: every question once; off the path -97, left empty -99."""
    final: dict[str, Answer] = {}
    for name, question in situation.instrument.questions.items():
        if question["type"] == "note":
            continue
        answer = situation.answers.get(name)
        if not situation.relevant[name]:
            final[name] = {"m": NOT_ASKED}
        elif (name, "calculation") in situation.instrument.compiled:
            value = situation.values[name]
            final[name] = {"v": value} if value else {"m": NO_ANSWER}
        else:
            final[name] = {"m": NO_ANSWER} if answer is None or is_empty(answer) else answer
    return final
