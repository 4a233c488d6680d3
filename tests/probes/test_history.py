"""What the history shows; unknown, never missing, when it cannot be read."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from jalon.facts.model import At, Commit, History, Table
from jalon.facts.prose import Prose
from jalon.probes.history import Activity, Revised, activity, revised
from tests.probes.conftest import UNKNOWN, commits, document, history, places, section, why, words

Read = Callable[..., Prose]
PLAN = "docs/risques.md"
WEEKLY = [f"2026-01-05 {PLAN}", f"2026-01-12 {PLAN} 1", f"2026-01-19 {PLAN}", f"2026-01-26 {PLAN} 1"]
REGISTER = [one.replace(PLAN, "suivi/risques.csv") for one in WEEKLY]


def merged(found: History) -> History:
    """The same history with its newest commit a merge."""
    first: Commit = msgspec.structs.replace(found.commits[0], parents=2)
    return msgspec.structs.replace(found, commits=(first, *found.commits[1:]))


@pytest.mark.parametrize(
    "wanted",
    [
        Activity(commits=4),
        Activity(authors=2),
        Activity(days=4),
        Activity(merges=1),
        Activity(tags=1),
        Activity(regular=0.9),
        Activity(conventional=0.9),
        Activity(commits=4, authors=2, days=4),
    ],
)
def test_a_figure_that_is_reached_is_met(wanted: Activity) -> None:
    found = msgspec.structs.replace(merged(history(*WEEKLY)), tags=(("v1.0", None),))
    assert activity(found, wanted).outcome == "met"


def test_the_evidence_is_the_last_and_the_first_commit() -> None:
    finding = activity(history(*WEEKLY), Activity(commits=4))
    assert [one.at.commit[-1] for one in finding.evidence if one.at.commit] == ["3", "0"]


def test_the_evidence_is_the_best_told_of_each_half() -> None:
    subjects = ("n", "feat: undo a wrong reading", "feat: x", "Add files via upload", "fix: keep every loan", "n")
    found = history(*(f"2026-01-{day:02} {PLAN}" for day in range(1, 7)))
    told = tuple(msgspec.structs.replace(one, subject=said) for one, said in zip(found.commits, subjects, strict=True))
    finding = activity(msgspec.structs.replace(found, commits=told), Activity(commits=6))
    assert [one.excerpt for one in finding.evidence] == ["feat: undo a wrong reading", "fix: keep every loan"]


def test_half_of_every_figure_is_partial_and_less_is_missing() -> None:
    half = activity(history(*WEEKLY), Activity(commits=8, authors=2))
    assert (half.outcome, *why(half, "low")) == ("partial", "activity", ["commits"])
    assert why(half, "measured", "wanted")[1:] == ({"commits": 4, "authors": 2}, {"commits": 8, "authors": 2})
    assert activity(history(*WEEKLY), Activity(commits=8, authors=5)).outcome == "missing"
    assert activity(history(*WEEKLY), Activity(merges=1)).outcome == "missing"


def test_robots_are_not_the_team() -> None:
    found = msgspec.structs.replace(history(*WEEKLY), bots=frozenset({1}))
    assert activity(found, Activity(authors=2)).outcome == "partial"
    assert activity(found, Activity(commits=3)).outcome == "partial"


def test_no_history_is_unknown() -> None:
    finding = activity(UNKNOWN, Activity(commits=1))
    assert (finding.outcome, *why(finding)) == ("unknown", "no-history")


def test_a_cut_history_is_unknown_only_when_what_is_left_does_not_suffice() -> None:
    found = history(*WEEKLY, shallow=True)
    assert activity(found, Activity(commits=4)).outcome == "met"
    finding = activity(found, Activity(commits=40))
    assert finding.outcome == "unknown"
    assert why(finding) == ("shallow-history",)


RISKS = Revised(topics=("risk",), days=3)


def test_a_document_that_changed_on_several_days_is_met(read: Read) -> None:
    finding = revised(read(document(PLAN, section("Plan", words(40)))), history(*WEEKLY), RISKS)
    assert finding.outcome == "met"
    assert {*places(finding)} == {PLAN}
    assert all(one.at != At() for one in finding.evidence)


def test_one_day_short_is_partial_and_one_day_only_is_missing(read: Read) -> None:
    prose = read(document(PLAN, section("Plan", words(40))))
    almost, once = (revised(prose, history(*WEEKLY[:n]), RISKS) for n in (2, 1))
    assert (almost.outcome, once.outcome) == ("partial", "missing")
    assert why(almost, "found", "wanted") == ("revised", 2, 3)


def test_several_commits_of_one_day_are_one_day(read: Read) -> None:
    same = [f"2026-01-05 {PLAN}"] * 5
    assert revised(read(document(PLAN, section("Plan", words(40)))), history(*same), RISKS).outcome == "missing"


def test_another_document_that_lives_proves_nothing(read: Read) -> None:
    prose = read(document("docs/notes.md", section("Plan", words(40))))
    finding = revised(prose, history(*(one.replace(PLAN, "docs/notes.md") for one in WEEKLY)), RISKS)
    assert (finding.outcome, *why(finding)) == ("missing", "revised-none")


def test_a_register_that_changed_counts(read: Read) -> None:
    table = Table(("Risque", "Parade"), (("Perte de la base", "Sauvegarde chaque nuit"),))
    prose = read(document("suivi/risques.csv", section("", tables=[table]), form="csv"))
    assert revised(prose, history(*REGISTER), RISKS).outcome == "met"


def test_text_of_the_template_that_was_only_moved_or_updated_earns_nothing(
    read: Read, ship: Callable[..., None]
) -> None:
    text, row = words(40), ("Exemple de risque", "Exemple de parade")
    ship(text, " ".join(row))
    prose = read(
        document(PLAN, section("Plan", text)),
        document("suivi/risques.csv", section("", tables=[Table(("Risque", "Parade"), (row,))]), form="csv"),
    )
    lived = history(*WEEKLY, *REGISTER)
    assert revised(prose, lived, RISKS).outcome == "missing"


def test_no_history_or_a_cut_one_leaves_the_question_open(read: Read) -> None:
    prose = read(document(PLAN, section("Plan", words(40))))
    cut = History(known=True, shallow=True, commits=commits(*WEEKLY[:1]))
    assert revised(prose, UNKNOWN, RISKS).outcome == "unknown"
    assert revised(prose, cut, RISKS).outcome == "unknown"
    assert revised(prose, history(*WEEKLY, shallow=True), RISKS).outcome == "met"


def test_as_many_days_as_asked_for_settle_it_even_in_a_cut_history(read: Read) -> None:
    prose = read(document(PLAN, section("Plan", words(40))))
    assert revised(prose, history(*WEEKLY[:3], shallow=True), RISKS).outcome == "met"
    assert revised(prose, history(*WEEKLY[:2], shallow=True), RISKS).outcome == "unknown"
    assert revised(prose, history(*WEEKLY[:1]), Revised(topics=("risk",), days=1)).outcome == "met"


def test_a_history_of_one_commit_is_its_own_evidence() -> None:
    finding = activity(history(*WEEKLY[:1]), Activity(commits=1))
    assert [one.excerpt for one in finding.evidence] == [f"docs: {PLAN}"]
