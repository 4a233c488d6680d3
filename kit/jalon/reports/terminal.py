"""The report that a person reads in a terminal: verdicts in words, with their evidence and what to do next."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Words

from jalon.advice import Action, next_actions
from jalon.assessment import Judged, Said, Section
from jalon.audit import Audit, Repository
from jalon.catalogue import Competency
from jalon.messages import Say
from jalon.probes import Evidence
from jalon.reports import Style
from jalon.reports.escape import for_terminal

MARKS = {"met": "●", "partial": "◐", "missing": "○", "unknown": "?", "error": "!", "jury": "·", "not-applicable": "–", "waived": "–"}  # fmt: skip
COLOURS = {"met": "green", "partial": "yellow", "missing": "red", "unknown": "magenta", "error": "magenta"}
COMMIT = 10  # characters of a commit id that are shown


def render(audit: Audit, say: Say, style: Style) -> str:
    """The report as text, with colours only when asked for: every mark is also said in words."""
    out = Console(
        file=io.StringIO(), width=style.width, force_terminal=style.colour, no_color=not style.colour,
        color_system="standard" if style.colour else None, highlight=False, emoji=False, markup=False,
    )  # fmt: skip
    _header(out, audit, say)
    known = {one.id: one for one in audit.checklist.competencies()}
    for block in audit.report.blocks:
        _block(out, block, audit, known, say, style)
    _summary(out, audit, say)
    _next(out, audit, say)
    _footer(out, audit, say)
    assert isinstance(out.file, io.StringIO)  # noqa: S101  (it is the one made above)
    return "\n".join(line.rstrip() for line in out.file.getvalue().splitlines()) + "\n"


def _header(out: Console, audit: Audit, say: Say) -> None:
    repository, checklist = audit.report.repositories[0], audit.checklist
    out.print(Words(say("report.title", name=for_terminal(repository.path)), style="bold"))
    ends = checklist.ends.strftime("%d/%m/%Y") if say.language == "fr" else checklist.ends.isoformat()
    out.print(f"{checklist.name.in_(say.language)} · " + say("report.against", checklist=checklist.id, version=checklist.version, ends=ends))  # fmt: skip
    out.print(_state(repository, say))
    if repository.scaffold != "none":
        out.print(Words(say(f"report.{repository.scaffold}"), style="bold"))
    out.print()


def _state(repository: Repository, say: Say) -> str:
    said = [say("report.commit", commit=repository.commit[:COMMIT]) if repository.commit else say("report.folder")]
    if repository.dirty:
        said.append(say("report.dirty"))
    if repository.shallow:
        said.append(say("report.history.shallow"))
    if repository.history not in ("", "none"):
        said.append(say("report.history.problem", reason=repository.history))
    return " · ".join(said)


def _block(out: Console, block: Section, audit: Audit, known: dict[str, Competency], say: Say, style: Style) -> None:
    name = next(one.name for one in audit.checklist.blocks if one.id == block.id).in_(say.language)
    aimed = not audit.settings.blocks or block.id in audit.settings.blocks or block.id == "T"
    title = Words(f"{block.id} · {name} · {say.percent(block.score)}", style="bold")
    out.print(title if aimed else title.append(f" ({say('report.aimed')})"))
    for judged in block.competencies:
        _competency(out, judged, known[judged.id], say, style)
    out.print()


def _competency(out: Console, judged: Judged, competency: Competency, say: Say, style: Style) -> None:
    names = {one.id: one.name.in_(say.language) for one in competency.elements}
    met = [one for one, outcome in judged.elements.items() if outcome == "met"]
    lacking = [names[one] for one, outcome in judged.elements.items() if outcome not in ("met", "not-applicable")]
    line = Words("  ")
    line.append(f"{MARKS[judged.verdict]} {say(judged.verdict):<8}", style=COLOURS.get(judged.verdict, ""))
    line.append(f" {judged.id:<7} {competency.name.in_(say.language)}")
    line.append(f" · {say('report.elements', met=len(met), all=len(names))}", style="dim")
    out.print(line)
    if style.details:
        for said in judged.requirements:
            _requirement(out, said, competency, say)
        return
    if lacking and judged.verdict != "missing":
        _indented(out, say("report.lacking", elements=", ".join(lacking)))
    best = next((one for said in judged.requirements if said.outcome == "met" for one in said.evidence), None)
    best = best or next((one for said in judged.requirements for one in said.evidence), None)
    if best:
        _indented(out, say("report.seen", place=_place(best)), "dim")


def _requirement(out: Console, said: Said, competency: Competency, say: Say) -> None:
    asked = next(one for one in competency.requirements if one.id == said.id)
    line = Words(f"{MARKS[said.outcome]} {say(said.outcome)} ", style=COLOURS.get(said.outcome, ""))
    line.append(f"{said.id} {asked.ask.in_(say.language)}", style="default")
    out.print(Padding(line, (0, 0, 0, 6)))
    if said.outcome == "jury":
        out.print(Padding(Words(say("report.jury-question", question=asked.jury.in_(say.language)), style="dim"), (0, 0, 0, 8)))  # fmt: skip
        return
    if said.outcome != "met":
        out.print(Padding(Words(for_terminal(say(said.advice.message, **said.advice.values))), (0, 0, 0, 8)))
    for evidence in said.evidence:
        shown = f"{_place(evidence)}  {for_terminal(evidence.excerpt)}".rstrip()
        out.print(Padding(Words(shown, style="dim"), (0, 0, 0, 8)))


def _place(evidence: Evidence) -> str:
    at = evidence.at
    where = for_terminal(evidence.path)
    if at.commit:
        return f"{where}@{at.commit[:COMMIT]}"
    if at.line or at.page:
        return f"{where}:{at.line or f'p{at.page}'}"
    return f"{where} [{for_terminal(at.sheet)}{'!' + at.cell if at.cell else ''}]" if at.sheet else where


def _indented(out: Console, text: str, style: str = "") -> None:
    out.print(Padding(Words(text, style=style), (0, 0, 0, 13)))


def _summary(out: Console, audit: Audit, say: Say) -> None:
    summary = audit.report.summary
    line = Words(f"{say('report.score')} {say.percent(summary['score'])}", style="bold")
    if summary["up_to"] > summary["score"]:
        points = say.percent(summary["up_to"] - summary["score"])
        line.append(f" ({say('report.up-to', points=points)})", style="default")
    out.print(line)
    out.print(say("report.counts", **{name: summary[name] for name in ("met", "partial", "missing", "jury")}))
    if uncertain := int(summary["unknown"] + summary["error"]):
        out.print(say("report.unknown", n=uncertain))
    states = Counter(one.state for one in audit.report.deliverables)
    out.print(say("report.deliverables", met=states["met"], partial=states["partial"], missing=states["missing"]))
    out.print()


def _next(out: Console, audit: Audit, say: Say) -> None:
    actions = next_actions(audit.report, blocks=audit.settings.blocks)
    out.print(Words(say("report.next"), style="bold"))
    out.print(action_table(audit, actions, say) if actions else say("next.none"))
    out.print()


def action_table(audit: Audit, actions: Iterable[Action], say: Say) -> Table:
    """The actions as a table without borders: number, id, what to do, what it gains."""
    table = Table.grid(padding=(0, 2))
    asked = {one.id: one for one in audit.checklist.requirements()}
    for number, action in enumerate(actions, 1):
        points = say.percent(action.gain) if action.gain >= 0.005 else "<" + say.percent(0.01)
        gains = say("report.gains", points=points, effort=say(f"effort.{action.effort}"))
        todo = asked[action.requirement].ask.in_(say.language)
        table.add_row(f"  {number}.", action.requirement, f"{todo} ({gains})")
    return table


def _footer(out: Console, audit: Audit, say: Say) -> None:
    repository = audit.report.repositories[0]
    if repository.ignored:
        reasons = Counter(one.reason for one in repository.ignored)
        out.print(Words(say("report.ignored", n=len(repository.ignored), reasons=_reasons(reasons, say)), style="dim"))
    if repository.unreadable:
        reasons = Counter(one.reason for one in repository.unreadable)
        out.print(Words(say("report.unreadable", n=len(repository.unreadable), reasons=_reasons(reasons, say)), style="dim"))  # fmt: skip
    out.print(say("report.not-acquired"))
    out.print(Words(say("report.details", id=audit.report.blocks[0].competencies[0].id), style="dim"))


def _reasons(reasons: Counter[str], say: Say) -> str:
    return ", ".join(f"{say(f'reason.{name}').removeprefix('reason.')} ({count})" for name, count in reasons.most_common())  # fmt: skip
