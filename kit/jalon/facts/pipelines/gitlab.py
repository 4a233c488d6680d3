"""GitLab CI: stages, rules, extends, references, local includes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from itertools import islice

import msgspec

from jalon.facts.model import At, Job, Pipeline, Step
from jalon.facts.pipelines.constants import is_never
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.tools import is_production, tools, use_effect
from jalon.facts.safe_yaml import Node, YamlFault, parse

RESERVED = frozenset(
    {"stages", "variables", "default", "include", "workflow", "image", "services", "before_script", "after_script",
     "cache", "spec", "types"}
)  # fmt: skip
MAX_FILES = 50
MAX_EXTENDS = 11
MAX_REFERENCES = 10
MAX_VISITS = 20_000
MAX_JOBS = 500
MAX_CHILDREN = 10
MAX_GENERATIONS = 2

_SOURCE = re.compile(r"\$CI_PIPELINE_SOURCE\s{0,5}==\s{0,5}[\"']?(\w{1,40})")
_SOURCES = {
    "merge_request_event": "merge-request",
    "external_pull_request_event": "merge-request",
    "push": "push",
    "schedule": "schedule",
    "web": "manual",
    "api": "call",
    "trigger": "call",
    "pipeline": "call",
    "parent_pipeline": "call",
}
_ONLY = {
    "branches": "push",
    "pushes": "push",
    "tags": "tag",
    "merge_requests": "merge-request",
    "external_pull_requests": "merge-request",
    "schedules": "schedule",
    "web": "manual",
    "api": "call",
    "triggers": "call",
    "pipelines": "call",
}
Entries = dict[str, tuple[int, Node]]


class _Rule(msgspec.Struct, frozen=True):
    triggers: tuple[str, ...]
    when: str
    may_fail: bool


def gitlab(path: str, text: str, scripts: Scripts, read: Callable[[str], str]) -> tuple[Pipeline, ...]:
    """Read a pipeline: itself, then one Pipeline for each local file it includes or starts, so that lines are exact.

    `read` gives the text of a file of the repository, or an empty text. What is included counts as the file itself
    does; a child pipeline is reached by the triggers of the job that starts it.
    """
    return tuple(_pipelines(path, text, scripts, read, 0))


def _pipelines(path: str, text: str, scripts: Scripts, read: Callable[[str], str], depth: int) -> list[Pipeline]:
    try:
        loader = _Loader(read)
        content = loader.load(path, text)
    except YamlFault as fault:
        return [Pipeline(path, "gitlab", valid=False, problems=(str(fault),), unread=fault.why)]
    reader = _Reader(content, loader, scripts)
    read_jobs = ((loader.file(node), reader.job(name, line, node)) for name, (line, node) in content.items())
    by_file: dict[str, list[Job]] = {file: [] for file in loader.files}
    for file, job in islice(read_jobs, MAX_JOBS):
        if job is not None:
            by_file[file].append(job)
    by_file[path] += [_template(name, line) for name, line in loader.templates]
    valid = any(by_file.values()) and (not reader.broken or bool(loader.templates))
    problems = (*loader.problems, *reader.problems, *(() if any(by_file.values()) else ("no job",)))
    found = [_pipeline(file, jobs, valid, problems if file == path else ()) for file, jobs in by_file.items()]
    found = [pipeline for pipeline in found if pipeline.jobs or pipeline.path == path]
    children = reader.children[:MAX_CHILDREN] if depth < MAX_GENERATIONS else []
    return found + [child for start in children for child in _child(*start, scripts, read, depth)]


def _pipeline(path: str, jobs: list[Job], valid: bool, problems: tuple[str, ...]) -> Pipeline:
    triggers = _ordered(trigger for job in jobs if not job.disabled for trigger in job.triggers)
    return Pipeline(path, "gitlab", triggers=triggers, jobs=tuple(jobs), valid=valid, problems=problems)


def _child(path: str, starter: Job, scripts: Scripts, read: Callable[[str], str], depth: int) -> list[Pipeline]:
    """A child pipeline, its jobs reached as the job that starts it is."""
    found = _pipelines(path, read(path), scripts, read, depth + 1)
    return [
        msgspec.structs.replace(
            pipeline,
            triggers=("call",),
            jobs=tuple(
                msgspec.structs.replace(job, triggers=starter.triggers, disabled=job.disabled or starter.disabled)
                for job in pipeline.jobs
            ),
        )
        for pipeline in found
    ]


class _Loader:
    """Puts the local includes before the file itself, as GitLab does, and remembers which file each value is from."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._file_of: dict[int, str] = {}
        self.problems: list[str] = []
        self.files: list[str] = []
        self.templates: list[tuple[str, int]] = []

    def load(self, path: str, text: str) -> Entries:
        """The top level of a file and of what it includes.

        Raises:
            YamlFault: the file, or one it includes, is not YAML.
        """
        self.files.append(path)
        documents = [document for document in parse(text) if document.get("spec") is None] if text else []
        root = documents[0] if documents else Node("scalar", 1)
        if root.kind != "map":
            self.problems.append(f"{path}: the file is not a mapping")
            return {}
        content: Entries = {}
        for node in _listed(root.get("include")):
            content |= self._included(node)
        for _, node in root.entries().values():
            self._file_of[id(node)] = path
            self._file_of |= {id(value): path for _, value in node.entries().values()}
        return {**content, **root.entries()}

    def file(self, node: Node) -> str:
        """The file of a job or of one of its settings; empty for what lies deeper."""
        return self._file_of.get(id(node), "")

    def _included(self, node: Node) -> Entries:
        local = local_path(node)
        if local and local not in self.files and len(self.files) <= MAX_FILES:
            text = self._read(local)
            if text:
                return self.load(local, text)
            self.problems.append(f"line {node.line}: {local} is included but does not exist")
        elif not local and node.kind == "map":
            named = node.get("template") or node.get("component") or node.get("remote") or node.get("file")
            self.templates += [(name, node.line) for name in (named.strings() if named is not None else [])]
        return {}


