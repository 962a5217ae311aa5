"""Babel locales for our languages, Leichte Sprache among them.

flask-babel drops a locale's variant silently, so Leichte Sprache is a `Locale` subclass that is German for CLDR
(dates, numbers, plurals) and `de_simple` for the catalog folder.
"""

from babel import Locale

from translations.languages import Language


class LeichteSpracheLocale(Locale):
    """German in CLDR's eyes, `de_simple` where a catalog is looked up."""

    def __init__(self) -> None:
        super().__init__("de")
        # Only after construction: Babel checks the identifier while it constructs.
        self._identity = "de_simple"

    def __str__(self) -> str:
        return getattr(self, "_identity", "de")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LeichteSpracheLocale)

    def __hash__(self) -> int:
        return hash("de_simple")


_LEICHT = LeichteSpracheLocale()


def babel_locale(language: Language) -> Locale:
    """Return the Babel locale whose `str()` is the language's catalog folder."""
    return _LEICHT if language.slug == "leicht" else Locale.parse(language.locale)
