"""What the documents speak of: each section's own words, subjects, dates and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

from jalon.facts.content import is_blank, not_own, own, telling_rows
from jalon.facts.cues import tokens
from jalon.facts.language import language_of
from jalon.facts.mentions import addresses, amounts, dates, people
from jalon.facts.model import At, Document, Documents, Ignored, Inventory, Section, Table
from jalon.facts.padding import Reasons, is_word_list
from jalon.facts.pairs import pairs_of
from jalon.facts.scaffold import is_shipped
from jalon.facts.topics import TopicCues
from jalon.memory import memory, name_of, remembered

PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".drawio", ".vsdx", ".pdf")
MONEY = frozenset({"€", "k€", "m€", "$", "k$", "£", "k£", "chf", "eur", "usd", "euro", "euros"})
SHEETS = frozenset({"csv", "xlsx", "ods"})
LEAST_LOST, MOSTLY = 40, 0.6  # words, and share of a document's, from which it is shown among what does not count
UNTOLD = "?"  # a language that nobody asked for yet
LEAST_TOLD = 40  # words from which a passage tells its own language
SIGNS = ("amount", "date", "person")  # of a project, where a product's page has none
LEAST_SIGNS = 2
DAY_WITHIN, MOST_DAYS = 40, 200  # letters in which an entry of a diary says its day; paragraphs looked at
DIARY = 3  # paragraphs that begin with a day of their own
MOST_CELLS = 2_000  # cells of one section's tables that are read for subjects


def _own_rows(document: Document, tables: list[Table]) -> list[tuple[int, ...]]:
    """For each table of a document the rows, from 0, that say something and that the template never shipped."""
    if not tables:
        return []
    content = document.identity() if memory().is_open else b""
    return remembered(
        list[tuple[int, ...]],
        lambda: [tuple(place for place, _ in _told_rows(one)) for one in tables],
        "own rows",
        content,
    )


def _told_rows(table: Table) -> Iterator[tuple[int, list[list[str]]]]:
    """(row, the words of each cell) of the rows that say something, and that the template never shipped."""
    for place in telling_rows(table.rows):
        words = [tokens(cell) for cell in table.rows[place]]
        if not is_shipped(chain.from_iterable(words)):
            yield place, words


def _subjects(document: Document, cues: TopicCues, *headings: str) -> frozenset[str]:
    """The topics that headings of a document name. A README's title names a product, « RGPD Audit », and no subject."""
    named = document.path.rpartition("/")[2].lower().startswith("readme")
    return cues.of_headings(one for one in headings if not (named and one == document.title))


class Measured(msgspec.Struct, array_like=True):
    """What the words of a section say of themselves, whatever stands around them.

    own: the places of the paragraphs that are somebody's own words; cells: those that say something; held: the numbers
    of the cues found (`Cues.held`); listed: the words only list subjects. What follows is filled in when it is asked
    for: mentions by kind, and language.
    """

    own: tuple[int, ...]
    cells: tuple[str, ...]
    words: int
    held: tuple[int, ...]
    listed: bool = False
    mentions: dict[str, int] = {}
    language: str | None = UNTOLD


class _Read:
    """One document as its passages see it: what all of them share, and what is remembered of them."""

    def __init__(self, document: Document, pasted: Collection[str], cues: TopicCues) -> None:
        self.document, self.cues = document, cues
        self.title = cues.of_path(document.path) | self.subjects(document.title)
        self._name, self.measured = _remembered(document, pasted, cues)

    def subjects(self, *headings: str) -> frozenset[str]:
        """The topics that headings of the document name."""
        return _subjects(self.document, self.cues, *headings)

    def remember(self) -> None:
        """What was asked for since need not be asked again."""
        if self._name:
            memory().keep(self._name, self.measured)


def _remembered(document: Document, pasted: Collection[str], cues: TopicCues) -> tuple[bytes, list[Measured]]:
    """What the words of each section say, and the name under which that is remembered ("" when it is not)."""
    if not memory().is_open:
        return b"", [_measured(one, pasted, cues) for one in document.sections]
    out = [sorted({one.text for one in section.paragraphs if one.text in pasted}) for section in document.sections]
    name = name_of("prose", document.identity(), msgspec.msgpack.encode(out) if pasted else b"")
    found = memory().recall(name, list[Measured])
    if found is None or len(found) != len(document.sections):
        found = [_measured(one, pasted, cues) for one in document.sections]
        memory().keep(name, found)
    return name, found


