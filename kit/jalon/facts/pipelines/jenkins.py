"""Jenkinsfiles: declarative pipelines, and scripted ones made of stages."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from jalon.facts.model import At, Job, Pipeline, Step
from jalon.facts.pipelines.groovy import SHELLS, Call, GroovyFault, groovy
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import Effect, tools, use_effect

_TRIGGERS = {"cron": "schedule", "pollSCM": "push", "githubPush": "push", "gitlab": "push", "upstream": "call",
             "GenericTrigger": "call", "bitbucketPush": "push"}  # fmt: skip
_NOT_STEPS = frozenset({"agent", "when", "options", "environment", "tools", "triggers", "parameters", "input",
                        "axes", "excludes", "libraries"})  # fmt: skip
_CONDITIONS = {
    "changeRequest": ("merge-request",),
    "buildingTag": ("tag",),
    "tag": ("tag",),
    "branch": ("push",),
    "triggeredBy": (),
}


def jenkins(path: str, text: str, scripts: Scripts) -> Pipeline:
    """Read a Jenkinsfile. A multibranch job builds every push, so `push` is there without any `triggers` block."""
    try:
        root = groovy(text)
    except GroovyFault as fault:
        return Pipeline(path, "jenkins", valid=False, problems=(str(fault),), unread=fault.why)
    reader = _Reader(scripts)
    declarative = root.find("pipeline")
    for call in declarative or [root]:
        reader.stages(call, approval=False, disabled=False, only=())
    for call in declarative:
        reader.post(call)
    jobs = tuple(reader.jobs)
    triggers = dict.fromkeys((*_triggers(root), *(trigger for job in jobs for trigger in job.triggers)))
    problems = [] if jobs else ["no stage: its steps are elsewhere, or there is none"]
    return Pipeline(path, "jenkins", triggers=tuple(triggers), jobs=jobs, valid=bool(jobs), problems=tuple(problems))


def _triggers(root: Call) -> list[str]:
    found = ["push"]
    for call in root.walk():
        if call.name in ("triggers", "properties", "pipelineTriggers"):
            names = [call.name, *call.words, *(inner.name for inner in call.walk())]
            found += [_TRIGGERS[name] for name in names if name in _TRIGGERS]
    return found


class _Reader:
    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self.jobs: list[Job] = []
        self._asked = False  # an input step was met: what follows waits for a person

    def stages(self, block: Call, approval: bool, disabled: bool, only: tuple[str, ...]) -> None:
        """Jobs of the stages of a block, in order, whatever holds them (stages, parallel, node, script…)."""
        for call in block.calls:
            if call.name == "stage":
                self._stage(call, approval, disabled, only)
            elif call.calls and call.name not in _NOT_STEPS and any(inner.name == "stage" for inner in call.walk()):
                self.stages(call, approval, disabled, only)

    def post(self, pipeline: Call) -> None:
        """The steps of a pipeline's own `post` block, as a job of that name."""
        for block in pipeline.find("post"):
            steps = self._steps(block, "")
            if steps:
                self.jobs.append(Job("post", steps=steps, triggers=("push",), at=At(line=block.line)))

    def _stage(self, call: Call, approval: bool, disabled: bool, only: tuple[str, ...]) -> None:
        never, reached = _when(call)
        disabled = disabled or never
        only = reached or only
        gate = any(inner.name == "input" for inner in _own(call))
        approval = approval or gate
        self._asked = self._asked or gate
        if any(inner.name == "stage" for inner in call.walk()):
            self.stages(call, approval, disabled, only)
            return
        self.jobs.append(
            Job(
                name=call.string(),
                steps=self._steps(call, ""),
                needs=(self.jobs[-1].name,) if self.jobs else (),
                triggers=only or ("push",),
                disabled=disabled,
                approval=approval or self._asked,
                gate=approval or self._asked,
                may_fail=any(inner.name in ("catchError", "warnError") for inner in call.walk()),
                at=At(line=call.line),
            )
        )

    def _steps(self, block: Call, folder: str) -> tuple[Step, ...]:
        steps: list[Step] = []
        for call in block.calls:
            if call.name in _NOT_STEPS:
                continue
            if call.name in SHELLS:
                steps.append(self._shell(call, folder))
                continue
            effect = _effect(call)
            if effect.kinds:
                steps.append(
                    Step(call.name, uses=call.name, kinds=effect.kinds, levels=effect.levels, at=At(line=call.line))
                )
            inner = posixpath.normpath(posixpath.join(folder, call.string())) if call.name == "dir" else folder
            steps += self._steps(call, "" if inner.startswith(("..", "/")) else inner)
        return tuple(steps)

    def _shell(self, call: Call, folder: str) -> Step:
        text = call.string("script")
        effect = self._scripts.effect(text, folder)
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        return Step(
            name=call.string("label") if any(key == "label" for key, _ in call.strings) else (lines or ("",))[0],
            commands=lines,
            kinds=effect.kinds,
            levels=effect.levels,
            at=At(line=call.line),
            may_fail=effect.soft or "returnStatus" in call.words,
        )


def _effect(call: Call) -> Effect:
    """What a step that is no shell does, by its name; `docker.build(…).push()` and `step([$class: 'X'])` too."""
    names = [call.name, call.name.rpartition(".")[2] if call.name.startswith("docker.") else ""]
    names += [text for key, text in call.strings if key == "$class"]
    if call.name.startswith("docker."):
        names.append(".".join(call.name.split(".")[:2]))
    if call.name.endswith(".push") or (call.name == "push" and not call.calls):
        names.append("docker.push")
    effects = [use_effect(name, {}, tools().jenkins_steps) for name in names if name]
    return Effect(
        frozenset[str]().union(*(effect.kinds for effect in effects)),
        frozenset[str]().union(*(effect.levels for effect in effects)),
    )


def _own(stage: Call) -> list[Call]:
    """The calls of a stage without those of the stages it holds."""
    found: list[Call] = []
    todo = list(stage.calls)
    while todo:
        call = todo.pop()
        if call.name not in ("stage", "stages", "parallel"):
            found.append(call)
            todo += call.calls
    return found


def _when(stage: Call) -> tuple[bool, tuple[str, ...]]:
    """Whether a stage can never run, and the triggers its `when` names plainly."""
    never, triggers = False, dict[str, None]()
    for when in stage.find("when"):
        never = never or _false(when.calls)
        for condition in when.calls:
            triggers |= dict.fromkeys(_CONDITIONS.get(condition.name, ()))
        for group in when.find("anyOf"):
            for condition in group.calls:
                triggers |= dict.fromkeys(_CONDITIONS.get(condition.name, ()))
    return never, tuple(triggers)


def _false(conditions: Sequence[Call]) -> bool:
    return any(
        condition.name == "expression" and [inner.name for inner in condition.calls] == ["false"]
        for condition in conditions
    )
