"""French spacing: no line may begin with « ; » or end with « « ».

Sentences are written with ordinary spaces, which people can see and type; they are set when they are said.
"""

from __future__ import annotations

import re

NO_BREAK = "\N{NO-BREAK SPACE}"
_BEFORE = re.compile(r"(?<=\S) (?=[:;?!»%€])")
_AFTER = re.compile(r"(?<=«) ")


def typeset(text: str, language: str) -> str:
    """The same text with the no-break spaces that French wants before : ; ? ! % € and inside « »."""
    return _AFTER.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, text)) if language == "fr" else text
