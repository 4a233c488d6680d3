"""No regular expression of the kit or of its data exhausts the processor on the text that suits it worst."""

from __future__ import annotations

import pytest

from tests.hostile.regexes import Regex, regexes, seconds, worst

LONG = 20_000  # characters
PATIENCE = 1.0  # seconds of processor; a linear pattern takes a few milliseconds
# patterns that only ever meet shorter texts: module.NAME, or file and the start of the pattern → (characters, why)
CAPPED = {
    "jalon.facts.registers.words._PARTS": (160, "a heading of a column is cut at MOST_HEADER"),
    "jalon.facts.diagrams.dot._OPENING": (2_000, "is_dot looks at the first 2,000 characters"),
    r"jalon/facts/diagrams/dot.py ^\s*(?://|#)": (2_000, "is_dot looks at the first 2,000 characters"),
}


def _length(regex: Regex) -> int:
    written = f"{regex.where.rpartition(':')[0]} {regex.compiled.pattern}"
    return next((most for name, (most, _) in CAPPED.items() if regex.where == name or written.startswith(name)), LONG)


def test_no_pattern_is_quadratic_where_it_is_used() -> None:
    every = regexes()
    slow = [
        (regex.where, regex.compiled.pattern, attack)
        for regex in every
        for attack in worst(regex)
        if seconds(regex, attack, _length(regex)) > PATIENCE
    ]

    assert len(every) > 300
    assert slow == []


@pytest.mark.parametrize("name", CAPPED)
def test_what_is_capped_still_exists(name: str) -> None:
    assert any(name in (one.where, *_spellings(one)) for one in regexes())


def _spellings(regex: Regex) -> tuple[str, ...]:
    written = f"{regex.where.rpartition(':')[0]} {regex.compiled.pattern}"
    return tuple(name for name in CAPPED if written.startswith(name))
