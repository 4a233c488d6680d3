"""What the program looks for and advises is said as people speak: no id, no « (s) », one is singular."""

from __future__ import annotations

import itertools
import re
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jalon.catalogue import Checklist, built_in, load_checklist
from jalon.catalogue.model import ProbeCall
from jalon.messages import Say
from jalon.messages.advising import advise
from jalon.messages.citing import cite
from jalon.messages.looking import looks
from jalon.messages.words import WORDS
from jalon.probes import PROBES
from jalon.reports import Style
from jalon.reports.guide import essentials, show_guide
from jalon.reports.screen import Screen
from jalon.resources import resource
from jalon.typography import typeset
from tests.cli.conftest import Make, Run

SUBJECTS = {
    "fr": {"plan": "le plan", "plan-text": "le plan", "risk": "les risques", "study": "l’étude"},
    "en": {"plan": "the plan", "plan-text": "the plan", "risk": "risks", "study": "the study"},
}
COMPETENCIES = [one.id for one in load_checklist(built_in()["rncp38822"]).competencies()]


@pytest.fixture(scope="module")
def shipped() -> Checklist:
    return load_checklist(built_in()["rncp38822"])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def looked(said_in: str, name: str, /, at_most: Any = "met", kind: str = "document", **parameters: Any) -> str:
    call = ProbeCall(name, msgspec.convert(parameters, PROBES[name].parameters), at_most)
    return plain(looks(call, Say(said_in), SUBJECTS[said_in], kind=kind))


def advised(said_in: str, message: str, /, kind: str = "document", probes: Any = (), **values: Any) -> str:
    return plain(advise(message, values, Say(said_in), SUBJECTS[said_in], kind=kind, probes=probes))


# --- how the program looks ---

SECTION = {"topics": ["plan", "plan-text", "risk"], "within": ["study"], "words": 40, "running": "none"}


