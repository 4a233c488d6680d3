"""Filled in, or still a form: what counts as somebody's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.probes.conftest import document, section

from jalon.facts.content import is_blank, not_own, own_words
from jalon.facts.cues import tokens
from jalon.facts.scaffold import is_shipped_text, line_hash, text_hash


@pytest.mark.parametrize(
    "cell",
    [
        "", "   ", "-", "—", "…", "...", "xx", "XXX", "X", "__", "?", "JJ/MM/AAAA", "dd/mm/yyyy", "YYYY-MM-DD",
        "TODO", "tbd", "À compléter", "a definir", "N/A", "n/a", "aucun", "[nom]", "<nom du risque>", "{{ projet }}",
        "Décrivez ici le risque",
    ],
)  # fmt: skip
def test_a_cell_that_says_nothing(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", "12", "2026-01-05", "12 k€", "Oui", "R-01", "DEV-1", "Sauvegarde [1]"])
def test_a_cell_that_says_something(cell: str) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "À compléter avant la soutenance",
        "Décrivez ici les risques de votre projet et leurs parades.",
        "Describe here the risks of your project.",
        "Précisez :",
        "Listez les parties prenantes de l’étude…",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "[Listez les risques du projet avec leur probabilité et leur impact]",
        "<!-- rien -->",
        "Work in progress",
        "Présentez votre équipe en quelques lignes. Qui fait quoi ?",
        "Détaillez ici votre démarche ; une page suffit.",
        "Describe your project: who it is for, and what it changes for them.",
        "Insérez ici le schéma de l’architecture.",
        "Add any notes here.",
        "Couverture des tests : XX %",
        "Issue : #XX, titre de la PR",
        "Deux mots",
        "Risque Parade Qui ──────────────────────────────── Double réservation contrainte dans la base DEV-1",
        "   ",
        "",
    ],
)
def test_a_prompt_a_placeholder_or_next_to_nothing_is_no_own_word(text: str) -> None:
    assert own_words(text) == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("La base tombe en panne une fois par an.", 9),
        ("Ajouter un outil : ouvrez la page des outils et remplissez le formulaire.", 12),
        ("Describe the loan, then press Save; the shop prints a label for the member.", 14),
        ("Renseignez votre adresse et votre mot de passe :", 8),
        ("Add the plugin to the list of your project:", 9),
        ("Indiquez le nom de l’outil, puis cliquez sur Enregistrer.", 10),
        ("List the alerts that were replayed:", 6),
        ("Aucun changement dans le contrat de l’API depuis mars : les clients existants continuent de marcher.", 16),
        ("Le risque [R-01] est suivi chaque semaine.", 6),
    ],
)
def test_the_words_of_somebody_are_counted(text: str, count: int) -> None:
    assert own_words(text) == count


def test_text_of_the_template_is_nobodys_whatever_its_case_accents_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = {text_hash("Un exemple de décision, déjà rédigé par le modèle.")}
    monkeypatch.setattr("jalon.facts.scaffold._hashes", lambda name: shipped if name == "texts.txt" else set())
    assert own_words("UN  EXEMPLE de decision déjà rédigé par le modèle") == 0
    assert own_words("Un exemple de décision, déjà rédigé par notre équipe.") > 0


LONG = "Cette phrase se retrouve partout dans le dossier remis."


def test_what_stands_three_times_in_a_document_was_pasted() -> None:
    twice, short = "Celle-ci ne revient que deux fois dans tout le dossier.", "Voir plus bas."
    text = document("a.md", section("Un", LONG, twice, short), section("Deux", LONG, twice, short, LONG, short))
    assert not_own([text]) == {"a.md": {LONG: "repeated"}}


def test_a_report_kept_in_several_forms_counts_once() -> None:
    forms = [document(path, section("Un", LONG)) for path in ("rapport.pdf", "rapport.docx", "brouillon.md")]
    assert not_own(forms) == {"brouillon.md": {}, "rapport.docx": {LONG: "copied"}, "rapport.pdf": {LONG: "copied"}}


def test_what_stands_in_many_documents_counts_in_none() -> None:
    pages = [document(f"{n}.md", section("Un", LONG)) for n in range(5)]
    assert not_own(pages) == {f"{n}.md": {LONG: "copied"} for n in range(5)}


@given(st.text(max_size=400))
def test_any_text_is_counted_or_not_and_never_more_than_its_words(text: str) -> None:
    assert 0 <= own_words(text) <= len(tokens(text))
    if is_blank(text):
        assert own_words(text) == 0


@given(st.text(max_size=200))
def test_hashes_do_not_change_with_what_people_change_without_thinking(text: str) -> None:
    assert text_hash(f"  {text}\n") == text_hash(text)
    assert line_hash(f"\t{text} ") == line_hash(text)
    assert isinstance(is_shipped_text(text), bool)


def test_a_long_hostile_paragraph_is_judged_in_no_time() -> None:
    for text in ("décrivez " + "votre projet " * 20_000, "[" * 200_000, "à " * 100_000, "\u00a0" * 200_000 + "x"):
        assert isinstance(own_words(text), int)
        assert isinstance(is_blank(text), bool)
