"""`jalon verify`: a report is made again and compared; the report itself is not trusted."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import git
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.verifying import MOST_BYTES, NotAReport, read_report
from tests.cli.conftest import FILES_OF_A_PROJECT, Make, Ran, Run, commit

Tamper = Callable[[dict[str, Any]], None]


@pytest.fixture
def checked(run: Run, small: Path, tmp_path: Path) -> Callable[..., Path]:
    """The JSON report of some repositories, in a file."""

    def made(*words: object) -> Path:
        there = tmp_path / "report.json"
        assert run("check", *words, "--checklist", small, "--format", f"json:{there}").code == 0
        return there

    return made


@pytest.fixture
def verified(run: Run, small: Path) -> Callable[..., Ran]:
    def ran(*words: object, language: str = "en") -> Ran:
        return run("verify", *words, "--checklist", small, "--lang", language)

    return ran


def changed(report: Path, tamper: Tamper) -> Path:
    data = json.loads(report.read_text(encoding="utf-8"))
    tamper(data)
    report.write_text(json.dumps(data), encoding="utf-8")
    return report


def test_a_report_that_still_holds(make: Make, checked: Any, verified: Any) -> None:
    folder = make()
    report = checked(folder)
    ran = verified(report, folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Report verified: the same result was computed again (completeness 100%; capstone ")
    assert verified(report, folder, language="fr").out.startswith("Rapport vérifié : le même résultat")


def test_by_default_the_same_repository_gives_the_same_bytes(run: Run, make: Make, small: Path) -> None:
    folder = make()
    first, second = (run("check", folder, "--checklist", small, "--format", "json").out for _ in range(2))
    assert first == second
    assert str(folder.parent) not in first, "nothing of the machine is in a report"


def test_the_moment_of_the_audit_is_written_only_when_it_is_given(make: Make, checked: Any, verified: Any) -> None:
    folder = make()
    report = checked(folder, "--audited-at", "2026-11-20T18:00+01:00")
    assert json.loads(report.read_text(encoding="utf-8"))["asked"]["when"] == "2026-11-20T18:00:00+01:00"
    assert verified(report, folder).code == 0


@pytest.mark.parametrize(
    "words", [(), ("--not-applicable", "B1-1.b"), ("--blocks", "B1"), ("--authors",), ("--lang", "en")]
)
def test_what_was_asked_is_asked_again(make: Make, checked: Any, verified: Any, words: tuple[str, ...]) -> None:
    folder = make()
    assert verified(checked(folder, *words), folder, language="fr").code == 0


def test_a_report_is_verified_at_its_commit_when_the_student_went_on(make: Make, checked: Any, verified: Any) -> None:
    folder = make()
    report = checked(folder)
    commit(folder, {"docs/plan.md": "# Plan\n"}, "docs: empty the plan", "2026-02-01T09:00:00")
    (folder / "new.md").write_text("# Nouveau\n", encoding="utf-8")
    assert verified(report, folder).code == 0


def test_a_report_of_a_date_is_verified_at_the_commit_of_that_date(make: Make, checked: Any, verified: Any) -> None:
    folder = make()
    report = checked(folder, "--at", "2026-01-31")
    commit(folder, {"docs/plan.md": "# Plan\n"}, "docs: back-dated", "2026-01-20T09:00:00")
    assert verified(report, folder).code == 0


def test_a_date_that_its_commit_is_younger_than_is_told(make: Make, checked: Any, verified: Any) -> None:
    folder = make()
    report = changed(checked(folder), lambda data: data["asked"].update(at="2025-12-31"))
    ran = verified(report, folder)
    assert ran.code == 1
    assert "asked at: 2025-12-31 → 2026-01-05T09:00:00" in ran.out


def test_a_clone_of_one_branch_and_no_tag_tells_the_same(
    make: Make, checked: Any, verified: Any, tmp_path: Path
) -> None:
    folder = make()
    with git.Repo(folder) as repository:
        repository.git.switch("--quiet", "--create", "feature/docs")
        commit(
            folder,
            {"docs/etude.md": "# Étude\n\nUne étude sur une autre branche.\n"},
            "docs: study",
            "2026-01-06T09:00:00",
        )
        repository.git.switch("--quiet", "main")
    report = checked(folder)
    kinds = {one["kind"] for one in json.loads(report.read_text(encoding="utf-8"))["remarks"]}
    assert "other-branch" in kinds
    clone = tmp_path / "clone"
    git.Repo.clone_from(f"file://{folder}", str(clone), single_branch=True, no_tags=True, branch="main").close()
    ran = verified(report, clone)
    assert (ran.code, ran.err) == (0, "")


def test_a_history_that_was_rewritten_is_told(make: Make, checked: Any, verified: Any) -> None:
    report = checked(make())
    other = make({"README.md": "# Rien\n"}, "other")
    ran = verified(report, other)
    assert ran.code == 1
    assert "Commit judged (not found, or another one):" in ran.out
    assert "B1-1: met → missing" in ran.out
    assert "summary score: 1 → 0" in ran.out
    assert "Evidence of the report that is no longer found:\n  - B1-1.a: docs/plan.md:1" in ran.out


def test_uncommitted_changes_can_be_compared(make: Make, checked: Any, verified: Any) -> None:
    folder = make()
    draft = folder / "draft.md"
    draft.write_text("# Brouillon\n", encoding="utf-8")
    report = checked(folder)
    assert verified(report, folder).code == 0
    draft.write_text("# Autre\n", encoding="utf-8")
    ran = verified(report, folder)
    assert ran.code == 1
    assert "was judged with uncommitted changes that are no longer the same" in ran.out


def test_several_repositories_are_verified_together_and_in_order(
    make: Make, checked: Any, verified: Any, tmp_path: Path
) -> None:
    first, second = make({"README.md": "# Rien\n"}, "first"), make(FILES_OF_A_PROJECT, "second")
    report = checked(first, second)
    assert verified(report, first, second).code == 0
    assert verified(report, second, first).code == 1
    ran = verified(report, first)
    assert (ran.code, ran.out) == (2, "")
    assert "first, second" in ran.err
    second.rename(tmp_path / "moved")
    assert verified(report, first, tmp_path / "moved").code == 0, "a folder's name on this disk is nobody's evidence"


# --- a report that somebody changed ---


def at_requirement(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["blocks"][0]["competencies"][0]["requirements"][0]
    return found


TAMPERED: dict[str, tuple[Tamper, str]] = {
    "score": (lambda data: data["summary"].update(score=0.5), "summary score: 0.5 → 1"),
    "verdict": (lambda data: data["blocks"][0]["competencies"][0].update(verdict="partial"), "B1-1: partial → met"),
    "outcome": (lambda data: at_requirement(data).update(outcome="missing"), "B1-1.a: missing → met"),
    "evidence taken out": (
        lambda data: at_requirement(data)["evidence"].clear(),
        "Evidence that the report does not have:\n  - B1-1.a: docs/plan.md:1",
    ),
    "evidence put in": (
        lambda data: at_requirement(data)["evidence"].append({"path": "made/up.md", "probe": "section"}),
        "no longer found:\n  - B1-1.a: made/up.md",
    ),
    "excerpt": (
        lambda data: at_requirement(data)["evidence"][0].update(excerpt="Un plan parfait."),
        "Evidence that has changed:\n  - B1-1.a: docs/plan.md:1  Un plan parfait.",
    ),
    "deliverable": (lambda data: data["deliverables"][0].update(state="met"), "roadmap state: met → missing"),
    "version": (lambda data: data["tool"].update(version="9.9"), "differences may come from that"),
    "checklist": (lambda data: data["checklist"].update(sha256="0" * 64), "differences may come from that"),
    "something nobody wrote": (lambda data: data.update(signed="by the jury"), "signed: by the jury → nothing"),
    "another commit": (
        lambda data: data["repositories"][0].update(commit="0" * 40), "Commit judged (not found, or another one):"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_a_change_of_hand_is_told(make: Make, checked: Any, verified: Any, name: str) -> None:
    tamper, said = TAMPERED[name]
    folder = make()
    ran = verified(changed(checked(folder), tamper), folder)
    assert ran.code == 1
    assert said in ran.out


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is not correct JSON"),
    "binary": (b"\xff\xfe\x00{", "is not correct JSON"),
    "cut": (b'{"schema": "jalon-report/1", ', "is not correct JSON"),
    "not a number": (b'{"schema": "jalon-report/1", "x": NaN}', "NaN is no number"),
    "a key twice": (b'{"schema": "jalon-report/1", "schema": "jalon-report/1"}', "a key stands twice"),
    "too deep": (b"[" * 100_000, "is not correct JSON"),
    "deep": (b'{"schema": "jalon-report/1", "x": ' + b"[" * 200 + b"]" * 200 + b"}", "too deep"),
    "a figure without end": (b'{"schema": ' + b"9" * 10_000 + b"}", "is not correct JSON"),
    "a list": (b"[]", "is not a jalon-report/1 report"),
    "another schema": (b'{"schema": "jalon-report/2"}', "is not a jalon-report/1 report (“jalon-report/2”)"),
    "a wrong shape": (b'{"schema": "jalon-report/1"}', "does not have the shape of a report"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_report_is_one_line(verified: Any, tmp_path: Path, name: str) -> None:
    data, said = BROKEN[name]
    (tmp_path / "r.json").write_bytes(data)
    ran = verified(tmp_path / "r.json", tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_a_report_too_large_is_not_read_whole(verified: Any, tmp_path: Path) -> None:
    with (tmp_path / "r.json").open("wb") as file:
        file.truncate(MOST_BYTES * 100)  # sparse: no disk, no memory
    assert "too large" in verified(tmp_path / "r.json", tmp_path).err


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
@pytest.mark.parametrize("name", ["fifo", "folder", "nothing", "/dev/zero"])
def test_a_special_file_is_no_report(verified: Any, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    ran = verified(tmp_path / name, tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda data: data.update(language="xx"),
        lambda data: data["repositories"][0].update(commit="HEAD; rm -rf ."),
        lambda data: data["repositories"][0].update(commit="--output=x"),
        lambda data: data.update(summary=[]),
        lambda data: data.update(blocks=3),
    ],
)
def test_values_that_no_report_has_are_refused(make: Make, checked: Any, verified: Any, tamper: Tamper) -> None:
    folder = make()
    ran = verified(changed(checked(folder), tamper), folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_a_checklist_that_is_not_ours_must_be_given(run: Run, make: Make, checked: Any) -> None:
    folder = make()
    ran = run("verify", checked(folder), folder, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "give its folder with --checklist" in ran.err


def test_no_path_of_a_report_is_opened(make: Make, checked: Any, verified: Any, tmp_path: Path) -> None:
    """A checklist named by a path, a repository named by a path: both are names, compared and never opened."""
    folder = make()

    def tamper(data: dict[str, Any]) -> None:
        data["repositories"][0]["path"] = str(tmp_path / "fifo")
        at_requirement(data)["evidence"][0]["path"] = "../../fifo"

    os.mkfifo(tmp_path / "fifo")  # whoever opens it waits for ever
    assert verified(changed(checked(folder), tamper), folder).code == 1


def test_what_a_report_says_is_shown_and_never_obeyed(make: Make, checked: Any, verified: Any) -> None:
    def tamper(data: dict[str, Any]) -> None:
        data["\x1b]0;owned\x07\u202e"] = "\x1b[31m\x9b"
        at_requirement(data)["evidence"][0]["excerpt"] = "\x1b[2J\r\n\u2028x"

    folder = make()
    ran = verified(changed(checked(folder), tamper), folder)
    assert ran.code == 1
    shown = ran.out.replace("\n", "")
    assert {one for one in shown if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")} == set()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["schema", "blocks", "language", "x"]), inner, max_size=3), max_leaves=12,
).map(lambda data: json.dumps(data).encode()))  # fmt: skip
def test_any_bytes_are_a_report_or_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r.json").write_bytes(data)
    with pytest.raises(NotAReport):
        read_report(tmp_path / "r.json")