@pytest.mark.parametrize(
    ("call", "french", "english"),
    [
        (
            ("section", SECTION),
            "une section sur le plan ou les risques, dans un document ou un chapitre sur l’étude, avec au moins 40 mots"
            " de votre main",
            "a section about the plan or risks, inside a document or a chapter about the study, with at least 40 words"
            " of your own",
        ),
        (
            ("section", {"topics": ["plan"], "words": 60, "holds": {"date": 3, "table": 1}, "running": "met"}),
            "un texte sur le plan, avec ou sans titre, avec au moins 60 mots de votre main, 3 dates et un tableau",
            "a text about the plan, with or without a heading, with at least 60 words of your own, 3 dates and a table",
        ),
        (
            ("section", {"topics": ["plan"], "words": 60}),
            "une section sur le plan, avec au moins 60 mots de votre main (« partiel » si aucun titre ne l’annonce)",
            "a section about the plan, with at least 60 words of your own (“partial” if no heading announces it)",
        ),
        (
            ("table", {"columns": ["item", "amount"], "rows": 4, "topics": ["plan"], "agree": ["total"]}),
            "un tableau sur le plan avec les colonnes « poste » et « montant », d’au moins 4 lignes remplies (le total"
            " doit être la somme des lignes)",
            "a table about the plan with the columns “item” and “amount”, with at least 4 filled rows (the total must"
            " be the sum of its rows)",
        ),
        (
            ("table", {"columns": ["level-required"], "rows": 1}),
            "un tableau avec une colonne « niveau requis », d’au moins 1 ligne remplie",
            "a table with a column “required level”, with at least 1 filled row",
        ),
        (
            ("records", {"topics": ["plan"], "at_least": 3, "days": 14, "words": 60}),
            "au moins 3 traces datées (comptes rendus, relevés, notes) sur le plan, étalées sur au moins 14 jours, d’au"
            " moins 60 mots en tout",
            "at least 3 dated entries (minutes, readings, notes) about the plan, spread over at least 14 days, of at"
            " least 60 words in all",
        ),
        (
            ("revised", {"topics": ["plan"], "days": 2}),
            "des documents sur le plan qui ont changé à au moins 2 dates différentes",
            "documents about the plan that changed on at least 2 different days",
        ),
        (
            ("activity", {"commits": 30, "days": 1, "regular": 0.5}),
            "un historique Git qui montre au moins 30 commits, 1 jour de travail et des commits dans 50 % des semaines",
            "a Git history that shows at least 30 commits, 1 day of work and commits in 50% of the weeks",
        ),
        (
            ("code", {"facet": "automation", "kinds": ["update-bot"]}),
            "dans le dépôt, un robot de mises à jour",
            "in the repository, an update bot",
        ),
        (
            ("code", {"facet": "automation", "kinds": ["linter", "hooks"], "at_least": 2, "distinct": True}),
            "dans le dépôt, au moins 2 de ces éléments : un linter et des hooks Git",
            "in the repository, at least 2 of these: a linter and Git hooks",
        ),
        (
            ("code", {"facet": "endpoints", "at_least": 4}),
            "dans le dépôt, à au moins 4 endroits, un point d’accès de l’API",
            "in the repository, in at least 4 places, an API endpoint",
        ),
        (
            ("code", {"facet": "automation", "kinds": ["scanner"], "names": ["snyk", "zap"]}),
            "dans le dépôt, un scanner de sécurité ou de qualité (Snyk ou ZAP)",
            "in the repository, a security or quality scanner (Snyk or ZAP)",
        ),
        (
            ("sources", {"sides": ["front-end"], "lines": 400}),
            "au moins 400 lignes de code front-end de votre main",
            "at least 400 lines of front-end code of your own",
        ),
        (
            ("tests", {"levels": ["unit"], "cases": 1}),
            "des tests unitaires, avec au moins 1 cas qui vérifie quelque chose",
            "unit tests with at least 1 case that checks something",
        ),
        (
            ("tests", {"levels": ["unit", "end-to-end"], "cases": 3, "distinct": 2}),
            "des tests d’au moins 2 niveaux différents (unitaires et de bout en bout), chacun avec au moins 3 cas qui"
            " vérifient quelque chose",
            "tests of at least 2 different levels (unit and end-to-end), each with at least 3 cases that check"
            " something",
        ),
        (
            ("pipeline", {"does": ["test", "deploy"], "on": ["push", "call"], "automatic": True, "blocking": True}),
            "un pipeline qui sait lancer les tests et déployer, lancé par une poussée ou un autre pipeline, sans"
            " attendre une personne, et qui échoue avec cette étape",
            "a pipeline that can run the tests and deploy, started by a push or another pipeline, without waiting for"
            " a person, and which fails when that step does",
        ),
        (
            ("pipeline", {"any_of": ["test", "scan"], "levels": ["security"]}),
            "un pipeline qui sait lancer les tests de sécurité ou chercher les vulnérabilités",
            "a pipeline that can run the security tests or scan for vulnerabilities",
        ),
        (
            ("pipeline", {"any_of": ["scan"], "levels": ["security"]}),
            "un pipeline qui sait chercher les vulnérabilités (tests de sécurité)",
            "a pipeline that can scan for vulnerabilities (security tests)",
        ),
        (
            ("gate", {}),
            "une approbation humaine avant un travail du pipeline",
            "a human approval before a job of the pipeline",
        ),
        (
            ("diagram", {"types": ["class", "use-case"], "elements": 4}),
            "un diagramme lisible par un programme (de classes ou de cas d’utilisation), à partir de 4 éléments",
            "a diagram that a program can read (class or use case), from 4 elements up",
        ),
        (
            ("diagram", {"notations": ["bpmn", "drawio"], "at_least": 2, "distinct": True}),
            "au moins 2 diagrammes lisibles par un programme, de types différents (en BPMN ou avec draw.io), à partir"
            " de 3 éléments",
            "at least 2 diagrams that a program can read, of different types (BPMN or draw.io), from 3 elements up",
        ),
        (
            ("picture", {"topics": ["plan"]}),
            "au moins 1 image dont le nom, le texte de remplacement ou le titre évoque le plan",
            "at least 1 picture whose file name, text alternative or heading mentions the plan",
        ),
        (
            ("written", {"language": "en", "words": 300, "topics": ["plan"]}),
            "au moins 300 mots de votre main en anglais sur le plan",
            "at least 300 words of your own in English about the plan",
        ),
        (
            ("both", {"pairs": 2, "words": 80}),
            "au moins 2 documents en français et en anglais, avec au moins 80 mots de votre main dans chaque langue",
            "at least 2 documents in French and in English, with at least 80 words of your own in each language",
        ),
        (
            ("pages", {"good": ["skip-link", "title"], "distinct": 2, "at_least": 3}),
            "au moins 3 pages web avec au moins 2 de ces soins : un lien d’évitement et un titre de page",
            "at least 3 web pages with at least 2 of these: a skip link and a page title",
        ),
    ],
)
def test_a_probe_is_a_sentence(call: tuple[str, dict[str, Any]], french: str, english: str) -> None:
    name, parameters = call
    assert looked("fr", name, **parameters) == french
    assert looked("en", name, **parameters) == english


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("section", "artefact", " (au mieux « partiel » : décrire n’est pas montrer)"),
        ("section", "document", " (au mieux « partiel »)"),
        ("gate", "artefact", " (au mieux « partiel »)"),
    ],
)
def test_a_claim_is_told_from_a_lesser_proof(name: str, kind: str, why: str) -> None:
    parameters = {"topics": ["plan"]} if name == "section" else {}
    assert looked("fr", name, at_most="partial", kind=kind, **parameters).endswith(why)


