"""The report that a person reads in a terminal: verdicts in words, with their evidence and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from rich.table import Table
from rich.text import Text as Words

from jalon.advice import Action, next_actions
from jalon.assessment import Judged, Said, Section
from jalon.audit import Audit, Author, Repository
from jalon.catalogue import Competency, Requirement
from jalon.messages import Say
from jalon.messages.advising import advise
from jalon.messages.citing import cite
from jalon.messages.remarking import remarked
from jalon.opening import labels
from jalon.probes import Evidence
from jalon.remarks import MORE, Remark
from jalon.reports import Style
from jalon.reports.escape import for_terminal
from jalon.reports.screen import Screen, glued

MARKS = {
    "met": "●",
    "partial": "◐",
    "missing": "○",
    "unknown": "?",
    "error": "!",
    "jury": "·",
    "not-applicable": "–",
    "waived": "–",
}
COLOURS = {"met": "green", "partial": "yellow", "missing": "red", "unknown": "magenta", "error": "magenta"}
LACKING = frozenset({"missing", "unknown", "error"})
MOST_REMARKS = 5  # of a kind; the JSON report has more
MOST_UNREAD = 5  # unreadable files that are named without --details
COMMIT = 10  # characters of a commit id that are shown


class _Page(msgspec.Struct, frozen=True):
    """What every part of the report needs. `subjects` says what topics are called, `names` the repositories."""

    screen: Screen
    audit: Audit
    say: Say
    style: Style
    subjects: Mapping[str, str]
    names: tuple[str, ...]

    def place(self, one: Evidence | Remark) -> str:
        """Where it is; among several repositories, in which."""
        return place_of(one, self.names[one.repository] if len(self.names) > 1 else "")

    def line(self, text: Words | str, *, indent: int = 0, style: str = "") -> None:
        """A line, wrapped and indented as a whole."""
        self.screen.line(text, indent=indent, style=style)


def render(audit: Audit, say: Say, style: Style) -> str:
    """The report as text, with colours only when asked for: every mark is also said in words."""
    subjects = {name: text.in_(say.language) for name, text in audit.checklist.names.items()}
    names = tuple(labels(one.path for one in audit.report.repositories))
    page = _Page(Screen(style), audit, say, style, subjects, names)
    _header(page)
    known = {one.id: one for one in audit.checklist.competencies()}
    for block in audit.report.blocks:
        _block(page, block, known)
    _summary(page)
    _next(page)
    _remarks(page)
    _footer(page)
    return page.screen.text()


def _header(page: _Page) -> None:
    say, repositories, checklist = page.say, page.audit.report.repositories, page.audit.checklist
    page.line(say("report.title", name=for_terminal(" + ".join(page.names))), style="bold")
    against = say(
        "report.against", checklist=checklist.id, version=checklist.version, ends=say.day(checklist.ends.isoformat())
    )
    page.line(f"{checklist.name.in_(say.language)} · {against}")
    for name, repository in zip(page.names, repositories, strict=True):
        state = _state(repository, say)
        page.line(for_terminal(f"{name} · {state}" if len(repositories) > 1 else state))
        if repository.scaffold != "none":
            page.line(say(f"report.{repository.scaffold}"), style="bold")
    page.line("")


def _state(repository: Repository, say: Say) -> str:
    if repository.problem:
        return say("report.not-read", reason=say.reason(repository.problem))
    said = [say("report.folder")]
    if repository.commit:
        commit, day = repository.commit[:COMMIT], say.day(repository.committed)
        said = [say("report.commit-of" if day else "report.commit", commit=commit, day=day)]
    if repository.dirty:
        said.append(say("report.dirty"))
    if repository.shallow:
        said.append(say("report.history.shallow"))
    if repository.history not in ("", "none"):
        said.append(say("report.history.problem", reason=say.reason(repository.history)))
    return " · ".join(said)


def _block(page: _Page, block: Section, known: Mapping[str, Competency]) -> None:
    say, settings = page.say, page.audit.settings
    name = next(one.name for one in page.audit.checklist.blocks if one.id == block.id).in_(say.language)
    aimed = not settings.blocks or block.id in settings.blocks or block.id == "T"
    title = f"{block.id} · {name} · {say('report.block', score=say.percent(block.score))}"
    page.line(title if aimed else f"{title} ({say('report.aimed')})", style="bold")
    for judged in block.competencies:
        _competency(page, judged, known[judged.id])
    page.line("")


def _competency(page: _Page, judged: Judged, competency: Competency) -> None:
    say = page.say
    names = {one.id: one.name.in_(say.language) for one in competency.elements}
    met = [one for one, outcome in judged.elements.items() if outcome == "met"]
    begun = [names[one] for one, outcome in judged.elements.items() if outcome == "partial"]
    lacking = [names[one] for one, outcome in judged.elements.items() if outcome in LACKING]
    line = Words("  ")
    line.append(f"{MARKS[judged.verdict]} {say(judged.verdict):<8}", style=COLOURS.get(judged.verdict, ""))
    line.append(f" {judged.id:<7} {glued(competency.name.in_(say.language))}")
    line.append(f" · {say('report.elements', met=len(met), n=len(names))}", style="dim")
    page.line(line)
    if page.style.details:
        for said in judged.requirements:
            _requirement(page, said, competency)
        return
    if judged.verdict == "missing":  # nothing is there: a place that was looked at would only puzzle
        return
    for name, elements in ("report.begun", begun), ("report.lacking", lacking):
        if elements:
            page.line(say(name, elements=" · ".join(elements)), indent=13)
    shown = sorted(judged.requirements, key=lambda one: one.outcome != "met")
    if best := next((one for said in shown for one in said.evidence), None):
        page.line(say("report.seen", place=page.place(best)), indent=13, style="dim")


def _requirement(page: _Page, said: Said, competency: Competency) -> None:
    say = page.say
    asked = next(one for one in competency.requirements if one.id == said.id)
    line = Words(f"{MARKS[said.outcome]} {say(said.outcome)} ", style=COLOURS.get(said.outcome, ""))
    line.append(f"{said.id} {glued(asked.ask.in_(say.language))}", style="default")
    page.line(line, indent=6)
    if said.outcome == "jury":
        page.line(say("report.jury-question", question=asked.jury.in_(say.language)), indent=8, style="dim")
        return
    if said.outcome not in ("met", "not-applicable", "waived"):
        page.line(for_terminal(advice_of(said, asked, say, page.subjects)), indent=8)
    for evidence in said.evidence:
        shown = for_terminal(cite(evidence.probe, evidence.excerpt, say))
        page.line(f"{page.place(evidence)}  {shown}".rstrip(), indent=8, style="dim")


def advice_of(said: Said, asked: Requirement, say: Say, subjects: Mapping[str, str]) -> str:
    """What would change the outcome of a requirement, in one sentence."""
    probes = {one.probe for one in said.evidence}
    return advise(said.advice.message, said.advice.values, say, subjects, kind=asked.kind, probes=probes)


def place_of(evidence: Evidence | Remark, repository: str = "") -> str:
    """Where it is, in the form that editors open: `path:line`, `path:p12`, `path [Sheet!B4]`, `path@commit`; it begins
    with the name of the repository when that is given."""
    at, where = evidence.at, "/".join(filter(None, (repository, evidence.path)))
    if at.commit:
        where = f"{where}@{at.commit[:COMMIT]}"
    elif at.line or at.page:
        where = f"{where}:{at.line or f'p{at.page}'}"
    elif at.sheet:
        where = f"{where} [{at.sheet}{f'!{at.cell}' if at.cell else ''}]"
    return for_terminal(where)


def _summary(page: _Page) -> None:
    say, summary = page.say, page.audit.report.summary
    line = Words(f"{say('report.score')} {say.percent(summary['score'])}", style="bold")
    if summary["up_to"] > summary["score"]:
        points = say.percent(summary["up_to"] - summary["score"])
        line.append(f" ({say('report.up-to', points=points)})", style="default")
    page.line(line)
    page.line(", ".join(say(f"count.{name}", n=summary[name]) for name in ("met", "partial", "missing", "jury")))
    if uncertain := int(summary["unknown"] + summary["error"]):
        page.line(say("report.unknown", n=uncertain))
    states = Counter(one.state for one in page.audit.report.deliverables)
    counts = ", ".join(say(f"delivered.{name}", n=states[name]) for name in ("met", "partial", "missing"))
    page.line(say("report.deliverables", counts=counts))
    page.line("")


def _next(page: _Page) -> None:
    actions = next_actions(page.audit.report, blocks=page.audit.settings.blocks)
    page.line(page.say("report.next"), style="bold")
    if actions:
        page.screen.add(_table(page, actions))
    else:
        page.line(page.say("next.none"))
    page.line("")


def gains_of(action: Action, say: Say) -> str:
    """« +6 % de complétude, effort léger, compétence déjà commencée »."""
    gains = say("report.gains", points=say.points(action.gain), effort=say(f"effort.{action.effort}"))
    return f"{gains}, {say('report.already')}" if action.begun else gains


def _table(page: _Page, actions: Iterable[Action]) -> Table:
    """The actions as a table without borders: number, id, what to do and what it gains."""
    say, table = page.say, Table.grid(padding=(0, 2))
    asked = {one.id: one for one in page.audit.checklist.requirements()}
    for number, action in enumerate(actions, 1):
        gains = gains_of(action, say)
        todo = asked[action.requirement].ask.in_(say.language)
        table.add_row(f"  {number}.", action.requirement, glued(f"{todo} ({gains})"))
    return table


def _remarks(page: _Page) -> None:
    """What is worth checking: a few of each kind, and how many more."""
    say, found = page.say, page.audit.report.remarks
    if not found:
        return
    page.line(say("report.remarks"), style="bold")
    kinds = dict.fromkeys(one.kind for one in found if one.kind != MORE)
    for kind in kinds:
        of_kind = [one for one in found if one.kind == kind]
        left_out = sum(int(one.values["n"]) for one in found if one.kind == MORE and one.values["of"] == kind)
        for one in of_kind[:MOST_REMARKS]:
            said = f"{page.place(one)}  {remarked(kind, one.values, say)}".strip()
            page.screen.point(for_terminal(said), mark="-", indent=2)
        if (more := len(of_kind[MOST_REMARKS:]) + left_out) > 0:
            page.line(remarked(MORE, {"n": more}, say), indent=4, style="dim")
    page.line("")


def _footer(page: _Page) -> None:
    say, report = page.say, page.audit.report
    _left_out(page)
    if report.authors and (page.style.details or report.asked.authors):
        page.line(for_terminal(say("report.authors", authors=say.every(_authors(report.authors, say)))), style="dim")
    page.line(say("report.not-acquired"))
    judged = [one for block in report.blocks for one in block.competencies]
    first = next((one for one in judged if one.verdict in ("partial", "missing")), judged[0])
    page.line(say("report.details", id=first.id), style="dim")
    files, counted = (sum(getattr(one, name) for one in report.repositories) for name in ("files", "judged"))
    made = say("report.made", version=report.tool.version, data=report.tool.data[:COMMIT], files=files, judged=counted)
    page.line(f"{made} · {say('report.checklist', sha=report.checklist.sha256[:COMMIT])}", style="dim")
    for name, one in zip(page.names, report.repositories, strict=True):
        if one.content:
            page.line(for_terminal(say("report.content", name=name, content=one.content[:COMMIT])), style="dim")
    if report.asked.when:
        page.line(for_terminal(say("report.when", when=report.asked.when)), style="dim")


def _left_out(page: _Page) -> None:
    """What was set aside, counted by reason, and what could not be read, the first ones by name."""
    say, repositories = page.say, page.audit.report.repositories
    ignored = Counter(each.reason for one in repositories for each in one.ignored)
    if ignored:
        page.line(say("report.ignored", n=ignored.total(), reasons=_reasons(ignored, say)), style="dim")
    unread = [
        (place_of(Evidence(each.path), name if len(repositories) > 1 else ""), each.reason)
        for name, one in zip(page.names, repositories, strict=True)
        for each in one.unreadable
    ]
    if not unread:
        return
    reasons = _reasons(Counter(reason for _, reason in unread), say)
    page.line(say("report.unreadable", n=len(unread), reasons=reasons), style="dim")
    shown = unread if page.style.details else unread[:MOST_UNREAD]
    for path, reason in shown:
        page.line(say("report.unread-file", path=path, reason=say.reason(reason)), indent=2, style="dim")
    if len(unread) > len(shown):
        page.line(say("report.more", n=len(unread) - len(shown)), indent=2, style="dim")


def _authors(authors: Iterable[Author], say: Say) -> list[str]:
    """« auteur 1 (12 commits) », by their names when the caller asked for them."""
    return [
        say("report.author", name=one.name or say("author", number=one.number), n=one.commits)
        + (f" ({say('report.robot')})" if one.robot else "")
        for one in authors
    ]


def _reasons(reasons: Counter[str], say: Say) -> str:
    return for_terminal(", ".join(f"{say.reason(name)} ({count})" for name, count in reasons.most_common()))
