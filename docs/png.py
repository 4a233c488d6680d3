"""Makes a picture of text small: at most 256 colours, as an indexed PNG, with the standard library alone."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 256  # colours of an indexed picture
CHANNELS = {2: 3, 6: 4}  # colour type of the format → bytes of a pixel


def indexed(png: bytes) -> bytes:
    """The same picture in the colours that matter: the commonest ones, each other pixel in the nearest of them.

    Args:
        png: a picture of 8 bits a channel, with or without transparency (which is dropped), not interlaced.

    Raises:
        ValueError: it is another kind of picture.
    """
    width, height, rows = pixels(png)
    counts = Counter(one for row in rows for one in row)
    known = [one for one, _ in counts.most_common(MOST)]
    place = {one: known.index(min(known, key=lambda other: _distance(one, other))) for one in counts}
    data = b"".join(b"\0" + bytes(place[one] for one in row) for row in rows)
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(known)),
            _chunk(b"IDAT", zlib.compress(data, 9)),
            _chunk(b"IEND", b""),
        )
    )


def pixels(png: bytes) -> tuple[int, int, list[list[bytes]]]:
    """Width, height and rows of pixels, three bytes each.

    Raises:
        ValueError: not a picture of 8 bits a channel in colours, or an interlaced one.
    """
    chunks = list(_chunks(png))
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if bits != 8 or kind not in CHANNELS or interlaced:
        raise ValueError("not a plain picture of 8 bits a channel")
    data = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    size, step = width * CHANNELS[kind], CHANNELS[kind]
    above, rows = bytes(size), []
    for start in range(0, height * (size + 1), size + 1):
        above = _unfiltered(data[start], data[start + 1 : start + 1 + size], above, step)
        rows.append([above[place : place + 3] for place in range(0, size, step)])
    return width, height, rows


def _unfiltered(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    """A row as it was before one of the five filters of the format."""
    if kind == 0:
        return line
    found = bytearray(line)
    for place, up in enumerate(above):
        left, corner = (found[place - step], above[place - step]) if place >= step else (0, 0)
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        found[place] = (found[place] + guess) & 255
    return bytes(found)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(SIGNATURE):
        raise ValueError("not a PNG file")
    place = len(SIGNATURE)
    while place < len(png):
        size, name = struct.unpack(">I4s", png[place : place + 8])
        yield name, png[place + 8 : place + 8 + size]
        place += size + 12


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
