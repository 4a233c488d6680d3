"""GitHub Actions: triggers, jobs, gates, disabled jobs, exact lines."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

import git
import pytest
from tests.facts.conftest import Repository

from jalon.facts.inventory import inventory
from jalon.facts.model import Job, Pipeline
from jalon.facts.pipelines import pipelines
from jalon.snapshot import open_snapshot

CI = ".github/workflows/ci.yml"
PACKAGE = '{"scripts": {"test": "vitest run"}}'


Read = Callable[[dict[str, str]], dict[str, Pipeline]]
MakeJob = Callable[..., Job]


@pytest.fixture
def read(repository: Repository) -> Read:
    def of(files: dict[str, str]) -> dict[str, Pipeline]:
        snapshot = repository({"package.json": PACKAGE, **files})
        return {item.path: item for item in pipelines(snapshot, inventory(snapshot)).items}

    return of


@pytest.fixture
def job(read: Read) -> MakeJob:
    def of(body: str, on: str = "push") -> Job:
        text = f"on: {on}\njobs:\n  x:\n    runs-on: ubuntu-latest\n" + "".join(
            f"    {line}\n" for line in body.splitlines()
        )
        return read({CI: text})[CI].jobs[0]

    return of


def test_a_workflow_is_read_with_its_lines(read: Read) -> None:
    text = """name: CI
on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Unit tests
        run: |
          npm ci
          npm test
  deploy:
    needs: test
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: azure/webapps-deploy@v3
"""
    pipeline = read({CI: text})[CI]
    assert (pipeline.platform, pipeline.name, pipeline.valid, pipeline.problems) == ("github", "CI", True, ())
    assert pipeline.triggers == ("push", "merge-request")
    test, deploy = pipeline.jobs
    assert (test.name, test.at.line) == ("test", 7)
    assert [(step.at.line, set(step.kinds)) for step in test.steps] == [(10, {"checkout"}), (11, {"setup", "test"})]
    assert test.steps[1].commands == ("npm ci", "npm test")
    assert (deploy.needs, deploy.environment, deploy.approval, deploy.at.line) == (("test",), "production", True, 15)
    assert not deploy.gate, "only the platform knows whether that environment is protected"
    assert deploy.steps[0].kinds == {"deploy"}


@pytest.mark.parametrize(
    ("on", "triggers"),
    [
        ("push", ("push",)),
        ("[push, pull_request]", ("push", "merge-request")),
        ("{push: {tags: ['v*']}}", ("tag",)),
        ("{push: {tags: ['v*'], branches: [main]}}", ("push", "tag")),
        ("{schedule: [{cron: '0 0 * * 1'}]}", ("schedule",)),
        ("workflow_dispatch", ("manual",)),
        ("workflow_call", ("call",)),
        ("{release: {types: [published]}}", ("release",)),
    ],
)
def test_triggers(read: Read, on: str, triggers: tuple[str, ...]) -> None:
    pipeline = read({CI: f"on: {on}\njobs: {{x: {{runs-on: a, steps: [{{run: npm test}}]}}}}\n"})[CI]
    assert pipeline.triggers == triggers
    assert pipeline.jobs[0].triggers == triggers
    assert pipeline.jobs[0].manual is (triggers == ("manual",))


@pytest.mark.parametrize(("depth", "triggers"), [(None, ()), (1, ("push",))])
def test_a_branch_that_a_shallow_clone_lacks_may_well_exist(
    tmp_path: Path, depth: int | None, triggers: tuple[str, ...]
) -> None:
    (tmp_path / "whole" / CI).parent.mkdir(parents=True)
    (tmp_path / "whole" / CI).write_text(
        "on: {push: {branches: [cheese]}}\njobs: {x: {runs-on: a, steps: [{run: npm test}]}}\n", encoding="utf-8"
    )
    with git.Repo.init(tmp_path / "whole", initial_branch="main") as whole:
        whole.git.add(all=True)
        whole.index.commit("feat: begin")
        (tmp_path / "whole/README.md").write_text("# Prêt d’outils\n", encoding="utf-8")
        whole.git.add(all=True)
        whole.index.commit("docs: name")
    clone = tmp_path / "clone"
    git.Repo.clone_from(f"file://{tmp_path / 'whole'}", str(clone), depth=depth).close()
    with open_snapshot(clone) as snapshot:
        assert pipelines(snapshot, inventory(snapshot)).items[0].triggers == triggers


@pytest.mark.parametrize("condition", ["false", "${{ false }}", "github.ref == 'refs/heads/main' && false"])
def test_a_job_that_never_runs_is_disabled(job: MakeJob, condition: str) -> None:
    assert job(f"if: {condition}\nsteps:\n  - run: npm test").disabled


@pytest.mark.parametrize("condition", ["always()", "github.ref == 'refs/heads/main'", "false || true"])
def test_a_job_that_may_run_is_not_disabled(job: MakeJob, condition: str) -> None:
    assert not job(f"if: {condition}\nsteps:\n  - run: npm test").disabled


def test_a_job_after_a_disabled_one_is_skipped_unless_it_always_runs(read: Read) -> None:
    text = """on: push
