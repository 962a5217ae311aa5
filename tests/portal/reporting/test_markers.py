"""Nothing that a reporter or a counsellor writes is readable in a file, a log or a cookie."""

import base64
import logging
import secrets
import zlib

from sqlmodel import SQLModel

from tests.portal.reporting.conftest import PASSPHRASE
from tests.portal.reporting.walking import case_paths, fill_in, send, unlock

ADDRESSES = {
    "environ_base": {"REMOTE_ADDR": "203.0.113.77"},
    "headers": {"X-Forwarded-For": "198.51.100.23"},
}


class Markers:
    """Hands out words that occur nowhere by chance."""

    def __init__(self) -> None:
        self.planted: list[str] = []

    def text(self, count: int = 4) -> str:
        words = [f"marker{secrets.token_hex(6)}" for _ in range(count)]
        self.planted += words
        return " ".join(words)


def everything_kept(settings, database) -> bytes:
    """All files of the data folder with database and write-ahead log; on a server, all rows of all tables."""
    files = [path for path in sorted(settings.data_dir.rglob("*")) if path.is_file()]
    found = [path.read_bytes() for path in files]
    if database.is_sqlite:
        assert "test.db-wal" in [path.name for path in files]
        return b"".join(found)
    with database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\n".join(found)


def cookies_of(client) -> str:
    """Cookie values as they are and with every part that is base64, packed or not, opened."""
    found = []
    for cookie in client.raw._cookies.values():
        found.append(cookie.value)
        for part in cookie.value.split("."):
            raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) if part else b""
            found.append(raw.decode("latin-1"))
            try:
                found.append(zlib.decompress(raw).decode("latin-1"))
            except zlib.error:
                continue
    return "\n".join(found)


def test_no_marker_is_readable_anywhere_after_a_walk(client, new_client, staff, open_door, settings, database, caplog):
    caplog.set_level(logging.DEBUG)
    markers = Markers()
    report = {
        1: {"text": markers.text(20), "when": markers.text()},
        2: {"role": "self", "area": "police_justice_security"},
        3: {"ground": ["sexual_identity"]},
        4: {"wish": ["complaint_intervention"], "recipient": "city", "contact": markers.text()},
    }
    client.get("/de/report/", **ADDRESSES)
    fill_in(client, report)
    number = send(client)
    client.post("/de/report/number", {"number": number}, **ADDRESSES)
    unsent = new_client()
    fill_in(unsent, {1: {"text": markers.text(8), "when": ""}})
    counsellor = staff("counsellor")
    unlock(counsellor, PASSPHRASE)
    (path,) = case_paths(counsellor)
    counsellor.get(path)
    counsellor.post(f"{path}/note", {"text": markers.text(8)})
    counsellor.post(f"{path}/answer", {"text": markers.text(8)})
    counsellor.post(f"{path}/status", {"status": "advising"})
    client.post("/de/report/mailbox/message", {"text": markers.text(8)}, **ADDRESSES)
    assert markers.planted[-1] in client.get("/de/report/mailbox").text
    assert markers.planted[-1] in counsellor.get(path).text

    assert len(markers.planted) >= 60
    plain_number = number.replace(" ", "")
    secret = [*markers.planted, number, plain_number, PASSPHRASE, "203.0.113.77", "198.51.100.23"]
    secret += ["police_justice_security", "sexual_identity", "complaint_intervention"]
    kept = everything_kept(settings, database)
    assert b"Verein" in kept  # what is meant to be open is found, so the search works
    seen = caplog.text + cookies_of(client) + cookies_of(unsent) + cookies_of(counsellor)
    for word in secret:
        assert word.encode() not in kept
        assert word.encode("utf-16-le") not in kept
        assert word not in seen