def ids_of(call: ProbeCall) -> set[str]:
    """The ids of a question that no text holds by chance, and the truth values."""
    found: set[str] = {"True", "False"}
    for value in msgspec.structs.asdict(call.parameters).values():
        found |= set(value) if isinstance(value, list | tuple | dict) else {value} if isinstance(value, str) else set()
    return {one for one in found if "-" in one or one in ("True", "False")}


def bare(ids: set[str], said: str, checklist: Checklist, language: str) -> set[str]:
    """The ids that stand in a text and that nobody would say: « back-office » is said, "go-decision" is not."""
    words = [text.in_(language) for text in checklist.names.values()]
    words += [one[language == "en"] for one in WORDS.values()]
    spoken = " ".join(words)
    found = {one for one in ids if re.search(rf"(?<![\w’./-]){re.escape(one)}(?![\w-])", said)}
    return {one for one in found if one not in spoken}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_question_of_the_checklist_shows_an_id(shipped: Checklist, language: str) -> None:
    say = Say(language)
    subjects = {name: text.in_(language) for name, text in shipped.names.items()}
    calls = [call for one in shipped.requirements() for call in one.probes]
    calls += [call for one in shipped.deliverables for part in one.contains for call in part.probes]
    for call in calls:
        said = looks(call, say, subjects)
        assert bare(ids_of(call), said, shipped, language) == set(), said
        assert not re.search(r"[{}…_]|\(s\)|\(\)|,,|  | ,|None|\[|\]", said), said


def knowledge(name: str) -> str:
    return resource("checklists", "knowledge", name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("vocabulary", "ids"),
    [
        ("column", yaml.safe_load(knowledge("columns.yml"))["columns"]),
        ("kind", re.findall(r"\bkind: ([a-z-]+)", knowledge("files.yml") + knowledge("patterns.yml"))),
        ("kind", yaml.safe_load(knowledge("frameworks.yml"))),
        ("step", re.findall(r"[a-z]+", " ".join(re.findall(r"kinds: \[([^\]]+)\]", knowledge("tools.yml"))))),
        ("level", re.findall(r"[a-z-]+", " ".join(re.findall(r"levels: \[([^\]]+)\]", knowledge("tools.yml"))))),
    ],
)
def test_whatever_the_facts_know_can_be_said(vocabulary: str, ids: Any) -> None:
    """A checklist may ask for any of it tomorrow."""
    assert len(set(ids)) > 4
    assert sorted({f"{vocabulary}.{one}" for one in ids} - WORDS.keys()) == []


# --- what would change the outcome ---


