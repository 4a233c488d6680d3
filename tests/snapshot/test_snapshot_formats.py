"""Every parser takes any bytes and gives a value or its declared error."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.snapshot import config, index, limits, names, refs, text
from jalon.snapshot.beneath import Beneath
from tests.snapshot.repos import Repo

UNPROVED = settings(max_examples=200, deadline=None)


@pytest.fixture(scope="module")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    """The index of a repository, in versions 2 and 4."""
    repo = Repo(tmp_path_factory.mktemp("index") / "r")
    for path in ("a.md", "dossier/b.md", "dossier/sous/c.md"):
        repo.write(path)
    repo.commit()
    versions = {}
    for version in (2, 4):
        repo.git("update-index", "--index-version", str(version))
        versions[version] = (repo.path / ".git/index").read_bytes()
    return versions


@given(data=st.binary(max_size=400))
@UNPROVED
def test_any_bytes_are_an_index_or_damaged(data: bytes) -> None:
    for content in (data, b"DIRC" + data, b"DIRC\0\0\0\4\0\0\0\2" + data):
        signed = content + hashlib.sha1(content).digest()
        for attempt in (content, signed):
            try:
                index.parse(attempt, 20)
            except index.Damaged:
                continue


@given(version=st.sampled_from([2, 4]), at=st.integers(0, 2000), byte=st.integers(0, 255))
@UNPROVED
def test_a_spoilt_index_is_an_index_or_damaged(real_index: dict[int, bytes], version: int, at: int, byte: int) -> None:
    body = bytearray(real_index[version][:-20])
    body[at % len(body)] = byte
    try:
        entries = index.parse(bytes(body) + hashlib.sha1(body).digest(), 20)
    except index.Damaged:
        return
    assert all(names.proper(path.removesuffix("/")) for path in entries)


def test_an_index_whose_paths_explode_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "INDEX_PATHS", 10_000)
    entry = b"\0" * 60 + b"\0\1" + b"\0" + b"x\0"  # version 4: all of the path before, and one letter more
    body = b"DIRC\0\0\0\4" + (500).to_bytes(4, "big") + entry * 500
    with pytest.raises(index.Damaged):
        index.parse(body + hashlib.sha1(body).digest(), 20)


@given(st.text())
@UNPROVED
def test_any_text_is_a_configuration(content: str) -> None:
    for attempt in (content, f'[remote "origin"]\nurl = {content}', f"[{content}"):
        config.without_credentials(config.parse(attempt).get(("remote", "origin", "url"), ""))


@given(st.text())
@UNPROVED
def test_an_address_that_can_be_shown_is_one_printable_line(address: str) -> None:
    assert config.without_credentials(address).isprintable()


@given(packed=st.binary(max_size=200), head=st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_refs_or_damaged(packed: bytes, head: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "packed-refs").write_bytes(packed + b"\n" + b"a" * 40 + b" refs/heads/" + packed)
        Path(folder, "HEAD").write_bytes(head)
        place = Beneath(Path(folder))
        found = refs.Refs(place, place)
        for name in found.under("refs/heads/"):
            name.encode("utf-8")
        try:
            found.head()
            found.find("HEAD")
        except refs.Damaged:
            pass
        finally:
            place.close()


@given(st.binary(max_size=300))
@UNPROVED
def test_any_bytes_are_text_or_not(data: bytes) -> None:
    for marked in (data, b"\xff\xfe" + data, b"\xef\xbb\xbf" + data, b"\xff\xfe\0\0" + data):
        decoded = text.decode(marked)
        assert decoded is None or decoded.encode("utf-8") is not None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
@UNPROVED
def test_text_in_a_unicode_encoding_comes_back_whole(content: str) -> None:
    assert text.decode(content.encode("utf-8")) == content
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert text.decode(content.encode(encoding)) == content


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Coût élevé".encode("utf-16-le"), "Coût élevé"),
        ("Coût élevé".encode("utf-16-be"), "Coût élevé"),
        ("Coût élevé : 12 k€".encode("cp1252"), "Coût élevé : 12 k€"),
        ("Étude complète, coûts détaillés".encode() + b"\xe9", "Étude complète, coûts détaillés\ufffd"),
        (b"", ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
        (bytes(range(1, 256)) * 4, None),
        (b"a\0b", None),
    ],
)
def test_what_is_text_and_what_is_not(data: bytes, expected: str | None) -> None:
    assert text.decode(data) == expected


@given(st.binary(max_size=50))
@UNPROVED
def test_any_name_can_be_shown(raw: bytes) -> None:
    names.shown(names.system(raw)).encode("utf-8")
    names.text(raw).encode("utf-8")


def test_a_lone_half_of_a_character_can_be_shown() -> None:
    assert names.shown("a\ud800b") == r"a\ud800b"


@pytest.mark.parametrize("path", ["", "/a", "a//b", "a/", "../a", "a/..", "./a", ".git/config", "a/.GIT/x", "a/.git"])
def test_paths_that_git_would_never_write(path: str) -> None:
    assert not names.proper(path)


@pytest.mark.parametrize("path", ["a", "a/b.md", ".gitignore", ".github/x", "a/...", "..a", "a.git"])
def test_paths_that_git_writes(path: str) -> None:
    assert names.proper(path)


def test_parsers_are_linear() -> None:
    started = time.process_time()
    config.parse("[a]\n" + "k = \\\n" * 50_000 + '[remote "' + "\\" * 100_000)
    config.parse("[" * 200_000)
    refs.legal("refs/" + "a." * 100_000)
    names.proper("./" * 100_000)
    names.proper("a/" * 100_000 + "x")
    assert time.process_time() - started < 2
