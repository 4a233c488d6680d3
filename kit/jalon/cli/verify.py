"""`jalon verify REPORT REPO…`: make a report again and say what is not the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jalon.cli.shell import Refused, show, speaking
from jalon.messages import Say

if TYPE_CHECKING:
    from jalon.audit import Report
    from jalon.verifying import Difference, Recorded

WIDEST = 120  # columns
MOST_OF_A_KIND = 12  # differences told one by one
LONGEST = 80  # characters of a value
COMMIT = 10  # characters of an id


def command(say: Say) -> click.Command:
    """The command, in the user's language."""
    return speaking(
        say,
        "verify",
        lambda **given: _verify(say, **given),
        click.Argument(["report"], metavar=say("help.verify.report"), type=click.Path(path_type=Path)),
        click.Argument(["paths"], metavar=say("help.verify.paths"), nargs=-1, type=click.Path(path_type=Path)),
        click.Option(["--checklist"], default="", help=say("help.check.checklist")),
    )


def _verify(say: Say, report: Path, paths: Sequence[Path], checklist: str) -> int:
    from jalon.cli.auditing import Progress, refusals, repository_here  # noqa: PLC0415
    from jalon.verifying import NotAReport, differences, made_again, read_report  # noqa: PLC0415

    try:
        recorded = read_report(report)
        given = tuple(paths) or (repository_here(),)
        if len(given) != len(recorded.report.repositories):
            names = ", ".join(one.path for one in recorded.report.repositories)
            raise Refused("verify.count", n=len(recorded.report.repositories), names=names, given=len(given))
        with Progress(say) as progress, refusals(say, recorded.report.asked.at):
            now = made_again(recorded.report, given, checklist, progress).report
    except NotAReport as error:
        raise Refused(f"verify.{error.reason}", path=report, detail=error.detail) from None
    found = differences(recorded, now)
    show("".join(f"{line}\n" for line in _lines(recorded, now, found, say)))
    return 1 if found else 0


def _lines(recorded: Recorded, now: Report, found: Sequence[Difference], say: Say) -> list[str]:
    """What is said: identical and of what, or each difference under its kind."""
    from jalon.reports.escape import for_terminal  # noqa: PLC0415

    states = "; ".join(f"{one.path} {(one.commit or '')[:COMMIT]}".strip() for one in now.repositories)
    if not found:
        score = say.percent(now.summary["score"])
        return [for_terminal(say("verify.same", score=score, states=states))]
    lines = [say("verify.differs", n=len(found))]
    if any(one.kind in ("tool", "checklist") for one in found):
        lines.append(say("verify.version"))
    for number, one in enumerate(recorded.report.repositories):
        if one.dirty and one.content != now.repositories[number].content:
            lines.append(say("verify.uncommitted", name=one.path))
    for kind in dict.fromkeys(one.kind for one in found):
        of_kind = [one for one in found if one.kind == kind]
        lines.append(say(f"verify.kind.{kind}", n=len(of_kind)))
        lines += [f"  - {_told(one, say)}" for one in of_kind[:MOST_OF_A_KIND]]
        if len(of_kind) > MOST_OF_A_KIND:
            lines.append("  " + say("verify.more", n=len(of_kind) - MOST_OF_A_KIND))
    return [for_terminal(one) for one in lines]


def _told(one: Difference, say: Say) -> str:
    """« BC01-1: étayé → absent », by ids and keys: what a report says is quoted, never obeyed."""
    if one.kind.startswith("evidence"):
        place, owner = _place(one.recorded or one.now), one.where[-3]
        return f"{owner}{say('verify.colon')}{place}"
    where = _where(one)
    before, after = (_value(one, value, say) for value in (one.recorded, one.now))
    return f"{where}{say('verify.colon')}{before} → {after}"


def _where(one: Difference) -> str:
    """The id that the difference is about, then the key when it is not plain."""
    ids = [
        key for key in one.where if key not in ("blocks", "competencies", "requirements", "deliverables", "elements")
    ]
    if one.kind in ("verdict", "outcome"):
        return one.where[-2]
    return " ".join((ids[-2:] if one.kind in ("score", "element") else ids) or one.where)


def _value(one: Difference, value: Any, say: Say) -> str:
    if value is None:
        return say("verify.nothing")
    if one.kind in ("verdict", "outcome", "element") and isinstance(value, str) and say.knows(value):
        return say(value)
    if one.kind == "score" and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _place(evidence: Any) -> str:
    """Where a piece of evidence is, and how it begins."""
    data = evidence if isinstance(evidence, dict) else {}
    at = data.get("at") if isinstance(data.get("at"), dict) else {}
    spot = ":".join(str(value)[:COMMIT] for value in (at or {}).values())
    shown = f"{data.get('path', '')}{':' if spot else ''}{spot}  {data.get('excerpt', '')}".strip()
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