@pytest.mark.parametrize(
    ("message", "values", "french", "english"),
    [
        (
            "section-untold",
            {"found": 34, "wanted": 40, "topics": ["risk"], "lacking": [], "path": "docs/risques.md"},
            "docs/risques.md a 34 mots sous un titre sur les risques, mais le texte n’en traite pas de façon"
            " reconnaissable : nommez concrètement ce dont il est question, ou donnez à ce sujet une section à lui.",
            "docs/risques.md has 34 words under a heading about risks, but the text does not recognisably deal with"
            " it: name what it is about in concrete terms, or give the subject a section of its own.",
        ),
        (
            "section-none",
            {"found": 0, "wanted": 40, "topics": ["plan", "risk"], "lacking": []},
            "Aucune section sur le plan ou les risques : il en faut une d’au moins 40 mots.",
            "No section about the plan or risks: one of at least 40 words is needed.",
        ),
        (
            "section-none",
            {"wanted": 40, "topics": ["plan"], "within": ["study"]},
            "Aucune section sur le plan, dans un document ou un chapitre sur l’étude : il en faut une d’au moins 40"
            " mots.",
            "No section about the plan, inside a document or a chapter about the study: one of at least 40 words is"
            " needed.",
        ),
        (
            "section-short",
            {"found": 1, "wanted": 40, "topics": ["plan"]},
            "Le texte sur le plan est trop court : 1 mot de votre main, 40 attendus.",
            "The text about the plan is too short: 1 word of your own, 40 expected.",
        ),
        (
            "section-lacks",
            {"topics": ["plan"], "lacking": ["amount", "date"]},
            "Le texte sur le plan est assez long, mais il n’y a pas assez de valeurs avec leur unité ni de dates.",
            "The text about the plan is long enough, but there are not enough figures with their unit or dates.",
        ),
        (
            "section-no-heading",
            {"topics": ["plan"]},
            "Le texte évoque le plan sans titre qui l’annonce : donnez-lui une section.",
            "The text mentions the plan with no heading to announce it: give it a section.",
        ),
        (
            "code",
            {"facet": "automation", "kinds": ["linter", "hooks"], "found": 1, "wanted": 2},
            "Le dépôt en montre 1 sur les 2 attendus : un linter et des hooks Git.",
            "The repository shows 1 of the 2 expected: a linter and Git hooks.",
        ),
        (
            "code-none",
            {"facet": "endpoints", "kinds": []},
            "Introuvable dans le dépôt : un point d’accès de l’API.",
            "Not found in the repository: an API endpoint.",
        ),
        (
            "sources",
            {"found": 0, "wanted": 400},
            "Aucune ligne de code de votre main ; il en faut au moins 400.",
            "No line of code of your own; at least 400 are needed.",
        ),
        (
            "tests",
            {"found": 1, "wanted": 10, "levels": ["unit"]},
            "Tests unitaires : 1 cas qui vérifie quelque chose ; il en faut au moins 10.",
            "1 case of unit tests checks something; at least 10 needed.",
        ),
        (
            "pipeline",
            {"missing": ["test", "deploy"], "on": ["schedule"]},
            "Aucun pipeline lancé par un horaire fixé ne sait encore lancer les tests ni déployer.",
            "No pipeline started by a schedule can yet run the tests or deploy.",
        ),
        (
            "pipeline",
            {"missing": ["accessibility"], "on": []},
            "Aucun pipeline ne sait encore contrôler l’accessibilité.",
            "No pipeline can yet check accessibility.",
        ),
        (
            "diagram-none",
            {"types": []},
            "Aucun diagramme assez fourni et lisible par un programme.",
            "No diagram with enough elements that a program can read.",
        ),
        (
            "activity",
            {"measured": {"commits": 40, "merges": 1, "tags": 0, "regular": 0.3},
             "wanted": {"commits": 30, "merges": 5, "tags": 2, "regular": 0.5}, "low": ["merges", "tags", "regular"]},
            "Dans l’historique : 1 fusion (minimum attendu : 5), aucune étiquette de version (minimum attendu : 2) et"
            " des commits dans 30 % des semaines (minimum attendu : 50 %).",
            "In the history: 1 merge (at least 5 expected), no version tag (at least 2 expected) and commits in 30% of"
            " the weeks (at least 50% expected).",
        ),
        (
            "written",
            {"found": 0, "wanted": 300, "language": "en"},
            "Aucun texte en anglais : il en faut au moins 300 mots.",
            "No text in English: at least 300 words are needed.",
        ),
        (
            "both",
            {"found": 1, "wanted": 2},
            "1 document existe en français et en anglais ; il en faut au moins 2.",
            "1 document exists in French and in English; at least 2 needed.",
        ),
        (
            "records",
            {"found": 1, "wanted": 3, "days": 0, "topics": ["plan"]},
            "1 trace datée sur le plan ; il en faut au moins 3.",
            "1 dated entry about the plan; at least 3 are needed.",
        ),
        (
            "records",
            {"found": 4, "wanted": 3, "days": 2, "topics": ["plan"]},
            "Les traces datées sur le plan sont assez nombreuses, mais trop rapprochées ou trop brèves.",
            "There are enough dated entries about the plan, but too close together or too short.",
        ),
        (
            "table",
            {"found": 1, "wanted": 4},
            "Le tableau a 1 ligne remplie ; il en faut au moins 4.",
            "The table has 1 filled row; at least 4 needed.",
        ),
        (
            "table-columns",
            {"missing": ["due-date"]},
            "Un tableau s’en approche ; il y manque la colonne « échéance ».",
            "One table comes close; it lacks the column “due date”.",
        ),
        (
            "table-columns",
            {"missing": []},
            "Un tableau s’en approche, mais une même colonne y tient lieu de deux.",
            "One table comes close, but one of its columns stands for two.",
        ),
        (
            "table-none",
            {"missing": ["option", "score"]},
            "Aucun tableau avec les colonnes « option » et « note ».",
            "No table with the columns “option” and “score”.",
        ),
        (
            "table-disagrees",
            {"faults": ["total", "ids"]},
            "Le tableau est rempli, mais le total n’est pas la somme des lignes et un identifiant sert deux fois.",
            "The table is filled, but the total is not the sum of its rows and an identifier is used twice.",
        ),
        (
            "picture-none",
            {"topics": []},
            "Aucune image n’évoque ce sujet par son nom, son texte de remplacement ou son titre.",
            "No picture mentions this subject in its file name, text alternative or heading.",
        ),
        (
            "a-probe-of-somebody-else",
            {"found": 1},
            "Une sonde ajoutée répond « a-probe-of-somebody-else ».",
            "An added probe answers “a-probe-of-somebody-else”.",
        ),
    ],
)  # fmt: skip
def test_an_advice_is_a_sentence(message: str, values: dict[str, Any], french: str, english: str) -> None:
    assert advised("fr", message, **values) == french
    assert advised("en", message, **values) == english


