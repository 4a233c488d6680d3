"""What a pipeline does on its own: steps of jobs that can run, in files that are valid."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from jalon.facts.model import At, Job, Pipeline, Pipelines, Step
from jalon.facts.scaffold import Scaffold
from jalon.probes import Finding
from jalon.probes.pipeline import Does, Gate, Platform, gate, pipeline, platform
from tests.probes.conftest import BARE, places, scaffolded, why

CI = ".github/workflows/ci.yml"
OWN = "api/loans.py"
TEST = Step("Tests", ("pytest",), kinds=frozenset({"test"}), levels=frozenset({"unit"}), at=At(line=14))
LINT = Step("Lint", ("ruff check",), kinds=frozenset({"lint"}), at=At(line=12))
DEPLOY = Step("", ("kubectl apply -f ops/",), kinds=frozenset({"deploy"}), at=At(line=30))


def file(*jobs: Job, path: str = CI, triggers: tuple[str, ...] = ("push",), **more: Any) -> Pipelines:
    return Pipelines((Pipeline(path, "github", "ci", triggers, jobs, **more),))


def ask(found: Pipelines, scaffold: Scaffold = BARE, **wanted: Any) -> Finding:
    return pipeline(found, scaffold, Does(**wanted))


def test_all_the_steps_asked_for_are_met_each_with_its_line() -> None:
    finding = ask(file(Job("build", (LINT, TEST))), does=("lint", "test"))
    assert finding.outcome == "met"
    assert [(one.path, one.at.line, one.excerpt) for one in finding.evidence] == [(CI, 12, "Lint"), (CI, 14, "Tests")]


def test_steps_may_be_spread_over_jobs_and_files() -> None:
    both = Pipelines(file(Job("lint", (LINT,))).items + file(Job("test", (TEST,)), path=".gitlab-ci.yml").items)
    assert ask(both, does=("lint", "test")).outcome == "met"


def test_some_of_the_steps_are_partial_and_what_lacks_is_said() -> None:
    finding = ask(file(Job("build", (TEST,))), does=("test", "deploy"))
    assert (finding.outcome, *why(finding, "missing")) == ("partial", "pipeline", ["deploy"])


def test_any_of_several_steps_may_be_enough() -> None:
    assert ask(file(Job("build", (TEST,))), any_of=("scan", "test")).outcome == "met"
    assert ask(file(Job("build", (LINT,))), any_of=("scan", "test")).outcome == "missing"


def test_no_pipeline_at_all_is_missing() -> None:
    finding = ask(Pipelines(), does=("test",))
    assert (finding.outcome, *why(finding)) == ("missing", "no-pipeline")


@pytest.mark.parametrize(
    "found",
    [
        file(Job("build", (TEST,), disabled=True)),
        file(Job("build", (msgspec.structs.replace(TEST, disabled=True),))),
        file(Job("build", (TEST,)), valid=False),
        file(Job("build", (Step("Tests", ("echo tests passed",)),))),
    ],
    ids=["disabled job", "disabled step", "invalid file", "a step that does nothing"],
)
def test_what_never_runs_is_absent(found: Pipelines) -> None:
    assert ask(found, does=("test",)).outcome == "missing"


def test_triggers_are_those_of_the_job_or_else_of_the_file() -> None:
    nightly = file(Job("build", (TEST,)), triggers=("schedule",))
    assert ask(nightly, does=("test",), on=("push", "merge-request")).outcome == "missing"
    assert ask(nightly, does=("test",), on=("schedule",)).outcome == "met"
    narrowed = file(Job("build", (TEST,), triggers=("tag",)), triggers=("push", "tag"))
    assert ask(narrowed, does=("test",), on=("push",)).outcome == "missing"


@pytest.mark.parametrize("job", [Job("go", (DEPLOY,), manual=True), Job("go", (DEPLOY,), triggers=("manual",))])
def test_what_a_person_starts_is_not_automatic(job: Job) -> None:
    assert ask(file(job), does=("deploy",), automatic=True).outcome == "missing"
    assert ask(file(job), does=("deploy",)).outcome == "met"


@pytest.mark.parametrize(
    "job", [Job("go", (TEST,), may_fail=True), Job("go", (msgspec.structs.replace(TEST, may_fail=True),))]
)
def test_a_step_whose_failure_is_ignored_blocks_nothing(job: Job) -> None:
    assert ask(file(job), does=("test",), blocking=True).outcome == "missing"
    assert ask(file(job), does=("test",)).outcome == "met"


def test_the_level_of_the_tests_may_be_asked_for() -> None:
    assert ask(file(Job("build", (TEST,))), does=("test",), levels=("unit", "integration")).outcome == "met"
    assert ask(file(Job("build", (TEST,))), does=("test",), levels=("end-to-end",)).outcome == "missing"


def test_the_excerpt_of_a_nameless_step_is_its_command() -> None:
    assert ask(file(Job("go", (DEPLOY,))), does=("deploy",)).evidence[0].excerpt == "kubectl apply -f ops/"


def test_the_pipeline_of_the_template_counts_once_it_acts_on_own_code_and_cites_both() -> None:
    found = file(Job("build", (LINT, TEST)))
    untouched = ask(found, scaffolded(CI), does=("test",))
    acting = ask(found, scaffolded(CI, acts=OWN), does=("test",))
    assert (untouched.outcome, untouched.evidence) == ("missing", ())
    assert (acting.outcome, places(acting)) == ("met", [CI, OWN])


def test_a_pipeline_of_ones_own_in_a_scaffold_cites_itself_alone() -> None:
    found = file(Job("build", (TEST,)), path=".gitlab-ci.yml")
    finding = ask(found, scaffolded(CI, acts=OWN), does=("test",))
    assert (finding.outcome, places(finding)) == ("met", [".gitlab-ci.yml"])


def test_an_approval_before_a_job_is_a_gate() -> None:
    finding = gate(file(Job("production", (DEPLOY,), approval=True, at=At(line=25))), BARE, Gate())
    assert finding.outcome == "met"
    assert [(one.at.line, one.excerpt) for one in finding.evidence] == [(25, "production")]


@pytest.mark.parametrize(
    "found",
    [
        Pipelines(),
        file(Job("production", (DEPLOY,))),
        file(Job("production", (DEPLOY,), approval=True, disabled=True)),
        file(Job("production", (DEPLOY,), approval=True), valid=False),
    ],
)
def test_no_approval_that_can_happen_is_missing(found: Pipelines) -> None:
    finding = gate(found, BARE, Gate())
    assert (finding.outcome, *why(finding)) == ("missing", "gate")


def test_an_explicit_gate_is_written_in_the_file() -> None:
    named, written = Job("a", (DEPLOY,), approval=True), Job("b", (DEPLOY,), approval=True, gate=True)
    assert gate(file(named), BARE, Gate(explicit=True)).outcome == "missing"
    assert gate(file(written), BARE, Gate(explicit=True)).outcome == "met"


def test_the_gate_of_the_template_guards_something_once_there_is_own_code() -> None:
    found = file(Job("production", (DEPLOY,), approval=True))
    assert gate(found, scaffolded(CI), Gate()).outcome == "missing"
    assert places(gate(found, scaffolded(CI, acts=OWN), Gate())) == [CI, OWN]


def test_any_platform_counts_and_the_evidence_says_which() -> None:
    jobs = (Job("build", (TEST,)),)
    two = Pipelines((Pipeline(CI, "github", jobs=jobs), Pipeline("Jenkinsfile", "jenkins", jobs=jobs)))
    finding = platform(two, BARE, Platform())
    assert finding.outcome == "met"
    assert {(one.path, one.excerpt) for one in finding.evidence} == {(CI, "github"), ("Jenkinsfile", "jenkins")}


@pytest.mark.parametrize("found", [Pipelines(), file(), file(Job("build", ())), file(Job("b", (TEST,)), valid=False)])
def test_a_file_without_a_job_that_runs_is_no_platform(found: Pipelines) -> None:
    assert platform(found, BARE, Platform()).outcome == "missing"


def test_the_platform_of_the_template_follows_the_same_rule() -> None:
    found = file(Job("build", (TEST,)))
    assert platform(found, scaffolded(CI), Platform()).outcome == "missing"
    assert places(platform(found, scaffolded(CI, acts=OWN), Platform())) == [CI, OWN]
