"""CircleCI, Azure Pipelines, Bitbucket, Travis and Woodpecker, and what every platform shares."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts.conftest import Repository

from jalon.facts.inventory import inventory
from jalon.facts.model import Pipeline
from jalon.facts.pipelines import pipelines
from jalon.facts.pipelines.azure import azure
from jalon.facts.pipelines.circleci import circleci
from jalon.facts.pipelines.github import github
from jalon.facts.pipelines.gitlab import gitlab
from jalon.facts.pipelines.lesser import lesser
from jalon.facts.pipelines.scripts import Scripts

Read = Callable[[dict[str, str]], tuple[Pipeline, ...]]


@pytest.fixture
def read(repository: Repository) -> Read:
    def of(files: dict[str, str]) -> tuple[Pipeline, ...]:
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


def test_circleci(read: Read) -> None:
    (pipeline,) = read({".circleci/config.yml": CIRCLE})
    jobs = {job.name: job for job in pipeline.jobs}
    assert (pipeline.platform, pipeline.valid, pipeline.triggers) == ("circleci", True, ("push", "tag"))
    assert [(step.at.line, set(step.kinds)) for step in jobs["test"].steps] == [
        (12, {"checkout"}),
        (13, {"test"}),
        (7, {"test"}),
    ]
    assert jobs["test"].steps[1].levels == {"unit"}
    assert jobs["node/test"].steps[0].kinds == {"test"}
    assert jobs["forgotten"].disabled
    assert (jobs["hold"].manual, jobs["hold"].approval, jobs["hold"].gate) == (True, True, True)
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


def test_azure(read: Read) -> None:
    (pipeline,) = read({"azure-pipelines.yml": AZURE, "ci/audit.yml": "steps:\n  - script: pip-audit\n"})
    tests, web = pipeline.jobs
    assert (pipeline.platform, pipeline.triggers) == ("azure", ("push", "merge-request"))
    assert [step.kinds for step in tests.steps] == [{"setup"}, {"test"}, {"scan"}, {"test"}]
    assert [step.disabled for step in tests.steps] == [False, False, False, True]
    assert (tests.steps[1].name, tests.steps[1].at.line) == ("Unit tests", 9)
    assert (web.stage, web.environment, web.approval, web.gate) == ("Ship", "production", True, False)
    assert web.steps[0].kinds == {"deploy"}


@pytest.mark.parametrize(
    ("task", "kinds"),
    [
        ("Maven@4\n    inputs: {goals: verify}", {"build", "test"}),
        ("Docker@2\n    inputs: {command: buildAndPush}", {"image", "publish"}),
        ("DotNetCoreCLI@2\n    inputs: {command: test}", {"test"}),
        ("Bash@3\n    inputs: {script: pytest}", {"test"}),
    ],
)
def test_azure_tasks(read: Read, task: str, kinds: AbstractSet[str]) -> None:
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
def test_a_wrong_shape_is_a_problem_and_never_an_error(read: Read, path: str, text: str) -> None:
    (pipeline,) = read({path: text})
    assert pipeline.path == path
    assert not pipeline.valid


def test_pipelines_of_vendored_code_are_not_theirs(read: Read) -> None:
    assert read({"node_modules/x/.github/workflows/ci.yml": "on: push\n", "a.py": "x\n"}) == ()


BITBUCKET = """pipelines:
  default:
    - step:
        name: Test
        script:
          - npm ci
          - pytest
  branches:
    main:
      - parallel:
          - step:
              script: [ruff check .]
      - step:
          deployment: production
          trigger: manual
          script:
            - pipe: atlassian/ssh-run:0.8.1
"""
TRAVIS = """language: python
install: pip install -r requirements.txt
script:
  - pytest
deploy:
  provider: heroku
"""
WOODPECKER = """when:
  - event: [push, pull_request]
steps:
  - name: test
    image: python:3.12
    commands:
      - pytest
  - name: image
    image: woodpeckerci/plugin-docker-buildx
    when: {event: tag}
