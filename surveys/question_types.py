"""The types of questions in one table: what we ask, what we leave out, what is not built yet."""

import re
from dataclasses import dataclass
from typing import Literal

Handling = Literal["ask", "silent", "group", "left-out", "not-yet", "unknown"]

# Aliases as pyxform knows them → our type.
_ASKED = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "date": "date",
    "time": "time", "range": "range", "note": "note", "acknowledge": "acknowledge", "trigger": "acknowledge",
    "select_one": "select_one", "select one": "select_one", "select_multiple": "select_multiple",
    "select multiple": "select_multiple", "select all that apply": "select_multiple",
    "add select one prompt using": "select_one", "add select multiple prompt using": "select_multiple",
    "add text prompt": "text", "add integer prompt": "integer", "add note prompt": "note",
}  # fmt: skip
_SILENT = {"calculate": "calculate", "calculation": "calculate", "hidden": "hidden"}
_GROUP = {
    "begin_group": "begin_group", "begin group": "begin_group", "end_group": "end_group", "end group": "end_group",
}  # fmt: skip
_NOT_YET = frozenset(
    {
        "begin_repeat", "begin repeat", "end_repeat", "end repeat", "rank", "datetime", "select_one_external",
        "select_one_from_file", "select_multiple_from_file", "csv-external", "xml-external", "entity",
    }
)  # fmt: skip
_LEFT_OUT = frozenset(
    {
        "start", "end", "today", "deviceid", "device id", "subscriberid", "simserial", "phonenumber", "phone number",
        "username", "email", "uri:deviceid", "audit", "geopoint", "gps", "geotrace", "geoshape", "start-geopoint",
        "background-geopoint", "background-audio", "image", "photo", "audio", "video", "file", "barcode", "osm",
        "last-saved", "uri", "imei",
    }
)  # fmt: skip

# Types that a person answers by typing.
FREE_TEXT = frozenset({"text"})
SELECTS = frozenset({"select_one", "select_multiple"})
UNANSWERED = frozenset({"note"})


@dataclass(frozen=True)
class TypeCell:
    """A type cell read: handling, our type, the name of the choice list, and whether `or_other` follows."""

    handling: Handling
    type: str
    list_name: str = ""
    or_other: bool = False


def read_type(cell: str) -> TypeCell:
    words = re.sub(r"\s+", " ", cell.strip())
    folded = words.casefold()
    for table, handling in ((_ASKED, "ask"), (_SILENT, "silent"), (_GROUP, "group")):
        if folded in table:
            return TypeCell(handling, table[folded])  # type: ignore[arg-type]
    if folded in _LEFT_OUT:
        return TypeCell("left-out", folded)
    if folded in _NOT_YET:
        return TypeCell("not-yet", folded.replace(" ", "_") if "repeat" in folded else folded)
    for alias in sorted((*_ASKED, *_NOT_YET, *_GROUP), key=len, reverse=True):
        if folded.startswith(alias + " "):
            return _with_list(alias, words[len(alias) + 1 :])
    return TypeCell("unknown", words)


def _with_list(alias: str, rest: str) -> TypeCell:
    if alias in _NOT_YET:
        return TypeCell("not-yet", alias.replace(" ", "_"), rest.split(" ", maxsplit=1)[0])
    if alias in _GROUP:  # `begin group name`: an old notation; the name column decides
        return TypeCell("group", _GROUP[alias])
    if _ASKED[alias] not in SELECTS:
        return TypeCell("unknown", f"{alias} {rest}")
    words = rest.removeprefix("from ").split(" ")
    or_other = (len(words) > 1 and words[-1].casefold() == "or_other") or rest.casefold().endswith(" or other")
    return TypeCell("ask", _ASKED[alias], words[0], or_other)
