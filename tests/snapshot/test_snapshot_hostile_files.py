"""Files that lead elsewhere, never end, or have names that are none: each costs itself and nothing more."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.snapshot import Entry, NotReadable, Unreadable, limits, open_snapshot
from jalon.snapshot.beneath import Beneath, Refused
from tests.snapshot.repos import Opened, Repo, paths, use_everything

SECRET = "the neighbour's secret"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the repository, whose content must never be told."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(SECRET)
    return folder


def test_links_out_of_the_tree_are_not_followed(repo: Repo, outside: Path, opened: Opened) -> None:
    (repo.path / "file.md").symlink_to(outside / "secret.md")
    (repo.path / "docs/relative.md").symlink_to("../../outside/secret.md")
    (repo.path / "folder").symlink_to(outside)
    (repo.path / "roundabout.md").symlink_to("docs/../folder/secret.md")
    snapshot = opened(repo.path)
    told = use_everything(snapshot)
    assert paths(snapshot) == ["README.md", "docs/étude.md", "src/app.py"]
    assert snapshot.unreadable == [
        ("docs/relative.md", "link-outside"),
        ("file.md", "link-outside"),
        ("folder", "link-outside"),
        ("roundabout.md", "link-outside"),
    ]
    assert SECRET not in repr(told)


def test_links_within_the_tree_are_duplicates(repo: Repo, opened: Opened) -> None:
    (repo.path / "again.md").symlink_to("docs/étude.md")
    (repo.path / "documentation").symlink_to("docs")
    (repo.path / "twice.md").symlink_to("documentation/étude.md")
    snapshot = opened(repo.path)
    assert paths(snapshot) == ["README.md", "docs/étude.md", "src/app.py"]
    assert snapshot.unreadable == []


def test_links_in_circles_and_links_to_nothing_are_told(repo: Repo, opened: Opened) -> None:
    (repo.path / "a").symlink_to("b")
    (repo.path / "b").symlink_to("a")
    (repo.path / "self").symlink_to("self/self")
    (repo.path / "up").symlink_to(".")
    (repo.path / "gone").symlink_to("nowhere.md")
    snapshot = opened(repo.path)
    assert paths(snapshot) == ["README.md", "docs/étude.md", "src/app.py"]
    assert snapshot.unreadable == [(name, "link-broken") for name in ("a", "b", "gone", "self")]


@pytest.mark.parametrize("path", ["../outside/secret.md", ".git/config", "/etc/passwd", "", ".", "docs", "a\0b"])
def test_only_listed_files_are_read(repo: Repo, outside: Path, opened: Opened, path: str) -> None:
    with pytest.raises(Unreadable) as caught:
        opened(repo.path).read(path)
    assert caught.value.reason == "absent"


@pytest.mark.parametrize("relative", [True, False], ids=["relative", "checked"])
@pytest.mark.parametrize("swap", ["file", "folder"])
def test_a_link_put_there_after_the_listing_is_not_followed(
    repo: Repo, outside: Path, opened: Opened, swap: str, relative: bool
) -> None:
    snapshot = opened(repo.path)
    snapshot._root = Beneath(repo.path, relative)
    if swap == "file":
        (repo.path / "docs/étude.md").unlink()
        (repo.path / "docs/étude.md").symlink_to(outside / "secret.md")
    else:
        (repo.path / "docs").rename(repo.path / "old")
        (outside / "étude.md").write_text(SECRET)
        (repo.path / "docs").symlink_to(outside)
    with pytest.raises(Unreadable) as caught:
        snapshot.read("docs/étude.md")
    assert caught.value.reason == "not-a-file"
    assert ("docs/étude.md", "not-a-file") in snapshot.unreadable


def test_both_ways_of_opening_tell_the_same(repo: Repo, outside: Path) -> None:
    (repo.path / "folder").symlink_to(outside)
    os.mkfifo(repo.path / "pipe")
    told = []
    for relative in (True, False):
        root = Beneath(repo.path, relative)
        kinds = {name: root.kind(name) for name in ("README.md", "docs", "folder", "pipe", "folder/secret.md", "no")}
        told.append((root.read("docs/étude.md", 100)[0], sorted(root.scan("")), root.link("folder"), kinds))
        for path, reason in {"folder/secret.md": "not-a-file", "pipe": "not-a-file", "docs": "not-a-file"}.items():
            with pytest.raises(Refused) as caught:
                root.read(path, 100)
            assert caught.value.reason == reason
        for path, reason in {"no": "absent", "README.md": "too-large"}.items():
            with pytest.raises(Refused) as caught:
                root.read(path, 5)
            assert caught.value.reason == reason
        root.close()
    assert told[0] == told[1]


def test_a_file_that_vanished_is_told(repo: Repo, opened: Opened) -> None:
    snapshot = opened(repo.path)
    (repo.path / "README.md").unlink()
    with pytest.raises(Unreadable) as caught:
        snapshot.read("README.md")
    assert caught.value.reason == "absent"
    assert snapshot.unreadable == [("README.md", "absent")]


def test_special_files_are_told_and_never_opened(repo: Repo, opened: Opened) -> None:
    os.mkfifo(repo.path / "pipe.md")
    started = time.monotonic()
    snapshot = opened(repo.path)
    use_everything(snapshot)
    assert snapshot.unreadable == [("pipe.md", "not-a-file")]
    assert time.monotonic() - started < 30


def test_a_tracked_file_that_became_a_pipe_is_not_waited_for(repo: Repo, opened: Opened) -> None:
    (repo.path / "README.md").unlink()
    os.mkfifo(repo.path / "README.md")
    snapshot = opened(repo.path)
    assert (snapshot.dirty, snapshot.unreadable) == (True, [("README.md", "not-a-file")])


def test_a_file_of_a_terabyte_costs_nothing(repo: Repo, opened: Opened) -> None:
    with (repo.path / "huge.csv").open("wb") as file:
        file.truncate(1024**4)
    snapshot = opened(repo.path)
    with pytest.raises(Unreadable) as caught:
        snapshot.read("huge.csv")
    assert caught.value.reason == "too-large"
    assert snapshot.unreadable == [("huge.csv", "too-large")]


def test_the_callers_own_limit_is_no_fault_of_the_file(repo: Repo, opened: Opened) -> None:
    snapshot = opened(repo.path)
    with pytest.raises(Unreadable) as caught:
        snapshot.read("README.md", 8)
    assert caught.value.reason == "too-large"
    assert snapshot.unreadable == []
    assert snapshot.read("README.md", 9) == b"# Budget\n"


def test_four_hundred_folders_deep(repo: Repo, opened: Opened) -> None:
    deep = os.open(repo.path, os.O_RDONLY)
    for _ in range(400):
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    repo.write("d/near.md")
    snapshot = opened(repo.path)
    assert "d/near.md" in paths(snapshot)
    assert snapshot.unreadable == [("/".join("d" * (limits.DEPTH + 1)), "too-deep")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"two\nlines.md", "two\nlines.md"),
        (b"\x1b[31mred.md", "\x1b[31mred.md"),
        (b"--option.md", "--option.md"),
        ("droite\u202egauche.md".encode(), "droite\u202egauche.md"),
        (b"caf\xe9.md", r"caf\xe9.md"),
        (b"\xff\xfe", r"\xff\xfe"),
        (b"::error::x.md", "::error::x.md"),
        (b"a" * 255, "a" * 255),
    ],
)
def test_any_name_is_listed_and_read(repo: Repo, opened: Opened, name: bytes, shown: str) -> None:
    Path(os.fsdecode(os.fsencode(repo.path) + b"/" + name)).write_bytes(b"content")
    untracked = opened(repo.path)
    use_everything(untracked)
    assert Entry(shown, 7, tracked=False) in untracked.files
    head = repo.commit()
    tracked = opened(repo.path)
    use_everything(tracked)
    assert Entry(shown, 7, tracked=True) in tracked.files
    assert tracked.read(shown) == b"content"
    assert (tracked.log()[0].paths, tracked.dirty) == ((shown,), False)
    assert opened(repo.path, head).read(shown) == b"content"


def test_two_names_that_look_the_same_are_told(repo: Repo, opened: Opened) -> None:
    for name in (b"caf\xe9.md", rb"caf\xe9.md"):
        Path(os.fsdecode(os.fsencode(repo.path) + b"/" + name)).write_bytes(b"content")
    snapshot = opened(repo.path)
    assert [path for path in paths(snapshot) if "caf" in path] == [r"caf\xe9.md"]
    assert snapshot.unreadable == [(r"caf\xe9.md", "name-clash")]


def test_too_many_files_are_told(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES", 2)
    snapshot = opened(repo.path)
    assert len(snapshot.files) == 2
    assert [reason for _, reason in snapshot.unreadable] == ["too-many-entries"]


def test_too_many_entries_are_told(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        repo.write(f"many/{number}.md")
    monkeypatch.setattr(limits, "SEEN", 20)
    snapshot = opened(repo.path)
    assert 0 < len(snapshot.files) < 20
    assert ("too-many-entries") in [reason for _, reason in snapshot.unreadable]


def test_a_walk_that_lasts_is_cut(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALK_SECONDS", -1.0)
    snapshot = opened(repo.path)
    assert snapshot.files == ()
    assert (".", "too-many-entries") in snapshot.unreadable


def test_the_budget_of_bytes_counts_a_file_once(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOTAL_BYTES", 20)
    snapshot = opened(repo.path)
    for _ in range(5):
        assert snapshot.read("README.md") == b"# Budget\n"
    with pytest.raises(Unreadable) as caught:
        snapshot.read("docs/étude.md")
    assert caught.value.reason == "budget"
    assert snapshot.unreadable == [("docs/étude.md", "budget")]


def test_the_list_of_faults_is_bounded(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        (repo.path / f"link{number}").symlink_to("nowhere")
    monkeypatch.setattr(limits, "UNREADABLE", 5)
    assert opened(repo.path).unreadable == [
        *((f"link{number}", "link-broken") for number in range(5)),
        ("…", "too-many-entries"),
    ]


# --- git data that lead elsewhere ---


@pytest.fixture
def neighbour(tmp_path: Path) -> Repo:
    """Somebody else's repository, whose history must never be told."""
    other = Repo(tmp_path / "neighbour")
    other.write("secret.md", SECRET)
    other.commit(SECRET)
    return other


