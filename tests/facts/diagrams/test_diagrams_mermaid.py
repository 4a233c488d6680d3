from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.diagrams import PROBLEMS
from jalon.facts.diagrams.mermaid import is_mermaid, read_mermaid
from jalon.facts.model import Diagram


def read(text: str) -> Diagram:
    draft = read_mermaid(text)
    assert draft is not None
    return draft.finished("x.mmd")


def test_flowchart_with_shapes_links_and_subgraphs() -> None:
    found = read(
        """---
title: Chemin d'une commande
---
%% un commentaire
flowchart LR
    U([Usager]) -->|HTTPS| W["Site <b>web</b><br/>React"]
    subgraph srv [Serveurs]
        W -- JSON --> A{{API}} & M[(Base)]
        A -.-> M
        A ==> Q[/File/]:::chaud
    end
    A@{ shape: rect, label: "API REST" }
    style W fill:#fff
    classDef chaud fill:#f00
"""
    )
    assert found.type == "flow"
    assert found.title == "Chemin d'une commande"
    assert found.elements == ("Usager", "Site web React", "API REST", "Base", "File")
    assert found.relations == 5
    assert found.groups == ("Serveurs",)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "elements", "relations"),
    [
        ("A-->B-->C", ("A", "B", "C"), 2),
        ("A & B --> C & D", ("A", "B", "C", "D"), 4),
        ("A -- du texte, (entre) tirets --> B", ("A", "B"), 1),
        ("mon-noeud --- autre.noeud", ("mon-noeud", "autre.noeud"), 1),
        ("A x--x B", ("A", "B"), 1),
        ("A <--> B; B --> C", ("A", "B", "C"), 2),
        ("A[jamais fermé --> B", ("jamais fermé --> B",), 0),
        ("A[Envoyer (tout) au client] --> B[Fin]", ("Envoyer (tout) au client", "Fin"), 1),
    ],
)
def test_one_line_of_a_flowchart(line: str, elements: tuple[str, ...], relations: int) -> None:
    found = read(f"graph TD\n{line}\n")
    assert (found.elements, found.relations) == (elements, relations)


def test_sequence_counts_messages_and_implicit_participants() -> None:
    found = read(
        """sequenceDiagram
    autonumber
    actor U as Utilisatrice
    participant A as API
    U->>+A: Se connecter
    A-->>-U: Jeton
    alt jeton expiré
        A-)Journal: trace
    end
    Note over A: rien
"""
    )
    assert found.type == "sequence"
    assert found.elements == ("Utilisatrice", "API", "Journal")
    assert found.relations == 3


def test_class_diagram_ignores_members() -> None:
    found = read(
        """classDiagram
    namespace Metier {
    class Produit
    }
    class Commande["Commande client"] {
        +int numero
        +total() float
    }
    Client "1" --> "*" Commande : passe
    Animal <|-- Chien
    Produit : +String nom
"""
    )
    assert found.type == "class"
    assert set(found.elements) == {"Produit", "Commande client", "Client", "Animal", "Chien"}
    assert found.relations == 2


def test_states() -> None:
    found = read(
        """stateDiagram-v2
    [*] --> Brouillon
    Brouillon --> Publie : valider
    state "En attente de relecture" as Attente
    Publie --> [*]
"""
    )
    assert found.type == "state"
    assert found.elements == ("Brouillon", "Publie", "En attente de relecture")
    assert found.relations == 3


def test_entities() -> None:
    found = read(
        """erDiagram
    CLIENT ||--o{ COMMANDE : passe
    COMMANDE {
        int id PK
        string statut
    }
    p[Produit]
    COMMANDE }|..|{ p : contient
    CLIENT one or more to many ADRESSE : habite
"""
    )
    assert found.type == "entity-relation"
    assert found.elements == ("CLIENT", "COMMANDE", "Produit", "ADRESSE")
    assert found.relations == 3


def test_gantt_computes_dates_from_durations_and_dependencies() -> None:
    found = read(
        """gantt
    title Feuille de route
    dateFormat DD/MM/YYYY
    excludes weekends
    section Cadrage
    Étude        :done, a1, 05/01/2026, 5d
    Cahier       :a2, after a1, 2w
    section Réalisation
    Prototype    :crit, 02/02/2026, 13/02/2026
    Soutenance   :milestone, after a2 a1, 0d
"""
    )
    assert found.title == "Feuille de route"
    assert found.elements == ("Étude", "Cahier", "Prototype", "Soutenance")
    assert found.groups == ("Cadrage", "Réalisation")
    assert found.relations == 3
    assert found.problems == ()
    assert found.dates[:2] == (date(2026, 1, 5), date(2026, 1, 10))  # five working days, weekend excluded
    assert found.dates[4:6] == (date(2026, 2, 2), date(2026, 2, 13))


