"""Audits of small real repositories, by a small checklist that puts every kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from jalon.audit import Audit, Request, audit
from tests.catalogue.conftest import FILES
from tests.cli.conftest import FILES_OF_A_PROJECT, Make, _plain_environment, make, small

__all__ = ["_plain_environment", "make", "small"]

Audited = Callable[..., Audit]
# questions whose evidence holds what the repository wrote: prose, cells, commits, steps, names of files
QUESTIONS = """\
          - section: {topics: [plan], words: 20, telling: 1}
          - table: {columns: [person, role], rows: 1}
          - activity: {commits: 1}
          - pipeline: {does: [test]}
          - code: {facet: frameworks}
          - picture: {topics: [plan]}
"""


@pytest.fixture
def audited(make: Make, small: Path) -> Audited:
    """Audit a repository made of path → text, in English unless said otherwise."""
    text = FILES["B1.yml"]
    begin = text.index("          - section:")
    end = text.index("        jury: {fr: Pourquoi")
    (small / "B1.yml").write_text(text[:begin] + QUESTIONS + text[end:], encoding="utf-8")

    def found(files: Mapping[str, str] = FILES_OF_A_PROJECT, name: str = "capstone", language: str = "en") -> Audit:
        return audit(Request(make(files, name), language=language, checklist=str(small)))

    return found
