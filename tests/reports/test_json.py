"""The JSON report: one source for every other, valid, stable, and the same when read back."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from jalon.audit import Report
from jalon.messages import Say
from jalon.reports import Style, render
from jalon.reports.json import schema
from tests.cli.conftest import FILES_OF_A_PROJECT
from tests.reports.conftest import Audited

RICH = {
    **FILES_OF_A_PROJECT,
    "team.csv": "Nom,Rôle\nDEV-1,développement\nDEV-2,tests\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: pytest\n",
    "requirements.txt": "fastapi==0.1\n",
    "docs/plan.png": "not a picture",
    "node_modules/lib/index.js": "x\n",
    "broken.docx": "not a zip",
}


def shown(audit: Any) -> str:
    return render("json", audit, Say("en"), Style())


@pytest.mark.parametrize("files", [FILES_OF_A_PROJECT, RICH, {"README.md": ""}], ids=["plain", "rich", "empty"])
def test_the_report_fits_its_schema(audited: Audited, files: dict[str, str]) -> None:
    from jsonschema import Draft202012Validator

    found = schema()
    Draft202012Validator.check_schema(found)
    Draft202012Validator(found).validate(json.loads(shown(audited(files))))


def test_the_schema_refuses_what_is_no_report(audited: Audited) -> None:
    from jsonschema import Draft202012Validator

    good = json.loads(shown(audited()))
    validator = Draft202012Validator(schema())
    for key in good:
        assert not validator.is_valid({name: value for name, value in good.items() if name != key})
    assert not validator.is_valid({**good, "blocks": [{"id": 3}]})


def test_the_report_is_the_same_when_read_back(audited: Audited) -> None:
    report = audited(RICH).report
    text = shown(audited(RICH, "again"))
    back = msgspec.json.decode(text, type=Report)
    assert msgspec.structs.replace(back, repositories=report.repositories) == report


def test_the_same_repository_gives_the_same_bytes(audited: Audited) -> None:
    first, second = shown(audited(RICH)), shown(audited(dict(reversed(RICH.items())), "again"))
    assert first.replace('"capstone"', '"again"') == second


def test_the_contract_of_the_design(audited: Audited) -> None:
    found = json.loads(shown(audited(RICH)))
    assert list(found) == [
        "schema", "language", "tool", "checklist", "asked", "repositories", "authors", "summary", "deliverables",
        "blocks", "remarks",
    ]  # fmt: skip
    assert (found["schema"], found["language"], found["tool"]["name"]) == ("jalon-report/1", "en", "jalon")
    assert found["checklist"].keys() == {"id", "version", "sha256"}
    repository = found["repositories"][0]
    assert {"path", "commit", "dirty", "shallow", "files", "ignored", "unreadable"} <= repository.keys()
    assert (repository["path"], repository["dirty"], repository["files"]) == ("capstone", False, len(RICH))
    assert repository["ignored"] == [{"path": "node_modules/", "reason": "vendored"}]
    assert repository["unreadable"] == [{"path": "broken.docx", "reason": "damaged"}]
    counted = ("met", "partial", "missing", "unknown", "error", "jury", "not-applicable", "waived")
    assert found["summary"].keys() == {"score", "up_to", *counted}
    assert sum(found["summary"][one] for one in counted) == 5
    deliverable = found["deliverables"][0]
    assert {"id", "state", "completeness", "evidence"} <= deliverable.keys()
    judged = found["blocks"][0]["competencies"][0]
    assert {"id", "verdict", "score", "requirements"} <= judged.keys()
    requirement = judged["requirements"][0]
    assert {"id", "outcome", "effort", "advice", "evidence"} <= requirement.keys()
    assert requirement["advice"].keys() == {"message", "values"}
    assert all({"probe", "repository", "path", "at", "excerpt"} <= one.keys() for one in requirement["evidence"])


def test_evidence_says_where_in_each_kind_of_file(audited: Audited) -> None:
    found = json.loads(shown(audited(RICH)))
    evidence = found["blocks"][0]["competencies"][0]["requirements"][0]["evidence"]
    places = {one["probe"]: (one["path"], one["at"]) for one in evidence}
    commit = found["repositories"][0]["commit"]
    assert places["section"] == ("docs/plan.md", {"line": 1})
    assert places["table"] == ("team.csv", {"line": 2})
    assert places["activity"] == ("", {"commit": commit})
    assert places["pipeline"] == (".github/workflows/ci.yml", {"line": 6})
    assert places["picture"] == ("docs/plan.png", {})
