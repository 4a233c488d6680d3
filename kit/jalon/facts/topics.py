"""The checklist's words, ready to be looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jalon.facts.cues import Cues, tokens

if TYPE_CHECKING:
    from jalon.catalogue import Checklist
    from jalon.settings import Settings

LONGEST_HEADING = 14  # words


def in_headings(checklist: Checklist) -> list[tuple[str, str]]:
    """(topic or deliverable, cue) of what is looked for in headings, titles and names of files."""
    named = [
        (one.id, name) for one in checklist.deliverables
        for name in (one.name.fr, one.name.en, *one.also.fr, *one.also.en)
    ]  # fmt: skip
    return [*((one.id, cue) for one in checklist.topics for cue in one.heading), *named]


def in_texts(checklist: Checklist) -> list[tuple[str, str]]:
    """(topic, cue) of what is looked for in running text."""
    return [(one.id, cue) for one in checklist.topics for cue in (*one.body, *one.heading)]


class TopicCues:
    """The checklist's words, ready to be looked for in headings and in running text."""

    def __init__(self, checklist: Checklist, declared: Mapping[str, Iterable[str]]) -> None:
        """`declared` says which paths the repository's settings name as evidence: deliverable → paths."""
        self._declared = {path.rstrip("/"): name for name, paths in declared.items() for path in paths}
        self.heading, self.body = Cues(in_headings(checklist)), Cues(in_texts(checklist))
        self.unless = Cues((one.id, cue) for one in checklist.topics for cue in one.unless)
        # how many cues can tell of a topic in running text: a deliverable is known by its names alone
        self.telling = {one.id: len(one.body) + len(one.heading) for one in checklist.topics}
        self._known: dict[str, frozenset[str]] = {}
        self._asked: dict[tuple[str, ...], frozenset[str]] = {}
        self._paths: dict[str, frozenset[str]] = {}

    def of_headings(self, headings: Iterable[str]) -> frozenset[str]:
        """The topics that any of the headings names; a sentence set as a heading names none."""
        asked = tuple(headings)
        if asked not in self._asked:
            self._asked[asked] = frozenset().union(*(self._of(one) for one in asked if one))
        return self._asked[asked]

    def precision(self, headings: Iterable[str], topics: Iterable[str]) -> int:
        """How many words the longest cue of the topics has that stands in one of the headings; 0 without any."""
        wanted = frozenset(topics)
        found = (self.heading.find(tokens(one)).items() for one in headings)
        cues = (cue for each in found for topic, keys in each if topic in wanted for cue in keys)
        return max((len(cue.split()) for cue in cues), default=0)

    def of_path(self, path: str) -> frozenset[str]:
        """The topics that a file's name, or one of its folders', names."""
        if path not in self._paths:
            self._paths[path] = self._of_path(path)
        return self._paths[path]

    def _of_path(self, path: str) -> frozenset[str]:
        parts = PurePosixPath(path)
        named = self.of_headings((*parts.parts[:-1], parts.stem))
        above = (parts, *parts.parents) if self._declared else ()
        return named | {self._declared[str(one)] for one in above if str(one) in self._declared}

    def _of(self, text: str) -> frozenset[str]:
        if text not in self._known:
            words = tokens(text)
            named = self.heading.find(words).keys() - self.unless.find(words) if len(words) <= LONGEST_HEADING else ()
            self._known[text] = frozenset(named)
        return self._known[text]


def topics(catalogue: Checklist, settings: Settings) -> TopicCues:
    """The words of every topic and deliverable of the checklist, and the places that the settings declare."""
    return TopicCues(catalogue, settings.evidence)
