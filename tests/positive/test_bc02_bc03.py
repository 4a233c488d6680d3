"""BC02 and BC03 are found in small real repositories of many stacks, and lost with what shows them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.positive.bundles import bundle, changed, less, names
from tests.positive.helpers import Files, Shown, competencies, verdicts

BLOCKS = "BC02 BC03"
SHOWN = {
    # Airflow, pandas, Spark, dbt, scikit-learn · GitHub Actions · MkDocs
    "air-des-cimes": Shown(met="BC02-5 BC03-1", partial="BC03-2"),
    # Symfony, Twig · GitLab CI · Ansible · Zabbix · wiki, Merise, Word
    "atelier-velo": Shown(
        met="BC02-1 BC02-2 BC02-4 BC03-1 BC03-2 BC03-4 BC03-5 BC03-6",
        partial="BC03-3",
    ),
    # NestJS, Prisma, BullMQ, Vue · CircleCI · Fly · Sentry · Docusaurus in two languages
    "bibliobus": Shown(
        met="BC02-2 BC02-3 BC02-4 BC02-5 BC03-1 BC03-4 BC03-6",
        partial="BC02-1 BC03-2 BC03-3 BC03-5",
    ),
    # Spring Boot, Kafka, Angular · GitLab CI · Helm · Grafana · AsciiDoc after arc42, PlantUML
    "ecluse": Shown(
        met="BC02-1 BC02-2 BC02-3 BC02-4 BC02-5 BC03-1 BC03-3 BC03-4 BC03-5",
        partial="BC03-2 BC03-6",
    ),
    # FastAPI, a sketch of a React page · GitHub Actions · registry and ssh · Prometheus · Markdown, Mermaid
    "panier": Shown(
        met="BC02-1 BC02-2 BC02-4 BC03-1 BC03-2 BC03-3 BC03-4 BC03-5",
        partial="BC03-6",
    ),
    # ASP.NET Core, React · Azure Pipelines · Bicep alerts · Word documents
    "relais-colis": Shown(
        met="BC02-2 BC02-3 BC03-1 BC03-2 BC03-3 BC03-4 BC03-5 BC03-6",
        partial="BC02-1 BC02-4",
    ),
    # Django, Celery · Bitbucket Pipelines · Render · Datadog · reStructuredText, BPMN, draw.io
    "ressourcerie": Shown(
        met="BC02-5 BC03-1 BC03-4 BC03-5",
        partial="BC02-1 BC02-2 BC02-4 BC03-2 BC03-3",
    ),
}
AT_LEAST = 3  # repositories in which each competency is reached


def test_every_repository_has_its_row() -> None:
    assert set(SHOWN) == set(names())


def test_every_competency_is_reached_in_several_repositories() -> None:
    reached = Counter(one for shown in SHOWN.values() for one in shown.met.split())
    assert {one for one in competencies(BLOCKS) if reached[one] < AT_LEAST} == set()


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_there_is_found_and_nothing_else(tmp_path: Path, name: str) -> None:
    assert verdicts(tmp_path, bundle(name), BLOCKS) == SHOWN[name].verdicts(competencies(BLOCKS))


TWINS: dict[str, tuple[str, Files, str]] = {
    # what is taken away: (competency, files, what is left of the verdict)
    "its models": ("BC02-1", less("panier", "docs/architecture.md"), "missing"),
    "the arc42 page": ("BC02-1", less("ecluse", "docs/architecture.adoc"), "missing"),
    "its data jobs": ("BC02-5", less("ecluse", "src/main/java/org/example/sarelle/traffic/"), "missing"),
    "the nightly import and the worker": (
        "BC02-5",
        less("bibliobus", "server/src/catalogue/", "server/src/forecast/"),
        "missing",
    ),
    "every test of the application's accessibility": (
        "BC02-3",
        less("relais-colis", "app/src/pages/pages.test.tsx"),
        "partial",
    ),
    "its front end": ("BC02-3", less("ecluse", "web/", "docs/accessibilite.adoc"), "missing"),
    # the wiki still tells of the database and of its security
    "its server": ("BC02-4", less("atelier-velo", "src/", "migrations/", "config/"), "partial"),
    "its GitLab pipeline": ("BC03-1", less("atelier-velo", ".gitlab-ci.yml"), "missing"),
    "its GitHub workflows": ("BC03-1", less("panier", ".github/workflows/"), "missing"),
    "the tests of the pipeline": (
        "BC03-1",
        changed("air-des-cimes", ".github/workflows/checks.yml", "      - run: pytest\n"),
        "partial",
    ),
    "its tests and their plan": ("BC03-2", less("panier", "api/tests/", "docs/tests.md"), "partial"),
    "the update bot": ("BC03-3", less("ecluse", "renovate.json", "docs/mises-a-jour.adoc"), "partial"),
    "the delivery workflow": ("BC03-4", less("panier", ".github/workflows/delivery.yml"), "partial"),
    "the delivery step": (
        "BC03-4",
        changed(
            "bibliobus",
            ".circleci/config.yml",
            "      - run: ~/.fly/bin/flyctl deploy --config fly.toml --remote-only\n",
            "      - run: echo deployed\n",
        ),
        "partial",
    ),
    "its alerts": (
        "BC03-5",
        less("panier", "ops/prometheus/alerts.yml", "ops/alertmanager.yml"),
        "partial",
    ),
    "the monitors": ("BC03-5", less("ressourcerie", "ops/", "docs/exploitation.rst"), "missing"),
    "the English and the training": (
        "BC03-6",
        less("bibliobus", "docs/i18n/", "docs/docs/formation.md", "docs/docs/guide-lecteur.md"),
        "partial",
    ),
    "its manual and its technical pages": ("BC03-6", less("relais-colis", "documentation/"), "missing"),
}


@pytest.mark.parametrize("gone", TWINS)
def test_a_twin_without_it_loses_the_competency(tmp_path: Path, gone: str) -> None:
    competency, files, left = TWINS[gone]
    assert verdicts(tmp_path, files, BLOCKS)[competency] == left


ARTEFACTS = ("BC02-3", "BC02-4", "BC02-5", "BC03-1", "BC03-2", "BC03-4", "BC03-5")
DOCUMENTS = (".md", ".rst", ".adoc", ".docx")


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_only_written_about_is_never_reached(tmp_path: Path, name: str) -> None:
    """A claim is not an artefact: the same repository, its documents alone."""
    papers: Files = {path: content for path, content in bundle(name).items() if path.endswith(DOCUMENTS)}
    found = verdicts(tmp_path, papers, BLOCKS)
    assert {one for one in ARTEFACTS if found[one] == "met"} == set()
