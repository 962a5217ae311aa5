"""Argon2id with a bounded number of runs at a time.

Each run takes 64 MiB; a crowd at the door must not be able to take the machine's memory.
"""

from dataclasses import dataclass
from threading import BoundedSemaphore

from nacl.pwhash import argon2id

SALT_BYTES = argon2id.SALTBYTES
RUNS_AT_A_TIME = 2
WAIT_SECONDS = 5.0


class Busy(Exception):
    """Too many people try a code or a passphrase right now; the answer is 503 and a phone number."""


@dataclass(frozen=True)
class Cost:
    """`operations` passes over `memory` bytes; kept in each row, so that it can be raised later."""

    operations: int
    memory: int


STANDARD = Cost(operations=3, memory=64 * 1024 * 1024)

_runs = BoundedSemaphore(RUNS_AT_A_TIME)


def stretch(secret: bytes, salt: bytes, size: int, cost: Cost = STANDARD) -> bytes:
    """Return `size` bytes of key material for `secret`.

    Raises `Busy` when no run becomes free within `WAIT_SECONDS`.
    """
    if not _runs.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return bytes(argon2id.kdf(size, secret, salt, opslimit=cost.operations, memlimit=cost.memory))
    finally:
        _runs.release()
