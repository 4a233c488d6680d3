"""From a folder of YAML to a `Checklist`, or to the list of its faults with file and line."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from jalon.catalogue.coherence import incoherences
from jalon.catalogue.fault import Fault, InvalidChecklist, line_of
from jalon.catalogue.model import Block, Checklist, Deliverable, EvaluationRule, Header, ProbeCall, Topic
from jalon.probes import PROBES
from jalon.resources import resource

T = TypeVar("T")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are truth values: `on:` is the name of a parameter, « oui » a word."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def built_in() -> dict[str, Path]:
    """The checklists that come with the package: id → folder."""
    return {path.parent.name: path.parent for path in sorted(resource("checklists").glob("*/checklist.yml"))}


def find_checklist(name: str) -> Path:
    """The folder of a built-in checklist, or of one given by its path.

    Raises:
        InvalidChecklist: there is no such checklist.
    """
    known = built_in()
    if name in known:
        return known[name]
    folder = Path(name)
    if (folder / "checklist.yml").is_file():
        return folder
    raise InvalidChecklist([Fault(name, 0, "no-checklist", {"known": ", ".join(known)})])


def load_checklist(folder: Path) -> Checklist:
    """Read a checklist from its folder.

    Raises:
        InvalidChecklist: with every fault found, each with its file and line.
    """
    reader = _Reader(folder)
    header = reader.read(folder / "checklist.yml", Header)
    blocks = [reader.read(folder / f"{name}.yml", Block) for name in header.blocks] if header else []
    topics = [
        topic
        for path in sorted((folder / "topics").glob("*.yml"))
        for topic in reader.read(path, tuple[Topic, ...]) or ()
    ]
    evaluation = reader.read(folder / "evaluation.yml", tuple[EvaluationRule, ...]) or ()
    deliverables = [reader.read(path, Deliverable) for path in sorted((folder / "deliverables").glob("*.yml"))]
    if reader.faults or header is None:
        raise InvalidChecklist(reader.faults)
    checklist = Checklist(
        id=header.id, version=header.version, name=header.name, level=header.level, ends=header.ends,
        source=header.source, blocks=tuple(filter(None, blocks)), deliverables=tuple(filter(None, deliverables)),
        topics=tuple(topics), evaluation=evaluation, sha256=reader.digest.hexdigest(), folder=str(folder),
    )  # fmt: skip
    if faults := incoherences(checklist, folder):
        raise InvalidChecklist(faults)
    return checklist


class _Reader:
    """Reads one file after another, gathering the faults and the digest of what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.digest = hashlib.sha256()

    def read(self, path: Path, type_: type[T]) -> T | None:
        name = path.relative_to(self.folder).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.faults.append(Fault(str(path), 0, "unreadable", {}))
            return None
        self.digest.update(f"{name}\0{len(text)}\0{text}".encode())
        try:
            # what a checklist says is trusted as far as its syntax: trainers write it, students do not
            data = yaml.load(text, Loader=_Loader)  # noqa: S506
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self.faults.append(Fault(str(path), line, "syntax", {"problem": error.problem or ""}))
            return None
        try:
            return msgspec.convert(_with_probes(data, "$"), type_)
        except msgspec.ValidationError as error:
            problem, _, where = str(error).partition(" - at `")
            self.faults.append(Fault(str(path), line_of(text, where.rstrip("`")), "shape", {"problem": problem}))
            return None


def _with_probes(data: Any, where: str) -> Any:
    """The same data with each `probes` list turned into calls whose parameters have the probe's own type."""
    if isinstance(data, dict):
        return {
            key: [_call(one, f"{where}.probes[{n}]") for n, one in enumerate(value)]
            if key == "probes" and isinstance(value, list)
            else _with_probes(value, f"{where}.{key}")
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_with_probes(value, f"{where}[{n}]") for n, value in enumerate(data)]
    return data


def _call(data: Any, where: str) -> ProbeCall:
    if not isinstance(data, dict) or len(data) != 1:
        raise msgspec.ValidationError(f"Expected one probe with its parameters - at `{where}`")
    ((name, parameters),) = data.items()
    if name not in PROBES:
        raise msgspec.ValidationError(f"Unknown probe `{name}` - at `{where}`")
    parameters = dict(parameters or {})
    at_most = parameters.pop("at_most", "met")
    if at_most not in ("met", "partial"):
        raise msgspec.ValidationError(f"Expected `at_most` to be met or partial - at `{where}`")
    try:
        return ProbeCall(name, msgspec.convert(parameters, PROBES[name].parameters), at_most)
    except msgspec.ValidationError as error:
        problem, _, inner = str(error).partition(" - at `$")
        raise msgspec.ValidationError(f"{problem} - at `{where}.{name}{inner.rstrip('`')}`") from None