def test_gantt_sees_what_mermaid_accepts() -> None:
    found = read(
        """gantt
    dateFormat YYYY-MM-DD
    Impossible :a, 2026-02-30, 3d
    Inversée :b, 2026-03-10, 2026-03-01
    Perdue :c, after zzz, 2d
    Doublon :b, 2026-04-01, 2d
    Sans date : crit
"""
    )
    assert found.problems == (
        "invalid-date: Impossible → 2026-02-30",
        "dates-reversed: Inversée",
        "duplicate-id: b",
        "no-date: Sans date",
        "unknown-task: Perdue → zzz",
    )


def test_empty_gantt_has_no_task() -> None:
    assert read("gantt\n title Vide\n").problems == ("no-task",)


def test_kanban_has_columns_and_cards() -> None:
    found = read(
        """kanban
  todo[À faire]
    t1[Écrire les tests]@{ assigned: 'dev-1', priority: 'High' }
    t2[Relire]
  doing[En cours]
    t3[Déployer]
  done[Fini]
"""
    )
    assert found.groups == ("À faire", "En cours", "Fini")
    assert found.elements == ("Écrire les tests", "Relire", "Déployer")


def test_c4_container() -> None:
    found = read(
        """C4Container
    title Conteneurs
    Person(u, "Usager", "se connecte")
    System_Boundary(b, "Plateforme") {
        Container(web, "Site", "React")
        ContainerDb(db, "Base", "PostgreSQL")
    }
    Rel(u, web, "utilise", "HTTPS")
    Rel(web, db, "lit")
"""
    )
    assert found.type == "c4-container"
    assert found.elements == ("Usager", "Site", "Base")
    assert (found.relations, found.groups, found.title) == (2, ("Plateforme",), "Conteneurs")


@pytest.mark.parametrize(
    ("text", "kind", "elements"),
    [
        ("mindmap\n  root((Projet))\n    Équipe\n    Risques", "mindmap", ("Projet", "Équipe", "Risques")),
        ("timeline\n title Histoire\n 2025 : Cadrage : Étude\n 2026 : Mise en production", "timeline",
         ("2025", "Cadrage", "Étude", "2026", "Mise en production")),
        ("journey\n section Achat\n  Choisir: 4: Client\n  Payer: 2: Client, Banque", "journey", ("Choisir", "Payer")),
        ("gitGraph\n commit\n branch develop\n checkout main\n merge develop", "git-graph", ("main", "develop")),
        ("requirementDiagram\n requirement rapide {\n id: 1\n }\n element essai {\n }\n essai - satisfies -> rapide",
         "requirement", ("rapide", "essai")),
        ("architecture-beta\n group api(cloud)[API]\n service db(database)[Base] in api\n service s(server)[Serveur]\n"
         " db:L -- R:s", "component", ("Base", "Serveur")),
        ("pie title Répartition\n \"Tests\" : 40\n \"Code\" : 60", "other", ("Tests", "Code")),
    ],
)  # fmt: skip
def test_other_kinds(text: str, kind: str, elements: tuple[str, ...]) -> None:
    found = read(text)
    assert (found.type, found.elements) == (kind, elements)


def test_a_starter_of_two_boxes_shows_two_elements() -> None:
    assert len(read("flowchart TD\n  A --> B\n").elements) == 2
    assert read("flowchart TD\n").elements == ()


@pytest.mark.parametrize("text", ["", "bonjour", "flow chart", "---\ntitle: x", "%% rien"])
def test_what_is_not_mermaid_is_none(text: str) -> None:
    assert read_mermaid(text) is None


def test_only_unmistakable_openings_are_guessed() -> None:
    assert is_mermaid("graph TD\n A-->B")
    assert is_mermaid("\nsequenceDiagram\n A->>B: x")
    assert not is_mermaid("graph of my life")
    assert not is_mermaid("pie")


def test_a_hundred_thousand_lines_stop_at_the_bound() -> None:
    found = read("flowchart TD\n" + "\n".join(f"N{i} --> M{i}" for i in range(100_000)))
    assert 0 < len(found.elements) <= 5_000


KINDS = st.sampled_from(
    ["flowchart TD", "sequenceDiagram", "classDiagram", "stateDiagram-v2", "erDiagram", "gantt", "kanban", "mindmap",
     "timeline", "journey", "C4Context", "requirementDiagram", "gitGraph", "architecture-beta", "pie", "block-beta"]
)  # fmt: skip


@given(KINDS, st.text(alphabet=st.sampled_from(list("AB ab12-=.<>[](){}|&:;,\"'~@%/\\\n\té é")), max_size=300))
def test_any_text_is_a_diagram_or_nothing(kind: str, text: str) -> None:
    found = read(f"{kind}\n{text}")
    assert all(isinstance(label, str) and "\n" not in label for label in found.elements)
    assert {problem.partition(":")[0] for problem in found.problems} <= set(PROBLEMS)


@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    draft = read_mermaid(text)
    assert draft is None or draft.notation == "mermaid"
