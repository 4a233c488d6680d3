"""Pipelines of every platform, read into one model."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from jalon.facts.model import Inventory, Job, Pipeline, Pipelines, Step, Unread
from jalon.facts.pipelines.azure import azure
from jalon.facts.pipelines.circleci import circleci
from jalon.facts.pipelines.github import Place, github
from jalon.facts.pipelines.gitlab import gitlab
from jalon.facts.pipelines.jenkins import jenkins
from jalon.facts.pipelines.lesser import lesser
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import name_effect
from jalon.facts.reading import Reading
from jalon.facts.safe_yaml import fault_of

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot

MAX_BYTES = 500_000
TOTAL_BYTES = 8_000_000
MAX_FILES = 100

_WORKFLOW = re.compile(r"^(?:(.+)/)?\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml$", re.DOTALL)
_GITLAB = re.compile(r"(?:^|/)\.gitlab-ci\.ya?ml$")
_JENKINS = re.compile(r"(?:^|/)(?:Jenkinsfile[^/]{0,60}|[^/]{0,60}\.jenkinsfile|[^/]{0,60}\.Jenkinsfile)$")
_CIRCLE = re.compile(r"^(?:(.+)/)?\.circleci/config\.ya?ml$", re.DOTALL)
_AZURE = re.compile(r"(?:^|/)(?:azure-pipelines?[^/]{0,60}\.ya?ml|\.azure-pipelines/[^/]+\.ya?ml)$")
_OF_THE_JOB = frozenset({"start", "sandbox"})
_LESSER = {
    "bitbucket-pipelines.yml": "bitbucket",
    ".travis.yml": "travis",
    ".drone.yml": "woodpecker",
    ".woodpecker.yml": "woodpecker",
    ".woodpecker.yaml": "woodpecker",
}


def pipelines(snapshot: Snapshot, inventory: Inventory) -> Pipelines:
    """Read every pipeline file of the candidates.

    A workflow in a sub-folder is `valid=False`: the platform only reads those at the root. Jobs of a workflow that
    others call, or that follows another, are reached by the triggers of those others.
    """
    reader = _Reader(snapshot, inventory)
    found: dict[str, Pipeline] = {}
    for path in inventory.files:
        for pipeline in reader.read(path):
            if pipeline.path not in found or pipeline.valid:  # a file that another one includes runs with it
                found[pipeline.path] = pipeline
        if len(found) >= MAX_FILES:
            break
    listed = sorted(found.values(), key=lambda pipeline: pipeline.path)
    return Pipelines(tuple(_settled(pipeline) for pipeline in _linked(listed)), reader.unread(listed))


def is_pipeline(path: str) -> bool:
    """Whether the file of that path is one that a platform reads, by its name alone."""
    patterns = (_WORKFLOW, _GITLAB, _JENKINS, _CIRCLE, _AZURE)
    return path in _LESSER or any(pattern.search(path) for pattern in patterns)


class _Reader:
    def __init__(self, snapshot: Snapshot, inventory: Inventory) -> None:
        self._reading = Reading(snapshot, TOTAL_BYTES)
        self._files = frozenset(inventory.files)
        self._scripts = Scripts(self._text, inventory.files, self._reading.refuse)
        # a shallow clone, such as a CI job's, brings one branch: what it lacks may well exist
        known = () if snapshot.shallow else snapshot.branches()
        self._place = Place(frozenset(one.name.removeprefix("origin/") for one in known), inventory.files)
        self._actions = {
            posixpath.dirname(path): self._text(path)
            for path in inventory.files
            if posixpath.basename(path) in ("action.yml", "action.yaml")
        }

    def read(self, path: str) -> tuple[Pipeline, ...]:
        """The pipeline of a file and of those it includes; none when the file is no pipeline."""
        if match := _WORKFLOW.search(path):
            return (_at_root(github(path, self._text(path), self._scripts, self._actions, self._place), match[1]),)
        if _GITLAB.search(path):
            found = gitlab(path, self._text(path), self._scripts, self._text)
            return tuple(_at_root(pipeline, posixpath.dirname(path)) for pipeline in found)
        if _JENKINS.search(path):
            return (jenkins(path, self._text(path), self._scripts),)
        if match := _CIRCLE.search(path):
            return (_at_root(circleci(path, self._text(path), self._scripts), match[1]),)
        if _AZURE.search(path):
            return (azure(path, self._text(path), self._scripts, self._text),)
        platform = _LESSER.get(path) or ("woodpecker" if re.fullmatch(r"\.woodpecker/[^/]+\.ya?ml", path) else "")
        return (lesser(path, platform, self._text(path), self._scripts),) if platform else ()

    def unread(self, found: Iterable[Pipeline]) -> tuple[Unread, ...]:
        """The files that could not be read: the pipelines found, and all that they call."""
        for pipeline in found:
            if pipeline.unread:
                self._reading.refuse(pipeline.path, pipeline.unread)
        for folder, text in self._actions.items():
            if why := fault_of(text):
                self._reading.refuse(self._action_file(folder), why)
        return self._reading.unread

    def _action_file(self, folder: str) -> str:
        path = posixpath.join(folder, "action.yml")
        return path if path in self._files else posixpath.join(folder, "action.yaml")

    def _text(self, path: str) -> str:
        return self._reading.text(path, MAX_BYTES) if path in self._files else ""


def _at_root(pipeline: Pipeline, folder: str | None) -> Pipeline:
    if not folder:
        return pipeline
    problem = f"{folder}/ is not the root of the repository: the platform does not read this file"
    return msgspec.structs.replace(pipeline, valid=False, problems=(problem, *pipeline.problems))


def _linked(found: Iterable[Pipeline]) -> tuple[Pipeline, ...]:
    """Give called and following workflows the triggers of those that start them."""
    listed = list(found)
    for _ in range(3):
        starts = _starts(listed)
        listed = [_reached(pipeline, starts) for pipeline in listed]
    return tuple(listed)


def _starts(pipelines: Iterable[Pipeline]) -> dict[str, dict[str, None]]:
    """The triggers that reach what a job uses (by path) and what follows a workflow (by its name)."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for pipeline in pipelines:
        for job in pipeline.jobs if pipeline.valid else ():
            if not job.disabled:
                triggers = dict.fromkeys(job.triggers)
                found[f"name {pipeline.name}"] |= triggers
                for step in job.steps:
                    if step.uses.startswith("./"):
                        found[step.uses.removeprefix("./")] |= triggers
    return found


