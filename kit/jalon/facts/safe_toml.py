"""TOML of strangers, for manifests and for `jalon.toml`: what costs without bound is refused before it is parsed.

The parser of the standard library recurses into brackets, and the time it takes for a key grows with the square of the
key's parts. Texts and comments hold neither, so they are taken out first, exactly as the parser would delimit them:
otherwise a quote in the right place would hide a key. Source of the grammar: TOML 1.0.0.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_NESTED = 40  # brackets inside one another; deeper is no manifest
MOST_DOTS = 400  # on one line
MOST_WORK = 4_000_000  # squares of the dots of every line together: 25 lines of that many, thousands of ordinary ones

# a text that does not end takes all that follows, where the parser stops as well
_NO_KEY = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+["\\]?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_BRACKET = re.compile(r"[\[\]{}]")


class TomlFault(ValueError):  # noqa: N818 - as YamlFault
    """The text is not TOML, or `too-deep`: nested too deep, or keys of too many parts."""

    @property
    def why(self) -> str:
        """The reason in the words of `Unread`."""
        return "too-deep" if str(self) == "too-deep" else "damaged"


def load(text: str) -> dict[str, Any]:
    """The table of a TOML text.

    Raises:
        TomlFault: not TOML, brackets nested deeper than `MOST_NESTED`, or keys of hundreds of parts.
    """
    bare = _NO_KEY.sub("", text)
    dots = [count for line in bare.split("\n") if (count := line.count("."))]
    if any(count > MOST_DOTS for count in dots) or sum(count * count for count in dots) > MOST_WORK or _is_deep(bare):
        raise TomlFault("too-deep")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlFault("too-deep") from None
    except ValueError as fault:  # also a figure of thousands of digits
        raise TomlFault(str(fault)) from fault


def _is_deep(bare: str) -> bool:
    depth = 0
    for bracket in _BRACKET.findall(bare):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > MOST_NESTED:
            return True
    return False
