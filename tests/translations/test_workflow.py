from itertools import product

import pytest

from translations.workflow import (
    Origin,
    Review,
    ReviewNotAllowed,
    State,
    check_review,
    may_publish,
    source_hash,
    state_of,
)

# Written down by hand from the rule of the house: (origin, review) -> shown when
# (high risk, current), (high risk, outdated), (other, current), (other, outdated).
PUBLISHED = {
    ("human", "unreviewed"): (False, False, True, True),
    ("human", "accepted"): (True, False, True, True),
    ("human", "reviewed"): (True, False, True, True),
    ("machine_edited", "unreviewed"): (False, False, True, True),
    ("machine_edited", "accepted"): (True, False, True, True),
    ("machine_edited", "reviewed"): (True, False, True, True),
    ("memory", "unreviewed"): (False, False, True, True),
    ("memory", "accepted"): (True, False, True, True),
    ("memory", "reviewed"): (True, False, True, True),
    ("machine", "unreviewed"): (False, False, True, True),
    # cannot be stored; if it were, it would count as unreviewed
    ("machine", "accepted"): (False, False, True, True),
    ("machine", "reviewed"): (True, False, True, True),
}
KINDS = {"survey": True, "consent": True, "report": True, "bot": True, "concept": False, "page": False}


def test_the_table_covers_every_origin_and_review() -> None:
    assert set(PUBLISHED) == {(o.value, r.value) for o, r in product(Origin, Review)}


@pytest.mark.parametrize(("origin", "review"), PUBLISHED)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("outdated", [False, True])
def test_a_text_is_published_by_risk_origin_review_and_age(kind: str, origin: str, review: str, outdated: bool) -> None:
    column = (0 if KINDS[kind] else 2) + (1 if outdated else 0)
    assert may_publish(kind, Origin(origin), Review(review), outdated=outdated) is PUBLISHED[origin, review][column]


@pytest.mark.parametrize("warning", ["numbers-differ", "length", "untranslated", "script", "repetition", "glossary"])
def test_a_machine_text_with_a_warning_is_not_published(warning: str) -> None:
    assert not may_publish("page", Origin.MACHINE, Review.UNREVIEWED, outdated=False, warnings=["pivot", warning])


def test_a_text_that_its_translator_left_unfinished_is_not_published() -> None:
    assert not may_publish("page", Origin.HUMAN, Review.UNREVIEWED, outdated=False, warnings=["unfinished"])


def test_a_route_through_english_alone_does_not_stop_a_draft() -> None:
    assert may_publish("page", Origin.MACHINE, Review.UNREVIEWED, outdated=False, warnings=["pivot"])


def test_a_person_who_reviewed_a_machine_text_outweighs_its_warnings() -> None:
    assert may_publish("page", Origin.MACHINE, Review.REVIEWED, outdated=False, warnings=["length"])


def test_a_machine_text_cannot_be_accepted_unseen() -> None:
    with pytest.raises(ReviewNotAllowed):
        check_review(Origin.MACHINE, Review.ACCEPTED)


# sums by coreutils' sha256sum
def test_the_hash_is_the_sha256_of_the_utf8_text() -> None:
    assert source_hash("Wo lebst du?") == "cc362311aac78106f4d08fd823d9a8161ba6f3a1a134650682cd197aacd887ef"


def test_blanks_and_unicode_form_do_not_change_the_hash() -> None:
    assert source_hash(" Wo\u00a0 lebst\n\tdu? ") == source_hash("Wo lebst du?")
    assert (
        source_hash("Zu\u0308ge")
        == source_hash("Z\u00fcge")
        == "f6eaf63953daf0a22c93922f31b54def7378f5018f9345ddfaf352e48dd5d655"
    )


@pytest.mark.parametrize(
    ("origin", "review", "outdated", "state"),
    [
        ("human", "reviewed", True, State.OUTDATED),
        ("human", "reviewed", False, State.REVIEWED),
        ("human", "accepted", False, State.ACCEPTED),
        ("human", "unreviewed", False, State.UNREVIEWED),
        ("machine", "unreviewed", False, State.MACHINE),
        ("machine", "reviewed", False, State.REVIEWED),
        ("machine_edited", "unreviewed", False, State.UNREVIEWED),
    ],
)
def test_the_state_follows_from_origin_review_and_age(origin: str, review: str, outdated: bool, state: State) -> None:
    assert state_of(Origin(origin), Review(review), outdated=outdated) is state
