from __future__ import annotations

from tests.facts.registers.builders import held_by

from jalon.facts.registers import rows_filled

FACTS = ("category", "option", "criterion", "score")


def test_criteria_in_rows_and_options_in_columns() -> None:
    (found,) = held_by(
        """Critère | Poids | Monolithe | Microservices | Commentaire
        Simplicité | 3 | 5 | 2 | pour une petite équipe
        Évolutivité | 2 | ? | 5 |
        Total | | 15 | 16 |""",
        heading="Choix de l'architecture",
    )
    assert found.header == FACTS
    assert found.rows == (
        ("Choix de l'architecture", "Monolithe", "Simplicité", "5"),
        ("Choix de l'architecture", "Microservices", "Simplicité", "2"),
        ("Choix de l'architecture", "Microservices", "Évolutivité", "5"),
    )
    assert rows_filled(found, FACTS) == (0, 1, 2)


def test_options_in_rows_and_criteria_in_columns() -> None:
    (found,) = held_by("Solution | Prix | Ergonomie | Total /20\nNotre site | 4 | 5 | 9\nAutre | 3 | Élevée | 7")
    assert found.rows[0] == ("Suivi", "Notre site", "Prix", "4")
    assert len(found.rows) == 4


def test_a_board_is_cards_with_a_status() -> None:
    (found,) = held_by("À faire | En cours | Terminé\nRecette | Page | Base\n- | | Maquette")
    assert found.header == ("title", "status")
    assert found.rows == (
        ("Recette", "À faire"),
        ("Page", "En cours"),
        ("Base", "Terminé"),
        ("Maquette", "Terminé"),
    )


def test_ordinary_tables_hold_nothing_else() -> None:
    assert held_by("Risque | Probabilité | Impact\nPanne | 2 | 3") == ()
    assert held_by("Solution | Description | Licence\nA | un outil | MIT\nB | un autre | GPL") == ()
    assert held_by("Critère | Description\nPrix | le coût total") == ()
    assert held_by("Tâche | À faire | Fait\nTests | x | ") == ()
