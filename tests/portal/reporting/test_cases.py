from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal.reporting import cases, mailbox, store
from portal.reporting.cases import (
    EmptyText,
    NoGrant,
    TextTooLong,
    UnknownStatus,
    add_note,
    answer,
    change_status,
    internal_items,
    open_case,
    receive,
    shared_items,
)
from portal.reporting.codes import reporter_keys
from portal.reporting.intake import chosen_unit
from portal.reporting.models import Case, CaseAudit, CaseGrant, SealedItem
from portal.reporting.sealing import CannotOpen, Misplaced, open_sealed
from tests.portal.reporting.conftest import CHEAP, NOW

REPORTER = reporter_keys("1234567890123456", bytes(32), CHEAP)
REPORT = {"text": "Es geht um die Wohnung.", "area": "housing", "ground": ["language"]}


@pytest.fixture
def case(session, states):
    return receive(session, states[0], REPORT, REPORTER, NOW)


@pytest.fixture
def opened(session, office, case):
    return open_case(session, case.id, 1, office.keys[1])


@pytest.fixture
def reporters(session, case):
    return mailbox.opened(session, mailbox.enter(session, REPORTER, NOW), NOW)


def test_both_counsellors_of_the_unit_read_the_report(session, office, case):
    for account_id in (1, 2):
        opened = open_case(session, case.id, account_id, office.keys[account_id])
        (report,) = shared_items(session, opened)
        assert report.kind == "report"
        assert {key: report.content[key] for key in REPORT} == REPORT


def test_the_other_unit_gets_no_grant_and_opens_nothing(session, office, case):
    holders = {(grant.holder, grant.account_id) for grant in store.grants(session, case.id)}
    assert holders == {("counsellor", 1), ("counsellor", 2), ("paper", None), ("reporter", None)}
    with pytest.raises(NoGrant):
        open_case(session, case.id, 3, office.keys[3])


def test_a_report_that_excludes_the_city_reaches_the_partner_only(session, states, office):
    case = receive(session, chosen_unit(states, "partner"), REPORT, REPORTER, NOW)
    assert {grant.account_id for grant in store.grants(session, case.id)} == {3, 4, None}
    with pytest.raises(NoGrant):
        open_case(session, case.id, 1, office.keys[1])


def test_the_paper_key_opens_report_and_notes(session, office, case, opened):
    add_note(session, opened, "Rückruf", 1, NOW)
    grant = store.grant(session, case.id, "paper")
    by_paper = cases.open_with_grant(case, grant, office.paper)
    assert shared_items(session, by_paper)[0].text == REPORT["text"]
    assert internal_items(session, by_paper)[0].text == "Rückruf"


def test_the_reporters_key_opens_no_internal_item(session, case, opened, reporters):
    add_note(session, opened, "Rückruf", 1, NOW)
    assert reporters.internal_key is None
    with pytest.raises(NoGrant):
        internal_items(session, reporters)
    (row,) = store.items(session, case.id, "internal")
    for private_key in (REPORTER.private_key, reporters.private_key):
        with pytest.raises(CannotOpen):
            open_sealed(private_key, case.id, cases.INTERNAL_KINDS, row.ciphertext)
    assert [item.text for item in shared_items(session, reporters)] == [REPORT["text"]]


def test_a_foreign_grant_does_not_open_with_ones_own_key(session, office, case):
    grant = store.grant(session, case.id, "counsellor", 2)
    with pytest.raises(CannotOpen):
        cases.open_with_grant(case, grant, office.keys[1])


def test_a_grant_moved_to_another_case_is_refused(session, states, office, case):
    other = receive(session, states[0], REPORT, reporter_keys("0" * 16, bytes(32), CHEAP), NOW)
    grant = store.grant(session, other.id, "counsellor", 1)
    grant.sealed_key = store.grant(session, case.id, "counsellor", 1).sealed_key
    with pytest.raises(Misplaced):
        open_case(session, other.id, 1, office.keys[1])


def test_items_put_into_another_order_are_refused(session, opened, case):
    answer(session, opened, "eins", 1, NOW)
    answer(session, opened, "zwei", 1, NOW)
    first, second = store.items(session, case.id, "shared")[1:]
    first.ciphertext, second.ciphertext = second.ciphertext, first.ciphertext
    with pytest.raises(Misplaced):
        shared_items(session, opened)


