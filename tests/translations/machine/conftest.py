from pathlib import Path

import pytest

from tests.translations.dictionary_model import build_package

ENGLISH = {
    "Das": "The", "Haus": "house", "ist": "is", "groß.": "big.", "Wir": "We", "helfen": "help", "Ihnen.": "you.",
    "Am": "On", "kommen": "come", "heute.": "today.", "Mai": "May",
}  # fmt: skip
TURKISH = {
    "The": "Bu", "house": "ev", "is": "çok", "big.": "büyük.", "We": "Biz", "help": "yardım", "you.": "ederiz.",
}  # fmt: skip


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """German to English and English to Turkish, a few words each."""
    folder = tmp_path_factory.mktemp("packages")
    build_package(folder, "de", "en", ENGLISH)
    build_package(folder, "en", "tr", TURKISH)
    return folder
