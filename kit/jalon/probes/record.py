"""Is it kept up? Dated records that come back: minutes, watch notes, journals, readings."""

from __future__ import annotations

import msgspec

from jalon.facts.prose import Prose
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe


class Records(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. topics: what the records are about; at_least: how many different dates; days: between the first
    and the last; words: own words of all records together."""

    topics: tuple[str, ...]
    at_least: int = 3
    days: int = 14
    words: int = 60


def records(prose: Prose, wanted: Records) -> Finding:
    """Dates in file names, headings and first lines of passages about the subject, and in its tables' date columns."""
    topics = frozenset(wanted.topics)
    dated = [(day, one) for one in prose.about(wanted.topics) for day in one.days]
    tables = [one for one in prose.tables if one.topics & topics and one.days]
    rows = [(day, table) for table in tables for day in table.days]
    days = sorted({day for day, _ in dated} | {day for day, _ in rows})
    words = sum(one.words for one in {id(one): one for _, one in dated}.values())
    words += sum(one.words for one in tables)
    span = (days[-1] - days[0]).days if days else 0
    values = {"found": len(days), "wanted": wanted.at_least, "days": span, "topics": sorted(topics)}
    evidence = [Evidence(one.path, one.at, one.heading or one.excerpt(120)) for _, one in dated]
    evidence += [Evidence(one.path, one.at, one.name) for _, one in rows[:1]]
    if words < wanted.words / 3 or len(days) < 1:
        return Finding("missing", (), Advice("records-none", values))
    met = len(days) >= wanted.at_least and span >= wanted.days and words >= wanted.words
    return Finding("met" if met else "partial", tuple(evidence[:MOST_EVIDENCE]), Advice("records", values))


PROBES = (Probe("records", records, Records),)
