"""PlantUML: its blocks, and its trees and wireframes. Nothing is included, fetched or run."""

from __future__ import annotations

import re

from jalon.facts.diagrams.calendar import is_calendar, read_calendar
from jalon.facts.diagrams.draft import Draft, lines_of
from jalon.facts.diagrams.uml import looks_like_uml, read_uml

_START = re.compile(
    r"@start(uml|gantt|wbs|mindmap|salt|json|yaml|chen|dot|ebnf|regex|board)\b[ \t]{0,20}(.{0,200})", re.IGNORECASE
)
_END = re.compile(r"@end\w{2,8}", re.IGNORECASE)
_BRANCH = re.compile(r"^(?:[*+#-]{1,40})(?:\[#?\w{1,20}\]|[_<>]){0,4}\s{0,9}:?\s{0,9}(.{1,300}?);?$")


def read_plantuml(text: str, line: int = 1) -> list[Draft]:
    """Every diagram of a source that starts at `line`; a fenced block may leave out `@startuml`."""
    found: list[Draft] = []
    block: list[str] | None = None
    form, name, first = "uml", "", line
    lines = lines_of(text)
    for number, one in enumerate(lines):
        if start := _START.search(one[:400]):
            block, form, name, first = [], start.group(1).lower(), start.group(2).strip(), line + number
        elif block is not None and _END.search(one[:400]):
            found.append(_read(form, name, block, first))
            block = None
        elif block is not None:
            block.append(one)
    if block is not None and not found:
        found.append(_read(form, name, block, first))
        found[-1].problem("not-closed")
    if not found and "@start" not in text and looks_like_uml(lines):
        found.append(_read("uml", "", lines, line))
    return found


def _read(form: str, name: str, lines: list[str], line: int) -> Draft:
    draft = Draft("plantuml", title=name.strip('"() ').removeprefix("id="), line=line)
    lines = _meaningful(draft, lines)
    if form == "gantt" or (form == "uml" and is_calendar(lines)):
        draft.type = "gantt"
        read_calendar(draft, lines)
    elif form in {"wbs", "mindmap"}:
        draft.type = "work-breakdown" if form == "wbs" else "mindmap"
        _tree(draft, lines)
    elif form == "salt" or (form == "uml" and any(one.strip() == "salt" for one in lines[:3])):
        draft.type = "wireframe"
        _wireframe(draft, lines)
    elif form in {"uml", "chen"}:
        read_uml(draft, lines)
        draft.type = "entity-relation" if form == "chen" else draft.type
    return draft


def _meaningful(draft: Draft, lines: list[str]) -> list[str]:
    """Without comments, notes, legends, style blocks and settings; the title is kept apart."""
    kept: list[str] = []
    until = ""
    for line in lines:
        low = line.strip().lower()
        if until:
            until = "" if low.startswith(until) or low.endswith(until) else until
        elif low.startswith("title "):
            draft.title = line.strip()[6:]
        elif (closing := _block_closed_by(low)) is not None:
            until = closing
        elif low and not low.startswith("'"):
            kept.append(line)
    return kept


def _block_closed_by(low: str) -> str | None:
    """What closes the block that a line opens, "" when the line holds all of it; None when it opens none."""
    if low.startswith("/'"):
        return "" if "'/" in low[2:] else "'/"
    if low.startswith(("note ", "hnote ", "rnote ")) or low == "note":
        return "" if ":" in low or (low.count('"') >= 2 and " as " in low) else "end"
    if low.startswith("legend"):
        return "end"
    if low.startswith("<style>"):
        return "</style>"
    return "}" if low.startswith("skinparam") and low.endswith("{") else None


def _tree(draft: Draft, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        if match := _BRANCH.match(line.strip()):
            draft.element(f"#{number}", match.group(1))
    draft.relate(max(0, len(draft.elements) - 1))


def _wireframe(draft: Draft, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        for rank, cell in enumerate(line.split("|")[:40]):
            label = cell.strip().strip('{}[]()^/!*#+.=~-" \t')
            if label and label != "salt":
                draft.element(f"#{number}.{rank}", label)
