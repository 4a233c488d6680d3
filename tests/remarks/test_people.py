"""What concerns persons is pointed at by its place: nothing of it is repeated."""

from __future__ import annotations

import msgspec
import pytest

from jalon.remarks import Remark
from tests.remarks.conftest import Told, place, said

MARKS = "| Nom | Note | Appréciation |\n| --- | --- | --- |\n"


def silent(remark: Remark, *secrets: str) -> bool:
    text = msgspec.json.encode(remark).decode() + said(remark, "fr") + said(remark, "en")
    return not any(secret in text for secret in secrets)


def test_marks_beside_names_are_a_named_evaluation(told: Told) -> None:
    rows = "| Camille Exemple | 14/20 | Travail sérieux et régulier |\n| Julien Inventé | 9/20 | Doit progresser |\n"
    (found,) = told({"equipe/notes.md": "# Notes\n\n" + MARKS + rows})
    assert (found.kind, place(found)) == ("named-evaluation", ("equipe/notes.md", 5))
    assert silent(found, "Camille", "Inventé", "14", "sérieux")


def test_an_appraisal_of_a_named_person_is_pointed_at(told: Told) -> None:
    text = "# Entretien annuel\n\nCamille Exemple a tenu ses objectifs, mais doit mieux communiquer avec l’équipe.\n"
    (found,) = told({"rh/entretien.md": text}, "named-evaluation")
    assert place(found) == ("rh/entretien.md", 1)
    assert silent(found, "Camille", "objectifs")


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\n" + MARKS + "| DEV-1 | 14/20 | Travail sérieux |\n| DEV-2 | 9/20 | Doit progresser |\n",
        "# Entretien annuel\n\nChaque membre rencontre le responsable une fois par an, selon une grille commune.\n",
        "# Compétences\n\n| Nom | Compétence | Niveau actuel |\n| --- | --- | --- |\n| Camille Exemple | Python | 3 |\n"
        "| Julien Inventé | Docker | 2 |\n",
        "# Comparatif\n\n| Outil | Note |\n| --- | --- |\n| Jenkins | 4/5 |\n| GitLab | 5/5 |\n",
    ],
    ids=["pseudonyms", "a process", "skills", "tools"],
)
def test_what_evaluates_nobody_by_name_is_no_remark(told: Told, text: str) -> None:
    assert told({"notes.md": text}, "named-evaluation") == []


def test_a_personal_mailbox_and_a_telephone_are_pointed_at_without_them(told: Told) -> None:
    text = "# Équipe\n\nJoindre c.invente@gmail.com ou z.invente@orange.fr.\n\nTéléphone : 06 81 27 45 90.\n"
    address, telephone = told({"contacts.md": text}, "personal-address", "personal-telephone")
    assert (address.kind, place(address), address.values) == ("personal-address", ("contacts.md", 3), {"n": 1})
    assert (telephone.kind, place(telephone)) == ("personal-telephone", ("contacts.md", 5))
    assert silent(address, "invente@", "gmail")
    assert silent(telephone, "27 45", "81")


@pytest.mark.parametrize(
    "text",
    [
        "Écrire à contact@example.org ou support@gmail.com.",
        "Le compte est test.user@gmail.com.",
        "Appeler le 01 23 45 67 89, le 06 12 34 56 78 ou le 06 39 98 12 34.",
        "Version 06.12.34.56.78 du 2026-01-05, empreinte 0612345678901234.",
        "Serveur 10.0.0.12, port 0680.",
        "Empreinte a0681274590 et 0681274590e.",
    ],
)
def test_role_addresses_invented_numbers_and_versions_are_no_remark(told: Told, text: str) -> None:
    assert told({"contacts.md": f"# Joindre l’association\n\n{text}\n"}) == []


def test_invented_accounts_of_a_demonstration_are_no_remark(told: Told) -> None:
    text = "# Comptes de démonstration\n\n| Rôle | Adresse |\n| --- | --- |\n| Client | c.invente@gmail.com |\n"
    assert told({"README.md": text}, "personal-address") == []
