"""What a student receives: whole, clean, and worth nothing until somebody works in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from jalon.catalogue import find_checklist, load_checklist
from jalon.facts import Facts
from jalon.facts.model import Inventory
from jalon.settings import Settings, read_settings
from jalon.snapshot import open_snapshot
from tests.capstone.conftest import LANGUAGES, ROOT, judged, make, report

RESERVED = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)


def files(folder: Path) -> Iterator[Path]:
    return (one for one in folder.rglob("*") if one.is_file() and ".git" not in one.relative_to(folder).parts[:1])


def test_every_path_is_legal_on_windows_and_every_file_is_text_with_lf(capstone: Path) -> None:
    for path in files(capstone):
        parts = path.relative_to(capstone).parts
        assert not any(RESERVED.search(part) for part in parts), path
        assert len("/".join(parts)) < 120, path
        data = path.read_bytes()
        assert b"\0" not in data and b"\r" not in data, path
        data.decode("utf-8")


def test_no_template_markup_is_left(capstone: Path) -> None:
    template = ROOT / "templates/capstone"
    for source in template.rglob("*.jinja"):
        made = capstone / source.relative_to(template).with_suffix("")
        assert not re.search(r"\{%|%\}|\{\{|\{#", made.read_text(encoding="utf-8")), made
    assert not list(capstone.rglob("*.jinja"))


def test_every_deliverable_with_a_place_is_there(capstone: Path) -> None:
    for deliverable in load_checklist(find_checklist("rncp38822")).deliverables:
        for language in LANGUAGES if "{language}" in deliverable.place else ("",):
            place = deliverable.place.replace("{language}", language)
            assert not place or (capstone / place).exists(), deliverable.id


def test_the_tree_is_the_same_in_both_languages(tmp_path: Path) -> None:
    trees = [
        {one.relative_to(tmp_path / name) for one in files(make(tmp_path / name, language=name))} for name in LANGUAGES
    ]
    assert trees[0] == trees[1]


def test_each_document_is_written_in_the_language_of_the_project(capstone: Path) -> None:
    settings = _settings(capstone)
    heading = {"fr": "## Situation de départ", "en": "## Starting point"}[settings.language]
    assert heading in (capstone / "bc01-plan/feasibility.md").read_text(encoding="utf-8")
    guide = {"fr": "## Ce que le jury cherche", "en": "## What the jury looks for"}[settings.language]
    assert all(guide in one.read_text(encoding="utf-8") for one in (capstone / "guides").glob("*.md"))


def _settings(folder: Path) -> Settings:
    with open_snapshot(folder) as snapshot:
        return read_settings(snapshot)


def test_the_settings_of_a_new_capstone_are_followed(capstone: Path) -> None:
    settings = _settings(capstone)
    assert (settings.fault, settings.blocks) == ("", ("BC01", "BC02", "BC03", "BC04"))


def test_every_register_fits_its_table_schema(capstone: Path) -> None:
    package = json.loads((capstone / "datapackage.json").read_text(encoding="utf-8"))
    assert len(package["resources"]) >= 25
    for resource in package["resources"]:
        header = (capstone / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]], resource["name"]


def test_the_grids_hold_every_criterion_of_their_norm(capstone: Path) -> None:
    for path, count in (
        ("eco/rgesn.csv", 78),
        ("bc02-solution/accessibility/rgaa.csv", 106),
        ("bc02-solution/security/owasp.csv", 10),
    ):
        rows = (capstone / path).read_text(encoding="utf-8").splitlines()[1:]
        assert len({row.split(",")[0] for row in rows}) == len(rows) == count, path


def test_relative_links_resolve(capstone: Path) -> None:
    for path in capstone.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(capstone)}: {target}"


def test_the_answers_name_the_public_address_and_nothing_of_this_machine(capstone: Path) -> None:
    answers = yaml.safe_load((capstone / ".copier-answers.yml").read_text(encoding="utf-8"))
    assert answers["_src_path"] == "https://jalon.invalid/jalon.git"
    assert str(ROOT) not in "".join(one.read_text(encoding="utf-8") for one in files(capstone))


def test_copier_asks_for_no_trust() -> None:
    questions = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))
    assert not {"_tasks", "_migrations", "_jinja_extensions"} & set(questions)
    asked = {name: one for name, one in questions.items() if not name.startswith("_")}
    assert all("default" in one for one in asked.values())


def test_an_untouched_scaffold_earns_nothing_and_says_so(capstone: Path) -> None:
    found = report(capstone)
    assert found.repositories[0].scaffold == "untouched"
    assert found.summary["score"] == 0
    assert {one.verdict for one in judged(found).values()} == {"missing"}
    assert {one.state for one in found.deliverables} == {"missing"}


def test_moving_and_renaming_shipped_text_earns_nothing(fresh: Path) -> None:
    (fresh / "bc01-plan/feasibility.md").rename(fresh / "etude-de-faisabilite.md")
    guide = (fresh / "guides/BC01-1.md").read_text(encoding="utf-8").splitlines()
    (fresh / "bc01-plan/specification.md").write_text("\n".join(reversed(guide)), encoding="utf-8")
    (fresh / "budget-previsionnel.md").write_text("# Budget\n\n" + "\n".join(guide[2:]), encoding="utf-8")
    assert {one.verdict for name, one in judged(report(fresh)).items() if name.startswith("BC01")} == {"missing"}


def test_what_is_shipped_is_known_to_the_checker() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(ROOT / "kit/shipped.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run `python kit/shipped.py`:\n{done.stdout}{done.stderr[-500:]}"


def test_every_document_of_the_template_can_be_read(capstone: Path) -> None:
    with open_snapshot(capstone) as snapshot:
        inventory = Inventory(tuple(entry.path for entry in snapshot.files))
        documents = Facts(snapshot=snapshot, settings=Settings(), inventory=inventory)["documents"]
    assert not documents.unread


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [({"jury_date": "2020-01-01"}, "2027-06-15"), ({"project_slug": "CON"}, "minuscule"), ({"blocks": []}, "bloc")],
)
def test_a_wrong_answer_is_refused_in_the_language_of_the_project(
    tmp_path: Path, answers: dict[str, object], wrong: str
) -> None:
    with pytest.raises(ValueError, match=wrong):
        make(tmp_path / "capstone", language="fr", **answers)
    assert not (tmp_path / "capstone").exists()


def test_a_name_with_accents_quotes_and_symbols_gives_valid_files(tmp_path: Path) -> None:
    folder = make(tmp_path / "capstone", project_name='Prêt « d’outils » "v2" \\ 🛠', members="PO, DEV-1")
    settings = tomllib.loads((folder / "jalon.toml").read_text(encoding="utf-8"))
    assert settings["project"] == {"name": 'Prêt « d’outils » "v2" \\ 🛠', "slug": "pret-d-outils-v2"}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["title"] == 'Prêt « d’outils » "v2" \\ 🛠'
    assert "\\u" not in (folder / "datapackage.json").read_text(encoding="utf-8")


def test_every_document_ends_with_one_line_feed(capstone: Path) -> None:
    for path in files(capstone):
        data = path.read_bytes()
        assert not data or (data.endswith(b"\n") and not data.endswith(b"\n\n")), path
