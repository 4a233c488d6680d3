"""`jalon check`: audit a repository."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from jalon.cli.shell import Refused, refuse, show, speaking
from jalon.cli.terminal import terminal_style
from jalon.messages import Say
from jalon.reports import FORMATS, render

WIDEST = 120  # columns: above, lines are hard to follow


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    known = ", ".join(FORMATS)
    return speaking(
        say,
        "check",
        lambda **given: _check(say, **given),
        click.Argument(["paths"], metavar=say("help.paths"), nargs=-1, type=click.Path(path_type=Path)),
        click.Option(["--format", "formats"], multiple=True, help=say("help.check.format", known=known)),
        click.Option(["--output"], type=click.Path(path_type=Path), help=say("help.check.output")),
        click.Option(["--fail-under"], type=Percent(0, 100), help=say("help.check.fail-under")),
        click.Option(["--checklist"], default="", help=say("help.check.checklist")),
        click.Option(["--blocks"], default="", help=say("help.check.blocks")),
        click.Option(["--not-applicable"], multiple=True, help=say("help.check.not-applicable")),
        click.Option(["--at"], default="", help=say("help.check.at")),
        click.Option(["--authors"], is_flag=True, help=say("help.check.authors")),
        click.Option(["--audited-at"], default="", metavar="DATE", help=say("help.check.audited-at")),
        click.Option(["--details"], is_flag=True, help=say("help.check.details")),
    )


def _check(
    say: Say,
    *,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    output: Path | None,
    fail_under: float | None,
    details: bool,
    blocks: str,
    audited_at: str,
    **wanted: Any,
) -> int:
    targets = _destinations(formats, output)
    when = _moment(audited_at, say)
    from jalon.cli.auditing import run_audit  # noqa: PLC0415  (a wrong request is refused before anything is imported)

    chosen = tuple(one.strip() for one in blocks.split(",") if one.strip())
    found, speaker = run_audit(say, click.get_current_context().obj, paths, blocks=chosen, when=when, **wanted)
    for name, target in targets:
        style = terminal_style(WIDEST, details=details, file=target is not None)
        _write(render(name, found, speaker, style), target)
    score = found.report.summary["score"]
    if fail_under is not None and score * 100 < fail_under:
        least = speaker.percent(fail_under / 100)
        refuse(speaker("gate.failed", score=speaker.percent(score), least=least))
        return 1
    return 0


def _destinations(formats: tuple[str, ...], output: Path | None) -> list[tuple[str, Path | None]]:
    """(format, file or None for standard output) of each report asked for; standard output comes last, so that
    nothing is on it when a file cannot be written."""
    if output and (len(formats) > 1 or any(":" in one for one in formats)):
        raise Refused("bad.output")
    wanted: list[tuple[str, Path | None]] = []
    for one in formats or ("terminal",):
        name, colon, file = one.partition(":")
        if name not in FORMATS:
            raise Refused("bad.format", name=name, known=", ".join(FORMATS))
        if colon and not file:
            raise Refused("bad.format-file", name=name)
        wanted.append((name, Path(file) if file else output))
    if len({target for _, target in wanted}) < len(wanted):
        raise Refused("bad.one-output")
    return sorted(wanted, key=lambda one: one[1] is None)


def _moment(said: str, say: Say) -> str:
    """The moment of the audit, when the caller wants it in the report: a date, or `now`. Without it, the same
    repository gives the same bytes."""
    if not said:
        return ""
    from jalon.snapshot.past import moment_named  # noqa: PLC0415

    found = datetime.now(UTC) if said == "now" else moment_named(said)
    if found is None:
        raise Refused("bad.value", what="--audited-at", value=said, why=say("bad.date"))
    return found.isoformat(timespec="seconds")


class Percent(click.FloatRange):
    """A percentage; what is no number is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number.

        Raises:
            click.BadParameter: it is not between the bounds.
        """
        found = super().convert(value, param, ctx)
        return found if found == found else self.fail(f"'{value}'", param, ctx)  # noqa: PLR0124  (only nan differs)


def _write(text: str, target: Path | None) -> None:
    if target is None:
        show(text)
        return
    try:
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refused("bad.write", path=target, reason=error.strerror or "") from None
