import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.placeholders import Fault, Finding, check


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Noch %(number)s Fragen", "%(number)s questions left"),
        ("Wie alt ist ${name}?", "${name} kaç yaşında?"),
        ("Bis {day}", "حتى {day}"),
        ("Siehe https://example.org/a?b=1.", "See https://example.org/a?b=1!"),
        ("Schreiben Sie an hilfe@example.org.", "اكتب إلى hilfe@example.org، من فضلك."),
        ("Es sind 1.500 Menschen.", "There are 1,500 people."),
        ("Um 14:30 Uhr", "الساعة ١٤:٣٠"),
        ("ohne alles", "without anything"),
    ],
)
def test_a_faithful_text_has_no_findings(source: str, translation: str) -> None:
    assert check(source, translation) == []


@pytest.mark.parametrize(
    ("source", "translation", "finding"),
    [
        ("Noch %(number)s Fragen", "questions left", Finding(Fault.MISSING_PLACEHOLDER, "%(number)s")),
        ("Fragen", "%(number)s questions", Finding(Fault.UNKNOWN_PLACEHOLDER, "%(number)s")),
        ("Wie alt ist ${name}?", "How old is $ {name}?", Finding(Fault.MISSING_PLACEHOLDER, "${name}")),
        ("Bis {day}", "Until {tag}", Finding(Fault.MISSING_PLACEHOLDER, "{day}")),
        (
            "Siehe https://example.org/a",
            "See https://example.org/b",
            Finding(Fault.MISSING_ADDRESS, "https://example.org/a"),
        ),
        ("Siehe dort", "See x@example.org", Finding(Fault.UNKNOWN_ADDRESS, "x@example.org")),
        ("Text", "  \n", Finding(Fault.EMPTY, "")),
    ],
)
def test_what_was_lost_or_invented_is_an_error(source: str, translation: str, finding: Finding) -> None:
    findings = check(source, translation)
    assert finding in findings
    assert all(found.is_error for found in findings)


def test_other_numbers_are_only_a_warning() -> None:
    (finding,) = check("Sie haben 14 Tage Zeit.", "You have two weeks (4 days).")
    assert finding == Finding(Fault.OTHER_NUMBERS, "14, 4")
    assert not finding.is_error


def test_a_text_longer_than_its_place_is_an_error() -> None:
    assert check("Ja", "Evet, evet", max_length=5) == [Finding(Fault.TOO_LONG, "5")]
    assert check("Ja", "Evet", max_length=5) == []


@given(st.text(max_size=60).filter(str.strip))
def test_every_text_is_faithful_to_itself(text: str) -> None:
    assert check(text, text) == []
