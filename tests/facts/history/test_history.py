from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts.history.builders import MONDAY, Door, commit

from jalon.facts.history import (
    active_days,
    cadence,
    changes_of,
    commits_by_author,
    conventional_share,
    history,
    is_bot,
    is_conventional,
    merge_requests,
    merges,
    pseudonyms,
    span,
    svn_history,
)
from jalon.facts.model import History, Inventory


def read(*commits: Any, **door: Any) -> History:
    return history(Door(commits, **door), Inventory(tuple(door.get("content", ()))))  # type: ignore[arg-type]


def test_what_git_tells() -> None:
    found = read(commit(0, paths=("a.py",)), commit(1, "Bo", "bo@example.org", "wip", ("b.py", "a.py")))
    assert found.known
    assert not found.shallow
    assert [(one.author, one.subject) for one in found.commits] == [(1, "wip"), (0, "feat: page")]
    assert found.people == (("Ada Exemple", "ada@example.org"), ("Bo", "bo@example.org"))
    assert found.tags == (("v1.0.0", date(2026, 2, 1)), ("old", None)), "a tag of another branch never counts"
    assert found.branches == ("main", "origin/main")
    assert found.kind == "git"


def test_commits_that_only_count_stop_counting_and_cost_the_others_nothing() -> None:
    parts = [commit(day, subject=f"part {day}") for day in range(200)]
    counted = [len(read(*parts[:most], commit(300, subject="feat: page")).commits) for most in (6, 7, 8, 200)]
    assert counted == [7, 8, 8, 8], "one more commit never makes a history shorter"


def test_without_history_nothing_is_known() -> None:
    assert read(history_problem="none") == History(known=False)
    assert read(history_problem="none", shallow=True).shallow


def test_a_repository_without_a_commit_is_known_and_empty() -> None:
    assert read() == History(known=True)


def test_a_history_that_misses_commits_is_cut() -> None:
    assert read(commit(0), history_problem="incomplete").shallow
    assert read(commit(0), shallow=True).shallow


@pytest.mark.parametrize(
    ("identities", "people"),
    [
        ([("Ada", "a@x.org"), ("ada ", "b@x.org"), ("A. Exemple", "B@x.org")], 1),
        ([("Ada", "a@x.org"), ("Bo", "b@x.org")], 2),
        ([("root", "root@one"), ("root", "root@two")], 2),
        ([("Ada", "noreply@github.com"), ("Bo", "noreply@github.com")], 2),
        ([("Ada", "a@x.org"), ("renovate[bot]", "a@x.org")], 2),
        ([("", ""), ("", "")], 1),
    ],
)
def test_identities_merge_on_the_same_name_or_address_alone(identities: list[tuple[str, str]], people: int) -> None:
    index, found = pseudonyms(identities)
    assert len(found) == people
    assert set(index) == set(identities)


def test_people_are_numbered_by_their_first_commit() -> None:
    found = read(commit(0, "Bo", "bo@x.org"), commit(1), commit(2, "Bo B.", "bo@x.org"))
    assert [one.author for one in reversed(found.commits)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("name", "address", "robot"),
    [
        ("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com", True),
        ("renovate", "bot@example.org", True),
        ("github-actions", "github-actions@github.com", True),
        ("semantic-release-bot", "release@example.org", True),
        ("StepSecurity Bot", "bot@example.org", True),
        ("Abbot Martin", "abbot@example.org", False),
        ("Jenkinson", "j@example.org", False),
        ("Talbot", "talbot@example.org", False),
    ],
)
def test_robots(name: str, address: str, robot: bool) -> None:
    assert is_bot(name, address) is robot


def test_helpers_speak_of_people() -> None:
    robot = ("dependabot[bot]", "x@y.z")
    found = read(
        commit(0),
        commit(1, subject="Merge branch 'x'", parents=2),
        commit(7, subject="correction"),
        commit(21, subject="fix(api): total"),
        commit(60, *robot, subject="bump"),
    )
    assert span(found) == (MONDAY, MONDAY + timedelta(days=21))
    assert active_days(found) == 4
    assert cadence(found) == pytest.approx(3 / 4)  # three of four weeks
    assert len(merges(found)) == 1
    assert conventional_share(found) == pytest.approx(2 / 3)
    assert commits_by_author(found) == {0: 3}


