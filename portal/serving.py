"""Starts what runs on one machine: the portal (gunicorn, threads), the worker, the bot. Ctrl-C stops all of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from portal.config import BadSetting, Settings

ROOT = Path(__file__).parents[1]
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
NEEDED_BYTES = 200 * 1024 * 1024
THREADS = 8
BOT_PORT = 5005

Children = list[tuple[str, subprocess.Popen[bytes]]]


def check_port(host: str, port: int, what: str, cure: str) -> None:
    """Raise `BadSetting` when somebody else already listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadSetting(
                f"Port {port} for the {what} is taken or not allowed ({error.strerror}). {cure}"
            ) from error


def check_space(folder: Path) -> None:
    """Raise `BadSetting` when the disk is nearly full: SQLite would fail in the middle of somebody's answer."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise BadSetting(
            f"Only {free // 2**20} MB are free in {folder}. Free at least {NEEDED_BYTES // 2**20} MB and start again."
        )


def serve(settings: Settings, *, host: str, port: int, workers: int, with_worker: bool, with_bot: bool) -> int:
    """Run until Ctrl-C or until a part dies; returns the exit code."""
    check_space(settings.data_dir)
    check_parts(settings, host, port, with_bot=with_bot)
    environment = dict(os.environ)
    children: Children = []
    if with_bot:
        environment |= _bot_environment(settings)
    gunicorn = [
        sys.executable, "-m", "gunicorn", "portal.serving:from_environment()",
        "--bind", f"{host}:{port}", "--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS),
        "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else str(settings.data_dir),  # noqa: S108
        # No access log: it would hold addresses and times of people who report or answer.
        "--log-level", "warning", "--no-control-socket", "--graceful-timeout", "10",
    ]  # fmt: skip
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        if with_bot:
            children.append(("bot", _start([str(BOT_PYTHON), "-m", "bot.serve"], environment, ROOT)))
        children.append(("portal", _start(gunicorn, environment, Path.cwd())))
        if with_worker:
            children.append(("worker", _start([sys.executable, "-m", "portal.cli", "worker"], environment, Path.cwd())))
        threading.Thread(target=_announce, args=(settings, host, port, stop, children), daemon=True).start()
        return _watch(children, stop)
    finally:
        _end(children)


def check_parts(settings: Settings, host: str, port: int, *, with_bot: bool) -> None:
    """Raise `BadSetting` when the portal or the bot could not start."""
    check_port(host, port, "portal", "Stop the other program, or run with PORT=8001.")
    if not with_bot:
        return
    if not BOT_PYTHON.exists():
        raise BadSetting(
            "The bot's environment bot/.venv is missing. Run `make run` (or `make run BOT=0` without bot)."
        )
    cure = "Stop the other program, or set VIELSTIMMIG_BOT_URL to another port."
    check_port("127.0.0.1", _bot_port(settings), "bot", cure)


def _bot_port(settings: Settings) -> int:
    return urlsplit(settings.bot_url or "").port or BOT_PORT


def _bot_environment(settings: Settings) -> dict[str, str]:
    port = _bot_port(settings)
    return {
        "VIELSTIMMIG_BOT_URL": settings.bot_url or f"http://127.0.0.1:{port}",
        "VIELSTIMMIG_BOT_TOKEN": settings.bot_token,
        "PORT": str(port),
    }


def _start(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches only us, and we end the parts in order.
    return subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True)  # noqa: S603


def _watch(children: Children, stop: threading.Event) -> int:
    while not stop.wait(0.3):
        for name, child in children:
            code = child.poll()
            if code is None:
                continue
            if name == "bot":
                print("The bot has stopped. The chat now answers from the directory alone.", file=sys.stderr)  # noqa: T201
                children.remove((name, child))
                break
            print(f"The {name} has stopped (exit {code}); everything is stopped.", file=sys.stderr)  # noqa: T201
            return code or 1
    return 0


def _end(children: Children) -> None:
    for _, child in reversed(children):
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + 12
    for _, child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _ready_without_bot(answer: httpx.Response) -> bool:
    """Whether all but the bot is usable: people can sign in although the bot has ended."""
    parts = answer.json()["parts"] if answer.status_code == 503 and "json" in answer.headers["content-type"] else {}
    return bool(parts) and all(state in ("ok", "off") for name, state in parts.items() if name != "bot")


def _announce(settings: Settings, host: str, port: int, stop: threading.Event, children: Children) -> None:
    began = time.monotonic()
    while not stop.wait(0.2):
        try:
            answer = httpx.get(f"http://{host}:{port}/readyz", timeout=3)
            bot_ended = all(name != "bot" for name, _ in children)
            if answer.status_code == 200 or (bot_ended and _ready_without_bot(answer)):
                break
        except httpx.HTTPError:
            continue
    if stop.is_set():
        return
    print(f"\nVielstimmig is ready after {time.monotonic() - began:.1f} s: {settings.public_url}", flush=True)  # noqa: T201
    if settings.mode == "demo":
        print("\n".join(demo_lines(settings)), flush=True)  # noqa: T201


def demo_lines(settings: Settings) -> list[str]:
    """Return what somebody needs who tries the demo: sign-ins, second factor, vault, a reporter's number."""
    from portal.reporting.demo import DEMO_NUMBER, DEMO_PASSPHRASE
    from portal.staff.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_SECRETS

    lines = [f"Staff: {settings.public_url}/staff/   password of all demo accounts: {DEMO_PASSWORD}"]
    for email, role in DEMO_ACCOUNTS.items():
        second = f"   code: .venv/bin/vielstimmig staff code {email}" if email in DEMO_SECRETS else ""
        lines.append(f"  {email:<30} {role}{second}")
    lines.append(f"Vault passphrase of the counsellors: {DEMO_PASSPHRASE}")
    lines.append(
        f"A reporter's number with an invented case: {DEMO_NUMBER}   ({settings.public_url}/de/report/mailbox)"
    )
    lines.append("Ctrl-C stops everything.")
    return lines


def from_environment():  # type: ignore[no-untyped-def]  # gunicorn's entry
    from portal.app import create_app

    return create_app(Settings.from_env())
