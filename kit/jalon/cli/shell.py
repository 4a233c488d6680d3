"""Commands in the user's language, and one sentence for whatever is wrong."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import Any

import click

from jalon import __version__
from jalon.messages import LANGUAGES, Say

# command → module with `command(say) -> click.Command`, imported only when the command is used or listed
COMMANDS: Mapping[str, str] = {
    "check": "jalon.cli.check",
    "next": "jalon.cli.next",
    "explain": "jalon.cli.explain",
    "new": "jalon.cli.new",
    "checklist": "jalon.cli.checklist",
}


class Refused(Exception):
    """A request that cannot be served: the message's name and values."""

    def __init__(self, name: str, /, **values: Any) -> None:
        super().__init__(name)
        self.name, self.values = name, values


class Speaking(click.Command):
    """A command whose help is in the user's language."""

    say: Say

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """« Utilisation : jalon check … »."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.say("help.usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a title of the language."""
        records = [one for one in (param.get_help_record(ctx) for param in self.get_params(ctx)) if one]
        with formatter.section(self.say("help.options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, said in the language."""
        option = super().get_help_option(ctx)
        if option:
            option.help = self.say("help.help")
        return option


class SpeakingGroup(Speaking, click.Group):
    """A group of commands whose help is in the user's language."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands."""
        Speaking.format_options(self, ctx, formatter)
        rows = [(name, command.help or "") for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))]
        with formatter.section(self.say("help.commands")):
            formatter.write_dl(rows)


class Jalon(SpeakingGroup):
    """The root: its commands are imported when they are wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """In the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command(self.say)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a refusal that lists the commands."""
        if args[0] not in COMMANDS:
            if args[0].startswith("-"):
                raise Refused("bad.option", option=args[0], command="")
            raise Refused("bad.command", command=args[0], known=", ".join(COMMANDS))
        return super().resolve_command(ctx, args)


def speaking(say: Say, name: str, callback: Any, *params: click.Parameter, help_name: str = "") -> Speaking:
    """A command: its help is the message `help.<name>`."""
    found = Speaking(name, callback=callback, params=[*params, language_option(say)], help=say(f"help.{help_name or name}"), options_metavar=say("help.arguments"))  # fmt: skip
    found.say = say
    return found


def language_option(say: Say) -> click.Option:
    """--lang, which `main` has already read."""
    return click.Option(["--lang"], type=click.Choice([*LANGUAGES]), help=say("help.lang"), expose_value=False)


def run(given: list[str], say: Say, asked: str) -> int:
    """Run the command line and give its exit code; `asked` is the language of `--lang`, or ""."""
    root = Jalon(
        "jalon", help=say("help.jalon"), params=[language_option(say), _version(say)],
        options_metavar=say("help.arguments"), subcommand_metavar=say("help.command"),
    )  # fmt: skip
    root.say = say
    try:
        code = root.main(given, prog_name="jalon", standalone_mode=False, obj=asked)
    except Refused as refusal:
        return _refuse(say(refusal.name, **refusal.values))
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.NoArgsIsHelpError as empty:
        sys.stdout.write(empty.ctx.get_help() + "\n" if empty.ctx else "")
        return 0
    except click.UsageError as error:
        return _refuse(_sentence(error, say))
    return code if isinstance(code, int) else 0


def _version(say: Say) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"jalon {__version__}")
            ctx.exit(0)

    return click.Option(["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help=say("help.version"))  # fmt: skip


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"jalon: {sentence}\n")
    return 2


def _sentence(error: click.UsageError, say: Say) -> str:
    """What click found wrong, in the user's language."""
    command = error.ctx.info_name or "" if error.ctx and error.ctx.parent else ""
    match error:
        case click.NoSuchOption():
            return say("bad.option", option=error.option_name, command=command)
        case click.MissingParameter():
            return say("bad.missing", what=error.param.human_readable_name if error.param else "", command=command)
        case click.BadParameter():
            name = error.param.opts[0] if error.param else ""
            return say("bad.value", what=name, value=_value(error), why=_why(error, say))
        case click.BadOptionUsage():
            return say("bad.missing", what=error.option_name, command=command)
    words = error.message.split("(")
    return say("bad.extra", value=words[1].rstrip(")"), command=command) if len(words) > 1 else say("bad.usage")


def _value(error: click.BadParameter) -> str:
    return error.message.split("'")[1] if error.message.count("'") > 1 else error.message.split()[0]


def _why(error: click.BadParameter, say: Say) -> str:
    if error.param and isinstance(error.param.type, click.Choice):
        return ", ".join(error.param.type.choices)
    return say("bad.percent") if error.param and error.param.name == "fail_under" else "…"