@pytest.mark.parametrize(
    ("kind", "probe", "sentence"),
    [
        ("artefact", "section", "It is described, not shown: the files themselves are needed."),
        ("document", "section", "The subject is there, but not yet in the form expected."),
        ("artefact", "pipeline", "The subject is there, but not yet in the form expected."),
    ],
)
def test_only_prose_about_what_must_exist_as_files_is_a_claim(kind: str, probe: str, sentence: str) -> None:
    assert advised("en", "claim-only", kind=kind, probes=[probe]) == sentence


# --- evidence ---


@pytest.mark.parametrize(
    ("probe", "excerpt", "french", "english"),
    [
        ("tests", "unit: 12", "tests unitaires : 12 cas", "unit tests: 12 cases"),
        ("tests", "end-to-end: 1", "tests de bout en bout : 1 cas", "end-to-end tests: 1 case"),
        ("diagram", "mermaid: class", "diagramme de classes, en Mermaid", "class diagram, Mermaid"),
        ("diagram", "drawio: other", "diagramme d’un autre type, avec draw.io", "other diagram, draw.io"),
        ("pages", "title, skip-link", "un titre de page et un lien d’évitement", "a page title and a skip link"),
        ("platform", "gitlab", "GitLab CI", "GitLab CI"),
    ],
)
def test_what_a_program_recognised_is_named_in_words(probe: str, excerpt: str, french: str, english: str) -> None:
    assert plain(cite(probe, excerpt, Say("fr"))) == french
    assert cite(probe, excerpt, Say("en")) == english


@pytest.mark.parametrize(
    ("probe", "excerpt"),
    [
        ("section", "unit: 12"),
        ("diagram", "Class diagram: orders"),
        ("diagram", "mermaid: orders"),
        ("tests", "unit: twelve"),
        ("tests", "other: 3"),
        ("pages", "title, colour"),
        ("pages", ""),
        ("platform", "drone"),
    ],
)
def test_what_the_repository_says_stays_as_it_is(probe: str, excerpt: str) -> None:
    assert cite(probe, excerpt, Say("fr")) == excerpt


@given(st.text(max_size=60))
def test_any_excerpt_can_be_cited(excerpt: str) -> None:
    for probe in PROBES:
        assert isinstance(cite(probe, excerpt, Say("en")), str)


# --- typography ---


def test_french_spaces_do_not_break() -> None:
    assert typeset("Quoi ? « Non » : 5 % !", "fr") == "Quoi\u00a0? «\u00a0Non\u00a0»\u00a0: 5\u00a0%\u00a0!"
    assert typeset("What? “No”: 5%!", "en") == "What? “No”: 5%!"


