"""The surveys that ship with the project: text XLSForms, with one `.po` file a further language beside them.

    check(source("leben-in-der-stadt"), filename("leben-in-der-stadt"))   # the form in all its languages
    load("leben-in-der-stadt")                                            # the same as sheets

German and Leichte Sprache are written together and stand as columns in the `.md` file; other languages are `.po`
files, the translators' format: `msgctxt` is the key of the text (`gesundheit.label`, `choice:ja_nein:ja`,
`group:deutsch`, `form:consent`), `msgid` the German text. Header `X-Review: none|partial|full` is the state of
review.
"""

from pathlib import Path

from surveys.library.translated import review_states, with_translations
from surveys.sheets import Form, read

_FOLDER = Path(__file__).parent


class UnknownLibrarySurvey(LookupError):
    """No shipped survey has this slug."""


def slugs() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.md"))


def filename(slug: str) -> str:
    return _path(slug).name


def source(slug: str) -> bytes:
    """The form with all its languages, as the bytes of one Markdown file."""
    return with_translations(_path(slug))


def load(slug: str) -> Form:
    return read(source(slug), filename(slug))


def reviews(slug: str) -> dict[str, str]:
    """The state of review by language slug: `none`, `partial` or `full`."""
    return review_states(_path(slug))


def _path(slug: str) -> Path:
    if slug not in slugs():
        raise UnknownLibrarySurvey(slug)
    return _FOLDER / f"{slug}.md"
