"""A bot that speaks real HTTP on the loopback and answers what a test tells it to, faults included."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import SQLModel

from portal.advice import demo as advice_demo
from portal.chat import demo as chat_demo
from portal.chat.client import HttpBot
from portal.config import Settings
from portal.db import Database
from portal.web.limits import limiter

TOKEN = "token-of-the-test"


def understood(topic: str, turn: str = "answer", *, alternatives: tuple[str, ...] = (), **slots: str) -> dict[str, Any]:
    return {
        "topic": topic,
        "confidence": 0.9,
        "alternatives": [{"topic": code, "confidence": 0.2} for code in alternatives],
        "slots": slots,
        "turn": turn,
    }


@dataclass
class FakeBot:
    """`answer` is sent as JSON, or as it is if it is bytes. `asked` are the bodies that came."""

    url: str = ""
    answer: Any = field(default_factory=lambda: understood("housing"))
    status: int = 200
    seconds: float = 0.0
    dripping: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)

    def body(self) -> bytes:
        return self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode()


def _handler(bot: FakeBot, released: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path != "/webhooks/portal/message" or self.headers["Authorization"] != f"Bearer {TOKEN}":
                self.send_error(403)
                return
            bot.asked.append(json.loads(body))
            released.wait(bot.seconds)
            self.send_response(bot.status)
            self.send_header("Content-Length", str(len(bot.body())))
            self.end_headers()
            self._send(bot.body())

        def _send(self, body: bytes) -> None:
            try:
                if not bot.dripping:
                    self.wfile.write(body)
                    return
                for place in range(len(body)):
                    self.wfile.write(body[place : place + 1])
                    time.sleep(0.05)
            except OSError:
                return  # the portal does not wait for the rest

        def log_message(self, *_arguments: Any) -> None:
            return

    return Handler


@pytest.fixture(autouse=True)
def _no_brake(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests type faster than people."""
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture
def bot() -> Iterator[FakeBot]:
    fake, released = FakeBot(), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake, released))
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield fake
    released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory and wording of the demo, loaded once."""
    folder = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{folder / 'demo.db'}"
    settings = Settings(database_url=url, secret_key="s" * 40, pepper=bytes(32), data_dir=folder)
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    with database.session() as session:
        advice_demo.load(session, settings)
        chat_demo.load(session, settings)
    database.engine.dispose()
    return folder / "demo.db"


@pytest.fixture
def texts(database: Database, settings: Settings, loaded_file: Path) -> None:
    """Directory and wording of the demo, in the database of this test; SQLite takes them as a copied file."""
    if not database.is_sqlite:
        with database.session() as session:
            advice_demo.load(session, settings)
            chat_demo.load(session, settings)
        return
    target = Path(settings.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(loaded_file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


@pytest.fixture
def with_bot(app: Flask, bot: FakeBot, texts: None) -> Iterator[FakeBot]:
    """The app asks the fake bot."""
    client = HttpBot(bot.url, TOKEN, limit_seconds=0.5)
    app.extensions["chat_bot"] = client
    yield bot
    client.close()


@pytest.fixture
def ask(client: Any) -> Callable[..., Any]:
    """Send one message to the page of a language; the hidden conversation is taken from the page before."""
    from tests.portal.chat.pages import hidden

    page = {"html": ""}

    def send(message: str = "", language: str = "de", **fields: str) -> Any:
        if not page["html"]:
            page["html"] = client.get(f"/{language}/chat/").text
        data = {"message": message, "conversation": hidden(page["html"]), **fields}
        response = client.post(f"/{language}/chat/", data)
        page["html"] = response.text if response.status_code in (200, 429) else page["html"]
        return response

    return send
