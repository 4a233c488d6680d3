"""Zipped documents, measured before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from jalon.facts.documents import limits
from jalon.facts.documents.refusal import Refusal

_OLE = b"\xd0\xcf\x11\xe0"  # what an office file becomes when it is encrypted
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The parts of an office file. Nothing is written to disk."""

    def __init__(self, data: bytes) -> None:
        """Open an archive.

        Raises:
            Refusal: `encrypted`, `damaged`, or `too-large` by what it declares.
        """
        if data.startswith(_OLE):
            raise Refusal("encrypted")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise Refusal("damaged") from error
        if len(entries) > limits.ENTRIES or sum(entry.file_size for entry in entries) > limits.UNZIPPED_BYTES:
            raise Refusal("too-large")
        self._entries = {entry.filename: entry for entry in entries}

    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self._entries)

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when there is none.

        Raises:
            Refusal: `encrypted`, `damaged`, or `too-large` (its size, or a ratio that no text reaches).
        """
        entry = self._entries.get(name.lstrip("/"))
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise Refusal("encrypted")
        inflated = entry.file_size > limits.RATIO_FLOOR and entry.file_size > limits.RATIO * max(1, entry.compress_size)
        if entry.file_size > limits.PART_BYTES or inflated:
            raise Refusal("too-large")
        if entry.compress_type not in _METHODS:
            raise Refusal("damaged")
        try:
            with self._zip.open(entry) as part:
                data = part.read(limits.PART_BYTES + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            raise Refusal("damaged") from error
        if len(data) > limits.PART_BYTES:
            raise Refusal("too-large")
        return data
