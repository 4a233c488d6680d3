"""A document under construction: readers say what they meet, in order; sections, trails and limits are kept here."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from jalon.facts.documents import limits
from jalon.facts.language import votes
from jalon.facts.mentions import words
from jalon.facts.model import At, Code, Document, Figure, Link, Paragraph, Section, Table

NOWHERE = At()
_LONG_CELL = 8  # words from which a cell speaks a language
_LONG_ENTRY = 150  # characters; what is shorter under "Contents" repeats a heading and says nothing
_CONTENTS = re.compile(
    r"(?:table (?:des matières|of contents|des figures|of figures)|contents|sommaire)\W*$", re.IGNORECASE
)


class Draft:
    """Collects the parts of one document. Everything over the limits is dropped and `cut` says so."""

    def __init__(self) -> None:
        self.cut = False
        self.metadata: dict[str, str] = {}
        self.place: At | None = None  # when set, where everything stands (the cell of a notebook)
        self._sections: list[Section] = []
        self._ancestors: list[tuple[int, str]] = []
        self._structural = 0  # level of the last real heading
        self._parts = 0
        self._characters = 0
        self._open("", 0, (), NOWHERE)

    def heading(self, text: str, level: int, at: At) -> None:
        """Start a section. A heading without text starts none."""
        self._structural = level if text else self._structural
        self._heading(text, level, at)

    def subheading(self, text: str, at: At, level: int = 0) -> None:
        """A line that only looks like a heading (bold, or numbered): one level under the last real one by default.

        In a table of contents, what ends with a page number is an entry.
        """
        if not (self._is_contents and text[-1:].isdigit()):
            self._heading(text, level or self._structural + 1, at)

    def paragraph(self, text: str, at: At, kind: str = "prose") -> None:
        """Add a paragraph, on one line; nothing when it is blank."""
        text = " ".join(text.split())
        if len(text) > limits.PARAGRAPH_CHARACTERS:
            text, self.cut = text[: limits.PARAGRAPH_CHARACTERS], True
        if self._is_contents and len(text) <= _LONG_ENTRY:
            return
        if text and self._room(len(text)):
            self._paragraphs.append(Paragraph(text, self.place or at, kind))

    def table(self, table: Table | None) -> None:
        """Add a table; nothing when there is none."""
        if table is None:
            return
        size = sum(map(len, table.header)) + sum(len(cell) for row in table.rows for cell in row)
        if self._room(size):
            self.cut = self.cut or table.cut
            self._tables.append(msgspec.structs.replace(table, at=self.place) if self.place else table)

    def code(self, language: str, text: str, at: At) -> None:
        """Add a block of code; nothing when it is blank."""
        if text.strip() and self._room(len(text)):
            self._code.append(Code(language.strip().lower(), text, self.place or at))

    def figure(self, target: str, alternative: str, at: At) -> None:
        """Add an image."""
        if self._room(len(target) + len(alternative)):
            self._figures.append(Figure(target, " ".join(alternative.split()), self.place or at))

    def link(self, target: str, text: str, at: At) -> None:
        """Add a hyperlink."""
        if target and self._room(len(target) + len(text)):
            self._links.append(Link(target, " ".join(text.split()), self.place or at))

    def comment(self, text: str) -> None:
        """Add a hidden comment; nothing when it is blank."""
        text = text.strip()
        if text and self._room(len(text)):
            self._comments.append(text)

    def sections(self) -> tuple[Section, ...]:
        """Every section so far, in order; the one before the first heading only when something stands in it."""
        self._close()
        closed = tuple(self._sections)
        self._sections = list(closed)
        self._open(self._name, self._level, self._trail, self._at)
        return closed

    def _heading(self, text: str, level: int, at: At) -> None:
        text = " ".join(text.split())[: limits.CELL_CHARACTERS]
        if not text:
            return
        if len(self._sections) >= limits.SECTIONS:
            self.cut = True
            return
        self._close()
        while self._ancestors and self._ancestors[-1][0] >= level:
            self._ancestors.pop()
        trail = tuple(name for _, name in self._ancestors)
        self._ancestors.append((level, text))
        self._open(text, level, trail, self.place or at)

    def _open(self, name: str, level: int, trail: tuple[str, ...], at: At) -> None:
        self._name, self._level, self._trail, self._at = name, level, trail, at
        self._is_contents = _CONTENTS.match(name.lstrip("0123456789. ")) is not None
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._code: list[Code] = []
        self._figures: list[Figure] = []
        self._links: list[Link] = []
        self._comments: list[str] = []

    def _close(self) -> None:
        parts = (self._paragraphs, self._tables, self._code, self._figures, self._links, self._comments)
        if self._name or any(parts):
            place = self._at
            if not self._name and place == NOWHERE:
                places = [
                    part.at
                    for parts in (self._paragraphs, self._tables, self._figures, self._code)
                    for part in parts[:1]
                ]
                place = min(places, key=_position, default=NOWHERE)
            self._sections.append(
                Section(
                    heading=self._name,
                    level=self._level,
                    trail=self._trail,
                    at=place,
                    paragraphs=tuple(self._paragraphs),
                    tables=tuple(self._tables),
                    code=tuple(self._code),
                    figures=tuple(self._figures),
                    links=tuple(self._links),
                    comments=tuple(self._comments),
                )
            )

    def _room(self, characters: int) -> bool:
        self._parts += 1
        self._characters += characters
        if self._parts > limits.PARTS or self._characters > limits.CHARACTERS:
            self.cut = True
            return False
        return True


def _position(at: At) -> tuple[int, int]:
    return at.page or 0, at.line or 0


def finish(draft: Draft, path: str, form: str, title: str = "") -> Document:
    """The document: its title is the one given, else its first heading, else the file's stem."""
    sections = draft.sections()
    title = " ".join(title.split()) or _first_heading(sections) or PurePosixPath(path).stem
    return Document(
        path=path,
        format=form,
        title=title[: limits.CELL_CHARACTERS],
        language=language(sections),
        sections=sections,
        words=sum(words(paragraph.text) for section in sections for paragraph in section.paragraphs),
        metadata=tuple(draft.metadata.items()),
        cut=draft.cut,
    )


def _first_heading(sections: tuple[Section, ...]) -> str:
    """The first heading of the highest level, unless it is a chapter's: the document then has no title of its own."""
    headed = [section for section in sections if section.heading]
    first = min(headed, key=lambda section: section.level).heading if headed else ""
    return "" if first[:1].isdigit() or _CONTENTS.match(first) else first


def language(sections: tuple[Section, ...]) -> str | None:
    """The language in which most words are written; None when no text is long enough or none wins by two to one."""
    share = {"fr": 0, "en": 0}
    for section in sections:
        short: list[str] = []
        for text in _speech(section):
            spoken, count = votes(text)
            if spoken:
                share[spoken] += count
            else:
                short.append(text)
        spoken, count = votes(" ".join(short))  # a list of short items speaks as a whole
        if spoken:
            share[spoken] += count
    best, other = ("fr", "en") if share["fr"] >= share["en"] else ("en", "fr")
    return best if share[best] > 2 * share[other] else None


def _speech(section: Section) -> list[str]:
    texts = [paragraph.text for paragraph in section.paragraphs]
    for table in section.tables:
        texts.extend(cell for row in table.rows for cell in row if cell.count(" ") >= _LONG_CELL - 1)
    return texts
