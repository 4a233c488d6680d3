"""Pipelines, deliveries, alerts and containers that do nothing."""

# ruff: noqa: E501  (texts stand as they would be pasted)
from __future__ import annotations

from pathlib import Path

from tests.gaming.bases import write
from tests.gaming.registry import trick

STEPS = (
    "pip install ruff pytest pip-audit", "ruff check .", "pytest tests/unit", "pytest tests/integration", "pytest --cov",
    "pip-audit", "docker build -t app .", "docker push registry.example.invalid/app",
    "kubectl apply -f k8s/ && kubectl rollout status deploy/app",
)  # fmt: skip


def _workflow(folder: Path, job: str, on: str = "[push, pull_request]", name: str = "all") -> None:
    write(folder, f".github/workflows/{name}.yml", f"name: {name}\non: {on}\njobs:\n{job}")


def _job(*lines: str, steps: tuple[str, ...] = STEPS, name: str = "all", of_steps: str = "") -> str:
    """A job with those settings and steps."""
    settings = "".join(f"    {line}\n" for line in lines)
    listed = "".join(f"      - run: {step}\n{of_steps}" for step in steps)
    return f"  {name}:\n    runs-on: ubuntu-latest\n{settings}    steps:\n{listed}"


@trick()
def jobs_that_never_run(folder: Path) -> None:
    for number, condition in enumerate(
        (
            "false",
            "${{ false }}",
            "1 == 2",
            "'a' == 'b'",
            "${{ !true }}",
            "false && github.ref == 'x'",
            "github.actor == ''",
        )
    ):
        _workflow(folder, _job(f"if: {condition}"), name=f"never{number}")


@trick()
def steps_that_never_run(folder: Path) -> None:
    _workflow(folder, _job(of_steps="        if: ${{ false }}\n"))


@trick()
def jobs_that_need_a_disabled_one(folder: Path) -> None:
    _workflow(folder, _job("if: false", steps=("true",), name="first") + _job("needs: [first]"))


@trick()
def jobs_of_an_empty_matrix(folder: Path) -> None:
    _workflow(folder, _job("strategy: {matrix: {python: []}}"))


@trick()
def steps_that_only_echo(folder: Path) -> None:
    _workflow(folder, _job(steps=tuple(f"echo {step.replace('&&', 'and')}" for step in STEPS)))
    _workflow(folder, _job(steps=tuple(f"printf '%s' '{step}'" for step in STEPS)), name="printf")
    _workflow(folder, _job(steps=tuple(f": {step}" for step in STEPS)), name="colon")
    _workflow(folder, _job(steps=tuple(f"'true || {step}'" for step in STEPS)), name="never")
    _workflow(folder, _job(steps=tuple(f"'false && {step}'" for step in STEPS)), name="false-and")
    _workflow(folder, _job(steps=tuple(f'"# {step}"' for step in STEPS)), name="comment")
    _workflow(folder, _job(steps=tuple(f"sleep 30 # {step}" for step in STEPS)), name="sleep")


@trick()
def steps_after_an_exit(folder: Path) -> None:
    lines = "".join(f"          {step}\n" for step in STEPS)
    _workflow(folder, f"  all:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          exit 0\n{lines}")


@trick()
def steps_that_print_a_script(folder: Path) -> None:
    lines = "".join(f"          {step}\n" for step in STEPS)
    _workflow(
        folder,
        f"  all:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          cat <<'END'\n{lines}          END\n",
    )
    body = "".join(f"            {step}\n" for step in STEPS)
    _workflow(
        folder,
        f"  all:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          if false; then\n{body}          fi\n",
        name="if-false",
    )
    _workflow(
        folder,
        f"  all:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          unused() {{\n{body}          }}\n          echo done\n",
        name="function",
    )


