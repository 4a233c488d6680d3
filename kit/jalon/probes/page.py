"""Were the pages made with care? Static accessibility, read without rendering."""

from __future__ import annotations

import msgspec

from jalon.facts.model import Pages as AllPages
from jalon.facts.scaffold import Scaffold
from jalon.probes.finding import Evidence, Finding, Probe, counted


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. good: the cares that count (alternative, label, landmark, language, skip-link, aria…); distinct: how
    many of them a page must show; at_least: on how many pages for met."""

    good: tuple[str, ...]
    distinct: int = 1
    at_least: int = 3


def pages(pages: AllPages, scaffold: Scaffold, wanted: Pages) -> Finding:
    """Own pages that show enough of the cares; an untouched page of the template shows nothing."""
    found = []
    for one in pages.items:
        shown = [care for care in wanted.good if one.good.get(care)]
        if len(shown) >= wanted.distinct and one.path not in scaffold.shipped:
            found.append(Evidence(one.path, excerpt=", ".join(shown)))
    return counted(found, wanted.at_least, advice="pages", good=list(wanted.good))


PROBES = (Probe("pages", pages, Pages),)
