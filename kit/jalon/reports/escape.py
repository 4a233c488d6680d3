"""What a repository says, made harmless for the place it is printed in."""

from __future__ import annotations

import re

# C0 and C1 controls, and the marks that reorder or hide text
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def for_terminal(text: str) -> str:
    """One line without escape sequences, controls or text that runs backwards; each becomes a visible mark."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
