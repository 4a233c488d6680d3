"""Jenkinsfiles: a structural parser that no text can break, and what stages mean."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts.conftest import Repository

from jalon.facts.inventory import inventory
from jalon.facts.model import Pipeline
from jalon.facts.pipelines import pipelines
from jalon.facts.pipelines.groovy import GroovyFault, groovy

Read = Callable[[str], Pipeline]


@pytest.fixture
def read(repository: Repository) -> Read:
    def of(text: str) -> Pipeline:
        snapshot = repository({"Jenkinsfile": text})
        return pipelines(snapshot, inventory(snapshot)).items[0]

    return of


DECLARATIVE = """@Library('tools') _
pipeline {
    agent any
    triggers { cron('H 2 * * *') }
    environment { NAME = "shop" }
    stages {
        stage('Build') {
            steps {
                checkout scm
                sh 'mvn -B package -DskipTests'   // { not a brace
            }
        }
        stage('Checks') {
            parallel {
                stage('Unit') {
                    steps { sh label: 'unit', script: "mvn test" }
                    post { always { junit '**/*.xml' } }
                }
                stage('Style') {
                    when { expression { false } }
                    steps { sh 'npx eslint .' }
                }
            }
        }
        stage('Approve') {
            when { branch 'main' }
            steps { input message: 'Deploy?', ok: 'Yes' }
        }
        stage('Deploy') {
            when { branch 'main' }
            steps {
                dir('ops') {
                    sh '''
                        set -e
                        kubectl apply -f k8s/
                    '''
                }
            }
        }
    }
    post {
        failure { slackSend channel: '#ci', message: "broken" }
    }
}
"""


def test_a_declarative_pipeline_is_read_with_its_lines(read: Read) -> None:
    pipeline = read(DECLARATIVE)
    assert (pipeline.platform, pipeline.valid, pipeline.triggers) == ("jenkins", True, ("push", "schedule"))
    jobs = {job.name: job for job in pipeline.jobs}
    assert list(jobs) == ["Build", "Unit", "Style", "Approve", "Deploy", "post"]
    assert [(step.at.line, set(step.kinds)) for step in jobs["Build"].steps] == [(9, {"checkout"}), (10, {"build"})]
    assert jobs["Unit"].steps[0].name == "unit"
    assert jobs["Unit"].steps[0].kinds == {"test"}
    assert [name for name, job in jobs.items() if job.disabled] == ["Style"]
    assert [name for name, job in jobs.items() if job.approval] == ["Approve", "Deploy"]
    assert [name for name, job in jobs.items() if job.gate] == ["Approve", "Deploy"]
    assert jobs["Deploy"].triggers == ("push",)
    assert jobs["Deploy"].steps[0].commands == ("set -e", "kubectl apply -f k8s/")
    assert (jobs["Deploy"].steps[0].at.line, set(jobs["Deploy"].steps[0].kinds)) == (33, {"deploy"})
    assert jobs["post"].steps[0].kinds == {"notify"}


def test_a_scripted_pipeline_is_read(read: Read) -> None:
    pipeline = read(
        """node('linux') {
  stage('Test') {
    def status = sh(script: 'pytest', returnStatus: true)
    if (status != 0) { error('broken') }
  }
  stage("Image") {
    docker.build("shop:${env.BUILD_ID}").push()
  }
}
"""
    )
    test, image = pipeline.jobs
    assert [(set(step.kinds), step.may_fail, step.at.line) for step in test.steps] == [({"test"}, True, 3)]
    assert image.name == "Image"
    assert "image" in image.steps[0].kinds


def test_parallel_branches_of_a_scripted_pipeline_are_read(read: Read) -> None:
    pipeline = read(
        """node {
  stage('All') {
    parallel unit: {
      sh 'pytest'
    }, lint: {
      sh 'ruff check .'
    }
  }
}
"""
    )
    assert [step.kinds for step in pipeline.jobs[0].steps] == [{"test"}, {"lint"}]


def test_an_echo_is_no_test_and_comments_are_nothing(read: Read) -> None:
    pipeline = read(
        "pipeline { stages { stage('Test') { steps {\n sh 'echo mvn test'\n // sh 'mvn test'\n /* sh 'x' */\n} } } }"
    )
    assert [step.kinds for step in pipeline.jobs[0].steps] == [set()]


@pytest.mark.parametrize(
    ("when", "triggers", "disabled"),
    [
        ("branch 'main'", ("push",), False),
        ("changeRequest()", ("merge-request",), False),
        ("buildingTag()", ("tag",), False),
        ("expression { return false }", ("push",), True),
        ("anyOf { changeRequest(); buildingTag() }", ("merge-request", "tag"), False),
    ],
)
def test_when(read: Read, when: str, triggers: tuple[str, ...], disabled: bool) -> None:
    job = read(f"pipeline {{ stages {{ stage('A') {{\n when {{ {when} }}\n steps {{ sh 'pytest' }}\n }} }} }}").jobs[0]
    assert (job.triggers, job.disabled) == (triggers, disabled)


@pytest.mark.parametrize("text", ["pipeline {", "}", "@Library('x') _\nstandardPipeline()\n", ""])
def test_a_file_without_a_stage_runs_nothing_that_can_be_seen(read: Read, text: str) -> None:
    pipeline = read(text + "\n")
    assert not pipeline.valid
    assert pipeline.problems


@pytest.mark.parametrize(
    "bomb", ["{" * 100_000, "a{" * 100_000, "'" * 100_000, "/*" * 100_000, '"""' * 50_001, "(" * 100_000]
)
def test_a_bomb_is_read_or_refused_at_once(bomb: str) -> None:
    begin = time.process_time()
    try:
        groovy(bomb)
    except GroovyFault as fault:
        assert fault.line == 1
    assert time.process_time() - begin < 2


PIECES = [
    "pipeline",
    "stage",
    "sh",
    "'a'",
    '"b"',
    "'''",
    '"""',
    "{",
    "}",
    "(",
    ")",
    ":",
    ",",
    "\n",
    "//",
    "/*",
    "*/",
    "=",
    "parallel",
    "x",
    "\\",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_calls_or_a_fault(text: str) -> None:
    try:
        root = groovy(text)
    except GroovyFault as fault:
        assert fault.line >= 1
    else:
        assert all(call.line >= 1 for call in root.walk())
