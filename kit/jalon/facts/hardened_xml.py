"""XML from strangers as a tree: no entity, no external reference, bounded in nodes and depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MOST_NODES = 400_000
MOST_DEPTH = 200
_CHUNK = 65_536


class BadXml(Exception):  # noqa: N818 - it is bad, not an error of ours
    """The text is not XML that can be read safely; the argument says why: damaged · too deep · too large · entities."""


class _Handler:
    """Counts while it builds, so that a bomb stops at the bound and not after."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self._nodes = 0
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise BadXml("too deep")
        if self._nodes > MOST_NODES:
            raise BadXml("too large")
        self.tree.start(_tag(name), {_tag(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self.tree.end(_tag(name))

    def refuse(self, *_: object) -> int:
        raise BadXml("entities")


def _tag(name: str) -> str:
    return "{" + name if "}" in name else name


def elements_of(data: bytes | str) -> Element:
    """Parse `data` and return its root element, tags as `{namespace}name`; a doctype is tolerated, an entity is not.

    Raises BadXml, and nothing else, on anything that cannot be read.
    """
    handler = _Handler()
    # an encoding declaration says nothing of a text that is already decoded
    parser = expat.ParserCreate("utf-8" if isinstance(data, str) else None, "}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.tree.data
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = handler.refuse
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = handler.refuse
    try:
        data = data.encode("utf-8") if isinstance(data, str) else data
        for start in range(0, max(len(data), 1), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        return handler.tree.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise BadXml("damaged") from error


def local(tag: str) -> str:
    """The name of a tag without its namespace."""
    return tag.rpartition("}")[2]