def _measured(section: Section, pasted: Collection[str], cues: TopicCues) -> Measured:
    told = {place: own(one.text) for place, one in enumerate(section.paragraphs) if one.text not in pasted}
    cells = [
        (cell, words) for table in section.tables for place, theirs in _told_rows(table)
        for cell, words in zip(table.rows[place], theirs, strict=True) if not is_blank(cell)
    ]  # fmt: skip
    in_cells = [word for _, words in cells[:MOST_CELLS] for word in words]
    held = cues.body.held([*(word for _, words in told.values() for word in words), *in_cells])
    words = sum(count for count, _ in told.values()) + len(in_cells)
    return Measured(
        own=tuple(place for place, (count, _) in told.items() if count),
        cells=tuple(cell for cell, _ in cells),
        words=words,
        held=tuple(sorted(held)),
        # all cues together bound those of any subject, and take no index of subjects to count
        listed=is_word_list({"": cues.body.keys(held)}, words) and is_word_list(cues.body.by_topic(held), words),
    )


class Passage:
    """A section, seen as somebody's words about subjects. Costly questions are answered once, when asked."""

    def __init__(self, read: _Read, number: int) -> None:
        """`number` is the place of the section in its document."""
        document, section = read.document, read.document.sections[number]
        self.path, self.at, self.heading = document.path, section.at, section.heading
        self._document_language = document.language
        self.section = section
        self._read, self._measured = read, read.measured[number]
        self._own = [section.paragraphs[place] for place in self._measured.own]
        self._cells = self._measured.cells
        self.words, self.held = self._measured.words, self._measured.held
        self._cues = read.cues.body
        self.listed = self.words if self._measured.listed else 0  # words that only list subjects
        if self.listed:
            self.discard()
        self.title = read.title
        self.about = read.subjects(section.heading, *section.trail) | read.title

    @property
    def body(self) -> dict[str, set[str]]:
        """topic → the different cues found in the own words."""
        return self._cues.by_topic(self.held)

    @property
    def topics(self) -> set[str]:
        """The topics whose cues stand in the own words."""
        return self._cues.topics(self.held)

    def discard(self) -> None:
        """Its words count for nothing."""
        self.words, self.held, self._own, self._cells = 0, (), [], ()
        self._measured = Measured((), (), 0, ())

    @cached_property
    def language(self) -> str | None:
        """Its own language; its document's when it is too short to tell. A French dossier may hold an English page."""
        if self.words < LEAST_TOLD:
            return self._document_language
        if self._measured.language == UNTOLD:
            self._measured.language = language_of(self.text)
            self._read.remember()
        return self._measured.language or self._document_language

    @property
    def text(self) -> str:
        """The own words, paragraphs and cells, a line each."""
        return "\n".join([*(one.text for one in self._own), *self._cells[:MOST_CELLS]])

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates that date this passage: in its heading or one above, its file's name, or its first lines; those
        that its paragraphs begin with, when it is a diary of several days."""
        headings = (self.heading, *reversed(self.section.trail), PurePosixPath(self.path).stem.replace("_", "-"))
        if titled := next((found for one in headings if (found := dates(one))), ()):
            return titled
        begun = {day for one in self._own[:MOST_DAYS] for day in dates(one.text[:DAY_WITHIN])[:1]}
        first = " · ".join(one.text for one in self.section.paragraphs[:2])[:200]
        return tuple(sorted(begun)) if len(begun) >= DIARY else dates(first)[:1]

    def is_entitled(self, topics: Iterable[str]) -> bool:
        """Its document is about one of the topics as a whole: the title or the file's name says so."""
        return not self.title.isdisjoint(topics)

    def is_about(self, topics: Iterable[str]) -> bool:
        """Its heading, one above it, the title or the file's name speaks of one of the topics."""
        return not self.about.isdisjoint(topics)

    is_within = is_about

    def cues(self, topics: Iterable[str]) -> int:
        """How many different cues of the topics its own words hold."""
        return len(self.told(tuple(topics)))

    def told(self, topics: tuple[str, ...]) -> set[str]:
        """The different cues of the topics that its own words hold."""
        return self._cues.of(self.held, topics)

    def mentions(self, kind: str) -> int:
        """How many of a kind it holds; the kinds are the keys of `MENTIONS`."""
        known = self._measured.mentions
        if kind not in known:
            known[kind] = MENTIONS[kind](self)
            self._read.remember()
        return known[kind]

    def excerpt(self, most: int) -> str:
        """Its first own words, addresses hidden, at most `most` characters."""
        line = next((one.text for one in self._own), "") or " · ".join(self._cells[:6]) or self.heading
        for address in addresses(line):
            line = line.replace(address, "…")
        return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


