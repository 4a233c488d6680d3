"""The two commands of the README, for a machine that has only git and Python 3.11 or later.

    python3 kit/run.py demo [FOLDER]   makes a capstone with the default answers, then audits it
    python3 kit/run.py test [ARGUMENTS…]   lints, checks types, runs every test (arguments go to pytest)

Both make and use a private environment in `.venv`, from locked versions.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "kit" / "requirements.txt"
STAMP = ENVIRONMENT / "installed.sha256"


def main() -> int:
    """Run the command asked for and give its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python must say so rather than stumble)
        return _refuse("Jalon needs Python 3.11 or later / Jalon demande Python 3.11 ou plus récent")
    match sys.argv[1:]:
        case ["demo"]:
            return _prepared() or _demo(Path("jalon-demo"))
        case ["demo", folder]:
            return _prepared() or _demo(Path(folder))
        case ["test", *arguments]:
            return _prepared() or _test(arguments)
    return _refuse((__doc__ or "").strip())


def _prepared() -> int:
    """Make the environment and install what the lock file says, unless that is done already."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted:
        return 0
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError):
        return _refuse(
            "this Python cannot make an environment: install its venv module (Debian: python3-venv) / "
            "ce Python ne sait pas créer d’environnement : installez son module venv (Debian : python3-venv)"
        )
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    code = _run([*pip, "--require-hashes", "-r", str(LOCK)])
    code = code or _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    if code == 0:
        STAMP.write_text(wanted, encoding="ascii")
    return code


def _demo(folder: Path) -> int:
    return _run([str(BIN / "jalon"), "new", str(folder)]) or _run([str(BIN / "jalon"), "check", str(folder)])


def _test(arguments: list[str]) -> int:
    python = str(BIN / "python")
    checks = [
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *arguments],  # a file's fixtures are made once
    ]
    return max([_run(check) for check in checks])


def _run(command: list[str]) -> int:
    return subprocess.run(command, cwd=None if command[1] in ("new", "check") else ROOT, check=False).returncode


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
