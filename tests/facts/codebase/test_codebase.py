"""What the code shows, detector by detector: a literal file that shows it, and one that only looks like it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from tests.facts.conftest import Repository

from jalon.facts.codebase import codebase
from jalon.facts.inventory import inventory
from jalon.facts.model import Codebase

Read = Callable[[dict[str, str]], Codebase]


@pytest.fixture
def read(repository: Repository) -> Read:
    def of(files: dict[str, str]) -> Codebase:
        snapshot = repository(files)
        return codebase(snapshot, inventory(snapshot))

    return of


def found(code: Codebase, name: str) -> set[tuple[str, str, int | None]]:
    return {(item.kind, item.name, item.at.line) for item in getattr(code, name)}


EXPRESS = """import express from 'express';
const router = express.Router();
router.get('/orders/:id', show);
router.post(ROUTES.NEW, add);
// router.delete('/x', y);
"""
NEST = """import { Get, Post } from '@nestjs/common';
@Controller('orders')
export class A {
  @Get(':id')
  show() {}
  @Post()
  add() {}
}
"""
FASTAPI = "from fastapi import FastAPI\napp = FastAPI()\n\n@app.get('/orders')\ndef orders(): ...\n"
FLASK = "from flask import Flask\n@app.route('/orders', methods=['POST'])\ndef add(): ...\n"
URLS = "from django.urls import path\nurlpatterns = [\n    path('orders/', views.orders),\n]\n"
SPRING = """import x;
@RestController
class A {
  @GetMapping("/orders/{id}")
  Order show() {}
  @PostMapping
  Order add() {}
}
"""
LARAVEL = "<?php\nRoute::get('/orders', [A::class, 'index']);\n"
NEXT = "import { NextResponse } from 'next/server';\nexport async function GET() { return NextResponse.json({}); }\n"
PAGE = "<?php\n$name = $_POST['name'];\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("api/a.ts", EXPRESS, {("http", "get /orders/:id", 3), ("http", "post ROUTES.NEW", 4)}),
        ("api/a.ts", NEST, {("http", "Get :id", 4), ("http", "Post", 6)}),
        ("main.py", FASTAPI, {("http", "get /orders", 4)}),
        ("app.py", FLASK, {("http", "/orders", 2)}),
        ("shop/urls.py", URLS, {("http", "orders/", 3)}),
        ("src/A.java", SPRING, {("http", "Get /orders/{id}", 4), ("http", "Post", 6)}),
        ("routes/api.php", LARAVEL, {("http", "get /orders", 2)}),
        ("app/api/orders/route.ts", NEXT, {("http", "GET", 2)}),
        ("contact.php", PAGE, {("http", "page", 2)}),
        ("web/src/client.ts", "api.get('/orders');\nlocalStorage.setItem('a', 'b');\n", set()),
        ("src/a.test.ts", EXPRESS, set()),
    ],
)
def test_endpoints(read: Read, path: str, text: str, expected: object) -> None:
    assert found(read({path: text}), "endpoints") == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("db/schema.sql", "-- CREATE TABLE x\nCREATE TABLE orders (id int);\n", {("schema", "sql", 2)}),
        ("prisma/schema.prisma", "model Order {\n id Int @id\n}\n", {("schema", "prisma", None)}),
        ("alembic/versions/1_a.py", "def upgrade():\n    op.create_table('a')\n", {("migration", "alembic", None)}),
        (
            "shop/migrations/0001_initial.py",
            "class Migration(migrations.Migration): ...\n",
            {("migration", "django", None)},
        ),
        ("src/main/resources/db/migration/V1__init.sql", "select 1;\n", {("migration", "flyway", None)}),
        ("src/Order.java", "import jakarta.persistence.*;\n@Entity\nclass Order {}\n", {("schema", "jpa", 2)}),
        (
            "src/order.entity.ts",
            "import { Entity } from 'typeorm';\n@Entity()\nclass Order {}\n",
            {("schema", "typeorm", 2)},
        ),
        ("models.py", "from django.db import models\nclass Order(models.Model): ...\n", {("schema", "django", 2)}),
        ("docs/notes.sql", "select 1;\n", set()),
    ],
)
def test_migrations(read: Read, path: str, text: str, expected: object) -> None:
    assert found(read({path: text}), "migrations") == expected


ALERTS = """groups:
  - name: shop
    rules:
      - alert: ApiDown
        for: 5m
        expr: up == 0
      - record: x
        expr: y
