"""Protected figures as words, tables and bars in a reader's language: the last step, Rendered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_percent

from analysis.bars import as_image_address, bar
from analysis.definitions import UNKNOWN, Definition, Group
from analysis.figure_values import HIDDEN, Figure, Protected
from analysis.wording import in_language, number, word
from translations.languages import Language

ONLY_NUMBERS = re.compile(r"[\d\s–+-]+")
VALUE_WORD = {"share": "share", "mean": "mean", "index": "score"}


@dataclass(frozen=True)
class Row:
    """One printed line. `bar` is an SVG without text, empty where no number is shown; `alt` words it."""

    label: str
    label_ltr: bool
    value: str
    range: str
    n: str
    n_missing: str
    n_eff: str
    deff_kish: str
    quality: str
    light: str
    hidden: bool
    bar: str
    bar_address: str
    alt: str


@dataclass(frozen=True)
class Chart:
    """A table with bars for one breakdown; the first row is everybody."""

    name: str
    caption: str
    value_title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Rendered:
    """One indicator, ready for a template; every string is plain text, only `Row.bar` is SVG."""

    id: str
    concept: str
    title: str
    sentences: tuple[str, ...]
    value: str
    light: str
    quality: str
    benchmark: str
    alpha: str
    charts: tuple[Chart, ...]
    has_hidden: bool


def render_indicator(
    indicator: Protected, definition: Definition, groups: Mapping[str, Group], language: Language
) -> Rendered:
    """Word one protected indicator; anything else is refused."""
    if not isinstance(indicator, Protected):
        raise TypeError("only protected figures are rendered")
    title = in_language(definition.wording, language)
    charts = tuple(
        _chart(indicator, title, groups[name], figures, language) for name, figures in indicator.breakdowns().items()
    )
    overall = _row(indicator, indicator.overall, None, language, 0)
    return Rendered(
        id=indicator.id,
        concept=indicator.concept,
        title=title,
        sentences=in_words(indicator, definition, language),
        value=overall.value,
        light=overall.light,
        quality=overall.quality,
        benchmark=_benchmark(definition, language),
        alpha="" if indicator.alpha is None else word("alpha", language, value=number(indicator.alpha, language, 2)),
        charts=charts,
        has_hidden=any(figure.hidden for figure in indicator.figures),
    )


def in_words(indicator: Protected, definition: Definition, language: Language) -> tuple[str, ...]:
    """The figure for everybody as sentences; without a number if too few answered or it is hidden."""
    overall = indicator.overall
    if overall.value is None:
        return tuple(word("hidden" if overall.hidden else "red", language).split("\n"))
    tenths = int(overall.value / 10 + 0.5)  # half up: round() would make 45 % four of ten
    count = word("less_than_one", language) if tenths == 0 and overall.value > 0 else number(tenths, language)
    digits = 1 if indicator.statistic == "mean" else 0
    text = in_language(definition.in_words, language)
    return tuple(text.format(count=count, value=number(overall.value, language, digits)).split("\n"))


def _benchmark(definition: Definition, language: Language) -> str:
    if definition.benchmark is None:
        return ""
    return word(
        "benchmark",
        language,
        value=_value_text(definition.benchmark.value, definition.unit, language, 1),
        source=definition.benchmark.source,
    )


def _chart(indicator: Protected, title: str, group: Group, figures: Sequence[Figure], language: Language) -> Chart:
    rows = [_row(indicator, indicator.overall, None, language, 0)]
    rows += [_row(indicator, figure, group, language, place) for place, figure in enumerate(figures, start=1)]
    caption = f"{title}: {in_language(group.label, language)}"
    return Chart(group.name, caption, word(VALUE_WORD[indicator.statistic], language), tuple(rows))


def _row(indicator: Protected, figure: Figure, group: Group | None, language: Language, place: int) -> Row:
    label = _label(figure, group, language)
    quality = "hidden" if figure.hidden or figure.quality is None else figure.quality
    value, interval, drawn = HIDDEN, HIDDEN, ""
    if figure.value is not None and figure.low is not None and figure.high is not None:
        digits = 1 if indicator.statistic == "mean" else 0
        value = _value_text(figure.value, indicator.unit, language, digits)
        low, high = (number(end, language, digits) for end in (figure.low, figure.high))
        interval = word("from_to", language, low=low, high=high)
        top = indicator.scale[1] if indicator.scale else 100.0
        drawn = bar(
            figure.value, figure.low, figure.high, top, language.direction, striped=place > 0 and place % 2 == 0
        )
    elif not figure.hidden:
        value = interval = "–"
    return Row(
        label=label,
        label_ltr=bool(ONLY_NUMBERS.fullmatch(label)),
        value=value,
        range=interval,
        n=_count_text(figure.n, language),
        n_missing=_count_text(figure.n_missing, language),
        n_eff=_count_text(figure.n_eff, language),
        deff_kish=HIDDEN if figure.deff_kish is None else number(figure.deff_kish, language, 2),
        quality=word(quality, language),
        light=quality,
        hidden=figure.hidden,
        bar=drawn,
        bar_address=as_image_address(drawn) if drawn else "",
        alt=f"{word('bar', language)}: {label}, {value}",
    )


def _label(figure: Figure, group: Group | None, language: Language) -> str:
    if group is None or figure.level is None:
        return word("everybody", language)
    if figure.level == UNKNOWN:
        return word("unknown", language)
    return in_language(group.labels.get(figure.level, {"de": figure.level}), language)


def _value_text(value: float, unit: str, language: Language, digits: int) -> str:
    # Leichte Sprache has no percent sign; its column says "Von 100 Menschen" instead.
    if unit != "%" or language.slug == "leicht":
        return number(value, language, digits if value != round(value) or unit == "scale" else 0)
    pattern = None if value == round(value) else "#,##0.0 %"
    return format_percent(value / 100, format=pattern, locale=language.locale)


def _count_text(count: int | None, language: Language) -> str:
    return HIDDEN if count is None else number(count, language)
