import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from translations.machine.packages import BadPackage, install_package, installed, missing_packages, route


def packed(folder: Path, target: Path) -> tuple[Path, str]:
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder.parent))
    return target, hashlib.sha256(target.read_bytes()).hexdigest()


def test_the_way_goes_through_english_where_there_is_no_direct_one(models: Path) -> None:
    assert [package.name for package in route("tr", models)] == ["de_en", "en_tr"]
    assert [package.name for package in route("en", models)] == ["de_en"]


@pytest.mark.parametrize(
    ("language", "missing"), [("en", []), ("tr", []), ("ar", ["en_ar"]), ("ku", []), ("leicht", [])]
)
def test_what_is_missing_is_named(models: Path, language: str, missing: list[str]) -> None:
    assert missing_packages(language, models) == missing


def test_without_any_package_both_steps_are_missing(tmp_path: Path) -> None:
    assert missing_packages("tr", tmp_path / "none") == ["de_en", "en_tr"]


def test_a_foreign_folder_between_the_packages_breaks_nothing(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    shutil.copytree(models, folder)
    (folder / "foreign").mkdir()
    (folder / "foreign" / "metadata.json").write_text("[]")
    (folder / "notes.txt").write_text("x")
    broken = folder / "en_fr"
    shutil.copytree(models / "en_tr", broken)
    (broken / "metadata.json").write_text("{")
    assert sorted(installed(folder)) == [("de", "en"), ("en", "tr")]


def test_a_newer_version_is_taken_at_once(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    shutil.copytree(models, folder)
    newer = folder / "de_en_newer"
    shutil.copytree(models / "de_en", newer)
    metadata = json.loads((newer / "metadata.json").read_text())
    (newer / "metadata.json").write_text(json.dumps({**metadata, "package_version": "1.10"}))
    assert installed(folder)["de", "en"].path == newer


def test_a_package_file_with_its_sum_is_installed(models: Path, tmp_path: Path) -> None:
    file, sha256 = packed(models / "de_en", tmp_path / "de_en.argosmodel")
    installed_package = install_package(file, sha256=sha256, folder=tmp_path / "packages")
    assert installed(tmp_path / "packages") == {("de", "en"): installed_package}


def test_another_file_than_the_expected_one_is_refused(models: Path, tmp_path: Path) -> None:
    file, _ = packed(models / "de_en", tmp_path / "x.argosmodel")
    with pytest.raises(BadPackage, match="SHA-256"):
        install_package(file, sha256="0" * 64, folder=tmp_path / "packages")


@pytest.mark.parametrize(
    "names", [["../evil/metadata.json"], ["/evil"], ["a/x", "b/x"], [".git/x"], ["a/metadata.json"]]
)
def test_a_package_of_another_form_is_refused(tmp_path: Path, names: list[str]) -> None:
    file = tmp_path / "x.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    folder = tmp_path / "packages"
    with pytest.raises(BadPackage):
        install_package(file, sha256=sha256, folder=folder)
    assert not (tmp_path / "evil").exists()
    assert installed(folder) == {}


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.argosmodel"
    file.write_bytes(b"no archive")
    with pytest.raises(BadPackage, match="zip"):
        install_package(file, sha256=hashlib.sha256(b"no archive").hexdigest(), folder=tmp_path / "p")
