"""What diagrams draw against what runs; environments against pipelines; the changelog against tags and manifests."""

from __future__ import annotations

import pytest

from jalon.remarks.schema import _declared
from tests.remarks.conftest import Capstone, Told, place

COMPOSE = (
    "services:\n  api:\n    build: api\n  web:\n    build: web\n  db:\n    image: postgres:16\n  cache:\n"
    "    image: redis:7\n"
)
C4 = (
    '# Architecture\n\n```mermaid\nC4Container\n  Container(web, "Web", "React")\n  Container(api, "API", "FastAPI")\n'
    '  ContainerDb(db, "PostgreSQL", "SQL")\n{}  Rel(web, api, "calls")\n  Rel(api, db, "reads")\n```\n'
)


def test_a_product_that_runs_and_is_not_drawn_is_named(told: Told) -> None:
    (found,) = told({"compose.yml": COMPOSE, "docs/architecture.md": C4.format("")})
    assert (found.kind, found.path, found.values) == (
        *("service-undrawn", "docs/architecture.md", {"services": ["cache"], "n": 1}),
    )


def test_a_product_that_is_drawn_and_does_not_run_is_named(told: Told) -> None:
    drawn = '  ContainerDb(cache, "Redis", "")\n  Container(bus, "RabbitMQ", "")\n'
    (found,) = told({"compose.yml": COMPOSE, "docs/architecture.md": C4.format(drawn)})
    assert (found.kind, found.values) == ("drawn-not-run", {"products": ["rabbitmq"], "n": 1})


def test_a_diagram_of_something_else_or_one_in_step_is_no_remark(told: Told) -> None:
    other = C4.format("").replace("Web", "Tool").replace("API", "Loan").replace("PostgreSQL", "Shelf")
    assert told({"compose.yml": COMPOSE, "docs/architecture.md": other.replace("(web", "(tool")}) == []
    drawn = C4.format('  ContainerDb(cache, "Redis", "")\n')
    assert told({"compose.yml": COMPOSE, "docs/architecture.md": drawn}) == []


TABLE = "Environnement,Adresse\n{}\n"
CI = "on: push\njobs:\n  deploy:\n    runs-on: x\n    environment: {}\n    steps:\n      - run: make deploy\n"


@pytest.mark.parametrize(
    ("listed", "used", "missing"),
    [
        ("Production,app.example\nDéveloppement,localhost", "staging", ["staging"]),
        ("Production,app.example\nDéveloppement,localhost", "prod", []),
        ("Production,app.example\nPréproduction,pre.example", "staging", []),
    ],
)
def test_environments_of_pipelines_are_in_the_table(told: Told, listed: str, used: str, missing: list[str]) -> None:
    found = told({"environnements.csv": TABLE.format(listed), ".github/workflows/cd.yml": CI.format(used)})
    assert [one.values["environments"] for one in found] == ([missing] if missing else [])


CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-02-01\n\n- Loans\n\n## 1.1.0\n\n- Tools\n"


def test_versions_without_a_tag_are_listed(capstone: Capstone) -> None:
    capstone.commit({"CHANGELOG.md": CHANGELOG})
    capstone.git.create_tag("v1.1.0")
    (found,) = capstone.remarks()
    assert (found.kind, place(found)) == ("version-untagged", ("CHANGELOG.md", 5))
    assert found.values == {"versions": ["1.2.0"], "n": 1, "all": 2}
    capstone.git.create_tag("capstone-1.2")
    assert capstone.remarks() == []


def test_a_changelog_of_which_few_versions_are_tagged_is_no_remark(capstone: Capstone) -> None:
    capstone.commit({"CHANGELOG.md": CHANGELOG + "\n## 1.0.0\n\n- Labels\n"})
    capstone.git.create_tag("v1.1.0")
    assert capstone.remarks() == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("package.json", '{"version": "1.0.3"}', "1.0.3"),
        ("package.json", '{"version": "1.2.0"}', None),
        ("package.json", '{"version": "0.0.0"}', None),
        ("package.json", '{"private": true}', None),
        ("package.json", "{broken", None),
        ("pyproject.toml", '[project]\nname = "x"\nversion = "1.1.0"\n', "1.1.0"),
        (
            "pom.xml",
            "<project><parent><version>9.9</version></parent><version>1.2.0-SNAPSHOT</version></project>",
            None,
        ),
        ("web/package.json", '{"version": "9.9.9"}', None),
    ],
)
def test_the_manifest_beside_the_changelog_announces_its_version(
    capstone: Capstone, path: str, text: str, said: str | None
) -> None:
    capstone.commit({"CHANGELOG.md": CHANGELOG, path: text})
    found = capstone.remarks("version-differs")
    assert [(one.values["newest"], one.values["said"], one.values["manifest"]) for one in found] == (
        [("1.2.0", said, path)] if said else []
    )


def test_a_class_marked_as_an_entity_is_a_table_and_a_body_between_ends_the_mark() -> None:
    text = (
        '@Entity()\n@Index(["label"])\nexport class Loan {}\n@Entity\nclass Tool {}\n@Entity { x; }\nclass Shelf {}\n'
    )
    assert _declared(text) == ["Loan", "Tool"]
    assert _declared("@Entity " * 25_000) == []
