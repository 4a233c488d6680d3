"""The containers that diagrams draw against the services that a compose file runs; environments against pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jalon.facts.model import Codebase, Diagram, Diagrams, Pipelines
from jalon.facts.registers import Registers, cells, column, has_columns, place_of
from jalon.facts.registers.words import plain
from jalon.facts.safe_yaml import YamlFault, load
from jalon.remarks.knowledge import knowledge
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot, Unreadable

MOST_BYTES = 200_000
MOST_FILES, MOST_SERVICES, MOST_DIAGRAMS = 10, 60, 60
TYPES = frozenset({"c4-container", "deployment", "component"})
LEAST_ALIKE = 0.5  # share of the compose file's services that a diagram draws, from which it speaks of the same thing
LEAST_SERVICES = 3


def undrawn(diagrams: Diagrams, codebase: Codebase, snapshot: Snapshot) -> Iterator[Remark]:
    """Known products that run and are drawn nowhere, and those that are drawn and do not run."""
    drawn = [one for one in diagrams.items if one.type in TYPES and one.elements][:MOST_DIAGRAMS]
    files = [one for one in _compose_files(codebase, snapshot) if len(one) >= LEAST_SERVICES] if drawn else []
    running = _products(" ".join(f"{name} {image}" for one in files for name, image in one.items()))
    everywhere = _products(" ".join(_labels(one) for one in drawn))
    for one in drawn:
        alike = [services for services in files if _draws(one, services)]
        absent = sorted({
            name for services in alike for name, image in services.items()
            if (products := _products(f"{name} {image}")) and not products & everywhere
            and not any(_is_named(name, other) for other in drawn)
        })  # fmt: skip
        if absent:
            yield Remark("service-undrawn", one.path, one.at, {"services": absent, "n": len(absent)})
        extra = sorted(_products(" ".join(one.elements)) - running) if alike else []
        if extra:
            yield Remark("drawn-not-run", one.path, one.at, {"products": extra, "n": len(extra)})


def _compose_files(codebase: Codebase, snapshot: Snapshot) -> Iterator[dict[str, str]]:
    """Service → image, for each compose file that can be read."""
    for path in [item.path for item in codebase.containers if item.kind == "compose"][:MOST_FILES]:
        try:
            read = load(snapshot.text(path, MOST_BYTES))
        except (Unreadable, YamlFault):
            continue
        services = read.get("services") if isinstance(read, dict) else None
        yield {
            str(name): str(service.get("image") or "") if isinstance(service, dict) else ""
            for name, service in (list(services.items())[:MOST_SERVICES] if isinstance(services, dict) else ())
        }


def _labels(diagram: Diagram) -> str:
    return " ".join((*diagram.elements, *diagram.groups, diagram.title))


def _draws(diagram: Diagram, services: Mapping[str, str]) -> bool:
    """Whether a diagram shows enough of a compose file's services to speak of the same thing."""
    found = [name for name, image in services.items() if _is_drawn(name, image, diagram)]
    return len(found) >= max(2.0, LEAST_ALIKE * len(services))


def _is_drawn(name: str, image: str, diagram: Diagram) -> bool:
    return _is_named(name, diagram) or bool(_products(f"{name} {image}") & _products(_labels(diagram)))


def _is_named(name: str, diagram: Diagram) -> bool:
    """Whether a label says the service's own name, whatever product it runs."""
    words = set(_words(_labels(diagram)))
    return any(word in words for word in _words(name) if len(word) > 1)


def _products(text: str) -> frozenset[str]:
    """The products of `services` that a text names."""
    words = set(_words(text))
    return frozenset(name for name, names in knowledge().services.items() if words.intersection(names))


def _words(text: str) -> list[str]:
    """Words in lower case, separated by anything that is no letter or digit; digits at the end left out."""
    spaced = "".join(one if one.isalnum() else " " for one in text[:20_000].lower())
    return [word.rstrip("0123456789") or word for word in spaced.split()]


def environments(registers: Registers, pipelines: Pipelines) -> Iterator[Remark]:
    """Environments that a pipeline deploys to and the table of environments does not name."""
    used = {job.environment for one in pipelines.items for job in one.jobs if not job.disabled}
    used = {one for one in used if re.fullmatch(r"[\w-]{2,40}", one)}
    for register in registers.items:
        if column(register, "environment") != 0 or not has_columns(register, ("environment", "address")):
            continue
        named = {_environment(cell) for cell in cells(register, "environment")}
        missing = sorted(one for one in used if _environment(one) not in named)
        if missing and len(named) > 1:
            values = {"environments": missing, "n": len(missing)}
            yield Remark("environment-unlisted", register.path, place_of(register, 0), values)


def _environment(name: str) -> str:
    """Its usual name, or its own."""
    own = plain(name)
    for usual, names in knowledge().environments.items():
        if any(plain(one) == own or plain(one) in own.split() for one in names):
            return usual
    return own


RULES = (Rule("undrawn", undrawn), Rule("environments", environments))
