"""What could not be read, and what it may well hold: there, « absent » would say more than anybody knows.

A file counts only for what its own path announces: the subject or deliverable that a probe looks for, a pipeline, a
kind of file that the code's rules know, a source file. A name that says nothing (`scan-3.pdf`) leaves an outcome as it
is; the report names the file all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from jalon.catalogue.model import ProbeCall
from jalon.facts.codebase import files
from jalon.facts.codebase.languages import tongue_of
from jalon.facts.documents import is_document
from jalon.facts.model import Unread
from jalon.facts.pipelines import is_pipeline
from jalon.facts.prose import PICTURES
from jalon.facts.topics import TopicCues

# why a file is unread and yet no evidence is lost: it is nobody's text, or the link's target is judged on its own
_NO_LOSS = frozenset({"not-text", "link-outside", "link-broken", "special", "special-file", "not-a-file", "name-clash"})
WHOLE = "."  # the path of a repository none of which could be read
MOST_NAMED = 3
_DRAWN = frozenset({"picture", "diagram"})
_PROSE = frozenset({"section", "table", "records", "revised", "written", "both"}) | _DRAWN
_PIPELINE = frozenset({"pipeline", "gate", "platform"})
_BY_LANGUAGE: Mapping[str, str] = {"sources": "source", "tests": "test"}


class Sign(NamedTuple):
    """What a path announces.

    of: whole · topic (`what`, of a document) · drawing (`what`) · pipeline · rule (the list `what`, `kind`, `name`) ·
    source · test.
    """

    of: str
    what: str = ""
    kind: str = ""
    name: str = ""


class Doubt(msgspec.Struct, frozen=True, dict=True):
    """The files that could not be read, and the words by which their paths are understood."""

    unread: tuple[Unread, ...] = ()
    cues: TopicCues | None = None

    def about(self, calls: Iterable[ProbeCall]) -> tuple[Unread, ...]:
        """The unread files that could hold what one of the probes looks for; at most `MOST_NAMED`."""
        if not self._losses:
            return ()
        asked = list(calls)
        found = {
            place: one
            for sign, kept in self._by_sign.items()
            if any(_announces(sign, call) for call in asked)
            for place, one in kept
        }
        return tuple(found[place] for place in sorted(found)[:MOST_NAMED])

    @cached_property
    def _by_sign(self) -> dict[Sign, list[tuple[int, Unread]]]:
        """What a path announces → the first files that do, with their places: each path is looked at once, since
        there may be as many of them as a repository has files."""
        found: dict[Sign, list[tuple[int, Unread]]] = {}
        for place, one in enumerate(self._losses):
            for sign in self._signs(one.path):
                kept = found.setdefault(sign, [])
                if len(kept) < MOST_NAMED:
                    kept.append((place, one))
        return found

    @cached_property
    def _losses(self) -> tuple[Unread, ...]:
        return tuple(one for one in self.unread if one.reason not in _NO_LOSS)

    def _signs(self, path: str) -> Iterator[Sign]:
        if path == WHOLE or path.endswith(f"/{WHOLE}"):
            yield Sign("whole")
            return
        kind = "topic" if is_document(path) else "drawing" if path.lower().endswith(PICTURES) else ""
        for topic in self.cues.of_path(path) if self.cues and kind else ():
            yield Sign(kind, topic)
        if is_pipeline(path):
            yield Sign("pipeline")
        for rule in files.rules_for(path):
            yield Sign("rule", rule.list, rule.kind, rule.name)
        tongue = tongue_of(path)
        if tongue is not None and tongue.counted:
            yield Sign("source")
            if "test" in path.lower():
                yield Sign("test")


def _announces(sign: Sign, call: ProbeCall) -> bool:
    """Whether a file with that sign could hold what a probe looks for."""
    wanted = call.parameters
    if sign.of == "whole":
        return True
    if call.name in _PROSE:
        topics = (*getattr(wanted, "topics", ()), *getattr(wanted, "within", ()))
        return (sign.of == "topic" or (sign.of == "drawing" and call.name in _DRAWN)) and sign.what in topics
    if call.name in _PIPELINE:
        return sign.of == "pipeline"
    if call.name == "code":
        return sign.of == "rule" and sign.what == wanted.facet and _fits(sign, wanted)
    return sign.of == _BY_LANGUAGE.get(call.name, "")


def _fits(sign: Sign, wanted: Any) -> bool:
    return (not wanted.kinds or sign.kind in wanted.kinds) and (not wanted.names or sign.name in wanted.names)
