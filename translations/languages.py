"""The one registry of languages. A city adds a language by one row here and one catalog folder.

Codes: `html` is BCP 47, `locale` a CLDR locale of Babel, `argos` a code of the Argos package index.
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Language:
    """One language of the portal. `complete`: its interface texts are all there; others fall back visibly."""

    slug: str
    html: str
    catalog: str
    locale: str
    endonym: str
    argos: str | None
    direction: Direction = "ltr"
    fallback: str = "de"
    complete: bool = False


_ROWS = (
    Language("de", "de", "de", "de", "Deutsch", "de", complete=True),
    Language("leicht", "de-simple", "de_simple", "de", "Leichte Sprache", None, complete=True),
    Language("en", "en", "en", "en", "English", "en", complete=True),
    Language("tr", "tr", "tr", "tr", "Türkçe", "tr", complete=True),
    Language("ar", "ar", "ar", "ar", "العربية", "ar", direction="rtl", complete=True),
    # Babel resolves `kmr` to ku_TR and never loads a folder `kmr`, hence catalog `ku`.
    Language("ku", "kmr", "ku", "ku", "kurdî (kurmancî)", None),
    Language("ru", "ru", "ru", "ru", "Русский", "ru"),
    Language("uk", "uk", "uk", "uk", "Українська", "uk"),
    Language("pl", "pl", "pl", "pl", "Polski", "pl"),
    Language("it", "it", "it", "it", "Italiano", "it"),
    Language("fr", "fr", "fr", "fr", "Français", "fr"),
    Language("es", "es", "es", "es", "Español", "es"),
    Language("pt", "pt", "pt", "pt", "Português", "pt"),
    Language("el", "el", "el", "el", "Ελληνικά", "el"),
    Language("sr", "sr", "sr", "sr", "Српски", None),
    Language("ro", "ro", "ro", "ro", "Română", "ro"),
    Language("fa", "fa", "fa", "fa", "فارسی", "fa", direction="rtl"),
    Language("he", "he", "he", "he", "עברית", "he", direction="rtl"),
    Language("zh", "zh-Hans", "zh_Hans", "zh_Hans", "简体中文", "zh"),
    Language("th", "th", "th", "th", "ไทย", "th"),
)

LANGUAGES: dict[str, Language] = {row.slug: row for row in _ROWS}
SOURCE = LANGUAGES["de"]

# What browsers send for our languages beside the html tag itself.
_ALIASES = {"kmr": "ku", "ku": "ku", "prs": "fa", "zh": "zh", "iw": "he"}


def language(slug: str) -> Language:
    """Return the language with this slug; raise `KeyError` for an unknown one."""
    return LANGUAGES[slug]


def match_tag(tag: str) -> Language | None:
    """Find the language for a BCP 47 tag as browsers and sheets write it (`pt-BR`, `fa-AF`, `de-simple`)."""
    lowered = tag.strip().replace("_", "-").lower()
    for row in LANGUAGES.values():
        if lowered in (row.slug, row.html.lower(), row.locale.replace("_", "-").lower()):
            return row
    primary = lowered.split("-")[0]
    return LANGUAGES.get(_ALIASES.get(primary, primary))


def match_accept(header: str) -> Language:
    """Choose from an Accept-Language header (RFC 9110 § 12.5.4); German where nothing fits."""
    wishes: list[tuple[float, int, str]] = []
    for position, part in enumerate(header.split(",")[:30]):
        tag, _, parameters = part.partition(";")
        quality = 1.0
        if parameters.strip().startswith("q="):
            try:
                quality = float(parameters.strip()[2:])
            except ValueError:
                quality = 0.0
        if tag.strip() and quality > 0:
            wishes.append((-quality, position, tag))
    for _, _, tag in sorted(wishes):
        found = match_tag(tag)
        if found:
            return found
    return SOURCE