def test_helpers_without_commits() -> None:
    nothing = History(known=False)
    assert (span(nothing), active_days(nothing), cadence(nothing), merges(nothing)) == (None, 0, 0.0, ())
    assert conventional_share(nothing) == 0.0


def test_merge_requests_merged_or_squashed() -> None:
    found = read(
        commit(0, subject="Merge pull request #3 from x/y", parents=2),
        commit(1, subject="feat: page (#12)"),
        commit(2, subject="Merge branch 'main' of host", parents=2),
        commit(3, subject="see (#12) later"),
        commit(4, subject="Merge pull request #9", parents=1),
    )
    assert [one.subject[:8] for one in merge_requests(found)] == ["Merge br", "feat: pa", "Merge pu"]


def test_changes_of_a_file_and_of_a_folder() -> None:
    found = read(commit(0, paths=("docs/risks.csv",)), commit(1, paths=("docs/a/b.md",)), commit(2, paths=("docs2/x",)))
    assert [one.when for one in changes_of(found, "docs/risks.csv")] == [MONDAY]
    assert len(changes_of(found, "docs/")) == 2
    assert changes_of(found, "docs") == ()


@pytest.mark.parametrize(
    ("subject", "conventional"),
    [
        ("feat: page", True),
        ("fix(api)!: total", True),
        ("Docs: guide", True),
        ("✨ feat(ui): page", True),
        (":bug: fix: total", True),
        ("feat:page", False),
        ("feature: page", False),
        ("Update README", False),
        ("", False),
    ],
)
def test_conventional_commits(subject: str, conventional: bool) -> None:
    assert is_conventional(subject) is conventional


SVN = b"""<?xml version="1.0" encoding="UTF-8"?>
<log>
<logentry revision="3"><author>ada</author><date>2026-01-07T10:00:00.000000Z</date>
<paths><path action="A" kind="dir">/tags/1.0</path></paths><msg>Version 1.0</msg></logentry>
<logentry revision="2"><author>bo</author><date>2026-01-06T10:00:00.000000Z</date>
<paths><path action="M">/trunk/src/a.py</path><path action="A">/branches/essai/src/b.py</path></paths>
<msg>Corrige
le total</msg></logentry>
<logentry revision="1"><author>ada</author><date>2026-01-05T10:00:00.000000Z</date><msg></msg></logentry>
</log>"""


def test_an_exported_subversion_log() -> None:
    found = read(content={"preuves/svn-log.xml": SVN})
    assert (found.known, found.kind) == (True, "svn")
    assert [(one.id, one.author, one.subject) for one in found.commits] == [
        ("r3", 0, "Version 1.0"),
        ("r2", 1, "Corrige"),
        ("r1", 0, ""),
    ]
    assert found.commits[1].paths == ("src/a.py", "branches/essai/src/b.py")
    assert (found.tags, found.branches) == ((("1.0", date(2026, 1, 7)),), ("essai",))
    assert changes_of(found, "src/a.py") == (found.commits[1],)


def test_git_goes_before_an_export() -> None:
    assert read(commit(0), content={"svn-log.xml": SVN}).kind == "git"


@pytest.mark.parametrize(
    "data",
    [
        b"<log></log>",
        b"<log><logentry revision='1'><date>never</date></logentry></log>",
        b"<settings><log>x</log></settings>",
        b"<log><logentry",
        b'<!DOCTYPE log [<!ENTITY a "b">]><log><logentry revision="1"><date>2026-01-05</date></logentry></log>',
        b"<log>" + b"<a>" * 5_000,
        b"",
    ],
)
def test_what_is_no_log(data: bytes) -> None:
    assert svn_history(data) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_history_or_nothing(data: bytes) -> None:
    found = svn_history(b"<log>" + data)
    assert found is None or found.kind == "svn"


@given(st.lists(st.tuples(st.sampled_from(["Ada", "Bo", "", "root", "x[bot]"]), st.sampled_from(["a@x", "b@x", ""]))))
def test_any_identities_are_numbered_without_a_gap(identities: list[tuple[str, str]]) -> None:
    index, people = pseudonyms(identities)
    assert sorted(set(index.values())) == list(range(len(people)))
