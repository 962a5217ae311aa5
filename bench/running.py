"""A portal as it is run (gunicorn, one process) with demo content, and a small HTTP client that keeps cookies."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Visitor:
    """One browser: keeps cookies and one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def request(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Return status, Location (path only) and body."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self._cookies[name] = value
        location = urlsplit(answer.headers.get("Location", "")).path
        return answer.status, location, content


@contextmanager
def gunicorn(application: str, environment: dict[str, str], folder: Path) -> Iterator[int]:
    """Run one gunicorn process with the portal's threads and yield its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--threads", "8", "--log-level", "error", "--no-control-socket", "--keep-alive", "60",
    ]  # fmt: skip
    log = (folder / "gunicorn.log").open("ab")
    child = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, stdout=log, stderr=log
    )
    try:
        _wait(port, child)
        yield port
    finally:
        child.terminate()
        child.wait()
        log.close()


def _wait(port: int, child: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and child.poll() is None:
        try:
            Visitor(port).request("GET", "/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")


@contextmanager
def portal(folder: Path) -> Iterator[int]:
    """A portal on SQLite with the demo content."""
    environment = {"VIELSTIMMIG_DATA_DIR": str(folder / "var")}
    for arguments in (["db", "upgrade"], ["demo", "load"]):
        subprocess.run(
            [sys.executable, "-m", "portal.cli", *arguments],
            env={**os.environ, **environment}, check=True, capture_output=True, cwd=ROOT,
        )  # fmt: skip
    with gunicorn("portal.serving:from_environment()", environment, folder) as port:
        yield port


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def stylesheet_path(html: str) -> str:
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', html)
    return found.group(1) if found else ""
