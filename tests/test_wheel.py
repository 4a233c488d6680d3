"""The wheel alone makes a capstone, offline, that can be updated later."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import git
import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://jalon.invalid/jalon.git"
AUTHOR = git.Actor("DEV-1", "dev-1@example.invalid")


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GIT_ALLOW_PROTOCOL": "file", **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository at HEAD, on no branch as a release's tag is; the build may use it as it likes."""
    if git.Repo(ROOT).git.rev_parse("--is-shallow-repository") == "true":
        pytest.skip("a shallow clone ships no bundle: git fetch --unshallow")
    folder = tmp_path_factory.mktemp("wheel") / "checkout"
    with git.Repo.clone_from(str(ROOT), str(folder)) as clone:
        clone.git.checkout("--quiet", "--detach")
    return folder


def build(checkout: Path, folder: Path) -> Path:
    """Build the wheel and unpack it, as an installation without its dependencies would."""
    done = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist"), cwd=checkout)
    assert done.returncode == 0, done.stderr
    installed = folder / "installed"
    with zipfile.ZipFile(next((folder / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    return installed


def test_a_wheel_makes_a_capstone_and_the_next_wheel_updates_it(checkout: Path, tmp_path: Path) -> None:
    first = build(checkout, tmp_path / "first")
    capstone = tmp_path / "capstone"
    done = run("-m", "jalon", "--lang", "fr", "new", str(capstone), cwd=tmp_path, PYTHONPATH=str(first))
    assert done.returncode == 0, done.stderr
    made = git.Repo(capstone)
    assert (made.head.commit.message, made.is_dirty(untracked_files=True)) == (
        "chore: démarrer depuis le modèle Jalon",
        False,
    )

    guide = checkout / "checklists/rncp38822/guides/fr/BC01-1.md"
    guide.write_text(guide.read_text(encoding="utf-8") + "\nUn conseil de plus.\n", encoding="utf-8")
    repository = git.Repo(checkout)
    repository.git.add(all=True)
    repository.index.commit("docs: one more piece of advice", author=AUTHOR, committer=AUTHOR)
    second = build(checkout, tmp_path / "second")

    own = capstone / "bc01-plan/feasibility.md"
    own.write_text(own.read_text(encoding="utf-8") + "\nUne phrase de l’étudiante.\n", encoding="utf-8")
    made.git.add(all=True)
    made.index.commit("docs: study", author=AUTHOR, committer=AUTHOR)
    done = run(
        "-m", "copier", "update", "--defaults", "--vcs-ref", "HEAD", "--quiet", cwd=capstone,
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0=f"url.{second / 'jalon/_data/jalon.bundle'}.insteadOf",
        GIT_CONFIG_VALUE_0=ADDRESS,
        COPIER_CACHE_DIR=str(tmp_path / "cache"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Un conseil de plus." in (capstone / "guides/BC01-1.md").read_text(encoding="utf-8")
    assert "Une phrase de l’étudiante." in own.read_text(encoding="utf-8")


def test_a_wheel_from_a_shallow_clone_says_that_it_ships_no_bundle(checkout: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git.Repo.clone_from(f"file://{checkout}", str(shallow), depth=1).close()
    done = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"), cwd=shallow)
    assert done.returncode == 0, done.stderr
    assert "cannot be updated later" in done.stdout + done.stderr
    names = zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))).namelist()
    assert "jalon/_data/template/copier.yml" in names
    assert not any(name.endswith(".bundle") for name in names)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    for command in ["new", str(tmp_path / "capstone")], ["check", str(tmp_path / "capstone")]:
        done = run("-m", "jalon", *command, cwd=tmp_path, PYTHONPATH=str(installed))
        assert done.returncode == 0, done.stderr
