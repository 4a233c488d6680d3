"""XML from strangers: no entity, no external reference, bounded in bytes, nodes and depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

MOST_NODES = 400_000
MOST_DEPTH = 200


class BadXml(Exception):
    """The text is not XML that can be read safely; the argument says why in a few words."""


class _BoundedBuilder(TreeBuilder):
    """Counts while it builds, so that a bomb stops at the bound and not after."""

    def __init__(self) -> None:
        super().__init__()
        self._nodes = 0
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._nodes += 1
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise BadXml("too deep")
        if self._nodes > MOST_NODES:
            raise BadXml("too many nodes")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def elements_of(data: bytes | str) -> Element:
    """Parse `data` and return its root element; a doctype is tolerated, an entity is not.

    Raises BadXml, and nothing else, on anything that cannot be read: damaged, too deep, too large, with entities, or
    in an encoding that Python does not know.
    """
    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise BadXml(type(error).__name__) from error
    return root


def local(tag: str) -> str:
    """The name of a tag without its namespace."""
    return tag.rpartition("}")[2]
