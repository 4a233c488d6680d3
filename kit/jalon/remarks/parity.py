"""Documents that are there in French and in English: are both in their language, alike, and in step?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jalon.facts.model import At, Commit, Document, Documents, History, Section
from jalon.facts.pairs import language_named
from jalon.facts.prose import Prose
from jalon.remarks.remark import Remark, Rule

LEAST_WORDS = 60  # of a document, from which its language can be held against it
LEAST_SECTION = 40  # and of a section of it
OTHER: Mapping[str, str] = {"fr": "en", "en": "fr"}
# what a section holds that its twin must hold as often
PARTS: Mapping[str, Callable[[Section], int]] = {
    "tables": lambda one: len(one.tables),
    "figures": lambda one: len(one.figures),
    "code": lambda one: len(one.code),
}


def untranslated(prose: Prose) -> Iterator[Remark]:
    """A version that is, whole or in part, in the other language."""
    for pair in prose.pairs:
        for path, twin in (pair, pair[::-1]):
            language = language_named(path)
            passages = [one for one in prose.by_path.get(path, ()) if one.words]
            if not language or sum(one.words for one in passages) < LEAST_WORDS:
                continue
            right = [one for one in passages if one.language == language]
            wrong = [one for one in passages if one.words >= LEAST_SECTION and one.language == OTHER[language]]
            if wrong and not right:
                yield Remark("untranslated", path, values={"language": language}, about=(twin,))
            elif wrong:
                values = {"language": language, "n": len(wrong)}
                yield Remark("untranslated-sections", path, wrong[0].at, values, (twin,))


def unlike(documents: Documents, prose: Prose) -> Iterator[Remark]:
    """Versions, each in its language, with other headings, tables, figures or blocks of code."""
    by_path = {one.path: one for one in documents.items}
    for french, english in _translated(prose):
        one, other = by_path[french], by_path[english]
        if one.format != other.format or one.cut or other.cut:
            continue
        levels, twins = _levels(one), _levels(other)
        if levels != twins:
            values = {"here": len(levels), "there": len(twins), "twin": english}
            yield Remark("parity-headings", french, _parting(one, levels, twins), values, (english,))
        for kind, count in PARTS.items():
            here, there = (sum(map(count, each.sections)) for each in (one, other))
            if here != there:
                values = {"here": here, "there": there, "twin": english}
                yield Remark(f"parity-{kind}", french, values=values, about=(english,))


def _translated(prose: Prose) -> list[tuple[str, str]]:
    """The pairs whose bodies both are in their language."""
    return [
        (french, english)
        for french, english in prose.pairs
        if prose.words_in(french, "fr") >= LEAST_WORDS and prose.words_in(english, "en") >= LEAST_WORDS
    ]


def _levels(document: Document) -> list[int]:
    return [one.level for one in document.sections if one.level]


def _parting(document: Document, levels: list[int], twins: list[int]) -> At:
    """The first heading that has no equal in the twin; the last one when the twin goes on."""
    same = next((rank for rank, pair in enumerate(zip(levels, twins, strict=False)) if pair[0] != pair[1]), None)
    titled = [one.at for one in document.sections if one.level]
    rank = min(len(levels), len(twins)) if same is None else same
    return titled[min(rank, len(titled) - 1)] if titled else At()


def behind(prose: Prose, history: History) -> Iterator[Remark]:
    """The version that has not followed: how many commits changed the other one alone, and since when."""
    pairs = _translated(prose) if not history.shallow else []
    paths = {path for pair in pairs for path in pair}
    changes = [(one, paths.intersection(one.paths)) for one in reversed(history.commits)] if paths else []
    for pair in pairs:
        missed: list[Commit] = []  # what the late one has still to follow, oldest first
        late, last = "", {path: one for one, touched in changes for path in touched}
        for commit, touched in changes:
            here = [path for path in pair if path in touched]
            if len(here) == 2 or here == [late]:
                late, missed = "", []
            elif here:
                late = pair[1] if here[0] == pair[0] else pair[0]
                missed.append(commit)
        if missed and late in last:
            ahead = pair[0] if late == pair[1] else pair[1]
            values = {"day": last[late].when.date().isoformat(), "n": len(missed), "twin": ahead}
            yield Remark("behind", late, At(commit=missed[0].id), values, (ahead,))


RULES = (Rule("untranslated", untranslated), Rule("unlike", unlike), Rule("behind", behind))
