import pytest


@pytest.mark.parametrize(
    ("header", "slug"),
    [
        ("ar-SY,ar;q=0.9,de;q=0.5", "ar"),
        ("kmr,de;q=0.5", "ku"),
        ("prs,en;q=0.2", "fa"),
        ("fa-AF", "fa"),
        ("zh-TW", "zh"),
        ("xx,yy", "de"),
        ("", "de"),
        ("en;q=0.1,tr;q=0.9", "tr"),
        ("en;q=zero,tr", "tr"),
    ],
)
def test_front_door_asks_the_browser(client, header, slug):
    answer = client.get("/", headers={"Accept-Language": header})
    assert answer.status_code == 302
    assert answer.location == f"/{slug}/"


def test_front_door_remembers_the_choice(client):
    client.get("/de/")
    client.post("/language", {"language": "tr", "address": "/de/imprint"})
    assert client.get("/", headers={"Accept-Language": "de"}).location == "/tr/"


def test_switch_leads_to_the_same_page_in_the_other_language(client):
    client.get("/de/imprint")
    answer = client.post("/language", {"language": "ar", "address": "/de/imprint?q=1"})
    assert (answer.status_code, answer.location) == (303, "/ar/imprint?q=1")


@pytest.mark.parametrize("address", ["//evil.example/x", "https://evil.example/", "/\\evil.example", ""])
def test_switch_never_leads_to_another_site(client, address):
    client.get("/de/")
    answer = client.post("/language", {"language": "en", "address": address})
    assert answer.location == "/en/"


def test_unknown_language_in_the_address_is_not_found_in_the_readers_language(client):
    answer = client.get("/xx/", headers={"Accept-Language": "ar"})
    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl">' in answer.text


def test_language_without_texts_falls_back_visibly(client):
    page = client.get("/fa/").text
    assert '<html lang="de" dir="ltr">' in page
    assert '<aside class="notice" lang="fa" dir="rtl">' in page


def test_form_without_token_is_refused_with_a_way_out(client):
    answer = client.raw.post("/language", data={"language": "de"})
    assert answer.status_code == 400
    assert "Das Formular ist abgelaufen" in answer.text or "<h1>" in answer.text
