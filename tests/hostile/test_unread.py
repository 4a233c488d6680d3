"""A bad file costs that file only, and the report says which and why, whatever was to be read in it."""

from __future__ import annotations

import shutil

import pytest

from jalon.facts.documents import limits
from jalon.messages import Say, en, fr
from tests.hostile.conftest import Spoilt
from tests.hostile.evidence import same_but_for
from tests.hostile.judge import Judged, judged
from tests.snapshot.repos import Repo

BINARY = bytes(range(256)) * 4
DEEP_YAML = b"on: push\njobs: " + b"[" * 1_000
DRAWIO = b"<mxfile><diagram name='a'>%s</diagram></mxfile>"
CALLS = b"on: push\njobs: {a: {steps: [{run: tox && task test}, {uses: ./deploy}]}}\n"

BAD: dict[str, tuple[bytes, str]] = {
    # pipelines, what they call
    ".github/workflows/broken.yml": (b"on: push\njobs: {a: [\n", "damaged"),
    ".github/workflows/deep.yml": (DEEP_YAML, "too-deep"),
    ".github/workflows/long.yml": (b"# " + b"a" * 600_000, "too-large"),
    ".github/workflows/binary.yml": (BINARY, "not-text"),
    ".gitlab-ci.yml": (b"a: *unknown\n", "damaged"),
    "Jenkinsfile": (b"pipeline {\n stages {\n", "damaged"),
    ".circleci/config.yml": (b"jobs: {a: {\n", "damaged"),
    "azure-pipelines.yml": (b"steps:\n\t- script: x\n", "damaged"),
    "bitbucket-pipelines.yml": (b"pipelines: ]\n", "damaged"),
    "deploy/action.yml": (b"runs: {steps: [\n", "damaged"),
    "tox.ini": (b"no section\n", "damaged"),
    "Taskfile.yml": (b"tasks: {a: [\n", "damaged"),
    # diagrams
    "docs/broken.bpmn": (b"<definitions><process>", "damaged"),
    "docs/deep.drawio": (b"<mxfile>" + b"<a>" * 1_000, "too-deep"),
    "docs/page.drawio": (DRAWIO % b"&#233;", "damaged"),
    "docs/binary.mmd": (BINARY, "not-text"),
    "docs/long.puml": (b"@startuml\n" + b"a -> b\n" * 1_200_000, "too-large"),
    # registers and documents
    "docs/binary.csv": (BINARY, "not-text"),
    "docs/long.md": (b"a " * (limits.TEXT_BYTES // 2 + 1), "too-large"),
    "docs/broken.docx": (b"PK\3\4" + BINARY, "damaged"),
    "docs/broken.ipynb": (b'{"cells": [', "damaged"),
    # manifests
    "web/package.json": (b'{"dependencies": {', "damaged"),
    "api/pyproject.toml": (b"[project\n", "damaged"),
    "java/pom.xml": (b"<project><dependencies>", "damaged"),
    "rust/Cargo.toml": (b"a = " + b"[" * 5_000, "too-deep"),
    # code and pages
    "src/long.py": (b"a = 1\n" * 80_000, "too-large"),
    "src/binary.js": (BINARY, "not-text"),
    "src/long.vue": (b"<template><p>a</p></template>\n" * 20_000, "too-large"),
}


@pytest.fixture(scope="module")
def found(honest_repository: Repo, tmp_path_factory: pytest.TempPathFactory, honest: Judged) -> Judged:
    """One repository with all of them."""
    folder = tmp_path_factory.mktemp("unread") / "capstone"
    shutil.copytree(honest_repository.path, folder, symlinks=True)
    spoilt = Spoilt(Repo(folder, start=False), honest)
    for path, (data, _) in BAD.items():
        spoilt.put(path, data)
    spoilt.put(".github/workflows/calls.yml", CALLS)
    return judged(folder)


@pytest.mark.parametrize("path", BAD)
def test_the_report_says_which_and_why(found: Judged, path: str) -> None:
    reason = BAD[path][1]
    assert found.unreadable.get(path) == reason
    assert f"{path} ({Say('en').reason(reason)})" in " ".join(found.texts["terminal"].split())


def test_no_other_file_is_told(found: Judged) -> None:
    assert found.unreadable.keys() == BAD.keys()


def test_the_others_are_judged_as_without_them(found: Judged, honest: Judged) -> None:
    same_but_for("", honest, found)


@pytest.mark.parametrize("reason", sorted({reason for _, reason in BAD.values()} | {"budget", "timeout", "too-many"}))
def test_reasons_are_told_in_both_languages(reason: str) -> None:
    french, english = (messages.MESSAGES[f"reason.{reason}"] for messages in (fr, en))
    assert french != english


def test_what_is_read_as_a_document_is_not_unread(spoilt: Spoilt) -> None:
    """A page too long for the reader of pages, and not for that of documents."""
    long = "<h1>Budget</h1>" + "<p>Le budget est de 12 000 euros.</p>\n" * 20_000
    spoilt.put("docs/long.html", long.encode())
    assert judged(spoilt.repo.path).unreadable == {}
