"""Read an HTML page into plain elements that know their line, and list its mistakes of syntax.

Two readers, because each sees what the other forgives: Python's own for lines and for tags left open, html5rdf (the
algorithm of the HTML standard) for what a browser has to repair: misplaced elements, bad characters, wrong entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import html5rdf  # type: ignore[import-untyped]

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake: where it is (path from the root of the front end, line from 1) and what is wrong."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return the form that editors and pipelines turn into a link."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(eq=False)
class Element:
    """An element of a page; a boolean attribute has the value ""; `source` is its tag as it is written."""

    name: str
    attributes: dict[str, str]
    line: int
    source: str
    parent: Element | None
    parts: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the elements inside this one, in document order."""
        for part in self.parts:
            if isinstance(part, Element):
                yield part
                yield from part.walk()

    def text(self) -> str:
        """Return the text inside this element, as it is written."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def inside(self, name: str) -> bool:
        """Tell whether this element is within one of that name."""
        return self.parent is not None and (self.parent.name == name or self.parent.inside(name))


@dataclass(frozen=True)
class Page:
    """A parsed page: its elements in document order, and its mistakes of syntax."""

    path: str
    elements: tuple[Element, ...]
    faults: tuple[Fault, ...]

    def named(self, *names: str) -> list[Element]:
        """Return the elements with one of these names, in order."""
        return [element for element in self.elements if element.name in names]

    def fault(self, element: Element, message: str) -> Fault:
        """Return a fault at this element."""
        return Fault(self.path, element.line, message)


class Reader(HTMLParser):
    """Build the tree of a page and note tags that are not closed in the order they were opened."""

    def __init__(self) -> None:
        """Start with an empty document."""
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, 1, "", None)
        self.open = self.root
        self.mistakes: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element."""
        values = {name: value or "" for name, value in attrs}
        line, _ = self.getpos()
        if len(values) < len(attrs):
            self.mistakes.append((line, f"an attribute of {tag} is written twice"))
        element = Element(tag, values, line, self.get_starttag_text() or "", self.open)
        self.open.parts.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open, which must be this one."""
        if self.open.name != tag:
            self.mistakes.append((self.getpos()[0], f"</{tag}> comes while {self.open.name or 'nothing'} is open"))
        elif self.open.parent is not None:
            self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.open.parts.append(data)


def read_page(path: Path, root: Path) -> Page:
    """Read one page under `root`."""
    name, source = path.relative_to(root).as_posix(), path.read_text("utf-8")
    reader = Reader()
    reader.feed(source)
    reader.close()
    if reader.open is not reader.root:
        reader.mistakes.append((reader.open.line, f"{reader.open.name} is never closed"))
    standard = html5rdf.HTMLParser()
    standard.parse(source)
    mistakes = reader.mistakes + [(place[0], code) for place, code, _ in standard.errors]
    return Page(name, tuple(reader.root.walk()), tuple(Fault(name, line, f"HTML: {why}") for line, why in mistakes))