@pytest.mark.parametrize(
    "trick",
    ["link", "file", "objects", "folder", "pack", "loose", "commondir", "forged-worktree", "separate", "head", "refs"],
)
def test_somebody_elses_objects_are_never_borrowed(
    repo: Repo, neighbour: Repo, tmp_path: Path, opened: Opened, trick: str
) -> None:
    git, theirs = repo.path / ".git", neighbour.path / ".git"
    problem = "link-outside"
    match trick:
        case "link":
            git.rename(tmp_path / "aside")
            git.symlink_to(theirs)
        case "file":
            git.rename(tmp_path / "aside")
            git.write_text(f"gitdir: {theirs}\n")
        case "objects":
            (git / "objects").rename(tmp_path / "aside")
            (git / "objects").symlink_to(theirs / "objects")
            (git / "refs/heads/main").write_text(neighbour.git("rev-parse", "HEAD"))
        case "folder":
            prefix = neighbour.git("rev-parse", "HEAD")[:2]
            (git / "objects" / prefix).symlink_to(theirs / "objects" / prefix)
        case "pack":
            neighbour.git("repack", "-adq")
            for pack in (theirs / "objects/pack").iterdir():
                (git / "objects/pack" / pack.name).symlink_to(pack)
        case "loose":
            head = neighbour.git("rev-parse", "HEAD")
            (git / "objects" / head[:2]).mkdir(exist_ok=True)
            (git / "objects" / head[:2] / head[2:]).symlink_to(theirs / "objects" / head[:2] / head[2:])
        case "commondir":
            (git / "commondir").write_text(f"{theirs}\n")
            problem = ""
        case "forged-worktree":
            git.rename(repo.path / "data")
            git.write_text("gitdir: data\n")
            (repo.path / "data/gitdir").write_text(f"{git}\n")
            (repo.path / "data/commondir").write_text(f"{theirs}\n")
        case "separate":
            git.rename(tmp_path / "aside")
            neighbour.git("worktree", "add", "-q", str(tmp_path / "theirs"))
            git.write_text((tmp_path / "theirs/.git").read_text())
        case "head":
            (git / "HEAD").unlink()
            (git / "HEAD").symlink_to(theirs / "HEAD")
            problem = "damaged"
        case "refs":
            (git / "refs/heads/main").unlink()
            (git / "refs/heads/main").symlink_to(theirs / "refs/heads/main")
            problem = "damaged"
    snapshot = opened(repo.path)
    told = use_everything(snapshot)
    assert SECRET not in repr(told)
    assert snapshot.history_problem == problem
    assert "README.md" in paths(snapshot)
    assert bool(snapshot.log()) is not bool(problem)
    with pytest.raises(NotReadable) as caught:
        open_snapshot(repo.path, neighbour.git("rev-parse", "HEAD"))
    assert caught.value.reason in {"no-history", "unknown-revision"}


