"""What the training and the held-out messages must keep to, so that a figure means something."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.components.normalise import normalise
from bot.likeness import NEAR, likeness, profile
from bot.measuring import read_held_out
from bot.places import DOMAIN, RULES, TRAINING, read_examples

# The codes of the contract between portal and bot.
TOPIC_NAMES = """
    intercultural_advice residence language_course mother_tongue school childcare university
    further_education work health care housing culture_leisure sport women participation volunteering
    religion interpreting benefits discrimination emergency survey
    greet thanks goodbye human change_language bot_challenge out_of_scope
"""
TOPICS = set(TOPIC_NAMES.split())
LANGUAGES = ["de", "leicht", "en", "ar", "tr"]
# People type German for leicht too, so the German examples teach for both.
FEWEST = {"leicht": 10}
EXAMPLES = read_examples(TRAINING)
HELD_OUT = read_held_out()


def test_the_domain_knows_the_topics_of_the_contract_and_how_to_be_unsure() -> None:
    domain = yaml.safe_load(DOMAIN.read_text("utf-8"))
    assert set(domain["intents"]) == TOPICS | {"ask", "not_understood"}


def test_every_intent_has_one_rule() -> None:
    rules = yaml.safe_load(RULES.read_text("utf-8"))["rules"]
    intents = Counter(rule["steps"][0]["intent"] for rule in rules)
    assert intents == Counter(TOPICS | {"ask", "not_understood"})


def test_there_is_a_file_for_every_language() -> None:
    assert {example.language for example in EXAMPLES} == set(LANGUAGES)
    assert {message.language for message in HELD_OUT} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_enough_examples(language: str) -> None:
    counts = Counter(example.topic for example in EXAMPLES if example.language == language)
    few = {topic: counts[topic] for topic in TOPICS if counts[topic] < FEWEST.get(language, 19)}
    assert set(counts) == TOPICS
    assert not few


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_city_does_not_do_has_about_four_times_as_many(language: str) -> None:
    counts = Counter(example.topic for example in EXAMPLES if example.language == language)
    others = sorted(counts[topic] for topic in TOPICS - {"out_of_scope"})
    assert counts["out_of_scope"] >= 3.5 * others[len(others) // 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_messages_a_topic_are_held_out(language: str) -> None:
    counts = Counter(message.topic for message in HELD_OUT if message.language == language)
    assert set(counts) == TOPICS
    assert min(counts.values()) >= 3


def test_no_message_teaches_two_topics() -> None:
    topics: dict[str, set[str]] = {}
    for example in EXAMPLES:
        topics.setdefault(normalise(example.text), set()).add(example.topic)
    assert {text: found for text, found in topics.items() if len(found) > 1} == {}


def test_no_example_is_empty_after_normalising_or_reads_as_markup() -> None:
    assert [example for example in EXAMPLES if not normalise(example.text)] == []
    # Rasa would read [words](name) as an entity and a leading slash as a command.
    assert [example for example in EXAMPLES if re.search(r"[\[\]{}]|^/", example.text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_message_is_nearly_a_training_example(language: str) -> None:
    trained = [(e.text, profile(e.text)) for e in EXAMPLES if e.language == language]
    near = []
    for message in HELD_OUT:
        if message.language == language:
            own = profile(message.text)
            near += [(message.text, text) for text, other in trained if likeness(own, other) >= NEAR]
    assert near == []


def test_training_files_are_named_by_language_slug() -> None:
    assert all(re.fullmatch(r"[a-z]{2,8}", Path(path).stem) for path in TRAINING.iterdir())
