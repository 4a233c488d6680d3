"""Every text that people read in a repository, whatever its format: titles, sections, tables, links, places.

One small module a format. A file that cannot be read costs that file: it comes back as `Unread` with its reason.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Protocol

import msgspec

from jalon.facts.documents import limits
from jalon.facts.documents.decode import text_of
from jalon.facts.documents.refusal import NotADocument, Refusal
from jalon.facts.model import Document, Documents, Ignored, Inventory, Unread
from jalon.facts.theirs import not_theirs
from jalon.memory import memory, name_of, remembered
from jalon.snapshot import Unreadable

# formats whose text the inventory could not judge
_JUDGED = frozenset({"pdf", "docx", "odt", "pptx", "odp", "xlsx", "ods"})
_JUDGED_CHARACTERS = 100_000

# extension → the module that reads it
_TEXTS = {
    **dict.fromkeys((".md", ".markdown", ".mkd", ".mdx", ".mdown"), "markdown"),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), "asciidoc"),
    **dict.fromkeys((".rst", ".rest"), "restructuredtext"),
    **dict.fromkeys((".txt", ".text"), "plain"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}
_BINARIES = {
    ".ipynb": "notebook",
    ".csv": "delimited",
    ".tsv": "delimited",
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    **dict.fromkeys((".xlsx", ".xlsm"), "xlsx"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx"), "pptx"),
    **dict.fromkeys((".odt", ".ott"), "odt"),
    ".odp": "odp",
    ".ods": "ods",
}
_LIMITS = {".ipynb": limits.NOTEBOOK_BYTES, ".csv": limits.TABLE_BYTES, ".tsv": limits.TABLE_BYTES}
# documents of a format that is not read: worth a word, since a study may well be in one
_OLD = frozenset({".doc", ".ppt", ".xls", ".rtf", ".pages", ".numbers", ".key", ".odm", ".wpd"})
_BARE_NAMES = frozenset({"readme", "changelog", "contributing", "authors", "history", "news", "install", "todo"})
_NOT_TEXTS = ("requirements", "constraints", "cmakelists", "robots", "ads", "humans", "security", "llms", "manifest")
_OWNER_FILES = ("~$", ".~lock.", "._")


class Files(Protocol):
    """What this fact needs of a snapshot."""

    @property
    def files(self) -> tuple[Entry, ...]:
        """Every file with its size."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file."""


class Entry(Protocol):
    """A file of a snapshot."""

    @property
    def path(self) -> str:
        """Its path from the root."""

    @property
    def size(self) -> int:
        """Its size in bytes."""


def documents(snapshot: Files, inventory: Inventory) -> Documents:
    """Every document among the candidates' own files, sorted by path, and those that could not be read.

    A brief, a marking grid, a copy of the sheet or a blank form that only its words give away is set aside here.
    """
    read = _Reading(snapshot)
    found: list[Document] = []
    unread: list[Unread] = []
    portables: list[str] = []
    for path in sorted(inventory.files):
        extension = _extension(path)
        if extension == ".pdf":
            portables.append(path)
        elif extension in _OLD:
            unread.append(Unread(path, "unsupported"))
        elif extension:
            one = read.document(path, extension)
            if isinstance(one, Document):
                found.append(read.kept_of(one))
            elif one:
                unread.append(one)
    if portables:
        for one in importlib.import_module("jalon.facts.documents.pdf").read_all(read.bytes_of, portables, known):
            if isinstance(one, Document):
                found.append(read.kept_of(one))
            else:
                unread.append(one)
    ignored = {one.path: reason for one in found if (reason := _not_theirs(one))}
    return Documents(
        items=tuple(sorted((one for one in found if one.path not in ignored), key=lambda one: one.path)),
        unread=tuple(sorted(unread, key=lambda one: one.path)),
        ignored=tuple(Ignored(path, reason) for path, reason in sorted(ignored.items())),
    )