def test_no_line_begins_with_its_punctuation() -> None:
    screen = Screen(Style(width=60))
    for length in range(30, 60):
        screen.line(typeset(f"{'a' * length} « b » : c ; d ?", "fr"))
        screen.point(typeset(f"{'a' * length} « b » : c ; d ?", "fr"), indent=4)
    lines = screen.text().splitlines()
    assert len(lines) > 60
    assert not [line for line in lines if re.match(r"\s*[:;?»]", line) or line.endswith("«") or len(line) > 60]


# --- explain ---


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_fits_the_terminal_and_ends_with_the_guide(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for competency in COMPETENCIES:
        lines = run("explain", competency, "--lang", language).out.splitlines()
        assert max(len(line) for line in lines) <= width
        assert lines[2] == ("Ce que le jury cherche" if language == "fr" else "What the jury looks for")
        titles = [one for one, under in itertools.pairwise(lines) if under and set(under) == {"-"}]
        assert titles[-1] == ("Questions du jury" if language == "fr" else "Questions from the jury")
        assert not [line for line in lines if line.startswith(("#", "|")) or "**" in line]


@pytest.mark.parametrize("columns", ["20", "400"])
def test_the_width_of_running_text_is_one_that_can_be_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    longest = max(len(line) for line in run("explain", "BC01-1", "--lang", "en").out.splitlines())
    assert 55 <= longest <= 100


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_search_is_not_a_choice(run: Run, language: str) -> None:
    many, one = (
        ("Le programme cherche l’une de ces preuves ; la plus favorable compte :", "Le programme cherche :")
        if language == "fr"
        else ("The program looks for any of these; the most favourable counts:", "The program looks for:")
    )
    for competency in COMPETENCIES:
        out = run("explain", competency, "--lang", language).out
        for said in re.findall(rf"(?m)^  (?:{re.escape(many)}|{re.escape(one)})\n(?:    .*\n)+", out):
            marks = len(re.findall(r"(?m)^    - ", said))
            assert said.startswith(f"  {one}\n" if marks == 1 else f"  {many}\n")
            assert said.rstrip().endswith(".")


def test_a_guide_is_shown_without_its_marks() -> None:
    guide = (
        "# Title\n\n## First\n\nOne **bold** `word` and a [link](https://example.invalid/).\n\n"
        "## Second\n\n1. one\n2. two\n\n```text\n## not a title\n```\n\n| A | B |\n| --- | --- |\n| a | b |\n"
    )
    first, rest = essentials(guide)
    assert first == "## First\n\nOne **bold** `word` and a [link](https://example.invalid/).\n\n"
    screen = Screen(Style(width=80))
    show_guide(screen, first)
    show_guide(screen, rest)
    lines = [line for line in screen.text().splitlines() if line]
    assert lines[:3] == ["First", "-----", "One bold word and a link (https://example.invalid/)."]
    assert lines[3:8] == ["Second", "------", " 1. one", " 2. two", "    ## not a title"]
    assert [line.split() for line in lines[8:]][0::2] == [["A", "B"], ["a", "b"]]


def test_headings_are_bold_rather_than_underlined_when_there_are_colours() -> None:
    screen = Screen(Style(width=80, colour=True))
    show_guide(screen, "## First\n")
    screen.heading("Second")
    assert [line for line in screen.text().splitlines() if line] == ["\x1b[1mFirst\x1b[0m", "\x1b[1mSecond\x1b[0m"]


# --- check and next ---


def test_next_says_what_is_missing_today(run: Run, make: Make, small: Any) -> None:
    out = run("next", make(), "--lang", "fr").out
    assert len(re.findall(r"(?m)^   (?:Aucun|Introuvable|Le |La |Dans |Tests |\d)", out)) == 3
    assert not re.search(r"\(s\)|\{|\w_\w", out)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_details_advise_in_words(run: Run, make: Make, shipped: Checklist, language: str) -> None:
    out = run("check", make(), "--details", "--lang", language).out
    topics = {one.id for one in shipped.topics if "-" in one.id}
    assert bare(topics, out, shipped, language) == set()
    assert not re.search(r"\(s\)|\{|\['", out)


def test_counts_of_one_are_singular(run: Run, make: Make, small: Any) -> None:
    french = run("check", make(), "--checklist", small, "--lang", "fr").out
    assert "1/1 élément\n" in french
    assert "1 exigence étayée, 0 partielle, 0 absente, 1 laissée au jury" in french
    assert re.search(r"Livrables : [01] rempli, [01] commencé, [01] absent\n", french)
    assert "1 requirement met, 0 partial" in run("check", make(name="again"), "--checklist", small, "--lang", "en").out
