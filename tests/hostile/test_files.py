"""Files that are no ordinary files, too many of them, or in another encoding: each costs itself."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import HONEST, Spoilt
from tests.hostile.evidence import same_but_for
from tests.hostile.judge import commanded, judged

GIGABYTE = 1024**3
DEEP = 400
MANY = 30_000


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "bad.md")


def _socket(folder: Path) -> None:
    with contextlib.ExitStack() as stack:
        here = os.open(".", os.O_RDONLY)
        stack.callback(os.close, here)
        os.chdir(folder)  # the path of a socket is short
        stack.callback(os.fchdir, here)
        stack.enter_context(socket.socket(socket.AF_UNIX)).bind("bad.md")


def _device(folder: Path) -> None:
    try:
        os.mknod(folder / "bad.md", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the super-user makes devices")


def _sparse(folder: Path) -> None:
    with (folder / "bad.md").open("wb") as file:
        file.truncate(5 * GIGABYTE)


def _link(target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "bad.md").symlink_to(target)


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (_pipe, "not-a-file"),
    "socket": (_socket, "not-a-file"),
    "device": (_device, "not-a-file"),
    "sparse": (_sparse, "too-large"),
    "link to a file outside": (_link("/etc/passwd"), "link-outside"),
    "link to a folder outside": (_link("/etc"), "link-outside"),
    "link to the parent": (_link(".."), "link-outside"),
    "link to itself": (_link("bad.md"), "link-broken"),
    "link to nothing": (_link("nowhere"), "link-broken"),
    "link to what never ends": (_link("/dev/zero"), "link-outside"),
    "link to git": (_link(".git/config"), ""),
    "link to the folder itself": (_link("."), ""),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_file_costs_itself_and_is_told(spoilt: Spoilt, name: str) -> None:
    make, reason = BAD[name]
    make(spoilt.repo.path)
    found = judged(spoilt.repo.path)
    assert found.unreadable == ({"bad.md": reason} if reason else {})
    same_but_for("bad.md", spoilt.honest, found)
    assert "root:" not in "".join(found.texts.values())


@pytest.mark.parametrize(
    "extension", ["csv", "docx", "pdf", "ipynb", "html", "xlsx", "py", "json", "drawio", "puml", "txt"]
)
def test_five_gigabytes_of_nothing_cost_nothing(spoilt: Spoilt, extension: str) -> None:
    with (spoilt.repo.path / f"bad.{extension}").open("wb") as file:
        file.truncate(5 * GIGABYTE)
    found = judged(spoilt.repo.path)
    same_but_for(f"bad.{extension}", spoilt.honest, found)


def test_thirty_thousand_files_and_four_hundred_folders(spoilt: Spoilt) -> None:
    for number in range(MANY // 300):
        folder = spoilt.repo.path / "many" / f"d{number}"
        folder.mkdir(parents=True)
        for file in range(300):
            (folder / f"f{file}.md").write_bytes(b"# Budget\n" if file % 30 == 0 else b"")
    deep = os.open(spoilt.repo.path, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    found = judged(spoilt.repo.path)
    assert found.repository["files"] == spoilt.honest.repository["files"] + MANY
    assert "too-deep" in found.unreadable.values()
    assert found.report["summary"]["error"] == 0
    ran = commanded("check", spoilt.repo.path)
    assert ran.code == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"])
def test_a_repository_in_another_encoding_is_judged_as_in_utf_8(spoilt: Spoilt, encoding: str) -> None:
    for path in ("README.md", "docs/plan.md", "docs/risks.csv"):
        spoilt.put(path, (spoilt.repo.path / path).read_text("utf-8").encode(encoding, "replace"))
    found = judged(spoilt.repo.path)
    assert found.unreadable == {}
    same_but_for("", spoilt.honest, found)


DAMAGE = {
    "zeros": lambda data: b"\0" * len(data),
    "a zero": lambda data: data[:10] + b"\0" + data[10:],
    "no UTF-8": lambda data: data[:10] + b"\xff\xfe\xc3\x28\x80" + data[10:],
    "half a character": lambda data: data[:10] + "\ud800".encode("utf-8", "surrogatepass") + data[10:],
    "UTF-16 cut": lambda data: data.decode().encode("utf-16")[:-1],
    "UTF-32 beyond Unicode": lambda data: b"\xff\xfe\0\0" + b"\xff" * 400,
    "nothing": lambda data: b"",
    "every byte": lambda data: bytes(range(256)) * 40,
    "old line ends": lambda data: data.replace(b"\n", b"\r"),
    "all line ends": lambda data: data.replace(b"\n", "\x0b\x0c\x1c\x85\u2028\r\n".encode()),
}


@pytest.mark.parametrize("path", sorted(HONEST))
@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_text_costs_no_other_file(spoilt: Spoilt, path: str, damage: str) -> None:
    spoilt.put(path, DAMAGE[damage]((spoilt.repo.path / path).read_bytes()))
    found = judged(spoilt.repo.path)
    assert found.report["summary"]["error"] == 0
    assert found.repository["files"] == spoilt.honest.repository["files"]
