"""Answering a survey on the phone: bytes, requests, speed against a bare Flask page under the same gunicorn.

Anchors (ONS eq-questionnaire-runner): 27-29 requests a second and core; GET 95 ms, POST 110 ms with one client;
aims: first page ≤ 20 kB gzip in 2 requests, later pages ≤ 5 kB, < 15 ms.
"""

import gzip
import re
import time
from pathlib import Path

from bench.form_reader import Form
from bench.running import Visitor, gunicorn, percentile, portal, stylesheet_path

TITLE = "Survey on the phone"
SLUG = "leben-in-der-stadt"
ROUNDS = 300


def run(folder: Path) -> None:
    with gunicorn("bench.hello:application", {}, folder) as port:
        hello_get = _timed(Visitor(port), "GET", "/", None, ROUNDS)
        hello_post = _timed(Visitor(port), "POST", "/", {"a": "b"}, ROUNDS)
    with portal(folder) as port:
        visitor = Visitor(port)
        _sizes(visitor)
        page = _start(visitor, "ar")
        get = _timed(visitor, "GET", page, None, ROUNDS)
        html = visitor.request("GET", page)[2].decode()
        # The same page again and again: each POST is validated, sealed and committed before the answer leaves.
        post = _timed(visitor, "POST", page, Form(html).fields, ROUNDS)
        whole = _answer_all(visitor, page)
    _line("GET of a question", get, hello_get)
    _line("POST, validated, sealed, stored", post, hello_post)
    print(f"whole survey without script: {whole[0]} pages, {whole[1]:.2f} s on the server's side")


def _timed(visitor: Visitor, method: str, path: str, fields: dict[str, str] | None, rounds: int) -> list[float]:
    times = []
    for _ in range(20 + rounds):
        began = time.perf_counter()
        status, _, _ = visitor.request(method, path, fields)
        times.append(time.perf_counter() - began)
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status}")
    return times[20:]


def _line(what: str, times: list[float], hello: list[float]) -> None:
    rate, bare = 1 / percentile(times, 0.5), 1 / percentile(hello, 0.5)
    print(
        f"{what}: {rate:.0f}/s on one connection, bare Flask {bare:.0f}/s, ratio {bare / rate:.1f}; "
        f"p50 {percentile(times, 0.5) * 1000:.1f} ms, p99 {percentile(times, 0.99) * 1000:.1f} ms"
    )


def _sizes(visitor: Visitor) -> None:
    _, _, intro = visitor.request("GET", f"/ar/surveys/{SLUG}/")
    _, _, css = visitor.request("GET", stylesheet_path(intro.decode()))
    scripts = re.findall(rb"<script[^>]*src=", intro)
    first = len(gzip.compress(intro)) + len(gzip.compress(css))
    print(
        f"first page: {first / 1000:.1f} kB gzip in {2 + len(scripts)} requests (HTML + stylesheet), 0 kB script needed"
    )
    page = _start(visitor, "ar")
    _, _, later = visitor.request("GET", page)
    print(f"later page: {len(gzip.compress(later)) / 1000:.1f} kB gzip in 1 request")


def _start(visitor: Visitor, language: str) -> str:
    path = f"/{language}/surveys/{SLUG}/"
    form = Form(visitor.request("GET", path)[2].decode())
    _, page, _ = visitor.request("POST", path, form.fields | {"consent": "yes"})
    return page


def _answer_all(visitor: Visitor, page: str) -> tuple[int, float]:
    pages, began = 0, time.perf_counter()
    while not page.endswith("/thanks"):
        html = visitor.request("GET", page)[2].decode()
        status, page, _ = visitor.request("POST", page, Form(html).fields)
        pages += 1
        if status != 303 or pages > 60:
            raise RuntimeError(f"the survey did not end: {status} {page}")
    return pages, time.perf_counter() - began
