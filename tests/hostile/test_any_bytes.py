"""Any bytes under any name that a reader cares for give a report and an exit code; no repository harms the next."""

from __future__ import annotations

import gc
import json
import shutil
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jalon.audit
from jalon.audit import Request, audit
from jalon.catalogue import built_in
from jalon.messages import Say
from jalon.reports import FORMATS, Style, render
from jalon.snapshot import NotReadable
from tests.hostile.bombs import bombs
from tests.hostile.conftest import Spoilt
from tests.hostile.judge import Judged, commanded
from tests.hostile.readers import READERS
from tests.snapshot.repos import Repo

NAMES = [
    "README.md",
    "readme",
    "a.txt",
    "a.adoc",
    "a.rst",
    "a.html",
    "a.csv",
    "a.tsv",
    "a.ipynb",
    "a.docx",
    "a.xlsx",
    "a.pptx",
    "a.odt",
    "a.ods",
    "a.odp",
    "a.pdf",
    "a.mmd",
    "a.puml",
    "a.dot",
    "a.dsl",
    "a.bpmn",
    "a.drawio",
    "a.svg",
    "a.png",
    ".github/workflows/a.yml",
    ".gitlab-ci.yml",
    "Jenkinsfile",
    ".circleci/config.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    ".travis.yml",
    "package.json",
    "pyproject.toml",
    "pom.xml",
    "tox.ini",
    "Makefile",
    "noxfile.py",
    "docker-compose.yml",
    "Dockerfile",
    "requirements.txt",
    "jalon.toml",
    ".gitignore",
    ".gitattributes",
    ".mailmap",
    ".gitmodules",
    "CODEOWNERS",
    "svn-log.xml",
    "src/a.py",
    "src/a.js",
    "src/a.vue",
    "src/a.jsx",
    "src/a.php",
    "src/a.java",
    "a.tf",
    "a.sql",
    "openapi.yaml",
    "LICENSE",
    ".env",
    ".git/config",
    ".git/HEAD",
    ".git/index",
    ".git/packed-refs",
    ".git/shallow",
    ".git/info/exclude",
    ".git/commondir",
    ".git/objects/info/alternates",
]
REFUSED = {"no-history", "unknown-revision"}

any_bytes = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=150).map(str.encode),
    st.sampled_from([seed for reader in READERS.values() for seed in reader.seeds]),
    st.sampled_from([b"[" * 3_000, b"{" * 3_000, b"<a>" * 3_000, b"- " * 3_000, b"\0" * 3_000, b"\xff\xfe" * 1_000]),
)


@pytest.fixture(scope="module")
def loaded(_loaded_once: None) -> None:
    jalon.audit.load_checklist(built_in()["rncp38822"])


@given(st.dictionaries(st.sampled_from(NAMES), any_bytes, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_under_any_name_give_a_report(loaded: None, honest_repository: Repo, files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(honest_repository.path, folder, dirs_exist_ok=True)
        for name, data in files.items():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(data)
        found = audit(Request(Path(folder), language="en"))
        assert found.report.summary["error"] == 0
        assert found.report.repositories[0].files >= 8
        for name in FORMATS:
            assert render(name, found, Say("en"), Style(details=True))
        json.loads(render("json", found, Say("fr"), Style()))


@pytest.mark.parametrize("name", ["json", "terminal"])
def test_soup_everywhere_through_the_command_line(spoilt: Spoilt, name: str) -> None:
    seeds = [seed for reader in READERS.values() for seed in reader.seeds]
    for number, path in enumerate(one for one in NAMES if not one.startswith(".git/")):
        spoilt.put(path, seeds[number * 7 % len(seeds)][: 50 + number] + bytes(range(256)))
    ran = commanded("check", spoilt.repo.path, "--format", name)
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["schema"] if name == "json" else ran.out


def test_one_bad_repository_never_affects_the_next(
    loaded: None, honest_repository: Repo, honest: Judged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bad and good in turn, in one process: the good one is always worth the same, and nothing of the bad one stays."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    expected = audit(Request(honest_repository.path, language="en")).report
    gc.collect()
    before = _held()
    all_bombs = bombs()
    for number, name in enumerate(sorted(all_bombs)[::4]):
        path, data = all_bombs[name]
        bad = tmp_path / f"bad{number}"
        shutil.copytree(honest_repository.path, bad)
        (bad / path).parent.mkdir(parents=True, exist_ok=True)
        (bad / path).write_bytes(data)
        if number % 3 == 0:
            (bad / ".git/HEAD").write_bytes(b"\0")
        if number % 5 == 0:
            shutil.rmtree(bad / ".git/objects")
        try:
            audit(Request(bad, at="HEAD" if number % 2 else ""))
        except NotReadable as error:
            assert error.reason in REFUSED
        shutil.rmtree(bad)
        assert list(scratch.iterdir()) == []
    with pytest.raises(NotReadable):
        audit(Request(tmp_path / "missing"))
    assert audit(Request(honest_repository.path, language="en")).report == expected
    gc.collect()
    assert _held() == before


def _held() -> tuple[int, set[str], int]:
    """Open files, child processes and threads of this process (empty where the system does not tell)."""
    here = Path("/proc/self")
    if not here.exists():
        return 0, set(), 0
    children = {one for task in (here / "task").iterdir() for one in (task / "children").read_text().split()}
    return len(list((here / "fd").iterdir())), children, threading.active_count()
