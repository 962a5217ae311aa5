"""Import of the city's concept document, where it lies beside the project.

The ratio is against reading the same text once with Python's own `str.split`."""

import os
import time
from pathlib import Path

from portal.concept.importing import read_document
from portal.concept.publishing import import_file
from portal.db import Database
from portal.migrations.state import upgrade
from portal.web.clock import today

TITLE = "Concept import"
ROOT = Path(__file__).parents[1]


def run(folder: Path) -> None:
    document = (
        Path(os.environ.get("VIELSTIMMIG_TEST_SHARED", ROOT.parent / "shared")) / "concept/vielfalt-leben-2021.txt"
    )
    if not document.exists():
        print("left out: the city's document is not beside the project")
        return
    raw = document.read_bytes()
    split = min(_once(lambda: raw.decode().split()) for _ in range(20))
    parse = min(_once(lambda: read_document(raw)) for _ in range(5))
    database = Database(f"sqlite:///{folder / 'concept.db'}")
    upgrade(database)

    def store() -> None:
        with database.session() as session:
            import_file(session, raw, document.name, today=today(), accept_counts=False)

    first, again = _once(store), _once(store)
    database.engine.dispose()
    print(f"read and check: {parse * 1000:.0f} ms ({parse / split:.0f} × splitting the same text into words)")
    print(f"read, check and store: {first * 1000:.0f} ms; the same document again: {again * 1000:.0f} ms")


def _once(work) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