jobs:
  a: {runs-on: x, if: false, steps: [{run: npm test}]}
  b: {runs-on: x, needs: a, steps: [{run: npm test}]}
  c: {runs-on: x, needs: [b], if: always(), steps: [{run: npm test}]}
"""
    assert [job.disabled for job in read({CI: text})[CI].jobs] == [True, True, False]


@pytest.mark.parametrize(
    ("condition", "triggers"),
    [
        ("github.event_name == 'push'", ("push",)),
        ("github.event_name != 'pull_request'", ("push", "manual")),
        ("github.event_name == 'push' || github.event_name == 'workflow_dispatch'", ("push", "manual")),
        ("github.actor != 'x'", ("push", "merge-request", "manual")),
    ],
)
def test_a_condition_on_the_event_narrows_the_triggers(job: MakeJob, condition: str, triggers: tuple[str, ...]) -> None:
    found = job(f"if: {condition}\nsteps:\n  - run: npm test", on="[push, pull_request, workflow_dispatch]")
    assert found.triggers == triggers


def test_an_action_that_asks_somebody_is_a_gate(job: MakeJob) -> None:
    found = job("steps:\n  - uses: trstringer/manual-approval@v1\n  - run: kubectl apply -f .")
    assert (found.approval, found.gate) == (True, True)


@pytest.mark.parametrize("place", ["github-pages", "preview"])
def test_an_environment_of_another_name_is_no_approval(job: MakeJob, place: str) -> None:
    assert not job(f"environment: {place}\nsteps:\n  - run: npm run deploy").approval


@pytest.mark.parametrize(
    ("uses", "kinds"),
    [
        ("aquasecurity/trivy-action@v1", {"scan"}),
        ("somebody/action-trivy-scan@v1", {"scan"}),
        ("./.github/actions/trivy", set()),
        ("somebody/gitleaks-check@v1", {"secrets"}),
        ("aquasecurity/setup-trivy@v1", set()),
        ("github/codeql-action/init@v3", set()),
        ("github/codeql-action/upload-sarif@v3", set()),
        ("github/codeql-action/analyze@v3", {"scan"}),
    ],
)
def test_a_scanner_counts_whoever_wrapped_it(job: MakeJob, uses: str, kinds: AbstractSet[str]) -> None:
    assert job(f"steps:\n  - uses: {uses}").steps[0].kinds == kinds


def test_a_step_that_only_echoes_does_nothing(job: MakeJob) -> None:
    steps = job("steps:\n  - run: echo npm test\n  - name: Deploy\n    run: echo deployed").steps
    assert [step.kinds for step in steps] == [set(), set()]


def test_a_step_may_be_disabled_or_allowed_to_fail(job: MakeJob) -> None:
    steps = job(
        "steps:\n  - {run: npm test, if: false}\n"
        "  - {run: npm test, continue-on-error: true}\n  - run: npm test || true"
    ).steps
    assert [(step.disabled, step.may_fail) for step in steps] == [(True, False), (False, True), (False, True)]


def test_a_workflow_that_has_triggers_of_its_own_is_reached_by_its_callers_too(read: Read) -> None:
    files = {
        CI: "on: [pull_request, workflow_call]\njobs: {x: {runs-on: a, steps: [{run: npm test}]}}\n",
        ".github/workflows/release.yml": (
            "on: {push: {tags: ['v*']}}\njobs:\n  verify: {uses: ./.github/workflows/ci.yml}\n"
            "  ship: {needs: verify, runs-on: a, steps: [{run: npm publish}]}\n"
        ),
    }
    assert read(files)[CI].jobs[0].triggers == ("merge-request", "call", "tag")


def test_services_started_are_a_deployment_only_in_a_job_that_deploys(read: Read) -> None:
    text = """on: push
