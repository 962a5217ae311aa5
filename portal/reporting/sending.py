"""From the draft to the sealed case."""

from datetime import datetime

from sqlmodel import Session

from portal.reporting import cases, drafts
from portal.reporting.codes import ReporterKeys
from portal.reporting.drafts import Draft
from portal.reporting.intake import UnitState, chosen_unit


class EmptyReport(Exception):
    """Every question was left out; there is nothing that anybody could help with."""


def send(
    session: Session,
    draft: Draft,
    states: list[UnitState],
    number: tuple[str, ReporterKeys] | None,
    language: str,
    now: datetime,
) -> None:
    """Make one case of the draft. `number` (code, keys) opens the mailbox; a count has none.

    The code stays in the draft until it is typed back.

    Raises `EmptyReport`, `AlreadySent` for a second send, `IntakeClosed` when the chosen unit takes none.
    """
    if draft.sent:
        raise drafts.AlreadySent
    report = {name: value for name, value in draft.answers.items() if value}
    if not report:
        raise EmptyReport
    drafts.claim(session, draft)
    state = chosen_unit(states, str(draft.answers.get("recipient", "")))
    code, reporter = number or ("", None)
    cases.receive(session, state, {**report, "language": language}, reporter, now)
    drafts.save(session, Draft(draft.token, draft.door, {}, code), now)
