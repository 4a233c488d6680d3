"""What a reader of one notation hands back, and the bounds that all of them share."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date

from jalon.facts.diagrams.titles import type_told
from jalon.facts.model import At, Diagram

MOST_BYTES = 4 * 1024 * 1024
MOST_SOURCE = 512 * 1024  # characters of one diagram's text; a large real one has 30,000
MOST_LINES = 20_000
MOST_LINE = 4_000
MOST_ELEMENTS = 5_000
MOST_RELATIONS = 50_000
MOST_LABEL = 160
MOST_PROBLEMS = 50

_MARKUP = re.compile(r"<[/!a-zA-Z][^<>]{0,400}>")
_ICON = re.compile(r"\b(?:fa[bsr]?|mdi|logos):[\w-]{1,60}\s?")
_CREOLE = re.compile(r"\*\*|__|//|~~|<&[\w-]{1,40}>|<\$[\w-]{1,40}>")


@dataclass
class Draft:
    """A diagram being read. `elements` maps an element's key to its label, in order of appearance."""

    notation: str
    type: str = "other"
    title: str = ""
    line: int = 1
    page: int | None = None
    elements: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    relations: int = 0
    dates: list[date] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def element(self, key: str, label: str | None = None) -> None:
        """Note an element; a later mention with a label names it."""
        key = key[:MOST_LABEL]
        if key not in self.elements and len(self.elements) >= MOST_ELEMENTS:
            return
        if label is not None:
            self.elements[key] = clean(label) or clean(key)
        elif key not in self.elements:
            self.elements[key] = clean(key)

    def group(self, key: str, label: str | None = None) -> None:
        """Note a lane, a column, a section or a boundary."""
        if key in self.groups or len(self.groups) < MOST_ELEMENTS:
            self.groups[key[:MOST_LABEL]] = clean(label if label is not None else key)

    def relate(self, count: int = 1) -> None:
        """Note `count` more relations."""
        self.relations = min(MOST_RELATIONS, self.relations + count)

    def problem(self, code: str, detail: str = "") -> None:
        """Note a fault: a code of `PROBLEMS` and what it is about."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{code}: {clean(detail)}" if detail else code)

    def finished(self, path: str, *headings: str) -> Diagram:
        """The frozen fact; `headings` are those above it, nearest first: they tell what an open notation does not."""
        return Diagram(
            path=path,
            notation=self.notation,
            type=type_told(self.type, (self.title, *headings)),
            at=At(line=None if self.page else self.line, page=self.page),
            title=clean(self.title),
            elements=tuple(self.elements.values()),
            relations=self.relations,
            dates=tuple(self.dates),
            problems=tuple(self.problems),
            groups=tuple(self.groups.values()),
        )


def clean(label: str) -> str:
    """A label as a person reads it: no markup, no quotes around, one line, at most 160 characters."""
    text = label[: MOST_LABEL * 4].replace("\\n", " ").replace("\\l", " ").replace("\\r", " ").strip().strip("\"'`")
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if ":" in text:
        text = _ICON.sub("", text)
    text = _CREOLE.sub("", text)
    return " ".join(text.split())[:MOST_LABEL]


def lines_of(text: str) -> list[str]:
    """The lines of a source: of its first 512 K characters, at most 20,000 of at most 4,000 characters each."""
    return [line[:MOST_LINE] for line in text[:MOST_SOURCE].split("\n", MOST_LINES)[:MOST_LINES]]
