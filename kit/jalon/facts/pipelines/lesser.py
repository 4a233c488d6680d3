"""Bitbucket Pipelines, Travis, Woodpecker and Drone: the platforms whose files are lists of scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jalon.facts.model import At, Job, Pipeline, Step
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import Effect, is_production, tools, use_effect
from jalon.facts.safe_yaml import Node, YamlFault, parse

Reader = Callable[[Node, Scripts], list[Job]]

_EVENTS = {"push": "push", "pull_request": "merge-request", "tag": "tag", "cron": "schedule", "manual": "manual",
           "deployment": "manual", "release": "release"}  # fmt: skip
_BITBUCKET = {"default": ("push",), "branches": ("push",), "tags": ("tag",), "pull-requests": ("merge-request",),
              "custom": ("manual",)}  # fmt: skip
_TRAVIS_SECTIONS = ("before_install", "install", "before_script", "script", "after_success", "before_deploy")
MAX_NESTING = 5
MAX_JOBS = 500


def lesser(path: str, platform: str, text: str, scripts: Scripts) -> Pipeline:
    """Read a file of `platform` (bitbucket · travis · woodpecker)."""
    try:
        documents = parse(text)
    except YamlFault as fault:
        return Pipeline(path, platform, valid=False, problems=(str(fault),), unread=fault.why)
    jobs = tuple(job for document in documents for job in _READERS[platform](document, scripts))[:MAX_JOBS]
    triggers = tuple(dict.fromkeys(trigger for job in jobs for trigger in job.triggers))
    return Pipeline(path, platform, "", triggers, jobs, bool(jobs), () if jobs else ("no job",))


def _bitbucket(root: Node, scripts: Scripts) -> list[Job]:
    found: list[Job] = []
    for section, (_, node) in _entries(root.get("pipelines")).items():
        lists = [node] if section == "default" else [each for _, each in node.entries().values()]
        for listed in lists:
            steps = list(_bitbucket_steps(listed, 0))
            found += [_bitbucket_job(step, scripts, _BITBUCKET.get(section, ("push",))) for step in steps]
    return found


def _bitbucket_steps(node: Node, depth: int) -> Iterator[Node]:
    """The steps of a list, whatever `parallel` or `stage` holds them."""
    for item in node.items if depth < MAX_NESTING else ():
        for kind, (_, value) in item.entries().items():
            if kind == "step" and value.kind == "map":
                yield value
            elif kind in ("parallel", "stage"):
                yield from _bitbucket_steps(value.get("steps") or value, depth + 1)


def _bitbucket_job(node: Node, scripts: Scripts, triggers: tuple[str, ...]) -> Job:
    place = _text(node.get("deployment"))
    script = node.get("script")
    steps = [_line(item, scripts) for item in (script.items if script is not None else [])]
    manual = _text(node.get("trigger")) == "manual"
    name = _text(node.get("name")) or "step"
    return Job(
        name, tuple(steps), environment=place, triggers=triggers, manual=manual,
        approval=manual or is_production(place), gate=manual, at=At(line=node.line),
    )  # fmt: skip


def _travis(root: Node, scripts: Scripts) -> list[Job]:
    matrix = root.get("jobs", "include") or root.get("matrix", "include")
    holders = [root, *(matrix.items if matrix is not None else [])]
    return [job for holder in holders if (job := _travis_job(holder, scripts)) is not None]


def _travis_job(node: Node, scripts: Scripts) -> Job | None:
    steps = []
    for section in _TRAVIS_SECTIONS:
        for item in _listed(node.get(section)):
            steps.append(_line(item, scripts))
    for item in _listed(node.get("deploy")):
        provider = _text(item.get("provider"))
        if provider:
            steps.append(Step(provider, uses=provider, kinds=frozenset({"deploy"}), at=At(line=item.line)))
    name = _text(node.get("name")) or _text(node.get("stage")) or "script"
    return Job(name, tuple(steps), triggers=("push", "merge-request"), at=At(line=node.line)) if steps else None


def _woodpecker(root: Node, scripts: Scripts) -> list[Job]:
    listed = root.get("steps") or root.get("pipeline")
    named = _entries(listed) or {f"step {n}": (item.line, item) for n, item in enumerate(_listed(listed), 1)}
    outer = _woodpecker_events(root)
    found = []
    for name, (line, node) in named.items():
        steps = [_line(item, scripts) for item in _listed(node.get("commands"))]
        if not steps and (image := _text(node.get("image"))):
            effect = use_effect(image.partition(":")[0], {}, tools().actions)
            steps = [Step(image, uses=image, kinds=effect.kinds, levels=effect.levels, at=At(line=line))]
        triggers = _woodpecker_events(node) or outer or ("push", "merge-request")
        found.append(Job(_text(node.get("name")) or name, tuple(steps), triggers=triggers, at=At(line=line)))
    return found


def _woodpecker_events(node: Node) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for holder in ("when", "trigger"):
        for item in _listed(node.get(holder)):
            events = item.get("event")
            found |= dict.fromkeys(_EVENTS.get(event, "push") for event in (events.strings() if events else []))
    return tuple(found)


def _line(node: Node, scripts: Scripts) -> Step:
    """A line of a script, or a pipe of Bitbucket."""
    pipe = _text(node.get("pipe"))
    if pipe:
        effect = use_effect(pipe.partition(":")[0], {}, tools().actions)
        return Step(pipe, uses=pipe, kinds=effect.kinds, levels=effect.levels, at=At(line=node.line))
    effect = scripts.effect(node.string) if node.kind == "scalar" else Effect()
    lines = tuple(line.strip() for line in node.string.splitlines() if line.strip())
    return Step(
        next(iter(lines), ""), lines, kinds=effect.kinds, levels=effect.levels, at=At(line=node.line),
        may_fail=effect.soft,
    )  # fmt: skip


def _entries(node: Node | None) -> dict[str, tuple[int, Node]]:
    return node.entries() if node is not None else {}


def _listed(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return node.items if node.kind == "list" else [node]


def _text(node: Node | None) -> str:
    return node.string if node is not None and node.kind == "scalar" else ""


_READERS: dict[str, Reader] = {"bitbucket": _bitbucket, "travis": _travis, "woodpecker": _woodpecker}
