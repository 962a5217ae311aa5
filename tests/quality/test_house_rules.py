"""Rules of the house that a machine can keep."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from portal.config import KNOWN
from portal.web.language import CATALOGS
from translations.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
PACKAGES = ("portal", "surveys", "translations", "analysis", "bot", "scripts", "bench")


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in listed if name.endswith(endings) and (ROOT / name).exists()]


def sources() -> list[Path]:
    return [
        path for path in tracked(".py") if path.relative_to(ROOT).parts[0] in PACKAGES and "versions" not in path.parts
    ]


def test_no_file_is_a_god_file():
    long = {str(path.relative_to(ROOT)): n for path in sources() if (n := len(path.read_text().splitlines())) > 400}
    assert not long


def test_only_the_edge_commits():
    allowed = re.compile(r"(portal/(db|web/transaction)\.py|/commands\.py)$")
    faults = [
        str(path.relative_to(ROOT))
        for path in sources()
        if re.search(r"\bsession\.commit\(", path.read_text()) and not allowed.search(str(path))
    ]
    assert not faults


def test_views_are_short_enough_to_read_at_a_glance():
    faults = []
    for path in sources():
        if not re.search(r"(views|api)\.py$", path.name):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                length = (node.end_lineno or 0) - node.body[0].lineno + 1
                if length > 25:
                    faults.append(f"{path.relative_to(ROOT)}:{node.name} has {length} lines")
    assert not faults


def test_nothing_unfinished_is_marked_in_the_code():
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|NotImplemented" r"Error)\b")
    faults = [str(p.relative_to(ROOT)) for p in tracked(".html", ".js", ".scss", ".py") if marks.search(p.read_text())]
    assert not faults


def test_locks_name_no_registry():
    faults = [
        str(path.relative_to(ROOT))
        for path in tracked(".txt", "package-lock.json")
        if ("requirements" in path.name or "requirements" in path.parts or path.name == "package-lock.json")
        and re.search(r"https?://", path.read_text())
    ]
    assert not faults


def test_every_setting_is_explained_in_the_operations_handbook():
    handbook = (ROOT / "docs" / "operations.md").read_text()
    assert [name for name in KNOWN if f"`{name}`" not in handbook] == []


# AAPOR calls margins of error of opt-in samples misleading; an open survey represents nobody but those who answered.
FORBIDDEN = re.compile(r"repräsentativ|Fehlerspanne|margin of error|representative (sample|survey)", re.I)


def test_no_template_or_catalog_promises_what_an_open_survey_cannot():
    paths = [*tracked(".html", ".po", ".yaml", ".yml")]
    paths = [path for path in paths if "bot" not in path.relative_to(ROOT).parts]
    assert [str(path.relative_to(ROOT)) for path in paths if FORBIDDEN.search(path.read_text())] == []


@pytest.mark.parametrize("slug", [slug for slug in LANGUAGES if slug != "de"])
def test_every_row_of_the_registry_has_a_catalog_that_says_whether_anybody_reviewed_it(slug):
    head = (CATALOGS / LANGUAGES[slug].catalog / "LC_MESSAGES" / "messages.po").read_text()[:2000]
    assert re.search(r'"X-Review: (none|partial|full)\\n"', head)


def test_built_stylesheet_has_no_physical_direction():
    css = (ROOT / "portal" / "static" / "portal.css").read_text()
    physical = re.findall(
        r"[{;](?:margin|padding|border)-(?:left|right)(?:-\w+)?:|[{;](?:left|right):|text-align:(?:left|right)", css
    )
    assert not physical


def test_templates_are_short_and_use_every_macro_they_import():
    faults = []
    for path in tracked(".html"):
        text = path.read_text()
        name = str(path.relative_to(ROOT))
        if len(text.splitlines()) > 120:
            faults.append(f"{name}: {len(text.splitlines())} lines")
        for imported in re.findall(r"{%-? from \"[^\"]+\" import ([\w, ]+?)(?: with context)? -?%}", text):
            for macro in imported.split(","):
                macro_name = macro.split(" as ")[-1].strip()
                if len(re.findall(rf"\b{macro_name}\b", text)) < 2:
                    faults.append(f"{name}: {macro_name} is imported and not used")
    assert not faults
