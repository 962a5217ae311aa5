"""Work that no request waits for: machine drafts and the daily clean-up. Huey in SQLite, or in Redis for many copies.

Jobs carry keys and languages only. A job's arguments are stored in the queue: never pass what a person wrote.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey, crontab

from portal.config import Settings
from portal.db import Database
from portal.web.clock import now, today


@dataclass(frozen=True)
class Queue:
    """The queue and what may be asked of it."""

    huey: Huey
    draft_translations: Callable[[str], Any]
    clean_up: Callable[[], Any]


def build_queue(settings: Settings, database: Database) -> Queue:
    if settings.redis_url:
        huey: Huey = RedisHuey("vielstimmig", url=settings.redis_url)
    else:
        huey = SqliteHuey("vielstimmig", filename=str(settings.data_dir / "jobs.db"))

    @huey.task(name="draft_translations")  # type: ignore[untyped-decorator]
    def draft_translations(language: str) -> int:
        from translations.machine import draft_language

        # Sessions are opened batch by batch: a draft takes minutes, a write lock must not.
        return draft_language(database.session, language, on=today()).made

    @huey.periodic_task(crontab(hour="3", minute="10"), name="clean_up")  # type: ignore[untyped-decorator]
    def clean_up() -> None:
        """Delete what has expired: partial answers, receipts, report drafts, vault sessions."""
        run_clean_up(database)

    return Queue(huey, draft_translations, clean_up)


def run_clean_up(database: Database) -> None:
    from portal.reporting.sessions import clear_ended
    from portal.reporting.store import delete_expired_drafts
    from surveys.store import delete_expired

    with database.session() as session:
        delete_expired(session, today())
        delete_expired_drafts(session, int(now().timestamp()))
        clear_ended(session, now())


def work(settings: Settings) -> None:
    """Run the worker until it is told to stop. Argos model packages lie in DATA_DIR/argos unless told otherwise."""
    os.environ.setdefault("ARGOS_PACKAGES_DIR", str(settings.data_dir / "argos"))
    queue = build_queue(settings, Database(settings.database_url))
    consumer = queue.huey.create_consumer(workers=1, worker_type="thread", check_worker_health=True)
    consumer.run()
