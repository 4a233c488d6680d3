"""Run every gate of this repository: the one command, the same here and in the pipeline.

    python check.py                    everything
    python check.py --fast             what takes seconds: before each commit
    python check.py --only unit        one kind of gate, in every folder
    python check.py --only api-python  one folder;  --only api-python/unit  one gate
    python check.py --list             what would run
    python check.py --setup            only prepare the private environment
    python check.py --lock [--upgrade] write the lock files again from the *.in files

It needs Python 3.11 or later and nothing else: it makes a private environment in `.venv`, installs the locked
requirements there (exact versions, hashes verified) and runs the gates that each folder declares in `gates.toml`:

    order = 20                              # folders run by growing order, then by name
    name = { fr = "API Python", en = "Python API" }

    [environment]                           # optional: what must be installed before the gates run
    python = ["../requirements-dev.txt", "requirements.txt"]    # lock files, installed together into /.venv
    node = true                             # `npm ci` in this folder, from its package-lock.json

    [[gates]]
    id = "unit"                             # unique in the folder; its full name is folder/id
    name = { fr = "Tests unitaires", en = "Unit tests" }
    commands = [["python", "-m", "pytest", "tests/unit"]]       # lists of words, no shell, run in the folder
    fast = true                             # optional, false by default: also part of --fast
    needs = ["chromium|google-chrome"]      # optional: programs on the PATH, "|" between alternatives
    timeout = 600                           # optional: seconds for each command, 600 by default

`python` in a command is the one of `.venv`. A command that ends with 77 says "cannot run here", its last line says why.
A gate that cannot run is shown as such; it fails the run only with --strict, or when CI is set, so that nothing is
skipped in the pipeline unseen. The output of each gate is kept in `reports/`. Exit codes: 0 all passed, 1 a gate
failed, 2 the request or the settings are wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must say so, not stumble over the next import
    sys.exit("Python ≥ 3.11")
import tomllib

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
REPORTS = ROOT / "reports"
CANNOT_RUN = 77
SHOWN_LINES = 60
LOCK_TOOL = "uv==0.13.9"
OLDEST_PYTHON = "3.11"

MESSAGES = {
    "fr": {
        "nothing": "Aucune vérification ne correspond à\u00a0: {0}. Voir «\u00a0python check.py --list\u00a0».",
        "setup": "Préparation de l’environnement privé (.venv)…",
        "setup-node": "Installation des paquets Node de {0}…",
        "no-venv": "Python ne peut pas créer .venv (sous Debian et Ubuntu\u00a0: apt install python3-venv)\u00a0: {0}",
        "setup-failed": "L’installation a échoué (code {0})\u00a0: {1}",
        "clash": "{0} est fixé à {1} dans {2} mais à {3} dans {4}\u00a0: lancez «\u00a0python check.py --lock\u00a0».",
        "no-lock": "Il manque {0}\u00a0: lancez «\u00a0python check.py --lock\u00a0».",
        "settings": "{0} est incorrect\u00a0: {1}",
        "passed": "réussi",
        "failed": "ÉCHEC",
        "not-run": "non exécuté",
        "missing": "il manque {0}",
        "timeout": "arrêté après {0}\u00a0s",
        "log": "sortie complète\u00a0: {0}",
        "fast": "rapide",
        "total": "{0} réussis, {1} échoués, {2} non exécutés en {3:.0f}\u00a0s",
        "strict": "Une vérification non exécutée compte ici comme un échec (--strict, ou variable CI).",
        "good": "Tout est vert.",
        "locked": "écrit\u00a0: {0}",
        "help": "Lance toutes les vérifications de ce dépôt, les mêmes ici et dans le pipeline.",
        "help-more": "Codes de sortie\u00a0: 0 tout est vert, 1 un échec, 2 la demande est incorrecte.",
        "help-only": "dossier/vérification, dossier ou vérification seule\u00a0; peut se répéter",
        "help-lang": "langue des messages",
        "help-fast": "seulement ce qui prend quelques secondes",
        "help-list": "afficher les vérifications sans les lancer",
        "help-setup": "préparer l’environnement privé sans rien lancer",
        "help-lock": "réécrire les fichiers de versions verrouillées, sans rien lancer",
        "help-upgrade": "avec --lock\u00a0: prendre les versions les plus récentes permises",
        "help-strict": "compter comme un échec ce qui ne peut pas être exécuté",
        "help-verbose": "afficher toute la sortie de chaque vérification",
    },
    "en": {
        "nothing": "No gate matches: {0}. See “python check.py --list”.",
        "setup": "Preparing the private environment (.venv)…",
        "setup-node": "Installing the Node packages of {0}…",
        "no-venv": "Python cannot create .venv (on Debian and Ubuntu: apt install python3-venv): {0}",
        "setup-failed": "The installation failed (code {0}): {1}",
        "clash": "{0} is pinned to {1} in {2} but to {3} in {4}: run “python check.py --lock”.",
        "no-lock": "{0} is missing: run “python check.py --lock”.",
        "settings": "{0} is wrong: {1}",
        "passed": "passed",
        "failed": "FAILED",
        "not-run": "not run",
        "missing": "{0} is missing",
        "timeout": "stopped after {0} s",
        "log": "full output: {0}",
        "fast": "fast",
        "total": "{0} passed, {1} failed, {2} not run in {3:.0f} s",
        "strict": "Here a gate that is not run counts as a failure (--strict, or the CI variable).",
        "good": "All green.",
        "locked": "written: {0}",
        "help": "Run every gate of this repository, the same here and in the pipeline.",
        "help-more": "Exit codes: 0 all green, 1 a gate failed, 2 the request is wrong.",
        "help-only": "folder/gate, folder, or gate alone; may be repeated",
        "help-lang": "language of the messages",
        "help-fast": "only what takes a few seconds",
        "help-list": "print the gates, run nothing",
        "help-setup": "prepare the private environment, run nothing",
        "help-lock": "write the lock files again, run nothing",
        "help-upgrade": "with --lock: take the newest versions allowed",
        "help-strict": "count what cannot run as a failure",
        "help-verbose": "print the whole output of every gate",
    },
}


@dataclass(frozen=True)
class Gate:
    """One check: `folder/id`, and the commands that must all end with 0."""

    folder: Path
    id: str
    name: dict[str, str]
    commands: tuple[tuple[str, ...], ...]
    fast: bool
    needs: tuple[str, ...]
    timeout: int

    @property
    def full(self) -> str:
        """`folder/id`; only `id` for the gates of the root."""
        return self.id if self.folder == ROOT else f"{self.folder.name}/{self.id}"


@dataclass(frozen=True)
class Stack:
    """A folder that has a gates.toml."""

    folder: Path
    order: int
    name: dict[str, str]
    locks: tuple[Path, ...]
    node: bool
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a gate: `passed`, `failed` or `not-run`, in how many seconds, and why."""

    gate: Gate
    state: str
    seconds: float
    why: str = ""


