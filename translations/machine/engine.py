"""Runs the models. Only the worker loads them: they are heavy, and a fork after loading hangs.

Of Argos only `package` is imported, which reads packages and their tokenizers. Its `translate` would bring
stanza and minisbd (downloads, telemetry of onnxruntime), write texts into logs at level INFO, cut answers
at 256 tokens and use as many threads as there are cores, which is 33 times slower on two busy cores.
"""

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from translations.machine.doubts import doubts_about
from translations.machine.packages import MachineUnavailable, PackageFolder, route
from translations.machine.protection import pieces, protect
from translations.machine.sentences import split, tidy

MOST_MODELS = 4
BEAM = 4
LONGEST_SENTENCE_TOKENS = 180
LONGEST_ANSWER_TOKENS = 512
BATCH_TOKENS = 2048
LARGEST_JOB = 20_000


class JobTooLarge(ValueError):
    """A text has more than LARGEST_JOB characters."""


class DraftFailed(RuntimeError):
    """The model gave up on this text; others are not concerned."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`route` is like `de>en>tr`."""

    text: str
    route: str
    warnings: list[str]


class Engine:
    """Translates from German. Safe for several threads: one lock, at most four models in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._loaded: OrderedDict[Path, tuple[Any, Any, str]] = OrderedDict()
        self._lock = threading.Lock()

    def translate(self, text: str, language: str) -> Draft:
        """Raises `MachineUnavailable` if the way to the language is not complete."""
        if len(text) > LARGEST_JOB:
            raise JobTooLarge
        way = route(language, self._folder)
        name = ">".join([way[0].source, *(package.target for package in way)])
        source = tidy(text)
        if not any(sign.isalpha() for sign in source):
            return Draft(source, name, [])
        lines, in_pieces = [], False
        for line in source.split("\n"):
            translated, cut = self._translate_line(line, way)
            lines.append(translated)
            in_pieces = in_pieces or cut
        result = "\n".join(lines)
        pivot = len(way) > 1
        return Draft(result, name, doubts_about(source, result, language, pivot=pivot, in_pieces=in_pieces))

    def _translate_line(self, line: str, way: list[PackageFolder]) -> tuple[str, bool]:
        """The line in the language, and whether it had to be translated in pieces."""
        protected = protect(line)
        whole = protected.restore(self._run(protected.text, way)) if protected.parts else self._run(line, way)
        if whole is not None:
            return whole, False
        return "".join(self._piece(piece, way) if is_open else piece for piece, is_open in pieces(line)), True

    def _piece(self, piece: str, way: list[PackageFolder]) -> str:
        """Keep the blanks around a piece: the model drops them."""
        core = piece.strip()
        lead, trail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
        return lead + self._run(core, way) + trail if core else piece

    def _run(self, text: str, way: list[PackageFolder]) -> str:
        if not any(sign.isalpha() for sign in text):
            return text
        for package in way:
            text = " ".join(self._apply(package, split(text)))
        return text

    def _apply(self, package: PackageFolder, sentences: list[str]) -> list[str]:
        with self._lock:
            translator, tokenizer, prefix = self._model(package)
            tokens = [tokenizer.encode(part) for sentence in sentences for part in _shorten(sentence, tokenizer)]
            try:
                results = translator.translate_batch(
                    tokens,
                    target_prefix=[[prefix]] * len(tokens) if prefix else None,
                    replace_unknowns=True,
                    max_batch_size=BATCH_TOKENS,
                    batch_type="tokens",
                    beam_size=BEAM,
                    length_penalty=0.2,
                    max_decoding_length=LONGEST_ANSWER_TOKENS,
                )
            except RuntimeError as error:
                raise DraftFailed(package.name) from error
            return [tokenizer.decode(result.hypotheses[0]).removeprefix(prefix).strip() for result in results]

    def _model(self, package: PackageFolder) -> tuple[Any, Any, str]:
        if package.path in self._loaded:
            self._loaded.move_to_end(package.path)
        else:
            self._loaded[package.path] = _load(package)
            while len(self._loaded) > MOST_MODELS:
                self._loaded.popitem(last=False)
        return self._loaded[package.path]


def _shorten(sentence: str, tokenizer: Any) -> list[str]:
    """Halve a sentence that is too long for the model at the blank nearest to its middle."""
    words = sentence.split()
    if len(words) < 2 or len(tokenizer.encode(sentence)) <= LONGEST_SENTENCE_TOKENS:
        return [sentence]
    half = len(words) // 2
    return [part for words_ in (words[:half], words[half:]) for part in _shorten(" ".join(words_), tokenizer)]


def _load(package: PackageFolder) -> tuple[Any, Any, str]:
    try:
        import ctranslate2

        argos_package = _import_argos_package()
    except ImportError as error:
        raise MachineUnavailable(f"the engine is not installed: {error.name}") from error
    try:
        found = argos_package.Package(package.path)
        # One thread: on busy cores more of them wait for each other.
        translator = ctranslate2.Translator(
            str(package.path / "model"), device="cpu", inter_threads=1, intra_threads=1, compute_type="auto"
        )
        found.tokenizer.encode("a")
    except (RuntimeError, OSError, ValueError, AttributeError) as error:
        raise MachineUnavailable(f"broken package: {package.name}") from error
    return translator, found.tokenizer, found.target_prefix or ""


def _import_argos_package() -> Any:
    """Import without a trace in the home folder: Argos makes three folders there on import."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    before = {name: os.environ.get(name) for name in names}
    with TemporaryDirectory() as folder:
        os.environ.update(dict.fromkeys(names, folder))
        try:
            from argostranslate import package
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
    return package