@pytest.mark.parametrize("target", ["//evil.invalid/share/.git", r"\\evil.invalid\share\.git"])
def test_another_machine_is_never_asked(repo: Repo, tmp_path: Path, opened: Opened, target: str) -> None:
    (repo.path / ".git").rename(tmp_path / "aside")
    repo.write(".git", f"gitdir: {target}\n")
    assert opened(repo.path).history_problem == "link-outside"


@pytest.mark.parametrize("name", ["alternates", "http-alternates"])
def test_alternates_make_the_history_unknown(repo: Repo, neighbour: Repo, opened: Opened, name: str) -> None:
    repo.write(f".git/objects/info/{name}", f"{neighbour.path}/.git/objects\n")
    snapshot = opened(repo.path)
    assert (snapshot.history_problem, snapshot.log(), len(snapshot.files)) == ("alternates-outside", (), 3)
    assert snapshot.commit == repo.git("rev-parse", "HEAD")
    assert snapshot.dirty is None


def test_a_pipe_among_the_objects_is_not_waited_for(repo: Repo, opened: Opened) -> None:
    os.mkfifo(repo.path / ".git/objects/pack/pack-x.idx")
    assert opened(repo.path).history_problem == "special-file"


@pytest.mark.parametrize("name", ["HEAD", "config", "index", "packed-refs", "shallow", "refs/heads/main"])
def test_a_pipe_among_the_git_data_is_not_waited_for(repo: Repo, opened: Opened, name: str) -> None:
    (repo.path / ".git" / name).unlink(missing_ok=True)
    os.mkfifo(repo.path / ".git" / name)
    started = time.monotonic()
    use_everything(opened(repo.path))
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "content", ["", "nonsense", "ref: ../../x", "ref: refs/heads/../../x", "ref: HEAD", "ref:", "\xff"]
)
def test_a_broken_head_costs_the_history_only(repo: Repo, opened: Opened, content: str) -> None:
    (repo.path / ".git/HEAD").write_text(content, encoding="latin-1")
    snapshot = opened(repo.path)
    use_everything(snapshot)
    assert (snapshot.history_problem, snapshot.commit, len(snapshot.files)) == ("damaged", None, 3)
    assert snapshot.dirty is None


