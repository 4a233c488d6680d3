"""YAML of strangers: events are read one by one and every bound is checked before anything is built.

The composer of PyYAML is never called (its C version crashes on 25,000 `[`). Tags are dropped, so `!reference` or
`!vault` leave plain data. Keys and plain scalars follow YAML 1.2: `on`, `yes` and `no` are strings, only `true` and
`false` are booleans. Keys are always strings. A `<<` merges as in YAML 1.1, because GitLab and compose files use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 60
MAX_NODES = 200_000

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18}|[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?\Z")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_WHY = {"too deep": "too-deep", "too large": "too-large", "too many nodes": "too-large"}


class YamlFault(ValueError):  # noqa: N818 - the word of the design
    """The text is not YAML, or too deep or too large to be read: `line` (from 1) and `reason`, in plain English; `why`
    says it in the words of `Unread`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.why = _WHY.get(reason, "damaged")


class Node:
    """A value with its line. `kind` is "scalar", "list" or "map"; `tag` is the tag as written, or empty.

    `size` counts the nodes of the expanded value (an alias counts for what it stands for) and `height` its depth:
    both are bounded while reading, so walking a node can neither explode nor overflow the stack.
    """

    __slots__ = ("_entries", "height", "items", "kind", "line", "pairs", "size", "tag", "text")

    def __init__(self, kind: str, line: int, tag: str = "", text: str | bool | int | float | None = None) -> None:
        self.kind = kind
        self.line = line
        self.tag = tag
        self.text = text
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []
        self.size = 1
        self.height = 1
        self._entries: dict[str, tuple[int, Node]] | None = None

    def entries(self) -> dict[str, tuple[int, Node]]:
        """The pairs of a map: key → (line of the key, value); empty for anything else. Merges are resolved."""
        if self._entries is None:
            self._entries = self._merged()
        return self._entries

    def _merged(self) -> dict[str, tuple[int, Node]]:
        merged: dict[str, tuple[int, Node]] = {}
        own: dict[str, tuple[int, Node]] = {}
        for key, value in self.pairs:
            if key.text == "<<" and value.kind != "scalar":
                for source in reversed(value.items or [value]):
                    merged.update(source.entries())
            else:
                own[key.string] = (key.line, value)
        return {**merged, **own}

    def get(self, *keys: str) -> Node | None:
        """The value under a chain of keys, or None."""
        node: Node | None = self
        for key in keys:
            node = node.entries().get(key, (0, None))[1] if node is not None else None
        return node

    @property
    def string(self) -> str:
        """A scalar as it reads; empty for null, lists and maps."""
        if isinstance(self.text, bool):
            return "true" if self.text else "false"
        return "" if self.text is None else str(self.text)

    def strings(self) -> list[str]:
        """A scalar or a (nested) list of scalars, as a flat list of texts."""
        if self.kind == "list":
            return [text for item in self.items for text in item.strings()]
        return [self.string] if self.kind == "scalar" and self.text is not None else []


def parse(text: str) -> list[Node]:
    """Every document of a YAML text.

    Raises:
        YamlFault: not YAML, deeper than 60 levels, more than 200,000 nodes once aliases are expanded, a recursive
            alias, or more than 2,000,000 characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(1, "too large")
    builder = _Builder()
    return [document for event in _events(text) if (document := builder.take(event)) is not None]


def fault_of(text: str) -> str:
    """Why a text cannot be read, in the words of `Unread`; "" when it can."""
    try:
        parse(text)
    except YamlFault as fault:
        return fault.why
    return ""


def load(text: str) -> Any:
    """The first document as plain data: dicts with string keys, lists, strings, numbers, booleans, None.

    Raises:
        YamlFault: see `parse`.
    """
    documents = parse(text)
    return plain(documents[0]) if documents else None


def load_all(text: str) -> list[Any]:
    """Every document as plain data.

    Raises:
        YamlFault: see `parse`.
    """
    return [plain(document) for document in parse(text)]


def plain(node: Node) -> Any:
    """A node as plain data, without lines."""
    if node.kind == "map":
        return {key: plain(value) for key, (_, value) in node.entries().items()}
    if node.kind == "list":
        return [plain(item) for item in node.items]
    return node.text


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        last = len(text.splitlines())  # the reader may stand one line after the end
        raise YamlFault(
            max(1, min(mark.line + 1, last)) if mark else 1, str(fault.problem or fault.context or "not YAML")
        ) from None
    except (yaml.YAMLError, ValueError) as fault:  # unprintable characters, lone surrogates
        raise YamlFault(1, str(getattr(fault, "reason", "not YAML"))) from None


class _Builder:
    """Builds documents with an explicit stack; `_total` counts expanded nodes over the whole text."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._keys: list[Node | None] = []  # by level, the key that waits for its value
        self._anchors: dict[str, Node] = {}
        self._total = 0

    def take(self, event: Any) -> Node | None:
        """Take one event; a document is given back once it is complete."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._anchors = {}
            return None
        node = self._finished(event, line)
        if node is None:
            return None
        if not self._open:
            return node
        self._attach(node, line)
        return None

    def _finished(self, event: Any, line: int) -> Node | None:
        """The value that an event completes: a scalar, an alias, or the list or map that it closes."""
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._keys.pop()
            return self._open.pop()
        if isinstance(event, yaml.AliasEvent):
            node = self._alias(event.anchor or "", line)
            self._count(node.size, line)
            return node
        if not isinstance(event, yaml.NodeEvent):
            return None
        self._count(1, line)
        node = _node(event, line)
        if event.anchor:
            self._anchors[event.anchor] = node
        if node.kind == "scalar":
            return node
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            raise YamlFault(line, "too deep")
        return None

    def _alias(self, anchor: str, line: int) -> Node:
        found = self._anchors.get(anchor)
        if found is None:
            raise YamlFault(line, "unknown alias")
        if any(node is found for node in self._open):
            raise YamlFault(line, "recursive alias")
        return found

    def _count(self, nodes: int, line: int) -> None:
        self._total += nodes
        if self._total > MAX_NODES:
            raise YamlFault(line, "too many nodes")

    def _attach(self, child: Node, line: int) -> None:
        parent = self._open[-1]
        if len(self._open) + child.height > MAX_DEPTH + 1:
            raise YamlFault(line, "too deep")
        parent.size += child.size
        parent.height = max(parent.height, child.height + 1)
        if parent.kind == "list":
            parent.items.append(child)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = child
        else:
            parent.pairs.append((key, child))
            self._keys[-1] = None


def _node(event: Any, line: int) -> Node:
    tag = event.tag or ""
    if isinstance(event, yaml.ScalarEvent):
        quoted = event.style in ("'", '"', "|", ">") or tag == "tag:yaml.org,2002:str"
        return Node("scalar", line, tag, event.value if quoted else _scalar(event.value))
    return Node("list" if isinstance(event, yaml.SequenceStartEvent) else "map", line, tag)


def _scalar(value: str) -> str | bool | int | float | None:
    if value in _WORDS:
        return _WORDS[value]
    if value[0] in "+-.0123456789":
        if _INTEGER.match(value):
            return int(value)
        if _FLOAT.match(value):
            return float(value)
    return value
