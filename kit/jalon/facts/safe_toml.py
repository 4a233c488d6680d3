"""TOML of strangers: the time to read a key grows with the square of its parts, so keys are bounded first."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_DOTS = 400  # on one line, outside texts
_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")


class TomlFault(ValueError):  # noqa: N818 - as YamlFault
    """The text is not TOML, or too deep to be read."""


def load(text: str) -> dict[str, Any]:
    """The table of a TOML text.

    Raises:
        TomlFault: not TOML, nested deeper than the interpreter allows, or a key of hundreds of parts.
    """
    if any(line.count(".") > MOST_DOTS and _TEXT.sub("", line).count(".") > MOST_DOTS for line in text.splitlines()):
        raise TomlFault("too deep")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlFault("too deep") from None
    except ValueError as fault:  # also a figure of thousands of digits
        raise TomlFault(str(fault)) from fault
