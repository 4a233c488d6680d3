"""GitHub Actions, and Gitea or Forgejo which read the same files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec

from jalon.facts.model import At, Job, Pipeline, Step
from jalon.facts.pipelines.constants import is_never
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import NOTHING, Effect, is_production, tools, use_effect
from jalon.facts.safe_yaml import Node, YamlFault, parse

_EVENTS = {
    "pull_request": "merge-request",
    "pull_request_target": "merge-request",
    "merge_group": "merge-request",
    "schedule": "schedule",
    "workflow_dispatch": "manual",
    "repository_dispatch": "call",
    "workflow_call": "call",
    "workflow_run": "call",
    "release": "release",
    "create": "tag",
    "registry_package": "release",
    "deployment": "call",
    "deployment_status": "call",
    "check_suite": "call",
    "check_run": "call",
    "status": "call",
}
_EVENT_IS = re.compile(r"github\.event_name\s{0,5}==\s{0,5}['\"](\w{1,40})['\"]")
_EVENT_IS_NOT = re.compile(r"github\.event_name\s{0,5}!=\s{0,5}['\"](\w{1,40})['\"]")
_ON_TAG = re.compile(
    r"startsWith\(\s{0,5}github\.ref\s{0,5},\s{0,5}['\"]refs/tags|github\.ref_type\s{0,5}==\s{0,5}['\"]tag"
)
_ACTION_DEPTH = 3
_USUAL_BRANCH = re.compile(
    r"(?:main|master|trunk|dev|prod|stag|pre|release|next|beta|stable|feature|hotfix|gh-pages|test|v\d)", re.IGNORECASE
)
MAX_JOBS = 300
MAX_STEPS = 300


class Place(msgspec.Struct, frozen=True):
    """What a workflow's filters are held against: branches (none when they are not known) and files."""

    branches: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()


def github(
    path: str,
    text: str,
    scripts: Scripts,
    local_action: dict[str, str],
    place: Place = Place(),  # noqa: B008
) -> Pipeline:
    """Read a workflow. `local_action` maps the folder of each composite action of the repository to its text."""
    try:
        documents = parse(text)
    except YamlFault as fault:
        return Pipeline(path, "github", valid=False, problems=(str(fault),), unread=fault.why)
    root = documents[0] if documents else Node("scalar", 1)
    fatal, minor = _problems(root, place)
    triggers = _triggers(root.get("on"), place)
    reader = _Reader(scripts, local_action)
    jobs = tuple(
        reader.job(name, line, node, triggers, _default_folder(root)) for name, (line, node) in _jobs(root).items()
    )
    always = frozenset(name for name, (_, node) in _jobs(root).items() if "always()" in _condition(node))
    return Pipeline(
        path,
        "github",
        name=node.string if (node := root.get("name")) else posixpath.basename(path),
        triggers=triggers,
        jobs=_skipped(jobs, always),
        follows=_follows(root),
        valid=not fatal,
        problems=(*fatal, *minor),
    )


def _jobs(root: Node) -> dict[str, tuple[int, Node]]:
    node = root.get("jobs")
    return dict(islice(node.entries().items(), MAX_JOBS)) if node is not None else {}


def _problems(root: Node, place: Place) -> tuple[list[str], list[str]]:
    """Faults that keep the file from running, and faults of single jobs."""
    fatal: list[str] = []
    minor: list[str] = []
    jobs = _jobs(root)
    if root.kind != "map":
        return ["the file is not a mapping"], []
    if root.get("on") is None:
        fatal.append("no `on`: nothing starts this workflow")
    elif not _triggers(root.get("on"), place) and _events(root.get("on")) <= {"push", "schedule"}:
        fatal.append("`on` lets nothing through: nothing starts this workflow")
    if not jobs:
        fatal.append("no job")
    for name, (line, job) in jobs.items():
        if job.get("uses") is None and job.get("runs-on") is None:
            fatal.append(f"line {line}: job {name} has no `runs-on`")
        steps = job.get("steps")
        if job.get("uses") is None and (steps is None or not steps.items):
            fatal.append(f"line {line}: job {name} has no step")
        unknown = [need for need in _needs(job) if need not in jobs]
        fatal += [f"line {line}: job {name} needs {need}, which does not exist" for need in unknown]
    return fatal, minor


def _needs(job: Node) -> list[str]:
    node = job.get("needs")
    return node.strings() if node is not None else []


