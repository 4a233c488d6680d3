"""What students really write repeats itself, quotes us, or stands beside what we gave them: it counts all the same."""

# ruff: noqa: E501  (texts stand as they would be pasted)
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jalon.facts.codebase.tests import test_file as found_in
from jalon.facts.codebase.tests import without_copies
from jalon.facts.content import not_own, own_words, telling_rows
from jalon.facts.documents.markdown import read
from tests.gaming import material
from tests.gaming.bases import write
from tests.gaming.conftest import report_of
from tests.gaming.test_honest_edits import OPTIONS
from tests.gaming.test_tricks import requirements

BUDGET = (
    "Le budget se monte à 9 480 € : six jours de formation à 350 €, un serveur loué 40 € par mois pendant deux ans, et le "
    "reste pour les vingt jours de la développeuse. La commune en finance les deux tiers ; la caisse de l’amicale couvre "
    "le solde, et le temps gagné au guichet rembourse cette part en dix-huit mois."
)
CONCLUSION = (
    "Le bureau de l’amicale a dit oui le 4 mai 2027, à deux conditions : la subvention est notifiée avant le 1er juin, et "
    "trois bénévoles réussissent un prêt complet sur la maquette sans demander d’aide."
)


def lost(*documents: str) -> list[str]:
    """The paragraphs of Markdown documents that count for nothing."""
    read_ones = [read(text, f"docs/{number}.md") for number, text in enumerate(documents)]
    reasons = not_own(read_ones)
    return [
        paragraph.text
        for one in read_ones
        for section in one.sections
        for paragraph in section.paragraphs
        if paragraph.text in reasons[one.path] or not own_words(paragraph.text)
    ]


