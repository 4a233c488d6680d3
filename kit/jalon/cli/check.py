"""`jalon check`: audit a repository."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from jalon.cli.shell import Refused, speaking
from jalon.messages import Say
from jalon.reports import FORMATS, Style, render

NARROWEST, WIDEST = 60, 120  # columns: below, tables break; above, lines are hard to follow


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    known = ", ".join(FORMATS)
    return speaking(
        say,
        "check",
        lambda **given: _check(say, **given),
        click.Argument(["path"], required=False, default=".", type=click.Path(path_type=Path)),
        click.Option(["--format", "formats"], multiple=True, help=say("help.check.format", known=known)),
        click.Option(["--output"], type=click.Path(path_type=Path), help=say("help.check.output")),
        click.Option(["--fail-under"], type=click.FloatRange(0, 100), help=say("help.check.fail-under")),
        click.Option(["--checklist"], default="", help=say("help.check.checklist")),
        click.Option(["--blocks"], default="", help=say("help.check.blocks")),
        click.Option(["--not-applicable"], multiple=True, help=say("help.check.not-applicable")),
        click.Option(["--at"], default="", help=say("help.check.at")),
        click.Option(["--details"], is_flag=True, help=say("help.check.details")),
    )


def _check(
    say: Say, path: Path, formats: tuple[str, ...], output: Path | None, fail_under: float | None, checklist: str,
    blocks: str, not_applicable: tuple[str, ...], at: str, details: bool,
) -> int:  # fmt: skip
    wanted = _destinations(formats, output)
    from jalon.cli.auditing import run_audit  # noqa: PLC0415  (a wrong request is refused before anything is imported)

    chosen = tuple(one.strip() for one in blocks.split(",") if one.strip())
    found, speaker = run_audit(
        say, click.get_current_context().obj, path, checklist=checklist, blocks=chosen, not_applicable=not_applicable, at=at
    )  # fmt: skip
    for name, target in wanted:
        _write(render(name, found, speaker, _style(target, details)), target)
    score = found.report.summary["score"]
    if fail_under is not None and score * 100 < fail_under:
        least = speaker.percent(fail_under / 100)
        sys.stderr.write(f"jalon: {speaker('gate.failed', score=speaker.percent(score), least=least)}\n")
        return 1
    return 0


def _destinations(formats: tuple[str, ...], output: Path | None) -> list[tuple[str, Path | None]]:
    """(format, file or None for standard output) of each report asked for."""
    if output and (len(formats) > 1 or any(":" in one for one in formats)):
        raise Refused("bad.output")
    wanted: list[tuple[str, Path | None]] = []
    for one in formats or ("terminal",):
        name, colon, file = one.partition(":")
        if name not in FORMATS:
            raise Refused("bad.format", name=name, known=", ".join(FORMATS))
        wanted.append((name, Path(file) if colon and file else output))
    return wanted


def _style(target: Path | None, details: bool) -> Style:
    terminal = target is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(min(max(width, NARROWEST), WIDEST), colour, details)


def _write(text: str, target: Path | None) -> None:
    if target is None:
        sys.stdout.write(text)
        return
    try:
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refused("bad.write", path=target, reason=error.strerror or "") from None
