"""Interface texts: collect them from the code, check the catalogs, compile them.

`strings.py` updates every complete language's catalog; `--check` fails on a missing, stale, fuzzy or
placeholder-broken text; `--compile` writes the .mo files. Languages that are not complete yet keep their header.
"""

import io
import re
import sys
from pathlib import Path

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from translations.languages import LANGUAGES, SOURCE, Language

ROOT = Path(__file__).parents[1]
CATALOGS = ROOT / "translations" / "catalogs"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def collect() -> Catalog:
    """Return the texts of the portal, each with its places (files only: line numbers make every change a conflict)."""
    found = Catalog(project="vielstimmig", charset="utf-8")
    for filename, _, message, comments, context in extract_from_dir(
        ROOT / "portal", METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=False
    ):
        found.add(message, locations=[(f"portal/{filename}", 0)], auto_comments=comments, context=context)
    return found


def path_of(language: Language) -> Path:
    return CATALOGS / language.catalog / "LC_MESSAGES" / "messages.po"


def complete_languages() -> list[Language]:
    return [row for row in LANGUAGES.values() if row.complete and row is not SOURCE]


def update() -> None:
    template = collect()
    for language in complete_languages():
        path = path_of(language)
        old = polib.pofile(str(path))
        with path.open("rb") as file:
            catalog = read_po(file, locale=language.locale)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        buffer = io.BytesIO()
        write_po(buffer, catalog, width=110, include_lineno=False, sort_output=True)
        fresh = polib.pofile(buffer.getvalue().decode())
        # Babel would write `Language: de` for Leichte Sprache and drop our own header lines.
        fresh.metadata = old.metadata
        fresh.header = ""
        fresh.wrapwidth = 110
        fresh.save(str(path))
        empty = sum(1 for entry in fresh if not entry.translated())
        print(f"{language.slug}: {len(fresh)} texts, {empty} without translation")


def faults(language: Language, template: Catalog) -> list[str]:
    """Return what is wrong with a catalog, one line a fault."""
    listed = []
    entries = {entry.msgid: entry for entry in polib.pofile(str(path_of(language)))}
    wanted = {(m.id[0] if isinstance(m.id, tuple) else m.id) for m in template if m.id}
    listed += [f"missing: {text!r}" for text in sorted(wanted - set(entries))]
    listed += [f"stale: {text!r}" for text in sorted(set(entries) - wanted)]
    for entry in entries.values():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy:
            listed.append(f"fuzzy: {entry.msgid!r}")
        if not all(text.strip() for text in texts):
            listed.append(f"empty: {entry.msgid!r}")
            continue
        wanted_marks = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for number, text in enumerate(texts):
            marks = set(PLACEHOLDER.findall(text))
            # A singular or dual form may leave out the number itself.
            if marks - wanted_marks or (wanted_marks - marks and not (entry.msgid_plural and number < 3)):
                listed.append(f"placeholders: {entry.msgid!r} -> {text!r}")
    return [f"{language.slug}: {line}" for line in listed]


def one_sentence_a_line(catalog: Catalog) -> None:
    """Leichte Sprache has one sentence a line: the break is set here, the stylesheet shows it (`white-space`)."""
    for message in catalog:
        if message.id and isinstance(message.string, str):
            message.string = re.sub(r"(?<=[.!?:]) (?=[A-ZÄÖÜ0-9„])", "\n", message.string)


def compile_catalogs() -> None:
    for language in LANGUAGES.values():
        if language is SOURCE:
            continue
        path = path_of(language)
        with path.open("rb") as file:
            catalog = read_po(file, locale=language.locale)
        if language.slug == "leicht":
            one_sentence_a_line(catalog)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def main() -> int:
    if "--compile" in sys.argv:
        compile_catalogs()
        return 0
    if "--check" in sys.argv:
        template = collect()
        listed = [line for language in complete_languages() for line in faults(language, template)]
        if listed:
            print("\n".join(listed[:60]), file=sys.stderr)
            print(f"{len(listed)} faults in the catalogs. `make strings` collects new texts.", file=sys.stderr)
        return 1 if listed else 0
    update()
    return 0


if __name__ == "__main__":
    sys.exit(main())
