# ruff: noqa: E501 - bytes read better on the line of their name
"""Git data that would start a program, lead elsewhere, lie or break: through the whole product.

What git itself does with the traps is proved in tests/snapshot/test_snapshot_settings.py, which also makes them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import Spoilt
from tests.hostile.evidence import same_but_for
from tests.hostile.judge import commanded, judged
from tests.snapshot.repos import Repo
from tests.snapshot.test_snapshot_settings import TRAPS, Arm

# every setting that names a program or another place, all at once; `%` is the trap
PROGRAMS = [
    "core.pager",
    "core.editor",
    "core.askPass",
    "core.sshCommand",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "core.fsmonitor",
    "core.hooksPath",
    "pager.log",
    "pager.cat-file",
    "pager.ls-tree",
    "pager.diff",
    "sequence.editor",
    "credential.helper",
    "credential.https://example.invalid.helper",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.x509.program",
    "gpg.ssh.defaultKeyCommand",
    "diff.external",
    "diff.x.command",
    "diff.x.textconv",
    "filter.x.clean",
    "filter.x.smudge",
    "filter.x.process",
    "merge.x.driver",
    "interactive.diffFilter",
    "difftool.x.cmd",
    "mergetool.x.cmd",
    "trailer.x.command",
    "trailer.x.cmd",
    "uploadpack.packObjectsHook",
    "remote.origin.uploadpack",
    "remote.origin.receivepack",
    "remote.origin.vcs",
    "submodule.x.update",
    "submodule.x.url",
    "tar.x.command",
    "browser.x.cmd",
    "man.x.cmd",
    "sendemail.smtpServer",
    "sendemail.toCmd",
    "web.browser",
    "instaweb.httpd",
    "imap.tunnel",
    "notes.rewriteMode",
    "http.proxy",
    "http.cookieFile",
]
PLACES = {
    "core.worktree": "/", "core.attributesFile": "/etc/passwd", "core.excludesFile": "/etc/passwd", "mailmap.file": "/etc/passwd",
    "mailmap.blob": "HEAD:README.md", "include.path": "/etc/passwd", "init.templateDir": "/etc", "commit.template": "/etc/passwd",
    "blame.ignoreRevsFile": "/etc/passwd", "protocol.ext.allow": "always", "protocol.allow": "always", "safe.directory": "*",
    "remote.origin.url": "ext::sh -c touch% x", "remote.origin.promisor": "true", "log.showSignature": "true",
    "log.mailmap": "true", "core.commitGraph": "true", "core.multiPackIndex": "true", "core.bare": "true",
    "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1", "uploadpack.allowFilter": "true",
}  # fmt: skip


@pytest.fixture
def trap(tmp_path: Path) -> tuple[Path, Path]:
    """A script, and the marker that it would leave."""
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\necho run >> {tmp_path / 'marker'}\nexit 1\n")
    script.chmod(0o755)
    return script, tmp_path / "marker"


@pytest.mark.parametrize("arm", TRAPS, ids=lambda arm: arm.__name__.strip("_"))
def test_no_setting_starts_a_program(spoilt: Spoilt, trap: tuple[Path, Path], arm: Arm) -> None:
    script, marker = trap
    arm(spoilt.repo, script)
    marker.unlink(missing_ok=True)
    for at in ("", "HEAD"):
        found = judged(spoilt.repo.path, at)
        assert found.repository["history"] == ""
        assert found.report["summary"]["error"] == 0
        assert not marker.exists()


def test_every_setting_at_once_through_the_command_line(
    spoilt: Spoilt, trap: tuple[Path, Path], tmp_path: Path
) -> None:
    script, marker = trap
    lines = [f"{key.rpartition('.')[2]} = {script}" for key in PROGRAMS]
    heads = [_section(key) for key in PROGRAMS]
    values = [
        f"{_section(key)}\n\t{key.rpartition('.')[2]} = {value.replace('%', str(marker))}"
        for key, value in PLACES.items()
    ]
    config = spoilt.repo.path / ".git/config"
    config.write_text("\n".join([*(f"{head}\n\t{line}" for head, line in zip(heads, lines, strict=True)), *values, ""]))
    spoilt.put(".git/info/attributes", b"* filter=x diff=x merge=x text eol=crlf ident\n")
    spoilt.put(".gitattributes", b"* filter=x diff=x merge=x export-subst\n")
    for hook in ("post-index-change", "pre-auto-gc", "post-checkout", "fsmonitor-watchman", "reference-transaction"):
        spoilt.put(f".git/hooks/{hook}", script.read_bytes())
        (spoilt.repo.path / ".git/hooks" / hook).chmod(0o755)
    from jalon.reports import FORMATS

    for name in FORMATS:
        ran = commanded("check", spoilt.repo.path, "--details", "--format", name, HOME=str(tmp_path))
        assert ran.code == 0, ran.err
        assert not marker.exists()
        assert "root:" not in ran.out + ran.err
    for at in ("", "HEAD~1"):
        assert judged(spoilt.repo.path, at).repository["history"] == ""
    assert (
        commanded("check", cwd=spoilt.repo.path, PAGER=str(script), GIT_PAGER=str(script), EDITOR=str(script)).code == 0
    )
    assert not marker.exists()


def _section(key: str) -> str:
    section, _, rest = key.rpartition(".")[0].partition(".")
    return f'[{section} "{rest}"]' if rest else f"[{section}]"


# --- states of a repository: each keeps its files, and says what is known of its history ---


def _shallow(repo: Repo) -> Path:
    repo.git("clone", "-q", "--depth=1", f"file://{repo.path}", str(repo.path.parent / "clone"))
    return repo.path.parent / "clone"


def _bare(repo: Repo) -> Path:
    repo.git("clone", "-q", "--bare", str(repo.path), str(repo.path.parent / "clone"))
    return repo.path.parent / "clone"


def _partial(repo: Repo) -> Path:
    repo.setting("uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.path}", str(repo.path.parent / "clone"))
    return repo.path.parent / "clone"


def _worktree(repo: Repo) -> Path:
    repo.git("worktree", "add", "-q", "-b", "other", str(repo.path.parent / "tree"))
    return repo.path.parent / "tree"


def _submodule(repo: Repo) -> Path:
    outer = Repo(repo.path.parent / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.path), "inner")
    outer.commit("add")
    return outer.path / "inner"


def _sha256(repo: Repo) -> Path:
    other = Repo(repo.path.parent / "other", "--object-format=sha256")
    shutil.copytree(repo.path, other.path, ignore=shutil.ignore_patterns(".git"), dirs_exist_ok=True)
    other.commit("feat: all")
    return other.path


def _detached(repo: Repo) -> Path:
    repo.git("checkout", "-q", "--detach")
    return repo.path


def _split_index(repo: Repo) -> Path:
    repo.git("update-index", "--split-index")
    repo.write("README.md", "# Prêt d’outils, changé\n")
    repo.git("add", "-A")
    return repo.path


def _separate(repo: Repo) -> Path:
    (repo.path / ".git").rename(repo.path.parent / "data")
    repo.write(".git", f"gitdir: {repo.path.parent / 'data'}\n")
    return repo.path


def _separate_that_points_back(repo: Repo) -> Path:
    path = _separate(repo)
    repo.setting("core.worktree", repo.path)
    return path


def _packed(repo: Repo) -> Path:
    repo.git("gc", "-q", "--aggressive", "--prune=now")
    repo.git("pack-refs", "--all")
    return repo.path


STATES: dict[Callable[[Repo], Path], str] = {
    _shallow: "", _bare: "", _partial: "", _worktree: "", _submodule: "", _sha256: "", _detached: "", _split_index: "",
    _separate: "link-outside", _separate_that_points_back: "", _packed: "",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.strip("_"))
def test_a_repository_in_an_unusual_state_is_judged(spoilt: Spoilt, state: Callable[[Repo], Path]) -> None:
    found = judged(state(spoilt.repo))
    assert found.repository["history"] == STATES[state]
    assert found.repository["files"] == spoilt.honest.repository["files"]
    assert found.repository["shallow"] is (state is _shallow)
    assert found.report["summary"]["error"] == 0
    if not STATES[state] and state is not _split_index:
        same_but_for("", spoilt.honest, found)


# --- broken: the history is unknown, the files are judged ---


def _no_head(git: Path) -> None:
    (git / "HEAD").unlink()


def _head_nowhere(git: Path) -> None:
    (git / "HEAD").write_text("ref: ../../outside\n")


def _head_is_a_folder(git: Path) -> None:
    _no_head(git)
    (git / "HEAD").mkdir()


def _no_objects(git: Path) -> None:
    shutil.rmtree(git / "objects")


def _empty_objects(git: Path) -> None:
    shutil.rmtree(git / "objects")
    (git / "objects").mkdir()


def _cut_objects(git: Path) -> None:
    for path in (git / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:-7])


def _zeros(git: Path) -> None:
    for path in (git / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"\0" * path.stat().st_size)


def _reftable(git: Path) -> None:
    (git / "config").write_text("[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n")


def _alternates(git: Path) -> None:
    (git / "objects/info").mkdir(exist_ok=True)
    (git / "objects/info/alternates").write_text("/\n")


def _linked(git: Path) -> None:
    git.rename(git.parent.parent / "aside")
    git.symlink_to(git.parent.parent / "aside")


def _special(git: Path) -> None:
    os.mkfifo(git / "objects/pack/pack-x.pack")


BROKEN: dict[Callable[[Path], None], str] = {
    _no_head: "damaged", _head_nowhere: "damaged", _head_is_a_folder: "damaged", _no_objects: "damaged",
    _empty_objects: "damaged", _cut_objects: "damaged", _zeros: "damaged", _reftable: "refs-format",
    _alternates: "alternates-outside", _linked: "link-outside", _special: "special-file",
}  # fmt: skip


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda one: one.__name__.strip("_"))
def test_a_broken_repository_costs_its_history(spoilt: Spoilt, break_it: Callable[[Path], None]) -> None:
    break_it(spoilt.repo.path / ".git")
    found = judged(spoilt.repo.path)
    assert found.repository["history"] == BROKEN[break_it]
    assert found.repository["files"] == spoilt.honest.repository["files"]
    assert found.report["summary"]["error"] == 0
    assert found.report["summary"]["up_to"] >= spoilt.honest.report["summary"]["score"]
    shown = commanded("check", spoilt.repo.path, "--lang", "en")
    assert shown.code == 0, shown.err
    assert "--at" not in shown.err
    refused = commanded("check", spoilt.repo.path, "--at", "HEAD", "--lang", "fr")
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    "data", [b"", b"DIRC", b"DIRC\0\0\0\2\xff\xff\xff\xff" + b"\0" * 40, b"\0" * 500], ids=range(4)
)
def test_a_damaged_index_is_told_and_the_tree_of_head_stands_for_it(spoilt: Spoilt, data: bytes) -> None:
    spoilt.put(".git/index", data)
    found = judged(spoilt.repo.path)
    assert found.unreadable == {".git/index": "damaged"}
    same_but_for("", spoilt.honest, found)


def test_a_pack_cut_short_costs_the_history(spoilt: Spoilt) -> None:
    spoilt.repo.git("repack", "-adq")
    (pack,) = (spoilt.repo.path / ".git/objects/pack").glob("*.pack")
    pack.chmod(0o644)
    pack.write_bytes(pack.read_bytes()[:400])
    found = judged(spoilt.repo.path)
    assert found.repository["history"] in {"damaged", "incomplete"}
    assert found.report["summary"]["error"] == 0


# --- forged history ---


def _forge(repo: Repo, header: str = "", message: str = "feat: forged\n", raw: bytes | None = None) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    head = repo.git("rev-parse", "HEAD")
    who = header or (
        "author Ada Exemple <ada@example.invalid> 1767600000 +0100\n"
        "committer Ada Exemple <ada@example.invalid> 1767600000 +0100"
    )
    data = (
        raw if raw is not None else f"tree {tree}\nparent {head}\n{who}\n\n{message}".encode("utf-8", "surrogateescape")
    )
    forged = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=data)
    (repo.path / ".git/refs/heads/main").write_text(f"{forged}\n")


def _who(author: str, date: str) -> str:
    return f"author {author} {date}\ncommitter {author} {date}"


ADA = "Ada Exemple <ada@example.invalid>"
HEADERS = {
    "epoch": _who(ADA, "0 +0000"),
    "before the epoch": _who(ADA, "-99999 +0000"),
    "the future": _who(ADA, "7258118400 +0000"),
    "the year 292277026596": _who(ADA, "9223372036854775807 +0000"),
    "more than a number": _who(ADA, "9" * 400 + " +0000"),
    "a zone of a hundred hours": _who(ADA, "1767600000 -9959"),
    "no date": _who(ADA, "yesterday"),
    "no zone": _who(ADA, "1767600000"),
    "no author": "committer x",
    "nobody": _who(" <>", "1767600000 +0000"),
    "no brackets": _who("Ada ada@example.invalid", "1767600000 +0000"),
    "a long name": _who("A" * 100_000 + " <a@example.invalid>", "1767600000 +0000"),
    "a long address": _who(f"Ada <{'a' * 100_000}@example.invalid>", "1767600000 +0000"),
    "escapes": _who("Ada \x1b[31m\x9b31m\u202e[/x]<script>::error:: =1+1 <a@example.invalid>", "1767600000 +0000"),
    "bytes": _who("Ad\udce9 \udcff\udcfe <a@example.invalid>", "1767600000 +0000"),
    "two authors": f"{_who(ADA, '1 +0000')}\n{_who('Bob <b@example.invalid>', '2 +0000')}",
    "an encoding": f"{_who(ADA, '1767600000 +0000')}\nencoding UTF-7",
    "an unknown encoding": f"{_who(ADA, '1767600000 +0000')}\nencoding ../../etc/passwd",
    "a signature": f"{_who(ADA, '1767600000 +0000')}\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----",
    "a merge of a tag": f"{_who(ADA, '1767600000 +0000')}\nmergetag object {'0' * 40}\n type commit\n tag x",
}  # fmt: skip
MESSAGES = {
    "nothing": "", "a megabyte": "a" * 1_000_000, "lines": "\n" * 100_000, "zeros": "feat: a\0b\0\0c\n",
    "escapes": "feat: \x1b]0;x\x07\x1b[2J\u202e[/bold]<img src=x onerror=alert(1)>\r::error::x\n::error::y\n",
    "a record of git": "feat: x\n\n\0\0commit " + "0" * 40 + "\0tree\n", "an option": "--output=/tmp/x", "a formula": "=HYPERLINK(1)",
    "bytes": "feat: caf\udce9 \udc80\n", "trailers": "feat: x\n\n" + "Co-authored-by: Bob <b@example.invalid>\n" * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_a_forged_author_or_date_costs_nothing(spoilt: Spoilt, header: str) -> None:
    _forge(spoilt.repo, HEADERS[header])
    found = judged(spoilt.repo.path)
    assert found.repository["history"] in {"", "incomplete"}
    assert found.report["summary"]["error"] == 0
    assert "example.invalid" not in "".join(found.texts.values())


@pytest.mark.parametrize("message", MESSAGES)
def test_a_forged_message_costs_nothing(spoilt: Spoilt, message: str) -> None:
    _forge(spoilt.repo, message=MESSAGES[message])
    found = judged(spoilt.repo.path)
    assert found.repository["history"] == ""
    same_but_for("", spoilt.honest, found)


@pytest.mark.parametrize("raw", [b"", b"tree x\n", b"\0" * 100, b"author\n\n", b"a" * 2_000_000], ids=range(5))
def test_a_commit_that_is_none_costs_the_history(spoilt: Spoilt, raw: bytes) -> None:
    _forge(spoilt.repo, raw=raw)
    found = judged(spoilt.repo.path)
    assert found.repository["history"] in {"damaged", "incomplete"}
    assert found.repository["files"] == spoilt.honest.repository["files"]
    assert found.report["summary"]["error"] == 0


def test_a_merge_of_five_hundred_and_a_parent_that_is_missing(spoilt: Spoilt) -> None:
    repo = spoilt.repo
    tree, head = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
    parents = "".join(f"parent {head}\n" for _ in range(500)) + f"parent {'1' * 40}\n"
    _forge(repo, raw=f"tree {tree}\n{parents}{_who(ADA, '1767600000 +0000')}\n\nmerge\n".encode())
    found = judged(repo.path)
    assert found.repository["history"] == "incomplete"
    assert found.report["summary"]["error"] == 0


def test_a_tree_that_names_itself_ten_times_at_ten_levels_ends(spoilt: Spoilt) -> None:
    repo = spoilt.repo
    repo.write(".git/blob", b"x")
    inner = repo.git("hash-object", "-w", "--stdin", given=b"x")
    kind, mode = "blob", "100644"
    for _ in range(10):
        rows = "".join(f"{mode} {kind} {inner}\tf{n}\n" for n in range(10))
        inner, kind, mode = repo.git("mktree", given=rows.encode()), "tree", "040000"
    _forge(repo, raw=f"tree {inner}\n{_who(ADA, '1767600000 +0000')}\n\nx\n".encode())
    found = judged(repo.path)
    assert found.repository["files"] == spoilt.honest.repository["files"]
    assert found.report["summary"]["error"] == 0


def test_refs_by_the_thousand_and_with_any_name(spoilt: Spoilt) -> None:
    head = spoilt.repo.git("rev-parse", "HEAD")
    names = [
        "caf\u00e9",
        "\u202egauche",
        "=1+1",
        "::error::x",
        "<script>",
        "[/x]",
        "a\tb",
        "..",
        "--option",
        "a" * 3_000,
    ]
    names += [f"v{number}" for number in range(30_000)]
    rows = "".join(f"{head} refs/{kind}/{name}\n" for name in names for kind in ("tags", "heads", "remotes/origin"))
    spoilt.put(".git/packed-refs", f"# pack-refs with: peeled fully-peeled sorted \n{rows}".encode())
    same_but_for("", spoilt.honest, judged(spoilt.repo.path))


# --- what is no repository ---


def test_what_cannot_be_judged_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file.md").write_text("# Budget\n")
    (tmp_path / "loop").symlink_to("loop")
    for path in ("missing", "file.md", "loop", "file.md/x", "a" * 5_000):
        for language in ("fr", "en"):
            ran = commanded("check", tmp_path / path, "--format", "json", "--lang", language)
            assert (ran.code, ran.out) == (2, "")
            assert len(ran.err.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the system lets this user read everything")
def test_a_folder_that_may_not_be_read_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    ran = commanded("check", tmp_path / "closed")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def test_a_folder_without_git_and_an_empty_one_are_judged(tmp_path: Path, spoilt: Spoilt) -> None:
    shutil.rmtree(spoilt.repo.path / ".git")
    found = judged(spoilt.repo.path)
    assert (found.repository["history"], found.repository["files"]) == ("none", spoilt.honest.repository["files"])
    (tmp_path / "empty").mkdir()
    empty = judged(tmp_path / "empty")
    assert (empty.repository["files"], empty.report["summary"]["score"], empty.report["summary"]["error"]) == (
        0,
        0.0,
        0,
    )
    Repo(tmp_path / "unborn")
    unborn = judged(tmp_path / "unborn")
    assert (unborn.repository["history"], unborn.report["summary"]["error"]) == ("", 0)
