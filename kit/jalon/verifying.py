"""A report against what its repository gives today: read with suspicion, made again as it was asked, compared.

The report is hostile until shown otherwise: its size and depth are bounded, a key may not stand twice, its types are
checked, and no path that it names is opened. What it names (ids, labels, a commit) is only compared, or looked up in
the repositories that the caller gives.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from jalon.audit import SCHEMA, Audit, Report, Repository, Request, audit
from jalon.catalogue import built_in
from jalon.remarks import MORE, OF_REFS
from jalon.snapshot import NotReadable, open_snapshot
from jalon.snapshot.past import moment_named

MOST_BYTES = 64 * 1024**2  # the largest report of a real repository is under 1 MB
MOST_DEEP = 40  # a real report has 12 levels
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NOWHERE = object()


class NotAReport(Exception):  # noqa: N818
    """What was given is no report that can be verified. reason: unreadable · too-large · syntax · schema · shape."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


class Difference(NamedTuple):
    """One thing that is not the same. kind: tool · checklist · commit · state · verdict · outcome · score · element ·
    deliverable · evidence-gone · evidence-new · evidence-changed · other. `where`: the keys and ids that lead to it;
    `recorded` and `now`: what stands there, None for nothing."""

    kind: str
    where: tuple[str, ...]
    recorded: Any
    now: Any


class Recorded(NamedTuple):
    """A report as it was written: typed, and as plain data, where nothing that was added is lost."""

    report: Report
    plain: dict[str, Any]


