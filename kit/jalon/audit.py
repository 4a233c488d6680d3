"""One audit, from a path to a `Report`: the only place where the rooms meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from jalon import __version__
from jalon.assessment import Handed, Said, Section, assess
from jalon.catalogue import Checklist, built_in, find_checklist, load_checklist
from jalon.facts import Facts
from jalon.facts.mentions import addresses
from jalon.facts.model import Documents, Ignored, Inventory, Unread
from jalon.facts.scaffold import Scaffold
from jalon.remarks import Remark, remarks
from jalon.settings import Settings, read_settings
from jalon.snapshot import Snapshot, open_snapshot

SCHEMA = "jalon-report/1"
SHORTEST_CUT = 80  # characters from which an excerpt may have been cut
_CUT_ADDRESS = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+@[\w.-]*$")
Fact = TypeVar("Fact")
Shown = TypeVar("Shown", Said, Handed)  # what has evidence


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
    remarks: tuple[Remark, ...]


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


class UnknownIds(Exception):  # noqa: N818
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
        settings = _with_own_checklist(read_settings(snapshot))
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
            deliverables=tuple(_without_addresses(one) for one in assessment.deliverables),
            blocks=tuple(_discreet(one) for one in assessment.blocks),
            remarks=remarks(facts),
        )
    return Audit(report, checklist, settings)


def _with_own_checklist(settings: Settings) -> Settings:
    """An audited repository may name a checklist of ours, never bring one: it would choose its own marks."""
    if settings.checklist in built_in():
        return settings
    return msgspec.structs.replace(settings, checklist=Settings().checklist, fault="not-built-in")


def _discreet(block: Section) -> Section:
    """The same block; its evidence prints no e-mail address."""
    judged = (
        msgspec.structs.replace(one, requirements=tuple(_without_addresses(said) for said in one.requirements))
        for one in block.competencies
    )
    return msgspec.structs.replace(block, competencies=tuple(judged))


def _without_addresses(said: Shown) -> Shown:
    evidence = (msgspec.structs.replace(one, excerpt=hide_addresses(one.excerpt)) for one in said.evidence)
    return msgspec.structs.replace(said, evidence=tuple(evidence))


def hide_addresses(text: str) -> str:
    """The text without e-mail addresses, nor the beginning of one where a long excerpt was cut."""
    for address in addresses(text):
        text = text.replace(address, "…")
    return _CUT_ADDRESS.sub("…", text) if len(text) >= SHORTEST_CUT else text


def _refuse_unknown(request: Request, checklist: Checklist) -> None:
    blocks = [one.id for one in checklist.blocks]
    if wrong := set(request.blocks) - set(blocks):
        raise UnknownIds("block", wrong, blocks)
    known = {one.id for one in checklist.requirements()} | {one.id for one in checklist.competencies()}
    if wrong := set(request.not_applicable) - known:
        raise UnknownIds("id", wrong, ())


def _repository(snapshot: Snapshot, facts: Facts) -> Repository:
    documents = _known(facts, "documents", Documents(()))
    ignored = (*_known(facts, "inventory", Inventory(())).ignored, *documents.ignored)
    unread = {one.path: one for one in documents.unread}
    unread |= {path: Unread(path, reason) for path, reason in snapshot.unreadable}
    return Repository(
        path=snapshot.name,
        commit=snapshot.commit,
        dirty=snapshot.dirty,
        shallow=snapshot.shallow,
        files=len(snapshot.files),
        history=snapshot.history_problem,
        scaffold=_known(facts, "scaffold", Scaffold()).state,
        ignored=tuple(sorted(ignored, key=lambda one: one.path)),
        unreadable=tuple(sorted(unread.values(), key=lambda one: one.path)),
    )


def _known(facts: Facts, name: str, otherwise: Fact) -> Fact:
    """A fact, or what stands for it when its reader crashed: the probes that need it have said so already."""
    try:
        found: Fact = facts[name]
    except Exception:
        return otherwise
    return found
