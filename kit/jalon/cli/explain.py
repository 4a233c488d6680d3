"""`jalon explain ID`: clause, reason, how the program looks, what it does not see, and the guide."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from jalon.catalogue import Checklist, Competency, InvalidChecklist, Requirement, find_checklist, load_checklist
from jalon.catalogue.model import ProbeCall
from jalon.cli.shell import Refused, show, speaking
from jalon.messages import Say


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    return speaking(
        say,
        "explain",
        lambda identifier, checklist: _explain(say, identifier, checklist),
        click.Argument(["identifier"], metavar="ID"),
        click.Option(["--checklist"], default="rncp38822", help=say("help.check.checklist")),
    )


def _explain(say: Say, identifier: str, name: str) -> int:
    from jalon.cli.auditing import fault_line  # noqa: PLC0415

    try:
        checklist = load_checklist(find_checklist(name))
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error.faults[0], say)) from None
    lines = _about(identifier.strip().casefold(), checklist, say)
    if lines is None:
        known = [one.id for one in checklist.competencies()]
        near = difflib.get_close_matches(identifier.upper(), known, 3, 0.3) or known[:3]
        raise Refused("explain.unknown", id=identifier, checklist=checklist.id, near=", ".join(near))
    show("\n".join(lines) + "\n")
    return 0


def _about(wanted: str, checklist: Checklist, say: Say) -> Iterator[str] | None:
    """What is said of a competency or a requirement; None when there is none of that id."""
    for competency in checklist.competencies():
        if competency.id.casefold() == wanted:
            return _competency(competency, checklist, say)
        for requirement in competency.requirements:
            if requirement.id.casefold() == wanted:
                said = _requirement(requirement, competency, checklist, say)
                return itertools.chain(said, [""], _guide(competency, checklist, say))
    return None


def _competency(competency: Competency, checklist: Checklist, say: Say) -> Iterator[str]:
    yield f"{competency.id} · {competency.name.in_(say.language)}"
    yield ""
    yield say("explain.elements")
    for element in competency.elements:
        yield f"  - {element.name.in_(say.language)} ({', '.join(element.any_of)})"
    for requirement in competency.requirements:
        yield ""
        yield from _requirement(requirement, competency, checklist, say, alone=False)
    if competency.blind_spots:
        yield ""
        yield say("explain.blind")
        yield f"  {competency.blind_spots.in_(say.language)}"
    yield ""
    yield from _guide(competency, checklist, say)


def _requirement(
    requirement: Requirement, competency: Competency, checklist: Checklist, say: Say, *, alone: bool = True
) -> Iterator[str]:
    yield f"{requirement.id} · {requirement.ask.in_(say.language)}"
    yield f"  {say('explain.clause', clause=requirement.clause)}"
    yield f"  {say('explain.why', text=requirement.why.in_(say.language))}"
    yield f"  {say('explain.jury', text=requirement.jury.in_(say.language))}"
    yield f"  {say('explain.looks')}"
    subjects = _subjects(checklist, say)
    for call in requirement.probes:
        yield f"    - {_looks(call, say, subjects)}"
    if not requirement.probes:
        yield f"    {say('explain.no-probe')}"
    if alone and competency.blind_spots:
        yield f"  {say('explain.blind')}"
        yield f"    {competency.blind_spots.in_(say.language)}"


def _subjects(checklist: Checklist, say: Say) -> dict[str, str]:
    """What a topic or a deliverable is called inside a sentence."""
    titles = {one.id: one.name.in_(say.language) for one in checklist.deliverables}
    return titles | {name: text.in_(say.language) for name, text in checklist.names.items()}


def _looks(call: ProbeCall, say: Say, subjects: dict[str, str]) -> str:
    """What a probe looks for, in words; a probe of somebody else is shown by its name."""
    values = msgspec.structs.asdict(call.parameters)
    if "topics" in values:
        values["topics"] = ", ".join(dict.fromkeys(subjects.get(one, one) for one in values["topics"]))
    if call.name == "code":
        values["kinds"] = values["names"] or values["kinds"] or (values["facet"],)
    if call.name == "pipeline":
        values["steps"] = values["does"] or values["any_of"]
    if call.name == "diagram":
        values["types"] = values["types"] or values["notations"]
    if call.name == "activity":
        values["figures"] = {name: least for name, least in values.items() if least}
    if call.name == "written":
        values["language"] = (values["language"],)
    said = say(f"probe.{call.name}", **{key: value for key, value in values.items() if not isinstance(value, bool)})
    said = said.removeprefix("probe.")
    return f"{said} {say('probe.partial')}" if call.at_most == "partial" else said


def _guide(competency: Competency, checklist: Checklist, say: Say) -> Iterator[str]:
    path = Path(checklist.folder) / "guides" / say.language / f"{competency.id}.md"
    yield path.read_text(encoding="utf-8").rstrip()
