"""Facts written by hand, so that a probe is tested from what it reads and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from jalon.catalogue.model import Checklist, Deliverable, Names, Part, ProbeCall, Text, Topic
from jalon.facts.model import At, Commit, Document, Documents, Figure, History, Inventory, Paragraph, Section, Table
from jalon.facts.prose import Prose, prose
from jalon.facts.scaffold import Scaffold, line_hash, text_hash
from jalon.facts.topics import TopicCues
from jalon.probes import Finding

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
    heading: str,
    *paragraphs: str,
    level: int = 2,
    trail: Sequence[str] = (),
    tables: Sequence[Table] = (),
    figures: Sequence[Figure] = (),
    line: int = 1,
) -> Section:
    """A section whose paragraphs stand on the line below its heading."""
    texts = tuple(Paragraph(one, At(line=line + 1)) for one in paragraphs)
    return Section(heading, level, tuple(trail), At(line=line), texts, tuple(tables), figures=tuple(figures))


def document(path: str, *sections: Section, title: str = "", language: str = "fr", form: str = "markdown") -> Document:
    return Document(path, form, title, language, sections)


def commits(*said: str) -> tuple[Commit, ...]:
    """Commits from "day path" or "day path author", newest first as git gives them."""
    made = []
    for number, one in enumerate(said):
        day, path, *author = one.split()
        when = datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)
        made.append(Commit(f"{number:040x}", int(author[0]) if author else 0, when, f"docs: {path}", 1, (path,)))
    return tuple(sorted(made, key=lambda one: one.when, reverse=True))


def history(*said: str, shallow: bool = False) -> History:
    return History(known=True, shallow=shallow, commits=commits(*said))


UNKNOWN = History(known=False)
BARE = Scaffold()  # a repository that was never made from the template


def scaffolded(*shipped: str, acts: str = "") -> Scaffold:
    """A capstone in which these files are still the template's; `acts` is own code for its machinery."""
    return Scaffold("started" if acts else "untouched", frozenset(shipped), acts)


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make these the only texts that the template ever shipped."""

    def these(*texts: str) -> None:
        known = {
            "texts.txt": frozenset(text_hash(one) for one in texts),
            "lines.txt": frozenset(line_hash(one) for one in texts),
            "names.txt": frozenset(),
        }
        monkeypatch.setattr("jalon.facts.scaffold._hashes", lambda name: known[name])

    return these


def why(finding: Finding, *names: str) -> tuple[object, ...]:
    """What a probe gives as its reason: the message and some of its values; how it is worded is not its business."""
    return (finding.advice.message, *(finding.advice.values[name] for name in names))


def places(finding: Finding) -> list[str]:
    return [one.path for one in finding.evidence]


def prose_of(
    *documents: Document, files: Sequence[str] = (), declared: dict[str, tuple[str, ...]] | None = None
) -> Prose:
    """Prose made of documents, as the real fact makes it."""
    return prose(Documents(documents), Inventory(tuple(files)), cues(declared))


@pytest.fixture
def read() -> Callable[..., Prose]:
    """`prose_of`, by the name that tests read best."""
    return prose_of


__all__ = ["Figure", "document", "section", "words"]
