"""What does the history show? Unknown, never missing, when it cannot be read."""

from __future__ import annotations

import msgspec

from jalon.facts.history import cadence, conventional_share, is_conventional, merges
from jalon.facts.model import At, Commit, History
from jalon.facts.prose import Prose
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe, counted

MOST_SUBJECT = 100


class Activity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. Each is the least for met, half of it for partial: commits, authors (robots apart), days with
    commits, merges, tags; regular: share of the weeks that have commits; conventional: share of the subjects."""

    commits: int = 0
    authors: int = 0
    days: int = 0
    merges: int = 0
    tags: int = 0
    regular: float = 0.0
    conventional: float = 0.0


class Revised(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. topics: the documents meant; days: on how many different days they changed."""

    topics: tuple[str, ...]
    days: int = 2


def activity(history: History, wanted: Activity) -> Finding:
    """Met when every figure asked for is reached."""
    if not history.known:
        return Finding("unknown", (), Advice("no-history"))
    human = [one for one in history.commits if one.author not in history.bots]
    measured = {
        "commits": len(human),
        "authors": len({one.author for one in human}),
        "days": len({one.when.date() for one in human}),
        "merges": len(merges(history)),
        "tags": len(history.tags),
        "regular": cadence(history),
        "conventional": conventional_share(history),
    }
    asked = {name: least for name in measured if (least := getattr(wanted, name))}
    low = [name for name, least in asked.items() if measured[name] < least]
    half = all(measured[name] >= least / 2 for name, least in asked.items())
    values = {"measured": {name: round(measured[name], 2) for name in asked}, "wanted": asked, "low": low}
    if low and history.shallow:
        return Finding("unknown", (), Advice("shallow-history", values))
    outcome = "met" if not low else "partial" if half else "missing"
    evidence = _evidence(human) if outcome != "missing" else ()
    return Finding(outcome, evidence, Advice("activity", values))


def _evidence(commits: list[Commit]) -> tuple[Evidence, ...]:
    """The best told commit of the newer half and of the older one; the ends of the history where all tell as much."""
    middle = (len(commits) + 1) // 2
    halves = (commits[:middle], commits[: middle - 1 : -1] if middle < len(commits) else [])
    best = [max(half, key=lambda one: _telling(one.subject)) for half in halves if half]
    return tuple(Evidence("", At(commit=one.id), one.subject[:120]) for one in best)


def _telling(subject: str) -> tuple[bool, int]:
    """A sort key: conventional subjects first, then the longest; past `MOST_SUBJECT` characters, a body went astray."""
    return is_conventional(subject), len(subject) if len(subject) <= MOST_SUBJECT else 0


def revised(prose: Prose, history: History, wanted: Revised) -> Finding:
    """Documents entitled to a subject that live: changed on several days."""
    if not history.known:
        return Finding("unknown", (), Advice("no-history"))
    topics = frozenset(wanted.topics)
    paths = {one.path for one in prose.passages if one.words and one.is_entitled(wanted.topics)}
    paths |= {one.path for one in prose.tables if one.title & topics}
    changes = [one for one in history.commits if paths.intersection(one.paths)]
    days = {one.when.date(): one for one in reversed(changes)}
    found = [Evidence(min(paths.intersection(one.paths)), At(commit=one.id), one.subject) for one in days.values()]
    if len(found) < wanted.days and history.shallow:
        return Finding("unknown", (), Advice("shallow-history"))
    partial = max(1, wanted.days - 1)
    return counted(found[: wanted.days + MOST_EVIDENCE], wanted.days, partial, "revised", topics=sorted(topics))


PROBES = (Probe("activity", activity, Activity), Probe("revised", revised, Revised))
