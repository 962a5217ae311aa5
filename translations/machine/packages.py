"""Argos packages on disk: which there are, which are sound, and which way leads from German to a language.

A package is a folder with `metadata.json`, `model/` (CTranslate2) and `sentencepiece.model` or `bpe.model`.
All models lead through English. A broken package is left out, so that the others keep working.
"""

import hashlib
import json
import os
import shutil
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from translations.languages import LANGUAGES

PIVOT = "en"
FOLDER_VARIABLE = "ARGOS_PACKAGES_DIR"
LARGEST_PACKAGE_BYTES = 2 * 1024**3
_MODEL_FILE = "model/model.bin"
_TOKENIZER_FILES = ("sentencepiece.model", "bpe.model")


class MachineUnavailable(Exception):
    """There can be no drafts: no such language, no package, or no engine; the message says which."""


class BadPackage(ValueError):
    """The package file is refused; nothing was installed."""


@dataclass(frozen=True, slots=True)
class PackageFolder:
    path: Path
    source: str
    target: str
    version: str

    @property
    def name(self) -> str:
        return f"{self.source}_{self.target}"


def default_folder() -> Path:
    """The folder that Argos itself uses, so that packages installed with its own tool are found."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder)
    data = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return data / "argos-translate" / "packages"


def installed(folder: Path | None = None) -> dict[tuple[str, str], PackageFolder]:
    """The sound packages by (source, target); of two for one pair the later version."""
    found: dict[tuple[str, str], PackageFolder] = {}
    folder = folder or default_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        package = _read(path)
        if package is None:
            continue
        pair = (package.source, package.target)
        if pair not in found or _order(found[pair].version) < _order(package.version):
            found[pair] = package
    return found


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def _read(path: Path) -> PackageFolder | None:
    has_tokenizer = any((path / name).is_file() for name in _TOKENIZER_FILES)
    if not ((path / _MODEL_FILE).is_file() and has_tokenizer):
        return None
    try:
        metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        codes = str(metadata["from_code"]), str(metadata["to_code"])
        return PackageFolder(path, *codes, str(metadata.get("package_version", "0")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def route(language: str, folder: Path | None = None) -> list[PackageFolder]:
    """The packages from German to a language of the registry, in order; raise `MachineUnavailable` with the reason."""
    if missing := missing_packages(language, folder):
        raise MachineUnavailable(f"missing package: {', '.join(missing)}")
    packages, target = installed(folder), LANGUAGES[language].argos
    if target is None:
        raise MachineUnavailable("no machine model; ask a translator")
    if ("de", target) in packages:
        return [packages["de", target]]
    return [packages["de", PIVOT], packages[PIVOT, target]]


def missing_packages(language: str, folder: Path | None = None) -> list[str]:
    """Which packages would have to be installed, such as `de_en`; empty if the way is complete.

    Empty also for a language for which no model exists: there is nothing that could be installed.
    """
    target = LANGUAGES[language].argos
    if target is None:
        return []
    packages = installed(folder)
    if ("de", target) in packages:
        return []
    wanted = [("de", PIVOT)] if target == PIVOT else [("de", PIVOT), (PIVOT, target)]
    return [f"{source}_{end}" for source, end in wanted if (source, end) not in packages]


def install_package(file: Path, *, sha256: str, folder: Path | None = None) -> PackageFolder:
    """Unpack a package file whose SHA-256 is known. Raises `BadPackage` before anything is written."""
    folder = folder or default_folder()
    with file.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256.lower():
            raise BadPackage("the file is not the one whose SHA-256 was given")
    try:
        with zipfile.ZipFile(file) as archive:
            top = _check_members(archive)
            target, unpacked = folder / top, folder / f".{top}.new"
            shutil.rmtree(unpacked, ignore_errors=True)
            archive.extractall(unpacked)
    except zipfile.BadZipFile as error:
        raise BadPackage("the file is no zip archive") from error
    package = _read(unpacked / top)
    if package is None:
        shutil.rmtree(unpacked)
        raise BadPackage("metadata, model or tokenizer is missing")
    shutil.rmtree(target, ignore_errors=True)
    (unpacked / top).rename(target)
    unpacked.rmdir()
    return PackageFolder(target, package.source, package.target, package.version)


def _check_members(archive: zipfile.ZipFile) -> str:
    members = archive.infolist()
    if sum(member.file_size for member in members) > LARGEST_PACKAGE_BYTES:
        raise BadPackage("the package is larger than 2 GiB")
    tops = set()
    for member in members:
        path = PurePosixPath(member.filename)
        if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise BadPackage("a path leads out of the package")
        tops.add(path.parts[0])
    if len(tops) != 1 or next(iter(tops)).startswith("."):
        raise BadPackage("the package has not exactly one top folder")
    return str(next(iter(tops)))
