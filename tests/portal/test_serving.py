import httpx
import pytest

from portal.serving import _ready_without_bot


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (httpx.Response(503, json={"parts": {"database": "ok", "bot": "no answer (ConnectError)"}}), True),
        (httpx.Response(503, json={"parts": {"database": "no answer", "bot": "ok"}}), False),
        (httpx.Response(503, html="<h1>503</h1>"), False),
        (httpx.Response(500, json={}), False),
    ],
)
def test_the_portal_counts_as_ready_when_only_the_bot_is_missing(answer: httpx.Response, ready: bool) -> None:
    assert _ready_without_bot(answer) is ready
