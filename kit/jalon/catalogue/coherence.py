"""What no type can say of a checklist: ids that resolve, guides that exist, probes where they belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jalon.catalogue.fault import Fault
from jalon.catalogue.model import Checklist, ProbeCall


def incoherences(checklist: Checklist, folder: Path) -> list[Fault]:
    """Every reference that does not resolve and every rule of form that is broken, in the order of the files."""
    return [
        *_repeated(checklist, folder),
        *_elements(checklist, folder),
        *_probes(checklist, folder),
        *_guides(checklist, folder),
    ]


def _fault(path: Path, wanted: str, message: str, **values: str) -> Fault:
    """A fault at the first line of `path` that holds `wanted`."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    line = next((n for n, text in enumerate(lines, 1) if wanted in text), 0)
    return Fault(str(path), line, message, values)


def _repeated(checklist: Checklist, folder: Path) -> Iterator[Fault]:
    groups = (
        ("checklist.yml", [one.id for one in checklist.requirements()]),
        ("checklist.yml", [one.id for one in checklist.competencies()]),
        ("topics", [one.id for one in checklist.topics]),
        ("deliverables", [one.id for one in checklist.deliverables]),
    )
    for name, ids in groups:
        for identifier, count in Counter(ids).items():
            if count > 1:
                yield _fault(folder / name, identifier, "repeated-id", id=identifier)


def _elements(checklist: Checklist, folder: Path) -> Iterator[Fault]:
    for block in checklist.blocks:
        path = folder / f"{block.id}.yml"
        for competency in block.competencies:
            kinds = {one.id: one.kind for one in competency.requirements}
            for element in competency.elements:
                for wanted in element.any_of:
                    if wanted not in kinds:
                        yield _fault(path, wanted, "unknown-requirement", id=wanted)
                    elif kinds[wanted] == "jury":
                        yield _fault(path, wanted, "jury-in-element", id=wanted)
            for requirement in competency.requirements:
                if (requirement.kind == "jury") is bool(requirement.probes):
                    yield _fault(path, f"id: {requirement.id}", "probes-and-kind", id=requirement.id)


def _probes(checklist: Checklist, folder: Path) -> Iterator[Fault]:
    topics = {one.id for one in checklist.topics} | {one.id for one in checklist.deliverables}
    competencies = {one.id for one in checklist.competencies()}
    for block in checklist.blocks:
        for competency in block.competencies:
            for requirement in competency.requirements:
                for name in _unknown_topics(requirement.probes, topics):
                    yield _fault(folder / f"{block.id}.yml", name, "unknown-topic", id=name)
    for deliverable in checklist.deliverables:
        path = folder / "deliverables" / f"{deliverable.id}.yml"
        for part in deliverable.contains:
            for name in _unknown_topics(part.probes, topics):
                yield _fault(path, name, "unknown-topic", id=name)
        for wanted in set(deliverable.competencies) - competencies:
            yield _fault(path, wanted, "unknown-competency", id=wanted)


def _unknown_topics(calls: tuple[ProbeCall, ...], known: set[str]) -> Iterator[str]:
    for call in calls:
        for field in ("topics", "within"):
            yield from (name for name in getattr(call.parameters, field, ()) if name not in known)


def _guides(checklist: Checklist, folder: Path) -> Iterator[Fault]:
    for competency in checklist.competencies():
        for language in ("fr", "en"):
            guide = folder / "guides" / language / f"{competency.id}.md"
            if not guide.is_file():
                yield Fault(str(guide), 0, "no-guide", {"id": competency.id})
