"""XML of office formats: names with the usual prefixes (`w_p` for `w:p`), one paragraph, row or slide at a time."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jalon.facts import hardened_xml
from jalon.facts.documents import limits
from jalon.facts.documents.refusal import Refusal

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
    if not data:  # a part that the archive does not have
        return
    bounded = hardened_xml.Wanted(
        frozenset(wanted), starts, nodes=limits.XML_NODES, built=limits.XML_ELEMENT_NODES, name=_short
    )
    try:
        yield from hardened_xml.elements(data, bounded)
    except hardened_xml.BadXml as error:
        raise Refusal(error.why) from error


def text_of(element: Element | None) -> str:
    """Every text inside an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