"""


@pytest.mark.parametrize(
    ("path", "text", "platform", "expected"),
    [
        (
            "bitbucket-pipelines.yml",
            BITBUCKET,
            "bitbucket",
            [
                ("Test", ("push",), 4, {"setup", "test"}, False),
                ("step", ("push",), 12, {"lint"}, False),
                ("step", ("push",), 14, {"deploy"}, True),
            ],
        ),
        (
            ".travis.yml",
            TRAVIS,
            "travis",
            [("script", ("push", "merge-request"), 1, {"setup", "test", "deploy"}, False)],
        ),
        (
            ".woodpecker.yml",
            WOODPECKER,
            "woodpecker",
            [("test", ("push", "merge-request"), 4, {"test"}, False), ("image", ("tag",), 8, {"image"}, False)],
        ),
    ],
)
def test_platforms_that_list_scripts(read: Read, path: str, text: str, platform: str, expected: object) -> None:
    (pipeline,) = read({path: text})
    assert (pipeline.platform, pipeline.valid) == (platform, True)
    assert [
        (job.name, job.triggers, job.at.line, set().union(*(step.kinds for step in job.steps)), job.manual)
        for job in pipeline.jobs
    ] == expected


WORDS = st.sampled_from(
    ["on", "push", "jobs", "steps", "run", "uses", "with", "if", "needs", "script", "rules", "when", "only", "extends",
     "include", "stages", "workflow", "workflows", "environment", "name", "requires", "type", "filters", "trigger",
     "pool", "strategy", "template", "pipelines", "default", "step", "commands", "image", "event", "deploy", "local",
     "false", "pytest", "./a", "a"]
)  # fmt: skip
SHAPES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)
SCRIPTS = Scripts(lambda path: "", ())


@given(SHAPES)
def test_any_shape_of_yaml_gives_a_pipeline(shape: object) -> None:
    text = json.dumps(shape)
    found = [
        github("a.yml", text, SCRIPTS, {"a": text}),
        *gitlab("a.yml", text, SCRIPTS, lambda path: text),
        circleci("a.yml", text, SCRIPTS),
        azure("a.yml", text, SCRIPTS, lambda path: text),
        *(lesser("a.yml", platform, text, SCRIPTS) for platform in ("bitbucket", "travis", "woodpecker")),
    ]
    for pipeline in found:
        assert pipeline.valid or pipeline.problems
        assert all(isinstance(step.kinds, frozenset) for job in pipeline.jobs for step in job.steps)


BOMBS = {
    ".gitlab-ci.yml": "".join(
        f".j{n}: {{script: [{', '.join([f'!reference [.j{n + 1}, script]'] * 40)}]}}\n" for n in range(9)
    )
    + "".join(f".e{n}: {{extends: [{', '.join([f'.e{n + 1}'] * 11)}]}}\n" for n in range(11))
    + "j: {script: [!reference [.j0, script]], extends: .e0}\n",
    ".circleci/config.yml": "commands:\n"
    + "".join(f"  c{n}: {{steps: [{', '.join([f'c{n + 1}'] * 60)}]}}\n" for n in range(6))
    + "jobs: {build: {steps: [c0]}}\n",
    "azure-pipelines.yml": "steps: [" + ", ".join(["{template: azure-pipelines.yml}"] * 60) + "]\n",
    ".github/workflows/a.yml": "on: push\njobs: {j: {runs-on: x, steps: ["
    + ", ".join(["{uses: ./act0}", "{run: npm run s0}"] * 60)
    + "]}}\n",
    "package.json": json.dumps({"scripts": {f"s{n}": " && ".join([f"npm run s{n + 1}"] * 60) for n in range(9)}}),
    "Jenkinsfile": "pipeline { stages { " + "stage('a') { stages { " * 25 + "}" * 52,
    **{
        f"act{n}/action.yml": "runs: {steps: [" + ", ".join([f"{{uses: ./act{n + 1}}}"] * 60) + "]}\n" for n in range(5)
    },
}


def test_towers_of_references_are_read_in_a_bounded_time(read: Read) -> None:
    begin = time.process_time()
    assert len(read(BOMBS)) == 5
    assert time.process_time() - begin < 8
