"""Real repositories, built with git for each test, and a way to use everything that a snapshot offers."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from jalon.snapshot import Snapshot, Unreadable

Opened = Callable[..., Snapshot]

GIT_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Ada Exemple",
    "GIT_AUTHOR_EMAIL": "ada@example.invalid",
    "GIT_AUTHOR_DATE": "2026-01-05T10:00:00+0100",
    "GIT_COMMITTER_NAME": "Ada Exemple",
    "GIT_COMMITTER_EMAIL": "ada@example.invalid",
    "GIT_COMMITTER_DATE": "2026-01-05T10:00:00+0100",
    "LC_ALL": "C",
}


class Repo:
    """A repository under construction. `git` runs git in it, its settings obeyed: that is what arms the traps."""

    def __init__(self, path: Path, *options: str, start: bool = True) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        if start:
            self.git("init", "-q", "--template=", "-b", "main", *options)

    def git(self, *arguments: str, check: bool = True, given: bytes | None = None, **environment: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env={**GIT_ENVIRONMENT, "HOME": str(self.path.parent), **environment},
            input=given,
            capture_output=True,
            check=False,
            timeout=30,
        )
        if check and done.returncode:
            raise AssertionError(f"git {arguments}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, path: str, content: str | bytes = "text\n") -> Path:
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def commit(self, message: str = "change", **environment: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, **environment)
        return self.git("rev-parse", "HEAD")

    def setting(self, key: str, value: object) -> None:
        self.git("config", key, str(value))


def paths(snapshot: Snapshot) -> list[str]:
    return [entry.path for entry in snapshot.files]


def use_everything(snapshot: Snapshot) -> dict[str, object]:
    """Ask a snapshot for all that it can tell; everything told must be text that can be written down."""
    contents: dict[str, bytes | str] = {}
    for entry in snapshot.files:
        try:
            contents[entry.path] = snapshot.read(entry.path)
            snapshot.text(entry.path)
        except Unreadable as unreadable:
            contents.setdefault(entry.path, unreadable.reason)
    told = {
        "contents": contents,
        "log": snapshot.log(),
        "dirty": snapshot.dirty,
        "tags": snapshot.tags(),
        "branches": snapshot.branches(),
        "remote": snapshot.remote(),
        "shallow": snapshot.shallow,
        "unreadable": snapshot.unreadable,
        "nested": snapshot.nested,
    }
    repr(told).encode("utf-8")
    for text in (*contents, *(path for path, _ in snapshot.unreadable), *snapshot.nested):
        text.encode("utf-8")
    return told
