"""The topic model as a part of the Rasa pipeline."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.normalise import normalise, says_something
from bot.components.topic_model import Settings, TopicModel, train
from bot.components.turns import ANSWER, NOT_UNDERSTOOD, decide, new_subject


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Names the topic when sure; otherwise the intent is ``ask`` or ``not_understood``, which the rules know.

    The full ranking stays in the message, so the channel can offer the best topics.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, model: TopicModel | None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, TopicModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        examples = training_data.intent_examples
        texts = [normalise(example.get(TEXT)) for example in examples]
        self._model = train(texts, [example.get(INTENT) for example in examples], Settings())
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._understand(message)
        return messages

    def _understand(self, message: Message) -> None:
        if self._model is None:
            raise RuntimeError("the topic classifier has no model")
        language = (message.get("metadata") or {}).get("language", "")
        text = normalise(message.get(TEXT) or "", language)
        ranking = self._model.rank(text) if says_something(text) else []
        turn = decide(ranking, self._model.thresholds)
        topic, confidence = ranking[0] if ranking else (NOT_UNDERSTOOD, 0.0)
        entries = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: value} for name, value in ranking]
        intent = {INTENT_NAME_KEY: topic if turn == ANSWER else turn, PREDICTED_CONFIDENCE_KEY: confidence}
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, entries, add_to_output=True)
        subject = new_subject(ranking)
        if subject is not None and turn == ANSWER:
            found = {"entity": "topic", "value": subject, "extractor": type(self).__name__}
            message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
