"""What is not the candidates' work is set apart, once, with its reason; everything else stays."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import cast

import pytest
from tests.facts.conftest import Repository

from jalon.facts.inventory import inventory
from jalon.facts.theirs import not_theirs
from jalon.settings import Settings
from jalon.snapshot import Entry, Snapshot

WRITTEN = "# Notre projet\n\nNous avons choisi une architecture en couches pour notre application.\n"


def ignored(repository: Repository, *paths: str) -> tuple[dict[str, str], set[str]]:
    found = inventory(repository(dict.fromkeys(paths, "x\n")))
    return {item.path: item.reason for item in found.ignored}, set(found.files)


def snapshot_of(paths: Iterable[str]) -> Snapshot:
    """A snapshot of which only the names are known."""

    class Files:
        files = tuple(Entry(path, 1, True) for path in paths)

    return cast(Snapshot, Files())


@pytest.mark.parametrize(
    ("path", "expected", "reason"),
    [
        ("web/node_modules/react/index.js", "web/node_modules/", "vendored"),
        ("src/third_party/lib.c", "src/third_party/", "vendored"),
        ("public/js/jquery-3.7.1.js", "public/js/jquery-3.7.1.js", "vendored"),
        ("static/app.min.js", "static/app.min.js", "vendored"),
        ("dist/index.html", "dist/", "generated"),
        ("api/__pycache__/main.cpython-311.pyc", "api/__pycache__/", "generated"),
        ("web/src/routes.gen.ts", "web/src/routes.gen.ts", "generated"),
        (".idea/workspace.xml", ".idea/", "settings-of-tools"),
        (".vscode/launch.json", ".vscode/", "settings-of-tools"),
        ("docs/~$plan.docx", "docs/~$plan.docx", "settings-of-tools"),
        (".claude/audit.md", ".claude/", "settings-of-tools"),
        ("api/AGENTS.md", "api/AGENTS.md", "settings-of-tools"),
        (".github/copilot-instructions.md", ".github/copilot-instructions.md", "settings-of-tools"),
        (".github/prompts/review.prompt.md", ".github/prompts/", "settings-of-tools"),
        ("docs/examples/decision.md", "docs/examples/", "example"),
        ("docs/Modèles/compte rendu.docx", "docs/Modèles/", "example"),
        ("docs/adr/TEMPLATE.md", "docs/adr/TEMPLATE.md", "example"),
        ("docs/0000-adr-template.md", "docs/0000-adr-template.md", "example"),
        ("docs/Consignes/partie 1.pdf", "docs/Consignes/", "brief"),
        ("api/uv.lock", "api/uv.lock", "lockfile"),
        ("docs/Sujet projet.pdf", "docs/Sujet projet.pdf", "brief"),
        ("docs/Grille d'évaluation E3.xlsx", "docs/Grille d'évaluation E3.xlsx", "grid"),
        ("Référentiel RNCP38822.pdf", "Référentiel RNCP38822.pdf", "sheet"),
    ],
)
def test_what_is_not_theirs_is_ignored_with_its_reason(
    repository: Repository, path: str, expected: object, reason: str
) -> None:
    found, files = ignored(repository, path, "src/main.py")
    assert found == {expected: reason}
    assert files == {"src/main.py"}


@pytest.mark.parametrize(
    "path",
    [
        "src/vendor/vendor.service.ts",  # a vendor is also somebody who sells
        "src/coverage/policy.py",  # an insurance coverage
        "build/Dockerfile",  # a folder of scripts, with no manifest beside
        "bin/deploy.sh",
        "lib/utils.ts",
        "app/environment/settings.py",
        "docs/Cahier des charges.pdf",
        "docs/Consigner les incidents.md",
        "docs/Consignes de sécurité.pdf",
        "docs/Grille d'évaluation des fournisseurs.xlsx",
        "docs/Barème de criticité.csv",
        "external/client.py",
        "docs/agents.md",  # agents of the product
        "web/templates/index.html",
        "web/templates/mail.txt",
        "examples/main.py",
        ".github/PULL_REQUEST_TEMPLATE.md",
        ".github/ISSUE_TEMPLATE/bug.md",
        "docs/pull_request_template.md",
        "docs/modeles/mcd.md",
        "docs/modele.md",
        "docs/Modèle conceptuel de données.md",
        "docs/0007-choice-of-the-template-engine.md",
        "docs/email-templates.md",
        "docs/par-exemple/plan.md",
    ],
)
def test_a_doubtful_name_alone_is_theirs(repository: Repository, path: str) -> None:
    found, files = ignored(repository, path)
    assert not found
    assert files == {path}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["vendor/autoload.php", "vendor/acme/src/A.php"], {"vendor/": "vendored"}),
        (["assets/vendor/slick/slick.css"], {"assets/vendor/": "vendored"}),
        (["external/tool/LICENSE", "external/tool/src/a.py"], {"external/": "vendored"}),
        (["package.json", "build/main.js"], {"build/": "generated"}),
        (["App.csproj", "obj/project.assets.json"], {"obj/": "generated"}),
        (["wwwroot/lib/bootstrap/LICENSE"], {"wwwroot/lib/": "vendored"}),
        (["coverage/lcov.info", "coverage/a.html"], {"coverage/": "generated"}),
    ],
)
def test_a_doubtful_name_with_a_sign_is_not_theirs(repository: Repository, paths: list[str], expected: object) -> None:
    assert ignored(repository, *paths)[0] == expected


def test_an_environment_goes_once_under_any_name(repository: Repository) -> None:
    found, files = ignored(
        repository,
        "venv_of_paul/pyvenv.cfg",
        "venv_of_paul/Lib/site-packages/requests/api.py",
        "venv_of_paul/Scripts/activate.bat",
        "app.py",
    )
    assert found == {"venv_of_paul/": "environment"}
    assert files == {"app.py"}


def test_a_project_inside_its_environment_keeps_its_own_files(repository: Repository) -> None:
    found, files = ignored(
        repository,
        "shop/pyvenv.cfg",
        "shop/lib/python3.11/site-packages/django/http.py",
        "shop/bin/activate",
        "shop/catalogue/views.py",
    )
    assert files == {"shop/catalogue/views.py"}
    assert set(found) == {"shop/lib/python3.11/", "shop/bin/", "shop/pyvenv.cfg"}
    assert set(found.values()) == {"environment"}


def test_installed_packages_are_an_environment_wherever_they_are(repository: Repository) -> None:
    found, _ = ignored(repository, *(f"lambda/{name}-1.0.dist-info/METADATA" for name in "abc"), "lambda/a/core.py")
    assert found == {"lambda/": "environment"}


BRIEF = """# Projet fil rouge

