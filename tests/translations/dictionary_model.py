"""Builds a real CTranslate2 model that translates word by word, so that the engine is tried without a download.

A Transformer of one layer whose weights are set by hand: embeddings are unit vectors for the word and for its
place; the decoder looks at the word of its own place and writes what the dictionary has for it. Words that it
does not know are copied letter by letter. The folder is like those of Argos packages.
"""

import io
import json
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

PLACES = 96
SHARP = 60.0
SIGNS = "abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ0123456789.?!,:;%()/@-⟦⟧"


def build_package(
    folder: Path,
    source: str,
    target: str,
    words: dict[str, str],
    *,
    version: str = "1.0",
    spoiled: dict[str, str] | None = None,
) -> Path:
    """Write `<folder>/<source>_<target>` which translates these words one for one; `spoiled` changes single signs."""
    path = folder / f"{source}_{target}"
    (path / "model").mkdir(parents=True)
    _train_tokenizer(path, sorted(set(words) | set(words.values())))
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path / "sentencepiece.model"))
    vocabulary = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    mapping = {_piece(key): _piece(value) for key, value in words.items()}
    _model(vocabulary, mapping | (spoiled or {})).save(str(path / "model"))
    metadata = {"package_version": version, "argos_version": "1.9", "from_code": source, "to_code": target}
    (path / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return path


def _piece(word: str) -> str:
    return f"\u2581{word}"


def _train_tokenizer(path: Path, words: list[str]) -> None:
    """Words of the dictionary are one token each, everything else is spelled letter by letter."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([SIGNS] * 3),
        model_writer=model,
        model_type="char",
        vocab_size=len(SIGNS) + len(words) + 4,
        hard_vocab_limit=False,
        user_defined_symbols=[_piece(word) for word in words],
        character_coverage=1.0,
        minloglevel=2,
    )
    (path / "sentencepiece.model").write_bytes(model.getvalue())


def _model(vocabulary: list[str], mapping: dict[str, str]) -> TransformerSpec:
    size = len(vocabulary)
    depth = size + PLACES
    words, places = np.eye(depth, dtype=np.float32)[:size], np.eye(depth, dtype=np.float32)[size:]
    none = np.zeros((depth, depth), dtype=np.float32)
    number = {piece: place for place, piece in enumerate(vocabulary)}
    turn = none.copy()
    for piece, place in number.items():
        turn[number[mapping.get(piece, piece)], place] = 1
    see_place = none.copy()
    see_place[size:, size:] = np.eye(PLACES) * SHARP
    be_seen = see_place.copy()
    # Behind the last word the end sign is all there is to see, so that the other beams end too.
    be_seen[size:, number["</s>"]] = SHARP * 0.3

    spec = TransformerSpec.from_config(1, 1)
    spec.config.add_source_eos = True
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    for part, layers in ((spec.encoder, ("self_attention",)), (spec.decoder, ("self_attention", "attention"))):
        part.scale_embeddings = False
        part.position_encodings.encodings = places
        embeddings = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
        embeddings.weight = words if part is spec.encoder else np.zeros_like(words)
        _plain(part.layer_norm, depth)
        layer = part.layer[0]
        for name in layers:
            attention = getattr(layer, name)
            _plain(attention.layer_norm, depth)
            for linear in attention.linear:
                linear.weight = none
        layer.self_attention.linear[0].weight = np.concatenate([none] * 3)
        _plain(layer.ffn.layer_norm, depth)
        layer.ffn.linear_0.weight = none
        layer.ffn.linear_1.weight = none
    look = spec.decoder.layer[0].attention
    look.linear[0].weight = see_place
    look.linear[1].weight = np.concatenate([be_seen, turn])
    look.linear[2].weight = np.eye(depth, dtype=np.float32)
    spec.decoder.projection.weight = words * SHARP
    spec.validate()
    return spec


def _plain(norm: object, depth: int) -> None:
    norm.gamma = np.ones(depth, dtype=np.float32)  # type: ignore[attr-defined]
    norm.beta = np.zeros(depth, dtype=np.float32)  # type: ignore[attr-defined]
