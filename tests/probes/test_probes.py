"""What holds of every probe."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib.metadata import EntryPoint
from typing import Any

import msgspec
import pytest

from jalon.facts import MODULES
from jalon.facts.prose import Prose
from jalon.probes import PROBES, Evidence, Finding, Probe, _Probes
from jalon.probes.finding import counted, with_acted_on
from jalon.probes.section import Section as Wanted
from jalon.probes.section import section as ask
from tests.probes.conftest import document, places, scaffolded, section, why, words

OURS = {
    *("section", "table", "records", "revised", "activity", "written", "both", "pages"),
    *("code", "sources", "tests", "pipeline", "gate", "platform", "diagram", "picture"),
}


def test_the_probes_are_known_by_name() -> None:
    assert set(PROBES) == OURS


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_probe_asks_only_for_facts_that_exist_and_for_its_parameters(name: str) -> None:
    probe = PROBES[name]
    needs = inspect.signature(probe.ask).parameters
    assert set(needs) - {"wanted"} <= set(MODULES)
    assert "wanted" in needs


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_parameters_of_a_probe_refuse_what_they_do_not_know(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"no-such-parameter": 1}, PROBES[name].parameters)


@pytest.mark.parametrize(("found", "outcome"), [(3, "met"), (2, "partial"), (1, "missing"), (0, "missing")])
def test_counting_evidence(found: int, outcome: str) -> None:
    finding = counted((Evidence(f"{n}.md") for n in range(found)), 3, 2, "pages")
    assert finding.outcome == outcome
    assert bool(finding.evidence) is (outcome != "missing")


def test_evidence_is_five_places_at_most() -> None:
    assert len(counted((Evidence(f"{n}.md") for n in range(40)), 3).evidence) == 5
    full = Finding("met", tuple(Evidence(f"{n}.md") for n in range(5)))
    assert places(with_acted_on(full, scaffolded("0.md", acts="own.py"))) == ["0.md", "1.md", "2.md", "3.md", "own.py"]


class Fond(msgspec.Struct, frozen=True):
    """Parameters of a probe that somebody else wrote."""


def fond(wanted: Fond) -> Finding:
    return Finding("met")


FOND = Probe("fond", fond, Fond)


def test_a_third_party_adds_a_probe_through_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("fond", f"{__name__}:FOND", "jalon.probes")
    monkeypatch.setattr(EntryPoint, "load", lambda _: FOND)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [entry])
    probes = _Probes()
    assert probes["fond"] is FOND
    assert set(probes) == {*OURS, "fond"}
    assert "unheard-of" not in probes


def test_one_is_never_replaced_by_a_third_party(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: Any) -> list[EntryPoint]:
        raise AssertionError("looked up for a name that is ours")

    monkeypatch.setattr("importlib.metadata.entry_points", refused)
    assert _Probes()["section"].ask is ask


def test_a_section_of_the_template_is_missing_wherever_it_was_moved(
    read: Callable[..., Prose], ship: Callable[..., None]
) -> None:
    text = words(60)
    ship(text)
    moved = read(document("notes/mes-risques.md", section("RISQUES !", text.upper())))
    finding = ask(moved, Wanted(topics=("risk",), words=30))
    assert (finding.outcome, *why(finding, "wanted")) == ("missing", "section-none", 30)


def test_own_words_beside_text_of_the_template_count_alone(
    read: Callable[..., Prose], ship: Callable[..., None]
) -> None:
    ship(words(60))
    prose = read(document("a.md", section("Risques", words(60), words(12, "mitigation parade aléa criticité"))))
    finding = ask(prose, Wanted(topics=("risk",), words=30))
    assert (finding.outcome, finding.advice.values["found"]) == ("partial", 12)
