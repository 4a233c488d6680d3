"""Read the GitHub rendering back into the neutral form; what the form cannot hold is an error, not a detail."""

from __future__ import annotations

import re
import shlex
from typing import Any

import yaml

from .neutral import CAPSTONE, Job, Pipeline

FILES = {"verify": "ci.yml", "deliver": "deliver.yml"}
RIGHTS = {
    ("contents", "read"): "read-code",
    ("packages", "write"): "write-registry",
    ("packages", "read"): "read-registry",
}
STAGES = {
    "${{ contains(github.ref_name, '-') && 'staging' || 'production' }}": {
        "pre-release": "staging",
        "release": "production",
    }
}
REPLACED = {"${{ github.event_name == 'pull_request' }}": "proposals", False: "never", True: "always"}
APT = "sudo apt-get update && sudo apt-get install --yes --no-install-recommends "
CHECKOUT, PYTHON, KEEP = "actions/checkout", "actions/setup-python", "actions/upload-artifact"


def workflow(name: str) -> dict[Any, Any]:
    """Return a workflow as YAML reads it; `on` is the key True for YAML 1.1."""
    data: dict[Any, Any] = yaml.safe_load((CAPSTONE / ".github" / "workflows" / FILES[name]).read_text("utf-8"))
    return data


def triggers(on: dict[str, Any]) -> frozenset[str]:
    """Name what starts a workflow in neutral words."""
    names = {
        ("push", '{"branches": ["main"]}'): "main-updated",
        ("push", '{"tags": ["v*"]}'): "version-tagged",
        ("pull_request", "{}"): "change-proposed",
        ("workflow_call", "{}"): "called",
    }
    return frozenset(names[event, repr(filters or {}).replace("'", '"')] for event, filters in on.items())


def action(step: dict[str, Any]) -> str:
    """Return the action of a step without its version, or nothing for a command."""
    return str(step.get("uses", "")).partition("@")[0]


def only(steps: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Return the one step that uses an action, or an empty one."""
    found = [step for step in steps if action(step) == name]
    assert len(found) <= 1, f"{name} is used twice"
    return found[0] if found else {}


def read_job(data: dict[str, Any]) -> Job:
    """Turn one job of a workflow into a Job."""
    steps: list[dict[str, Any]] = data.get("steps", [])
    lines = [step["run"] for step in steps if "run" in step]
    assert {action(step) for step in steps} <= {"", CHECKOUT, PYTHON, KEEP}
    runs = [step for step in steps if "run" in step]
    environment = {name: value for step in runs for name, value in step.get("env", {}).items()}
    condition = re.fullmatch(r"\$\{\{ vars\.(\w+) != '' \}\}", data.get("if", ""))
    assert condition or "if" not in data
    assert not any("if" in step or "continue-on-error" in step for step in runs), "no command is skipped or forgiven"
    kept = only(steps, KEEP)
    assert not kept or kept["if"] == "${{ !cancelled() }}", "reports are kept when the job fails"
    return Job(
        needs=tuple(data.get("needs", ())),
        runs={f"./.github/workflows/{file}": name for name, file in FILES.items()}.get(data.get("uses", ""), ""),
        packages=tuple(word for line in lines if line.startswith(APT) for word in line[len(APT) :].split()),
        commands=tuple(tuple(shlex.split(line)) for line in lines if not line.startswith(APT)),
        rights=frozenset(RIGHTS[right] for right in data["permissions"].items()),
        environment=tuple(sorted(environment)),
        secrets=tuple(sorted(name for name, value in environment.items() if "secrets." in value)),
        only_with=condition[1] if condition else "",
        stage=STAGES[data["environment"]] if "environment" in data else {},
        keeps={kept["with"]["path"].rstrip("/"): kept["with"]["retention-days"]} if kept else {},
        minutes=data.get("timeout-minutes"),
        python=only(steps, PYTHON)["with"]["python-version"] if steps else "",
    )


def cache(jobs: dict[str, Any]) -> str:
    """Tell what the jobs of a workflow keep for the next run; they all do alike."""
    steps = [only(job["steps"], PYTHON)["with"] for job in jobs.values() if "steps" in job]
    names = {("pip", "**/requirements*.txt"): "packages", (None, None): "nothing"}
    kept = {names[step.get("cache"), step.get("cache-dependency-path")] for step in steps}
    assert len(kept) == 1
    return kept.pop()


def rendered() -> dict[str, Pipeline]:
    """Return the pipelines that GitHub would run."""
    found = {}
    for name in FILES:
        data = workflow(name)
        assert data["permissions"] == {}, "no right is given to a whole workflow"
        jobs = {key: read_job(job) for key, job in data["jobs"].items()}
        replaced = REPLACED[data["concurrency"]["cancel-in-progress"]]
        found[name] = Pipeline(triggers(data[True]), replaced, cache(data["jobs"]), jobs)
    return found