def test_a_head_that_names_no_object_costs_the_history_only(repo: Repo, opened: Opened) -> None:
    (repo.path / ".git/refs/heads/main").write_text("0123456789" * 4)
    snapshot = opened(repo.path)
    assert (snapshot.history_problem, snapshot.commit, snapshot.log()) == ("damaged", None, ())


def test_a_head_that_names_a_blob_costs_the_history_only(repo: Repo, opened: Opened) -> None:
    (repo.path / ".git/refs/heads/main").write_text(repo.git("rev-parse", "HEAD:README.md"))
    assert opened(repo.path).history_problem == "damaged"


def test_refs_in_circles_end(repo: Repo, opened: Opened) -> None:
    (repo.path / ".git/HEAD").write_text("ref: refs/heads/main")
    (repo.path / ".git/refs/heads/main").write_text("ref: refs/heads/main")
    assert opened(repo.path).history_problem == "damaged"


@pytest.mark.parametrize("entry", ["[extensions]\n\trefstorage = reftable\n", "[extensions]\nobjectformat = sha3\n"])
def test_a_format_of_tomorrow_costs_the_history_only(repo: Repo, opened: Opened, entry: str) -> None:
    config = repo.path / ".git/config"
    config.write_text(config.read_text() + entry)
    snapshot = opened(repo.path)
    assert snapshot.history_problem in {"refs-format", "object-format"}
    assert len(snapshot.files) == 3


