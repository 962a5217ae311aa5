import pytest

from portal.advice.contact import BadHours, dialable, tidy_hours, web_address


def test_a_german_number_is_dialled_with_the_country_code() -> None:
    assert dialable("05361/28-2672") == "+495361282672"


def test_short_and_foreign_numbers_are_dialled_as_they_are() -> None:
    assert dialable("110") == "110"
    assert dialable("+90 212 000") == "+90212000"


def test_only_web_addresses_become_links() -> None:
    assert web_address("www.wolfsburg.de/integrationsreferat") == "https://www.wolfsburg.de/integrationsreferat"
    assert web_address("javascript://alert.de") is None


@pytest.mark.parametrize(("typed", "tidy"), [("9:00 - 12:00,14.00–16.30", "09:00-12:00, 14:00-16:30"), (" ", "")])
def test_hours_are_brought_into_one_form(typed: str, tidy: str) -> None:
    assert tidy_hours(typed) == tidy


@pytest.mark.parametrize("typed", ["morgens", "12:00-09:00", "09:00-25:00", "09:70-10:00", "9-12"])
def test_hours_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(BadHours):
        tidy_hours(typed)