def _reached(pipeline: Pipeline, starts: dict[str, dict[str, None]]) -> Pipeline:
    if "call" not in pipeline.triggers:
        return pipeline
    keys = (pipeline.path, *(f"name {name}" for name in pipeline.follows))
    extra = tuple(dict.fromkeys(trigger for key in keys for trigger in starts.get(key, ()) if trigger != "call"))
    jobs = tuple(
        msgspec.structs.replace(job, triggers=tuple(dict.fromkeys((*job.triggers, *extra))))
        if "call" in job.triggers
        else job
        for job in pipeline.jobs
    )
    return msgspec.structs.replace(pipeline, jobs=jobs)


def _settled(pipeline: Pipeline) -> Pipeline:
    """Kinds that depend on the job: see `start` and `sandbox` in `tools.yml`."""
    if not any(step.kinds & _OF_THE_JOB for job in pipeline.jobs for step in job.steps):
        return pipeline
    return msgspec.structs.replace(pipeline, jobs=tuple(map(_settled_job, pipeline.jobs)))


def _settled_job(job: Job) -> Job:
    says = bool(job.environment) or any("deploy" in name_effect(name).kinds for name in (job.name, job.stage))
    sandbox = any("sandbox" in step.kinds for step in job.steps)
    return msgspec.structs.replace(job, steps=tuple(_settled_step(step, says, sandbox) for step in job.steps))


def _settled_step(step: Step, says: bool, sandbox: bool) -> Step:
    """`says`: the job says that it deploys; `sandbox`: what it brings up lasts as long as the job, to see it work."""
    kinds = step.kinds | {"deploy"} if says and "start" in step.kinds else step.kinds
    if sandbox and "deploy" in kinds:
        tested = kinds - {"deploy"} - _OF_THE_JOB | {"test"}
        return msgspec.structs.replace(step, kinds=tested, levels=step.levels | {"integration"})
    return msgspec.structs.replace(step, kinds=kinds - _OF_THE_JOB)
