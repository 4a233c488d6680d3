"""Which lines of a pdf are headings: by bookmarks, size, number and weight; on slides, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalon.facts.documents.pdf_lines import BULLET, LARGE, NUMBERED, Line, is_apart, letters, rounded

MOST_HEADING = 150
MOST_BOLD = 90


class Titles:
    """On slides: the first of the largest lines of each page is its title, and nothing else is a heading."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.sizes: dict[int, float] = {}
        for line in lines:
            if len(letters(line.text)) > 1:
                self.sizes[line.page] = max(self.sizes.get(line.page, 0.0), line.size)
        self.titled: set[int] = set()

    def level(self, line: Line, before: Line | None, after: Line | None) -> int:
        """1 for a title, else 0."""
        del before, after
        largest = line.size >= 0.98 * self.sizes.get(line.page, 0.0)
        if line.page in self.titled or not largest or len(line.text) > MOST_HEADING or len(letters(line.text)) < 2:
            return 0
        self.titled.add(line.page)
        return 1

    def runs_on(self, line: Line) -> bool:
        """A title may take several lines."""
        return line.page in self.titled


class Headings:
    """Which lines are headings, and their levels."""

    def __init__(self, lines: Sequence[Line], body: float, outline: Sequence[tuple[int, int, str]]) -> None:
        self.body = body
        self.outline: dict[str, list[tuple[int, int]]] = {}
        for page, level, text in outline:
            self.outline.setdefault(letters(text), []).append((page, level))
        found = [(line, NUMBERED.match(line.text)) for line in lines if len(line.cells) == 1 and self.is_large(line)]
        self.levels = self._levels(found)

    def is_large(self, line: Line) -> bool:
        """Set larger than the body, and no longer than a heading."""
        return line.size >= LARGE * self.body and len(line.text) <= MOST_HEADING

    def runs_on(self, line: Line) -> bool:
        """A heading may take several lines where it looks like one; a bookmark on plain text does not."""
        return self.is_large(line) or line.bold

    def _levels(self, found: list[tuple[Line, re.Match[str] | None]]) -> dict[float, int]:
        """Level of each heading size: as its numbers say where it has some, else by rank from the largest."""
        depths: dict[float, list[int]] = {}
        sizes: set[float] = set()
        for line, number in found:
            sizes.add(rounded(line.size))
            if number and number["digits"]:
                depths.setdefault(rounded(line.size), []).append(number["digits"].count(".") + 1)
        levels: dict[float, int] = {}
        above = 0
        for size in sorted(sizes, reverse=True):
            known = sorted(depths.get(size, ()))
            level = known[len(known) // 2] if len(known) > 1 else above + 1
            levels[size] = min(max(level, above), 6) or 1
            above = levels[size]
        return levels

    def level(self, line: Line, before: Line | None, after: Line | None) -> int:
        """The level of a heading; 0 when the line is none; -1 when it only is bold."""
        text = line.text.strip()
        if len(line.cells) != 1 or len(letters(text)) < 2 or len(text) > MOST_HEADING:
            return 0
        marked = self._marked(line)
        if marked or text[-1] in ",;" or BULLET.match(text):
            return marked
        number = NUMBERED.match(text)
        depth = number["digits"].count(".") + 1 if number and number["digits"] else 0
        if self.is_large(line):
            return depth or self.levels.get(rounded(line.size), 1)
        if not self._is_bold(line, before):
            return 0
        if number and (depth or number["roman"]):
            return depth or 1
        return -1 if after is None or not after.bold or is_apart(line, after) else 0

    def _is_bold(self, line: Line, before: Line | None) -> bool:
        """A short bold line that does not go on with the one before."""
        short = len(line.text) <= MOST_BOLD and not line.text.endswith(".")
        starts = before is None or not before.bold or is_apart(before, line)
        return line.bold and short and starts and line.size >= self.body * 0.95

    def _marked(self, line: Line) -> int:
        """The level of the bookmark that has this text on this page or the one before; each serves once."""
        marks = self.outline.get(letters(line.text), [])
        for mark in marks:
            page, level = mark
            if page <= line.page <= page + 1:
                marks.remove(mark)
                return level
        return 0
