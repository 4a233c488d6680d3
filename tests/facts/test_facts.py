"""Facts by name: computed once, on demand, from the facts that they need."""

from __future__ import annotations

import importlib
import inspect

import pytest

from jalon.facts import MODULES, Facts
from jalon.facts.model import Documents, Inventory
from jalon.facts.registers import Registers

GIVEN = {"snapshot", "settings", "catalogue"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_fact_is_a_function_of_its_module_and_needs_only_facts(name: str) -> None:
    compute = getattr(importlib.import_module(MODULES[name]), name)
    assert set(inspect.signature(compute).parameters) <= set(MODULES) | GIVEN


def test_a_fact_is_computed_once_and_only_when_asked_for() -> None:
    heard: list[str] = []
    facts = Facts(heard.append, documents=Documents(()), inventory=Inventory(()))
    assert heard == []
    first = facts["registers"]
    assert first == Registers()
    assert facts["registers"] is first
    assert heard == ["registers"]


def test_nobody_knows_an_unheard_of_fact() -> None:
    with pytest.raises(KeyError):
        Facts()["weather"]


def test_a_reader_that_crashed_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []

    def crashed() -> None:
        runs.append("documents")
        raise RuntimeError("a reader crashed")

    monkeypatch.setattr("jalon.facts.documents.documents", crashed)
    facts = Facts()
    for name in ("documents", "documents", "registers"):
        with pytest.raises(RuntimeError):
            facts[name]
    assert runs == ["documents"]
