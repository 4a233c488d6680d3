"""The words that a probe's parameter may hold, where they are a closed list.

Whatever a fact can find has a name in both languages, which a test holds; so what has no name is found by nobody.
"""

from __future__ import annotations

from functools import cache

from jalon.facts.registers.words import vocabulary
from jalon.messages import VOCABULARY
from jalon.messages.words import WORDS

# names of products: a list that grows with `checklists/knowledge/` and that sentences need not know
_OPEN = frozenset({"code.names"})


@cache
def words_of(parameter: str) -> frozenset[str]:
    """The words known for `probe.parameter`, such as `table.columns`; none when it is free text, a number or an id."""
    if parameter not in VOCABULARY or parameter in _OPEN:
        return frozenset()
    if parameter == "table.columns":  # columns have their own data file, which names are added to first
        return frozenset(column for columns in vocabulary().names.values() for column, _ in columns)
    start = f"{VOCABULARY[parameter]}."
    return frozenset(name.removeprefix(start) for name in WORDS if name.startswith(start))
