"""Does a new release differ from the last by enough people in every group that is shown?"""

from pathlib import Path

from analysis.definitions import read_definitions, read_groups
from analysis.groups import derive_groups
from analysis.release import read_release

NEW_ANSWERS = 10


def enough_newcomers(old: Path, new: Path) -> bool:
    """Every group that is shown needs ten new answers, or the difference would tell what few people said."""
    groups = read_groups()
    shown = {name for definition in read_definitions() for name in definition.breakdowns}
    before, after = (derive_groups(read_release(one), [groups[name] for name in shown]) for one in (old, new))
    grown = (after[name].value_counts().sub(before[name].value_counts(), fill_value=0) for name in shown)
    return all(bool((counts >= NEW_ANSWERS).all()) for counts in grown)
