"""What one run of a command costs: the clock, the processor, the memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Command = tuple[str, ...]
KILOBYTES = 1 if sys.platform == "darwin" else 1024  # bytes in the unit of ru_maxrss


class Cost(NamedTuple):
    """Seconds on the clock, seconds of the processor with the children's, MB of the largest process of the tree."""

    clock: float
    processor: float
    memory: float


def cost(command: Command, given: Mapping[str, str] | None = None) -> Cost:
    """What one run takes; one that says nothing, or ends in a traceback, measures nothing and stops everything.

    Args:
        command: a program of ours with its arguments.
        given: environment variables to add.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=complained, env=environment() | dict(given or {}))
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        complained.seek(0)
        complaint = complained.read()
        if not said.tell() or b"Traceback" in complaint:
            sys.exit(f"{' '.join(command)} failed:\n{complaint.decode(errors='replace')}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss * KILOBYTES / 1e6)


def environment() -> dict[str, str]:
    """The same for every command: no colour, no folder of Python modules from outside."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"NO_COLOR": "1"}


def run(command: list[str], given: bytes | None = None) -> str:
    """What a command of our own prints; it must succeed."""
    done = subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE, env=environment())
    return done.stdout.decode()


def spread(ratios: Iterable[float]) -> str:
    """Median (least–most)."""
    known = sorted(ratios)
    return f"{statistics.median(known):.2f} ({known[0]:.2f}–{known[-1]:.2f})"


def load() -> str:
    """What the machine was doing: runnable processes over 1, 5 and 15 minutes."""
    return " ".join(f"{one:.2f}" for one in os.getloadavg())
