"""Pdf files, read in one child process: they are parsed in C and cannot be bounded from within.

The child has limits of memory and time, inherits nothing and opens no file; the parent sends it bytes and gets shapes
back (`pdf_child.py`). A file on which it dies or falls silent is left unread, and a new child takes the rest.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from jalon.facts.documents import limits
from jalon.facts.documents.pdf_layout import document
from jalon.facts.documents.pdf_lines import Extract
from jalon.facts.documents.refusal import Refusal
from jalon.facts.model import Document, Unread

_CHILD = Path(__file__).with_name("pdf_child.py")


Known = Callable[[str, str, bytes, Callable[[], Document]], Document]


def read_all(bytes_of: Callable[[str, int], bytes], paths: Sequence[str], known: Known) -> Iterator[Document | Unread]:
    """The documents of pdf files, or why not; `bytes_of` (path, limit) raises Refusal, `known` (extension, path, bytes,
    reading) reads only what was not read before."""
    children = _Children()
    try:
        for path in paths:
            try:
                data = bytes_of(path, limits.PDF_BYTES)
                if b"%PDF" not in data[:1_024]:
                    raise Refusal("damaged")
                yield known(".pdf", path, data, partial(children.document, data, path))
            except Refusal as refusal:
                yield Unread(path, refusal.reason)
    finally:
        children.stop()


class _Children:
    """One child process at a time, started when the first file has to be read, and again when one died."""

    def __init__(self) -> None:
        self._until = time.monotonic() + limits.PDF_TOTAL_SECONDS
        self._child: _Child | None = None
        self._started = 0

    def document(self, data: bytes, path: str) -> Document:
        """What a child reads in a file.

        Raises:
            Refusal: as `_Child`, and `timeout` when too much time or too many of them went.
        """
        if time.monotonic() > self._until:
            raise Refusal("timeout")
        if self._child is None or not self._child.alive():
            if self._started > limits.PDF_RESTARTS:
                raise Refusal("timeout")
            self._child, self._started = _Child(), self._started + 1
        return document(self._child.read(data), path)

    def stop(self) -> None:
        """End it."""
        if self._child is not None:
            self._child.stop()


def extract_of(reply: bytes) -> Extract:
    """What a reply of the child says.

    Raises:
        Refusal: `damaged` when it is no reply: a file may have taken the child over.
    """
    try:
        return msgspec.json.decode(reply, type=Extract)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Refusal("damaged") from error


class _Child:
    """The child process and its two pipes."""

    def __init__(self) -> None:
        """Start it.

        Raises:
            Refusal: `unsupported` when the library or processes are not there.
        """
        library = importlib.util.find_spec("pypdfium2")
        if library is None or library.origin is None or not sys.executable:
            raise Refusal("unsupported")
        given = {
            "memory": limits.PDF_MEMORY,
            "seconds": limits.PDF_CPU_SECONDS,
            "pages": limits.PDF_PAGES,
            "page_characters": limits.PDF_PAGE_CHARACTERS,
            "characters": limits.PDF_CHARACTERS,
        }
        folder = Path(library.origin).parent.parent
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_CHILD), str(folder), json.dumps(given)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={key: value for key, value in os.environ.items() if key in ("SYSTEMROOT", "LD_LIBRARY_PATH")},
            )
        except OSError as error:
            raise Refusal("unsupported") from error

    def alive(self) -> bool:
        """Whether it can take another file."""
        return self._process.poll() is None

    def read(self, data: bytes) -> Extract:
        """What it finds in a file.

        Raises:
            Refusal: its own reason, `timeout`, or `too-large` when it died of the file.
        """
        late = threading.Event()
        timer = threading.Timer(limits.PDF_SECONDS, self._give_up, [late])
        timer.daemon = True
        timer.start()
        try:
            reply = self._exchange(data)
        except (OSError, EOFError) as error:
            self.stop()
            raise Refusal("timeout" if late.is_set() else "too-large") from error
        finally:
            timer.cancel()
        try:
            answer = extract_of(reply)
        except Refusal:
            self.stop()
            raise
        if answer.error:
            raise Refusal(answer.error if answer.error in ("encrypted", "too-large") else "damaged")
        return answer

    def _give_up(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _exchange(self, data: bytes) -> bytes:
        """Send a file and wait for the reply; EOFError when the child ends instead."""
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise EOFError
        to.write(len(data).to_bytes(8, "big"))
        to.write(data)
        to.flush()
        header = back.read(8)
        size = int.from_bytes(header, "big")
        if len(header) < 8 or size > limits.PDF_REPLY_BYTES:
            raise EOFError
        reply = back.read(size)
        if len(reply) < size:
            raise EOFError
        return reply

    def stop(self) -> None:
        """End it."""
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                continue
        self._process.kill()
        self._process.wait()
