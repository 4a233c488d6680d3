"""From a folder of YAML to a `Checklist`, or to the list of its faults with file and line."""

from __future__ import annotations

import contextlib
import hashlib
import re
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from jalon import cache, compiled
from jalon.catalogue.coherence import Files, incoherences
from jalon.catalogue.fault import Fault, InvalidChecklist, line_of
from jalon.catalogue.model import (
    Block,
    Checklist,
    Deliverable,
    EvaluationRule,
    Header,
    ProbeCall,
    SubjectNames,
    Text,
    Topic,
)
from jalon.probes import PROBES
from jalon.resources import resource

T = TypeVar("T")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are truth values (`on:` is the name of a parameter, « oui » a word) and a key
    that stands twice is a mistake, not a way to lose the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"repeated key {key.value}", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


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
    """Read a checklist from its folder, or what was compiled from exactly these files.

    Raises:
        InvalidChecklist: with every fault found, each with its file and line.
    """
    if (name := name_of(folder)) is None:
        return read_checklist(folder)
    if found := compiled.find(name):
        with contextlib.suppress(msgspec.MsgspecError, LookupError):
            return msgspec.structs.replace(_with_parameters(found), folder=str(folder))
    checklist = read_checklist(folder)
    compiled.keep(name, msgspec.msgpack.encode(checklist))
    return checklist


def name_of(folder: Path) -> str | None:
    """The name of the compiled form: it covers every file of the folder that a checklist is read from, and which
    guides there are. None when one of them cannot be read: reading will tell."""
    parts: list[str | bytes] = ["checklist"]
    try:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".yml":
                parts += (name, path.read_bytes())
            elif path.suffix == ".md":
                parts.append(name)
    except OSError:
        return None
    return cache.key(*parts)


def _with_parameters(data: bytes) -> Checklist:
    """A compiled checklist, the parameters of each probe in the probe's own type again."""
    checklist = msgspec.msgpack.decode(data, type=Checklist)
    parts = (part for deliverable in checklist.deliverables for part in deliverable.contains)
    asked = (one.probes for one in checklist.requirements())
    for call in chain.from_iterable((*asked, *(part.probes for part in parts))):
        parameters: Any = msgspec.convert(call.parameters, PROBES[call.name].parameters)
        msgspec.structs.force_setattr(call, "parameters", parameters)
    return checklist


def read_checklist(folder: Path) -> Checklist:
    """Read a checklist from its YAML.

    Raises:
        InvalidChecklist: with every fault found, each with its file and line.
    """
    reader = _Reader(folder)
    header = reader.read(folder / "checklist.yml", Header)
    blocks = reader.each([folder / f"{name}.yml" for name in header.blocks] if header else [], Block)
    topics = reader.each(sorted((folder / "topics").glob("*.yml")), tuple[Topic, ...])
    rules = folder / "evaluation.yml"
    evaluation = reader.read(rules, tuple[EvaluationRule, ...]) or ()
    names = reader.read(folder / "names.yml", SubjectNames) or {}
    deliverables = reader.each(sorted((folder / "deliverables").glob("*.yml")), Deliverable)
    if reader.faults or header is None:
        raise InvalidChecklist(reader.faults)
    files = Files((folder / "checklist.yml", header), blocks, topics, deliverables, (rules, evaluation), names)
    if faults := incoherences(files, folder):
        raise InvalidChecklist(faults)
    return Checklist(
        id=header.id,
        version=header.version,
        name=header.name,
        level=header.level,
        ends=header.ends,
        source=header.source,
        blocks=tuple(block for _, block in blocks),
        deliverables=tuple(deliverable for _, deliverable in deliverables),
        topics=tuple(topic for _, each in topics for topic in each),
        evaluation=evaluation,
        sha256=reader.digest.hexdigest(),
        folder=str(folder),
        names=names,
    )


class _Reader:
    """Reads one file after another, gathering the faults and the digest of what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.digest = hashlib.sha256()

    def each(self, paths: list[Path], type_: type[T]) -> list[tuple[Path, T]]:
        """What could be read, with its file."""
        return [(path, found) for path in paths if (found := self.read(path, type_)) is not None]

    def read(self, path: Path, type_: type[T]) -> T | None:
        """What the file holds, or None and a fault."""
        text = ""
        try:
            text = path.read_text(encoding="utf-8")
            self.digest.update(f"{path.relative_to(self.folder).as_posix()}\0{len(text)}\0{text}".encode())
            # what a checklist says is trusted as far as its syntax: trainers write it, students do not
            return _converted(_with_probes(yaml.load(text, Loader=_Loader), "$"), type_)  # noqa: S506
        except Exception as error:
            fault = _fault_of(error, str(path), text)
            if fault is None:
                raise
            self.faults.append(fault)
            return None


def _fault_of(error: Exception, path: str, text: str) -> Fault | None:
    """What an error says of the file, in our words; None when it is no fault of the file."""
    match error:
        case OSError() | UnicodeDecodeError():
            return Fault(path, 0, "unreadable")
        case yaml.MarkedYAMLError():
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            return Fault(path, line, "syntax", {"problem": error.problem or ""})
        case msgspec.ValidationError():
            problem, where = _where(error)
            return Fault(path, line_of(text, where), "shape", {"problem": problem})
        case yaml.YAMLError() | ValueError():  # a control character; a date that does not exist
            return Fault(path, 0, "syntax", {"problem": str(error).splitlines()[0]})
    return None


def _where(error: msgspec.ValidationError) -> tuple[str, str]:
    """The problem and the path of what it is about: the key itself when it is one too many."""
    problem, _, where = str(error).partition(" - at `")
    unknown = re.search(r"unknown field `([^`]*)`", problem)
    return problem, f"{where.rstrip('`') or '$'}{'.' + unknown[1] if unknown else ''}"


def _converted(data: Any, type_: type[T]) -> T:
    """The data as `type_`; names one by one, because msgspec does not say which key of a mapping is wrong."""
    if type_ is not SubjectNames or not isinstance(data, dict):
        return msgspec.convert(data, type_)
    return msgspec.convert({key: _named(key, value) for key, value in data.items()}, type_)


def _named(key: str, value: Any) -> Text:
    try:
        return msgspec.convert(value, Text)
    except msgspec.ValidationError as error:
        problem, inner = _where(error)
        raise msgspec.ValidationError(f"{problem} - at `$.{key}{inner.removeprefix('$')}`") from None


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
    ((name, given),) = data.items()
    if name not in PROBES:
        raise msgspec.ValidationError(f"Unknown probe `{name}` - at `{where}`")
    where = f"{where}.{name}"
    if not isinstance(given, dict | None):
        raise msgspec.ValidationError(f"Expected the parameters of `{name}` - at `{where}`")
    parameters = dict(given or {})
    at_most = parameters.pop("at_most", "met")
    if at_most not in ("met", "partial"):
        raise msgspec.ValidationError(f"Expected `at_most` to be met or partial - at `{where}.at_most`")
    try:
        return ProbeCall(name, msgspec.convert(parameters, PROBES[name].parameters), at_most)
    except msgspec.ValidationError as error:
        problem, inner = _where(error)
        raise msgspec.ValidationError(f"{problem} - at `{where}{inner.removeprefix('$')}`") from None
