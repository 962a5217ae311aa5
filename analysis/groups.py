"""Groups of respondents, derived from a release as the definitions say."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis.definitions import UNKNOWN, Group
from analysis.release import Release


def derive_groups(release: Release, groups: Iterable[Group]) -> pd.DataFrame:
    """One column per grouping with its category names; who did not say is `unbekannt`."""
    return pd.DataFrame({group.name: _derive(release, group) for group in groups})


def _derive(release: Release, group: Group) -> pd.Series:
    answers = release.answers(group.source)
    found = np.full(len(answers), UNKNOWN, dtype=object)
    for category, (low, high) in group.bands.items():
        found[(answers >= low) & (answers <= high)] = category
    for category, codes in group.codes.items():
        found[np.isin(answers, codes)] = category
    return pd.Series(found, dtype=str)


def ordered(levels: Iterable[str], group: Group) -> list[str]:
    """The levels in the order of the definition, `unbekannt` last."""
    place: Mapping[str, int] = {category: number for number, category in enumerate(group.categories)}
    return sorted(levels, key=lambda level: place.get(level, len(place)))
