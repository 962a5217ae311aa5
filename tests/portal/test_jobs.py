from datetime import timedelta

from sqlmodel import select

from portal.jobs import build_queue, run_clean_up
from portal.reporting.models import ReportDraft
from portal.web.clock import now, today
from surveys.models import Receipt


def test_daily_clean_up_deletes_what_has_expired_and_nothing_else(database):
    moment = int(now().timestamp())
    with database.session() as session:
        session.add(ReportDraft(token_hash=b"old" * 8, ciphertext=b"x", expires_at=moment - 1))
        session.add(ReportDraft(token_hash=b"new" * 8, ciphertext=b"x", expires_at=moment + 3600))
        session.add(Receipt(digest=b"o" * 32, delete_on=today() - timedelta(days=1)))
        session.add(Receipt(digest=b"n" * 32, delete_on=today() + timedelta(days=1)))
    run_clean_up(database)
    with database.session(writing=False) as session:
        assert [draft.token_hash for draft in session.exec(select(ReportDraft))] == [b"new" * 8]
        assert [receipt.digest for receipt in session.exec(select(Receipt))] == [b"n" * 32]


def test_queue_keeps_no_text_in_its_file(settings, database):
    queue = build_queue(settings, database)
    queue.draft_translations("tr")
    stored = b"".join(path.read_bytes() for path in settings.data_dir.glob("jobs.db*"))
    assert b"draft_translations" in stored
    assert queue.huey.pending_count() == 1
    queue.huey.storage.close()