class Voice:
    """Say things in the language of the project."""

    def __init__(self, language: str) -> None:
        """Take `language` when it is known, French otherwise."""
        self.language = language if language in MESSAGES else "fr"

    def text(self, key: str, *values: object) -> str:
        """Return the message `key`, its values filled in."""
        return MESSAGES[self.language][key].format(*values)

    def name(self, names: dict[str, str]) -> str:
        """Return the one of `names` that is in this language."""
        return names.get(self.language) or next(iter(names.values()), "")

    def stop(self, key: str, *values: object) -> NoReturn:
        """Say why this cannot go on, in one line, and exit with 2."""
        print(self.text(key, *values), file=sys.stderr)
        raise SystemExit(2)


def project_language() -> str:
    """Read `language` in jalon.toml; French when there is none."""
    try:
        settings = tomllib.loads((ROOT / "jalon.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return "fr"
    return str(settings.get("language", "fr"))


def read_gate(folder: Path, table: dict[str, Any]) -> Gate:
    """Turn one `[[gates]]` table into a Gate; KeyError or TypeError when it is malformed."""
    return Gate(
        folder=folder,
        id=table["id"],
        name=table["name"],
        commands=tuple(tuple(str(word) for word in command) for command in table["commands"]),
        fast=bool(table.get("fast", False)),
        needs=tuple(table.get("needs", ())),
        timeout=int(table.get("timeout", 600)),
    )


def read_stack(settings: Path) -> Stack:
    """Read one gates.toml; ValueError, KeyError or TypeError when it is malformed."""
    data = tomllib.loads(settings.read_text("utf-8"))
    folder = settings.parent
    environment = data.get("environment", {})
    return Stack(
        folder=folder,
        order=int(data.get("order", 50)),
        name=data["name"],
        locks=tuple((folder / lock).resolve() for lock in environment.get("python", ())),
        node=bool(environment.get("node", False)),
        gates=tuple(read_gate(folder, table) for table in data.get("gates", ())),
    )


def find_stacks(voice: Voice) -> list[Stack]:
    """Find the gates.toml of the root and of its direct folders."""
    stacks = []
    for settings in sorted([*ROOT.glob("gates.toml"), *ROOT.glob("*/gates.toml")]):
        try:
            stacks.append(read_stack(settings))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            voice.stop("settings", settings.relative_to(ROOT), f"{type(error).__name__} {error}")
    return sorted(stacks, key=lambda stack: (stack.order, stack.folder.name))


def choose(stacks: Sequence[Stack], only: Sequence[str], fast: bool) -> list[Gate]:
    """Keep the gates that the command line asks for: by full name, by folder or by id."""
    gates = [gate for stack in stacks for gate in stack.gates]
    wanted = {name.rstrip("/\\") for name in only}
    if wanted:
        gates = [gate for gate in gates if {gate.full, gate.folder.name, gate.id} & wanted]
    return [gate for gate in gates if gate.fast] if fast else gates


# --- The private environment -----------------------------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    """Return the variables of the commands: `.venv` first on the PATH, UTF-8 everywhere."""
    variables = dict(os.environ)
    variables["PATH"] = os.pathsep.join([str(BIN), variables.get("PATH", "")])
    variables["VIRTUAL_ENV"] = str(VENV)
    variables["PYTHONUTF8"] = "1"
    variables.pop("PYTHONHOME", None)
    variables.pop("PYTHONPATH", None)
    return variables


def resolve(command: Sequence[str]) -> list[str]:
    """Replace the first word by the program's full path (on Windows `npm` is `npm.cmd`)."""
    program = shutil.which(command[0], path=child_environment()["PATH"])
    return [program or command[0], *command[1:]]


def install(voice: Voice, command: Sequence[str], folder: Path) -> None:
    """Run one installation command; stop when it fails."""
    code = subprocess.run(resolve(command), cwd=folder, env=child_environment(), check=False).returncode
    if code:
        voice.stop("setup-failed", code, " ".join(command))


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a hash of what must be installed."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    """Tell whether `stamp` already holds `value`."""
    return stamp.is_file() and stamp.read_text("utf-8") == value


def refuse_clashes(voice: Voice, locks: Iterable[Path]) -> None:
    """Stop when two lock files pin the same package differently: one environment can hold only one."""
    seen: dict[str, tuple[str, Path]] = {}
    for lock in locks:
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE):
            other, where = seen.setdefault(name, (version, lock))
            if other != version:
                voice.stop("clash", name, other, where.relative_to(ROOT), version, lock.relative_to(ROOT))


def make_venv(voice: Voice) -> None:
    """Create `.venv`, or leave the one that works; pip comes last, so without it the creation was cut short."""
    if all(shutil.which(program, path=str(BIN)) for program in ("python", "pip")):
        return
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except (subprocess.CalledProcessError, OSError) as error:
        voice.stop("no-venv", error)


def prepare_python(voice: Voice, locks: Sequence[Path]) -> None:
    """Install what the lock files list, once for each state of them."""
    absent = [lock.relative_to(ROOT).as_posix() for lock in locks if not lock.is_file()]
    if absent:
        voice.stop("no-lock", ", ".join(absent))
    refuse_clashes(voice, locks)
    stamp, value = VENV / "installed.txt", fingerprint(locks)
    if locks and not stamped(stamp, value):
        print(voice.text("setup"), flush=True)
        make_venv(voice)
        pip = ["python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        install(voice, [*pip, *(word for lock in locks for word in ("-r", str(lock)))], ROOT)
        stamp.write_text(value, "utf-8")


def prepare_node(voice: Voice, stack: Stack) -> None:
    """Install the Node packages of one folder from its lock file."""
    stamp, value = stack.folder / "node_modules" / ".installed", fingerprint([stack.folder / "package-lock.json"])
    if not stamped(stamp, value):
        print(voice.text("setup-node", stack.folder.name), flush=True)
        install(voice, ["npm", "ci", "--no-audit", "--no-fund"], stack.folder)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(value, "utf-8")


def lock_all(voice: Voice, stacks: Sequence[Stack], upgrade: bool) -> None:
    """Write every Python lock file again, all from one resolution so that they agree, for every system."""
    locks = sorted({lock for stack in stacks for lock in stack.locks})
    sources = [lock.with_suffix(".in") for lock in locks]
    make_venv(voice)
    install(voice, ["python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", LOCK_TOOL], ROOT)
    everything = VENV / "everything.txt"
    known = "" if upgrade else "\n".join(lock.read_text("utf-8") for lock in locks if lock.is_file())
    everything.write_text(known, "utf-8")
    uv = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON]
    install(voice, [*uv, "--no-annotate", *map(str, sources), "--output-file", str(everything)], ROOT)
    uv += ["--generate-hashes", "--custom-compile-command", "python check.py --lock", "--constraints", str(everything)]
    for source, lock in zip(sources, locks, strict=True):
        lock.unlink(missing_ok=True)
        install(voice, [*uv, "--no-annotate", source.name, "--output-file", lock.name], source.parent)
        print(voice.text("locked", lock.relative_to(ROOT)))


# --- The gates -------------------------------------------------------------------------------------------------------


def missing_program(gate: Gate) -> str:
    """Return the first need of `gate` that no program on the PATH meets, or nothing."""
    path = child_environment()["PATH"]
    for need in gate.needs:
        if not any(shutil.which(program, path=path) for program in need.split("|")):
            return need
    return ""


def run_command(command: Sequence[str], gate: Gate, log: Path) -> int | None:
    """Run one command of a gate, its output added to `log`; return its exit code, None after the timeout."""
    with log.open("ab") as kept:
        kept.write(f"$ {' '.join(command)}\n".encode())
        kept.flush()
        try:
            # To a file, not a pipe: a pipe that a forgotten grandchild holds open would outlive the timeout.
            return subprocess.run(
                resolve(command), cwd=gate.folder, env=child_environment(), stdin=subprocess.DEVNULL,
                stdout=kept, stderr=subprocess.STDOUT, timeout=gate.timeout, check=False,
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        except OSError as error:
            kept.write(f"{error}\n".encode())
            return 127


def run_gate(voice: Voice, gate: Gate) -> Outcome:
    """Run the commands of a gate until one fails; keep what they print under reports/."""
    need = missing_program(gate)
    if need:
        return Outcome(gate, "not-run", 0, voice.text("missing", need.replace("|", " / ")))
    start, log = time.monotonic(), log_file(gate)
    log.unlink(missing_ok=True)
    code: int | None = 0
    for command in gate.commands:
        code = run_command(command, gate, log)
        if code != 0:
            break
    seconds = time.monotonic() - start
    if code == CANNOT_RUN:
        return Outcome(gate, "not-run", seconds, printed(log)[-1])
    if code != 0:
        return Outcome(gate, "failed", seconds, voice.text("timeout", gate.timeout) if code is None else "")
    return Outcome(gate, "passed", seconds)


def printed(log: Path) -> list[str]:
    """Return the lines of a log; there is always one, the command itself."""
    return [line for line in log.read_text("utf-8", errors="replace").splitlines() if line.strip()]


def log_file(gate: Gate) -> Path:
    """Return where the output of `gate` is kept."""
    REPORTS.mkdir(exist_ok=True)
    return REPORTS / f"{gate.full.replace('/', '-')}.log"


def show(voice: Voice, outcome: Outcome, verbose: bool) -> None:
    """Print the line of one gate, and its output: the end of it when it failed, all of it with --verbose."""
    why = f"  ({outcome.why})" if outcome.why else ""
    print(f" {voice.text(outcome.state)}, {outcome.seconds:.1f} s{why}", flush=True)
    log = log_file(outcome.gate)
    if log.is_file() and (verbose or outcome.state == "failed"):
        for line in printed(log)[0 if verbose else -SHOWN_LINES :]:
            print(f"    {line}")
        print("    " + voice.text("log", log.relative_to(ROOT).as_posix()), flush=True)


def run_all(voice: Voice, gates: Sequence[Gate], verbose: bool) -> list[Outcome]:
    """Run the gates one after the other, a line for each."""
    outcomes = []
    width = max(len(gate.full) for gate in gates)
    for number, gate in enumerate(gates, 1):
        print(f"[{number:>2}/{len(gates)}] {gate.full:<{width}}  {voice.name(gate.name)}…", end="", flush=True)
        outcome = run_gate(voice, gate)
        show(voice, outcome, verbose)
        outcomes.append(outcome)
    return outcomes


def conclude(voice: Voice, outcomes: Sequence[Outcome], seconds: float, strict: bool) -> int:
    """Print the summary and return the exit code."""
    count = {state: sum(outcome.state == state for outcome in outcomes) for state in ("passed", "failed", "not-run")}
    print("\n" + voice.text("total", count["passed"], count["failed"], count["not-run"], seconds))
    for outcome in outcomes:
        if outcome.state != "passed":
            why = f" ({outcome.why})" if outcome.why else ""
            print(f"  {voice.text(outcome.state)}  {outcome.gate.full}  {voice.name(outcome.gate.name)}{why}")
    if strict and count["not-run"]:
        print(voice.text("strict"))
    if count["failed"] or (strict and count["not-run"]):
        return 1
    if not count["not-run"]:
        print(voice.text("good"))
    return 0


def show_list(voice: Voice, gates: Sequence[Gate]) -> None:
    """Print the gates that would run, one a line."""
    width = max(len(gate.full) for gate in gates)
    for gate in gates:
        mark = f"  [{voice.text('fast')}]" if gate.fast else ""
        print(f"{gate.full:<{width}}  {voice.name(gate.name)}{mark}")


def parse(voice: Voice, arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=voice.text("help"), epilog=voice.text("help-more"))
    parser.add_argument("--only", action="append", default=[], metavar="GATE", help=voice.text("help-only"))
    parser.add_argument("--lang", choices=sorted(MESSAGES), help=voice.text("help-lang"))
    for option in ("fast", "list", "setup", "lock", "upgrade", "strict", "verbose"):
        parser.add_argument(f"--{option}", action="store_true", help=voice.text(f"help-{option}"))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parse(Voice(project_language()), arguments)
    voice = Voice(options.lang or project_language())
    stacks = find_stacks(voice)
    if options.lock:
        lock_all(voice, stacks, options.upgrade)
        return 0
    gates = choose(stacks, options.only, options.fast)
    if not gates:
        voice.stop("nothing", ", ".join(options.only) or "gates.toml")
    if options.list:
        show_list(voice, gates)
        return 0
    start = time.monotonic()
    # Every folder's Python packages, whatever is asked for: an end-to-end gate starts the other folders.
    prepare_python(voice, sorted({lock for stack in stacks for lock in stack.locks}))
    for stack in stacks:
        if stack.node and shutil.which("npm") and stack.folder in {gate.folder for gate in gates}:
            prepare_node(voice, stack)
    if options.setup:
        return 0
    outcomes = run_all(voice, gates, options.verbose)
    return conclude(voice, outcomes, time.monotonic() - start, options.strict or bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