def _triggers(node: Node | None, place: Place) -> tuple[str, ...]:
    if node is None:
        return ()
    if node.kind != "map":
        return _unique(_EVENTS.get(event, "push" if event == "push" else "") for event in node.strings())
    found: list[str] = []
    for event, (_, settings) in node.entries().items():
        if event == "schedule":
            found += ["schedule"] if any(map(_comes, settings.items or [settings])) else []
        elif event == "push":
            found += _push(settings, place)
        elif event in _EVENTS:
            found.append(_EVENTS[event])
    return _unique(found)


def _events(node: Node | None) -> set[str]:
    if node is None:
        return set()
    return set(node.entries()) if node.kind == "map" else set(node.strings())


def _follows(root: Node) -> tuple[str, ...]:
    names = root.get("on", "workflow_run", "workflows")
    return tuple(names.strings()) if names is not None else ()


def _comes(schedule: Node) -> bool:
    """A day that the calendar has: there is no 31st of February."""
    cron = node.string.split() if (node := schedule.get("cron")) is not None else []
    return not (len(cron) == 5 and cron[2] in ("30", "31") and cron[3].lower() in ("2", "02", "feb"))


def _push(settings: Node, place: Place) -> list[str]:
    tags, branches = settings.get("tags"), settings.get("branches")
    ignored = settings.get("branches-ignore")
    if branches is not None and branches.kind == "list" and not branches.items:
        return []
    if ignored is not None and "**" in ignored.strings():
        return []
    if tags is None and (_leads_nowhere(branches, place) or _touches_nothing(settings.get("paths"), place)):
        return []
    if tags is not None and branches is None and settings.get("branches-ignore") is None:
        return ["tag"]
    return ["push", "tag"] if tags is not None else ["push"]


def _leads_nowhere(branches: Node | None, place: Place) -> bool:
    """Every branch is named, none of them exists, and none has a name that such a branch usually has."""
    names = branches.strings() if branches is not None else []
    plain = all(re.fullmatch(r"[\w./-]+", name) for name in names)
    usual = any(_USUAL_BRANCH.match(name) for name in names)
    return bool(names) and plain and not usual and bool(place.branches) and place.branches.isdisjoint(names)


def _touches_nothing(paths: Node | None, place: Place) -> bool:
    """No file of the repository is under what the paths name before their first joker."""
    named = [one for one in (paths.strings() if paths is not None else []) if not one.startswith("!")]
    heads = tuple(re.split(r"[*?\[+]", one)[0] for one in named)
    return bool(heads) and not any(path.startswith(heads) for path in place.files)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _default_folder(node: Node) -> str:
    folder = node.get("defaults", "run", "working-directory")
    return _folder(folder.string) if folder is not None else ""


def _folder(text: str) -> str:
    folder = posixpath.normpath(text.removeprefix("./") or ".")
    return "" if folder in (".", "/") or folder.startswith(("..", "/")) or "$" in folder else folder


