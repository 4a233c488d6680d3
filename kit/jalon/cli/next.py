"""`jalon next`: the three actions that gain most for the least effort."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jalon.cli.shell import show, speaking
from jalon.messages import Say

WIDEST = 100  # columns of running text that an eye can follow


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    return speaking(
        say,
        "next",
        lambda **given: _next(say, **given),
        click.Argument(["paths"], metavar=say("help.paths"), nargs=-1, type=click.Path(path_type=Path)),
        click.Option(["--checklist"], default="", help=say("help.check.checklist")),
        click.Option(["--at"], default="", help=say("help.check.at")),
    )


def _next(say: Say, paths: tuple[Path, ...], **wanted: Any) -> int:
    from jalon.advice import next_actions  # noqa: PLC0415
    from jalon.cli.auditing import run_audit  # noqa: PLC0415
    from jalon.cli.terminal import terminal_style  # noqa: PLC0415
    from jalon.reports.escape import for_terminal  # noqa: PLC0415
    from jalon.reports.screen import Screen  # noqa: PLC0415
    from jalon.reports.terminal import advice_of, gains_of  # noqa: PLC0415

    found, speaker = run_audit(say, click.get_current_context().obj, paths, **wanted)
    actions = next_actions(found.report, blocks=found.settings.blocks)
    asked = {one.id: one for one in found.checklist.requirements()}
    names = {one.id: one.name.in_(speaker.language) for one in found.checklist.competencies()}
    subjects = {name: text.in_(speaker.language) for name, text in found.checklist.names.items()}
    judged = {one.id: one for block in found.report.blocks for each in block.competencies for one in each.requirements}
    screen = Screen(terminal_style(WIDEST))
    for number, action in enumerate(actions, 1):
        requirement = asked[action.requirement]
        screen.point(requirement.ask.in_(speaker.language), mark=f"{number}.", style="bold")
        screen.line(f"{action.requirement} · {names[action.competency]} · {gains_of(action, speaker)}", indent=3)
        screen.line(for_terminal(advice_of(judged[action.requirement], requirement, speaker, subjects)), indent=3)
        screen.line(speaker("explain.why", text=requirement.why.in_(speaker.language)), indent=3)
        screen.line(speaker("next.how", id=action.requirement), indent=3)
    if not actions:
        screen.line(speaker("next.none"))
    show(screen.text())
    return 0
