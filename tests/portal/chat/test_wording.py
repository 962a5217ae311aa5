"""Every topic of the contract can be said in the five complete languages, in the way each language asks for."""

import re

import pytest
from sqlmodel import Session

from portal.chat import wording
from portal.chat.demo import load
from portal.config import Settings
from translations.languages import LANGUAGES

COMPLETE = [language.slug for language in LANGUAGES.values() if language.complete]


def test_the_topics_are_those_of_the_contract(shared) -> None:
    contract = (shared / "design" / "contract.md").read_text("utf-8")
    section = contract.split("## Bot topics")[1].split("The bot's channel")[0]
    listed = re.findall(r"`([a-z_ ]+)`", section)
    assert set(wording.ALL_TOPICS) == {code for line in listed for code in line.split()}


@pytest.mark.parametrize("language", COMPLETE)
def test_every_text_is_shipped_in_every_complete_language(language: str) -> None:
    texts = wording.TEXTS.texts(LANGUAGES[language])
    assert set(texts) == set(wording.shipped_keys())
    assert {wording.answer_key(topic) for topic in wording.ALL_TOPICS} <= set(texts)
    assert all(text.strip() for text in texts.values())


def test_leichte_sprache_has_short_lines_without_marks() -> None:
    for key, text in wording.TEXTS.texts(LANGUAGES["leicht"]).items():
        for line in text.split("\n"):
            assert len(line.split()) <= 12, key
            assert not re.search(r"[;()\[\]{}/–§%&#_…]", line), key


def test_numbers_of_police_and_rescue_stand_in_every_emergency_text() -> None:
    for language in COMPLETE:
        text = wording.TEXTS.texts(LANGUAGES[language])[wording.answer_key("emergency")]
        assert "110" in text
        assert "112" in text


def test_the_demo_speaks_five_languages(session: Session, settings: Settings) -> None:
    load(session, settings)
    for language in COMPLETE:
        assert wording.say(session, wording.answer_key("housing"), LANGUAGES[language]).language.slug == language


def test_a_real_city_accepts_translations_itself(session: Session) -> None:
    wording.load(session, accepted=False)
    text = wording.say(session, wording.answer_key("housing"), LANGUAGES["ar"])
    assert text.language.slug == "de"


def test_without_loaded_texts_the_shipped_german_is_spoken(session: Session) -> None:
    assert wording.say(session, wording.turn_key("welcome"), LANGUAGES["en"]).language.slug == "de"
