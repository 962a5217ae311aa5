"""Which topic a message is about: character n-grams, weighted, into a logistic regression.

One model for all languages, since people mix them in one sentence. Characters instead of words survive
typos, missing diacritics, compounds and scripts without spaces. Stored as plain numbers (npz) and JSON:
loading it can run no code, and anything unexpected in the files is an error, never an untrained model.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.components.turns import NEVER_OFFERED, OUT_OF_SCOPE, Ranking, Thresholds

FORMAT = 1
NUMBERS, DESCRIPTION = "topics.npz", "topics.json"
FOLDS = 4
# An answer may be wrong at most this often among the training messages held back for tuning.
WRONG_ANSWERS = 0.05
# And at most this share of real questions may end in "not understood".
WRONGLY_REJECTED = 0.03
# Outside these the measured figures of this kind of model make no sense: then the data are too few.
ANSWER_BAND, ASK_BAND = (0.2, 0.35), (0.08, 0.2)


class BrokenModel(Exception):
    """The stored model cannot be used; the message says what is wrong with it."""


@dataclass(frozen=True)
class Settings:
    """What shapes the model: longest n-gram, how often an n-gram must occur, inverse regularisation."""

    longest: int = 5
    at_least: int = 1
    strength: float = 10.0


def _vectoriser(settings: Settings, vocabulary: list[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(1, settings.longest),
        min_df=settings.at_least if vocabulary is None else 1,
        sublinear_tf=True,
        lowercase=False,
        vocabulary=vocabulary,
        dtype=np.float32,
    )


class TopicModel:
    """A trained model. Texts given to it are already normalised."""

    def __init__(
        self,
        settings: Settings,
        topics: list[str],
        vocabulary: list[str],
        weights: np.ndarray,
        coefficients: np.ndarray,
        intercepts: np.ndarray,
        thresholds: Thresholds,
        fingerprint: str,
    ) -> None:
        if coefficients.shape != (len(topics), len(vocabulary)) or len(topics) < 2:
            raise BrokenModel(f"{coefficients.shape} numbers for {len(topics)} topics")
        if intercepts.shape != (len(topics),) or weights.shape != (len(vocabulary),):
            raise BrokenModel("the numbers do not fit the vocabulary")
        if not all(np.isfinite(numbers).all() for numbers in (weights, coefficients, intercepts)):
            raise BrokenModel("there are numbers that are not finite")
        self.settings, self.topics, self.vocabulary = settings, topics, vocabulary
        self.thresholds, self.fingerprint = thresholds, fingerprint
        self._weights, self._coefficients, self._intercepts = weights, coefficients, intercepts
        self._vectoriser = _vectoriser(settings, vocabulary)
        self._vectoriser.idf_ = weights

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text, one column a topic, each row summing to 1."""
        scores = expit(self._vectoriser.transform(texts) @ self._coefficients.T + self._intercepts)
        return scores / scores.sum(axis=1, keepdims=True)

    def rank(self, text: str) -> Ranking:
        """Return all topics with their confidence, best first."""
        row = self.probabilities([text])[0]
        return [(self.topics[index], float(row[index])) for index in np.argsort(-row, kind="stable")]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / NUMBERS,
            weights=self._weights,
            coefficients=self._coefficients,
            intercepts=self._intercepts,
        )
        description = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "settings": asdict(self.settings),
            "thresholds": asdict(self.thresholds),
            "topics": self.topics,
            "vocabulary": self.vocabulary,
        }
        (folder / DESCRIPTION).write_text(json.dumps(description, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "TopicModel":
        """Read a stored model; raise :class:`BrokenModel` for whatever is not exactly as saved."""
        try:
            described = json.loads((folder / DESCRIPTION).read_text("utf-8"))
            if described["format"] != FORMAT:
                raise BrokenModel(f"format {described['format']}, expected {FORMAT}: train again")
            with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
                return cls(
                    Settings(**described["settings"]),
                    described["topics"],
                    described["vocabulary"],
                    numbers["weights"],
                    numbers["coefficients"],
                    numbers["intercepts"],
                    Thresholds(**described["thresholds"]),
                    described["fingerprint"],
                )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BrokenModel(f"the stored topic model is unusable: {error!r}") from error


def _fit(texts: Sequence[str], topics: Sequence[str], settings: Settings) -> TopicModel:
    vectoriser = _vectoriser(settings)
    counted = vectoriser.fit_transform(texts)
    regression = LogisticRegression(solver="liblinear", C=settings.strength, class_weight="balanced", random_state=0)
    regression.fit(counted, topics)
    return TopicModel(
        settings,
        [str(topic) for topic in regression.classes_],
        [str(ngram) for ngram in vectoriser.get_feature_names_out()],
        vectoriser.idf_.astype(np.float32),
        regression.coef_.astype(np.float32),
        regression.intercept_.astype(np.float32),
        Thresholds(ANSWER_BAND[0], ASK_BAND[0]),
        "",
    )


def _within(band: tuple[float, float], value: float) -> float:
    return round(min(max(value, band[0]), band[1]), 3)


def tune(texts: Sequence[str], topics: Sequence[str], settings: Settings) -> Thresholds:
    """Choose the thresholds on messages the model has not seen, by cross-validation."""
    truth = np.array(topics)
    best, confidence = np.empty(len(truth), dtype=object), np.zeros(len(truth))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for seen, unseen in folds.split(truth, truth):
        model = _fit([texts[index] for index in seen], truth[seen], settings)
        rows = model.probabilities([texts[index] for index in unseen])
        best[unseen] = [model.topics[index] for index in rows.argmax(axis=1)]
        confidence[unseen] = rows.max(axis=1)
    wrong = best != truth
    candidates = np.arange(ANSWER_BAND[0], ANSWER_BAND[1] + 0.001, 0.01)
    share = [wrong[confidence >= value].mean() if (confidence >= value).any() else 0 for value in candidates]
    good_enough = [value for value, errors in zip(candidates, share, strict=True) if errors <= WRONG_ANSWERS]
    answer_from = _within(ANSWER_BAND, good_enough[0] if good_enough else ANSWER_BAND[1])
    subjects = confidence[~np.isin(truth, list(NEVER_OFFERED | {OUT_OF_SCOPE}))]
    return Thresholds(answer_from, _within(ASK_BAND, float(np.quantile(subjects, WRONGLY_REJECTED))))


def train(texts: Sequence[str], topics: Sequence[str], settings: Settings) -> TopicModel:
    """Tune, then learn from everything. The fingerprint names the examples, whatever their order."""
    model = _fit(texts, topics, settings)
    model.thresholds = tune(texts, topics, settings)
    lines = sorted(f"{topic}\t{text}" for topic, text in zip(topics, texts, strict=True))
    model.fingerprint = hashlib.sha256("\n".join([repr(settings), *lines]).encode()).hexdigest()[:16]
    return model
