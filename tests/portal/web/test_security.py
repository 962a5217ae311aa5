import re


def test_every_page_carries_a_policy_with_a_fresh_nonce(client):
    policies = {client.get("/de/").headers["Content-Security-Policy"] for _ in range(2)}
    assert len(policies) == 2
    for policy in policies:
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert re.search(r"script-src 'nonce-[\w-]{20,}'", policy)


def test_pages_do_not_tell_others_where_a_reader_comes_from(client):
    headers = client.get("/de/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_session_cookie_is_closed_to_scripts_and_other_sites(client):
    cookie = client.get("/de/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_post_that_is_too_large_is_refused_in_the_readers_language(client):
    client.get("/ar/")
    answer = client.post("/language", {"language": "ar", "address": "x" * 300_000})
    assert answer.status_code == 413
