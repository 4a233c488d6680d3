"""A student works in the capstone and gets the verdicts that the work deserves, shipped machinery included."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.capstone.conftest import commit_all, fill, judged, report

TEXTS = yaml.safe_load((Path(__file__).parent / "filled.yml").read_text(encoding="utf-8"))


def test_a_filled_feasibility_study_is_met(fresh: Path) -> None:
    fill(fresh / "bc01-plan/feasibility.md", TEXTS["study"])
    commit_all(fresh)
    found = judged(report(fresh))
    assert found["BC01-1"].verdict == "met"
    places = {one.path for said in found["BC01-1"].requirements for one in said.evidence}
    assert "bc01-plan/feasibility.md" in places
    assert not any(path.startswith("guides/") for path in places)


def test_an_own_module_with_tests_makes_the_shipped_pipeline_count(fresh: Path) -> None:
    before = judged(report(fresh))
    assert (before["BC03-1"].verdict, before["BC02-2"].verdict) == ("missing", "missing")
    (fresh / "api-python/api/reservations.py").write_text(TEXTS["module"], encoding="utf-8")
    (fresh / "api-python/tests/unit/test_reservations.py").write_text(TEXTS["module_tests"], encoding="utf-8")
    commit_all(fresh, "feat: reservations")
    found = judged(report(fresh))
    assert found["BC03-1"].verdict == "met"
    tested = next(one for one in found["BC03-1"].requirements if one.id == "BC03-1.g")
    places = [one.path for one in tested.evidence]
    assert ".github/workflows/ci.yml" in places, "the evidence cites the pipeline"
    assert "api-python/api/reservations.py" in places, "and the own code that it tests"
    assert report(fresh).repositories[0].scaffold == "started"


def test_quality_rules_of_ones_own_make_code_integrity_met(fresh: Path) -> None:
    (fresh / "api-python/api/reservations.py").write_text(TEXTS["module"], encoding="utf-8")
    fill(fresh / "bc02-solution/checklists/delivery.md", TEXTS["checklist"])
    commit_all(fresh)
    assert judged(report(fresh))["BC02-2"].verdict == "met"


def test_a_team_that_is_described_is_met(fresh: Path) -> None:
    skills = fresh / "bc04-team/skills.csv"
    rows = [
        "Python et FastAPI,DEV-1,4,3,exposer l’API,binôme avec DEV-2",
        "Accessibilité RGAA,UX-1,4,2,auditer les écrans,formation en ligne",
        "PostgreSQL,DEV-2,3,3,conserver les prêts,aucune",
        "Animation agile,PO,3,2,tenir les sprints,mentorat",
        "Supervision,DEV-1,3,1,alerter,atelier interne",
    ]
    skills.write_text(skills.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    fill(fresh / "bc04-team/team.md", TEXTS["team"])
    commit_all(fresh)
    found = judged(report(fresh))["BC04-1"]
    assert found.verdict == "met", found.elements
