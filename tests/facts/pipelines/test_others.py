"""CircleCI and Azure Pipelines, and what every platform shares."""

from __future__ import annotations

import pytest

from jalon.facts.inventory import inventory
from jalon.facts.pipelines import pipelines


@pytest.fixture
def read(repository):
    def of(files):
        snapshot = repository(files)
        return pipelines(snapshot, inventory(snapshot)).items

    return of


CIRCLE = """version: 2.1
orbs:
  node: circleci/node@6
commands:
  check:
    steps:
      - run: pytest
jobs:
  test:
    docker: [{image: "cimg/python:3.12"}]
    steps:
      - checkout
      - run:
          name: Unit
          command: pytest tests/unit
      - check
  forgotten:
    steps: [run: pytest]
  deploy:
    steps:
      - run: ssh me@example.org deploy
workflows:
  main:
    jobs:
      - test
      - node/test
      - hold:
          type: approval
          requires: [test]
      - deploy:
          requires: [hold]
          filters: {tags: {only: /^v.*/}, branches: {ignore: /.*/}}
"""


def test_circleci(read):
    (pipeline,) = read({".circleci/config.yml": CIRCLE})
    jobs = {job.name: job for job in pipeline.jobs}
    assert (pipeline.platform, pipeline.valid, pipeline.triggers) == ("circleci", True, ("push", "tag"))
    assert [(step.at.line, step.kinds) for step in jobs["test"].steps] == [
        (12, {"checkout"}),
        (13, {"test"}),
        (7, {"test"}),
    ]
    assert jobs["test"].steps[1].levels == {"unit"}
    assert jobs["node/test"].steps[0].kinds == {"test"}
    assert jobs["forgotten"].disabled
    assert (jobs["hold"].manual, jobs["hold"].approval) == (True, True)
    assert (jobs["deploy"].approval, jobs["deploy"].triggers, jobs["deploy"].needs) == (True, ("tag",), ("hold",))
    assert jobs["deploy"].steps[0].kinds == {"deploy"}


AZURE = """trigger: {branches: {include: [main]}}
pr: [main]
stages:
  - stage: Build
    jobs:
      - job: Tests
        steps:
          - task: UsePythonVersion@0
          - script: pytest
            displayName: Unit tests
          - template: ci/audit.yml
          - bash: pytest
            condition: false
  - stage: Ship
    jobs:
      - deployment: Web
        environment: production
        strategy:
          runOnce:
            deploy:
              steps:
                - task: AzureWebApp@1
"""


def test_azure(read):
    (pipeline,) = read({"azure-pipelines.yml": AZURE, "ci/audit.yml": "steps:\n  - script: pip-audit\n"})
    tests, web = pipeline.jobs
    assert (pipeline.platform, pipeline.triggers) == ("azure", ("push", "merge-request"))
    assert [step.kinds for step in tests.steps] == [{"setup"}, {"test"}, {"scan"}, {"test"}]
    assert [step.disabled for step in tests.steps] == [False, False, False, True]
    assert (tests.steps[1].name, tests.steps[1].at.line) == ("Unit tests", 9)
    assert (web.stage, web.environment, web.approval, web.steps[0].kinds) == ("Ship", "production", True, {"deploy"})


@pytest.mark.parametrize(
    ("task", "kinds"),
    [
        ("Maven@4\n    inputs: {goals: verify}", {"build", "test"}),
        ("Docker@2\n    inputs: {command: buildAndPush}", {"image", "publish"}),
        ("DotNetCoreCLI@2\n    inputs: {command: test}", {"test"}),
        ("Bash@3\n    inputs: {script: pytest}", {"test"}),
    ],
)
def test_azure_tasks(read, task, kinds):
    (pipeline,) = read({"azure-pipelines.yml": f"steps:\n  - task: {task}\n"})
    assert pipeline.jobs[0].steps[0].kinds == kinds


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".circleci/config.yml", "a: [\n"),
        (".circleci/config.yml", "version: 2\n"),
        ("azure-pipelines.yml", "- x\n"),
        ("azure-pipelines.yml", "a: *b\n"),
        (".gitlab-ci.yml", "[" * 500),
        (".github/workflows/a.yml", "on: push\njobs: {a: {steps: 3, runs-on: [x], needs: {a: b}}}\n"),
        (".github/workflows/a.yml", "on: [[push]]\njobs: [a]\n"),
        (".gitlab-ci.yml", "a: {script: {b: c}, rules: 3, needs: [[x]], environment: [x], extends: {}}\n"),
        (".circleci/config.yml", "jobs: [a]\nworkflows: {a: {jobs: {b: 1}}}\n"),
        ("azure-pipelines.yml", "steps: {a: b}\njobs: 3\nstages: x\n"),
    ],
)
def test_a_wrong_shape_is_a_problem_and_never_an_error(read, path, text):
    (pipeline,) = read({path: text})
    assert pipeline.path == path
    assert not pipeline.valid


def test_pipelines_of_vendored_code_are_not_theirs(read):
    assert read({"node_modules/x/.github/workflows/ci.yml": "on: push\n", "a.py": "x\n"}) == ()
