"""Settings of an audited repository that would start a program or change what is told: none of them is obeyed.

Each trap is proved to work first, by a git that obeys: otherwise its silence would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.snapshot.repos import Opened, Repo, paths, use_everything

Arm = Callable[[Repo, Path], list[str]]


def _fsmonitor(repo: Repo, script: Path) -> list[str]:
    repo.setting("core.fsmonitor", script)
    return ["status"]


def _signature(repo: Repo, script: Path) -> list[str]:
    repo.setting("log.showSignature", "true")
    repo.setting("gpg.program", script)
    signed = repo.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n", 1
    )
    head = repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=signed.encode() + b"\n")
    repo.git("update-ref", "HEAD", head)
    return ["log"]


def _clean_filter(repo: Repo, script: Path) -> list[str]:
    repo.write(".git/info/attributes", "* filter=x\n")
    repo.setting("filter.x.clean", script)
    repo.write("README.md", "# Budgét\n")
    return ["status"]


def _process_filter(repo: Repo, script: Path) -> list[str]:
    repo.write(".gitattributes", "* filter=x\n")
    repo.setting("filter.x.process", script)
    repo.write("README.md", "# Budgét\n")
    return ["status"]


def _textconv(repo: Repo, script: Path) -> list[str]:
    repo.write(".gitattributes", "* diff=x\n")
    repo.setting("diff.x.textconv", script)
    return ["log", "-p"]


def _external_diff(repo: Repo, script: Path) -> list[str]:
    repo.setting("diff.external", script)
    return ["log", "-p", "--ext-diff"]


def _external_driver(repo: Repo, script: Path) -> list[str]:
    repo.write(".git/info/attributes", "* diff=x\n")
    repo.setting("diff.x.command", script)
    return ["log", "-p", "--ext-diff"]


def _promisor(repo: Repo, script: Path) -> list[str]:
    (blob,) = repo.git("rev-parse", "HEAD:README.md").split()
    (repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    repo.setting("core.repositoryFormatVersion", 1)
    repo.setting("extensions.partialClone", "origin")
    repo.setting("remote.origin.promisor", "true")
    repo.setting("remote.origin.url", repo.path)
    repo.setting("remote.origin.uploadpack", script)
    return ["cat-file", "blob", blob]


def _ssh(repo: Repo, script: Path) -> list[str]:
    trigger = _promisor(repo, script)
    repo.setting("remote.origin.url", "ssh://nobody.invalid/x")
    repo.setting("core.sshCommand", script)
    return trigger


def _hooks(repo: Repo, script: Path) -> list[str]:
    hook = repo.write(".git/hooks/post-index-change", f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)
    (repo.path / "README.md").touch()
    return ["status"]


def _hooks_elsewhere(repo: Repo, script: Path) -> list[str]:
    hook = repo.write("tools/post-index-change", f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)
    repo.setting("core.hooksPath", "tools")
    (repo.path / "README.md").touch()
    return ["status"]


def _alias(repo: Repo, script: Path) -> list[str]:
    for name in ("log", "cat-file", "ls-tree", "history"):
        repo.setting(f"alias.{name}", f"!{script}")
    return ["history"]


def _include(repo: Repo, script: Path) -> list[str]:
    repo.write("tools/settings", f"[core]\n\tfsmonitor = {script}\n")
    repo.setting("include.path", "../tools/settings")
    return ["status"]


def _conditional_include(repo: Repo, script: Path) -> list[str]:
    repo.write("tools/settings", f"[core]\n\tfsmonitor = {script}\n")
    repo.setting("includeIf.gitdir:**.path", repo.path / "tools/settings")
    return ["status"]


def _worktree_settings(repo: Repo, script: Path) -> list[str]:
    repo.setting("extensions.worktreeConfig", "true")
    repo.git("config", "--worktree", "core.fsmonitor", str(script))
    return ["status"]


TRAPS: list[Arm] = [
    _fsmonitor, _signature, _clean_filter, _process_filter, _textconv, _external_diff, _external_driver, _promisor,
    _ssh, _hooks, _hooks_elsewhere, _alias, _include, _conditional_include, _worktree_settings,
]  # fmt: skip


@pytest.mark.parametrize("arm", TRAPS, ids=lambda arm: arm.__name__.strip("_"))
def test_no_setting_starts_a_program(repo: Repo, tmp_path: Path, opened: Opened, arm: Arm) -> None:
    marker = tmp_path / "marker"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\necho run >> {marker}\nexit 1\n")
    script.chmod(0o755)
    trigger = arm(repo, script)
    repo.git(*trigger, check=False)
    assert marker.exists(), "the trap does not work"
    marker.unlink()

    told = use_everything(opened(repo.path))
    use_everything(opened(repo.path, "HEAD"))
    use_everything(opened(repo.path, "HEAD~1"))

    assert not marker.exists()
    assert told["log"]


def test_the_environment_of_the_caller_does_not_lead_elsewhere(
    repo: Repo, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repo(tmp_path / "other")
    other.write("secret.md")
    other.commit("secret")
    trace = tmp_path / "trace"
    for name, value in {
        "GIT_DIR": f"{other.path}/.git",
        "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": f"{other.path}/.git/index",
        "GIT_OBJECT_DIRECTORY": f"{other.path}/.git/objects",
        "GIT_TRACE": str(trace),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "log.showRoot",
        "GIT_CONFIG_VALUE_0": "false",
    }.items():
        monkeypatch.setenv(name, value)
    snapshot = opened(repo.path)
    assert paths(snapshot) == ["README.md", "docs/étude.md", "src/app.py"]
    assert [(commit.subject, commit.paths) for commit in snapshot.log()] == [
        ("second", ("docs/étude.md",)),
        ("first", ("README.md", "src/app.py")),
    ]
    assert not trace.exists()


def test_a_working_tree_named_by_the_settings_is_not_read(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.md").write_text("x")
    repo.setting("core.worktree", tmp_path / "elsewhere")
    assert "secret.md" in repo.git("ls-files", "-o")
    assert paths(opened(repo.path)) == ["README.md", "docs/étude.md", "src/app.py"]


def test_excludes_named_by_the_settings_hide_nothing(repo: Repo, opened: Opened) -> None:
    repo.write(".git/info/exclude", "*.csv\n")
    repo.write("hidden", "*.txt\n")
    repo.setting("core.excludesFile", repo.path / "hidden")
    repo.write("a.csv")
    repo.write("a.txt")
    assert {"a.csv", "a.txt"} <= set(paths(opened(repo.path)))


def test_a_mailmap_forges_no_author(repo: Repo, opened: Opened) -> None:
    repo.write(".mailmap", "Somebody Else <else@example.invalid> <ada@example.invalid>\n")
    repo.setting("mailmap.file", repo.path / ".mailmap")
    repo.setting("log.mailmap", "true")
    repo.commit("third")
    assert "Somebody Else" in repo.git("log", "--format=%aN")
    assert {(commit.author, commit.address) for commit in opened(repo.path).log()} == {
        ("Ada Exemple", "ada@example.invalid")
    }


def test_a_replaced_commit_is_told_as_it_is(repo: Repo, opened: Opened) -> None:
    forged = repo.git("cat-file", "commit", "HEAD").replace("second", "forged")
    other = repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged.encode() + b"\n")
    repo.git("replace", "HEAD", other)
    assert repo.git("log", "-1", "--format=%s") == "forged"
    assert opened(repo.path).log()[0].subject == "second"


def test_grafts_cut_nothing(repo: Repo, opened: Opened) -> None:
    repo.write(".git/info/grafts", repo.git("rev-parse", "HEAD") + "\n")
    assert repo.git("log", "--format=%s") == "second"
    assert [commit.subject for commit in opened(repo.path).log()] == ["second", "first"]


def test_a_forged_commit_graph_is_left_alone(repo: Repo, opened: Opened) -> None:
    repo.git("commit-graph", "write", "--reachable")
    graph = repo.path / ".git/objects/info/commit-graph"
    data = bytearray(graph.read_bytes())
    tree = bytes.fromhex(repo.git("rev-parse", "HEAD^{tree}"))
    parent = data.index(tree) + len(tree)  # in the graph, a commit's parent follows its tree
    data[parent : parent + 4] = b"\x70\x00\x00\x00"  # "no parent"
    graph.chmod(0o644)
    graph.write_bytes(data)
    assert repo.git("log", "--format=%s") == "second"
    assert [commit.subject for commit in opened(repo.path).log()] == ["second", "first"]
