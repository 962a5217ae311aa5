"""The main menu and the ways shown on the home page, in the order people need them."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext as _


@dataclass(frozen=True)
class Way:
    """One way into the portal. `question` is what a person would ask to come here."""

    endpoint: str
    title: str
    question: str
    icon: str

    @property
    def href(self) -> str:
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        return (request.endpoint or "").split(".")[0] == self.endpoint.split(".", maxsplit=1)[0]


def ways() -> list[Way]:
    listed = [
        Way("answering.index", _("Umfragen"), _("Sagen Sie Ihre Meinung."), "survey"),
        Way("chat.index", _("Fragen"), _("Der Chat sagt Ihnen, wer hilft."), "chat"),
        Way("advice.index", _("Beratung"), _("Finden Sie eine Stelle, die Ihnen hilft."), "advice"),
        Way(
            "reporting.start",
            _("Diskriminierung melden"),
            _("Sie wurden schlecht behandelt? Wir hören zu."),
            "report",
        ),
        Way("concept.overview", _("Konzept"), _("Das will die Stadt erreichen."), "concept"),
        Way("results.index", _("Ergebnisse"), _("Das haben Menschen geantwortet."), "results"),
    ]
    return [way for way in listed if way.endpoint in current_app.view_functions]
