"""Azure Pipelines: stages, jobs, deployments, local templates."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from jalon.facts.model import At, Job, Pipeline, Step
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import is_production, tools, use_effect
from jalon.facts.safe_yaml import Node, YamlFault, parse

_SCRIPTS = ("script", "bash", "pwsh", "powershell")
_DOCKER = {
    "": "docker build .\ndocker push image",
    "buildAndPush": "docker build .\ndocker push image",
    "build": "docker build .",
    "push": "docker push image",
}
MAX_TEMPLATES = 50
MAX_VISITS = 20_000


def azure(path: str, text: str, scripts: Scripts, read: Callable[[str], str]) -> Pipeline:
    """Read a pipeline; `read` gives the text of a local template. Without `trigger`, every push starts it."""
    try:
        documents = parse(text)
    except YamlFault as fault:
        return Pipeline(path, "azure", valid=False, problems=(str(fault),), unread=fault.why)
    root = documents[0] if documents else Node("scalar", 1)
    if not any(root.get(key) is not None for key in ("stages", "jobs", "steps", "extends")):
        return Pipeline(path, "azure", valid=False, problems=("no stage, job or step",))
    triggers = _triggers(root)
    reader = _Reader(scripts, read, posixpath.dirname(path), triggers)
    reader.root(root)
    problems = () if reader.jobs else ("no job",)
    return Pipeline(path, "azure", _text(root.get("name")), triggers, tuple(reader.jobs), bool(reader.jobs), problems)


def _triggers(root: Node) -> tuple[str, ...]:
    found = []
    trigger, pr = root.get("trigger"), root.get("pr")
    if _text(trigger) != "none":
        found.append("push")
        if trigger is not None and trigger.get("tags") is not None:
            found.append("tag")
    if pr is not None and _text(pr) != "none":
        found.append("merge-request")
    if root.get("schedules") is not None:
        found.append("schedule")
    return tuple(found) or ("manual",)


class _Reader:
    def __init__(self, scripts: Scripts, read: Callable[[str], str], folder: str, triggers: tuple[str, ...]) -> None:
        self._scripts = scripts
        self._read = read
        self._folder = folder
        self._triggers = triggers
        self._templates = 0
        self._visits = 0
        self.jobs: list[Job] = []

    def root(self, root: Node) -> None:
        if (stages := root.get("stages")) is not None:
            for stage in self._expanded(stages, "stages", 0):
                self._stage(stage)
        elif (jobs := root.get("jobs")) is not None:
            self._jobs(jobs, "", disabled=False)
        else:
            self._job(root, "", disabled=False)

    def _stage(self, stage: Node) -> None:
        name = _text(stage.get("stage"))
        jobs = stage.get("jobs")
        if jobs is not None:
            self._jobs(jobs, name, _never(stage))

    def _jobs(self, node: Node, stage: str, disabled: bool) -> None:
        for job in self._expanded(node, "jobs", 0):
            self._job(job, stage, disabled)

    def _job(self, node: Node, stage: str, disabled: bool) -> None:
        environment = node.get("environment")
        place = _text(environment) or (_text(environment.get("name")) if environment is not None else "")
        depends = node.get("dependsOn")
        steps = self._steps(node.get("steps")) + self._strategy(node.get("strategy"))
        asks = any("ManualValidation" in step.uses for step in steps)
        self.jobs.append(
            Job(
                name=_text(node.get("job")) or _text(node.get("deployment")) or stage or "job",
                steps=tuple(steps),
                needs=tuple(depends.strings()) if depends is not None else (),
                stage=stage,
                environment=place,
                triggers=self._triggers,
                disabled=disabled or _never(node),
                manual=self._triggers == ("manual",),
                approval=asks or is_production(place),
                gate=asks,
                may_fail=_text(node.get("continueOnError")) == "true",
                at=At(line=node.line),
            )
        )

    def _strategy(self, node: Node | None) -> list[Step]:
        found: list[Step] = []
        for _, (_, way) in (node.entries() if node is not None else {}).items():
            for phase in ("preDeploy", "deploy", "routeTraffic", "postRouteTraffic"):
                found += self._steps(way.get(phase, "steps"))
        return found

    def _steps(self, node: Node | None) -> list[Step]:
        return [self._step(step) for step in (self._expanded(node, "steps", 0) if node is not None else [])]

    def _step(self, node: Node) -> Step:
        text = next((_text(node.get(key)) for key in _SCRIPTS if node.get(key) is not None), "")
        task = _text(node.get("task")).partition("@")[0]
        inputs = {key: _text(value) for key, (_, value) in _entries(node.get("inputs")).items()}
        folder = _text(node.get("workingDirectory")) or inputs.get("workingDirectory", "")
        if node.get("checkout") is not None:
            return Step("checkout", uses="checkout", kinds=frozenset({"checkout"}), at=At(line=node.line))
        text = text or _task_command(task, inputs)
        folder = folder.replace("$(System.DefaultWorkingDirectory)/", "").replace("$(Build.SourcesDirectory)/", "")
        effect = self._scripts.effect(text, folder)
        own = use_effect(task, inputs, tools().actions)
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        return Step(
            name=_text(node.get("displayName")) or task or (lines or ("",))[0],
            commands=lines,
            uses=task,
            kinds=effect.kinds | own.kinds,
            levels=effect.levels | own.levels,
            at=At(line=node.line),
            disabled=_never(node) or _text(node.get("enabled")) == "false",
            may_fail=effect.soft or _text(node.get("continueOnError")) == "true",
        )

    def _expanded(self, node: Node, section: str, depth: int) -> list[Node]:
        """The items of a list, templates and `${{ if }}` blocks replaced by what they hold."""
        found: list[Node] = []
        for item in node.items:
            self._visits += 1
            if self._visits > MAX_VISITS:
                break
            template = _text(item.get("template"))
            inner = [value for key, (_, value) in item.entries().items() if key.startswith("${{")]
            if template and "@" not in template and depth < 5 and self._templates < MAX_TEMPLATES:
                self._templates += 1
                folder = "" if template.startswith("/") else self._folder
                content = self._template(posixpath.normpath(posixpath.join(folder, template.lstrip("/"))), section)
                found += self._expanded(content, section, depth + 1) if content is not None else []
            elif inner and depth < 5:
                for block in inner:
                    found += self._expanded(block, section, depth + 1)
            elif item.kind == "map":
                found.append(item)
        return found

    def _template(self, path: str, section: str) -> Node | None:
        try:
            documents = parse(self._read(path))
        except YamlFault:
            return None
        return documents[0].get(section) if documents else None


def _task_command(task: str, inputs: dict[str, str]) -> str:
    """The command that a task stands for, as a shell would be given it."""
    command = inputs.get("command", "")
    ways = {
        "Npm": f"npm {inputs.get('customCommand') or command}",
        "Maven": f"mvn {inputs.get('goals', 'package')}",
        "Gradle": f"gradle {inputs.get('tasks', 'build')}",
        "DotNetCoreCLI": f"dotnet {command}",
        "Docker": _DOCKER.get(command, ""),
    }
    return ways.get(task) or next((inputs[key] for key in ("script", "inlineScript", "filePath") if key in inputs), "")


def _entries(node: Node | None) -> dict[str, tuple[int, Node]]:
    return node.entries() if node is not None else {}


def _text(node: Node | None) -> str:
    return node.string if node is not None and node.kind == "scalar" else ""


def _never(node: Node) -> bool:
    return _text(node.get("condition")).strip() in ("false", "never()")
