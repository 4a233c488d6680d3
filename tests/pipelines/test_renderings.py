"""Every forge runs what the neutral description says, no more and no less; every gate of the capstone is run."""

from __future__ import annotations

import copy
import re
import tomllib
from collections import Counter
from typing import Any

import pytest

from . import github
from .neutral import CAPSTONE, described, neutral, neutral_job

RENDERINGS = {"github": github.rendered}


def declared_gates() -> set[str]:
    """The kinds of gates that the folders of the capstone declare."""
    files = [*CAPSTONE.glob("gates.toml"), *CAPSTONE.glob("*/gates.toml")]
    return {gate["id"] for file in files for gate in tomllib.loads(file.read_text("utf-8"))["gates"]}


@pytest.mark.parametrize("forge", RENDERINGS)
@pytest.mark.parametrize("name", ["verify", "deliver"])
def test_a_rendering_runs_the_same_steps(forge: str, name: str) -> None:
    written, asked = RENDERINGS[forge]()[name], neutral()[name]
    assert list(written.jobs) == list(asked.jobs)
    for job in asked.jobs:
        assert written.jobs[job] == asked.jobs[job], job
    assert written == asked


def test_every_gate_is_run_by_exactly_one_job() -> None:
    runs = Counter(gate for job in described()["pipelines"]["verify"]["jobs"].values() for gate in job.get("gates", ()))
    assert set(runs) == declared_gates()
    assert max(runs.values()) == 1


def test_a_job_only_needs_jobs_that_come_before() -> None:
    for pipeline in neutral().values():
        before: set[str] = set()
        for name, job in pipeline.jobs.items():
            assert set(job.needs) <= before
            before.add(name)


def test_what_is_delivered_was_verified_and_is_deployed_without_a_hand() -> None:
    jobs = neutral()["deliver"].jobs
    assert jobs["verify"].runs == "verify"
    assert (jobs["publish"].needs, jobs["deploy"].needs) == (("verify",), ("publish",))
    assert all("write" not in right for job in neutral()["verify"].jobs.values() for right in job.rights)


CHANGES: list[tuple[str, Any]] = [
    ("a gate is dropped", lambda job: job["gates"].remove("types")),
    ("a right is added", lambda job: job["rights"].append("write-registry")),
    ("nothing is kept", lambda job: job.pop("keeps")),
    ("a package is forgotten", lambda job: job.pop("packages")),
    ("it may last longer", lambda job: job.update(minutes=60)),
    ("it waits for another", lambda job: job.update(needs=["tests"])),
]


@pytest.mark.parametrize(("_what", "change"), CHANGES, ids=[what for what, _ in CHANGES])
def test_a_difference_is_seen(_what: str, change: Any) -> None:
    data = copy.deepcopy(described()["pipelines"]["verify"]["jobs"]["quality"])
    written = github.rendered()["verify"].jobs["quality"]
    assert neutral_job(data, described()["python"]) == written
    change(data)
    assert neutral_job(data, described()["python"]) != written


@pytest.mark.parametrize("name", ["verify", "deliver"])
def test_github_takes_actions_by_commit_and_leaves_no_token_behind(name: str) -> None:
    text = (CAPSTONE / ".github" / "workflows" / github.FILES[name]).read_text("utf-8")
    for used in re.findall(r"uses: (.+)", text):
        assert used.startswith("./") or re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
    for job in github.workflow(name)["jobs"].values():
        for step in job.get("steps", ()):
            if github.action(step) == github.CHECKOUT:
                assert step["with"] == {"persist-credentials": False}


def test_the_same_action_has_the_same_commit_everywhere() -> None:
    texts = "".join((CAPSTONE / ".github" / "workflows" / file).read_text("utf-8") for file in github.FILES.values())
    pins = set(re.findall(r"uses: ([\w/-]+)@([0-9a-f]{40})", texts))
    assert len(pins) == len({name for name, _ in pins})
