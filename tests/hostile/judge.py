"""The whole product on one repository, in a process of its own, with what it cost.

`judged` forks: an audit starts at once, cannot touch the tests, and its memory and time are its own. `commanded` starts
the command line as a person does.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from jalon.audit import Request, audit
from jalon.messages import Say
from jalon.reports import FORMATS, Style, render
from jalon.snapshot import NotReadable

SECONDS = 40.0  # of processor, git and the reader of pdf files included; the slowest case measured takes a third
MEGABYTES = 800  # of the largest process at its peak: the reader of pdf files may map 768, all others stay under 300
CEILING = 2 * 1024**3  # bytes of private memory, so that a case that fails does not take the machine with it
PATIENCE = 150  # seconds on the clock
ROOT = Path(__file__).resolve().parents[2]


class Judged(NamedTuple):
    """report: as in the JSON format, {} when there is none. refusal: the reason of `NotReadable`, or "".

    texts: every format → what it prints. left: temporary folders, processes and file descriptors that stayed.
    """

    report: dict[str, Any]
    refusal: str
    texts: dict[str, str]
    seconds: float
    megabytes: float

    @property
    def repository(self) -> dict[str, Any]:
        found: dict[str, Any] = self.report["repositories"][0]
        return found

    @property
    def unreadable(self) -> dict[str, str]:
        return {one["path"]: one["reason"] for one in self.repository["unreadable"]}

    @property
    def ignored(self) -> dict[str, str]:
        return {one["path"]: one["reason"] for one in self.repository["ignored"]}


class Ran(NamedTuple):
    """What a command answered and cost."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def judged(path: Path, at: str = "", language: str = "en") -> Judged:
    """Audit a folder and make every report of it; fails when that raises, hangs or costs more than it may."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _judge(path, at, language, write)
    os.close(write)
    late = time.monotonic() + PATIENCE
    with os.fdopen(read, "rb") as answers:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.alarm(PATIENCE)
        said = answers.read()
        signal.alarm(0)
    _, status, used = os.wait4(child, 0)
    assert status == 0, f"ended with {status}" + (" after its time" if time.monotonic() >= late else "")
    kind, value = pickle.loads(said)
    assert kind != "raised", value
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    if kind == "refused":
        return Judged({}, value, {}, seconds, megabytes)
    return Judged(*value, seconds, megabytes)


def _judge(path: Path, at: str, language: str, write: int) -> None:
    """In the child; never returns."""
    resource.setrlimit(resource.RLIMIT_DATA, (CEILING, CEILING))
    try:
        found = audit(Request(path, language=language, at=at))
        texts = {name: render(name, found, Say(language), Style(details=True)) for name in FORMATS}
        answer: tuple[str, object] = ("judged", (msgspec.to_builtins(found.report), "", texts))
    except NotReadable as error:
        answer = ("refused", error.reason)
    except BaseException:
        import traceback

        answer = ("raised", traceback.format_exc())
    with os.fdopen(write, "wb") as out:
        pickle.dump(answer, out)
    os._exit(0)


def commanded(*words: str | Path, cwd: Path | None = None, **environment: str) -> Ran:
    """`python -m jalon WORDS` as a person runs it; fails when it hangs, costs too much or shows a traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jalon", *map(str, words)],
        cwd=cwd or ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "kit"), "LC_ALL": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    said, told = out.decode("utf-8"), err.decode("utf-8")
    assert "Traceback" not in said + told
    return Ran(process.returncode, said, told, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
