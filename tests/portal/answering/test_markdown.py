import pytest

from portal.answering.markdown import block, inline, plain, sentence_lines
from surveys.page import Piped


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **b** c", "a <strong>b</strong> c"),
        ("_so_ und *so*", "<em>so</em> und <em>so</em>"),
        ("5 * 3 * 2, snake_case_name", "5 * 3 * 2, snake_case_name"),
        ("# Titel\nText", "<strong>Titel</strong><br>Text"),
        ("„Keine Angabe“", "„Keine Angabe“"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[Amt](https://a.example/__x__?b=1&c=2)",
         '<a href="https://a.example/__x__?b=1&amp;c=2" rel="noopener noreferrer">Amt</a>'),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ('[x](https://a.example/"on=1)',
         '<a href="https://a.example/&#34;on=1" rel="noopener noreferrer">x</a>'),
        ("\ue0000\ue001", "0"),
    ],
)  # fmt: skip
def test_a_small_part_of_markdown_and_nothing_else(text: str, html: str) -> None:
    assert inline(Piped(text)) == html


def test_answers_are_never_read_as_markdown_or_html() -> None:
    values = {"name": "**<b>x</b>** [a](https://b.example)"}
    assert inline(Piped("Hallo ${name}!", values)) == (
        "Hallo <bdi>**&lt;b&gt;x&lt;/b&gt;** [a](https://b.example)</bdi>!"
    )
    assert inline(Piped("Hallo ${ nobody }")) == "Hallo <bdi></bdi>"


def test_notes_have_paragraphs_and_lists() -> None:
    assert block(Piped("Eins\nzwei\n\n- a\n- b")) == "<p>Eins<br>zwei</p><ul><li>a</li><li>b</li></ul>"


def test_plain_words_for_titles_and_links() -> None:
    assert plain(Piped("**Ab**\n16 < 18")) == "Ab 16 < 18"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("0 heißt: nein. 10 heißt: ja.", ["0 heißt: nein.", "10 heißt: ja."]),
        ("Sind Sie krank? **Nicht** alle sind es.", ["Sind Sie krank?", "**Nicht** alle sind es."]),
        ("Am 3. Oktober war frei.", ["Am 3. Oktober war frei."]),
        ("Ein Satz.", ["Ein Satz."]),
    ],
)
def test_easy_language_has_one_sentence_a_line(text: str, lines: list[str]) -> None:
    assert sentence_lines(Piped(text)).text.split("\n") == lines
