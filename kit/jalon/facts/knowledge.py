"""What the readers know of tools, frameworks and habits, loaded from `checklists/knowledge/*.yml` and checked.

Words, names and patterns are data that a trainer may change; this module only gives them types.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from jalon import compiled
from jalon.cache import key
from jalon.resources import resource

Shape = TypeVar("Shape")

REPEAT = 200


def read(name: str, shape: type[Shape]) -> Shape:
    """The data of `checklists/knowledge/<name>.yml`.

    Raises:
        msgspec.ValidationError: the file does not have that shape.
    """
    content = resource("checklists", "knowledge", f"{name}.yml").read_bytes()
    known = key("knowledge", content)
    if found := compiled.find(known):
        with contextlib.suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(found, type=shape)
    data = parsed(content)
    shaped = msgspec.convert(data, shape)
    compiled.keep(known, msgspec.msgpack.encode(data))
    return shaped


def parsed(content: bytes) -> Any:
    """What the YAML says; the library is imported only when nothing compiled is there."""
    import yaml  # noqa: PLC0415

    return yaml.load(content, Loader=yaml.CSafeLoader)


@lru_cache(maxsize=1024)
def regex(pattern: str, flags: int = re.MULTILINE) -> re.Pattern[str]:
    """A pattern of the data, compiled on first use, with every `*` and `+` capped so that a search stays linear."""
    return re.compile(bounded(pattern), flags)


def bounded(pattern: str) -> str:
    """The pattern with `*` and `+` outside classes written `{0,200}` and `{1,200}`.

    Audited text is hostile: `.*x` over one long line would cost the square of its length.
    """
    written, in_class, position = [], False, 0
    while position < len(pattern):
        character = pattern[position]
        if character == "\\":
            written.append(pattern[position : position + 2])
            position += 2
            continue
        if in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character in "*+":
            character = f"{{{0 if character == '*' else 1},{REPEAT}}}"
        written.append(character)
        position += 1
    return "".join(written)