Consignes : vous devez réaliser une application. Le candidat présentera ses choix devant le jury.
Il vous est demandé de travailler en groupe. Livrables attendus : un dossier et le code.
Barème : 20 points. Les critères d'évaluation sont en annexe. Modalités de rendu : dépôt le 12 juin.
"""
GRID = """Grille d'évaluation de l'épreuve E3

| Compétence | non acquis | en cours d'acquisition | points obtenus |
| --- | --- | --- | --- |
Nom du candidat : … Signature du jury : …
"""
CREATE_REACT_APP = """# Getting Started with Create React App

This project was bootstrapped with [Create React App](https://github.com/facebook/create-react-app).

## Available Scripts

### `npm start`
Runs the app in the development mode.

### `npm run eject`

## Learn More
You can learn more in the [Create React App documentation](https://facebook.github.io/create-react-app/).
"""


@pytest.mark.parametrize(
    ("text", "reason"), [(BRIEF, "brief"), (GRID, "grid"), (CREATE_REACT_APP, "framework-readme"), (WRITTEN, "")]
)
def test_a_text_is_judged_by_its_words(repository: Repository, text: str, reason: str) -> None:
    found = inventory(repository({"docs/texte.md": text}))
    assert [item.reason for item in found.ignored] == ([reason] if reason else [])
    assert not_theirs(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "This directory is intended for project header files.\n\n"
        "A header file is a file containing C declarations and macro definitions.\n",
        "[Nest](https://nest.example) framework TypeScript starter repository.\n\n## Stay in touch\n\n"
        "Nest is an MIT-licensed open source project.\n",
    ],
)
def test_what_a_starter_wrote_is_nobodys_english(repository: Repository, text: str) -> None:
    found = inventory(repository({"firmware/include/README": text, "api/README.md": text, "README": WRITTEN}))
    assert {item.path: item.reason for item in found.ignored} == dict.fromkeys(
        ("firmware/include/README", "api/README.md"), "framework-readme"
    )


def test_a_user_guide_that_says_you_must_is_theirs() -> None:
    text = "Vous devez créer un compte. Vous devez cliquer sur Valider. " * 20
    assert not_theirs(text) == ""


def test_a_dossier_that_quotes_the_brief_is_theirs() -> None:
    assert not_theirs(BRIEF + WRITTEN * 3) == ""


def test_a_brief_may_be_long_and_a_much_longer_report_may_quote_one() -> None:
    detail = "Chaque module expose une interface et ses erreurs ; la plateforme garde les mesures un an. "
    assert not_theirs(BRIEF + detail * 200) == "brief"
    assert not_theirs(BRIEF[:250] + detail * 4_000) == ""


def test_a_generated_readme_that_was_really_extended_is_theirs() -> None:
    assert not_theirs(CREATE_REACT_APP + "The booking engine compares three carriers and caches prices. " * 100) == ""


def test_the_folders_of_thirteen_thousand_files_are_decided_in_no_time() -> None:
    many = snapshot_of(f"env{i % 7}/Lib/site-packages/p{i % 90}/m{i}.py" for i in range(13_000))
    begin = time.process_time()
    found = inventory(many)
    assert time.process_time() - begin < 1
    assert len(found.ignored) == 7


def test_documents_of_examples_go_and_what_runs_there_stays(repository: Repository) -> None:
    found, files = ignored(repository, "src/main.py", "src/cli.py", "examples/README.md", "examples/run.py")
    assert found == {"examples/README.md": "example"}
    assert files == {"src/main.py", "src/cli.py", "examples/run.py"}


def test_a_folder_where_the_product_lives_is_no_example(repository: Repository) -> None:
    found, files = ignored(repository, "templates/app/main.py", "templates/app/README.md", "setup.sh")
    assert not found
    assert len(files) == 3


def test_a_form_that_was_filled_in_is_theirs_whatever_its_name(repository: Repository) -> None:
    found = inventory(repository({"docs/template.md": WRITTEN * 3, "docs/rapport-template.md": "mot " * 900}))
    assert not found.ignored


def test_what_the_settings_set_aside_is_shown_with_that_reason(repository: Repository) -> None:
    snapshot = repository(dict.fromkeys(["docs/old/a.md", "docs/old/b/c.md", "docs/older.md", "notes.md"], "x\n"))
    found = inventory(snapshot, Settings(ignore={"./docs/old/": "previous year", "notes.md": "private", "absent": ""}))
    assert [(item.path, item.reason) for item in found.ignored] == [("docs/old/", "settings"), ("notes.md", "settings")]
    assert found.files == ("docs/older.md",)


@pytest.mark.parametrize("folder", ["docs/templates/{i}/a", "t{i}/templates/a"])
def test_thousands_of_folders_of_examples_are_decided_in_no_time(folder: str) -> None:
    many = snapshot_of(f"{folder.format(i=i)}{end}" for i in range(8_000) for end in (".docx", ".png"))
    begin = time.process_time()
    assert len(inventory(many, Settings(ignore={f"{i}/x": "" for i in range(4_000)})).ignored) == 8_000
    assert time.process_time() - begin < 3
