"""Does an automatic pipeline do it?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from jalon.facts.model import At, Job, Pipeline, Pipelines, Step
from jalon.facts.scaffold import Scaffold
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe, with_acted_on

_PREPARES = frozenset({"checkout", "setup"})


class Does(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters.

    does: kinds of step, all needed for met, one for partial; any_of: kinds of step, one needed for met.
    on: triggers, any of them. automatic: without a person starting the job. levels: the tests it runs, any of them.
    blocking: the step must be able to fail the job.
    """

    does: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    automatic: bool = False
    levels: tuple[str, ...] = ()
    blocking: bool = False


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. Met when a person's approval stands somewhere in a pipeline that runs.

    explicit: written in the pipeline's own file; an environment only named as protected ones are does not count.
    """

    explicit: bool = False


def pipeline(pipelines: Pipelines, scaffold: Scaffold, wanted: Does) -> Finding:
    """Steps of jobs that can run, in files that are valid; a disabled job is absent."""
    steps = [found for found in _running(pipelines, scaffold) if _fits(found, wanted)]
    kinds = wanted.does or wanted.any_of
    done = {kind: next((one for one in steps if kind in one[2].kinds), None) for kind in kinds}
    found = [one for one in done.values() if one]
    enough = all(done.values()) if wanted.does else bool(found)
    evidence = tuple(Evidence(file.path, step.at, step.name or " ".join(step.commands)[:80]) for file, _, step in found)
    values = {"missing": [kind for kind, one in done.items() if not one], "on": list(wanted.on)}
    outcome = "met" if enough else "partial" if found else "missing"
    advice = Advice("pipeline" if pipelines.items else "no-pipeline", values)
    return with_acted_on(Finding(outcome, evidence[:MOST_EVIDENCE], advice), scaffold)


def gate(pipelines: Pipelines, scaffold: Scaffold, wanted: Gate) -> Finding:
    """An approval before a job, whatever the platform calls it."""
    found = [
        Evidence(file.path, job.at, job.environment or job.name)
        for file in _counting(pipelines, scaffold)
        for job in file.jobs
        if (job.gate if wanted.explicit else job.approval) and not job.disabled and (job.gate or _works(job))
    ]
    return with_acted_on(Finding("met" if found else "missing", tuple(found[:MOST_EVIDENCE]), Advice("gate")), scaffold)


def _works(job: Job) -> bool:
    """A step does something that is recognised: an environment whose job only says so protects nothing."""
    return any(step.kinds - _PREPARES for step in job.steps if not step.disabled)


def _counting(pipelines: Pipelines, scaffold: Scaffold) -> list[Pipeline]:
    """Valid files; the template's own once there is own code to act on."""
    return [one for one in pipelines.items if one.valid and (scaffold.acts or one.path not in scaffold.shipped)]


def _running(pipelines: Pipelines, scaffold: Scaffold) -> Iterator[tuple[Pipeline, Job, Step]]:
    for file in _counting(pipelines, scaffold):
        for job in file.jobs:
            if not job.disabled:
                yield from ((file, job, step) for step in job.steps if not step.disabled)


def _fits(found: tuple[Pipeline, Job, Step], wanted: Does) -> bool:
    file, job, step = found
    triggers = set(job.triggers or file.triggers)
    return (
        (not wanted.on or bool(triggers & set(wanted.on)))
        and not (wanted.automatic and (job.manual or triggers <= {"manual"}))
        and (not wanted.levels or bool(step.levels & set(wanted.levels)))
        and not (wanted.blocking and (step.may_fail or job.may_fail))
    )


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. None: met when a valid pipeline file of any platform has a job that can run and does something."""


def platform(pipelines: Pipelines, scaffold: Scaffold, wanted: Platform) -> Finding:
    """Any platform counts; the evidence says which."""
    running = reversed([one for one in _running(pipelines, scaffold) if one[2].kinds - _PREPARES])
    found = {file.platform: Evidence(file.path, At(), file.platform) for file, _, _ in running}
    return with_acted_on(Finding("met" if found else "missing", tuple(found.values()), Advice("no-pipeline")), scaffold)


PROBES = (Probe("pipeline", pipeline, Does), Probe("gate", gate, Gate), Probe("platform", platform, Platform))
