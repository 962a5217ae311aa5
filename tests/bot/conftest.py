"""A running assistant, once for the whole test run; also for journeys, which import the fixture from here."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

ROOT = Path(__file__).parents[2]
# The bot is no part of the installed distribution: it is found from the project's root alone.
sys.path.insert(0, str(ROOT))

from bot.places import trained_fingerprint  # noqa: E402

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
TOKEN = "a-token-for-tests-only"
# Importing TensorFlow alone takes seconds, and several times that on a busy machine.
SECONDS_TO_START = 240


class BotServer(NamedTuple):
    url: str
    token: str
    log: Path

    def ask(self, message: str, language: str = "de", sender: str = "test-sender-1") -> httpx.Response:
        return self.post({"sender": sender, "message": message, "language": language})

    def post(self, body: object, *, token: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        address = f"{self.url}/webhooks/portal/message"
        if isinstance(body, bytes):
            return httpx.post(address, content=body, headers=headers, timeout=20)
        return httpx.post(address, json=body, headers=headers, timeout=20)


@pytest.fixture(scope="session")
def bot_python() -> Path:
    """The interpreter of the bot's environment; without it, or without a model, the test is named as left out."""
    if not PYTHON.exists():
        pytest.skip("left out: bot/.venv is missing (`make bot/.venv`)")
    if trained_fingerprint() is None:
        pytest.skip("left out: the bot has no trained model (`make train`)")
    return PYTHON


@pytest.fixture(scope="session")
def bot_server(bot_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotServer]:
    """Start the assistant on a free port and stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("bot") / "bot.log"
    environment = {**os.environ, "VIELSTIMMIG_BOT_TOKEN": TOKEN, "PORT": str(port)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [bot_python, "-m", "bot.serve"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            server = BotServer(f"http://127.0.0.1:{port}", TOKEN, log)
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(server: BotServer, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{server.url}/webhooks/portal/ready", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.25)
    pytest.fail(f"the bot did not start:\n{server.log.read_text()[-2000:]}")