class _Reader:
    def __init__(self, scripts: Scripts, local_action: dict[str, str]) -> None:
        self._scripts = scripts
        self._local = local_action
        self._composites: dict[str, Effect] = {}

    def job(self, name: str, line: int, node: Node, triggers: tuple[str, ...], folder: str) -> Job:
        condition = _condition(node)
        reached = _reached(condition, triggers)
        environment = node.get("environment", "name") or node.get("environment")
        steps = self._steps(node, _default_folder(node) or folder)
        if (called := node.get("uses")) is not None:
            name_ = called.string
            effect = use_effect(name_.partition("@")[0], _inputs(node), tools().actions)
            steps = (Step(name_, uses=name_, kinds=effect.kinds, levels=effect.levels, at=At(line=called.line)),)
        asks = any(self._asks(step) for step in steps)
        place = environment.string if environment is not None and environment.kind == "scalar" else ""
        return Job(
            name=name,
            steps=steps,
            needs=tuple(_needs(node)),
            environment=place,
            triggers=reached,
            disabled=is_never(condition) or _has_no_run(node),
            manual=bool(reached) and set(reached) <= {"manual"},
            approval=asks or is_production(place),
            gate=asks,
            may_fail=_true(node.get("continue-on-error")),
            at=At(line=line),
        )

    def _asks(self, step: Step) -> bool:
        return bool(step.uses) and use_effect(step.uses.partition("@")[0], {}, tools().actions).approval

    def _steps(self, job: Node, folder: str) -> tuple[Step, ...]:
        node = job.get("steps")
        listed = node.items[:MAX_STEPS] if node is not None else []
        return tuple(self._step(step, folder) for step in listed if step.kind == "map")

    def _step(self, node: Node, folder: str) -> Step:
        run, uses, name = node.get("run"), node.get("uses"), node.get("name")
        inner = node.get("working-directory")
        effect = NOTHING
        if run is not None:
            effect = self._scripts.effect(run.string, _folder(inner.string) if inner is not None else folder)
        elif uses is not None:
            effect = self._use(uses.string, _inputs(node), 0)
        commands = tuple(line.strip() for line in run.string.splitlines() if line.strip()) if run is not None else ()
        used = uses.string if uses is not None else ""
        return Step(
            name=name.string if name is not None else next(iter(commands), used),
            commands=commands,
            uses=used,
            kinds=effect.kinds,
            levels=effect.levels,
            at=At(line=node.line),
            disabled=is_never(_condition(node)),
            may_fail=effect.soft or _true(node.get("continue-on-error")),
        )

    def _use(self, uses: str, inputs: dict[str, str], depth: int) -> Effect:
        if uses.startswith("./") and depth < _ACTION_DEPTH:
            path = posixpath.normpath(uses)
            if path not in self._composites:
                self._composites[path] = NOTHING  # in case it uses itself
                self._composites[path] = self._composite(self._local.get(path, ""), depth)
            return self._composites[path]
        effect = use_effect(uses.partition("@")[0], inputs, tools().actions)
        command = next((inputs[key] for key in ("run", "script", "command", "args") if inputs.get(key)), "")
        if effect.kinds or not command:
            return effect
        return self._scripts.effect(command)

    def _composite(self, text: str, depth: int) -> Effect:
        try:
            documents = parse(text)
        except YamlFault:
            return NOTHING
        steps = documents[0].get("runs", "steps") if documents else None
        effects = []
        for node in (steps.items if steps is not None else [])[:100]:
            run, uses = node.get("run"), node.get("uses")
            if run is not None:
                effects.append(self._scripts.effect(run.string))
            elif uses is not None:
                effects.append(self._use(uses.string, _inputs(node), depth + 1))
        return Effect(
            frozenset[str]().union(*(effect.kinds for effect in effects)),
            frozenset[str]().union(*(effect.levels for effect in effects)),
        )


def _inputs(node: Node) -> dict[str, str]:
    given = node.get("with")
    return {key: value.string for key, (_, value) in given.entries().items()} if given is not None else {}


def _true(node: Node | None) -> bool:
    return node is not None and node.text is True


def _condition(node: Node) -> str:
    condition = node.get("if")
    return condition.string.strip().removeprefix("${{").removesuffix("}}").strip() if condition is not None else ""


def _has_no_run(job: Node) -> bool:
    """A matrix with an empty list makes no job."""
    matrix = job.get("strategy", "matrix")
    lists = matrix.entries().items() if matrix is not None and matrix.kind == "map" else ()
    return any(
        node.kind == "list" and not node.items for name, (_, node) in lists if name not in ("include", "exclude")
    )


def _reached(condition: str, triggers: tuple[str, ...]) -> tuple[str, ...]:
    """The triggers that the condition of a job lets through, when it speaks of events plainly; else all of them."""
    allowed: set[str] = set()
    for clause in condition.split("||"):
        events = _EVENT_IS.findall(clause)
        if events:
            allowed |= {_EVENTS.get(event, event) for event in events}
        elif _ON_TAG.search(clause):
            allowed |= {"tag", "release"}
        else:
            allowed |= set(triggers) - {_EVENTS.get(event, event) for event in _EVENT_IS_NOT.findall(clause)}
    if "push" in allowed and "tag" in triggers:
        allowed.add("tag")
    return tuple(trigger for trigger in triggers if trigger in allowed)


def _skipped(jobs: Sequence[Job], always: frozenset[str]) -> tuple[Job, ...]:
    """Jobs that need a disabled one are skipped too, unless their condition says `always()`."""
    found = list(jobs)
    dead = {job.name for job in found if job.disabled}
    for _ in found:
        skipped = {job.name for job in found if job.name not in always and not dead.isdisjoint(job.needs)} - dead
        if not skipped:
            break
        dead |= skipped
    return tuple(msgspec.structs.replace(job, disabled=True) if job.name in dead else job for job in found)
