"""What no type can say of a checklist: ids that resolve, guides that exist, probes where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from jalon.catalogue.fault import Fault, line_of
from jalon.catalogue.model import Block, Competency, Deliverable, EvaluationRule, Header, ProbeCall, SubjectNames, Topic
from jalon.catalogue.vocabulary import words_of


class Files(NamedTuple):
    """What was read, each value with the file it came from."""

    header: tuple[Path, Header]
    blocks: list[tuple[Path, Block]]
    topics: list[tuple[Path, tuple[Topic, ...]]]
    deliverables: list[tuple[Path, Deliverable]]
    evaluation: tuple[Path, tuple[EvaluationRule, ...]]
    names: SubjectNames


def incoherences(files: Files, folder: Path) -> list[Fault]:
    """Every reference that does not resolve and every rule of form that is broken, each with its file and line."""
    checks = (_repeated, _blocks, _elements, _probes, _words, _unnamed)
    return [*(fault for check in checks for fault in check(files)), *_guides(files, folder)]


def _fault(path: Path, where: str, message: str, wanted: str, **more: str) -> Fault:
    return Fault(str(path), line_of(path.read_text(encoding="utf-8"), where), message, {"id": wanted, **more})


def _competencies(files: Files) -> Iterator[tuple[Path, str, Competency]]:
    """Each competency with its file and where it stands in it."""
    for path, block in files.blocks:
        for number, competency in enumerate(block.competencies):
            yield path, f"$.competencies[{number}]", competency


def _ids(files: Files) -> Iterator[tuple[tuple[str, str], Path, str]]:
    """((what must be unique, id), file, where) of everything that has an id."""
    for path, block in files.blocks:
        yield ("block", block.id), path, "$.id"
    for path, where, competency in _competencies(files):
        yield ("competency", competency.id), path, f"{where}.id"
        for n, element in enumerate(competency.elements):
            yield (f"element of {competency.id}", element.id), path, f"{where}.elements[{n}].id"
        for n, requirement in enumerate(competency.requirements):
            yield ("requirement", requirement.id), path, f"{where}.requirements[{n}].id"
    for path, topics in files.topics:
        yield from ((("topic", one.id), path, f"$[{n}].id") for n, one in enumerate(topics))
    for path, deliverable in files.deliverables:
        yield ("deliverable", deliverable.id), path, "$.id"
        for n, part in enumerate(deliverable.contains):
            yield (f"part of {deliverable.id}", part.id), path, f"$.contains[{n}].id"
    path, rules = files.evaluation
    yield from ((("rule", one.id), path, f"$[{n}].id") for n, one in enumerate(rules))


def _repeated(files: Files) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for key, path, where in _ids(files):
        if key in seen:
            yield _fault(path, where, "repeated-id", key[1])
        seen.add(key)


def _blocks(files: Files) -> Iterator[Fault]:
    for name, (path, block) in zip(files.header[1].blocks, files.blocks, strict=True):
        if block.id != name:
            yield _fault(path, "$.id", "block-id", block.id)


def _elements(files: Files) -> Iterator[Fault]:
    for path, where, competency in _competencies(files):
        kinds = {one.id: one.kind for one in competency.requirements}
        for n, element in enumerate(competency.elements):
            for m, wanted in enumerate(element.any_of):
                place = f"{where}.elements[{n}].any_of[{m}]"
                if wanted not in kinds:
                    yield _fault(path, place, "unknown-requirement", wanted)
                elif kinds[wanted] == "jury":
                    yield _fault(path, place, "jury-in-element", wanted)
        for n, requirement in enumerate(competency.requirements):
            if (requirement.kind == "jury") is bool(requirement.probes):
                yield _fault(path, f"{where}.requirements[{n}].id", "probes-and-kind", requirement.id)


def _probes(files: Files) -> Iterator[Fault]:
    topics = {one.id for _, each in files.topics for one in each} | {one.id for _, one in files.deliverables}
    competencies = {one.id for _, _, one in _competencies(files)}
    for path, where, competency in _competencies(files):
        for n, requirement in enumerate(competency.requirements):
            yield from _unknown_topics(path, f"{where}.requirements[{n}]", requirement.probes, topics)
    for path, deliverable in files.deliverables:
        for n, part in enumerate(deliverable.contains):
            yield from _unknown_topics(path, f"$.contains[{n}]", part.probes, topics)
        for n, wanted in enumerate(deliverable.competencies):
            if wanted not in competencies:
                yield _fault(path, f"$.competencies[{n}]", "unknown-competency", wanted)


def _unknown_topics(path: Path, where: str, calls: tuple[ProbeCall, ...], known: set[str]) -> Iterator[Fault]:
    for n, call in enumerate(calls):
        for field in ("topics", "within"):
            for m, name in enumerate(getattr(call.parameters, field, ())):
                if name not in known:
                    yield _fault(path, f"{where}.probes[{n}].{call.name}.{field}[{m}]", "unknown-topic", name)


def _calls(files: Files) -> Iterator[tuple[Path, str, ProbeCall]]:
    """Every question with its file and where it stands in it."""
    for path, where, competency in _competencies(files):
        for n, requirement in enumerate(competency.requirements):
            for m, call in enumerate(requirement.probes):
                yield path, f"{where}.requirements[{n}].probes[{m}].{call.name}", call
    for path, deliverable in files.deliverables:
        for n, part in enumerate(deliverable.contains):
            for m, call in enumerate(part.probes):
                yield path, f"$.contains[{n}].probes[{m}].{call.name}", call


def _words(files: Files) -> Iterator[Fault]:
    """A column, a step or a level that no fact knows: it would be looked for in vain."""
    for path, where, call in _calls(files):
        for field in type(call.parameters).__struct_fields__:
            known = words_of(f"{call.name}.{field}")
            given = getattr(call.parameters, field)
            listed = not isinstance(given, str)
            for n, word in enumerate(given if listed else (given,)) if known else ():
                if word not in known:
                    near = ", ".join(get_close_matches(word, known, 4, 0.5) or sorted(known)[:6])
                    place = f"{where}.{field}[{n}]" if listed else f"{where}.{field}"
                    yield _fault(path, place, "unknown-word", word, field=field, near=near)


def _unnamed(files: Files) -> Iterator[Fault]:
    """Whatever a probe may look for is told to people by a name, never by its id."""
    for path, topics in files.topics:
        for n, topic in enumerate(topics):
            if topic.id not in files.names:
                yield _fault(path, f"$[{n}].id", "unnamed-topic", topic.id)
    for path, deliverable in files.deliverables:
        if deliverable.id not in files.names:
            yield _fault(path, "$.id", "unnamed-topic", deliverable.id)


def _guides(files: Files, folder: Path) -> Iterator[Fault]:
    for _, _, competency in _competencies(files):
        for language in ("fr", "en"):
            guide = folder / "guides" / language / f"{competency.id}.md"
            if not guide.is_file():
                yield Fault(str(guide), 0, "no-guide", {"id": competency.id})
