"""The neutral description of the capstone's pipeline, and the form in which every rendering is compared with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

ROOT = Path(__file__).resolve().parents[2]
CAPSTONE = ROOT / "templates" / "capstone"


class Job(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One job. `commands` are lists of words, gates already turned into the command that runs them."""

    needs: tuple[str, ...] = ()
    runs: str = ""
    packages: tuple[str, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()
    rights: frozenset[str] = frozenset()
    environment: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    only_with: str = ""
    stage: dict[str, str] = {}
    keeps: dict[str, int] = {}
    minutes: int | None = None
    python: str = ""


class Pipeline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What starts a pipeline, whether a newer run replaces it, what it keeps for the next, and its jobs in order."""

    triggers: frozenset[str]
    replaced_by_newer: str
    cache: str
    jobs: dict[str, Job]


def gate_command(gates: list[str]) -> tuple[str, ...]:
    """Return the command that runs `gates`."""
    return ("python", "check.py", *(word for gate in gates for word in ("--only", gate)))


def described() -> dict[str, Any]:
    """Return the description as it is written."""
    text = (ROOT / "pipelines" / "capstone" / "pipeline.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def neutral_job(data: dict[str, Any], python: str) -> Job:
    """Turn one written job into a Job."""
    fields = {name: value for name, value in data.items() if name not in {"name", "gates"}}
    commands = [gate_command(data["gates"])] if "gates" in data else data.get("commands", [])
    return msgspec.convert(fields | {"commands": commands, "python": "" if "runs" in data else python}, Job)


def neutral() -> dict[str, Pipeline]:
    """Return the pipelines that the description asks for."""
    data = described()
    return {
        name: Pipeline(
            frozenset(pipeline["triggers"]),
            pipeline["replaced_by_newer"],
            pipeline["cache"],
            {key: neutral_job(job, data["python"]) for key, job in pipeline["jobs"].items()},
        )
        for name, pipeline in data["pipelines"].items()
    }
