import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.translations.dictionary_model import build_package
from translations.machine.engine import LARGEST_JOB, Engine, JobTooLarge
from translations.machine.packages import MachineUnavailable


def test_sentences_and_lines_keep_their_order(models: Path) -> None:
    draft = Engine(models).translate("Das Haus ist groß. Wir helfen Ihnen.\n\nDas Haus ist groß.", "en")
    assert draft.text == "The house is big. We help you.\n\nThe house is big."
    assert (draft.route, draft.warnings) == ("de>en", [])


def test_other_languages_are_reached_through_english(models: Path) -> None:
    draft = Engine(models).translate("Wir helfen Ihnen.", "tr")
    assert draft.text == "Biz yardım ederiz."
    assert (draft.route, draft.warnings) == ("de>en>tr", ["pivot"])


@pytest.mark.parametrize(
    "kept",
    ["%(number)s", "${name}", "{day}", "https://example.org/a?b=1", "hilfe@example.org", "foo_bar", "&amp;", "**"],
)
def test_what_the_machine_must_not_touch_comes_back_unchanged(models: Path, kept: str) -> None:
    assert Engine(models).translate(f"Das {kept} Haus", "en").text == f"The {kept} house"


def test_a_text_without_letters_is_returned_as_it_is(models: Path) -> None:
    assert Engine(models).translate("14 + 3 = 17 ☎", "en").text == "14 + 3 = 17 ☎"


def test_control_characters_and_lone_surrogates_never_reach_the_engine(models: Path) -> None:
    assert Engine(models).translate("Das\x00 \ud800Haus\x07", "en").text == "The house"


def test_a_date_is_one_sentence(models: Path) -> None:
    draft = Engine(models).translate("Am 3. Mai kommen Wir heute.", "en")
    assert draft.text == "On 3. May come We today."


def test_a_model_that_loses_a_mark_translates_the_pieces_in_between(tmp_path: Path) -> None:
    build_package(tmp_path, "de", "en", {"Das": "The", "Haus": "house"}, spoiled={"⟦": "x", "⟧": "x"})
    draft = Engine(tmp_path).translate("Das {name} Haus", "en")
    assert draft.text == "The {name} house"
    assert draft.warnings == ["in-pieces"]


def test_a_model_that_changes_numbers_is_noticed(tmp_path: Path) -> None:
    build_package(tmp_path, "de", "en", {"Haus": "house"}, spoiled={"7": "8"})
    assert Engine(tmp_path).translate("Haus 17", "en").warnings == ["numbers-differ"]


def test_a_text_that_was_only_copied_is_noticed(models: Path) -> None:
    draft = Engine(models).translate("Niemand kennt diese Wörter hier", "en")
    assert "untranslated" in draft.warnings


def test_a_text_in_the_wrong_script_is_noticed(tmp_path: Path, models: Path) -> None:
    build_package(tmp_path, "de", "en", {"Haus": "house"})
    build_package(tmp_path, "en", "ar", {"house": "house"})
    assert Engine(tmp_path).translate("Haus", "ar").warnings == ["pivot", "script"]


def test_several_threads_get_the_right_answers(models: Path) -> None:
    engine = Engine(models)
    texts = ["Das Haus ist groß.", "Wir helfen Ihnen."] * 10
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: engine.translate(text, "tr").text, texts))
    assert found == ["Bu ev çok büyük.", "Biz yardım ederiz."] * 10


def test_a_job_that_is_too_large_is_refused(models: Path) -> None:
    with pytest.raises(JobTooLarge):
        Engine(models).translate("a" * (LARGEST_JOB + 1), "en")


@pytest.mark.parametrize(
    ("language", "reason"), [("ku", "no machine model"), ("sr", "no machine model"), ("fr", "en_fr")]
)
def test_without_a_way_the_reason_is_told(models: Path, language: str, reason: str) -> None:
    with pytest.raises(MachineUnavailable, match=reason):
        Engine(models).translate("Das Haus", language)


def test_a_package_with_a_broken_model_is_refused_and_others_keep_working(models: Path, tmp_path: Path) -> None:
    build_package(tmp_path, "de", "en", {"Haus": "house"})
    build_package(tmp_path, "en", "fr", {"house": "maison"})
    (tmp_path / "en_fr" / "model" / "model.bin").write_bytes(b"broken")
    engine = Engine(tmp_path)
    with pytest.raises(MachineUnavailable, match="broken package: en_fr"):
        engine.translate("Haus", "fr")
    assert engine.translate("Haus", "en").text == "house"


def test_texts_never_stand_in_a_log(
    models: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        Engine(models).translate("Das Haus ist groß.", "tr")
    assert "Haus" not in caplog.text
    assert capfd.readouterr() == ("", "")


def test_the_engine_loads_no_heavy_parts_and_leaves_no_folders(models: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from translations.machine.engine import Engine\n"
        f"Engine(Path({str(models)!r})).translate('Das Haus', 'en')\n"
        "heavy = {'torch', 'onnxruntime', 'stanza', 'minisbd', 'spacy', 'transformers'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": os.getcwd()},
    )
    assert result.stdout == "[]\n"
    assert list(home.iterdir()) == []
