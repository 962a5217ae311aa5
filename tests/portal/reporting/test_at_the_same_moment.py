"""Two requests at once, in threads and transactions of their own, as on a server."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from portal.db import Database
from portal.reporting import cases, drafts, store, vault
from portal.reporting.intake import open_units
from portal.reporting.models import Case, VaultKey
from tests.portal.reporting.conftest import NOW, make_office
from tests.portal.reporting.test_cases import REPORT, REPORTER

AT_ONCE = 4


@pytest.fixture
def case_id(database: Database) -> str:
    with database.session() as session:
        make_office(session, [1, 2], [3, 4])
        states = open_units(session, demo_allowed=True)
        return cases.receive(session, states[0], REPORT, REPORTER, NOW).id


def all_at_once(database: Database, work: Callable[[Session, Barrier], None]) -> list[Exception]:
    """Run `work` in threads. It waits at the barrier, which SQLite's single writer lets nobody meet."""
    barrier, faults = Barrier(AT_ONCE), []
    if database.is_sqlite:
        barrier = Barrier(1)

    def run() -> None:
        try:
            with database.session() as session:
                work(session, barrier)
        except Exception as fault:
            faults.append(fault)

    threads = [Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_messages_of_one_moment_are_all_kept(database: Database, case_id: str) -> None:
    def write(session: Session, barrier: Barrier) -> None:
        case = session.get_one(Case, case_id)
        barrier.wait(10)
        cases.add_shared(session, case, "message", {"text": "Noch etwas"}, NOW)

    assert all_at_once(database, write) == []
    with database.session(writing=False) as session:
        assert [row.number for row in store.items(session, case_id, "shared")] == [1, 2, 3, 4, 5]


def test_wrong_passphrases_of_one_moment_are_counted_one_by_one(database: Database, case_id: str) -> None:
    def guess(session: Session, barrier: Barrier) -> None:
        barrier.wait(10)
        with pytest.raises(vault.WrongPassphrase):
            vault.unlock_vault(session, 1, "eine falsche Passphrase", NOW)

    assert all_at_once(database, guess) == []
    with database.session(writing=False) as session:
        assert session.exec(select(VaultKey.tries).where(VaultKey.account_id == 1)).one() == AT_ONCE


def test_a_step_that_is_saved_while_the_report_is_sent_keeps_the_number(database: Database) -> None:
    with database.session() as session:
        token = drafts.begin(session, "help", NOW).token
    if database.is_sqlite:
        pytest.skip("left out: SQLite has one writer at a time, so the step cannot be read in between")
    waiting = []

    def save_step() -> None:
        with database.session() as other:
            draft = drafts.load(other, token, NOW)
            if not draft.sent:
                drafts.save(other, draft, NOW)
            waiting.append(draft.sent)

    with database.session() as session:
        draft = drafts.load(session, token, NOW)
        thread = Thread(target=save_step)
        thread.start()
        thread.join(0.5)
        drafts.claim(session, draft)
        drafts.save(session, drafts.Draft(token, "help", {}, "1234567890123456"), NOW)
    thread.join()
    with database.session(writing=False) as session:
        assert drafts.load(session, token, NOW).code == "1234567890123456"
    assert waiting == [True]