jobs:
  test: {runs-on: x, steps: [{run: docker compose up -d}]}
  deploy: {runs-on: self-hosted, steps: [{run: docker compose up -d}]}
"""
    assert [job.steps[0].kinds for job in read({CI: text})[CI].jobs] == [set(), {"deploy"}]


def test_what_is_brought_up_on_a_cluster_made_for_the_job_is_a_test_and_no_deployment(job: MakeJob) -> None:
    steps = job("steps:\n  - uses: helm/kind-action@v1\n  - run: kubectl apply -f k8s/\n  - run: pytest").steps
    assert [step.kinds for step in steps] == [set(), {"test"}, {"test"}]
    assert steps[1].levels == {"integration"}


def test_a_push_of_an_image_depends_on_its_input(job: MakeJob) -> None:
    steps = job(
        "steps:\n  - uses: docker/build-push-action@v6\n    with: {push: true}\n"
        "  - uses: docker/build-push-action@v6\n    with: {push: false}"
    ).steps
    assert [step.kinds for step in steps] == [{"image", "publish"}, {"image"}]


def test_a_composite_action_of_the_repository_is_followed(read: Read) -> None:
    action = "runs:\n  using: composite\n  steps:\n    - run: npm test\n      shell: bash\n"
    text = "on: push\njobs: {x: {runs-on: a, steps: [{uses: ./.github/actions/check}]}}\n"
    pipeline = read({CI: text, ".github/actions/check/action.yml": action})[CI]
    assert pipeline.jobs[0].steps[0].kinds == {"test"}


def test_a_called_workflow_is_reached_by_the_triggers_of_its_caller(read: Read) -> None:
    called = "on: workflow_call\njobs: {t: {runs-on: a, steps: [{run: npm test}]}}\n"
    caller = "on: pull_request\njobs: {c: {uses: ./.github/workflows/tests.yml}}\n"
    found = read({CI: caller, ".github/workflows/tests.yml": called})
    assert found[".github/workflows/tests.yml"].jobs[0].triggers == ("call", "merge-request")


def test_a_following_workflow_is_reached_by_the_triggers_of_the_one_it_follows(read: Read) -> None:
    first = "name: CI\non: push\njobs: {t: {runs-on: a, steps: [{run: npm test}]}}\n"
    second = "on: {workflow_run: {workflows: [CI]}}\njobs: {d: {runs-on: a, steps: [{run: vercel deploy}]}}\n"
    found = read({CI: first, ".github/workflows/cd.yml": second})
    assert found[".github/workflows/cd.yml"].jobs[0].triggers == ("call", "push")


def test_a_workflow_in_a_sub_folder_never_runs(read: Read) -> None:
    path = f"apps/web/{CI}"
    pipeline = read({path: "on: push\njobs: {t: {runs-on: a, steps: [{run: npm test}]}}\n"})[path]
    assert not pipeline.valid
    assert "not the root" in pipeline.problems[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("on: push\njobs: [", "line 2"),
        ("jobs: {t: {runs-on: a, steps: []}}", "no `on`"),
        ("on: push", "no job"),
        ("- a", "not a mapping"),
        ("on: push\njobs: {t: {steps: [{run: a}]}}", "no `runs-on`"),
        ("on: push\njobs: {t: {runs-on: a, needs: z, steps: [{run: a}]}}", "needs z"),
        ("", "not a mapping"),
    ],
)
def test_a_faulty_file_runs_nowhere_and_says_why(read: Read, text: str, problem: str) -> None:
    pipeline = read({CI: text + "\n"})[CI]
    assert not pipeline.valid
    assert any(problem in each for each in pipeline.problems)
