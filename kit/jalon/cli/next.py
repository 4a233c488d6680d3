"""`jalon next`: the three actions that gain most for the least effort."""

from __future__ import annotations

from pathlib import Path

import click

from jalon.cli.shell import show, speaking
from jalon.messages import Say


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    path = click.Argument(["path"], required=False, type=click.Path(path_type=Path))
    return speaking(say, "next", lambda path: _next(say, path), path)


def _next(say: Say, path: Path | None) -> int:
    from jalon.advice import next_actions  # noqa: PLC0415
    from jalon.cli.auditing import run_audit  # noqa: PLC0415

    found, speaker = run_audit(say, click.get_current_context().obj, path)
    actions = next_actions(found.report, blocks=found.settings.blocks)
    asked = {one.id: one for one in found.checklist.requirements()}
    names = {one.id: one.name.in_(speaker.language) for one in found.checklist.competencies()}
    lines = []
    for number, action in enumerate(actions, 1):
        requirement = asked[action.requirement]
        gains = speaker("report.gains", points=speaker.points(action.gain), effort=speaker(f"effort.{action.effort}"))
        lines += [
            f"{number}. {requirement.ask.in_(speaker.language)}",
            f"   {action.requirement} · {names[action.competency]} · {gains}",
            f"   {speaker('explain.why', text=requirement.why.in_(speaker.language))}",
            f"   {speaker('next.how', id=action.requirement)}",
        ]
    show("\n".join(lines or [speaker("next.none")]) + "\n")
    return 0
