"""Commands in the user's language, and one sentence for whatever is wrong."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from jalon import __version__
from jalon.messages import LANGUAGES, Say

# command → module with `command(say) -> click.Command`, imported only when the command is used
COMMANDS: Mapping[str, str] = {
    "check": "jalon.cli.check",
    "next": "jalon.cli.next",
    "verify": "jalon.cli.verify",
    "explain": "jalon.cli.explain",
    "new": "jalon.cli.new",
    "checklist": "jalon.cli.checklist",
}


# commands that take what was worked out before from the user's cache
AUDITING = frozenset({"check", "next", "verify"})


class Refused(Exception):  # noqa: N818
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
    """A group of commands whose help is in the user's language: the messages `help_name` + command."""

    help_name = "help."

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands, none of which is imported for one line about it."""
        Speaking.format_options(self, ctx, formatter)
        with formatter.section(self.say("help.commands")):
            formatter.write_dl([(name, self.say(f"{self.help_name}{name}")) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a refusal that lists the commands."""
        if args[0] not in (known := self.list_commands(ctx)):
            raise Refused("bad.command", command=args[0], known=", ".join(known))
        return super().resolve_command(ctx, args)


class Jalon(SpeakingGroup):
    """The root: its commands are imported when they are wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command(self.say)
        return found


def speaking(say: Say, name: str, callback: Any, *params: click.Parameter, help_name: str = "") -> Speaking:
    """A command: its help is the message `help.<name>`."""
    found = Speaking(
        name,
        callback=callback,
        params=[*params, *([no_cache_option(say)] if name in AUDITING else []), language_option(say)],
        help=say(f"help.{help_name or name}"),
        options_metavar=say("help.arguments"),
    )
    found.say = say
    return found


def language_option(say: Say) -> click.Option:
    """--lang, which `main` has already read."""
    return click.Option(["--lang"], type=click.Choice([*LANGUAGES]), help=say("help.lang"), expose_value=False)


def no_cache_option(say: Say) -> click.Option:
    """--no-cache: the same as the environment variable of `jalon.cache`."""

    def told(_: click.Context, __: click.Parameter, wanted: bool) -> None:
        if wanted:
            os.environ["JALON_NO_CACHE"] = "1"

    return click.Option(["--no-cache"], is_flag=True, expose_value=False, callback=told, help=say("help.no-cache"))


def run(given: list[str], say: Say, asked: str) -> int:
    """Run the command line and give its exit code; `asked` is the language of `--lang`, or ""."""
    root = Jalon(
        "jalon",
        help=say("help.jalon"),
        params=[language_option(say), _version(say)],
        options_metavar=say("help.arguments"),
        subcommand_metavar=say("help.command"),
    )
    root.say = say
    try:
        # not `root.main`: it makes an exit code of a broken pipe and an exception of an interruption
        with root.make_context("jalon", given, obj=asked) as context:
            code = root.invoke(context)
    except Refused as refusal:
        return refuse(say(refusal.name, **refusal.values))
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.NoArgsIsHelpError as empty:
        show((empty.ctx.get_help() if empty.ctx else "") + "\n")
        return 0
    except click.UsageError as error:
        return refuse(_sentence(error, _command_of(error, given), say))
    return code if isinstance(code, int) else 0


def show(text: str) -> None:
    """Write to standard output at once. A reader who has left (`jalon check | head`) is no error of ours, and takes
    nothing from the answer: what follows goes nowhere and the exit code stays what it is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse(sentence: str) -> int:
    """Say on standard error, in one line, why there is no answer; gives the exit code."""
    from jalon.reports.escape import for_terminal  # noqa: PLC0415  (the help escapes nothing)

    sys.stderr.write(f"jalon: {for_terminal(sentence)}\n")
    return 2


def _version(say: Say) -> click.Option:
    def told(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            show(f"jalon {__version__}\n")
            ctx.exit(0)

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=told, help=say("help.version")
    )


def _command_of(error: click.UsageError, given: list[str]) -> str:
    """Whose help would explain an error: click does not always say which command it was reading."""
    if error.ctx:
        return error.ctx.command_path
    return f"jalon {given[0]}" if given and given[0] in COMMANDS else "jalon"


def _sentence(error: click.UsageError, command: str, say: Say) -> str:
    """What click found wrong, in the user's language."""
    match error:
        case click.NoSuchOption():
            return say("bad.option", option=error.option_name, command=command)
        case click.MissingParameter():
            return say("bad.missing", what=error.param.human_readable_name if error.param else "", command=command)
        case click.BadParameter():
            name = error.param.opts[0] if error.param else ""
            return say("bad.value", what=name, value=_value(error), why=_why(error, say))
        case click.BadOptionUsage():
            name = "bad.flag" if "does not take" in error.message else "bad.no-value"
            return say(name, what=error.option_name, command=command)
    extra = error.message.partition("(")[2].rpartition(")")[0]
    return say("bad.extra", value=extra, command=command) if extra else say("bad.usage")


def _value(error: click.BadParameter) -> str:
    quoted = error.message.partition("'")[2].rpartition("'")[0]
    return quoted.partition("' ")[0] or error.message.partition(" ")[0]


def _why(error: click.BadParameter, say: Say) -> str:
    if error.param and isinstance(error.param.type, click.Choice):
        return ", ".join(error.param.type.choices)
    return say("bad.percent") if error.param and error.param.name == "fail_under" else "…"