# kind → how many of it a passage holds
MENTIONS: Mapping[str, Callable[[Passage], int]] = {
    "amount": lambda one: len(amounts(one.text)),
    "money": lambda one: sum(amount.unit in MONEY for amount in amounts(one.text)),
    "date": lambda one: len(dates(one.text)),
    "person": lambda one: len(people(one.text)),
    "figure": lambda one: len(one.section.figures),
    "table": lambda one: len(one.section.tables),
    "task": lambda one: sum(paragraph.kind.startswith("task") for paragraph in one.section.paragraphs),
}


class Sheet:
    """A table with the subjects that its name, heading, file and columns speak of."""

    def __init__(self, document: Document, section: Section, table: Table, own: Iterable[int], cues: TopicCues) -> None:
        """`own` are the rows, from 0, that count."""
        self.path, self.at = document.path, table.at
        self.name = table.name or section.heading or document.title
        self.rows = tuple(table.rows[place] for place in own)
        self.title = cues.of_path(document.path) | _subjects(document, cues, document.title)
        self.topics = self.title | _subjects(document, cues, table.name, section.heading, *section.trail)

    @cached_property
    def words(self) -> int:
        """The words of its cells."""
        return sum(len(tokens(cell)) for row in self.rows[:MOST_CELLS] for cell in row if not is_blank(cell))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every date of its cells."""
        return tuple(day for row in self.rows for cell in row for day in dates(cell))


def _sheets(document: Document, cues: TopicCues) -> Iterator[Sheet]:
    tables = [(section, table) for section in document.sections for table in section.tables]
    for (section, table), rows in zip(tables, _own_rows(document, [table for _, table in tables]), strict=True):
        yield Sheet(document, section, table, rows, cues)


class Drawing:
    """A picture: its place, what its name and text alternative speak of, a line to show."""

    def __init__(self, path: str, at: At, topics: frozenset[str], excerpt: str) -> None:
        self.path, self.at, self.topics, self.excerpt = path, at, topics, excerpt


class Prose:
    """Everything that the candidates wrote in words."""

    def __init__(
        self,
        passages: tuple[Passage, ...],
        tables: tuple[Sheet, ...],
        pictures: tuple[Drawing, ...],
        cues: TopicCues,
        ignored: tuple[Ignored, ...] = (),
    ) -> None:
        """`ignored`: documents whose words count for nothing: word-list · repeated · copied · shipped · filler."""
        self.passages, self.tables, self.pictures, self.ignored = passages, tables, pictures, ignored
        self._cues = cues

    def about(self, topics: Iterable[str]) -> list[Passage]:
        """The passages that are about one of the topics, in the order of the documents."""
        return self._at(place for one in topics for place in self._about.get(one, ()))

    def naming(self, topics: Iterable[str], least: int) -> list[Passage]:
        """The passages whose own words hold at least that many different cues of the topics."""
        wanted = tuple(topics)
        places = {place for one in wanted for place in self._told.get(one, ())}
        return [one for one in self._at(places) if one.cues(wanted) >= least]

    def _at(self, places: Iterable[int]) -> list[Passage]:
        return [self.passages[place] for place in sorted(set(places))]

    @cached_property
    def _about(self) -> dict[str, list[int]]:
        return _index(one.about for one in self.passages)

    @cached_property
    def _told(self) -> dict[str, list[int]]:
        return _index(one.topics for one in self.passages)

    def tell(self, passages: Iterable[Passage], topics: Iterable[str], least: int) -> bool:
        """The passages, together, hold at least that many different cues of the topics (or all there are).

        Where a passage is of the project by its figures, dates or people, the words of its heading count as well:
        « Faisabilité technique » says by itself what « 1,8 s on the oldest telephone » is about.
        """
        wanted, passages = tuple(topics), list(passages)
        known = sum(self._cues.telling.get(one, 0) for one in wanted)
        found = set().union(*(one.told(wanted) for one in passages))
        if len(found) >= min(least, known):
            return True
        signed = {one.heading for one in passages if sum(one.mentions(kind) for kind in SIGNS) >= LEAST_SIGNS}
        return len(found) + self._cues.precision(signed, wanted) >= least

    @cached_property
    def by_path(self) -> dict[str, list[Passage]]:
        """The passages of each document."""
        found: dict[str, list[Passage]] = {}
        for one in self.passages:
            found.setdefault(one.path, []).append(one)
        return found

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(French path, English path): the documents that are there in both languages."""
        return pairs_of(self.by_path)

    def words_in(self, path: str, language: str) -> int:
        """Own words of a document when it is in that language, else 0."""
        return sum(one.words for one in self.by_path.get(path, ()) if one.language == language)

    def is_about(self, path: str, topics: Iterable[str]) -> bool:
        """Some passage of that document is about one of the topics."""
        wanted = tuple(topics)
        return any(one.is_about(wanted) for one in self.by_path.get(path, ()))


