"""`jalon checklist`: show a checklist, validate one, give the schema of its files."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from jalon.catalogue import Checklist, InvalidChecklist, find_checklist, load_checklist
from jalon.cli.shell import Refused, SpeakingGroup, language_option, show, speaking
from jalon.messages import Say
from jalon.reports.escape import for_terminal

WIDEST = 100  # columns of running text that an eye can follow


def command(say: Say) -> click.Command:
    """The group, in the user's language."""
    group = SpeakingGroup(
        "checklist",
        help=say("help.checklist"),
        params=[language_option(say)],
        options_metavar=say("help.arguments"),
        subcommand_metavar=say("help.command"),
    )
    group.say, group.help_name = say, "help.checklist."
    group.add_command(
        speaking(
            say,
            "show",
            lambda identifier, form: _show(say, identifier, form),
            click.Argument(["identifier"], metavar="ID", required=False, default="rncp38822"),
            click.Option(["--format", "form"], type=click.Choice(["terminal", "json"]), default="terminal"),
            help_name="checklist.show",
        )
    )
    which = click.Argument(["identifier"], metavar="ID", required=False, default="rncp38822")
    rules = speaking(say, "rules", lambda identifier: _rules(say, identifier), which, help_name="checklist.rules")
    group.add_command(rules)
    path = click.Argument(["path"], type=click.Path(path_type=Path))
    validate = speaking(say, "validate", lambda path: _validate(say, path), path, help_name="checklist.validate")
    group.add_command(validate)
    group.add_command(speaking(say, "schema", _schema, help_name="checklist.schema"))
    return group


def _loaded(say: Say, identifier: str) -> Checklist:
    from jalon.cli.auditing import fault_line  # noqa: PLC0415

    try:
        return load_checklist(find_checklist(identifier))
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error.faults[0], say)) from None


def _rules(say: Say, identifier: str) -> int:
    """The rules of the evaluation: each with the words of the sheet and what it implies."""
    from jalon.cli.terminal import terminal_style  # noqa: PLC0415
    from jalon.reports.screen import Screen  # noqa: PLC0415

    checklist = _loaded(say, identifier)
    screen = Screen(terminal_style(WIDEST))
    screen.line(f"{checklist.id} · {checklist.name.in_(say.language)}", style="bold")
    if not checklist.evaluation:
        screen.line(say("checklist.no-rules"))
    for rule in checklist.evaluation:
        screen.line()
        screen.line(f"{rule.id} · {rule.rule.in_(say.language)}", style="bold")
        screen.line(say("explain.clause", clause=rule.clause), indent=2)
        screen.line(say("checklist.implies", text=rule.implies.in_(say.language)), indent=2)
    show(screen.text())
    return 0


def _show(say: Say, identifier: str, form: str) -> int:
    checklist = _loaded(say, identifier)
    if form == "json":
        shown = {key: value for key, value in msgspec.to_builtins(checklist).items() if key != "folder"}
        show(msgspec.json.format(msgspec.json.encode(shown), indent=1).decode() + "\n")
    else:
        show("\n".join(_lines(checklist, say)) + "\n")
    return 0


def _lines(checklist: Checklist, say: Say) -> list[str]:
    lines = [f"{checklist.id} · {checklist.name.in_(say.language)}"]
    for block in checklist.blocks:
        lines += ["", f"{block.id} · {block.name.in_(say.language)}"]
        for competency in block.competencies:
            lines.append(f"  {competency.id} · {competency.name.in_(say.language)}")
            for one in competency.requirements:
                quoted = "".join(say.quoted([one.clause]))
                lines.append(f"    {one.id} {quoted} {one.ask.in_(say.language)}")
    return lines


def _validate(say: Say, path: Path) -> int:
    from jalon.cli.auditing import fault_line  # noqa: PLC0415

    try:
        folder = find_checklist(str(path))
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error.faults[0], say)) from None
    try:
        checklist = load_checklist(folder)
    except InvalidChecklist as error:
        show("".join(f"{for_terminal(fault_line(one, say))}\n" for one in error.faults))
        return 1
    counts = {
        "competencies": len(list(checklist.competencies())),
        "requirements": len(list(checklist.requirements())),
        "deliverables": len(checklist.deliverables),
    }
    said = ", ".join(say(f"counted.{name}", n=count) for name, count in counts.items())
    show(say("checklist.valid", id=checklist.id, counts=said) + "\n")
    return 0


def _schema() -> int:
    from jalon.catalogue.schema import schema  # noqa: PLC0415

    show(msgspec.json.format(msgspec.json.encode(schema()), indent=1).decode() + "\n")
    return 0
