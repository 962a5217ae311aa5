"""The report of a period: one page for the browser, and the same as a tagged PDF (PDF/UA)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.definitions import Definition, Group
from analysis.figure_values import Protected
from analysis.figures import Rendered, render_indicator
from analysis.wording import day, emphasised, in_language, number, word
from translations.languages import LANGUAGES, Language

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Method:
    """What has to be said about a survey whenever one of its figures is shown. `n` is rounded to fives."""

    channels: tuple[str, ...]
    first: date
    last: date
    n: int
    age: int
    traits: tuple[str, ...]
    source: str
    as_of: date
    n_eff: int
    languages: tuple[str, ...]
    demo: bool

    def as_record(self) -> dict[str, Any]:
        return {**self.__dict__, **{name: getattr(self, name).isoformat() for name in ("first", "last", "as_of")}}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Method":
        dates = {name: date.fromisoformat(record[name]) for name in ("first", "last", "as_of")}
        lists = {name: tuple(record[name]) for name in ("channels", "traits", "languages")}
        return cls(**{**record, **dates, **lists})


def method_sentences(method: Method, groups: Mapping[str, Group], language: Language) -> tuple[str, ...]:
    """The honest sentence about an open survey; one entry per line in Leichte Sprache."""
    traits = [in_language(groups[name].label, language) for name in method.traits if name in groups]
    text = word(
        "method",
        language,
        ways=word("list_comma", language).join(word(f"channel_{channel}", language) for channel in method.channels),
        first=day(method.first, language),
        last=day(method.last, language),
        n=number(method.n, language),
        age=number(method.age, language),
        traits=word("list_comma", language).join(traits),
        source=word("demo_source", language) if method.demo else method.source,
        as_of=day(method.as_of, language),
        n_eff=number(method.n_eff, language),
    )
    return tuple(text.split("\n"))


@dataclass(frozen=True)
class Report:
    """All that a report shows: protected figures and how they came about."""

    period: str
    indicators: Sequence[Protected]
    method: Method
    release: str
    built_on: date
    definitions: Mapping[str, Definition]
    groups: Mapping[str, Group]

    def rendered(self, language: Language) -> list[Rendered]:
        """Indicators in the order of the report."""
        return [
            render_indicator(indicator, self.definitions[indicator.id], self.groups, language)
            for indicator in self.indicators
        ]


def report_html(report: Report, language: Language, *, pictures: bool = False) -> str:
    """A whole HTML document. With `pictures`, bars are images that carry their own text, as PDF/UA wants."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)

    def say(key: str, **values: Any) -> str:
        return word(key, language, **values)

    return environment.get_template("report.html").render(
        report=report,
        language=language,
        indicators=report.rendered(language),
        method=method_sentences(report.method, report.groups, language),
        asked_in=[LANGUAGES[slug] for slug in report.method.languages if slug in LANGUAGES],
        say=say,
        emphasised=emphasised,
        pictures=pictures,
        built_on=day(report.built_on, language),
    )


def report_pdf(report: Report, language: Language) -> bytes:
    """The report as PDF/UA-1."""
    from weasyprint import HTML  # takes a second to import, and only PDFs need it

    document = HTML(string=report_html(report, language, pictures=True))
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return content
