"""The data files load, and none of their patterns can be slow."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from jalon.facts.codebase import files, languages, patterns, sides
from jalon.facts.codebase import tests as conventions
from jalon.facts.codebase.frameworks import frameworks_of
from jalon.facts.knowledge import bounded, regex
from jalon.facts.model import Dependency
from jalon.facts.pipelines.tools import tools
from jalon.facts.theirs import not_theirs
from jalon.resources import resource


def test_every_data_file_has_its_shape() -> None:
    assert not_theirs("") == ""
    assert files.rules_for("Dockerfile")
    assert frameworks_of((Dependency("react", "npm"),), "")[0].name == "react"
    shell = languages.tongue_of("a.sh")
    assert shell is not None
    assert shell.name == "Shell"
    assert sides.side_of("a.sh", shell, "", {}) == "infrastructure"
    assert tools().commands


def all_patterns() -> Iterator[str]:
    for rules in patterns._by_language().values():
        yield from (rule.pattern for rule in rules if rule.pattern)
    for family in conventions._conventions().families:
        yield from (text for text in (family.case, family.checks, family.trivial, family.skipped, family.ends) if text)
    yield from (scenario.case for scenario in conventions._conventions().scenarios)


@pytest.mark.parametrize("hostile", ["a" * 50_000, " " * 50_000, "(" * 20_000, "<label " * 8_000, "aria-" * 10_000])
def test_no_pattern_is_slow_on_hostile_text(hostile: str) -> None:
    for pattern in set(all_patterns()):
        begin = time.process_time()
        regex(pattern).search(hostile)
        assert time.process_time() - begin < 1, pattern


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a*b+", "a{0,200}b{1,200}"),
        (r"[*+]x\*y", r"[*+]x\*y"),
        (r"\[a+\]", r"\[a{1,200}\]"),
        (r"a*?", "a{0,200}?"),
    ],
)
def test_repeats_are_capped(pattern: str, expected: object) -> None:
    assert bounded(pattern) == expected
    re.compile(expected)


def test_data_files_are_found_and_an_absent_one_says_which() -> None:
    assert resource("checklists", "knowledge", "tools.yml").is_file()
    with pytest.raises(FileNotFoundError, match=r"checklists/absent\.yml"):
        resource("checklists", "absent.yml")
