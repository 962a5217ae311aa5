import base64
from datetime import UTC, datetime, timedelta

import pytest

from portal.staff.second_factor import (
    SecretUnreadable,
    address,
    code_at,
    matching_counter,
    new_secret,
    readable,
    seal,
    unseal,
)

SECRET = b"12345678901234567890"

# RFC 6238, appendix B (SHA-1), last six of the eight digits printed there.
RFC_6238 = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert code_at(SECRET, at) == code
    assert matching_counter(SECRET, code, at, after=None) == seconds // 30


@pytest.mark.parametrize(("shift", "accepted"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_that_is_half_a_minute_off_is_accepted(shift: int, accepted: bool) -> None:
    at = datetime.fromtimestamp(1234567890, UTC)
    code = code_at(SECRET, at + timedelta(seconds=shift))
    assert (matching_counter(SECRET, code, at, after=None) is not None) is accepted


def test_a_used_code_is_not_accepted_again() -> None:
    at = datetime.fromtimestamp(1234567890, UTC)
    counter = matching_counter(SECRET, "005924", at, after=None)
    assert matching_counter(SECRET, "005924", at, after=counter) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "٠٠٥٩٢٤", "005925"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert matching_counter(SECRET, typed, datetime.fromtimestamp(1234567890, UTC), after=None) is None


def test_a_code_may_be_typed_in_two_groups() -> None:
    assert matching_counter(SECRET, " 005 924 ", datetime.fromtimestamp(1234567890, UTC), after=None)


def test_a_sealed_secret_opens_only_under_its_key() -> None:
    secret = new_secret()
    sealed = seal(secret, "k" * 40)
    assert unseal(sealed, "k" * 40) == secret
    assert secret not in base64.b64decode(sealed)
    for wrong in (sealed, "not sealed"):
        with pytest.raises(SecretUnreadable):
            unseal(wrong, "other" * 8)


def test_the_secret_is_shown_as_apps_take_it() -> None:
    # base32 of the ASCII digits as printed in RFC 6238's errata
    assert readable(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert address(SECRET, "a@city.de").startswith("otpauth://totp/Vielstimmig:a%40city.de?")
