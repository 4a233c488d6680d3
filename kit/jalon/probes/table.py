"""Is it kept as a table? Registers, whatever their file, and whether their figures agree."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from jalon.facts.content import telling_rows
from jalon.facts.registers import (
    Register,
    Registers,
    column,
    columns_for,
    criticality_agrees,
    date_order,
    duplicate_ids,
    place_of,
    rows_filled,
    scores_agree,
    totals_agree,
)
from jalon.facts.scaffold import is_shipped_text
from jalon.facts.topics import TopicCues
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe

CLOSE = 2 / 3  # share of the columns from which a table about the subject comes close
AGREEING = 0.9  # share of the rows whose product or score must be right
# a check answers True when the table is wrong; a table that holds nothing to check is not wrong
FAULTS: dict[str, Callable[[Register], bool]] = {
    "total": lambda one: totals_agree(one) is False,
    "criticality": lambda one: (share := criticality_agrees(one)) is not None and share < AGREEING,
    "scores": lambda one: (share := scores_agree(one)) is not None and share < AGREEING,
    "ids": lambda one: bool(duplicate_ids(one)),
    "dates": lambda one: bool(date_order(one)),
}


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters.

    columns: canonical ids of the columns a register must have (checklists/knowledge/columns.yml); rows: how many
    filled ones for met, a third of them for partial; topics: what its name, headings or file must speak of, when the
    columns alone do not tell; agree: total · criticality · scores · ids · dates, checked where the table has them.
    """

    columns: tuple[str, ...]
    rows: int = 3
    topics: tuple[str, ...] = ()
    agree: tuple[str, ...] = ()


def table(registers: Registers, topics: TopicCues, wanted: Table) -> Finding:
    """The best register with those columns; one that lacks a column or rows is partial."""
    candidates = [one for one in registers.items if not wanted.topics or _is_about(one, topics, wanted.topics)]
    findings = [found for one in candidates if (found := _judge(one, wanted))]
    if not findings:
        return Finding("missing", (), Advice("table-none", {"missing": list(wanted.columns)}))
    met = [one for one in findings if one.outcome == "met"]
    best = max(met or findings, key=_worth_saying)
    evidence = {place: None for one in (best, *met) for place in one.evidence}
    return Finding(best.outcome, tuple(evidence)[:MOST_EVIDENCE], best.advice)


def _worth_saying(finding: Finding) -> tuple[bool, int]:
    """A complete table whose figures disagree is nearer than any other; then the one with most rows."""
    return finding.advice.message == "table-disagrees", int(finding.advice.values.get("found", 0))


def _is_about(register: Register, cues: TopicCues, wanted: tuple[str, ...]) -> bool:
    named = cues.of_path(register.path) | cues.of_headings((register.name, *register.trail))
    return bool(named.intersection(wanted))


def _judge(register: Register, wanted: Table) -> Finding | None:
    """What one register proves, or None when it is another kind of table."""
    present = [name for name in wanted.columns if column(register, name) is not None]
    complete = columns_for(register, wanted.columns) is not None
    if not complete and (not wanted.topics or len(present) < max(2, len(wanted.columns) * CLOSE)):
        return None
    own = frozenset(register.once("own", _own_rows))
    filled = [row for row in rows_filled(register, present) if row in own]
    if not filled:
        return None
    line = " · ".join(cell for cell in register.rows[filled[0]] if cell)[:160]
    evidence = (Evidence(register.path, place_of(register, filled[0]), line),)
    values = {"found": len(filled), "wanted": wanted.rows}
    missing = [name for name in wanted.columns if name not in present]
    if missing or not complete:
        return Finding("partial", evidence, Advice("table-columns", {**values, "missing": missing}))
    if faults := [name for name in wanted.agree if FAULTS[name](register)]:
        return Finding("partial", evidence, Advice("table-disagrees", {**values, "faults": faults}))
    if len(filled) >= wanted.rows:
        return Finding("met", evidence, Advice("table", values))
    return Finding("partial", evidence, Advice("table", values)) if len(filled) >= wanted.rows / 3 else None


def _own_rows(register: Register) -> tuple[int, ...]:
    """The rows that say something, and that the template never shipped."""
    return tuple(row for row in telling_rows(register.rows) if not _is_shipped(register.rows[row]))


def _is_shipped(row: tuple[str, ...]) -> bool:
    """The template's row; the first cell of one that was turned may be the heading it stood under."""
    return is_shipped_text(" ".join(row)) or (len(row) > 2 and is_shipped_text(" ".join(row[1:])))


PROBES = (Probe("table", table, Table),)
