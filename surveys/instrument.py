"""Compiles a checked form into an immutable instrument: canonical JSON whose SHA-256 is its name."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from surveys.check import CheckResult
from surveys.form import YES, Choice, FormModel, Item, group_key, texts_of
from surveys.question_checks import read_missing, read_range
from surveys.question_types import SELECTS
from translations.languages import LANGUAGES

FORMAT = 1
# Path segments of the survey's own pages; a question of this name gets another address.
RESERVED_PAGES = frozenset({"thanks", "resume"})

Body = dict[str, Any]


class NotPublishable(Exception):
    """The form has errors, or no language passes the gate."""


@dataclass(frozen=True)
class Compiled:
    """`canonical` is what is stored and hashed; `structure_hash` leaves texts, media and languages out."""

    body: Body
    canonical: str
    hash: str
    structure_hash: str


def compile_instrument(result: CheckResult, survey: str, languages: tuple[str, ...] | None = None) -> Compiled:
    """`languages` are those that pass the gate; by default all whose texts are complete."""
    if not result.passed or result.model is None:
        raise NotPublishable("the form has errors")
    chosen = [slug for slug in LANGUAGES if slug in (result.languages if languages is None else languages)]
    if not chosen or not set(chosen) <= set(result.languages):
        raise NotPublishable("not every text is there in these languages")
    model = result.model
    free = _free_texts(model, result)
    body: Body = {
        "format": FORMAT,
        "survey": survey,
        "languages": chosen,
        "pages": _pages(model),
        "questions": {item.name: _question(item, result, free) for item in model.items},
        "choices": {name: _choices(model.choices[name]) for name in _used_lists(model)},
        "texts": {key: {slug: texts[slug] for slug in chosen} for key, texts in texts_of(model)},
        "media": {},
        "order": list(result.order),
        "left_out": sorted(model.left_out),
    }
    return finish(body)


def finish(body: Body) -> Compiled:
    canonical = canonical_json(body)
    structure = {key: value for key, value in body.items() if key not in ("texts", "media", "languages")}
    return Compiled(json.loads(canonical), canonical, _sha256(canonical), _sha256(canonical_json(structure)))


def canonical_json(body: Body) -> str:
    """Sorted keys, NFC, no blanks: the same content is always the same bytes.

    The text is normalised as a whole, which needs no recursion: no JSON sign combines with a mark after it.
    """
    return _dump(json.loads(unicodedata.normalize("NFC", _dump(body))))


def _dump(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _used_lists(model: FormModel) -> list[str]:
    return sorted({item.type.list_name for item in model.items if item.type.type in SELECTS})


def _free_texts(model: FormModel, result: CheckResult) -> set[str]:
    """What people wrote in their own words, and every calculation that repeats it: sealed apart, never exported."""
    types = {item.name: item.type.type for item in model.items}
    free: set[str] = set()
    for name in result.order:
        computed = types[name] in ("calculate", "hidden")
        if types[name] == "text" or (computed and result.uses[name] & free):
            free.add(name)
    return free


def _question(item: Item, result: CheckResult, free: set[str]) -> dict[str, Any]:
    trees = {column: tree for (name, column), tree in result.trees.items() if name == item.name}
    required = item.cells.get("required", "").strip().casefold()
    question: dict[str, Any] = {
        "type": item.type.type,
        "list": item.type.list_name or None,
        "missing": list(read_missing(item) or ()),
        "item": item.cells.get("item"),
        "free_text": item.name in free,
        "sensitive": item.cells.get("sensitive", "").casefold() in YES,
        "required": trees.get("required", required in YES),
        "relevant": _all_of([trees.get("relevant"), *(_group_tree(result, group.row) for group in item.groups)]),
        "appearance": item.cells.get("appearance", "").split(),
    }
    for column in ("constraint", "calculation", "choice_filter"):
        question[column] = trees.get(column)
    if "default" in trees:
        question["default"] = {"tree": trees["default"]}
    elif item.cells.get("default", "").strip():
        question["default"] = {"value": item.cells["default"].strip()}
    if item.type.type == "range":
        question["range"] = {key: _plain(number) for key, number in (read_range(item) or {}).items()}
    return question


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _group_tree(result: CheckResult, row: int) -> Any:
    return result.trees.get((f"group row {row}", "relevant"))


def _all_of(trees: list[Any]) -> Any:
    """Groups pass relevance down: a question is on the path when it and all its groups are."""
    joined: Any = None
    for tree in trees:
        if tree is not None:
            joined = tree if joined is None else {"k": "bin", "op": "and", "a": tree, "b": joined}
    return joined


def _choices(choices: list[Choice]) -> list[dict[str, Any]]:
    """Names that are numbers keep them as code; other lists count from 1, around codes given by hand."""
    given = {int(c.cells["code"]) for c in choices if "code" in c.cells}
    numeric = all(
        c.name.isdecimal() and c.name.isascii() and len(c.name) < 5 for c in choices if "missing" not in c.cells
    )
    entries = []
    counter = 0
    for choice in choices:
        missing = int(choice.cells["missing"].replace("−", "-")) if "missing" in choice.cells else None
        if missing is not None:
            code = missing
        elif "code" in choice.cells:
            code = int(choice.cells["code"])
        elif numeric and not given:
            code = int(choice.name)
        else:
            counter += 1
            while counter in given:
                counter += 1
            code = counter
        own = ("list_name", "name", "exclusive", "missing", "code", "media", "label")
        entries.append(
            {
                "name": choice.name,
                "code": code,
                "exclusive": missing is not None or choice.cells.get("exclusive", "").casefold() in YES,
                "missing": missing,
                "filter": {key: value for key, value in choice.cells.items() if key not in own},
            }
        )
    return entries


def _pages(model: FormModel) -> list[dict[str, Any]]:
    """A field-list group is one page; else one question a page. Notes outside join the next question."""
    pages: list[tuple[int | None, list[Item]]] = []
    waiting: list[Item] = []
    for item in (i for i in model.items if i.type.handling == "ask"):
        group = next((g.row for g in item.groups if g.field_list), None)
        if group is not None and pages and pages[-1][0] == group and not waiting:
            pages[-1][1].append(item)
        elif group is None and item.type.type == "note":
            waiting.append(item)
        else:
            pages.append((group, [*waiting, item]))
            waiting = []
    if waiting:
        pages.append((None, waiting))
    return [_page(items) for _, items in pages]


def _page(items: list[Item]) -> dict[str, Any]:
    first = next((item for item in items if item.type.type != "note"), items[0])
    heading = None
    for depth in range(len(first.groups), 0, -1):
        if first.groups[depth - 1].texts:
            heading = group_key(first.groups[:depth])
            break
    identity = f"{first.name}." if first.name in RESERVED_PAGES else first.name
    questions = [item.name for item in items]
    return {"id": identity, "questions": questions, "heading": heading, "repeat": None, "relevant": None}