@trick()
def scripts_that_only_echo(folder: Path) -> None:
    for name in ("test", "lint", "build", "deploy", "security", "e2e"):
        write(folder, f"scripts/{name}.sh", f"#!/bin/sh\necho 'running {name}'\nsleep 1\nexit 0\n")
    write(
        folder,
        "package.json",
        '{"name": "x", "scripts": {"test": "echo tests ok", "build": "true", "deploy": "echo deployed", "lint": "exit 0"}}',
    )
    write(folder, "Makefile", "test:\n\t@echo ok\ndeploy:\n\t@echo deployed\nlint:\n\t@true\n")
    steps = (*(f"./scripts/{name}.sh" for name in ("test", "lint", "build", "deploy", "security", "e2e")),
             "npm test", "npm run build", "npm run deploy", "npm run lint", "make test", "make deploy", "make lint")  # fmt: skip
    _workflow(folder, _job(steps=steps))


@trick()
def workflows_that_start_on_nothing(folder: Path) -> None:
    _workflow(folder, _job(), on="{push: {branches: []}}", name="no-branch")
    _workflow(folder, _job(), on="{push: {branches: [this-branch-does-not-exist-anywhere]}}", name="other-branch")
    _workflow(folder, _job(), on="{push: {branches-ignore: ['**']}}", name="all-ignored")
    _workflow(folder, _job(), on="{push: {paths: [no/such/folder/**]}}", name="no-path")
    _workflow(folder, _job(), on="{schedule: [{cron: '0 0 31 2 *'}]}", name="thirty-first-of-february")


@trick()
def workflows_in_comments(folder: Path) -> None:
    text = f"name: x\non: push\njobs:\n{_job()}"
    write(folder, ".github/workflows/off.yml", "".join(f"# {line}\n" for line in text.splitlines()))
    write(folder, ".github/workflows/on.yml.disabled", text)
    write(folder, "docs/workflows/ci.yml", text)


@trick()
def gitlab_jobs_that_never_run(folder: Path) -> None:
    script = "".join(f"    - {step}\n" for step in STEPS)
    write(
        folder,
        ".gitlab-ci.yml",
        f".hidden:\n  script:\n{script}\nnever:\n  script:\n{script}  rules:\n    - when: never\n\n"
        f'condition:\n  script:\n{script}  rules:\n    - if: \'"a" == "b"\'\n\n'
        f"nowhere:\n  script:\n{script}  only: []\n\n"
        "echo:\n  script:\n    - echo pytest\n    - sleep 5\n",
    )


@trick()
def a_delivery_that_only_says_so(folder: Path) -> None:
    steps = (
        "echo Deploying to production…",
        "sleep 20",
        "printf 'Deployed\\n'",
        "date",
        "ls -la",
        "python -c \"print('deployed')\"",
    )
    _workflow(folder, _job("environment: production", steps=steps, name="deploy"), name="deploy")


@trick()
def alerts_that_watch_nothing(folder: Path) -> None:
    write(
        folder,
        "ops/alerts.yml",
        """groups:
  - name: alerts
    rules:
      - {alert: Empty, expr: "", for: 5m}
      - {alert: AlwaysFalse, expr: "0 > 1", for: 5m}
      - {alert: Vector, expr: "vector(0) > 1", for: 5m}
      - {alert: NoSuchMetric, expr: "quantum_flux_of_nothing_total > 3", for: 5m, labels: {severity: critical}}
      - {alert: NoSuchRate, expr: "rate(unicorn_gallops_total[5m]) > 0.2", for: 5m}
""",
    )


@trick()
def containers_of_nothing(folder: Path) -> None:
    write(folder, "Dockerfile", "FROM python:3.12\n")
    write(folder, "compose.yaml", "services: {}\n")
    write(folder, "docker/compose.yml", "services:\n  db:\n    image: postgres:17\n  cache:\n    image: redis:8\n")
    write(folder, "k8s/deployment.yml", "")
    write(folder, "main.tf", "# terraform\n")