def _not_theirs(document: Document) -> str:
    """Why a document is not the candidates', by its first words; see `jalon.facts.theirs`."""
    return not_theirs(_first_words(document), document.path) if document.format in _JUDGED else ""


def _first_words(document: Document) -> str:
    texts: list[str] = []
    left = _JUDGED_CHARACTERS
    for section in document.sections:
        cells = (cell for table in section.tables for row in (table.header, *table.rows) for cell in row)
        for text in (section.heading, *(one.text for one in section.paragraphs), *cells):
            texts.append(text)
            left -= len(text) + 1
            if left < 0:
                return "\n".join(texts)
    return "\n".join(texts)


def is_document(path: str) -> bool:
    """Whether a file is a document by its name, of a format that is read or was once."""
    return bool(_extension(path))


def _extension(path: str) -> str:
    """The extension that says how to read a file; empty when it is no document."""
    name = PurePosixPath(path).name.lower()
    if name.startswith(_OWNER_FILES):
        return ""
    stem, extension = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if not extension:
        return ".md" if name in _BARE_NAMES else ""
    if extension == ".txt" and stem.startswith(_NOT_TEXTS):
        return ""
    return (
        extension if extension in _TEXTS or extension in _BINARIES or extension in _OLD or extension == ".pdf" else ""
    )


def _read(module: str, content: str | bytes, path: str) -> Document:
    """What the module that knows the format makes of a file."""
    one: Document = importlib.import_module(f"jalon.facts.documents.{module}").read(content, path)
    return one


def known(extension: str, path: str, data: bytes, read: Callable[[], Document]) -> Document:
    """The document that those bytes hold, read once; with the digest by which what follows from it is found again."""
    if not memory().is_open:
        return read()
    digest = name_of("file", extension, path, data)
    return msgspec.structs.replace(remembered(Document, read, "document", digest), digest=digest)


class _Reading:
    """What has been spent so far; beyond it files are left unread."""

    def __init__(self, snapshot: Files) -> None:
        self.snapshot = snapshot
        self.sizes = {entry.path: entry.size for entry in snapshot.files}
        self.files = self.bytes = self.kept = 0
        self.until = time.monotonic() + limits.TOTAL_SECONDS

    def bytes_of(self, path: str, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            Refusal: the file, or the repository, is over its limits, or the snapshot cannot read it.
        """
        size = self.sizes.get(path, 0)
        if size > limit:
            raise Refusal("too-large")
        self.files += 1
        self.bytes += size
        if self.files > limits.FILES or self.bytes > limits.TOTAL_BYTES or self.kept > limits.TOTAL_KEPT:
            raise Refusal("too-many")
        if time.monotonic() > self.until:
            raise Refusal("timeout")
        try:
            return self.snapshot.read(path, limit)
        except Unreadable as error:
            raise Refusal(error.reason) from error

    def kept_of(self, one: Document) -> Document:
        """Note what a document takes, for the next ones."""
        for section in one.sections:
            texts = [paragraph.text for paragraph in section.paragraphs]
            texts += [code.text for code in section.code] + [link.target for link in section.links]
            texts += [cell for table in section.tables for row in (table.header, *table.rows) for cell in row]
            self.kept += sum(map(len, texts)) + limits.PART_COST * (len(texts) + len(section.figures) + 1)
        return one

    def document(self, path: str, extension: str) -> Document | Unread | None:
        """One document, the reason why not, or None when it is something else."""
        try:
            module = _TEXTS.get(extension) or _BINARIES[extension]
            limit = limits.TEXT_BYTES if extension in _TEXTS else _LIMITS.get(extension, limits.ARCHIVE_BYTES)
            data = self.bytes_of(path, limit)
            content = data if extension in _BINARIES else text_of(data)
            one = known(extension, path, data, lambda: _read(module, content, path))
        except NotADocument:
            return None
        except Refusal as refusal:
            return Unread(path, refusal.reason)
        except RecursionError:
            return Unread(path, "too-deep")
        except MemoryError:
            return Unread(path, "too-large")
        return one
