"""One audit, from paths to a `Report`: the only place where the rooms meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import msgspec

from jalon.assessment import Handed, Section, assess
from jalon.cache import choose
from jalon.catalogue import Checklist, built_in, find_checklist, load_checklist
from jalon.discretion import Edge
from jalon.doubt import WHOLE, Doubt
from jalon.facts import Facts
from jalon.facts.merged import Together, under
from jalon.facts.model import History, Unread
from jalon.memory import begin
from jalon.opening import Opened, open_all, settings_together
from jalon.provenance import Against, Asked, Author, Repository, Tool, known, repository, tool
from jalon.provenance import unread as unread_of
from jalon.provenance import unreadable_repository as unreadable
from jalon.remarks import Remark, remarks
from jalon.settings import Settings, read_settings
from jalon.snapshot.past import moment_named

__all__ = ["SCHEMA", "Audit", "Author", "Report", "Repository", "Request", "UnknownIds", "audit"]

SCHEMA = "jalon-report/1"


class Report(msgspec.Struct, frozen=True):
    """What `jalon check --format json` prints and every other report is made from."""

    schema: str
    language: str
    tool: Tool
    checklist: Against
    asked: Asked
    repositories: tuple[Repository, ...]
    authors: tuple[Author, ...]
    summary: dict[str, float | int]
    deliverables: tuple[Handed, ...]
    blocks: tuple[Section, ...]
    remarks: tuple[Remark, ...]


class Audit(msgspec.Struct, frozen=True):
    """A report with what is needed to tell it to somebody.

    `faults`: (repository, what is wrong with its settings). `named`: the repositories in which what looks like a date
    is the name of a tag or branch, which wins.
    """

    report: Report
    checklist: Checklist
    settings: Settings
    faults: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()


class Request(msgspec.Struct, frozen=True):
    """What a trainer, a student or a CI job asks for. An empty `checklist` or `language` follows the repository.

    `more` are the other repositories of the same candidate. `commits` pins each repository to a commit, whatever `at`
    says, and `names` says what to call each: this is how a report is made again.
    """

    path: Path
    language: str = ""
    fallback: str = "fr"
    checklist: str = ""
    at: str = ""
    blocks: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    more: tuple[Path, ...] = ()
    authors: bool = False
    when: str = ""
    commits: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class UnknownIds(Exception):  # noqa: N818
    """Blocks or requirements that the checklist does not have: `kind` is block or id."""

    def __init__(self, kind: str, ids: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(kind)
        self.kind, self.ids, self.known = kind, sorted(ids), list(known)


def audit(request: Request, progress: Callable[[str], None] = lambda _: None) -> Audit:
    """Audit the repositories of one candidate; nothing in them is run.

    Args:
        request: what is asked for.
        progress: called with the name of each fact before it is computed.

    Raises:
        NotReadable: nothing can be read there.
        Overlap: two of the repositories hold the same files.
        InvalidChecklist: the checklist cannot be used.
        UnknownIds: the request names blocks or requirements that do not exist.
    """
    paths = (request.path, *request.more)
    choose(paths)
    with ExitStack() as stack:
        opened = open_all(paths, request.commits or (request.at,) * len(paths), request.names, stack)
        told = {one.label: _settings(one) for one in opened if one.snapshot}
        settings = settings_together(list(told.items())) if len(opened) > 1 else next(iter(told.values()))
        checklist = load_checklist(find_checklist(request.checklist or settings.checklist))
        _refuse_unknown(request, checklist)
        memory = begin(paths, checklist.sha256)
        parts = {
            one.label: Facts(progress, snapshot=one.snapshot, settings=told[one.label], catalogue=checklist)
            for one in opened
            if one.snapshot
        }
        several = len(opened) > 1
        facts = Together(parts, progress, settings=settings, catalogue=checklist) if several else parts[opened[0].label]
        report = _report(request, settings, checklist, _Case(tuple(opened), parts, facts))
        memory.save()
    read = [one for one in opened if one.snapshot]
    faults = tuple((one.name, told[one.label].fault) for one in read if told[one.label].fault)
    dated = moment_named(request.at) is not None
    named = tuple(one.name for one in read if dated and one.snapshot and one.snapshot.until is None)
    return Audit(report, checklist, settings, faults, named)


class _Case(NamedTuple):
    """What one candidate handed in: the repositories, the facts of each by label, and those of the whole."""

    opened: tuple[Opened, ...]
    parts: dict[str, Facts]
    facts: Facts


def _settings(opened: Opened) -> Settings:
    """An audited repository may name a checklist of ours, never bring one: it would choose its own marks."""
    settings = read_settings(opened.snapshot) if opened.snapshot else Settings()
    if settings.checklist in built_in():
        return settings
    return msgspec.structs.replace(settings, checklist=Settings().checklist, fault="not-built-in")


def _report(request: Request, settings: Settings, checklist: Checklist, case: _Case) -> Report:
    assessment = assess(checklist, case.facts, request.blocks, request.not_applicable, lambda: _doubt(case))
    history = known(case.facts, "history", History(known=False))
    report = Report(
        schema=SCHEMA,
        language=request.language or settings.language or request.fallback,
        tool=tool(),
        checklist=Against(checklist.id, checklist.version, checklist.sha256),
        asked=Asked(request.blocks, request.not_applicable, request.at, request.authors, request.when),
        repositories=tuple(_told(one, case) for one in case.opened),
        authors=_authors(history, request.authors),
        summary=assessment.summary,
        deliverables=assessment.deliverables,
        blocks=assessment.blocks,
        remarks=remarks(case.facts),
    )
    several = len(case.opened) > 1
    edge = Edge(
        [one.label for one in case.opened] if several else (),
        _repository_of_commits(case) if several else {},
        () if request.authors else [name for name, _ in history.people],
    )
    return msgspec.convert(edge(msgspec.to_builtins(report)), Report)


def _told(one: Opened, case: _Case) -> Repository:
    if one.snapshot is None:
        return unreadable(one)
    label = one.label if len(case.opened) > 1 else ""
    return repository(one.name, one.snapshot, case.parts[one.label], case.facts, label)


def _doubt(case: _Case) -> Doubt:
    """What could not be read, in the paths of the whole; a repository that could not be opened may hold anything."""
    found: list[Unread] = []
    for one in case.opened:
        if one.snapshot is None:
            if one.problem != "before-first-commit":
                found.append(Unread(f"{one.label}/{WHOLE}", one.problem))
        else:
            unread = unread_of(one.snapshot, case.parts[one.label])
            found += under(one.label, unread) if len(case.opened) > 1 else unread
    return Doubt(tuple(found), known(case.facts, "topics", None))


def _authors(history: History, named: bool) -> tuple[Author, ...]:
    counts = Counter(one.author for one in history.commits)
    return tuple(
        Author(number + 1, counts[number], number in history.bots, name if named else "")
        for number, (name, _) in enumerate(history.people)
    )


def _repository_of_commits(case: _Case) -> dict[str, int]:
    """id → the index of the first repository that has the commit."""
    found: dict[str, int] = {}
    for number, one in enumerate(case.opened):
        if one.label in case.parts:
            for commit in known(case.parts[one.label], "history", History(known=False)).commits:
                found.setdefault(commit.id, number)
    return found


def _refuse_unknown(request: Request, checklist: Checklist) -> None:
    blocks = [one.id for one in checklist.blocks]
    if wrong := set(request.blocks) - set(blocks):
        raise UnknownIds("block", wrong, blocks)
    ids = {one.id for one in checklist.requirements()} | {one.id for one in checklist.competencies()}
    if wrong := set(request.not_applicable) - ids:
        raise UnknownIds("id", wrong, ())
