from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal.reporting import drafts, sending, store
from portal.reporting.codes import reporter_keys
from portal.reporting.drafts import AlreadySent, Draft, NoDraft
from portal.reporting.intake import IntakeClosed
from portal.reporting.models import Case, ReportDraft
from tests.portal.reporting.conftest import CHEAP, NOW

CODE = "1234567890123456"
KEYS = reporter_keys(CODE, bytes(32), CHEAP)


def send(session, draft, states):
    sending.send(session, draft, states, (CODE, KEYS), "ar", NOW)


def test_a_draft_keeps_its_answers_for_60_minutes_after_the_last_step(session):
    draft = drafts.begin(session, "help", NOW)
    draft.answers["text"] = "Wohnung"
    drafts.save(session, draft, NOW + timedelta(minutes=50))
    assert drafts.load(session, draft.token, NOW + timedelta(minutes=110)).answers == {"text": "Wohnung"}
    with pytest.raises(NoDraft):
        drafts.load(session, draft.token, NOW + timedelta(minutes=111))


def test_the_database_alone_does_not_open_a_draft(session):
    draft = drafts.begin(session, "help", NOW)
    draft.answers["text"] = "Wohnung"
    drafts.save(session, draft, NOW)
    row = session.exec(select(ReportDraft)).one()
    assert b"Wohnung" not in row.ciphertext
    assert draft.token.encode() not in row.token_hash
    for token in ("", "guess"):
        with pytest.raises(NoDraft):
            drafts.load(session, token, NOW)


def test_a_draft_moved_to_another_token_is_no_draft(session):
    first, second = drafts.begin(session, "help", NOW), drafts.begin(session, "help", NOW)
    rows = {row.token_hash: row for row in session.exec(select(ReportDraft))}
    one, other = (rows[drafts.token_hash(draft.token)] for draft in (first, second))
    other.ciphertext = one.ciphertext
    with pytest.raises(NoDraft):
        drafts.load(session, second.token, NOW)


def test_expired_drafts_are_removed_when_somebody_begins(session):
    drafts.begin(session, "help", NOW)
    drafts.begin(session, "help", NOW + timedelta(minutes=61))
    assert len(session.exec(select(ReportDraft)).all()) == 1


def test_sending_makes_one_case_and_keeps_only_the_number(session, states):
    draft = drafts.begin(session, "help", NOW)
    draft.answers = {"text": "Wohnung", "role": ""}
    send(session, draft, states)
    kept = drafts.load(session, draft.token, NOW)
    assert (kept.answers, kept.code) == ({}, CODE)
    assert len(session.exec(select(Case)).all()) == 1


def test_the_second_send_of_a_draft_makes_no_case(session, states):
    draft = drafts.begin(session, "help", NOW)
    draft.answers = {"text": "Wohnung"}
    send(session, draft, states)
    for again in (drafts.load(session, draft.token, NOW), Draft(draft.token, "help", {"text": "Wohnung"})):
        with pytest.raises(AlreadySent):
            send(session, again, states)
    assert len(session.exec(select(Case)).all()) == 1


def test_an_empty_report_is_not_sent(session, states):
    draft = drafts.begin(session, "help", NOW)
    draft.answers = {"text": "", "wish": []}
    with pytest.raises(sending.EmptyReport):
        send(session, draft, states)


def test_a_report_for_a_closed_unit_is_not_given_to_another(session, states):
    draft = drafts.begin(session, "help", NOW)
    draft.answers = {"text": "Das Rathaus war es.", "recipient": "partner"}
    with pytest.raises(IntakeClosed):
        send(session, draft, states[:1])
    assert store.case_by_lookup(session, KEYS.lookup) is None


def test_a_count_makes_a_case_without_number_and_mailbox(session, states):
    draft = drafts.begin(session, "count", NOW)
    draft.answers = {"area": "housing"}
    sending.send(session, draft, states, None, "tr", NOW)
    case = session.exec(select(Case)).one()
    assert (case.door, case.reporter_lookup, case.next_due) == ("count", None, None)
    assert case.delete_after == date(2027, 5, 26)
    assert drafts.load(session, draft.token, NOW).code == ""
    assert store.grant(session, case.id, "reporter") is None
    with pytest.raises(AlreadySent):
        sending.send(session, draft, states, None, "tr", NOW)
