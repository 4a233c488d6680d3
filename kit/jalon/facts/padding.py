"""Text that fills a page and says nothing: pasted again and again, borrowed from us, or put together by chance.

Each measure is one pass over the words of a document. The thresholds were taken well above what real repositories
show: of 4,300 sections of theirs, 1.5 % repeat half of their runs, and those are dumps and lists of version bumps.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import pairwise

import msgspec

from jalon.facts.cues import tokens
from jalon.facts.model import Document, Section
from jalon.memory import memory, remembered
from jalon.resources import resource

LEAST = 12  # words from which a paragraph is measured
TIMES = 5  # a run of three words this often in one document is a pattern: a diary of a few days may have one frame
OF_PARAGRAPH, OF_SECTION = 0.6, 0.5  # share of its runs that are patterns
LEAST_OF_SECTION = 40  # words
# share of its runs, patterns or shipped, up to which a paragraph stays its author's, whatever stands around it
OF_OWN_REPEATED, OF_OWN_SHIPPED = 0.5, 0.3
QUOTED = 5  # shipped runs that it may quote; a short one, with fewer sampled than `LEAST_QUOTING`, quotes none
LEAST_QUOTING = 10
COPIES = 5  # documents that share their runs are one, copied
OF_DOCUMENT = 0.8  # minutes share an agenda and their headings
WINDOW = 60_000  # words of a document that are compared at a time
ONE_IN = 4  # runs kept to compare documents, by their first word
LEAST_COMPARED = 16  # of them: fewer tell nothing

RUN = 4  # words of a run by which shipped text is known
KEPT_ONE_IN = 2  # runs kept of what was shipped, by their first word
OF_SHIPPED = 0.4  # share of a paragraph's sampled runs
LEAST_SHIPPED = 3  # of them
OF_BORROWED, LEAST_BORROWED = 0.2, 30  # share of a document's from which few known runs give a paragraph away
LEAST_LEFT = 8  # words of a paragraph that may be left of such a document

LEAST_OF_LIST, OF_ONE_SUBJECT = 25, 0.55  # words; words of different cues of one subject, for each word
LEAST_OF_ALL, OF_ALL_SUBJECTS = 200, 0.6

# What follows an article, « de » or "of" is hardly ever one of these words, unless the words come in no order: (small
# words followed by another, share of them that cannot be) from which a paragraph, a whole document is no prose.
OF_CHANCE = (10, 0.2)
OF_CHANCE_IN_ALL = (30, 0.12)
_ARTICLES = "le la les cette ces du des au aux the"
_NO_NOUN = "le la les un une de du des et ou dans par pour avec the of and to in is are est sont que ce"
_NOT_AFTER_DE = "le les du des de et ou par dans pour avec est sont au aux que qui"
_NOT_AFTER_OF = "of and is are or"
_NEVER_AFTER = {
    **dict.fromkeys(_ARTICLES.split(), frozenset(_NO_NOUN.split())),
    "de": frozenset(_NOT_AFTER_DE.split()),
    **dict.fromkeys(("of", "and"), frozenset(_NOT_AFTER_OF.split())),
}

Reasons = dict[str, str]  # text of a paragraph → why it counts for nothing


def padding(documents: Sequence[Document]) -> dict[str, Reasons]:
    """path → the paragraphs of that document that count for nothing: repeated · copied · shipped · filler."""
    found: dict[str, Reasons] = {}
    sampled: dict[str, frozenset[int]] = {}
    for document in documents:
        content = document.identity() if memory().is_open else b""
        alone = remembered(_Alone, partial(_alone, document), "padding", content)
        found[document.path], sampled[document.path] = dict(alone.reasons), frozenset(alone.sample)
    copied = _copied(sampled)
    for document in documents:
        if document.path in copied:
            found[document.path] = _all(document, "copied")
    return found


class _Alone(msgspec.Struct, array_like=True):
    """What one document says, whatever the others are: its reasons, and a sample of its runs to compare it by."""

    reasons: Reasons
    sample: tuple[int, ...]


def _alone(document: Document) -> _Alone:
    words = [[plain_words(one.text) for one in section.paragraphs] for section in document.sections]
    return _Alone(_of_document(document, words), tuple(_sample(one for section in words for one in section)))


def _all(document: Document, reason: str) -> Reasons:
    return {one.text: reason for section in document.sections for one in section.paragraphs}


def is_shuffled(words: list[str], least: tuple[int, float] = OF_CHANCE) -> bool:
    """Words in no order: what follows a small word is often another one that cannot."""
    count, share = least
    after = [following in never for word, following in pairwise(words) if (never := _NEVER_AFTER.get(word))]
    return len(after) >= count and sum(after) >= share * len(after)


def is_borrowed(known: tuple[int, int], share: float = OF_SHIPPED, least: int = LEAST_SHIPPED) -> bool:
    """Whether much of a text stands, in runs of words, in what was ever shipped, however cut, joined or changed."""
    shipped, asked = known
    return shipped >= least and shipped >= share * asked


def known_runs(words: list[str]) -> tuple[int, int]:
    """How many sampled runs of a text were ever shipped, and how many were sampled."""
    asked = list(runs(words))
    return sum(one in _shipped() for one in asked), len(asked)


def _sum(known: Iterable[tuple[int, int]]) -> tuple[int, int]:
    listed = list(known)
    return sum(one for one, _ in listed), sum(one for _, one in listed)


def is_word_list(cues: Mapping[str, Collection[str]], words: int) -> bool:
    """The words of subjects and next to nothing else: told by the different `cues` found in that many words."""
    if words < LEAST_OF_LIST:
        return False
    densest = max((_size(each) for each in cues.values()), default=0)
    if densest >= OF_ONE_SUBJECT * words:
        return True
    return words >= LEAST_OF_ALL and _size(set().union(*cues.values())) >= OF_ALL_SUBJECTS * words


def _size(cues: Collection[str]) -> int:
    return sum(one.count(" ") + 1 for one in cues)


def runs(words: list[str]) -> Iterator[str]:
    """A sample of the runs of four words, as eight hexadecimal digits: the same runs are taken in every text."""
    for place in range(len(words) - RUN + 1):
        if _number(words[place]) % KEPT_ONE_IN == 0:
            yield f"{zlib.crc32(' '.join(words[place : place + RUN]).encode()):08x}"


def plain_words(text: str) -> list[str]:
    """The words of a paragraph, every figure alike: a counter makes no new text."""
    return ["0" if word[0].isdigit() else word for word in tokens(text)]


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


@cache
def _shipped() -> frozenset[str]:
    return frozenset(resource("checklists", "shipped", "runs.txt").read_text(encoding="ascii").split())


def _of_document(document: Document, words: list[list[list[str]]]) -> Reasons:
    every = [word for section in words for one in section for word in one]
    if is_shuffled(every, OF_CHANCE_IN_ALL):
        return _all(document, "filler")
    known = {id(one): known_runs(one) for section in words for one in section}
    found: Reasons = {}
    if is_borrowed(_sum(known.values()), OF_BORROWED, LEAST_BORROWED):
        for section, each in zip(document.sections, words, strict=True):
            of_them = zip(section.paragraphs, each, strict=True)
            found |= {one.text: "shipped" for one, its in of_them if not _is_left(its, known[id(its)])}
    for sections, theirs in _windows(document.sections, words):
        times: Counter[tuple[str, ...]] = Counter()
        for each in theirs:
            for one in each:
                times.update(zip(one, one[1:], one[2:], strict=False))
        often = {run for run, count in times.items() if count >= TIMES}
        for section, each in zip(sections, theirs, strict=True):
            found |= _of_section(section, each, [known[id(one)] for one in each], often)
    return found


def _windows(
    sections: tuple[Section, ...], words: list[list[list[str]]]
) -> Iterator[tuple[list[Section], list[list[list[str]]]]]:
    """The sections with their words, as many at a time as are compared."""
    some: list[Section] = []
    theirs: list[list[list[str]]] = []
    size = 0
    for section, each in zip(sections, words, strict=True):
        some.append(section)
        theirs.append(each)
        size += sum(map(len, each))
        if size >= WINDOW:
            yield some, theirs
            some, theirs, size = [], [], 0
    yield some, theirs


def _of_section(
    section: Section, words: list[list[str]], known: list[tuple[int, int]], often: set[tuple[str, ...]]
) -> Reasons:
    patterns = [sum(run in often for run in zip(one, one[1:], one[2:], strict=False)) for one in words]
    size, all_runs = sum(map(len, words)), sum(max(0, len(one) - 2) for one in words)
    found: Reasons = {}
    if size >= LEAST_OF_SECTION and sum(patterns) >= OF_SECTION * all_runs > 0:
        each = zip(section.paragraphs, words, patterns, strict=True)
        found |= {one.text: "repeated" for one, its, count in each if not _is_new(its, count)}
    elif size >= LEAST_OF_SECTION and is_borrowed(_sum(known)):
        of_them = zip(section.paragraphs, words, known, strict=True)
        found |= {one.text: "shipped" for one, its, theirs in of_them if not _is_left(its, theirs)}
    for paragraph, one, count, runs_known in zip(section.paragraphs, words, patterns, known, strict=True):
        if len(one) < LEAST or paragraph.text in found:
            continue
        if count >= OF_PARAGRAPH * (len(one) - 2):
            found[paragraph.text] = "repeated"
        elif is_borrowed(runs_known):
            found[paragraph.text] = "shipped"
        elif is_shuffled(one):
            found[paragraph.text] = "filler"
    return found


def _is_new(words: list[str], patterns: int) -> bool:
    """Whether a paragraph of a section that repeats itself says something of its own."""
    return len(words) >= LEAST_LEFT and patterns <= OF_OWN_REPEATED * (len(words) - 2)


def _is_left(words: list[str], known: tuple[int, int]) -> bool:
    """Whether a paragraph among shipped ones is its author's: long enough, and quoting little."""
    shipped, asked = known
    may_quote = min(QUOTED, OF_OWN_SHIPPED * asked) if asked >= LEAST_QUOTING else 0
    return len(words) >= LEAST_LEFT and shipped <= may_quote


def _sample(paragraphs: Iterable[list[str]]) -> Iterator[int]:
    for words in paragraphs:
        for run in zip(words, words[1:], words[2:], strict=False):
            if _number(run[0]) % ONE_IN == 0:
                yield zlib.crc32(" ".join(run).encode())


def _copied(sampled: dict[str, frozenset[int]]) -> frozenset[str]:
    """The documents most of whose runs stand in several others."""
    times = Counter(run for each in sampled.values() for run in each)
    return frozenset(
        path
        for path, each in sampled.items()
        if len(each) >= LEAST_COMPARED and sum(times[run] >= COPIES for run in each) >= OF_DOCUMENT * len(each)
    )
