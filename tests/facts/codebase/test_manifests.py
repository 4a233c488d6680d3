"""Dependencies and frameworks of every ecosystem, from literal manifests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.codebase.frameworks import frameworks_of
from jalon.facts.codebase.manifests import dependencies, manifest_of
from jalon.facts.model import Dependency

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId></parent>
  <dependencies>
    <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId><version>10.1</version></dependency>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><scope>test</scope></dependency>
  </dependencies>
</project>"""
PYPROJECT = """[project]
dependencies = ["FastAPI[all]>=0.110", "sqlalchemy"]
[project.optional-dependencies]
dev = ["pytest"]
[dependency-groups]
lint = ["ruff==0.5"]
[tool.poetry.dependencies]
python = "^3.12"
Django = {version = "5.0", extras = ["argon2"]}
[tool.poetry.group.dev.dependencies]
pytest-cov = "*"
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "package.json",
            '{"dependencies": {"react": "^18"}, "devDependencies": {"vitest": "1"}}',
            [("react", "npm", "^18", False), ("vitest", "npm", "1", True)],
        ),
        (
            "api/requirements.txt",
            "# web\nfastapi[all]>=0.110  # api\n-r base.txt\nPsycopg2_binary==2.9 ; python_version > '3'\n",
            [("fastapi", "pypi", ">=0.110", False), ("psycopg2-binary", "pypi", "==2.9", False)],
        ),
        ("requirements-dev.txt", "pytest\n", [("pytest", "pypi", "", True)]),
        (
            "pyproject.toml",
            PYPROJECT,
            [
                ("fastapi", "pypi", ">=0.110", False),
                ("sqlalchemy", "pypi", "", False),
                ("pytest", "pypi", "", True),
                ("ruff", "pypi", "==0.5", True),
                ("django", "pypi", "5.0", False),
                ("pytest-cov", "pypi", "*", True),
            ],
        ),
        (
            "Pipfile",
            '[packages]\nflask = "*"\n[dev-packages]\npytest = "*"\n',
            [("flask", "pypi", "*", False), ("pytest", "pypi", "*", True)],
        ),
        (
            "pom.xml",
            POM,
            [
                ("org.springframework.boot:spring-boot-starter-parent", "maven", "", False),
                ("org.flywaydb:flyway-core", "maven", "10.1", False),
                ("org.junit.jupiter:junit-jupiter", "maven", "", True),
            ],
        ),
        (
            "app/build.gradle.kts",
            'implementation("io.ktor:ktor-server-core:2.3")\ntestImplementation("org.junit:junit-bom:5")\n',
            [("io.ktor:ktor-server-core", "maven", "2.3", False), ("org.junit:junit-bom", "maven", "5", True)],
        ),
        (
            "composer.json",
            '{"require": {"php": ">=8", "symfony/framework-bundle": "7.*"}, "require-dev": {"phpunit/phpunit": "11"}}',
            [("symfony/framework-bundle", "composer", "7.*", False), ("phpunit/phpunit", "composer", "11", True)],
        ),
        (
            "go.mod",
            "module x\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n)\n",
            [("github.com/gin-gonic/gin", "go", "v1.10.0", False)],
        ),
        ("Cargo.toml", '[dependencies]\naxum = "0.7"\n', [("axum", "cargo", "0.7", False)]),
        (
            "Api/Api.csproj",
            '<Project Sdk="Microsoft.NET.Sdk.Web"><PackageReference Include="xunit" Version="2" /></Project>',
            [("xunit", "nuget", "2", False), ("Microsoft.AspNetCore.App", "nuget", "", False)],
        ),
        ("Gemfile", "gem 'rails', '~> 7.1'\n", [("rails", "gem", "~> 7.1", False)]),
        (
            "environment.yml",
            "dependencies:\n  - pandas=2\n  - pip:\n      - duckdb\n",
            [("pandas", "pypi", "=2", False), ("duckdb", "pypi", "", False)],
        ),
    ],
)
def test_the_dependencies_of_a_manifest(path: str, text: str, expected: object) -> None:
    found = dependencies(path, manifest_of(path), text)
    assert [(item.name, item.ecosystem, item.version, item.development) for item in found] == expected
    assert {item.path for item in found} == {path}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", "{"),
        ("package.json", "[1]"),
        ("package.json", "[" * 100_000),
        ("package.json", '{"dependencies": ["a"], "devDependencies": {"a": 1}}'),
        ("pyproject.toml", "= ["),
        ("pyproject.toml", "project = 3\ntool = 4"),
        ("pom.xml", '<!DOCTYPE x [<!ENTITY a "b">]><project>&a;</project>'),
        ("pom.xml", "<a>" * 100_000),
        ("environment.yml", "[" * 100_000),
    ],
)
def test_a_damaged_manifest_costs_only_itself(path: str, text: str) -> None:
    assert all(isinstance(item, Dependency) for item in dependencies(path, manifest_of(path), text))


@given(
    st.sampled_from(
        [
            "package.json",
            "requirements.txt",
            "pyproject.toml",
            "pom.xml",
            "build.gradle",
            "go.mod",
            "pubspec.yaml",
            "mix.exs",
        ]
    ),
    st.text(max_size=200),
)
def test_any_text_is_a_manifest_of_something_or_nothing(path: str, text: str) -> None:
    assert isinstance(dependencies(path, manifest_of(path), text), tuple)


@pytest.mark.parametrize("path", ["src/package.ts", "docs/requirements.md", "notes.txt", "README.md"])
def test_other_files_are_no_manifest(path: str) -> None:
    assert manifest_of(path) == ""


@pytest.mark.parametrize(
    ("ecosystem", "name", "expected"),
    [
        ("npm", "react", {("front-end", "react")}),
        ("npm", "@angular/core", {("front-end", "angular")}),
        ("npm", "next", {("front-end", "next"), ("back-end", "next")}),
        ("npm", "@nestjs/core", {("back-end", "nest")}),
        ("pypi", "apache-airflow-providers-http", {("data", "airflow")}),
        (
            "maven",
            "org.springframework.boot:spring-boot-starter-security",
            {("back-end", "spring-boot"), ("authentication", "spring-security")},
        ),
        ("composer", "laravel/framework", {("back-end", "laravel")}),
        ("npm", "left-pad", set()),
    ],
)
def test_frameworks_are_told_by_dependencies(ecosystem: str, name: str, expected: object) -> None:
    text = f'{{\n  "x": 1,\n  "{name.rpartition(":")[2]}": "1"\n}}'
    found = frameworks_of((Dependency(name, ecosystem, path="m"),), text)
    assert {(item.kind, item.name) for item in found} == expected
    assert all(item.at.line == 3 for item in found)
