"""The intake gate: a unit takes reports only when people are sure to be able to open them.

Two counsellor keys, so that illness locks nobody out, and a paper key, so that two lost passphrases do not.
"""

from dataclasses import dataclass

from sqlmodel import Session

from portal.reporting import store
from portal.reporting.models import Unit, VaultKey

FEWEST_KEYS = 2


class IntakeClosed(Exception):
    """No unit can take this report; nothing was stored."""


@dataclass(frozen=True)
class UnitState:
    """What a unit has, and what it lacks: `keys`, `paper_key`."""

    unit: Unit
    keys: list[VaultKey]
    missing: tuple[str, ...]

    @property
    def open(self) -> bool:
        return not self.missing


def unit_states(session: Session, *, demo_allowed: bool) -> list[UnitState]:
    """State of every unit. Production counts no demo unit and no demo key."""
    states = []
    for unit in store.units(session):
        if unit.demo and not demo_allowed:
            continue
        keys = [key for key in store.keys_of_unit(session, unit.id or 0) if demo_allowed or not key.demo]
        lacks = {"keys": len(keys) < FEWEST_KEYS, "paper_key": not unit.paper_public_key}
        states.append(UnitState(unit, keys, tuple(name for name, lacking in lacks.items() if lacking)))
    return states


def open_units(session: Session, *, demo_allowed: bool) -> list[UnitState]:
    """Units that take reports now. Raises `IntakeClosed` when there is none."""
    found = [state for state in unit_states(session, demo_allowed=demo_allowed) if state.open]
    if not found:
        raise IntakeClosed
    return found


def chosen_unit(states: list[UnitState], recipient: str) -> UnitState:
    """The unit that the reporter chose (`city`, `partner`); without a choice the first, which is the city's.

    A choice that nobody can serve is refused: a report that excludes the city must never reach it.
    """
    if not recipient:
        return states[0]
    for state in states:
        if state.unit.kind == recipient:
            return state
    raise IntakeClosed
