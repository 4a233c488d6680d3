from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.diagrams.dot import read_dot
from jalon.facts.diagrams.drawn import read_drawn
from jalon.facts.diagrams.structurizr import is_structurizr, read_structurizr
from jalon.facts.model import At, Code, Diagram

WORKSPACE = """workspace "Boutique" "Une boutique" {
    model {
        // les gens
        client = person "Client"
        shop = softwareSystem "Boutique" {
            web = container "Site" "React"
            api = container "API" "FastAPI" {
                auth = component "Connexion"
            }
        }
        client -> web "Achète"
        web -> api "Appelle"
    }
    views {
        systemContext shop {
            include *
        }
        container shop {
            include *
        }
    }
}
"""


def test_structurizr_gives_a_diagram_a_level() -> None:
    context, container = (draft.finished("x.dsl") for draft in read_structurizr(WORKSPACE))
    assert (context.type, context.elements, context.title) == ("c4-context", ("Client", "Boutique"), "Boutique")
    assert (container.type, container.elements) == ("c4-container", ("Client", "Boutique", "Site", "API"))
    assert container.relations == 2
    assert container.at.line == 18


def test_structurizr_without_views_is_as_deep_as_its_model() -> None:
    (found,) = read_structurizr(WORKSPACE[: WORKSPACE.index("    views")] + "}")
    assert found.type == "c4-component"
    assert len(found.elements) == 5


def test_other_dsl_is_not_structurizr() -> None:
    assert not is_structurizr("pipelineJob('x') { definition { } }")


def test_dot_nodes_labels_edges_and_clusters() -> None:
    draft = read_dot(
        """// dépendances
digraph "Paquets" {
  rankdir=LR; node [shape=box, label="?"];
  label = "Dépendances";
  subgraph cluster_0 { api; web }
  api [label="API\\nREST"]; db [label=<<b>Base</b>>];
  web -> api -> db:n [label="lit"]; # commentaire
  "file 1" -> db
}"""
    )
    assert draft is not None
    found = draft.finished("x.dot")
    assert found.elements == ("API REST", "web", "Base", "file 1")
    assert (found.relations, found.title, found.groups) == (3, "Dépendances", ("cluster_0",))


@pytest.mark.parametrize("text", ["", "hello", "graph of my life", "\x00\x01"])
def test_what_is_not_dot(text: str) -> None:
    assert read_dot(text) is None


def test_boxes_drawn_with_characters() -> None:
    draft = read_drawn(
        """
┌──────────────┐      ┌───────────────┐
│  Site web    │ ───▶ │  API          │
└──────────────┘      └───────────────┘
                             │
                             ▼
                      +-------------+
                      | PostgreSQL  |
                      +-------------+
"""
    )
    assert draft is not None
    found = draft.finished("x.md")
    assert found.elements == ("Site web", "API", "PostgreSQL")
    assert (found.notation, found.type, found.relations) == ("text", "flow", 2)


@pytest.mark.parametrize(
    "text",
    [
        "src/\n├── main.py\n└── tests/\n    └── test_main.py",
        "+----+------+\n| id | nom  |\n+----+------+\n| 1  | Léa  |\n+----+------+",
        "┌─────────┐\n│ Bonjour │\n└─────────┘",
        "a -> b -> c",
    ],
)
def test_trees_tables_and_banners_are_no_diagrams(text: str) -> None:
    assert read_drawn(text) is None


@given(st.text(alphabet=st.sampled_from(list('ab{}[]->=:;,"<>/*#\\\n \u00e9')), max_size=300))
def test_any_text_in_a_graph(text: str) -> None:
    draft = read_dot("digraph {" + text)
    assert draft is not None
    assert draft.finished("x").type == "flow"


@given(st.text(alphabet=st.sampled_from(list("┌┐└┘─│├┤┬┴┼╔╗+-| ab▶\n")), max_size=400))
def test_any_drawing(text: str) -> None:
    draft = read_drawn(text)
    assert draft is None or len(draft.elements) >= 2


@given(st.text(alphabet=st.sampled_from(list('ab={}->" \n/*#')), max_size=300))
def test_any_workspace(text: str) -> None:
    assert all(draft.notation == "structurizr" for draft in read_structurizr("workspace {\nmodel {\n" + text))


def test_code_blocks_of_documents(diagrams_of: Callable[..., tuple[Diagram, ...]]) -> None:
    found = diagrams_of(
        code=(
            Code("mermaid", "graph TD\n A-->B\n B-->C", At(line=10)),
            Code("plantuml", "@startuml\nclass A\n@enduml", At(line=20)),
            Code("dot", "digraph { a -> b }", At(line=30)),
            Code("", "sequenceDiagram\n A->>B: x", At(line=40)),
            Code("python", "graph TD\n A-->B", At(line=50)),
            Code("text", "rien du tout", At(line=60)),
        )
    )
    assert [(one.notation, one.type, one.at.line, one.path) for one in found] == [
        ("mermaid", "flow", 10, "docs/architecture.md"),
        ("plantuml", "class", 20, "docs/architecture.md"),
        ("dot", "flow", 30, "docs/architecture.md"),
        ("mermaid", "sequence", 40, "docs/architecture.md"),
    ]


def test_files_that_do_not_count_are_not_read(diagrams_of: Callable[..., tuple[Diagram, ...]]) -> None:
    found = diagrams_of(
        {"a.mmd": "graph TD\n A-->B", "b.puml": "@startuml\nclass A\n@enduml", "c.txt": "graph TD\nA-->B"}
    )
    assert [(one.path, one.notation) for one in found] == [("a.mmd", "mermaid"), ("b.puml", "plantuml")]


def test_two_diagrams_of_one_file_on_one_line_are_both_kept(diagrams_of: Callable[..., tuple[Diagram, ...]]) -> None:
    found = diagrams_of({"c4.dsl": WORKSPACE})
    assert [one.type for one in found] == ["c4-context", "c4-container"]


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("3.2 Diagramme de déploiement", "graph TD\n A-->B", "deployment"),
        ("Architecture applicative", "graph TD\n A-->B", "component"),
        ("Diagramme des cas d’utilisation", "graph TD\n A-->B", "use-case"),
        ("Processus métier", "graph TD\n A-->B", "process"),
        ("Modèle conceptuel de données (MCD)", "classDiagram\n class A", "entity-relation"),
        ("Diagramme de classes du modèle de données", "classDiagram\n class A", "class"),
        ("Diagramme de déploiement", "sequenceDiagram\n A->>B: x", "sequence"),
        ("Notes", "graph TD\n A-->B", "flow"),
    ],
)
def test_the_heading_tells_what_an_open_notation_does_not(
    diagrams_of: Callable[..., tuple[Diagram, ...]], heading: str, text: str, kind: str
) -> None:
    (found,) = diagrams_of(code=(Code("mermaid", text, At(line=3)),), heading=heading)
    assert found.type == kind


def test_the_title_goes_before_the_file_name(diagrams_of: Callable[..., tuple[Diagram, ...]]) -> None:
    found = diagrams_of(
        {"deployment.mmd": "---\ntitle: Diagramme de contexte\n---\ngraph TD\n A-->B", "mcd.mmd": "graph TD\n A-->B"}
    )
    assert [one.type for one in found] == ["c4-context", "entity-relation"]


def test_diagrams_of_a_document_without_lines_are_all_kept(diagrams_of: Callable[..., tuple[Diagram, ...]]) -> None:
    found = diagrams_of(code=(Code("mermaid", "graph TD\n A-->B"), Code("mermaid", "graph TD\n C-->D")))
    assert [one.elements for one in found] == [("A", "B"), ("C", "D")]