def test_an_internal_item_moved_to_the_shared_side_is_refused(session, opened, case):
    add_note(session, opened, "Rückruf", 1, NOW)
    (row,) = store.items(session, case.id, "internal")
    row.side = "shared"
    with pytest.raises(CannotOpen):
        shared_items(session, opened)


def test_the_answer_is_new_for_the_reporter_and_meets_the_first_due_day(session, opened, case):
    assert case.next_due == date(2026, 12, 1)
    answer(session, opened, "Wir rufen an.", 1, NOW)
    assert (case.status, case.new_for_reporter, case.next_due) == ("acknowledged", 1, date(2027, 2, 23))


def test_messages_go_both_ways_in_order(session, opened, case, reporters):
    answer(session, opened, "Wir rufen an.", 1, NOW)
    mailbox.write(session, reporters, "Danke\r\nsehr", NOW + timedelta(days=1))
    kinds = [(item.kind, item.text) for item in mailbox.read(session, reporters)]
    assert kinds == [("report", REPORT["text"]), ("answer", "Wir rufen an."), ("message", "Danke\nsehr")]
    assert (case.new_for_reporter, case.new_for_staff) == (0, 2)


def test_a_message_to_a_closed_case_stops_its_deletion(session, opened, case, reporters):
    change_status(session, opened, "closed", 1, NOW)
    assert case.delete_after == date(2027, 11, 24)
    mailbox.write(session, reporters, "Es ist wieder passiert.", NOW)
    assert case.delete_after is None


def test_status_changes_stand_in_the_work_log(session, opened, case):
    change_status(session, opened, "abuse", 1, NOW)
    change_status(session, opened, "abuse", 1, NOW)
    with pytest.raises(UnknownStatus):
        change_status(session, opened, "gone", 1, NOW)
    (entry,) = internal_items(session, opened)
    assert (entry.kind, entry.content["from"], entry.content["to"]) == ("status", "new", "abuse")
    assert case.delete_after == date(2026, 12, 24)


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_empty_texts_are_refused(session, opened, text):
    with pytest.raises(EmptyText):
        answer(session, opened, text, 1, NOW)


def test_the_longest_text_has_20000_characters(session, opened):
    answer(session, opened, "ф" * 20_000, 1, NOW)
    with pytest.raises(TextTooLong):
        add_note(session, opened, "a" * 20_001, 1, NOW)


def test_deleting_leaves_nothing_but_the_record_of_the_staffs_work(session, opened, case, reporters):
    case_id = case.id
    cases.audit(session, case, 1, "case.opened", NOW)
    mailbox.delete_everything(session, reporters)
    for table, column in ((Case, Case.id), (CaseGrant, CaseGrant.case_id), (SealedItem, SealedItem.case_id)):
        assert session.exec(select(table).where(column == case_id)).all() == []
    assert len(session.exec(select(CaseAudit)).all()) == 1
    with pytest.raises(mailbox.WrongCode):
        mailbox.enter(session, REPORTER, NOW)


def test_the_mailbox_closes_after_30_minutes(session, case):
    token = mailbox.enter(session, REPORTER, NOW)
    assert mailbox.opened(session, token, NOW + timedelta(minutes=30))
    assert mailbox.opened(session, token, NOW + timedelta(minutes=61)) is None


def test_a_wrong_number_enters_nowhere(session, case):
    with pytest.raises(mailbox.WrongCode):
        mailbox.enter(session, reporter_keys("6543210987654321", bytes(32), CHEAP), NOW)


def test_open_columns_name_no_time_and_no_text(session, case):
    values = [str(value) for value in case.model_dump().values()]
    assert not any(REPORT["text"] in value or "housing" in value or "10:30" in value for value in values)


def test_a_counted_report_is_read_but_cannot_be_answered(session, states, office):
    case = receive(session, states[0], REPORT, None, NOW)
    opened = open_case(session, case.id, 2, office.keys[2])
    assert shared_items(session, opened)[0].text == REPORT["text"]
    with pytest.raises(cases.NoMailbox):
        answer(session, opened, "Wir rufen an.", 2, NOW)
    change_status(session, opened, "acknowledged", 2, NOW)
    assert case.delete_after == date(2027, 5, 26)
