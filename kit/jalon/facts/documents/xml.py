"""XML of strangers: no entity, bounded depth and nodes; names with the usual prefixes (`w_p` for `w:p`).

Elements are built only inside the tags asked for and handed out one at a time, so that a large part costs the memory
of its largest paragraph, row or slide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from jalon.facts.documents import limits
from jalon.facts.documents.refusal import Refusal

CHUNK = 65_536

# the end of a namespace's address → prefix; the transitional and the strict OOXML addresses end alike
_OOXML = {
    "wordprocessingml/2006/main": "w",
    "wordprocessingml/main": "w",
    "spreadsheetml/2006/main": "x",
    "spreadsheetml/main": "x",
    "presentationml/2006/main": "p",
    "presentationml/main": "p",
    "drawingml/2006/main": "a",
    "drawingml/main": "a",
    "drawingml/2006/wordprocessingDrawing": "wp",
    "drawingml/wordprocessingDrawing": "wp",
    "officeDocument/2006/relationships": "r",
    "officeDocument/relationships": "r",
    "package/2006/relationships": "rel",
    "markup-compatibility/2006": "mc",
    "purl.org/dc/elements/1.1/": "dc",
    "purl.org/dc/terms/": "dcterms",
}
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_XLINK = "http://www.w3.org/1999/xlink"


class _Handler:
    """Builds the wanted elements; counts everything."""

    def __init__(self, wanted: frozenset[str], starts: str) -> None:
        self.wanted, self.starts = wanted, starts
        self.ready: list[Element] = []
        self.depth = self.nodes = self.inside = self.built = 0
        self.builder: TreeBuilder | None = None
        self.names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.nodes += 1
        if self.depth > limits.XML_DEPTH:
            raise Refusal("too-deep")
        if self.nodes > limits.XML_NODES:
            raise Refusal("too-large")
        tag = self.short(name)
        if self.builder is None:
            if tag == self.starts:
                self.ready.append(Element(tag, {self.short(key): value for key, value in attributes.items()}))
            if tag not in self.wanted:
                return
            self.builder, self.inside, self.built = TreeBuilder(), self.depth, 0
        self.built += 1
        if self.built > limits.XML_ELEMENT_NODES:
            raise Refusal("too-large")
        self.builder.start(tag, {self.short(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        if self.builder is not None:
            self.builder.end(self.short(name))
            if self.depth == self.inside:
                self.ready.append(self.builder.close())
                self.builder = None
        self.depth -= 1

    def text(self, data: str) -> None:
        if self.builder is not None:
            self.builder.data(data)

    def short(self, name: str) -> str:
        known = self.names.get(name)
        if known is None:
            known = _short(name)
            if len(self.names) < 10_000:
                self.names[name] = known
        return known

    def refuse(self, *_: object) -> NoReturn:
        raise Refusal("damaged")


def _short(name: str) -> str:
    address, _, local = name.rpartition(" ")
    if not address:
        return local
    if address.startswith(_ODF):
        return f"{address[len(_ODF) :].partition(':')[0]}_{local}"
    if address == _XLINK:
        return f"xlink_{local}"
    return next((f"{prefix}_{local}" for end, prefix in _OOXML.items() if address.endswith(end)), f"?_{local}")


def elements(data: bytes, *wanted: str, starts: str = "") -> Iterator[Element]:
    """The outermost elements that have one of the wanted tags (`w_p`, `text_h`, `table_table`), in order.

    Where an element of the tag `starts` begins, it is handed out empty, with its attributes.

    Raises:
        Refusal: `damaged` (not well formed, a document type, an entity), `too-deep`, `too-large`.
    """
    handler = _Handler(frozenset(wanted), starts)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = handler.refuse
    try:
        for start in range(0, len(data), CHUNK):
            parser.Parse(data[start : start + CHUNK], start + CHUNK >= len(data))
            yield from handler.ready
            handler.ready.clear()
    except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise Refusal("damaged") from error


def first(data: bytes, wanted: str) -> Element | None:
    """The first element of that tag; None when there is none or no data."""
    return next(elements(data, wanted), None) if data else None


def text_of(element: Element | None) -> str:
    """Every text inside an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
