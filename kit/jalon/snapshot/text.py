"""Bytes to text, without ever failing on a character."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(range(8)) + bytes(range(14, 27)) + bytes(range(28, 32))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes) -> str | None:
    """The text of a file, without its mark of byte order; None when it is no text.

    In order: what the mark says, UTF-8, UTF-16 without a mark, UTF-8 with a few bytes spoilt (they become U+FFFD),
    Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    if b"\0" in data:
        return _utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not _mostly_text(data):
        return None
    text = data.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    if len(_BEYOND_ASCII.findall(text)) > spoilt * 4:
        return text
    return data.decode("cp1252", "replace")


def _utf16(data: bytes) -> str | None:
    """Western text in UTF-16 has its zeros on one side only, and many of them."""
    half = len(data) // 2
    if len(data) % 2:
        return None
    sides = (data[0::2].count(0), data[1::2].count(0))
    for encoding, zeros, others in (("utf-16-le", sides[1], sides[0]), ("utf-16-be", sides[0], sides[1])):
        if zeros >= half * 0.5 and others <= half * 0.02:
            decoded = data.decode(encoding, "replace")
            return decoded if _mostly_text(decoded.encode()) else None
    return None


def _mostly_text(data: bytes) -> bool:
    """At most one control character in a hundred."""
    return len(data.translate(None, _CONTROLS)) >= len(data) * 0.99