def test_an_empty_git_folder_costs_the_history_only(tmp_path: Path, opened: Opened) -> None:
    folder = Repo(tmp_path / "odd", start=False)
    folder.write("a.md")
    (folder.path / ".git").mkdir()
    snapshot = opened(folder.path)
    use_everything(snapshot)
    assert (snapshot.history_problem, paths(snapshot)) == ("damaged", ["a.md"])


@given(seed=st.integers(0, 2**32))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_spoilt_the_files_are_read(soup: Repo, tmp_path: Path, seed: int) -> None:
    """Bytes changed, cut or put in anywhere in `.git`: an answer, and the working tree as it is."""
    chance = random.Random(seed)
    spoilt = tmp_path / f"spoilt-{seed}"
    shutil.copytree(soup.path, spoilt, dirs_exist_ok=True)
    files = sorted(path for path in (spoilt / ".git").rglob("*") if path.is_file() and path.name != "alternates")
    for path in chance.sample(files, chance.randint(1, 4)):
        data = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.choice([0, 1, 1, 40])] = chance.randbytes(chance.choice([0, 1, 1, 30]))
        path.chmod(0o644)
        path.write_bytes(data)
    try:
        with open_snapshot(spoilt) as snapshot:
            told = use_everything(snapshot)
            contents = told["contents"]
        assert isinstance(contents, dict)
        assert {"README.md", "docs/étude.md", "src/app.py"} <= set(contents)
        assert contents["README.md"] == b"# Budget\n"
        with contextlib.suppress(NotReadable), open_snapshot(spoilt, "main~1") as snapshot:
            use_everything(snapshot)
    finally:
        shutil.rmtree(spoilt)


@pytest.fixture(scope="module", params=["loose", "packed"])
def soup(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository with something of everything in its `.git`."""
    repo = Repo(tmp_path_factory.mktemp("soup") / "capstone")
    repo.write("README.md", "# Budget\n")
    repo.write("src/app.py", "print('bonjour')\n" * 100)
    repo.commit("first")
    repo.write("docs/étude.md", "Coût : 12 k€\n")
    repo.write("src/app.py", "print('bonjour')\n" * 101)
    repo.commit("second")
    repo.git("tag", "-a", "-m", "x", "v1")
    repo.setting("remote.origin.url", "https://forge.example/x")
    if request.param == "packed":
        repo.git("gc", "-q")
        repo.git("commit-graph", "write", "--reachable")
    return repo