def _index(topics: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """topic → the places, from 0, of what names it."""
    found: dict[str, list[int]] = {}
    for place, named in enumerate(topics):
        for one in named:
            found.setdefault(one, []).append(place)
    return found


def prose(documents: Documents, inventory: Inventory, topics: TopicCues) -> Prose:
    """The candidates' words, by section, with the subjects of the checklist found in them."""
    texts = [one for one in documents.items if one.format not in SHEETS]
    pasted = not_own(texts)
    read = (_Read(one, pasted[one.path], topics) for one in texts)
    passages = tuple(Passage(one, number) for one in read for number in range(len(one.document.sections)))
    _discard_word_lists(passages)
    tables = tuple(one for text in documents.items for one in _sheets(text, topics))
    return Prose(
        passages, tuple(one for one in tables if one.rows), tuple(_pictures(documents, inventory, topics)), topics,
        tuple(_worthless(passages, pasted)),
    )  # fmt: skip


def _discard_word_lists(passages: tuple[Passage, ...]) -> None:
    """Where most words only list subjects, the passages too short to tell are lists as well."""
    listed: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for one in passages:
        listed[one.path] += one.listed
        words[one.path] += one.words
    for one in passages:
        if one.words and listed[one.path] >= MOSTLY * (words[one.path] + listed[one.path]):
            one.listed = one.words
            one.discard()


def _worthless(passages: Iterable[Passage], pasted: Mapping[str, Reasons]) -> Iterator[Ignored]:
    """The documents most of whose words count for nothing, and the main reason."""
    kept: Counter[str] = Counter()
    lost: dict[str, Counter[str]] = {}
    for one in passages:
        kept[one.path] += one.words
        for paragraph in one.section.paragraphs:
            reason = "word-list" if one.listed else pasted[one.path].get(paragraph.text)
            if reason:
                lost.setdefault(one.path, Counter())[reason] += paragraph.text.count(" ") + 1
    for path, reasons in lost.items():
        if reasons.total() >= max(LEAST_LOST, MOSTLY * (kept[path] + reasons.total())):
            yield Ignored(path, reasons.most_common(1)[0][0])


def _pictures(documents: Documents, inventory: Inventory, cues: TopicCues) -> Iterator[Drawing]:
    for path in inventory.files:
        if path.lower().endswith(PICTURES):
            yield Drawing(path, At(), cues.of_path(path), PurePosixPath(path).name)
    there = {PurePosixPath(path).name for path in inventory.files}
    shown: set[str] = set()
    for text in documents.items:
        for section in text.sections:
            for figure in section.figures:
                if figure.target in shown or not (_is_elsewhere(figure.target) or _name(figure.target) in there):
                    continue  # one picture under twenty headings is one; one that is not there is none
                shown.add(figure.target or f"{text.path} {figure.at}")
                topics = cues.of_headings((figure.alternative, section.heading)) | cues.of_path(figure.target[:200])
                yield Drawing(text.path, figure.at, topics, figure.alternative or section.heading)


def _is_elsewhere(target: str) -> bool:
    """A picture that the document holds itself, or that stands on the web."""
    return not target or ":" in target[:12] or target.startswith("//")


def _name(target: str) -> str:
    return unquote(PurePosixPath(target.partition("#")[0].partition("?")[0]).name)
