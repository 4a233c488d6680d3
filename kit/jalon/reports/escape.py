"""What a repository says, made harmless for the place it is printed in."""

from __future__ import annotations

import re

# the marks that reorder or hide text, and the controls that are no part of ASCII's first column
_HIDDEN = "\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_UNSAFE = re.compile(f"[\x00-\x1f{_HIDDEN}\ud800-\udfff]")
# What runners of pipelines obey on either stream: `::error::` where a word begins (a line may be broken there), and
# `##[error]` or `##vso[task…]` anywhere. Sources: actions/runner, ActionCommand.cs; Azure Pipelines, logging commands.
_COMMAND = re.compile(r"(?<!\S)::|##(?:vso)?\[", re.IGNORECASE)
_LOOK_ALIKE = str.maketrans({":": "\N{RATIO}", "[": "\N{FULLWIDTH LEFT SQUARE BRACKET}"})
_UNSAFE_IN_JSON = re.compile(f"[{_HIDDEN}]|(?<=#)#|(?<=##vso)\\[", re.IGNORECASE)


def for_terminal(text: str) -> str:
    """One line without escape sequences, controls or text that runs backwards: each becomes a visible mark; and
    without commands to the runner of a pipeline: their signs become others that look like them."""
    visible = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _COMMAND.sub(lambda found: found[0].translate(_LOOK_ALIKE), visible)


def for_json(encoded: str) -> str:
    """The same JSON with what is unsafe to show written as `\\u….`: such a character stands only inside a string."""
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)
