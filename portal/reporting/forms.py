"""What was typed, as answers. Unknown codes are dropped, texts keep every character."""

from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.reporting.steps import DOORS, Question
from portal.reporting.texts import Words

Answers = dict[str, Any]


def questions_of(door: str, step: int, recipients: Words) -> list[Question]:
    """The questions of a step; whom to tell is only asked where there is a choice."""
    questions = []
    for question in DOORS[door][step - 1]:
        if question.name != "recipient":
            questions.append(question)
        elif len(recipients) > 1:
            questions.append(replace(question, codes=recipients))
    return questions


def read_answers(questions: list[Question], form: MultiDict[str, str]) -> Answers:
    """Return the answers of one step."""
    return {question.name: _read(question, form) for question in questions}


def too_long(questions: list[Question], answers: Answers) -> list[Question]:
    """Questions whose text is over the limit; the text itself stays as typed."""
    return [
        question
        for question in questions
        if question.kind in ("line", "text") and len(answers[question.name]) > question.longest
    ]


def _read(question: Question, form: MultiDict[str, str]) -> Any:
    if question.kind == "many":
        return [code for code in form.getlist(question.name) if code in question.codes]
    value = form.get(question.name, "")
    if question.kind == "one":
        return value if value in question.codes else ""
    return value.replace("\r\n", "\n").strip()


def answered(door: str, answers: Answers, recipients: Words) -> list[tuple[Any, str, list[Any]]]:
    """Question, kind and the words of each answer given, in the order of the form."""
    rows: list[tuple[Any, str, list[Any]]] = []
    for step in range(1, len(DOORS[door]) + 1):
        for question in questions_of(door, step, recipients):
            value = answers.get(question.name)
            if not value:
                continue
            codes = value if isinstance(value, list) else [value]
            words = [question.codes.get(code, code) for code in codes] if question.codes else codes
            rows.append((question.legend, question.kind, words))
    return rows
