"""The house itself: its README's commands, its hook, its lock file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import git
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_first_two_shell_blocks_of_the_readme_hold_one_command_each(name: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks[0] == "python3 kit/run.py demo\n"
    assert blocks[1] == "python3 kit/run.py test\n"


@pytest.mark.parametrize("name", ["README.md", "README.fr.md", "CONTRIBUTING.md"])
def test_relative_links_of_the_house_resolve(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_lock_file_pins_every_dependency_with_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["template"]]
    names = {re.split(r"[<>=]", one)[0].lower() for one in wanted}
    lock = (ROOT / "kit/requirements.txt").read_text(encoding="utf-8")
    pinned = {found.lower() for found in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    assert names <= pinned
    assert len(re.findall(r"^\S+==", lock, re.MULTILINE)) <= lock.count("--hash=sha256:")


def test_the_hook_audits_the_repository_that_it_runs_in(tmp_path: Path) -> None:
    """What pre-commit does with `.pre-commit-hooks.yaml`: the entry, in the repository, without file names."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    git.Repo.init(tmp_path).close()
    program, *arguments = hook["entry"].split()
    assert (hook["id"], program, hook["pass_filenames"]) == ("jalon-check", "jalon", False)
    command = [sys.executable, "-m", "jalon", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "kit")}
    for more, code in (["--fail-under=0"], 0), (["--fail-under=50"], 1):
        done = subprocess.run(
            [*command, *more], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr


def test_no_file_of_the_house_is_tied_to_a_machine() -> None:
    found = git.Repo(ROOT).git.grep(
        "-nIE",
        r"/(home|Users)/[a-z]+/|C:\\\\Users",
        "--",
        ".",
        ":!tests",
        ":!checklists/knowledge",
        ":!templates",
        with_exceptions=False,
    )
    assert found == ""
