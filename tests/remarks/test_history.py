"""What documents claim is set beside the history, and other branches are shown, in neutral words."""

from __future__ import annotations

import pytest

from tests.remarks.conftest import Capstone, said

TEAM = "# Organisation\n\nNotre équipe est composée de quatre développeurs, chacun avec son rôle.\n"


def test_a_team_of_four_with_one_author_is_said_with_both_figures(capstone: Capstone) -> None:
    capstone.commit({"equipe.md": TEAM})
    (found,) = capstone.remarks("team")
    assert (found.path, found.at.line, found.values) == ("equipe.md", 3, {"claimed": 4, "n": 1})
    assert said(found, "fr").startswith("Le texte parle d’une équipe de 4, l’historique a 1 auteur :")
    assert said(found).startswith("The text speaks of a team of 4, the history has 1 author:")


@pytest.mark.parametrize(
    "text",
    [
        "Our team consists of three developers.",
        "The team is made up of 3 students.",
        "Une équipe de trois personnes réalise le projet.",
        "Nous sommes trois étudiants.",
    ],
)
def test_the_ways_to_speak_of_a_team(capstone: Capstone, text: str) -> None:
    capstone.commit({"team.md": f"# Team\n\n{text}\n"})
    assert [one.values["claimed"] for one in capstone.remarks("team")] == [3]


def test_as_many_authors_as_people_or_other_people_are_no_remark(capstone: Capstone) -> None:
    text = "# Marché\n\nLe client a une équipe de douze commerciaux. L’équipe de foot compte onze joueurs.\n"
    for who in ("Ada Exemple", "Bo Exemple", "Cy Exemple", "Di Exemple"):
        capstone.commit({f"{who[:2]}.md": TEAM + f"\n{who[:2]}\n", "marche.md": text + who}, who=who)
    assert capstone.remarks("team") == []


def test_robots_are_no_authors(capstone: Capstone) -> None:
    capstone.commit({"equipe.md": TEAM.replace("quatre", "deux")})
    capstone.commit({"package.json": "{}"}, who="dependabot[bot]")
    assert [one.values["n"] for one in capstone.remarks("team")] == [1]


def test_sprints_longer_than_the_history_are_said(capstone: Capstone) -> None:
    text = "# Méthode\n\nLe projet suit 6 sprints de 2 semaines.\n"
    capstone.commit({"methode.md": text}, when="2026-01-05T09:00:00")
    capstone.commit({"a.md": "a"}, when="2026-01-09T09:00:00")
    (found,) = capstone.remarks("sprints")
    assert found.values == {"weeks": 12, "n": 5}
    capstone.commit({"b.md": "b"}, when="2026-03-20T09:00:00")
    assert capstone.remarks("sprints") == []


def test_a_project_committed_in_one_day_is_said_neutrally(capstone: Capstone) -> None:
    capstone.commit({f"docs/note-{number}.md": f"# Note {number}\n" for number in range(40)})
    (found,) = capstone.remarks("one-day")
    assert found.values == {"n": 1, "day": "2026-01-05"}
    assert "1 commit du 05/01/2026" in said(found, "fr")
    capstone.commit({"docs/note-0.md": "# Note\n"}, when="2026-01-06T09:00:00")
    assert capstone.remarks("one-day") == []


def test_a_small_beginning_is_no_import(capstone: Capstone) -> None:
    capstone.commit({"README.md": "# Begin\n"})
    assert capstone.remarks("one-day") == []


def test_dates_set_back_are_said_when_they_are_many(capstone: Capstone) -> None:
    for day in range(1, 5):
        capstone.commit({"a.md": str(day)}, when=f"2025-09-0{day}T09:00:00", committed="2026-03-01T09:00:00")
    (found,) = capstone.remarks("redated")
    assert (found.values["n"], found.values["all"]) == (4, 4)
    assert 170 < found.values["days"] < 190


def test_a_few_rebased_commits_are_daily_life(capstone: Capstone) -> None:
    for day in range(1, 5):
        capstone.commit({"a.md": str(day)}, when=f"2026-03-0{day}T09:00:00")
    capstone.commit({"a.md": "late"}, when="2025-09-01T09:00:00", committed="2026-03-05T09:00:00")
    assert capstone.remarks("redated") == []


# --- other branches ---


def branched(capstone: Capstone, name: str, files: dict[str, str]) -> None:
    capstone.commit({"README.md": "# Projet\n", "old.md": "# Vieux\n"})
    capstone.git.git.checkout("-b", name)
    capstone.commit(files)
    capstone.git.git.checkout("main")


def test_documents_tests_and_pipelines_of_another_branch_are_named_and_not_counted(capstone: Capstone) -> None:
    files = {"Jenkinsfile": "pipeline {}\n", "docs/plan.md": "# Plan\n", "src/test_app.py": "x = 1\n", "src/app.py": ""}
    branched(capstone, "feature/plan", files)
    (found,) = capstone.remarks("other-branch")
    assert found.values == {
        "branch": "feature/plan",
        "n": 3,
        "files": ["Jenkinsfile", "docs/plan.md", "src/test_app.py"],
    }
    assert found.at.commit == capstone.git.heads["feature/plan"].commit.hexsha
    assert "Seulement sur la branche feature/plan, donc non comptés : 3 fichiers (Jenkinsfile," in said(found, "fr")


@pytest.mark.parametrize("name", ["camille", "feature/camille", "feature/exemple-front", "ZoeInvented-g4", "zz"])
def test_a_branch_that_may_bear_a_name_is_not_named(capstone: Capstone, name: str) -> None:
    branched(capstone, name, {"docs/plan.md": "# Plan\n"})
    (found,) = capstone.remarks("other-branch")
    assert found.values["branch"] == ""
    for language in ("fr", "en"):
        assert name not in said(found, language)


def test_a_file_that_bears_an_author_s_name_is_not_named(capstone: Capstone) -> None:
    branched(capstone, "docs/plan", {"docs/camille exemple - dossier.md": "# Plan\n", "docs/plan.md": "# Plan\n"})
    (found,) = capstone.remarks("other-branch")
    assert found.values["files"] == ["docs/…", "docs/plan.md"]


def test_what_is_merged_moved_or_removed_is_no_remark(capstone: Capstone) -> None:
    branched(capstone, "feature/plan", {"docs/plan.md": "# Plan\n\nUn plan.\n"})
    capstone.commit({"plan/renamed.md": "# Plan\n\nUn plan.\n"})
    assert capstone.remarks("other-branch") == []
    with capstone.git.config_writer() as settings:  # git merges as whoever its settings name
        settings.set_value("user", "name", "DEV-1").set_value("user", "email", "dev-1@example.invalid")
    capstone.git.git.merge("feature/plan")
    assert capstone.remarks("other-branch") == []


def test_a_published_site_is_no_branch_of_work(capstone: Capstone) -> None:
    branched(capstone, "gh-pages", {"guide.md": "# Guide\n"})
    assert capstone.remarks("other-branch") == []
