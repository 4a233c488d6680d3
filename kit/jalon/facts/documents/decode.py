"""Bytes to text, whatever editor wrote them."""

from __future__ import annotations

import re

from jalon.facts.documents.refusal import Refusal
from jalon.snapshot.text import decode

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHER_BREAK = re.compile(r"[\u2028\u2029\x0b\x0c\x85]")  # breaks for Unicode, not for git or an editor's line count
MOST_CONTROL = 0.02  # share of control characters from which bytes are no text


def text_of(data: bytes) -> str:
    """The text of a file, as `jalon.snapshot.text` decodes it; lines end with `\\n`, other controls are spaces.

    Raises:
        Refusal: `not-text` when the bytes are no text.
    """
    text = decode(data)
    if text is None:
        raise Refusal("not-text")
    sample = text[:65_536]
    if len(_CONTROL.findall(sample)) > MOST_CONTROL * len(sample):
        raise Refusal("not-text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", _OTHER_BREAK.sub(" ", text))
