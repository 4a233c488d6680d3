"""Commits, tags, branches and the remote address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.snapshot import Branch, RawCommit, Tag, config, history, limits
from tests.snapshot.repos import Opened, Repo, use_everything


def raw_commit(repo: Repo, content: str | bytes) -> str:
    """A commit object as somebody without git would write it, and HEAD on it."""
    data = content.encode() if isinstance(content, str) else content
    oid = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=data)
    repo.git("update-ref", "HEAD", oid)
    return oid


def test_a_commit_is_told_whole(repo: Repo, opened: Opened) -> None:
    tree, parent = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
    repo.write("docs/étude.md", "Coût : 15 k€\n")
    head = repo.commit(
        "Chiffrer\n\nBody",
        GIT_AUTHOR_NAME="Zoé Modèle",
        GIT_AUTHOR_EMAIL="zoe@example.invalid",
        GIT_AUTHOR_DATE="2026-03-01T23:30:00+0200",
        GIT_COMMITTER_DATE="2026-03-02T08:00:00-0530",
    )
    assert tree
    assert opened(repo.path).log()[0] == RawCommit(
        id=head,
        parents=(parent,),
        author="Zoé Modèle",
        address="zoe@example.invalid",
        authored=datetime.fromisoformat("2026-03-01T23:30:00+02:00"),
        committed=datetime.fromisoformat("2026-03-02T08:00:00-05:30"),
        subject="Chiffrer",
        paths=("docs/étude.md",),
    )


def test_the_newest_commits_come_first_and_the_limit_is_kept(repo: Repo, opened: Opened) -> None:
    for number in range(5):
        repo.commit(f"c{number}", GIT_COMMITTER_DATE=f"2026-02-0{number + 1}T10:00:00Z")
    snapshot = opened(repo.path)
    assert [commit.subject for commit in snapshot.log(3)] == ["c4", "c3", "c2"]
    assert len(snapshot.log()) == 7
    assert snapshot.log() is snapshot.log()


def test_a_merge_has_its_parents_and_no_paths(repo: Repo, opened: Opened) -> None:
    repo.git("checkout", "-q", "-b", "side", "HEAD~1")
    repo.write("side.md")
    side = repo.commit("side")
    repo.git("checkout", "-q", "main")
    main = repo.git("rev-parse", "HEAD")
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "side", GIT_COMMITTER_DATE="2026-02-01T10:00:00Z")
    merge = opened(repo.path).log()[0]
    assert (merge.parents, merge.paths, merge.partial) == ((main, side), (), False)


def test_a_renamed_file_is_one_gone_and_one_come(repo: Repo, opened: Opened) -> None:
    repo.git("mv", "README.md", "LISEZMOI.md")
    repo.commit()
    assert opened(repo.path).log()[0].paths == ("LISEZMOI.md", "README.md")


def test_the_paths_of_a_huge_commit_are_bounded(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COMMIT_PATHS", 3)
    for number in range(5):
        repo.write(f"many/{number}.md")
    repo.commit()
    newest = opened(repo.path).log()[0]
    assert (newest.paths, newest.partial) == (("many/0.md", "many/1.md", "many/2.md"), True)


def test_a_history_that_tells_too_much_keeps_its_commits(
    repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        repo.write(f"many/{'x' * 100}{number}.md")
    repo.commit("bulk", GIT_COMMITTER_DATE="2026-02-01T10:00:00Z")
    monkeypatch.setattr(limits, "GIT_OUTPUT", 5000)
    snapshot = opened(repo.path)
    assert [(commit.subject, commit.partial) for commit in snapshot.log()] == [
        ("bulk", True),
        ("second", True),
        ("first", True),
    ]
    assert snapshot.history_problem == ""


def test_a_history_that_breaks_off_says_so(repo: Repo, opened: Opened) -> None:
    first = repo.git("rev-parse", "HEAD~1")
    (repo.path / ".git/objects" / first[:2] / first[2:]).unlink()
    snapshot = opened(repo.path)
    assert [commit.subject for commit in snapshot.log()] in ([], ["second"])
    assert snapshot.history_problem == "incomplete"


@pytest.mark.parametrize(
    ("person", "moment"),
    [
        ("A <a@example.invalid> 99999999999999999 +0000", datetime(9998, 12, 31, tzinfo=UTC)),
        ("A <a@example.invalid> -1000 +0000", datetime(1970, 1, 1, tzinfo=UTC)),
        ("A <a@example.invalid> 0 +9999", datetime(1970, 1, 1, tzinfo=UTC)),
        ("A <a@example.invalid> nonsense", datetime(1970, 1, 1, tzinfo=UTC)),
        ("A <a@example.invalid>", datetime(1970, 1, 1, tzinfo=UTC)),
        ("A", datetime(1970, 1, 1, tzinfo=UTC)),
        ("", datetime(1970, 1, 1, tzinfo=UTC)),
        ("<> 1767603600 +0100", datetime(2026, 1, 5, 9, tzinfo=UTC)),
    ],
)
def test_a_date_that_makes_no_sense_stays_a_legal_date(
    repo: Repo, opened: Opened, person: str, moment: datetime
) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    raw_commit(repo, f"tree {tree}\nauthor {person}\ncommitter {person}\n\nodd\n")
    (commit,) = opened(repo.path).log()
    assert commit.subject == "odd"
    assert abs(commit.authored - moment) < timedelta(days=2)
    assert abs(commit.committed - moment) < timedelta(days=2)
    assert commit.authored.utcoffset() is not None


@given(st.one_of(st.text(), st.from_regex(r"-?\d{1,25} [+-]\d{4}", fullmatch=True)))
def test_any_date_is_a_legal_date(raw: str) -> None:
    moment = history.moment(raw)
    assert 1969 <= moment.astimezone(UTC).year <= 9999
    assert moment.isoformat()


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        (b"caf\xe9", "café"),
        ("été".encode(), "été"),
        (b"\x1b]0;title\x07 red", "\x1b]0;title\x07 red"),
        (b"nul\0byte", "nul"),
        (b"", ""),
        (b"x" * 2000, "x" * limits.SUBJECT),
        (b"\xff\xfe\x81", "\xff\xfe\ufffd"),
    ],
)
def test_any_subject_is_text(repo: Repo, opened: Opened, message: bytes, subject: str) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    person = "A <a@example.invalid> 1767603600 +0100"
    raw_commit(repo, f"tree {tree}\nauthor {person}\ncommitter {person}\n\n".encode() + message)
    told = use_everything(opened(repo.path))
    assert [commit.subject for commit in told["log"]] == [subject]  # type: ignore[attr-defined]


def test_no_charset_of_a_commit_is_obeyed(repo: Repo, opened: Opened) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    person = "A <a@example.invalid> 1767603600 +0100"
    raw_commit(repo, f"tree {tree}\nauthor {person}\ncommitter {person}\nencoding UTF-7\n\n+AGEAYg-\n")
    assert opened(repo.path).log()[0].subject == "+AGEAYg-"


@given(st.binary(max_size=300))
def test_any_record_of_a_log_is_a_commit_or_nothing(record: bytes) -> None:
    for data in (record, b"\0".join([b"a" * 40, record, record, b"x", record, b"1 +0000", record, record])):
        commit = history._commit(data)
        assert commit is None or repr(commit).encode()


def test_tags_have_their_commits_and_dates(repo: Repo, opened: Opened) -> None:
    first, second = repo.git("rev-list", "--reverse", "HEAD").split()
    repo.git("tag", "light", first)
    repo.git("tag", "-a", "-m", "x", "v1.0", second, GIT_COMMITTER_DATE="2026-04-01T09:00:00+0200")
    repo.git("tag", "-a", "-m", "x", "of-a-tag", "v1.0", GIT_COMMITTER_DATE="2026-05-01T09:00:00+0200")
    repo.git("update-ref", "refs/tags/blob", repo.git("rev-parse", "HEAD:README.md"))
    repo.git("pack-refs", "--all")
    expected = (
        Tag("blob", repo.git("rev-parse", "HEAD:README.md"), None),
        Tag("light", first, datetime.fromisoformat("2026-01-05T10:00:00+01:00")),
        Tag("of-a-tag", second, datetime.fromisoformat("2026-05-01T09:00:00+02:00")),
        Tag("v1.0", second, datetime.fromisoformat("2026-04-01T09:00:00+02:00")),
    )
    assert opened(repo.path).tags() == expected


def test_branches_local_and_remote(repo: Repo, opened: Opened) -> None:
    first, second = repo.git("rev-list", "--reverse", "HEAD").split()
    repo.git("branch", "work/side", first)
    repo.git("update-ref", "refs/remotes/origin/main", first)
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    repo.git("pack-refs", "--all")
    repo.git("branch", "-f", "work/side", second)  # a loose ref wins over a packed one
    repo.write(".git/refs/heads/broken", "nonsense")
    repo.write(".git/refs/heads/x.lock", first)
    assert opened(repo.path).branches() == (
        Branch("main", second),
        Branch("work/side", second),
        Branch("origin/main", first, remote=True),
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://forge.example/team/capstone.git", "https://forge.example/team/capstone.git"),
        ("https://ada:s3cret@forge.example/team/x", "https://forge.example/team/x"),
        ("https://ghp_token@forge.example:8443/x?private_token=y#z", "https://forge.example:8443/x"),
        ("ssh://git@forge.example/x", "ssh://forge.example/x"),
        ("git@forge.example:team/x.git", "forge.example:team/x.git"),
        ("https://a@b:c@forge.example/x", "https://forge.example/x"),
        ("../elsewhere", "../elsewhere"),
        ("https://[half/x", ""),
        ("https://forge.example/\x1b[31m", ""),
        ("x" * 3000, ""),
    ],
)
def test_the_remote_address_has_no_credentials(repo: Repo, opened: Opened, written: str, told: str) -> None:
    repo.setting("remote.origin.url", written)
    assert opened(repo.path).remote() == told
    assert "s3cret" not in repr(use_everything(opened(repo.path)))


def test_the_remote_address_is_not_rewritten_by_other_settings(repo: Repo, opened: Opened) -> None:
    repo.setting("remote.origin.url", "https://forge.example/x")
    repo.setting("url.https://evil.example/.insteadOf", "https://forge.example/")
    assert repo.git("remote", "get-url", "origin") == "https://evil.example/x"
    assert opened(repo.path).remote() == "https://forge.example/x"


def test_a_configuration_is_read_as_git_reads_it(repo: Repo) -> None:
    written = (
        '[Core] Bare = false ; comment\n[remote "Or\\"i\\\\gin"]\n\turl = "a ; b" c # d\n  pushUrl=x\\ty\n'
        "[a.B]\nkey\nlong = one \\\n  two\nempty =\n"
    )
    repo.write(".git/more", written)
    values = config.parse(written)
    for key in ('remote.Or"i\\gin.url', 'remote.Or"i\\gin.pushurl', "a.b.long", "a.b.empty", "core.bare"):
        section, _, rest = key.partition(".")
        sub, _, name = rest.rpartition(".")
        assert values[section, sub, name] == repo.git("config", "-f", ".git/more", key), key
    assert values["a", "b", "key"] == "true"
