"""What is wrong with a checklist, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Fault(msgspec.Struct, frozen=True):
    """A fault: file, line (0 when the whole file is meant), the message's name and its values."""

    path: str
    line: int
    message: str
    values: Mapping[str, str] = {}


class InvalidChecklist(Exception):  # noqa: N818
    """A checklist that cannot be used; `faults` says why, one entry a fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} fault(s)")
        self.faults = faults


def line_of(text: str, where: str) -> int:
    """The line, from 1, of what a path such as `$.blocks[0].name` points at in a YAML text.

    A key gives its own line, not that of its value. A path that leads nowhere (a missing key) gives the line of the
    nearest thing above it.
    """
    node = yaml.compose(text, Loader=_LOADER)
    line = 1
    for key, index in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", where):
        if isinstance(node, yaml.MappingNode) and key:
            pair = next((pair for pair in node.value if pair[0].value == key), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and index and int(index) < len(node.value):
            node = node.value[int(index)]
            line = node.start_mark.line + 1
        else:
            break
    return line
