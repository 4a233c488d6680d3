"""XML of strangers: no entity, no external reference, bounded depth and nodes; the one guard of every reader.

Elements are built only inside those that are wanted and handed out one at a time, so that a large file costs the memory
of its largest wanted element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import msgspec

MOST_DEPTH = 200
_CHUNK = 65_536
_NAMES = 10_000  # remembered, so that a name is cut once


class BadXml(Exception):  # noqa: N818 - it is bad, not an error of ours
    """The text is not XML that can be read safely; the argument says why: damaged · too deep · too large · entities."""

    @property
    def why(self) -> str:
        """The reason in the words of `Unread`."""
        return {"too deep": "too-deep", "too large": "too-large"}.get(str(self), "damaged")


class Wanted(msgspec.Struct, frozen=True):
    """What is handed out of a text, and what it may cost.

    tags: the outermost elements of these tags, or the root when there is none. starts: where an element of this tag
    begins, it is handed out empty, with its attributes. nodes: of the whole text; built: of one element handed out.
    doctype: a document type is tolerated; an entity never is. name: how a tag is written, from `address local` or
    `local`.
    """

    tags: frozenset[str] = frozenset()
    starts: str = ""
    nodes: int = 400_000
    built: int = 400_000
    doctype: bool = False
    name: Callable[[str], str] = str


class _Handler:
    """Counts while it builds, so that a bomb stops at the bound and not after."""

    def __init__(self, wanted: Wanted) -> None:
        self.ready: list[Element] = []
        self._wanted = wanted
        self._depth = self._nodes = self._inside = self._built = 0
        self._builder: TreeBuilder | None = None
        self._names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._nodes += 1
        if self._depth > MOST_DEPTH:
            raise BadXml("too deep")
        if self._nodes > self._wanted.nodes:
            raise BadXml("too large")
        tag = self._name(name)
        if self._builder is None:
            if tag == self._wanted.starts:
                self.ready.append(Element(tag, {self._name(key): value for key, value in attributes.items()}))
            if self._wanted.tags and tag not in self._wanted.tags:
                return
            self._builder, self._inside, self._built = TreeBuilder(), self._depth, 0
        self._built += 1
        if self._built > self._wanted.built:
            raise BadXml("too large")
        self._builder.start(tag, {self._name(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(self._name(name))
            if self._depth == self._inside:
                self.ready.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def text(self, data: str) -> None:
        if self._builder is not None:
            self._builder.data(data)

    def refuse(self, *_: object) -> int:
        raise BadXml("entities")

    def _name(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            known = self._wanted.name(name)
            if len(self._names) < _NAMES:
                self._names[name] = known
        return known


def elements(data: bytes | str, wanted: Wanted) -> Iterator[Element]:
    """What is wanted of a text, in order.

    Raises:
        BadXml: it cannot be read safely.
    """
    handler = _Handler(wanted)
    # an encoding declaration says nothing of a text that is already decoded
    parser = expat.ParserCreate("utf-8" if isinstance(data, str) else None, " ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = handler.refuse
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = handler.refuse
    if not wanted.doctype:
        parser.StartDoctypeDeclHandler = handler.refuse
    try:
        data = data.encode("utf-8") if isinstance(data, str) else data
        for start in range(0, max(len(data), 1), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], start + _CHUNK >= len(data))
            yield from handler.ready
            handler.ready.clear()
    except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise BadXml("damaged") from error


def elements_of(data: bytes | str) -> Element:
    """Parse `data` and return its root element, tags as `{namespace}name`; a doctype is tolerated, an entity is not.

    Raises BadXml, and nothing else, on anything that cannot be read.
    """
    return next(elements(data, _WHOLE))


def local(tag: str) -> str:
    """The name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def _braced(name: str) -> str:
    address, _, own = name.rpartition(" ")
    return f"{{{address}}}{own}" if address else own


_WHOLE = Wanted(doctype=True, name=_braced)
