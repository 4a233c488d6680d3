"""Remarks as a whole: each rule fails alone, no kind drowns the others, nothing private is printed."""

from __future__ import annotations

import re

import pytest

from jalon.facts import Facts
from jalon.messages import Say
from jalon.messages.remarked import REMARKS
from jalon.messages.remarking import remarked
from jalon.remarks import MORE, Remark, Rule, remarks
from tests.remarks.conftest import Capstone, Told

BUDGET = "Poste,Montant\nServeur,100\nPostes,200\nTotal,400\n"
FIELD = re.compile(r"\{(\w+)\}")


def forms(message: str | tuple[str, str]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


@pytest.mark.parametrize("name", sorted(REMARKS))
def test_both_languages_say_the_same_values_in_their_own_typography(name: str) -> None:
    french, english = map(forms, REMARKS[name])
    assert len(french) == len(english)
    for one, other in zip(french, english, strict=True):
        assert set(FIELD.findall(one)) == set(FIELD.findall(other))
    assert {"n", *FIELD.findall(french[0])} >= set(FIELD.findall(french[-1]))
    for one in french:
        assert not re.search(r"[^\W\d_]'[^\W\d_]|[^\s?!:][?!;:](?:\s|$)|«(?!\s)|(?<!\s)»", one)
    for one in english:
        assert not re.search(r"[^\W\d_]'[^\W\d_]|\s[?!;:](?:\s|$)|[«»]", one)


def of(monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> tuple[Remark, ...]:
    """The remarks of these rules alone."""
    monkeypatch.setattr("jalon.remarks.SUBJECTS", ("tables",))
    monkeypatch.setattr("jalon.remarks.tables.RULES", rules)
    return remarks(Facts(texts=("a", "b")))


def test_a_rule_that_fails_costs_its_own_remarks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(texts: tuple[str, ...]) -> list[Remark]:
        raise RuntimeError(texts)

    def unread(nowhere: object) -> list[Remark]:
        return [Remark("never")]

    def tells(texts: tuple[str, ...]) -> list[Remark]:
        return [Remark("total", path=one) for one in texts]

    found = of(monkeypatch, Rule("fails", fails), Rule("unread", unread), Rule("tells", tells))
    assert [one.path for one in found] == ["a", "b"]


def test_no_kind_has_more_than_fifty_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    many = Rule("many", lambda texts: [Remark("total", path=f"{number:03}") for number in reversed(range(60))])
    found = of(monkeypatch, many)
    assert [one.path for one in found[:50]] == [f"{number:03}" for number in range(50)]
    assert found[50:] == (Remark(MORE, values={"of": "total", "n": 10}),)


def test_addresses_are_hidden_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "someone@example.invalid"
    told = Rule("told", lambda texts: [Remark("total", values={"id": [address], "n": 1}, excerpt=f"by {address}")])
    (found,) = of(monkeypatch, told)
    assert (found.values, found.excerpt) == ({"id": ["…"], "n": 1}, "by …")


def test_the_same_remark_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = Rule("twice", lambda texts: [Remark("total", path="a"), Remark("total", path="a")])
    assert len(of(monkeypatch, twice)) == 1


def test_a_repository_without_contradictions_calls_for_none(told: Told) -> None:
    assert told({"README.md": "# Prêt d’outils\n\nUne application qui prête des outils.\n"}) == []


def test_figures_dates_and_lists_are_written_as_the_language_writes_them() -> None:
    values = {"said": 1234.5, "found": "2026-03-01", "n": 2}
    assert "1\u202f234,5" in remarked("total", values, Say("fr"))
    assert "01/03/2026" in remarked("total", values, Say("fr"))
    assert "1,234.5" in remarked("total", values, Say("en"))
    many = {"said": [f"R{number}" for number in range(8)], "found": 0}
    assert "R0, R1, R2, R3, R4 et 3 autres" in remarked("total", many, Say("fr"))


def test_what_the_template_shipped_calls_for_none(capstone: Capstone, monkeypatch: pytest.MonkeyPatch) -> None:
    capstone.commit({"a/budget.csv": BUDGET, "b/budget.csv": BUDGET})
    assert [one.path for one in capstone.remarks("total")] == ["a/budget.csv", "b/budget.csv"]
    monkeypatch.setattr("jalon.remarks._shipped", lambda facts: frozenset({"a/budget.csv"}))
    assert [one.path for one in capstone.remarks("total")] == ["b/budget.csv"]
