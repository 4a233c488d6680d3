"""In which languages is the project written?"""

from __future__ import annotations

import msgspec

from jalon.facts.prose import Prose
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. language: fr or en; words: own words in it for met, half for partial; topics: only documents about
    one of them."""

    language: str
    words: int = 300
    topics: tuple[str, ...] = ()


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. pairs: how many documents exist in French and in English; topics: only documents about them."""

    pairs: int = 1
    words: int = 80
    topics: tuple[str, ...] = ()


def written(prose: Prose, wanted: Written) -> Finding:
    """Documents whose body is in that language."""
    words: dict[str, int] = {}
    for one in prose.passages:
        if one.language == wanted.language and (not wanted.topics or one.is_about(wanted.topics)):
            words[one.path] = words.get(one.path, 0) + one.words
    total = sum(words.values())
    outcome = "met" if total >= wanted.words else "partial" if total >= wanted.words / 2 else "missing"
    largest = sorted(words, key=lambda path: (-words[path], path))[:MOST_EVIDENCE] if outcome != "missing" else []
    values = {"found": total, "wanted": wanted.words, "language": wanted.language}
    return Finding(outcome, tuple(Evidence(path) for path in largest), Advice("written", values))


def both(prose: Prose, wanted: Both) -> Finding:
    """Pairs by folder (`fr/`, `en/`), suffix (`.en`, `_fr`) or twin name, each side long enough in its language."""
    pairs = [
        (french, english)
        for french, english in prose.pairs
        if prose.words_in(french, "fr") >= wanted.words and prose.words_in(english, "en") >= wanted.words
        and (not wanted.topics or prose.is_about(french, wanted.topics) or prose.is_about(english, wanted.topics))
    ]  # fmt: skip
    outcome = "met" if len(pairs) >= wanted.pairs else "partial" if pairs else "missing"
    evidence = tuple(Evidence(path) for pair in pairs[:MOST_EVIDENCE] for path in pair)
    return Finding(outcome, evidence, Advice("both", {"found": len(pairs), "wanted": wanted.pairs}))


PROBES = (Probe("written", written, Written), Probe("both", both, Both))
