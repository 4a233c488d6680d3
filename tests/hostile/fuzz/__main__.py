"""Coverage-guided fuzzing of one reader, or of all of them in turn; run by hand, never by pytest.

    pip install atheris            # in an environment of its own, which also has the kit's dependencies
    python -m tests.hostile.fuzz                       # the names of the readers
    python -m tests.hostile.fuzz document-md,yaml 120  # some of them, for 120 seconds each
    python -m tests.hostile.fuzz all 20 [CORPUS]       # 20 seconds each, inputs kept in the folder CORPUS

A reader (see `tests/hostile/readers.py`) raises nothing, whatever the bytes. An exception, or an input that takes more
than `SLOW` seconds, ends that reader's run, and its input is kept as CORPUS/READER/crash-* or timeout-*; it then
becomes a test, and its cause is mended. Each reader runs in a child process: the engine ends the process it is in.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

SLOW = 2  # seconds for one input of at most `LONGEST` bytes, under instrumentation
LONGEST = 4096
MEMORY = 1500  # MB
ONE = "--one"
_INSTRUMENTED = ("jalon", "markdown_it", "tomllib", "zipfile", "configparser", "shlex")


def main(words: list[str]) -> int:
    """Run what is asked for; 1 when anything was found."""
    if words[:1] == [ONE]:
        return _instrumented(words[1], words[2:])
    from tests.hostile.readers import READERS

    chosen = list(READERS) if words[:1] == ["all"] else words[0].split(",") if words else []
    if not chosen or not READERS.keys() >= set(chosen):
        sys.stdout.write("\n".join(("all", *READERS, "")))
        return 2
    seconds = int(words[1]) if len(words) > 1 else 60
    kept = Path(words[2]) if len(words) > 2 else Path(tempfile.mkdtemp(prefix="fuzz-"))
    found = [_run(name, seconds, kept / name) for name in chosen]
    return int(any(found))


def _run(name: str, seconds: int, folder: Path) -> bool:
    """Fuzz one reader in a child process and tell in a line what came of it; whether anything was found."""
    from tests.hostile.readers import READERS

    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(READERS[name].seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    tokens = folder.with_suffix(".tokens")
    escaped = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in READERS[name].tokens)
    tokens.write_text("".join(f'"{one}"\n' for one in escaped), encoding="ascii")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.hostile.fuzz", ONE, name, str(folder)),
            *(f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-max_len={LONGEST}", f"-rss_limit_mb={MEMORY}"),
            *(f"-artifact_prefix={folder}/", "-print_final_stats=1", "-report_slow_units=1"),
            *([f"-dict={tokens}"] if READERS[name].tokens else []),
        ],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    said = done.stderr + done.stdout
    (folder.parent / f"{folder.name}.log").write_text(said, encoding="utf-8")
    runs = re.findall(r"stat::number_of_executed_units:\s+(\d+)", said)
    edges = re.findall(r"cov: (\d+)", said)
    slowest = re.findall(r"stat::slowest_unit_time_sec:\s+(\d+)", said)
    figures = f"{(runs or ['?'])[-1]} runs, {(edges or ['?'])[-1]} edges, slowest {(slowest or ['?'])[-1]} s"
    sys.stdout.write(f"{name}: {figures}{'' if done.returncode == 0 else ' — FOUND, see ' + str(folder)}\n")
    sys.stdout.flush()
    return done.returncode != 0


def _instrumented(name: str, options: list[str]) -> int:
    """In the child: the kit under instrumentation, then the engine, which never returns."""
    import atheris  # type: ignore[import-not-found]  # not a dependency: see above

    with atheris.instrument_imports(include=list(_INSTRUMENTED)):
        from tests.hostile.readers import READERS

        for seed in READERS[name].seeds:  # what is imported late, or computed once, is there before the first input
            READERS[name].take(seed)
    atheris.Setup([sys.argv[0], *options], READERS[name].take)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
