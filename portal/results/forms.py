"""What analysts send, and how refusals are worded."""

from dataclasses import dataclass

from flask import Request
from flask_babel import gettext as _

from analysis.errors import AnalysisError, MarginInvalid, MarginsDisagree, NotPublishable
from portal.results.publishing import PERIOD, BadPeriod, SamePerson, TooFewAnswers, TooSoon

LARGEST_MARGINS = 256 * 1024


@dataclass(frozen=True)
class BuildForm:
    """Survey, period and margins file of a new release."""

    survey: str
    period: str
    margins: bytes

    @classmethod
    def read(cls, request: Request, demo_margins: bytes | None) -> "BuildForm":
        """In demo mode an empty file field means the invented demo margins."""
        file = request.files.get("margins")
        content = file.stream.read(LARGEST_MARGINS + 1) if file else b""
        if not content and demo_margins is not None:
            content = demo_margins
        return cls(request.form.get("survey", ""), request.form.get("period", "").strip(), content)

    def errors(self, surveys: set[str]) -> list[tuple[str, str]]:
        found = []
        if self.survey not in surveys:
            found.append(("survey", _("Wählen Sie eine Umfrage.")))
        if not PERIOD.fullmatch(self.period):
            found.append(("period", _("Schreiben Sie einen Zeitraum wie 2026 oder 2026-27.")))
        if not self.margins:
            found.append(("margins", _("Wählen Sie eine Datei mit Randzahlen der Bevölkerung.")))
        elif len(self.margins) > LARGEST_MARGINS:
            found.append(("margins", _("Die Datei ist zu groß.")))
        return found


def refusal(error: Exception) -> tuple[str, str]:
    """The field a refusal belongs to, and its sentence; the cause of the analysis is kept in its own words."""
    if isinstance(error, MarginsDisagree):
        return "margins", _("Die Randzahlen widersprechen sich. %(cause)s", cause=str(error))
    if isinstance(error, MarginInvalid):
        return "margins", _("Die Randzahlen passen nicht. %(cause)s", cause=str(error))
    if isinstance(error, TooFewAnswers):
        return "survey", _("Zu dieser Umfrage gibt es noch zu wenige Antworten.")
    if isinstance(error, BadPeriod):
        return "period", _("Schreiben Sie einen Zeitraum wie 2026 oder 2026-27.")
    if isinstance(error, NotPublishable):
        return "margins", _("Die Gewichte sind zu ungleich, um etwas zu veröffentlichen. %(cause)s", cause=str(error))
    if isinstance(error, SamePerson):
        return "approve", _("Eine zweite Person muss zustimmen.")
    if isinstance(error, TooSoon):
        return "approve", _(
            "Seit der letzten Veröffentlichung gibt es zu wenige neue Antworten. "
            "Man könnte sonst einzelne Personen erkennen."
        )
    if isinstance(error, AnalysisError):
        return "survey", _("Die Auswertung ist nicht möglich. %(cause)s", cause=str(error))
    raise error
