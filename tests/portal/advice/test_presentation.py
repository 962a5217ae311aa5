from datetime import date

from flask import Flask

from portal.advice.models import AdviceService
from portal.advice.presentation import short_facts

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def test_the_short_form_names_only_what_is_known_and_todays_hours(app: Flask) -> None:
    service = AdviceService(slug="a", languages=["tr"], phone="110", opening=["09:00-12:00", "", "", "", "", "", ""])
    with app.test_request_context("/de/"):
        monday = {fact.label: fact.values for fact in short_facts(service, MONDAY)}
        tuesday = {fact.label: fact.values for fact in short_facts(service, TUESDAY)}
        nothing = short_facts(AdviceService(slug="b"), MONDAY)
    assert monday == {"Sprachen": ("Türkçe",), "Telefon": ("110",), "Öffnungszeiten heute": ("09:00-12:00",)}
    assert tuesday["Öffnungszeiten heute"] == ("geschlossen",)
    assert nothing == []
