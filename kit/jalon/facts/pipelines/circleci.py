"""CircleCI: jobs, workflows, orbs, approvals."""

from __future__ import annotations

import msgspec

from jalon.facts.model import At, Job, Pipeline, Step
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import tools, use_effect
from jalon.facts.safe_yaml import Node, YamlFault, parse

_STEPS = {"checkout": frozenset({"checkout"}), "setup_remote_docker": frozenset({"setup"}),
          "restore_cache": frozenset({"setup"}), "save_cache": frozenset({"setup"})}  # fmt: skip
MAX_NESTING = 5
MAX_VISITS = 10_000


def circleci(path: str, text: str, scripts: Scripts) -> Pipeline:
    """Read a configuration; a job that no workflow names never runs, unless it is called `build` and there is none."""
    try:
        documents = parse(text)
    except YamlFault as fault:
        return Pipeline(path, "circleci", valid=False, problems=(str(fault),), unread=fault.why)
    root = documents[0] if documents else Node("scalar", 1)
    if root.kind != "map" or (root.get("jobs") is None and root.get("workflows") is None):
        return Pipeline(path, "circleci", valid=False, problems=("no job",))
    reader = _Reader(root, scripts)
    jobs = reader.jobs()
    problems = reader.problems if jobs else [*reader.problems, "no job"]
    triggers = tuple(dict.fromkeys(trigger for job in jobs if not job.disabled for trigger in job.triggers))
    return Pipeline(path, "circleci", triggers=triggers, jobs=jobs, valid=bool(jobs), problems=tuple(problems))


class _Reader:
    def __init__(self, root: Node, scripts: Scripts) -> None:
        self._root = root
        self._scripts = scripts
        self._defined = _entries(root.get("jobs"))
        self._commands = _entries(root.get("commands"))
        self._visits = 0
        self.problems: list[str] = []

    def jobs(self) -> tuple[Job, ...]:
        found: list[Job] = []
        named: set[str] = set()
        workflows = {k: v for k, v in _entries(self._root.get("workflows")).items() if v[1].kind == "map"}
        for _, workflow in workflows.values():
            run = self._workflow(workflow)
            found += run
            named |= {job.stage for job in run}
        for name in self._defined:
            if name not in named:
                alone = not workflows and name == "build"
                found.append(self._filled(Job(name, stage=name, triggers=("push",), disabled=not alone)))
        return tuple(found)

    def _workflow(self, workflow: Node) -> list[Job]:
        listed = workflow.get("jobs")
        triggers = _triggers(workflow)
        disabled = _text(workflow.get("when")) == "false" or _text(workflow.get("unless")) == "true"
        found: list[Job] = []
        gates: set[str] = set()
        for node in listed.items if listed is not None else []:
            pairs = node.entries() or {node.string: (node.line, Node("map", node.line))}
            for kind, (line, settings) in pairs.items():
                name = _text(settings.get("name")) or kind
                requires = settings.get("requires")
                needs = tuple(requires.strings()) if requires is not None else ()
                gated = _text(settings.get("type")) == "approval"
                if gated or not gates.isdisjoint(needs):
                    gates.add(name)
                reached = _filtered(settings, triggers)
                job = Job(name, needs=needs, stage=kind, triggers=reached, disabled=disabled, at=At(line=line))
                if gated:
                    found.append(msgspec.structs.replace(job, manual=True, approval=True, gate=True))
                else:
                    found.append(self._filled(msgspec.structs.replace(job, approval=name in gates, gate=name in gates)))
        return found

    def _filled(self, job: Job) -> Job:
        """A job with the steps of the definition, or of the orb, that its `stage` names, and the definition's line."""
        kind = job.stage
        if kind in self._defined:
            line, node = self._defined[kind]
            steps = tuple(self._steps(node.get("steps"), _text(node.get("working_directory")), 0))
            return msgspec.structs.replace(job, steps=steps, at=At(line=line))
        if "/" not in kind:
            self.problems.append(f"line {job.at.line}: job {kind} does not exist")
        effect = use_effect(kind, {}, tools().actions)
        return msgspec.structs.replace(
            job, steps=(Step(kind, uses=kind, kinds=effect.kinds, levels=effect.levels, at=job.at),)
        )

    def _steps(self, node: Node | None, folder: str, depth: int) -> list[Step]:
        found: list[Step] = []
        for item in node.items if node is not None and depth < MAX_NESTING else []:
            self._visits += 1
            if self._visits > MAX_VISITS:
                break
            entries = item.entries() or {item.string: (item.line, Node("map", item.line))}
            for kind, (line, settings) in entries.items():
                if kind == "run":
                    found.append(self._run(settings, line, folder))
                elif kind in self._commands:
                    found += self._steps(self._commands[kind][1].get("steps"), folder, depth + 1)
                elif kind in ("when", "unless"):
                    found += self._steps(settings.get("steps"), folder, depth + 1)
                elif kind in _STEPS:
                    found.append(Step(kind, uses=kind, kinds=_STEPS[kind], at=At(line=line)))
                else:
                    effect = use_effect(kind, {}, tools().actions)
                    found.append(Step(kind, uses=kind, kinds=effect.kinds, levels=effect.levels, at=At(line=line)))
        return found

    def _run(self, node: Node, line: int, folder: str) -> Step:
        text = node.string if node.kind == "scalar" else _text(node.get("command"))
        inner = _text(node.get("working_directory")) or folder
        effect = self._scripts.effect(text, "" if inner.startswith(("~", "/")) else inner)
        lines = tuple(part.strip() for part in text.splitlines() if part.strip())
        return Step(
            name=_text(node.get("name")) or (lines or ("",))[0],
            commands=lines,
            kinds=effect.kinds,
            levels=effect.levels,
            at=At(line=line),
            may_fail=effect.soft,
        )


def _entries(node: Node | None) -> dict[str, tuple[int, Node]]:
    return node.entries() if node is not None else {}


def _text(node: Node | None) -> str:
    return node.string if node is not None and node.kind == "scalar" else ""


def _triggers(workflow: Node) -> tuple[str, ...]:
    node = workflow.get("triggers")
    kinds = [key for item in (node.items if node is not None else []) for key in item.entries()]
    return ("schedule",) if "schedule" in kinds else ("push",)


def _filtered(settings: Node, triggers: tuple[str, ...]) -> tuple[str, ...]:
    tags, branches = settings.get("filters", "tags"), settings.get("filters", "branches")
    if tags is None:
        return triggers
    ignored = branches is not None and "/.*/" in _strings(branches.get("ignore"))
    return ("tag",) if ignored else (*triggers, "tag")


def _strings(node: Node | None) -> list[str]:
    return node.strings() if node is not None else []