def read_report(path: Path) -> Recorded:
    """Read a report.

    Raises:
        NotAReport: it cannot be verified.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting
            raise NotAReport("unreadable")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotAReport("unreadable", error.strerror or "") from error
    if len(data) > MOST_BYTES:
        raise NotAReport("too-large")
    try:
        plain = json.loads(data, object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise NotAReport("syntax", str(error).splitlines()[0][:120] if str(error) else "") from error
    if _is_deep(plain):
        raise NotAReport("syntax", "too deep")
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise NotAReport("schema", str(plain.get("schema", ""))[:60] if isinstance(plain, dict) else "")
    try:
        report = msgspec.convert(plain, Report)
    except (msgspec.ValidationError, RecursionError) as error:
        raise NotAReport("shape", str(error)[:200]) from error
    if report.language not in ("fr", "en") or not all(_is_plausible(one) for one in report.repositories):
        raise NotAReport("shape", "language" if report.language not in ("fr", "en") else "commit")
    return Recorded(report, plain)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two, a reader sees one and a program the other."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _is_deep(data: Any) -> bool:
    """Whether something stands under more than `MOST_DEEP` others."""
    level = [data]
    for _ in range(MOST_DEEP):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


def _is_plausible(one: Repository) -> bool:
    return one.commit is None or bool(_COMMIT.fullmatch(one.commit))


def made_again(
    recorded: Report, paths: Sequence[Path], checklist: str, progress: Callable[[str], None] = lambda _: None
) -> Audit:
    """The same audit of the same commits, by this program.

    Raises:
        NotAReport: `checklist`: the report's is none of ours, so that the caller must say where it is.
        Exception: those of `audit`.
    """
    if not checklist and recorded.checklist.id not in built_in():
        raise NotAReport("checklist", recorded.checklist.id)
    asked = recorded.asked
    pins = tuple(_pin(one, path, asked.at) for one, path in zip(recorded.repositories, paths, strict=True))
    request = Request(
        path=paths[0],
        more=tuple(paths[1:]),
        language=recorded.language,
        checklist=checklist or recorded.checklist.id,
        at=asked.at,
        blocks=asked.blocks,
        not_applicable=asked.not_applicable,
        authors=asked.authors,
        when=asked.when,
        commits=pins,
        names=tuple(one.path for one in recorded.repositories),
    )
    return audit(request, progress)


def _pin(recorded: Repository, path: Path, at: str) -> str:
    """The commit at which to judge: none when the files themselves were judged and still are those, when they had
    changes that no commit holds, or when the repository does not have that commit."""
    if recorded.commit is None or recorded.dirty:
        return ""
    with open_snapshot(path) as now:
        if not at and now.commit == recorded.commit and now.dirty is False:
            return ""
    try:
        open_snapshot(path, recorded.commit).close()
    except NotReadable:
        return ""
    return recorded.commit


def differences(recorded: Recorded, now: Report) -> list[Difference]:
    """Everything that is not the same, in the order in which a person would ask: what judged, what was judged, the
    verdicts, then what they rest on. Branches and tags are the clone's, not the commit's: what only they tell is left
    out."""
    then, plain = (_of_commits(one) for one in (recorded.plain, json.loads(msgspec.json.encode(now))))
    found = [Difference(_kind(where, old, new), where, old, new) for where, old, new in _unlike(then, plain)]
    found += _later_than_asked(recorded.report)
    return sorted(found, key=lambda one: _ORDER.index(one.kind))


def _of_commits(report: dict[str, Any]) -> dict[str, Any]:
    """The report without the remarks that depend on the branches and tags that a clone has."""
    remarks = report.get("remarks")
    if not isinstance(remarks, list):
        return report
    kept = [one for one in remarks if not (isinstance(one, dict) and _is_of_refs(one))]
    return {**report, "remarks": kept}


def _is_of_refs(remark: dict[str, Any]) -> bool:
    values = remark.get("values")
    counted = values.get("of") if remark.get("kind") == MORE and isinstance(values, dict) else ""
    return remark.get("kind") in OF_REFS or counted in OF_REFS


def _later_than_asked(report: Report) -> Iterator[Difference]:
    """A commit that is younger than the date asked for was not what that date gave."""
    until = moment_named(report.asked.at)
    for one in report.repositories:
        made = _moment(one.committed)
        if until and made and made > until:
            yield Difference("commit", ("asked", "at"), report.asked.at, one.committed)


def _moment(written: str | None) -> datetime | None:
    try:
        made = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return made if made.tzinfo else made.replace(tzinfo=UTC)


_ORDER = (
    "tool", "checklist", "commit", "state", "verdict", "score", "outcome", "element", "deliverable", "evidence-gone",
    "evidence-changed", "evidence-new", "other",
)  # fmt: skip


_KINDS = {
    ("repositories", "commit"): "commit",
    **{("repositories", key): "state" for key in ("tree", "dirty", "content", "problem")},
    **{("blocks", key): "score" for key in ("score", "up_to")},
    **{("summary", key): "score" for key in ("score", "up_to")},
    ("blocks", "verdict"): "verdict",
    ("blocks", "outcome"): "outcome",
}


def _kind(where: tuple[str, ...], old: Any, new: Any) -> str:
    top, last, above = where[0], where[-1], where[-2:-1]
    if top in ("tool", "checklist"):
        return top
    if above == ("evidence",):
        return "evidence-gone" if new is None else "evidence-new" if old is None else "evidence-changed"
    if above == ("elements",):
        return "element"
    return _KINDS.get((top, last), "deliverable" if top == "deliverables" else "other")


def _unlike(old: Any, new: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """(where, recorded, now) of whatever differs; `_NOWHERE` becomes None."""
    if type(old) is type(new) and old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and where[-2:-1] != ("evidence",):
        for key in {**old, **new}:
            yield from _unlike(old.get(key, _NOWHERE), new.get(key, _NOWHERE), (*where, key))
    elif isinstance(old, list) and isinstance(new, list) and (names := _names(where, old, new)):
        first, second = (dict(zip(each, these, strict=True)) for each, these in zip(names, (old, new), strict=True))
        for key in {**first, **second}:
            yield from _unlike(first.get(key, _NOWHERE), second.get(key, _NOWHERE), (*where, key))
    elif isinstance(old, int | float) and isinstance(new, int | float) and old == new:
        return  # 1 and 1.0 are one figure
    else:
        yield where, None if old is _NOWHERE else old, None if new is _NOWHERE else new


def _names(where: tuple[str, ...], old: list[Any], new: list[Any]) -> tuple[list[str], list[str]] | None:
    """What to call the items of two lists so that the same thing has the same name; None when they have none."""
    if not all(isinstance(one, dict) for one in (*old, *new)):
        return None
    if where[-1:] == ("evidence",):
        found = [_place(one) for one in old], [_place(one) for one in new]
    elif all("id" in one for one in (*old, *new)):
        found = [str(one["id"]) for one in old], [str(one["id"]) for one in new]
    else:
        found = [str(n) for n, _ in enumerate(old)], [str(n) for n, _ in enumerate(new)]
    unique = all(len(set(names)) == len(names) for names in found)
    return found if unique else ([str(n) for n, _ in enumerate(old)], [str(n) for n, _ in enumerate(new)])


def _place(evidence: dict[str, Any]) -> str:
    return json.dumps([evidence.get(one) for one in ("probe", "repository", "path", "at")], sort_keys=True)