def local_path(node: Node) -> str:
    """The path of a local include, or empty."""
    local = node if node.kind == "scalar" else node.get("local")
    if local is None or not local.string or "://" in local.string:
        return ""
    return posixpath.normpath(local.string.lstrip("/"))


def _listed(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return node.items if node.kind == "list" else [node]


def _template(name: str, line: int) -> Job:
    effect = use_effect(name, {}, tools().gitlab_includes)
    step = Step(name, uses=name, kinds=effect.kinds, levels=effect.levels, at=At(line=line))
    return Job(name, steps=(step,), triggers=("push", "merge-request"), at=At(line=line))


class _Reader:
    def __init__(self, content: Entries, loader: _Loader, scripts: Scripts) -> None:
        self._content = content
        self._file = loader.file
        self._scripts = scripts
        self._workflow = _rules(content["workflow"][1].get("rules")) if "workflow" in content else ()
        self.problems: list[str] = []
        self._merged: dict[int, Entries] = {}
        self._depth = 0
        self._visits = 0
        self.broken = False  # the platform refuses the whole file
        self.children: list[tuple[str, Job]] = []  # child pipelines: path, and the job that starts it

    def job(self, name: str, line: int, node: Node) -> Job | None:
        """A job, or None for what is none."""
        if name in RESERVED or node.kind != "map":
            return None
        before = len(self.problems)
        entries = self._extended(node)
        unknown = len(self.problems) > before  # what it extends is elsewhere, and so may be its script
        steps = self._steps(entries, self._file(node), line)
        trigger = _value(entries, "trigger")
        if not steps and trigger is None and not _value(entries, "needs"):
            return None  # a holder of settings
        hidden = name.startswith(".")
        if not steps and trigger is None and not hidden:
            self.problems.append(f"line {line}: job {name} has no script")
            self.broken = self.broken or not unknown
        job = self._placed(Job(name, steps=steps, needs=_needs(entries), at=At(line=line)), entries, hidden)
        self.children += [(path, job) for each in _listed(_include(trigger)) if (path := local_path(each))]
        return job

    def _placed(self, job: Job, entries: Entries, hidden: bool) -> Job:
        """A job with its stage, its environment and what its rules say."""
        rules = _effective(entries)
        alive = [rule for rule in rules if rule.when != "never"]
        environment = _value(entries, "environment")
        place = environment.get("name") if environment is not None and environment.kind == "map" else environment
        manual = bool(alive) and all(rule.when == "manual" for rule in alive)
        stage = _value(entries, "stage")
        return msgspec.structs.replace(
            job,
            stage=stage.string if stage is not None else "test",
            environment=place.string if place is not None and place.kind == "scalar" else "",
            triggers=self._through_workflow(_ordered(trigger for rule in alive for trigger in rule.triggers)),
            disabled=hidden or not alive,
            manual=manual,
            approval=manual or (place is not None and is_production(place.string)),
            gate=manual,
            may_fail=_may_fail(entries) or (bool(alive) and all(rule.may_fail for rule in alive)),
        )

    def _through_workflow(self, triggers: tuple[str, ...]) -> tuple[str, ...]:
        allowed = {trigger for rule in self._workflow if rule.when != "never" for trigger in rule.triggers}
        return tuple(trigger for trigger in triggers if trigger in allowed) if self._workflow else triggers

    def _extended(self, node: Node) -> Entries:
        """The settings of a job with those it extends; each node is merged once, and a cycle adds nothing."""
        key = id(node)
        if key not in self._merged:
            own = node.entries()
            self._merged[key] = own
            self._depth += 1
            self._merged[key] = {**self._inherited(own.get("extends")), **own}
            self._depth -= 1
        return self._merged[key]

    def _inherited(self, extends: tuple[int, Node] | None) -> Entries:
        merged: Entries = {}
        for name in extends[1].strings()[:MAX_EXTENDS] if extends is not None and self._depth <= MAX_EXTENDS else ():
            if name in self._content:
                merged |= self._extended(self._content[name][1])
            elif extends is not None:
                self.problems.append(f"line {extends[0]}: extends {name}, which does not exist")
        return merged

    def _steps(self, entries: Entries, file: str, job_line: int) -> tuple[Step, ...]:
        """The commands of a job; one written in another file has the line of the job."""
        steps: list[Step] = []
        folder = ""
        for section in ("before_script", "script", "after_script"):
            node = _value(entries, section) or (self._default(section) if "script" in entries else None)
            for line, command in self._commands(node, file, 0):
                effect = self._scripts.effect(command, folder)
                if match := re.match(r"cd\s{1,5}([\w./-]{1,200})\s{0,5}$", command):
                    folder = posixpath.normpath(posixpath.join(folder, match[1])).lstrip("./")
                steps.append(
                    Step(
                        name=command.splitlines()[0][:120] if command.strip() else section,
                        commands=tuple(part.strip() for part in command.splitlines() if part.strip()),
                        kinds=effect.kinds,
                        levels=effect.levels,
                        at=At(line=line or job_line),
                        may_fail=effect.soft,
                    )
                )
        return tuple(steps)

    def _default(self, section: str) -> Node | None:
        default = self._content.get("default")
        inside = default[1].get(section) if default is not None else None
        return inside or (self._content[section][1] if section in self._content else None)

    def _commands(self, node: Node | None, file: str, depth: int, here: bool = True) -> Iterable[tuple[int, str]]:
        """(line, or 0 in another file; command) of a section, references followed."""
        self._visits += 1
        if node is None or depth > MAX_REFERENCES or self._visits > MAX_VISITS:
            return
        here = here and self._file(node) in ("", file)
        if node.tag == "!reference":
            keys = node.strings()
            source = self._content.get(keys[0]) if keys else None
            target = _value(self._extended(source[1]), keys[1]) if source is not None and len(keys) > 1 else None
            if target is not None and len(keys) > 2:
                target = target.get(*keys[2:])
            yield from self._commands(target, file, depth + 1, here)
        elif node.kind == "list":
            for item in node.items:
                yield from self._commands(item, file, depth + 1, here)
        elif node.kind == "scalar":
            yield (node.line if here else 0), node.string


def _include(trigger: Node | None) -> Node | None:
    return trigger.get("include") if trigger is not None else None


def _value(entries: Entries, key: str) -> Node | None:
    return entries[key][1] if key in entries else None


def _needs(entries: Entries) -> tuple[str, ...]:
    node = _value(entries, "needs") or _value(entries, "dependencies")
    items = node.items if node is not None and node.kind == "list" else []
    names = [item.string if item.kind == "scalar" else (item.get("job") or item).string for item in items]
    return tuple(name for name in names if name)


def _may_fail(entries: Entries) -> bool:
    node = _value(entries, "allow_failure")
    return node is not None and (node.text is True or node.kind == "map")


def _effective(entries: Entries) -> tuple[_Rule, ...]:
    """The rules of a job, whatever the way they are written; without any, it runs on every push and tag."""
    when_node = _value(entries, "when")
    when = when_node.string if when_node is not None else "on_success"
    rules = _rules(_value(entries, "rules"), when)
    if "rules" in entries:
        return rules
    only, without = _refs(_value(entries, "only")), _refs(_value(entries, "except"))
    none = (node := _value(entries, "only")) is not None and node.kind == "list" and not node.items
    triggers = () if none else _ordered(_ONLY.get(ref, "push") for ref in only) if only else ("push", "tag")
    branches_left = any(ref not in _ONLY for ref in without)
    triggers = tuple(t for t in triggers if t not in {_ONLY[ref] for ref in without if ref in _ONLY} or branches_left)
    return (_Rule(triggers, when if triggers else "never", may_fail=False),)


def _refs(node: Node | None) -> list[str]:
    if node is None:
        return []
    if node.kind == "map":
        node = node.get("refs")
    return node.strings() if node is not None else []


def _rules(node: Node | None, default: str = "on_success") -> tuple[_Rule, ...]:
    if node is None:
        return ()
    found = []
    for item in _flat(node, 0):
        when, condition, allow = item.get("when"), item.get("if"), item.get("allow_failure")
        text = condition.string if condition is not None else ""
        found.append(
            _Rule(
                triggers=_triggers(text),
                when="never" if is_never(text) else when.string if when is not None else default,
                may_fail=allow is not None and allow.text is True,
            )
        )
    return tuple(found)


def _flat(node: Node, depth: int) -> Iterable[Node]:
    for item in node.items:
        if item.kind == "list" and depth < 10:
            yield from _flat(item, depth + 1)
        elif item.kind == "map":
            yield item


def _triggers(condition: str) -> tuple[str, ...]:
    """The triggers that a condition lets through, clause by clause."""
    found: list[str] = []
    for clause in condition.split("||"):
        if match := _SOURCE.search(clause):
            found.append(_SOURCES.get(match[1], "push"))
        elif "$CI_MERGE_REQUEST" in clause:
            found.append("merge-request")
        elif "$CI_COMMIT_TAG" in clause and "!" not in clause and "null" not in clause:
            found.append("tag")
        elif "$CI_COMMIT_BRANCH" in clause or "$CI_COMMIT_REF" in clause:
            found.append("push")
        else:
            found += ["push", "tag", "merge-request"]
    return _ordered(found)


def _ordered(triggers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(triggers))
