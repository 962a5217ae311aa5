"""`randomize()`: with a seed the same order in every ODK client.

ODK prescribes the Park-Miller generator ("minimal standard") and the inside-out Fisher-Yates shuffle:
https://getodk.github.io/xforms-spec/#fn:randomize
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807

Item = TypeVar("Item")


def shuffled(items: Sequence[Item], seed: int | None, random: Random) -> list[Item]:
    draw = random.random if seed is None else park_miller(seed)
    result: list[Item] = []
    for place, item in enumerate(items):
        other = int(draw() * (place + 1))
        result.append(item)
        result[place], result[other] = result[other], item
    return result


def park_miller(seed: int) -> Callable[[], float]:
    # The remainder keeps the sign of the seed here, unlike Python's own.
    state = abs(seed) % _MODULUS * (1 if seed > 0 else -1)
    if state <= 0:
        state += _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw
