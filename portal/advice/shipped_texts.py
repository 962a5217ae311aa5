"""Texts that come with the software, in YAML files per language, and their way into the database.

The office changes them there; what it changed is never overwritten by a later load.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlmodel import Session

from translations.languages import LANGUAGES, SOURCE, Language
from translations.store import Text, list_entries, put_segment, put_translation, read_texts

KeyOfPath = Callable[[tuple[str, ...]], str]


@dataclass(frozen=True)
class ShippedTexts:
    """A folder with `<language>.yml` files; `key_of` turns the path inside a file into a segment key."""

    folder: Path
    kind: str
    key_of: KeyOfPath

    def texts(self, language: Language) -> dict[str, str]:
        """The shipped texts of one language by segment key; empty if the folder has no file for it."""
        return _texts(self, language.slug)

    def load(self, session: Session, *, accepted: bool) -> None:
        """Store every text that is missing. `accepted` only in the demo: a real city decides that itself."""
        source = self.texts(SOURCE)
        self._load_source(session, source)
        # Hundreds of rows: one flush at the end instead of one before each look at the database.
        with session.no_autoflush:
            for language in LANGUAGES.values():
                if language is not SOURCE:
                    self._load_translations(session, source, language, accepted)
        session.flush()

    def read(self, session: Session, keys: Iterable[str], language: Language) -> dict[str, Text]:
        """Published texts by key; a key that was never loaded is answered with the shipped German text."""
        wanted = list(keys)
        found = read_texts(session, wanted, language)
        shipped = self.texts(SOURCE)
        for key in wanted:
            if key not in found and key in shipped:
                found[key] = Text(key, shipped[key], SOURCE, "human", reviewed=True, outdated=False)
        return found

    def _load_source(self, session: Session, source: dict[str, str]) -> None:
        present = read_texts(session, source, SOURCE)
        for key, text in source.items():
            if key not in present:
                put_segment(session, key, text, kind=self.kind)
        session.flush()

    def _load_translations(self, session: Session, source: dict[str, str], language: Language, accepted: bool) -> None:
        texts = self.texts(language)
        if not texts:
            return
        for entry in list_entries(session, language.slug, keys=texts):
            if entry.translation is None:
                key = entry.segment.key
                put_translation(
                    session,
                    key,
                    language.slug,
                    texts[key],
                    review="accepted" if accepted else "unreviewed",
                    by="demo" if accepted else "vielstimmig",
                    made_from=source[key],
                )


@cache
def _texts(shipped: ShippedTexts, slug: str) -> dict[str, str]:
    path = shipped.folder / f"{slug}.yml"
    if not path.exists():
        return {}
    content = yaml.safe_load(path.read_text("utf-8"))
    return {shipped.key_of(steps): text for steps, text in _leaves(content, ())}


def _leaves(node: Any, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, str):
        yield steps, node
        return
    for name, child in node.items():
        yield from _leaves(child, (*steps, name))
