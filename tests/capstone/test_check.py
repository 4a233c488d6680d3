"""The capstone's one command, run as a student runs it, on gates that need nothing installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).resolve().parents[2] / "templates" / "capstone" / "check.py"
GOOD = 'commands = [["python", "-c", "print(1 + 1)"]]'


def gate(name: str, rest: str) -> str:
    return f'[[gates]]\nid = "{name}"\nname = {{ fr = "Nom de {name}", en = "Name of {name}" }}\n{rest}\n'


@pytest.fixture
def capstone(tmp_path: Path) -> Path:
    """A repository with two folders of gates, the second to run first."""
    shutil.copy(CHECK, tmp_path)
    write(tmp_path / "web", 20, gate("lint", GOOD + "\nfast = true") + gate("unit", GOOD))
    write(tmp_path / "api", 10, gate("unit", GOOD + "\nfast = true"))
    return tmp_path


def write(folder: Path, order: int, gates: str) -> None:
    folder.mkdir(exist_ok=True)
    head = f'order = {order}\nname = {{ fr = "Dossier", en = "Folder" }}\n'
    (folder / "gates.toml").write_text(head + gates, "utf-8")


def run(capstone: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | variables
    # A gate's `python` is this one: nothing is installed in these tests.
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    return subprocess.run(
        [sys.executable, str(capstone / "check.py"), *options],
        env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


def listed(capstone: Path, *options: str) -> list[str]:
    return [line.split()[0] for line in run(capstone, "--list", *options).stdout.splitlines()]


def test_all_green(capstone: Path) -> None:
    done = run(capstone)
    assert done.returncode == 0
    assert "3 réussis, 0 échoués, 0 non exécutés" in done.stdout
    assert "Tout est vert." in done.stdout
    assert "2" in (capstone / "reports" / "api-unit.log").read_text("utf-8").splitlines()
    assert not (capstone / ".venv").exists()


def test_a_failure_shows_its_output_and_does_not_hide_the_next_gates(capstone: Path) -> None:
    write(
        capstone / "api",
        10,
        gate("unit", 'commands = [["python", "-c", "print(40 + 2); raise SystemExit(3)"], ["no"]]'),
    )
    done = run(capstone, "--lang", "en")
    assert done.returncode == 1
    assert "    42" in done.stdout
    assert "full output: reports/api-unit.log" in done.stdout
    assert "2 passed, 1 failed, 0 not run" in done.stdout


@pytest.mark.parametrize(
    ("options", "gates"),
    [
        ((), ["api/unit", "web/lint", "web/unit"]),
        (("--fast",), ["api/unit", "web/lint"]),
        (("--only", "unit"), ["api/unit", "web/unit"]),
        (("--only", "web"), ["web/lint", "web/unit"]),
        (("--only", "web/"), ["web/lint", "web/unit"]),
        (("--only", "web/unit", "--only", "api"), ["api/unit", "web/unit"]),
        (("--only", "web", "--fast"), ["web/lint"]),
    ],
)
def test_gates_are_chosen_by_folder_by_id_or_both(capstone: Path, options: tuple[str, ...], gates: list[str]) -> None:
    assert listed(capstone, *options) == gates


def test_an_unknown_gate_is_one_line_and_2(capstone: Path) -> None:
    done = run(capstone, "--only", "nothing")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "rest",
    [
        'commands = [["python", "-c", "import sys; print(\'no screen here\'); sys.exit(77)"]]',
        GOOD + '\nneeds = ["no-such-program|nor-this-one"]',
    ],
    ids=["says so itself", "lacks a program"],
)
def test_what_cannot_run_is_shown_and_fails_only_where_nothing_may_be_skipped(capstone: Path, rest: str) -> None:
    write(capstone / "web", 20, gate("browser", rest))
    here, strict, pipeline = run(capstone), run(capstone, "--strict"), run(capstone, CI="true")
    assert [here.returncode, strict.returncode, pipeline.returncode] == [0, 1, 1]
    assert "1 réussis, 0 échoués, 1 non exécutés" in here.stdout
    assert "Tout est vert." not in here.stdout
    assert ("no screen here" in here.stdout) or ("il manque no-such-program / nor-this-one" in here.stdout)


def test_a_gate_that_hangs_is_stopped(capstone: Path) -> None:
    write(
        capstone / "web", 20, gate("slow", 'commands = [["python", "-c", "import time; time.sleep(50)"]]\ntimeout = 1')
    )
    done = run(capstone, "--only", "web", "--lang", "en")
    assert done.returncode == 1
    assert "stopped after 1 s" in done.stdout


def test_the_language_is_the_project_s_and_can_be_chosen(capstone: Path) -> None:
    (capstone / "jalon.toml").write_text('language = "en"\n', "utf-8")
    assert "Name of lint" in run(capstone, "--list").stdout
    assert "Nom de lint" in run(capstone, "--list", "--lang", "fr").stdout
    assert "Run every gate" in run(capstone, "--help").stdout


@pytest.mark.parametrize("broken", ["name = ", 'name = {}\n[[gates]]\nid = "x"', "order = 1", "name = {}\ngates = 3"])
def test_wrong_settings_are_one_line_that_names_the_file(capstone: Path, broken: str) -> None:
    (capstone / "web" / "gates.toml").write_text(broken, "utf-8")
    done = run(capstone)
    assert done.returncode == 2
    assert "gates.toml" in done.stderr
    assert "Traceback" not in done.stderr


def lock(capstone: Path, folder: str, text: str | None) -> None:
    write(capstone / folder, 5, '[environment]\npython = ["requirements.txt"]\n' + gate("unit", GOOD))
    if text is not None:
        (capstone / folder / "requirements.txt").write_text(text, "utf-8")


def test_locks_that_disagree_are_told_before_anything_is_installed(capstone: Path) -> None:
    lock(capstone, "api", "pytest==9.0.1 \\\n    --hash=sha256:0\n")
    lock(capstone, "web", "pytest==9.0.2 \\\n    --hash=sha256:0\n")
    done = run(capstone, "--lang", "en")
    assert done.returncode == 2
    assert "pytest is pinned to 9.0.1" in done.stderr
    assert not (capstone / ".venv").exists()


def test_a_missing_lock_is_told(capstone: Path) -> None:
    lock(capstone, "api", None)
    done = run(capstone, "--lang", "en")
    assert done.returncode == 2
    assert done.stderr == "api/requirements.txt is missing: run “python check.py --lock”.\n"
