"""The rules of evidence, each on small repositories in the shapes in which real ones break it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from jalon.audit import Report, Request, audit
from tests.cli.conftest import Make, _loaded_once, _plain_environment, make
from tests.evidence.shapes import (
    APPROVED_DELIVERY,
    BOAST,
    BRIEF,
    DESCRIBED_PIPELINE,
    FEASIBILITY,
    GRID,
    PRODUCTS,
    PROJECT,
    TESTED,
)

__all__ = ["_loaded_once", "_plain_environment", "make"]

Files = Mapping[str, str]


def judged(make: Make, files: Files, name: str = "capstone") -> Report:
    """The report on these files, over the same small project."""
    return audit(Request(make({**PROJECT, **files}, name), language="en")).report


def verdict(report: Report, competency: str) -> str:
    return next(one.verdict for block in report.blocks for one in block.competencies if one.id == competency)


def outcome(report: Report, requirement: str) -> str:
    every = (said for block in report.blocks for one in block.competencies for said in one.requirements)
    return next(said.outcome for said in every if said.id == requirement)


def reasons(report: Report) -> dict[str, str]:
    """path → why it was set aside."""
    return {one.path: one.reason for one in report.repositories[0].ignored}


# --- 1: a claim is not an artefact -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"README.md": BOAST}, "missing", id="boasted of in a README"),
        pytest.param({"docs/integration-continue.md": DESCRIBED_PIPELINE}, "partial", id="described at length"),
        pytest.param(TESTED, "met", id="there, with tests it runs"),
    ],
)
def test_what_must_exist_is_at_most_partial_when_it_is_only_described(make: Make, files: Files, expected: str) -> None:
    assert verdict(judged(make, files), "BC03-1") == expected


# --- 3: words about the product are not words about the project ------------------------------------------------------


@pytest.mark.parametrize(("product", "competencies"), [(one.readme, one.not_shown) for one in PRODUCTS])
def test_what_the_product_does_is_not_how_the_project_was_led(
    make: Make, product: str, competencies: tuple[str, ...]
) -> None:
    report = judged(make, {"README.md": product})
    assert {one: verdict(report, one) for one in competencies} == dict.fromkeys(competencies, "missing")


# --- 4: what is not theirs is not evidence, and the report says what was set aside -----------------------------------

NOT_THEIRS: tuple[tuple[Files, str, str], ...] = (
    ({"docs/consignes.md": BRIEF}, "docs/consignes.md", "brief"),
    ({"docs/evaluation.md": GRID}, "docs/evaluation.md", "grid"),
    (
        {"api/node_modules/lib/README.md": FEASIBILITY, "api/node_modules/lib/package.json": '{"name": "lib"}'},
        "api/node_modules/",
        "vendored",
    ),
    ({"venv/pyvenv.cfg": "home = /usr", "venv/share/etude.md": FEASIBILITY}, "venv/", "environment"),
    ({"vendor/bundle/docs/etude-de-faisabilite.md": FEASIBILITY}, "vendor/", "vendored"),
)


@pytest.mark.parametrize(("files", "path", "reason"), NOT_THEIRS, ids=[one[1] for one in NOT_THEIRS])
def test_what_is_not_theirs_earns_nothing_and_is_named(make: Make, files: Files, path: str, reason: str) -> None:
    without, with_it = judged(make, {}, "without"), judged(make, files, "with")
    assert with_it.summary["score"] == without.summary["score"]
    assert reasons(with_it)[path] == reason


# --- 5: placement, name, format and language do not matter -----------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "bc01-plan/feasibility.md",
        "Étude de faisabilité.md",
        "docs/BLOC 1/01 - Note d’opportunité (VF).md",
        "rendu/etude_de_faisabilite_v3.txt",
        "wiki/Etude-de-faisabilite.md",
    ],
)
def test_a_study_is_found_wherever_it_stands(make: Make, path: str) -> None:
    assert verdict(judged(make, {path: FEASIBILITY}), "BC01-1") == "met"


@pytest.mark.parametrize("first_level_only", [False, True], ids=["chapter and sections", "chapters only"])
def test_a_study_is_found_as_a_part_of_a_longer_document(make: Make, first_level_only: bool) -> None:
    study = FEASIBILITY.replace("# ", "## ", 1) if first_level_only else FEASIBILITY.replace("# ", "## ")
    dossier = f"# Dossier de projet\n\nCe dossier présente le projet.\n\n{study}\n\n## Annexes\n\nGlossaire.\n"
    assert verdict(judged(make, {"Dossier.md": dossier}), "BC01-1") == "met"


def test_documents_on_top_of_each_other_count_once(make: Make) -> None:
    """A draft, a final text and a copy of it are one study: neither more nor less than the study alone."""
    half = FEASIBILITY[: len(FEASIBILITY) // 3]
    alone = judged(make, {"docs/etude.md": FEASIBILITY}, "alone")
    stacked = judged(
        make,
        {
            "docs/etude.md": FEASIBILITY,
            "docs/brouillon/etude-v1.md": half,
            "docs/etude-finale.txt": FEASIBILITY,
            "rendu/etude.html": "<h1>Étude</h1>"
            + "".join(f"<p>{line}</p>" for line in FEASIBILITY.splitlines() if line),
        },
        "stacked",
    )
    assert verdict(stacked, "BC01-1") == verdict(alone, "BC01-1") == "met"
    assert stacked.summary["met"] == alone.summary["met"]


# --- 7: an approval before a deployment is human control; the deployment after it is automatic -----------------------


def test_an_approval_and_an_automatic_deployment_are_both_seen(make: Make) -> None:
    report = judged(make, {**TESTED, **APPROVED_DELIVERY})
    assert verdict(report, "BC03-4") == "met"


# --- 8: adding a practice never lowers a score -----------------------------------------------------------------------


@pytest.mark.parametrize("more", [{"docs/integration-continue.md": DESCRIBED_PIPELINE}, {"docs/etude.md": FEASIBILITY}])
def test_adding_a_practice_never_lowers_an_outcome(make: Make, more: Files) -> None:
    rank = {"missing": 0, "partial": 1, "met": 2}
    before, after = judged(make, TESTED, "before"), judged(make, {**TESTED, **more}, "after")
    for block in before.blocks:
        for competency in block.competencies:
            for said in competency.requirements:
                if said.outcome in rank:
                    assert rank[outcome(after, said.id)] >= rank[said.outcome], said.id


# --- the tree that is judged -----------------------------------------------------------------------------------------


def test_without_its_history_a_repository_keeps_what_its_files_show(make: Make) -> None:
    path = make({**PROJECT, **TESTED, "docs/etude.md": FEASIBILITY})
    before = audit(Request(path)).report
    shutil.rmtree(path / ".git")
    after = audit(Request(path)).report
    assert verdict(after, "BC01-1") == verdict(before, "BC01-1") == "met"
    assert after.summary["score"] <= before.summary["score"] <= after.summary["up_to"]


def test_the_same_files_give_the_same_report_twice(make: Make, tmp_path: Path) -> None:
    path = make({**PROJECT, **TESTED})
    assert audit(Request(path)).report == audit(Request(path)).report
