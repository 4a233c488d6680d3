"""Scan the repository for secrets, its pipeline and dependencies for known faults, list what the software is made of.

    python scan.py secrets        every file that Git knows or would add
    python scan.py pipeline       workflows, update bot, forms, compose files: their schemas; the security of workflows
    python scan.py dependencies   every lock file, against the public list of vulnerabilities (needs the network)
    python scan.py sbom           one CycloneDX file a lock file of what is delivered, in reports/

A line that only looks like a secret is let through by the comment `pragma: allowlist secret` (or ruff's `noqa: S105`):
the exception is written where it applies, and a review sees it. Exit code 77: cannot run here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports"
CANNOT_RUN = 77
REVIEWED = re.compile(r"pragma: allowlist secret|noqa: S105")
# Tests and texts speak of passwords all the time: there only what has the form of a real key counts.
SPEAKS_OF_PASSWORDS = re.compile(r"(^|/)(tests|i18n)/")
GUESSES = {"Secret Keyword", "Basic Auth Credentials"}
HASH = re.compile(r"sha\d+", re.IGNORECASE)  # a line that says that its digits are a hash
LARGEST = 1_000_000  # bytes; beyond, it is data, and nobody types a secret into it


def files(root: Path) -> list[str]:
    """Return the files that Git knows or would add; without Git, those outside hidden and generated folders."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode == 0:
        return sorted(filter(None, done.stdout.decode("utf-8", "replace").split("\0")))
    left_out = re.compile(r"(^|/)(\.venv|\.git|\.\w+_cache|reports|node_modules|__pycache__)/")
    paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return sorted(path for path in paths if not left_out.search(path))


def secrets_in(root: Path, names: Iterable[str]) -> list[str]:
    """Return one line a secret found: where it is and of which kind, never the secret itself."""
    found = []
    with default_settings():
        for name in names:
            path = root / name
            if not path.is_file() or path.stat().st_size > LARGEST:
                continue
            lines = path.read_text("utf-8", "replace").splitlines()
            for secret in scan_file(str(path)):
                if not harmless(name, lines[secret.line_number - 1], secret.type):
                    found.append(f"{name}:{secret.line_number}: {secret.type}")
    return sorted(found)


def harmless(name: str, line: str, kind: str) -> bool:
    """Tell whether what looks like a secret is a reviewed line, a word in a test or a text, or a hash."""
    if kind in GUESSES and SPEAKS_OF_PASSWORDS.search(name):
        return True
    return bool(REVIEWED.search(line) or (kind == "Hex High Entropy String" and HASH.search(line)))


def say(lines: Iterable[str]) -> None:
    """Print lines."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def scan_secrets(root: Path = ROOT) -> int:
    """Print the secrets found; return 1 when there is one."""
    names = files(root)
    found = secrets_in(root, names)
    say([*found, f"{len(names)} files, {len(found)} secrets"])
    return 1 if found else 0


def scan_pipeline(root: Path = ROOT) -> int:
    """Check the pipeline of the forge that this repository uses; return 1 when something is wrong with it."""
    settings = root / ".github"
    schemas = {
        "vendor.github-workflows": sorted(str(path) for path in settings.glob("workflows/*.yml")),
        "vendor.dependabot": sorted(str(path) for path in settings.glob("dependabot.yml")),
        "vendor.github-issue-forms": sorted(str(path) for path in settings.glob("ISSUE_TEMPLATE/*.yml")),
        "vendor.compose-spec": sorted(str(path) for path in root.glob("**/compose.yaml") if ".venv" not in path.parts),
    }
    schema = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    commands = [[*schema, name, *paths] for name, paths in schemas.items() if paths]
    if settings.is_dir():
        commands.append(["zizmor", "--offline", "--no-progress", str(settings)])
    return max((subprocess.run(command, check=False).returncode != 0 for command in commands), default=0)


def locks(root: Path) -> list[Path]:
    """Return the Python lock files: each has the list that it was made from beside it."""
    return sorted(path for path in root.glob("**/requirements*.txt") if path.with_suffix(".in").is_file())


def verdict(packages: Sequence[dict[str, Any]]) -> tuple[int, list[str]]:
    """Read pip-audit's packages; return the exit code and what to print."""
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, fixed in {', '.join(fault['fix_versions']) or '?'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if faults:
        return 1, faults
    if len(unknown) == len(packages):
        return CANNOT_RUN, ["the list of vulnerabilities cannot be reached from here"]
    if unknown:
        return 1, [f"{name}: not audited" for name in unknown]
    return 0, [f"{len(packages)} packages, no known vulnerability"]


def scan_dependencies(root: Path = ROOT) -> int:
    """Ask for the known vulnerabilities of every locked package; print them; return 1 when there is one."""
    arguments = [word for lock in locks(root) for word in ("--requirement", str(lock))]
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format=json", *arguments]
    done = subprocess.run([*command, "--progress-spinner=off"], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        say([done.stderr.strip(), "the list of vulnerabilities cannot be reached from here"])
        return CANNOT_RUN
    code, lines = verdict(packages)
    say(lines)
    return code


def write_sbom(root: Path = ROOT) -> int:
    """Write a CycloneDX file for each lock file of what is delivered: tools of development are not."""
    REPORTS.mkdir(exist_ok=True)
    for lock in locks(root):
        folder = lock.parent.relative_to(root).as_posix()
        if folder in {".", "e2e", "ops"}:
            continue
        target = REPORTS / f"sbom-{folder}.cdx.json"
        command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(lock), "--output-reproducible"]
        if subprocess.run([*command, "--output-file", str(target)], check=False).returncode:
            return 1
        say([f"{target.relative_to(root).as_posix()}: {len(json.loads(target.read_text('utf-8'))['components'])}"])
    return 0


if __name__ == "__main__":
    TASKS = {"secrets": scan_secrets, "pipeline": scan_pipeline, "dependencies": scan_dependencies, "sbom": write_sbom}
    if len(sys.argv) != 2 or sys.argv[1] not in TASKS:
        sys.exit(__doc__)
    sys.exit(TASKS[sys.argv[1]]())
