"""Where the value of an indicator comes from: a survey (a), this platform itself (b), a department (c)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("indicator_classes.yaml")


@dataclass(frozen=True)
class SourceClass:
    letter: str
    secondary: str = ""
    computed_by: str = ""


DEPARTMENT = SourceClass("c")


def source_class(indicator_id: str) -> SourceClass:
    """An indicator that the file does not name is entered by a department."""
    return _classes().get(indicator_id, DEPARTMENT)


@cache
def _classes() -> dict[str, SourceClass]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        row["indicator"]: SourceClass(row["class"], row.get("secondary", ""), row.get("computed_by", ""))
        for row in rows
    }
