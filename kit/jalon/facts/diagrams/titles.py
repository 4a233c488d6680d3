"""What its title or the heading above says of a diagram whose notation leaves its type open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from jalon.facts.cues import Cues, tokens
from jalon.facts.knowledge import read

MOST_TITLE = 300


class Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`checklists/knowledge/diagrams.yml`: type → the words that name it, most telling type first."""

    titles: dict[str, tuple[str, ...]]


@cache
def _known() -> tuple[tuple[str, ...], Cues]:
    titles = read("diagrams", Titles).titles
    return tuple(titles), Cues((kind, words) for kind, each in titles.items() for words in each)


def type_told(kind: str, titles: Iterable[str]) -> str:
    """The type that the first telling title names.

    Only a flowchart, a free drawing and (for a data model, which many draw with classes) a class diagram leave it open.
    """
    if kind not in {"flow", "other", "class"}:
        return kind
    order, cues = _known()
    for title in titles:
        found = cues.find(tokens(title[:MOST_TITLE].replace("_", " ").replace("-", " ")))
        if kind == "class":
            found = {name: words for name, words in found.items() if name in {"class", "entity-relation"}}
        if found:
            return min(found, key=order.index)
    return kind
