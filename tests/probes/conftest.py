"""Facts written by hand, so that a probe is tested from what it reads and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from jalon.catalogue.model import Checklist, Deliverable, Names, Part, ProbeCall, Text, Topic
from jalon.facts.model import At, Document, Documents, Figure, Inventory, Paragraph, Section, Table
from jalon.facts.prose import Prose, prose
from jalon.facts.topics import TopicCues

RISKS = Topic("risk", heading=("risque", "risk"), body=("aléa", "parade", "mitigation", "criticité"))
COST = Topic("cost", heading=("budget", "coût", "cost"), body=("euro", "licence", "amortissement"))
STUDY = Deliverable(
    id="feasibility-study",
    name=Text("Étude de faisabilité", "Feasibility study"),
    kind="document",
    competencies=("X-1",),
    contains=(Part("cost", (ProbeCall("section", None),)),),
    also=Names(fr=("étude d’opportunité",), en=("business case",)),
)


@pytest.fixture
def topics() -> TopicCues:
    """Two topics and one deliverable, which is a topic too."""
    return cues()


def cues(declared: dict[str, tuple[str, ...]] | None = None) -> TopicCues:
    checklist = Checklist(
        "x", "1", Text("x", "x"), 7, None, "x", (), (STUDY,), (RISKS, COST), (), "0", "."  # type: ignore[arg-type]
    )  # fmt: skip
    return TopicCues(checklist, declared or {})


def words(count: int, about: str = "aléa parade licence euro") -> str:
    """A plain sentence of `count` different words, the first ones telling of risk and cost."""
    telling = about.split()
    return " ".join([*telling, *(f"mot{number}" for number in range(count - len(telling)))])


def section(
    heading: str, *paragraphs: str, level: int = 2, trail: Sequence[str] = (), tables: Sequence[Table] = (), line: int = 1
) -> Section:  # fmt: skip
    return Section(
        heading, level, tuple(trail), At(line=line), tuple(Paragraph(one, At(line=line + 1)) for one in paragraphs), tuple(tables)
    )  # fmt: skip


def document(path: str, *sections: Section, title: str = "", language: str = "fr", format: str = "markdown") -> Document:
    return Document(path, format, title, language, sections)


@pytest.fixture
def read() -> Callable[..., Prose]:
    """Prose made of documents, as the real fact makes it."""

    def made(*documents: Document, files: Sequence[str] = (), declared: dict[str, tuple[str, ...]] | None = None) -> Prose:
        return prose(Documents(documents), Inventory(tuple(files)), cues(declared))

    return made


__all__ = ["Figure", "document", "section", "words"]
