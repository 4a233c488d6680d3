"""`jalon next`: the three actions that gain most for the least effort."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jalon.cli.shell import speaking
from jalon.messages import Say


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    path = click.Argument(["path"], required=False, default=".", type=click.Path(path_type=Path))
    return speaking(say, "next", lambda path: _next(say, path), path)


def _next(say: Say, path: Path) -> int:
    from jalon.advice import next_actions  # noqa: PLC0415
    from jalon.cli.auditing import run_audit  # noqa: PLC0415

    found, speaker = run_audit(say, click.get_current_context().obj, path)
    actions = next_actions(found.report, blocks=found.settings.blocks)
    asked = {one.id: one for one in found.checklist.requirements()}
    names = {one.id: one.name.in_(speaker.language) for one in found.checklist.competencies()}
    for number, action in enumerate(actions, 1):
        requirement = asked[action.requirement]
        gains = speaker("report.gains", points=speaker.percent(max(action.gain, 0.01)), effort=speaker(f"effort.{action.effort}"))  # fmt: skip
        sys.stdout.write(
            f"{number}. {requirement.ask.in_(speaker.language)}\n"
            f"   {action.requirement} · {names[action.competency]} · {gains}\n"
            f"   {speaker('explain.why', text=requirement.why.in_(speaker.language))}\n"
            f"   {speaker('next.how', id=action.requirement)}\n"
        )
    if not actions:
        sys.stdout.write(speaker("next.none") + "\n")
    return 0
