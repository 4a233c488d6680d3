"""One audit, from a path to a `Report`: the only place where the rooms meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from jalon import __version__
from jalon.assessment import Handed, Section, assess
from jalon.catalogue import Checklist, find_checklist, load_checklist
from jalon.facts import Facts
from jalon.facts.model import Ignored, Unread
from jalon.settings import Settings, read_settings
from jalon.snapshot import Snapshot, open_snapshot

SCHEMA = "jalon-report/1"


class Tool(msgspec.Struct, frozen=True):
    """Which program made the report."""

    name: str = "jalon"
    version: str = __version__


class Against(msgspec.Struct, frozen=True):
    """Which checklist was used; `sha256` covers every file of it."""

    id: str
    version: str
    sha256: str


class Repository(msgspec.Struct, frozen=True):
    """Which repository was read, in which state, and what of it was not. scaffold: none · untouched · started."""

    path: str
    commit: str | None
    dirty: bool | None
    shallow: bool
    files: int
    history: str
    scaffold: str
    ignored: tuple[Ignored, ...]
    unreadable: tuple[Unread, ...]


class Report(msgspec.Struct, frozen=True):
    """What `jalon check --format json` prints and every other report is made from."""

    schema: str
    language: str
    tool: Tool
    checklist: Against
    repositories: tuple[Repository, ...]
    summary: dict[str, float | int]
    deliverables: tuple[Handed, ...]
    blocks: tuple[Section, ...]


class Audit(msgspec.Struct, frozen=True):
    """A report with what is needed to tell it to somebody."""

    report: Report
    checklist: Checklist
    settings: Settings


class Request(msgspec.Struct, frozen=True):
    """What a trainer, a student or a CI job asks for. An empty `checklist` or `language` follows the repository."""

    path: Path
    language: str = ""
    fallback: str = "fr"
    checklist: str = ""
    at: str = ""
    blocks: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()


class UnknownIds(Exception):
    """Blocks or requirements that the checklist does not have: `kind` is block or id."""

    def __init__(self, kind: str, ids: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(kind)
        self.kind, self.ids, self.known = kind, sorted(ids), list(known)


def audit(request: Request, progress: Callable[[str], None] = lambda _: None) -> Audit:
    """Audit a repository; nothing in it is run.

    Args:
        request: what is asked for.
        progress: called with the name of each fact before it is computed.

    Raises:
        NotReadable: nothing can be read at that path.
        InvalidChecklist: the checklist cannot be used.
        UnknownIds: the request names blocks or requirements that do not exist.
    """
    with open_snapshot(request.path, at=request.at or None) as snapshot:
        settings = read_settings(snapshot)
        checklist = load_checklist(find_checklist(request.checklist or settings.checklist))
        _refuse_unknown(request, checklist)
        facts = Facts(progress, snapshot=snapshot, settings=settings, catalogue=checklist)
        assessment = assess(checklist, facts, request.blocks, request.not_applicable)
        report = Report(
            schema=SCHEMA,
            language=request.language or settings.language or request.fallback,
            tool=Tool(),
            checklist=Against(checklist.id, checklist.version, checklist.sha256),
            repositories=(_repository(snapshot, facts),),
            summary=assessment.summary,
            deliverables=assessment.deliverables,
            blocks=assessment.blocks,
        )
    return Audit(report, checklist, settings)


def _refuse_unknown(request: Request, checklist: Checklist) -> None:
    blocks = [one.id for one in checklist.blocks]
    if wrong := set(request.blocks) - set(blocks):
        raise UnknownIds("block", wrong, blocks)
    known = {one.id for one in checklist.requirements()} | {one.id for one in checklist.competencies()}
    if wrong := set(request.not_applicable) - known:
        raise UnknownIds("id", wrong, ())


def _repository(snapshot: Snapshot, facts: Facts) -> Repository:
    unread = {one.path: one for one in facts["documents"].unread}
    unread |= {path: Unread(path, reason) for path, reason in snapshot.unreadable}
    return Repository(
        path=snapshot.name,
        commit=snapshot.commit,
        dirty=snapshot.dirty,
        shallow=snapshot.shallow,
        files=len(snapshot.files),
        history=snapshot.history_problem,
        scaffold=facts["scaffold"].state,
        ignored=facts["inventory"].ignored,
        unreadable=tuple(sorted(unread.values(), key=lambda one: one.path)),
    )