def test_a_real_text_below_the_whole_guide_earns(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("capstone")
    study = f"## Faisabilité technique\n\n{OPTIONS}\n\n## Budget\n\n{BUDGET}\n\n## Conclusion\n\n{CONCLUSION}\n"
    write(folder, "docs/suite.md", f"{material.guide('BC01-1')}\n\n{study}")
    said = requirements(report_of(folder))
    for name in ("BC01-1.c", "BC01-1.d"):
        assert (name, said[name].outcome, [one.path for one in said[name].evidence]) == (name, "met", ["docs/suite.md"])


@pytest.mark.parametrize("competency", material.competencies())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_s_own_text_below_any_guide_counts(competency: str, language: str) -> None:
    found = lost(f"{material.guide(competency, language)}\n\n{OPTIONS}\n\n{BUDGET}\n\n{CONCLUSION}\n")
    assert [one for one in (OPTIONS, BUDGET, CONCLUSION) if one in found] == []


def test_the_headings_of_a_guide_may_be_kept() -> None:
    headings = [line for line in material.guide("BC01-1").splitlines() if line.startswith("#")]
    texts = [OPTIONS, BUDGET, CONCLUSION, material.PROSE]
    assert lost("\n\n".join(f"{one}\n\n{text}" for one, text in zip(headings, texts, strict=False))) == []


def test_two_quoted_sentences_take_nothing_from_the_text_around_them() -> None:
    quoted = [one for one in material.guide("BC01-1").split("\n\n") if one.startswith(("L’étude", "Rien n’est"))]
    clause = next(one.clause for one in material.checklist().requirements() if 8 < len(one.clause.split()) < 12)
    said = (
        f"Le référentiel demande « {clause} » ; nous l’avons lu avec la trésorière, qui y voit surtout la caisse du samedi, "
        "ses deux clés et le cahier des cautions que personne ne relit après le mois de juin."
    )
    assert len(quoted) == 2
    found = lost(f"# Étude\n\n{quoted[0]}\n\n{OPTIONS}\n\n{BUDGET}\n\n{quoted[1]}\n\n{said}\n\n{CONCLUSION}\n")
    assert [one.split()[0] for one in found] == ["L’étude", "Rien"]


FRENCH = (
    "Le lecteur du comptoir lit le code de chaque livre et prévient le serveur de la mairie.",
    "Quand le réseau tombe, il garde les deux cents derniers codes et les envoie dans l’ordre des retours.",
    "Appuyez sur le bouton bleu pour voir ce qui n’est pas encore parti, puis sur le rouge pour recommencer.",
)
ENGLISH = (
    "The reader at the desk reads the code of each book and tells the server of the town hall.",
    "When the network is down, it keeps the last two hundred codes and sends them in the order of the returns.",
    "Press the blue button to see what has not been sent yet, then the red one to start again.",
)


def test_a_text_and_its_translation_both_count() -> None:
    documents = ["# Notice\n\n" + "\n\n".join(texts) + "\n" for texts in (FRENCH, ENGLISH)]
    assert lost(*documents) == []
    assert lost("\n".join(documents)) == []


DAYS = (
    "la reprise des 410 fiches d’outils, dont 23 sans numéro que Mona a retrouvées dans le cahier vert",
    "le calendrier des prêts : un outil rendu le samedi reste maintenant libre le dimanche, ce que le cahier disait déjà",
    "les relances par courriel ; la première est partie à une adresse fausse et nous affichons désormais l’erreur",
    "les droits des bénévoles, après une heure avec la présidente qui veut garder seule la suppression d’un adhérent",
    "la recherche : taper « perceuse » donnait aussi les mèches, nous pesons à présent le nom plus que la description",
    "la sauvegarde de nuit, essayée en effaçant la base de test puis en la rechargeant en quatre minutes",
    "l’impression de l’étiquette, trop pâle sur le papier du guichet, que nous avons passée en gras de quatorze points",
    "la page des retards, montrée à trois bénévoles, dont deux ont cherché le bouton d’appel en bas de l’écran",
)


def test_a_journal_s_entries_may_begin_alike() -> None:
    entries = [f"Le {3 + 7 * number} mars nous avons travaillé sur {one}." for number, one in enumerate(DAYS[:4])]
    entries += [f"Le {4 + 7 * number} avril nous avons travaillé sur {one}." for number, one in enumerate(DAYS[4:])]
    assert lost("# Journal\n\n" + "\n\n".join(entries) + "\n") == []
    assert lost("# Journal\n\n" + "\n\n".join(f"## Séance {n}\n\n{one}" for n, one in enumerate(entries)) + "\n") == []


AGENDA = "1. Avancement du lot en cours\n2. Points bloquants et demandes d’aide\n3. Risques à revoir\n4. Date de la prochaine réunion"


def test_minutes_repeat_their_agenda_and_count() -> None:
    minutes = [
        f"## Réunion {number}\n\nOrdre du jour :\n\n{AGENDA}\n\nNous avons discuté de {one}. Décision : on garde ce choix jusqu’au lot {number + 2}."
        for number, one in enumerate(DAYS)
    ]
    found = lost("# Comptes rendus\n\n" + "\n\n".join(minutes) + "\n")
    assert [one for one in found if one.startswith("Nous avons")] == []
    apart = lost(*(f"# Compte rendu\n\n{one}\n" for one in minutes))
    assert [one for one in apart if one.startswith("Nous avons")] == []


INSTALLATION = """## Getting started

Install the dependencies with the package manager of your choice.

```bash
npm install
npm run dev
```

Open http://localhost:5173 with your browser to see the result.
"""


def test_a_readme_with_a_generator_s_steps_and_own_sections_counts() -> None:
    own = [
        "Tool Loan lets the members of a workshop borrow four hundred tools. A member books a tool for a week; the desk "
        "hands it out and takes it back by reading the label with a phone.",
        "The server keeps each loan in one table and never deletes a row: a return is a second row, so that the desk can "
        "undo a wrong reading. We chose this after the volunteers lost three loans during the trial of March.",
    ]
    assert lost(f"# Tool Loan\n\n{own[0]}\n\n{INSTALLATION}\n## How loans are kept\n\n{own[1]}\n") == []


def test_registers_repeat_owners_states_and_amounts() -> None:
    tasks = tuple((f"US-{n}", one, "DEV-1", "En cours") for n, one in enumerate(DAYS))
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    budget = tuple((month, "Hébergement", "40 €") for month in months)
    readings = tuple(
        (f"2027-{n:02}-28", "Retours en retard", f"{value} %")
        for n, value in enumerate((11, 10, 10, 9, 8, 8, 7, 7, 6, 6, 5, 5), 1)
    )
    assert [len(telling_rows(one)) for one in (tasks, budget, readings)] == [8, 12, 12]


CRUD = """import pytest


@pytest.fixture
def client(app):
    return app.test_client()


def test_{name}_are_listed(client):
    answer = client.get("/{name}")
    assert answer.status_code == 200


def test_one_of_{name}_is_made(client):
    answer = client.post("/{name}", json={{"name": "one"}})
    assert answer.status_code == 201


@pytest.mark.parametrize("field", ["name", "state"])
def test_{name}_need_their_{{field}}(client, field):
    answer = client.post("/{name}", json={{field: None}})
    assert answer.status_code == 422
"""


def test_a_test_file_an_endpoint_counts_for_each() -> None:
    found = [
        found_in(f"tests/test_{name}.py", "Python", CRUD.format(name=name).replace("{field}", "field"))
        for name in ("tools", "members", "loans", "returns", "reminders", "desks")
    ]
    assert [one.cases for one in without_copies([one for one in found if one])] == [3] * 6
