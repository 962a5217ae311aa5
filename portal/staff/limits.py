"""Guesses at sign-in are counted per account and per network address; only failures count."""

import hashlib

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

MINUTES = 15

# An office sits behind one address, so that limit is wider; both stop guessing long before it pays.
PER_ACCOUNT = RateLimitItemPerMinute(5, MINUTES, namespace="sign-in-account")
PER_NETWORK = RateLimitItemPerMinute(50, MINUTES, namespace="sign-in-network")


class SignInLimits:
    """Counts in memory, or in Redis where several copies of the portal share one count."""

    def __init__(self, redis_url: str | None) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(redis_url or "memory://"))

    def exhausted(self, email: str, network: str) -> bool:
        return not (
            self._limiter.test(PER_ACCOUNT, _digest(email)) and self._limiter.test(PER_NETWORK, _digest(network))
        )

    def count_failure(self, email: str, network: str) -> None:
        self._limiter.hit(PER_ACCOUNT, _digest(email))
        self._limiter.hit(PER_NETWORK, _digest(network))

    def forget(self, email: str) -> None:
        """A person who came in has proved who they are."""
        self._limiter.clear(PER_ACCOUNT, _digest(email))


def _digest(value: str) -> str:
    return hashlib.blake2b(value.strip().lower().encode(), digest_size=16).hexdigest()
