"""`jalon new DEST`: make a capstone and its first commit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jalon.cli.shell import Refused, show, speaking
from jalon.messages import Say


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    return speaking(
        say,
        "new",
        lambda **given: _new(say, **given),
        click.Argument(["destination"], metavar="DEST", type=click.Path(path_type=Path)),
        click.Option(["--data", "-d", "data"], multiple=True, metavar="NAME=VALUE", help=say("help.new.data")),
        click.Option(["--ask"], is_flag=True, help=say("help.new.ask")),
    )


def _new(say: Say, destination: Path, data: tuple[str, ...], ask: bool) -> int:
    from jalon.scaffold import NotCreated, create  # noqa: PLC0415

    answers = {name: value for name, _, value in (one.partition("=") for one in data)}
    try:
        made = create(destination, answers, say.language, ask)
    except NotCreated as error:
        raise Refused(error.name, **{key: str(value) for key, value in error.values.items()}) from None
    speaker = Say(answers.get("language", say.language))
    show(speaker("new.done", path=made.path, files=made.files) + "\n")
    if not made.commit:
        sys.stderr.write("jalon: " + speaker("new.no-git") + "\n")
    return 0