"""
RECEIVERS = "route: {receiver: team}\nreceivers:\n  - name: team\n    slack_configs:\n      - channel: '#x'\n"
DASHBOARD = json.dumps(
    {"schemaVersion": 39, "annotations": {"list": [{"name": "Annotations & Alerts"}]}, "panels": [{"id": 1}]}, indent=1
)
EMPTY_DASHBOARD = json.dumps({"schemaVersion": 39, "panels": []})


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("ops/alerts.yml", ALERTS, {("alert-rule", "ApiDown", 4)}),
        ("ops/alerts.yml", "groups:\n  - rules:\n      # - alert: ApiDown\n      #   expr: up == 0\n", set()),
        ("ops/alerts.yml", "groups:\n  - rules:\n      - record: a\n        expr: b\n", set()),
        ("ops/am.yml", RECEIVERS, {("notification", "slack", 4)}),
        ("ops/am.yml", "receivers:\n  - name: nobody\n", set()),
        ("grafana/shop.json", DASHBOARD, {("dashboard", "grafana", 10)}),
        ("grafana/shop.json", EMPTY_DASHBOARD, set()),
        ("prometheus.yml", "scrape_configs:\n  - job_name: api\n", {("metrics", "prometheus", None)}),
        (
            "src/main.ts",
            "import * as Sentry from '@sentry/node';\nSentry.init({});\n",
            {("error-tracking", "sentry", 2)},
        ),
        ("api/main.py", "from fastapi import FastAPI\n@app.get('/health')\ndef h(): ...\n", {("health", "health", 2)}),
        ("web/src/ping.ts", "fetch('/health'); localStorage.x;\n", set()),
        ("Dockerfile", "FROM x\nHEALTHCHECK CMD curl x\n", {("health", "healthcheck", 2)}),
        ("main.tf", 'resource "aws_cloudwatch_metric_alarm" "a" {}\n', {("alert-rule", "cloud-alarm", 1)}),
    ],
)
def test_monitoring(read: Read, path: str, text: str, expected: object) -> None:
    assert found(read({path: text}), "monitoring") == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("api/a.ts", "const t = jwt.sign(x, y);\n", {("authentication", "jwt")}),
        ("api/a.ts", "// const t = jwt.sign(x, y);\n", set()),
        ("api/a.ts", "app.use(helmet());\napp.use(cors());\n", {("headers", "helmet"), ("cors", "cors")}),
        (
            "api/a.ts",
            "const s = z.object({});\nawait bcrypt.hash(p, 10);\n",
            {("validation", "zod"), ("encryption", "bcrypt")},
        ),
        ("a.py", "from pydantic import BaseModel\nclass A(BaseModel): ...\n", {("validation", "pydantic")}),
        (
            "A.java",
            '@PreAuthorize("x")\nvoid a(@Valid B b) {}\n',
            {("authorisation", "roles"), ("validation", "bean-validation")},
        ),
        (
            "a.php",
            "<?php\n$h = password_hash($p, PASSWORD_DEFAULT);\n$q = $db->prepare('select');\n",
            {("encryption", "password-hash"), ("validation", "prepared-statement")},
        ),
        ("rls.sql", "CREATE POLICY mine ON orders USING (true);\n", {("authorisation", "row-level-security")}),
        ("C.java", "http.csrf(csrf -> csrf.disable());\n", set()),
    ],
)
def test_security(read: Read, path: str, text: str, expected: object) -> None:
    assert {item[:2] for item in found(read({path: text}), "security")} == expected


NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "source": ["lightgbm"]},
            {"cell_type": "code", "source": ["from sklearn import svm\n", "m.fit(x)\n"]},
        ]
    }
)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("scrape.py", "import requests\nBeautifulSoup(requests.get(u).text)\n", {("collection", "scraper")}),
        ("parse.py", "from bs4 import BeautifulSoup\ns = BeautifulSoup(html)\n", set()),
        (
            "src/Levels.java",
            "@Scheduled(cron = C)\nvoid run() { r.saveAll(new CsvToBeanBuilder<>(in).build().parse()); }\n",
            {("collection", "rows"), ("batch", "scheduled"), ("storage", "rows")},
        ),
        ("src/Reminder.java", "@Scheduled(cron = C)\nvoid remind() { mail.send(late()); }\n", set()),
        (
            "server/loans.ts",
            "import { Cron } from '@nestjs/schedule';\nimport { parse } from 'csv-parse'\n@Cron(N)\nr() { parse(); }\n",
            {("collection", "rows"), ("batch", "scheduled")},
        ),
        ("server/mail.ts", "import { Cron } from '@nestjs/schedule';\n@Cron(N)\nrun() { this.mail.send(); }\n", set()),
        (
            "server/work.ts",
            "import { Processor } from '@nestjs/bullmq';\n@Processor('q')\np(j) { db.loan.createMany(j.data); }\n",
            {("batch", "queue"), ("storage", "rows")},
        ),
        ("server/seed.ts", "import { PrismaClient } from '@prisma/client';\nawait db.user.createMany(users);\n", set()),
        ("web/src/upload.tsx", "import { parse } from 'csv-parse';\nimport x from 'react';\nparse(f);\n", set()),
        (
            "src/Command/Import.php",
            "<?php\nclass I extends Command { function x() { fgetcsv($f); $c->upsert($r); } }\n",
            {("collection", "rows"), ("batch", "command"), ("storage", "rows")},
        ),
        (
            "cmd/load.go",
            "r := csv.NewReader(f)\n_, err = pool.CopyFrom(ctx, t, c, rows)\n",
            {("collection", "rows"), ("storage", "rows")},
        ),
        (
            "jobs/Load.cs",
            "class Load : BackgroundService { var r = new CsvReader(x); db.AddRange(r); }\n",
            {("collection", "rows"), ("batch", "scheduled"), ("storage", "rows")},
        ),
        (
            "model.R",
            "d <- read.csv('a.csv')\nm <- lm(y ~ x, data = d)\n",
            {("collection", "rows"), ("prediction", "r-model")},
        ),
        ("clean.py", "import pandas as pd\ndf = df.dropna()\n", {("cleaning", "pandas")}),
        ("dags/a.py", "from airflow import DAG\nwith DAG('a'):\n    pass\n", {("batch", "airflow")}),
        ("s.py", "from kafka import KafkaConsumer\nc = KafkaConsumer('x')\n", {("stream", "kafka")}),
        (
            "a.py",
            "import duckdb\nc = duckdb.connect('x.db')\nc.sql('select a GROUP BY b')\n",
            {("storage", "database"), ("analysis", "aggregation")},
        ),
        ("m.ipynb", NOTEBOOK, {("prediction", "scikit-learn"), ("notebook", "jupyter")}),
        ("flow.json", '{"flowContents": {}}', {("collection", "nifi")}),
        ("clean.json", '[{"op": "core/mass-edit"}]', {("cleaning", "openrefine")}),
        ("a.py", "import pandas\n", set()),
        ("README.md", "We use pandas dropna, Kafka and lightgbm.\n", set()),
    ],
)
def test_data(read: Read, path: str, text: str, expected: object) -> None:
    assert {item[:2] for item in found(read({path: text}), "data")} == expected


PAGE_HTML = """<html lang="fr">
<body>
<a class="skip-link" href="#main">Aller au contenu</a>
<main id="main"><img src="a" alt="A plan"><label for="q">Search</label>
<button aria-expanded="false">Menu</button></main>
<!-- <div role="alert"> -->
</body></html>
"""


def test_accessibility_has_one_entry_a_file_and_kind(read: Read) -> None:
    code = read({"index.html": PAGE_HTML, "bare.html": "<html><body><img src='a' alt=''><div>x</div></body></html>"})
    assert {(item.kind, item.at.line) for item in code.accessibility} == {
        ("language", 1),
        ("skip-link", 3),
        ("landmark", 4),
        ("alternative", 4),
        ("label", 4),
        ("aria", 5),
    }
    assert {item.path for item in code.accessibility} == {"index.html"}


@pytest.mark.parametrize(
    ("path", "text", "kind", "name"),
    [
        (".github/dependabot.yml", "updates:\n  - package-ecosystem: npm\n", "update-bot", "dependabot"),
        ("renovate.json", '{"extends": ["config:recommended"]}', "update-bot", "renovate"),
        (".pre-commit-config.yaml", "repos: []\n", "hooks", "pre-commit"),
        (".husky/pre-commit", "npm test\n", "hooks", "husky"),
        ("web/eslint.config.mjs", "export default [];\n", "linter", "eslint"),
        ("pyproject.toml", "[tool.ruff]\nline-length = 100\n", "linter", "ruff"),
        ("tsconfig.json", '{"compilerOptions": {"strict": true}}', "types", "typescript"),
        (".editorconfig", "root = true\n", "editor", "editorconfig"),
        (".github/CODEOWNERS", "* @team\n", "code-owners", "codeowners"),
        (".github/PULL_REQUEST_TEMPLATE.md", "## What\n", "merge-request-form", "pull-request-template"),
        (".gitlab/issue_templates/bug.md", "## Bug\n", "issue-form", "issue-template"),
        ("LICENSE", "MIT\n", "licence", "licence"),
        ("SECURITY.md", "Write to us.\n", "security-policy", "security-policy"),
        ("sonar-project.properties", "sonar.projectKey=x\n", "scanner", "sonar"),
        (".env.example", "A=\n", "environment", "env-example"),
        ("Makefile", "test:\n\tpytest\n", "task-runner", "make"),
    ],
)
def test_automation(read: Read, path: str, text: str, kind: str, name: str) -> None:
    assert (kind, name) in {item[:2] for item in found(read({path: text}), "automation")}


def test_an_update_bot_that_updates_nothing_is_none(read: Read) -> None:
    assert read({".github/dependabot.yml": "version: 2\n"}).automation == ()


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("Dockerfile", "FROM python:3.12\nCOPY . /app\n", ("image", "dockerfile")),
        ("api/Dockerfile.prod", "FROM python:3.12\nCOPY . /app\n", ("image", "dockerfile")),
        ("compose.yml", "services:\n  api:\n    build: api\n  db:\n    image: postgres\n", ("compose", "compose")),
        ("k8s/api.yaml", "apiVersion: apps/v1\nkind: Deployment\n", ("kubernetes", "Deployment")),
        ("chart/Chart.yaml", "name: x\n", ("helm", "helm")),
        ("infra/main.tf", 'resource "x" "y" {}\n', ("iac", "terraform")),
        ("render.yaml", "services:\n  - type: web\n", ("platform", "render")),
    ],
)
def test_containers(read: Read, path: str, text: str, expected: object) -> None:
    assert expected in {item[:2] for item in found(read({path: text}), "containers")}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("openapi.yaml", "openapi: 3.1.0\npaths: {}\n", {("openapi", "openapi", 1)}),
        ("api.json", '{"openapi": "3.0.0", "paths": {}}', {("openapi", "openapi", 1)}),
        ("main.ts", "SwaggerModule.setup('docs', app, d);\n", {("openapi", "swagger-generator", 1)}),
        ("schema.graphql", "type Query { a: Int }\n", {("graphql", "graphql-schema", None)}),
        ("notes.yaml", "text: openapi is nice\npaths: none\n", set()),
    ],
)
def test_contracts(read: Read, path: str, text: str, expected: object) -> None:
    assert found(read({path: text}), "contracts") == expected


def test_design_is_found_by_name_and_by_link(read: Read) -> None:
    code = read(
        {
            "docs/Wireframes accueil.pdf": "x",
            "maquettes/home.png": "x",
            "design/app.fig": "x",
            "README.md": "\nSee https://www.figma.com/design/abc\n",
            "src/home.png": "x",
        }
    )
    assert {(item.kind, item.path, item.at.line) for item in code.design} == {
        ("wireframe", "docs/Wireframes accueil.pdf", None),
        ("mock-up", "maquettes/home.png", None),
        ("prototype", "design/app.fig", None),
        ("prototype", "README.md", 2),
    }


def test_lock_files_are_facts_though_they_are_ignored(read: Read) -> None:
    assert [item.path for item in read({"web/package-lock.json": "{}", "uv.lock": "x"}).lockfiles] == [
        "uv.lock",
        "web/package-lock.json",
    ]


NPM_REACT = '{"dependencies": {"react": "18"}}'
NPM_EXPRESS = '{"dependencies": {"express": "4"}}'


@pytest.mark.parametrize(
    ("files", "path", "side"),
    [
        ({"a/package.json": NPM_REACT}, "a/src/format.ts", "front-end"),
        ({"a/package.json": NPM_EXPRESS}, "a/src/format.ts", "back-end"),
        ({}, "src/Button.tsx", "front-end"),
        ({}, "frontend/src/format.ts", "front-end"),
        ({}, "server/format.ts", "back-end"),
        ({}, "src/main/java/Shop.java", "back-end"),
        ({}, "etl/load.py", "data"),
        ({}, "deploy.sh", "infrastructure"),
        ({}, "tests/test_a.py", "test"),
        ({}, "vite.config.ts", "other"),
        ({"pyproject.toml": '[project]\ndependencies = ["django"]\n'}, "shop/money.py", "back-end"),
    ],
)
def test_the_side_of_a_file(read: Read, files: dict[str, str], path: str, side: str) -> None:
    code = read({**files, path: "x = 1\n"})
    assert {source.path: source.side for source in code.sources}[path] == side


def test_languages_and_lines(read: Read) -> None:
    code = read({"a.py": "x = 1\n\ny = 2\n", "b.py": "z = 3\n", "c.css": "a {}\n", "d.md": "text\n", "e.json": "{}"})
    assert [(language.name, language.files, language.lines) for language in code.languages] == [
        ("Python", 2, 3),
        ("CSS", 1, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "// Code generated by protoc. DO NOT EDIT.\npackage x\n",
        "/* @generated */\nexport const a = 1;\n",
        "var a=1;" * 2_000,
    ],
)
def test_generated_code_is_not_theirs(read: Read, text: str) -> None:
    assert read({"client.ts": text}).sources == ()


def test_vendored_code_and_documents_are_no_code(read: Read) -> None:
    code = read({"node_modules/express/index.js": EXPRESS, "README.md": EXPRESS})
    assert (code.sources, code.endpoints, code.tests) == ((), (), ())


def test_hostile_files_are_read_in_a_bounded_time(read: Read) -> None:
    files = {
        "a.py": "'" * 300_000,
        "b.test.ts": "it('" * 60_000,
        "c.html": "<label " * 40_000,
        "d.yml": "[" * 300_000,
        "e.json": "[" * 900_000,
        "f.ipynb": '{"cells": ' + "[" * 500_000,
        "g.css": "/*" * 150_000,
        "package.json": "[" * 300_000,
        "pom.xml": "<a>" * 100_000,
        "ATest.java": "@Test\n" * 50_000,
        "test_a.py": "def test_a(\n" * 25_000,
        "c.spec.ts": "describe.skip(\n" * 20_000,
        "i.sql": "create " * 50_000,
    }
    begin = time.process_time()
    assert read(files).frameworks == ()
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Dockerfile", "ARG BASE=x\nFROM python:3.12\nLABEL a=b\n"),
        ("compose.yml", "services: {}\n"),
        ("compose.yml", "services:\n  db:\n    image: postgres:17\n"),
        ("deploy.sh", "#!/bin/sh\necho deploying\nsleep 3\nexit 0\n"),
    ],
)
def test_a_container_of_nothing_is_none(read: Read, path: str, text: str) -> None:
    assert found(read({path: text}), "containers") == set()
