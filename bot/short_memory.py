"""Where conversations are kept: in memory, for half an hour after the last message, then gone."""

from __future__ import annotations

import time
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

MINUTES = 30


class NoShortMemory(Exception):
    """Rasa was started with another store, which could not forget at once."""


class ShortMemory(InMemoryTrackerStore):
    """Rasa's own store in memory would keep every conversation until the server stops."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        minutes: float = MINUTES,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._seconds = minutes * 60
        self._last_used: dict[str, float] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        self.forget_old()
        # Re-inserted, so the dictionary stays in order of last use.
        self._last_used.pop(tracker.sender_id, None)
        self._last_used[tracker.sender_id] = time.monotonic()
        await super().save(tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        self.forget_old()
        return await super().retrieve(sender_id)

    def forget(self, sender_id: str) -> None:
        self._last_used.pop(sender_id, None)
        self.store.pop(sender_id, None)

    def forget_old(self) -> None:
        too_old = time.monotonic() - self._seconds
        for sender_id, used in list(self._last_used.items()):
            if used > too_old:
                break
            self.forget(sender_id)


def short_memory(store: TrackerStore) -> ShortMemory:
    """Return the store that Rasa has wrapped in its own, which hide what ours adds."""
    while not isinstance(store, ShortMemory):
        store = getattr(store, "_tracker_store", None)
        if store is None:
            raise NoShortMemory("endpoints.yml must name bot.short_memory.ShortMemory")
    return store
