"""Links and images of documents that lead nowhere in the repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from jalon.facts.model import At, Document, Documents, Section
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot

FORMATS = frozenset({"markdown", "asciidoc", "restructuredtext"})
ENDINGS = ("", ".md", ".mdx", ".markdown", ".html", ".rst", ".adoc", "/index.md", "/README.md")
MOST_TARGET = 400
LEAST_TALK = 25  # words of a paragraph, from which it speaks about a picture
# what is no path of this repository: an address, an anchor, a site's own root, something that a template fills in
_NO_PATH = re.compile(r"'|[a-zA-Z][\w+.-]*:|//|#|/|\?|[\\@]|.*[<>{}$|*\"`\s]|(?:www|localhost)\b|.*\.{3}")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|fr|io|dev|app|eu|gouv|local)(?:[:/].*)?$")


def links(documents: Documents, snapshot: Snapshot) -> Iterator[Remark]:
    """A relative target that is no file and no folder; one remark a target and a document, at its first place."""
    files = {entry.path for entry in snapshot.files} | {path for path, _ in snapshot.unreadable}
    there = files | {parent for path in files for parent in _parents(path)}
    for document in documents.items:
        if document.format not in FORMATS:
            continue
        dead: dict[tuple[str, str], At] = {}
        for kind, target, at in _targets(document):
            if (path := _path(document.path, target)) and not _exists(path, there, document):
                dead.setdefault((kind, path), at)
        for (kind, path), at in dead.items():
            yield Remark(f"dead-{kind}", document.path, at, {"target": path})


def _targets(document: Document) -> Iterator[tuple[str, str, At]]:
    for section in document.sections:
        for figure in section.figures:
            if "/" not in figure.target and (not figure.alternative or _is_quoted(section, figure.at)):
                continue  # `<img src=photo.jpg>` in a sentence about images
            yield "image", figure.target, figure.at
        for link in section.links:
            yield "link", link.target, link.at


def _is_quoted(section: Section, at: At) -> bool:
    """Whether a picture stands in a long paragraph: one that illustrates stands alone, or among other pictures."""
    return any(one.at.line == at.line and len(one.text.split()) >= LEAST_TALK for one in section.paragraphs)


def _path(document: str, target: str) -> str:
    """The path of the repository that a target means; "" for anything else, and above the root."""
    bare = target.strip().partition("#")[0].partition("?")[0]
    if not bare or len(bare) > MOST_TARGET or _NO_PATH.match(unquote(bare)) or _SITE.match(bare):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(bare)))
    return "" if path.startswith("..") else path


def _exists(path: str, there: set[str], document: Document) -> bool:
    """Sites are written without endings, or with that of the page that is made from the source.

    A part of a book in AsciiDoc may name its pictures from any folder above, that of the whole.
    """
    bare = path.removesuffix(".html")
    if document.format == "asciidoc":
        own = posixpath.relpath(path, posixpath.dirname(document.path) or ".")
        if any(f"{folder}/{own}" in there for folder in _parents(document.path)) or own in there:
            return True
    return path == "." or any(one + ending in there for one in {path, bare} for ending in ENDINGS)


def _parents(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


RULES = (Rule("links", links),)
