"""The words that stand beside figures, by language, with the fallbacks of the language registry."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from translations.languages import LANGUAGES, SOURCE, Language

WORDS = Path(__file__).parent / "words.yaml"


@cache
def _all() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return content


def in_language(texts: Mapping[str, str], language: Language) -> str:
    """A text in this language, else in its fallback, else German."""
    return texts[spoken(texts, language).slug]


def spoken(texts: Mapping[str, str], language: Language) -> Language:
    """The language in which a text is really there."""
    if language.slug in texts:
        return language
    fallback = LANGUAGES[language.fallback]
    return fallback if fallback.slug in texts else SOURCE


def word(key: str, language: Language, **values: Any) -> str:
    """One of our words, filled with values."""
    text = in_language(_all()[key], language)
    return text.format(**values) if values else text


def number(value: float, language: Language, digits: int = 0) -> str:
    """A number as the language writes it, in Western digits like the tables around it."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language.locale)


def day(value: date, language: Language) -> str:
    """A day as the language writes it."""
    return format_date(value, "d MMMM y" if language.slug == "ar" else "medium", locale=language.locale)


def emphasised(text: str) -> Markup:
    """A text of ours with **stress** (Leichte Sprache stresses negations) as safe HTML."""
    parts = text.split("**")
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )
