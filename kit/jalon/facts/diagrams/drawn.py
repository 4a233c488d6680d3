"""Boxes drawn with characters: what students put in a code block when they have no tool at hand."""

from __future__ import annotations

import re

from jalon.facts.diagrams.draft import Draft, lines_of

LEAST_BOXES = 2
MOST_WIDTH = 400
_UNICODE_TOP = re.compile(r"[┌╔╭┏](?:[─━═]|[┬╦┳┴])+[┐╗╮┓]")
_PLAIN_TOP = re.compile(r"\+-{3,}\+(?!-)")
_SIDE = re.compile(r"[│║┃|]")
_ARROW = re.compile(r"[▶►→←◀▼▲↓↑⇒]|[-─]>|<[-─]|(?<=[│|\s])[vV](?=\s|$)")


def read_drawn(text: str, line: int = 1) -> Draft | None:
    """A drawing with two closed boxes or more; None for anything else, such as a tree of files or a table."""
    if not any(mark in text for mark in ("┌", "╔", "╭", "┏", "+--")):
        return None
    lines = [one[:MOST_WIDTH] for one in lines_of(text)[:400]]
    draft = Draft("text", "other", line=line)
    for number, one in enumerate(lines):
        for top in [*_UNICODE_TOP.finditer(one), *_PLAIN_TOP.finditer(one)]:
            label = _label(lines, number, top.start(), top.end())
            if label is not None:
                draft.element(f"{number}:{top.start()}", label)
    arrows = sum(len(_ARROW.findall(one)) for one in lines)
    if len(draft.elements) < LEAST_BOXES or (_is_table(lines) and not arrows):
        return None
    draft.relate(arrows)
    draft.type = "flow" if arrows else "other"
    return draft


def _label(lines: list[str], top: int, left: int, right: int) -> str | None:
    """The first words inside a box; None when the box has no side below its top."""
    sides = 0
    for one in lines[top + 1 : top + 6]:
        if left >= len(one) or not _SIDE.match(one[left]):
            break
        sides += 1
        inside = one[left + 1 : max(right - 1, left + 1)].strip(" │║┃|")
        words = re.split(r"(?<!\s)\s{2,}+[│║┃|]|[│║┃|┌╔╭]", inside)[0].strip(" •*─━-")
        if re.search(r"\w", words):
            return words
    return "" if sides else None


def _is_table(lines: list[str]) -> bool:
    """A grid: every rule of dashes has the same joints."""
    rules = {one.strip() for one in lines if re.fullmatch(r"\s*\+(?:-+\+){2,}\s*", one)}
    return len(rules) == 1
