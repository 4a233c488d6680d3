"""What is wrong with a checklist, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
import yaml


class Fault(msgspec.Struct, frozen=True):
    """A fault: file, line (0 when the whole file is meant), the message's name and its values."""

    path: str
    line: int
    message: str
    values: Mapping[str, str]


class InvalidChecklist(Exception):
    """A checklist that cannot be used; `faults` says why, one entry a fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} fault(s)")
        self.faults = faults


def line_of(text: str, where: str) -> int:
    """The line, from 1, of what a path such as `$.blocks[0].name` points at in a YAML text.

    A path that leads nowhere (a missing key) gives the line of the nearest thing above it.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for key, index in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", where):
        child = None
        if isinstance(node, yaml.MappingNode) and key:
            child = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and index and int(index) < len(node.value):
            child = node.value[int(index)]
        if child is None:
            break
        node = child
        line = node.start_mark.line + 1
    return line
