"""Bytes to text, whatever editor wrote them."""

from __future__ import annotations

import codecs
import re

from jalon.facts.documents.refusal import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHER_BREAK = re.compile(r"[\u2028\u2029\x0b\x0c\x85]")  # breaks for Unicode, not for git or an editor's line count
MOST_CONTROL = 0.02  # share of control characters from which bytes are no text


def text_of(data: bytes) -> str:
    """The text of a file: its byte order mark decides, else UTF-8, else the Windows code page; lines end with `\\n`.

    Raises:
        Refusal: `not-text` when the bytes are no text in any of them.
    """
    text = _decoded(data)
    sample = text[:65_536]
    if len(_CONTROL.findall(sample)) > MOST_CONTROL * len(sample):
        raise Refusal("not-text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", _OTHER_BREAK.sub(" ", text))


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if b"\0" in data[:65_536]:
        raise Refusal("not-text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
