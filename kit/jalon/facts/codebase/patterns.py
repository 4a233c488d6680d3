"""What the text of a source file shows: `checklists/knowledge/patterns.yml` applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from jalon.facts.codebase.text import line_at
from jalon.facts.knowledge import read, regex
from jalon.facts.model import At, Item

MAX_EACH = 300


class Pattern(msgspec.Struct, frozen=True):
    """See the comments of the data file."""

    list: str
    kind: str
    name: str
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    also: tuple[str, ...] = ()
    pattern: str = ""
    each: bool = False
    in_tests: bool = False


def items(path: str, language: str, text: str, is_test: bool) -> Iterator[tuple[str, Item]]:
    """(list of Codebase, item) for everything the patterns find in a text whose comments are blanked."""
    for rule in _by_language().get(language, ()):
        if is_test and not rule.in_tests:
            continue
        first = next((offset for need in rule.needs if (offset := text.find(need)) >= 0), -1)
        if first < 0 or (rule.also and not any(other in text for other in rule.also)):
            continue
        if not rule.pattern:
            yield rule.list, Item(rule.kind, rule.name, path, At(line=line_at(text, first)))
            continue
        yield from ((rule.list, item) for item in _matches(rule, path, text))


def _matches(rule: Pattern, path: str, text: str) -> Iterator[Item]:
    line, last = 1, 0
    for count, match in enumerate(regex(rule.pattern).finditer(text)):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        line += text.count("\n", last, start)
        last = start
        groups = [group or "" for group in match.groups()]
        name = rule.name.format("", *groups, *[""] * 3).strip() if "{" in rule.name else rule.name
        yield Item(rule.kind, name[:120] or rule.kind, path, At(line=line))
        if not rule.each or count + 1 >= MAX_EACH:
            return


@lru_cache(maxsize=1)
def _by_language() -> dict[str, list[Pattern]]:
    index: dict[str, list[Pattern]] = defaultdict(list)
    for rule in read("patterns", tuple[Pattern, ...]):
        for language in rule.languages:
            index[language].append(rule)
    return dict(index)
