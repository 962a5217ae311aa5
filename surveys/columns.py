"""Understands the header cells of an XLSForm: aliases, and the language of `label::Deutsch (de)`."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from surveys.findings import Finding
from surveys.sheets import Sheet
from translations.languages import LANGUAGES, match_tag

TRANSLATED = frozenset(
    {
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image_alt",
        "consent",
        "thanks",
        "form_title",
    }
)
MEDIA = frozenset({"image", "audio", "video", "big-image"})
EXPRESSIONS = ("relevant", "constraint", "calculation", "required", "default", "choice_filter")

_SURVEY = frozenset(
    {
        "type", "name", "appearance", "parameters", "readonly", "repeat_count", "trigger", "save_to", "autoplay",
        "missing", "item", "sensitive", "disabled", "note", "intent", "body", "instance", "bind",
    }
)  # fmt: skip
_KNOWN = {
    "survey": _SURVEY | TRANSLATED | MEDIA | set(EXPRESSIONS),
    "settings": TRANSLATED | {"form_title", "form_id", "default_language", "version", "style", "instance_name"},
}
_ALIASES = {
    "relevance": "relevant", "bind::relevant": "relevant", "bind::constraint": "constraint",
    "bind::required": "required", "bind::calculate": "calculation", "calculate": "calculation",
    "constraint message": "constraint_message", "constraint_message": "constraint_message",
    "required message": "required_message", "caption": "label", "read_only": "readonly", "read only": "readonly",
    "list name": "list_name", "list": "list_name", "value": "name", "choice filter": "choice_filter",
    "repeat count": "repeat_count", "id_string": "form_id", "title": "form_title", "default language":
    "default_language", "guidance hint": "guidance_hint", "command": "type", "tag": "name",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """What a header means: `name` is our word, `language` a slug, "" for untagged and not translated columns."""

    header: str
    name: str
    language: str = ""


@cache
def match_language(tag: str) -> str | None:
    """The slug for a tag as authors write it: `Deutsch (de)`, `de`, `العربية`, `French`, `de-simple`."""
    inner = re.search(r"\(([^()]+)\)\s*$", tag)
    for part in ([inner.group(1)] if inner else []) + [tag]:
        word = part.strip().casefold()
        exact = {code.casefold(): row.slug for row in reversed(LANGUAGES.values()) for code in (row.slug, row.html)}
        if word in exact:
            return exact[word]
        if found := _names().get(word):
            return found
        if re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", word) and (row := match_tag(word)):
            return row.slug
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", tag).strip().casefold()
    return _names().get(bare)


@cache
def _names() -> dict[str, str]:
    """Endonyms, German and English names, case folded."""
    names: dict[str, str] = {}
    for row in reversed(LANGUAGES.values()):
        locale = Locale.parse(row.locale)
        if row.slug != "leicht":
            for shown in ("de", "en", row.locale):
                names[str(locale.get_display_name(shown) or "").casefold()] = row.slug
        names[row.endonym.casefold()] = row.slug
    names.pop("", None)
    return names


def read_columns(sheet: Sheet, default_language: str) -> tuple[list[Column], list[Finding]]:
    """The meaning of each header of a sheet, and what is wrong with them."""
    columns: list[Column] = []
    findings: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for header in sheet.columns:
        column, finding = _read_header(sheet.name, header, default_language)
        if finding:
            findings.append(finding)
        if column is None:
            continue
        if (column.name, column.language) in seen:
            findings.append(Finding("column-twice", sheet.name, 1, header, values={"column": header}))
            continue
        seen.add((column.name, column.language))
        columns.append(column)
    return columns, findings


def _read_header(sheet: str, header: str, default_language: str) -> tuple[Column | None, Finding | None]:
    plain = re.sub(r"\s+", " ", header.strip())
    folded = plain.casefold()
    if folded in _ALIASES:
        folded = _ALIASES[folded]
    name, _, tag = folded.partition("::") if "::" in folded else folded.partition(":")
    if name == "media":
        name, _, tag = tag.partition("::") if "::" in tag else tag.partition(":")
    name = _ALIASES.get(name.strip(), name.strip())
    if name in TRANSLATED:
        if not tag:
            return Column(header, name, default_language), None
        # The tag keeps the author's case only for the message; matching folds it anyway.
        written = plain[len(plain) - len(tag.strip()) :]
        slug = match_language(written)
        if slug is None:
            # Kept under a mark that no language has: the text exists, only not for us.
            found = Finding("language-unknown", sheet, 1, header, values={"tag": written})
            return Column(header, name, f"?{written.casefold()}"), found
        return Column(header, name, slug), None
    if name in MEDIA:
        return Column(header, "media"), None if sheet != "survey" else Finding("media-left-out", sheet, 1, header)
    if sheet in _KNOWN and name not in _KNOWN[sheet]:
        return Column(header, folded), Finding("column-unknown", sheet, 1, header, values={"column": header})
    if sheet.endswith("choices") and name not in ("list_name", "name", "exclusive", "missing", "code"):
        return Column(header, plain), None  # a column for choice_filter: its name is the author's, case matters
    return Column(header, name), None
