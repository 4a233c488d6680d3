"""Diagrams: what a program can read of them, in files and in the code blocks of documents.

`problems` of a diagram are `code` or `code: detail`; the codes are in `PROBLEMS` and reports translate them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING

from jalon.facts.diagrams.bpmn import MODEL as BPMN
from jalon.facts.diagrams.bpmn import read_bpmn
from jalon.facts.diagrams.dot import is_dot, read_dot
from jalon.facts.diagrams.draft import MOST_BYTES, Draft
from jalon.facts.diagrams.drawio import PNG, model_in_png, model_in_svg, read_drawio
from jalon.facts.diagrams.drawn import read_drawn
from jalon.facts.diagrams.mermaid import is_mermaid, read_mermaid
from jalon.facts.diagrams.plantuml import read_plantuml
from jalon.facts.diagrams.structurizr import is_structurizr, read_structurizr
from jalon.facts.hardened_xml import BadXml, elements_of
from jalon.facts.model import Code, Diagram, Diagrams, Documents, Inventory, Unread
from jalon.snapshot import Unreadable

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot

PROBLEMS = (
    "dangling-reference",  # something names what is not there
    "dates-reversed",  # a task ends before it starts
    "duplicate-id",
    "invalid-date",
    "no-date",
    "no-end-event",
    "no-layout",  # BPMN without diagram interchange: a modeller shows nothing
    "no-process",
    "no-start-event",
    "no-task",
    "not-closed",
    "unknown-task",  # a dependency on a task that does not exist
    "unnamed-task",
    "unreachable",
    "unreadable",
)
MOST_FILES = 2_000
MOST_DIAGRAMS = 5_000
MOST_TOTAL = 64 * 1024 * 1024
MOST_SECONDS = 20.0  # an honest repository takes a tenth of one
PNG_HEAD = 64 * 1024


def diagrams(snapshot: Snapshot, inventory: Inventory, documents: Documents) -> Diagrams:
    """Every diagram of the repository, sorted by path and line or page."""
    found: list[Diagram] = []
    refused: dict[str, str] = {}
    for path, headings, drafts in _everywhere(snapshot, inventory, documents, refused):
        found.extend(draft.finished(path, *headings) for draft in drafts)
        if len(found) >= MOST_DIAGRAMS:
            break
    found.sort(key=lambda one: (one.path, one.at.page or 0, one.at.line or 0))
    return Diagrams(tuple(found[:MOST_DIAGRAMS]), tuple(Unread(path, why) for path, why in sorted(refused.items())))


def _everywhere(
    snapshot: Snapshot, inventory: Inventory, documents: Documents, refused: dict[str, str]
) -> Iterator[tuple[str, tuple[str, ...], list[Draft]]]:
    """Path, headings from the nearest, and what stands there; `refused` is filled with path → why."""
    end = monotonic() + MOST_SECONDS
    for path, drafts in _in_files(snapshot, inventory, end, refused):
        yield path, (PurePosixPath(path).name.partition(".")[0],), drafts
    for document in documents.items:
        for section in document.sections:
            for code in section.code:
                if monotonic() < end and (drafts := in_code(code)):
                    yield document.path, (section.heading, *section.trail[-1:]), drafts


# --- code blocks ---------------------------------------------------------------------------------------------------


def in_code(code: Code) -> list[Draft]:
    """The diagrams of a code block: by its language, or by an unmistakable first line when it names none."""
    line = code.at.line or 1
    drafts = _of_language(code.language.strip("{}.: ").lower(), code.text, line)
    for draft in drafts:
        draft.page = code.at.page
    return drafts


def _of_language(language: str, text: str, line: int) -> list[Draft]:
    if language in _PLAIN:
        language = _guessed(text)
    if language in {"mermaid", "mmd"}:
        return _some(read_mermaid(text, line))
    if language in {"plantuml", "puml", "uml", "c4plantuml", "wbs", "salt"}:
        return read_plantuml(text, line)
    if language in {"dot", "graphviz", "gv"}:
        return _some(read_dot(text, line))
    if language in {"structurizr", "dsl", "structurizr-dsl"} and is_structurizr(text):
        return read_structurizr(text, line)
    return _some(read_drawn(text, line)) if language == "text" else []


def _guessed(text: str) -> str:
    """The language of a block that names none."""
    if is_mermaid(text):
        return "mermaid"
    if text.lstrip()[:6] == "@start":
        return "plantuml"
    return "dot" if is_dot(text) else "text"


_PLAIN = frozenset({"", "text", "txt", "plaintext", "plain", "ascii", "diagram", "none"})


def _some(draft: Draft | None) -> list[Draft]:
    return [draft] if draft is not None else []


# --- files ---------------------------------------------------------------------------------------------------------


def _in_files(
    snapshot: Snapshot, inventory: Inventory, end: float, refused: dict[str, str]
) -> Iterator[tuple[str, list[Draft]]]:
    sizes = {entry.path: entry.size for entry in snapshot.files}
    budget = MOST_TOTAL
    for number, path in enumerate(_candidates(inventory.files)):
        size = sizes.get(path, 0)
        if not size:
            continue
        try:
            if why := "too-many" if number >= MOST_FILES else _too_much(size, budget, end):
                raise Unreadable(path, why)
            drafts = _READERS[PurePosixPath(path).suffix.lower()](snapshot, path)
            budget -= size
        except (Unreadable, BadXml) as fault:
            if not _only_perhaps(path):
                refused[path] = fault.reason if isinstance(fault, Unreadable) else fault.why
                yield path, [_unreadable(path, str(fault) if isinstance(fault, BadXml) else fault.reason)]
            continue
        if drafts:
            yield path, drafts
        if drafts and not _only_perhaps(path) and all(map(_is_unreadable, drafts)):
            refused[path] = "damaged"


def _is_unreadable(draft: Draft) -> bool:
    return any(problem.startswith("unreadable") for problem in draft.problems)


def _too_much(size: int, budget: int, end: float) -> str:
    if size > MOST_BYTES:
        return "too-large"
    if size > budget:
        return "budget"
    return "timeout" if monotonic() > end else ""


def _candidates(paths: Iterable[str]) -> list[str]:
    """Files that may hold a diagram; those whose name says so come first."""
    found = [path for path in paths if PurePosixPath(path).suffix.lower() in _READERS]
    return sorted(found, key=lambda path: (_only_perhaps(path), path))


def _only_perhaps(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in _PERHAPS and ".drawio" not in path.lower()


def _mermaid_file(snapshot: Snapshot, path: str) -> list[Draft]:
    return _some(read_mermaid(snapshot.text(path, limit=MOST_BYTES)))


def _plantuml_file(snapshot: Snapshot, path: str) -> list[Draft]:
    return read_plantuml(snapshot.text(path, limit=MOST_BYTES))


def _dot_file(snapshot: Snapshot, path: str) -> list[Draft]:
    return _some(read_dot(snapshot.text(path, limit=MOST_BYTES)))


def _structurizr_file(snapshot: Snapshot, path: str) -> list[Draft]:
    text = snapshot.text(path, limit=MOST_BYTES)
    return read_structurizr(text) if is_structurizr(text) else []


def _xml_file(snapshot: Snapshot, path: str) -> list[Draft]:
    """BPMN, draw.io, or an SVG with a draw.io model in it; any other XML is left without being parsed."""
    data = snapshot.read(path, limit=MOST_BYTES)
    certain = path.lower().endswith((".bpmn", ".bpmn20", ".drawio", ".dio"))
    if not certain and not any(mark in data for mark in (BPMN.encode(), b"<mxfile", b"mxGraphModel", b"&lt;mxfile")):
        return []
    root = elements_of(data)
    model = model_in_svg(root)
    drafts = read_drawio(root if model is None else model)
    return drafts or _some(read_bpmn(root))


def _unreadable(path: str, why: str) -> Draft:
    return Draft(_NOTATIONS.get(PurePosixPath(path).suffix.lower(), "drawio"), problems=[f"unreadable: {why}"])


def _png_file(snapshot: Snapshot, path: str) -> list[Draft]:
    data = snapshot.read(path, limit=MOST_BYTES)
    head = data[:PNG_HEAD]
    if not head.startswith(PNG) or not (b"mxfile" in head or b"mxGraphModel" in head):
        return []
    model = model_in_png(data)
    return read_drawio(model) if model is not None else []


_READERS: dict[str, Callable[[Snapshot, str], list[Draft]]] = {
    ".mmd": _mermaid_file,
    ".mermaid": _mermaid_file,
    ".puml": _plantuml_file,
    ".plantuml": _plantuml_file,
    ".pu": _plantuml_file,
    ".iuml": _plantuml_file,
    ".wsd": _plantuml_file,
    ".dot": _dot_file,
    ".gv": _dot_file,
    ".dsl": _structurizr_file,
    ".bpmn": _xml_file,
    ".bpmn20": _xml_file,
    ".drawio": _xml_file,
    ".dio": _xml_file,
    ".xml": _xml_file,
    ".svg": _xml_file,
    ".png": _png_file,
}
_NOTATIONS = {".mmd": "mermaid", ".mermaid": "mermaid", ".puml": "plantuml", ".plantuml": "plantuml", ".pu": "plantuml",
              ".iuml": "plantuml", ".wsd": "plantuml", ".dot": "dot", ".gv": "dot", ".dsl": "structurizr",
              ".bpmn": "bpmn", ".bpmn20": "bpmn"}  # fmt: skip
_PERHAPS = frozenset({".xml", ".svg", ".png"})
