from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.diagrams import PROBLEMS
from jalon.facts.diagrams.plantuml import read_plantuml
from jalon.facts.model import Diagram


def read(text: str) -> Diagram:
    (draft,) = read_plantuml(text)
    return draft.finished("x.puml")


def test_use_cases() -> None:
    found = read(
        """@startuml Caisse
title Caisse du magasin
left to right direction
skinparam usecase {
  BackgroundColor #EDE9FE
}
' un commentaire
actor "Caissière" as C
actor :Gérant: as G
rectangle "Magasin" {
  usecase "Encaisser\\nun achat" as UC1
  (Éditer un ticket) as UC2
}
C --> UC1
UC1 ..> UC2 : <<include>>
G -> UC2
note right of UC1 : facultatif
note left
  sur plusieurs
  lignes
end note
@enduml
"""
    )
    assert found.type == "use-case"
    assert found.title == "Caisse du magasin"
    assert found.elements == ("Caissière", "Gérant", "Encaisser un achat", "Éditer un ticket")
    assert (found.relations, found.groups) == (3, ("Magasin",))


def test_class_diagram_counts_classes_and_not_members() -> None:
    found = read(
        """@startuml
abstract class Compte {
  - solde : float
  + crediter(montant) --> void
}
class Livret extends Compte
interface Payable
enum Etat {
  OUVERT
  FERME
}
Compte "1" *-- "0..*" Operation : contient
Livret ..|> Payable
@enduml"""
    )
    assert found.type == "class"
    assert found.elements == ("Compte", "Livret", "Payable", "Etat", "Operation")
    assert found.relations == 3


def test_a_conceptual_data_model_drawn_with_classes_is_about_entities() -> None:
    assert read(
        "@startuml mcd\ntitle Boutique - MCD\nclass CLIENT {\n id\n}\nclass ACHAT\nCLIENT -- ACHAT\n@enduml"
    ).type == ("entity-relation")


def test_entities_with_crow_feet() -> None:
    found = read(
        """@startuml
entity "client" as c {
  * id : int <<PK>>
  --
  nom : text
}
entity commande {
  * id : int
}
c ||--o{ commande : passe
@enduml"""
    )
    assert (found.type, found.elements, found.relations) == ("entity-relation", ("client", "commande"), 1)


@pytest.mark.parametrize(
    ("body", "kind", "elements"),
    [
        ("actor Client\nparticipant \"Site web\" as S\ndatabase Base\nClient -> S : achète\nS -> Base : écrit\n"
         "S --> Client : merci", "sequence", ("Client", "Site web", "Base")),
        ("Alice -> Bob: bonjour\nBob --> Alice: salut", "sequence", ("Alice", "Bob")),
        ("start\n:Lire le fichier;\nif (valide ?) then (oui)\n  :Traiter;\nelse (non)\n  :Rejeter;\nendif\nstop",
         "activity", ("Lire le fichier", "Traiter", "Rejeter")),
        ("[*] --> Ouvert\nOuvert --> Fermé : clore\nFermé --> [*]", "state", ("Ouvert", "Fermé")),
        ("package API {\n [Contrôleur] --> [Service]\n}\n[Service] --> [Dépôt]", "component",
         ("Contrôleur", "Service", "Dépôt")),
        ("node \"Serveur\" as s {\n artifact \"api.jar\" as a\n}\ncloud Internet\nInternet --> a", "deployment",
         ("Serveur", "api.jar", "Internet")),
        ("!include <C4/C4_Container>\nPerson(u, \"Usager\")\nSystem_Boundary(s, \"Site\") {\n"
         "Container(w, \"Web\", \"React\")\n}\nRel(u, w, \"utilise\")", "c4-container", ("Usager", "Web")),
        ("!include <C4/C4_Context>\nPerson(u, \"Usager\")\nSystem(s, \"Site\")\nRel(u, s, \"utilise\")", "c4-context",
         ("Usager", "Site")),
    ],
)  # fmt: skip
def test_kinds(body: str, kind: str, elements: tuple[str, ...]) -> None:
    found = read(f"@startuml\n{body}\n@enduml")
    assert (found.type, found.elements) == (kind, elements)


def test_gantt_in_sentences() -> None:
    found = read(
        """@startgantt
Project starts 2026-01-05
[Étude] lasts 10 days
[Cahier] as [C] starts at [Étude]'s end and lasts 1 week
-- Réalisation --
[Prototype] starts 2026-02-02 and ends 2026-02-01
[Recette] starts 2026-02-31
[Livraison] happens at [Inconnue]'s end
@endgantt"""
    )
    assert found.type == "gantt"
    assert found.elements == ("Étude", "Cahier", "Prototype", "Recette", "Livraison")
    assert found.groups == ("Réalisation",)
    assert found.dates[:4] == (date(2026, 1, 5), date(2026, 1, 15), date(2026, 1, 15), date(2026, 1, 22))
    assert found.problems == (
        "invalid-date: 2026-02-31",
        "unknown-task: Livraison → Inconnue",
        "dates-reversed: Prototype",
    )


@pytest.mark.parametrize(
    ("text", "kind", "elements"),
    [
        ("@startwbs\n* Projet\n** Étude\n*** Marché\n** Code\n@endwbs", "work-breakdown",
         ("Projet", "Étude", "Marché", "Code")),
        ("@startmindmap\n+ Idée\n++ Une\n-- Deux\n@endmindmap", "mindmap", ("Idée", "Une", "Deux")),
        ("@startsalt\n{\n Identifiant | \"moi \"\n [Annuler] | [ Valider ]\n}\n@endsalt", "wireframe",
         ("Identifiant", "moi", "Annuler", "Valider")),
    ],
)  # fmt: skip
def test_other_forms(text: str, kind: str, elements: tuple[str, ...]) -> None:
    found = read(text)
    assert (found.type, found.elements) == (kind, elements)


def test_several_blocks_each_with_its_line() -> None:
    drafts = read_plantuml("@startuml un\nA -> B: x\n@enduml\n\n@startuml deux\nclass C\n@enduml\n", line=10)
    assert [(draft.title, draft.line, draft.type) for draft in drafts] == [
        ("un", 10, "sequence"),
        ("deux", 14, "class"),
    ]


def test_an_unclosed_block_is_read_and_said() -> None:
    assert read("@startuml\nclass A\nclass B\n").problems == ("not-closed",)


def test_a_fenced_block_may_leave_out_the_start() -> None:
    assert read("actor Client\nClient --> (Acheter)").type == "use-case"


def test_nothing_is_included() -> None:
    assert read("@startuml\n!include /etc/passwd\n!includeurl http://example.invalid/x\nclass A\n@enduml").elements == (
        "A",
    )


@given(st.text(alphabet=st.sampled_from(list("ABab :;|[](){}<>-.=\"'*+@#!\n|o0x^\\/é")), max_size=300))
def test_any_text_is_a_list_of_diagrams(text: str) -> None:
    for form in ("uml", "gantt", "wbs", "mindmap", "salt"):
        for draft in read_plantuml(f"@start{form}\n{text}\n@end{form}"):
            assert draft.finished("x").notation == "plantuml"
            assert {problem.partition(":")[0] for problem in draft.problems} <= set(PROBLEMS)
