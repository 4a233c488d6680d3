"""What could not be read, and what it may well hold: there, « absent » would say more than anybody knows.

A file counts only for what its own path announces: the subject or deliverable that a probe looks for, a pipeline, a
kind of file that the code's rules know, a source file. A name that says nothing (`scan-3.pdf`) leaves an outcome as it
is; the report names the file all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from jalon.catalogue.model import ProbeCall
from jalon.facts.codebase import files
from jalon.facts.codebase.languages import tongue_of
from jalon.facts.model import Unread
from jalon.facts.pipelines import is_pipeline
from jalon.facts.topics import TopicCues

# why a file is unread and yet no evidence is lost: it is nobody's text, or the link's target is judged on its own
_NO_LOSS = frozenset({"not-text", "link-outside", "link-broken", "special", "special-file", "not-a-file", "name-clash"})
WHOLE = "."  # the path of a repository none of which could be read
MOST_NAMED = 3
_PROSE = frozenset({"section", "table", "records", "picture", "diagram", "revised", "written", "both"})
_PIPELINE = frozenset({"pipeline", "gate", "platform"})


class Doubt(msgspec.Struct, frozen=True, dict=True):
    """The files that could not be read, and the words by which their paths are understood."""

    unread: tuple[Unread, ...] = ()
    cues: TopicCues | None = None

    def about(self, calls: Iterable[ProbeCall]) -> tuple[Unread, ...]:
        """The unread files that could hold what one of the probes looks for; at most `MOST_NAMED`."""
        if not self._losses:
            return ()
        asked = list(calls)
        found = (one for one in self._losses if any(self._may_hold(one, call) for call in asked))
        return tuple(one for _, one in zip(range(MOST_NAMED), found, strict=False))

    @cached_property
    def _losses(self) -> tuple[Unread, ...]:
        return tuple(one for one in self.unread if one.reason not in _NO_LOSS)

    def _may_hold(self, one: Unread, call: ProbeCall) -> bool:
        if one.path == WHOLE or one.path.endswith(f"/{WHOLE}"):
            return True
        if call.name in _PROSE:
            wanted = {*getattr(call.parameters, "topics", ()), *getattr(call.parameters, "within", ())}
            return bool(self.cues and wanted & self.cues.of_path(one.path))
        if call.name in _PIPELINE:
            return is_pipeline(one.path)
        return call.name in _BY_CODE and _BY_CODE[call.name](one.path, call.parameters)


def _fits_rule(path: str, wanted: Any) -> bool:
    return any(
        rule.list == wanted.facet
        and (not wanted.kinds or rule.kind in wanted.kinds)
        and (not wanted.names or rule.name in wanted.names)
        for rule in files.rules_for(path)
    )


def _is_source(path: str, wanted: Any) -> bool:
    tongue = tongue_of(path)
    return tongue is not None and tongue.counted


_BY_CODE: Mapping[str, Callable[[str, Any], bool]] = {
    "code": _fits_rule,
    "sources": _is_source,
    "tests": lambda path, wanted: _is_source(path, wanted) and "test" in path.lower(),
}
