"""Git on objects only.

Git never sees the audited git folder: it runs in a bare folder of our own, without refs, attributes, hooks or
configuration but ours, and borrows the audited object store. Whatever it is asked, it is asked by id. So nothing that
the audited settings name can be started, nor can they change what is told. The commit graph and the multi-pack index,
which can contradict the objects, are left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import IO, NamedTuple

from jalon.snapshot import limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_CONFIG = """\
[core]
	repositoryformatversion = {version}
	bare = true
	commitGraph = false
	multiPackIndex = false
	fsmonitor = false
	hooksPath = {nowhere}
	attributesFile = {nowhere}
	packedGitWindowSize = 32m
	packedGitLimit = 512m
	deltaBaseCacheLimit = 64m
[protocol]
	allow = never
[gc]
	auto = 0
[maintenance]
	auto = false
"""


class GitMissing(Exception):  # noqa: N818
    """There is no git program."""


class Failed(Exception):  # noqa: N818
    """An object cannot be had. reason: absent · damaged · too-large · timeout"""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Output(NamedTuple):
    """What a command wrote, and what kept it from writing all: "" · damaged (it failed) · timeout · too-large."""

    data: bytes
    problem: str = ""


class Object(NamedTuple):
    """An object: its id, its type (commit · tree · blob · tag) and its bytes."""

    id: str
    type: str
    data: bytes


def program(outside: Path) -> str:
    """The git program: an absolute path of PATH that is not inside the audited folder.

    Raises:
        GitMissing: there is none.
    """
    for folder in os.get_exec_path():
        for name in ("git.exe",) if os.name == "nt" else ("git",):
            path = Path(folder) / name
            if path.is_absolute() and os.access(path, os.X_OK) and path.is_file():
                real = Path(os.path.realpath(path))
                if outside not in real.parents and outside not in path.parents:
                    return str(path)
    raise GitMissing


class Git:
    """Git over one object store. Close it: it owns a temporary folder and a process.

    Raises OSError when there is no room for the folder.
    """

    def __init__(self, executable: str, objects: Path, format: str, shallow: tuple[str, ...]) -> None:  # noqa: A002
        self._executable = executable
        self._folder = Path(tempfile.mkdtemp(prefix="jalon-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._environment = _environment(executable, self._folder, objects)
        self._batch: _Batch | None = None
        try:
            _furnish(self._folder, format, shallow)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Stop the process and remove the folder."""
        if self._batch:
            self._batch.close()
            self._batch = None
        self._remove()

    def run(self, *arguments: str, given: bytes = b"") -> Output:
        """Run one command to its end, its time or its share of output, whichever comes first."""
        try:
            process = self._start(*arguments)
        except OSError:
            return Output(b"", "damaged")
        until = time.monotonic() + limits.GIT_SECONDS
        late = threading.Timer(limits.GIT_SECONDS, _kill, (process,))
        late.daemon = True
        late.start()
        try:
            stdin, stdout = _pipes(process)
            if given:
                threading.Thread(target=_feed, args=(stdin, given), daemon=True).start()
            else:
                stdin.close()
            data = stdout.read(limits.GIT_OUTPUT + 1)
            if len(data) > limits.GIT_OUTPUT:
                _kill(process)
                return Output(data[: limits.GIT_OUTPUT], "too-large")
            if process.wait() == 0:
                return Output(data)
            return Output(data, "timeout" if time.monotonic() >= until else "damaged")
        finally:
            late.cancel()
            _end(process)

    def missing(self, ids: set[str]) -> set[str]:
        """Those ids that the repository has no object for."""
        output = self.run("cat-file", "--batch-check=%(objectname)", given="".join(f"{oid}\n" for oid in ids).encode())
        lines = output.data.decode("ascii", "replace").split("\n")
        return {line.removesuffix(" missing") for line in lines if line.endswith(" missing")}

    def object(self, name: str, limit: int) -> Object:
        """One object by id, or by id with `^{commit}` and the like.

        Raises:
            Failed: for every reason of that class.
        """
        if self._batch is None:
            try:
                self._batch = _Batch(self._start("cat-file", "--batch"))
            except OSError as error:
                raise Failed("damaged") from error
        try:
            return self._batch.ask(name, limit)
        except Failed as failed:
            if failed.reason != "absent":  # where the stream stands is no longer known
                self._batch.close()
                self._batch = None
            raise

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [self._executable, "--no-pager", "--no-replace-objects", "--literal-pathspecs", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=self._environment,
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        if hasattr(resource, "prlimit"):
            with contextlib.suppress(OSError, ValueError):
                resource.prlimit(process.pid, resource.RLIMIT_DATA, (limits.GIT_MEMORY, limits.GIT_MEMORY))
        return process


class _Batch:
    """A `git cat-file --batch` that is asked one object at a time and killed when it lasts."""

    _HEADER = re.compile(rb"([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d{1,19})\n")

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._stdin, self._stdout = _pipes(process)
        self._until = float("inf")
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def ask(self, name: str, limit: int) -> Object:
        self._until = time.monotonic() + limits.GIT_SECONDS
        try:
            self._stdin.write(name.encode("ascii") + b"\n")
            self._stdin.flush()
            header = self._stdout.readline(1024)
            if header.endswith((b" missing\n", b" ambiguous\n")):
                raise Failed("absent")
            found = self._HEADER.fullmatch(header)
            if not found:
                raise Failed("timeout" if time.monotonic() >= self._until else "damaged")
            size = int(found[3])
            if size > limit:
                raise Failed("too-large")
            data = self._stdout.read(size + 1)
            if len(data) != size + 1:
                raise Failed("timeout" if time.monotonic() >= self._until else "damaged")
            return Object(found[1].decode(), found[2].decode(), data[:-1])
        except OSError as error:
            raise Failed("damaged") from error
        finally:
            self._until = float("inf")

    def close(self) -> None:
        self._over.set()
        _kill(self._process)
        _end(self._process)

    def _watch(self) -> None:
        while not self._over.wait(0.25):
            if time.monotonic() > self._until:
                _kill(self._process)
                return


def _furnish(folder: Path, format: str, shallow: tuple[str, ...]) -> None:  # noqa: A002
    """Make a bare repository without objects, refs or anything else that could answer."""
    for name in ("objects", "refs"):
        (folder / name).mkdir()
    content = _CONFIG.format(version=0 if format == "sha1" else 1, nowhere=os.devnull)
    if format != "sha1":
        content += f"[extensions]\n\tobjectFormat = {format}\n"
    files = {"config": content, "HEAD": "ref: refs/heads/none\n"}
    if shallow:
        files["shallow"] = "\n".join(shallow) + "\n"
    for name, text in files.items():
        (folder / name).write_text(text, encoding="ascii", newline="\n")


def _environment(executable: str, folder: Path, objects: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return kept | {
        "PATH": str(Path(executable).parent),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "LC_ALL": "C",
        "GIT_DIR": str(folder),
        "GIT_OBJECT_DIRECTORY": str(objects),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ADVICE": "0",
    }


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("started without pipes")
    return process.stdin, process.stdout


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError), pipe:
        pipe.write(data)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes and take the process off the system's list."""
    _kill(process)
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe:
                pipe.close()
    process.wait()
