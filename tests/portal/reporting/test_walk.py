"""The way of a report through the house, from the form to the answer, as HTTP."""

from tests.portal.reporting.conftest import PASSPHRASE
from tests.portal.reporting.walking import case_paths, fill_in, send, unlock


def test_report_is_read_and_answered_and_the_reporter_reads_the_answer(client, staff, open_door):
    fill_in(client)
    check = client.get("/de/report/help/5")
    assert "Mir wurde die Wohnung nicht gegeben." in check.text
    number = send(client)
    assert client.post("/de/report/number", {"number": number}).location.endswith("/de/report/mailbox")

    counsellor = staff("counsellor")
    assert unlock(counsellor, PASSPHRASE).location.endswith("/staff/reports/")
    (path,) = case_paths(counsellor)
    page = counsellor.get(path)
    assert "Mir wurde die Wohnung nicht gegeben." in page.text
    assert counsellor.post(f"{path}/note", {"text": "Vermieter prüfen"}).status_code == 303
    assert counsellor.post(f"{path}/answer", {"text": "Wir rufen den Vermieter an."}).status_code == 303
    assert counsellor.post(f"{path}/status", {"status": "intervening"}).status_code == 303
    assert "Vermieter prüfen" in counsellor.get(path).text

    mailbox = client.get("/de/report/mailbox")
    assert "Wir rufen den Vermieter an." in mailbox.text
    assert "Wir sprechen mit der anderen Seite." in mailbox.text
    assert "Vermieter prüfen" not in mailbox.text

    client.post("/de/report/mailbox/message", {"text": "Danke, er heißt jetzt anders."})
    assert "Danke, er heißt jetzt anders." in counsellor.get(path).text
