"""GitLab CI: stages, rules, extends, references, includes, manual and hidden jobs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.facts.conftest import Repository

from jalon.facts.inventory import inventory
from jalon.facts.model import Job, Pipeline
from jalon.facts.pipelines import pipelines

Read = Callable[..., Pipeline]
MakeJob = Callable[[str], Job]


@pytest.fixture
def read(repository: Repository) -> Read:
    def of(text: str, **files: str) -> Pipeline:
        snapshot = repository({".gitlab-ci.yml": text, **files})
        return next(item for item in pipelines(snapshot, inventory(snapshot)).items if item.path == ".gitlab-ci.yml")

    return of


@pytest.fixture
def job(read: Read) -> MakeJob:
    def of(text: str) -> Job:
        return read(f"x:\n  script: [pytest]\n{text}").jobs[0]

    return of


def test_a_pipeline_is_read_with_its_lines(read: Read) -> None:
    pipeline = read(
        """stages: [check, ship]

default:
  before_script:
    - pip install -r requirements.txt

.base:
  image: python:3.12

unit:
  extends: .base
  stage: check
  script:
    - cd api
    - pytest tests/unit

ship:
  stage: ship
  needs: [unit]
  environment: {name: production}
  script: [kubectl apply -f k8s]
  when: manual
"""
    )
    assert (pipeline.platform, pipeline.valid, pipeline.triggers) == ("gitlab", True, ("push", "tag"))
    unit, ship = pipeline.jobs
    assert (unit.name, unit.stage, unit.at.line) == ("unit", "check", 10)
    assert [(step.at.line, set(step.kinds), set(step.levels)) for step in unit.steps] == [
        (5, {"setup"}, set()),
        (14, set(), set()),
        (15, {"test"}, {"unit"}),
    ]
    assert (ship.needs, ship.environment, ship.manual, ship.approval) == (("unit",), "production", True, True)
    assert ship.gate


def test_a_hidden_job_never_runs(read: Read) -> None:
    pipeline = read(".tests:\n  script: [pytest]\nreal:\n  script: [echo ok]\n")
    assert [(job.name, job.disabled) for job in pipeline.jobs] == [(".tests", True), ("real", False)]


@pytest.mark.parametrize(
    ("rules", "triggers", "disabled", "manual"),
    [
        ("  rules:\n    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'\n", ("merge-request",), False, False),
        ("  rules:\n    - if: $CI_COMMIT_TAG\n", ("tag",), False, False),
        ("  rules:\n    - if: $CI_COMMIT_BRANCH == 'main'\n      when: manual\n", ("push",), False, True),
        ("  rules:\n    - when: never\n", (), True, False),
        ("  rules:\n    - if: $CI_PIPELINE_SOURCE == 'schedule'\n", ("schedule",), False, False),
        ("  only: [merge_requests, tags]\n", ("merge-request", "tag"), False, False),
        ("  only: {refs: [main]}\n", ("push",), False, False),
        ("  except: [tags]\n", ("push",), False, False),
        ("  when: never\n", ("push", "tag"), True, False),
        ("", ("push", "tag"), False, False),
    ],
)
def test_rules(job: MakeJob, rules: str, triggers: tuple[str, ...], disabled: bool, manual: bool) -> None:
    found = job(rules)
    assert (found.disabled, found.manual) == (disabled, manual)
    assert disabled or found.triggers == triggers


def test_the_rules_of_the_workflow_bound_those_of_the_jobs(read: Read) -> None:
    pipeline = read(
        "workflow:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'\n"
        "t:\n  script: [pytest]\n  rules:\n    - when: always\n"
    )
    assert pipeline.jobs[0].triggers == ("merge-request",)


@pytest.mark.parametrize(
    ("text", "may_fail"), [("  allow_failure: true\n", True), ("  allow_failure: false\n", False), ("", False)]
)
def test_a_job_may_be_allowed_to_fail(job: MakeJob, text: str, may_fail: bool) -> None:
    assert job(text).may_fail is may_fail


def test_references_and_anchors_are_followed_to_their_lines(read: Read) -> None:
    pipeline = read(
        ".setup:\n  script:\n    - npm ci\n.lint: &lint\n  stage: check\n"
        "t:\n  <<: *lint\n  script:\n    - !reference [.setup, script]\n    - npx vitest run\n"
    )
    job = next(job for job in pipeline.jobs if job.name == "t")
    assert job.stage == "check"
    assert [(step.at.line, set(step.kinds)) for step in job.steps] == [(3, {"setup"}), (10, {"test"})]


def test_local_includes_are_read_and_absent_ones_are_a_problem(read: Read) -> None:
    pipeline = read(
        "include:\n  - local: /ci/test.yml\n  - local: ci/absent.yml\n",
        **{"ci/test.yml": "t:\n  script: [pytest]\n"},
    )
    assert pipeline.valid
    assert "ci/absent.yml is included but does not exist" in pipeline.problems[0]


def test_every_job_is_found_in_the_file_that_writes_it(repository: Repository) -> None:
    snapshot = repository(
        {
            ".gitlab-ci.yml": "include: api/.gitlab-ci.yml\n.base:\n  script: [npm ci]\n\nroot:\n  script: [pytest]\n",
            "api/.gitlab-ci.yml": "\n\napi:\n  script:\n    - !reference [.base, script]\n    - go test ./...\n",
        }
    )
    root, api = pipelines(snapshot, inventory(snapshot)).items
    assert [(job.name, job.at.line) for job in root.jobs] == [(".base", 2), ("root", 5)]
    assert (api.path, api.valid, api.jobs[0].at.line) == ("api/.gitlab-ci.yml", True, 3)
    assert [(step.at.line, set(step.kinds)) for step in api.jobs[0].steps] == [(3, {"setup"}), (6, {"test"})]


def test_a_child_pipeline_is_reached_as_the_job_that_starts_it(repository: Repository) -> None:
    snapshot = repository(
        {
            ".gitlab-ci.yml": "web:\n  trigger: {include: ci/web.yml}\n  only: [merge_requests]\n",
            "ci/web.yml": "t:\n  script: [npx vitest run]\n",
        }
    )
    root, web = pipelines(snapshot, inventory(snapshot)).items
    assert (root.valid, web.valid, web.path) == (True, True, "ci/web.yml")
    assert (web.jobs[0].triggers, set(web.jobs[0].steps[0].kinds)) == (("merge-request",), {"test"})


def test_a_pipeline_in_a_sub_folder_that_nobody_includes_never_runs(repository: Repository) -> None:
    snapshot = repository({"api/.gitlab-ci.yml": "t:\n  script: [pytest]\n"})
    (pipeline,) = pipelines(snapshot, inventory(snapshot)).items
    assert not pipeline.valid


def test_included_templates_are_jobs(read: Read) -> None:
    pipeline = read(
        "include:\n  - template: Jobs/SAST.gitlab-ci.yml\n  - component: $CI_SERVER_FQDN/x/secret-detection@1\n"
    )
    assert [job.steps[0].kinds for job in pipeline.jobs] == [{"scan"}, {"secrets"}]


@pytest.mark.parametrize("text", ["stages: [a]\n", "- a\n", "a: [\n", "include: ci/self.yml\n"])
def test_a_file_without_a_job_runs_nothing(read: Read, text: str) -> None:
    pipeline = read(text, **{"ci/self.yml": "include: ci/self.yml\n"})
    assert not pipeline.valid
    assert pipeline.problems
