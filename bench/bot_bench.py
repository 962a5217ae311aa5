"""One turn with the bot over HTTP, as the portal asks it. Aim: p95 ≤ 15 ms for understanding, memory ≤ 650 MB."""

import http.client
import json
import os
import subprocess
import time
from pathlib import Path

import yaml

from bench.running import ROOT, free_port, percentile

TITLE = "Bot"
PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
TOKEN = "bench-token-bench-token-bench-token"  # noqa: S105  lives for this run only
LANGUAGES = ("de", "leicht", "en", "ar", "tr")


def run(folder: Path) -> None:
    if not PYTHON.exists():
        print("left out: bot/.venv is missing (make bot-env)")
        return
    port = free_port()
    environment = {**os.environ, "VIELSTIMMIG_BOT_TOKEN": TOKEN, "PORT": str(port)}
    log = (folder / "bot.log").open("ab")
    began = time.monotonic()
    child = subprocess.Popen([str(PYTHON), "-m", "bot.serve"], env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(port, child)
        print(f"start until it answers: {time.monotonic() - began:.1f} s")
        times = [_ask(port, language, text) for language, text in _messages()]
        memory = _resident_megabytes(child.pid)
        print(
            f"{len(times)} messages in {len(LANGUAGES)} languages: p50 {percentile(times, 0.5) * 1000:.1f} ms, "
            f"p95 {percentile(times, 0.95) * 1000:.1f} ms; memory {memory} MB"
        )
    finally:
        child.terminate()
        child.wait()
        log.close()


def _messages() -> list[tuple[str, str]]:
    found = []
    for language in LANGUAGES:
        topics = yaml.safe_load((ROOT / "bot" / "data" / "heldout" / f"{language}.yml").read_text())
        texts = [text for topic in topics for texts in topic.values() if isinstance(texts, list) for text in texts]
        found += [(language, text) for text in texts[:60]]
    return found


def _ask(port: int, language: str, text: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"sender": os.urandom(8).hex(), "message": text, "language": language})
    began = time.perf_counter()
    connection.request(
        "POST", "/webhooks/portal/message", body.encode(),
        {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )  # fmt: skip
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"the bot answered {answer.status}")
    connection.close()
    return time.perf_counter() - began


def _wait(port: int, child: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and child.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/webhooks/portal/ready", headers={"Authorization": f"Bearer {TOKEN}"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the bot did not start")


def _resident_megabytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0
