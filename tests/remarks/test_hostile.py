"""Whatever a repository holds, remarks end soon."""

from __future__ import annotations

import time

import pytest

from tests.remarks.conftest import Told

ROWS = 3_000
CASES = {
    "ids": {
        "a.csv": "Id,Exigence,Priorité\n" + "".join(f"R-{n},besoin {n},haute\n" for n in range(ROWS)),
        "b.csv": "Id test,Exigence,Attendu\n" + "".join(f"T-{n},R-{n + 10_000},bien\n" for n in range(ROWS)),
        "c.md": "# Texte\n\n" + "un mot de plus. " * 40_000,
    },
    "links": {"a.md": "# Liens\n\n" + "".join(f"[x](y{n}.md) " for n in range(40_000))},
    "claims": {"a.md": "# Équipe\n\n" + "une équipe de " * 30_000 + "\n\n" + "6 sprints de " * 30_000},
    "telephones": {"a.md": "# Joindre\n\n" + "06 81 " * 60_000 + "a@" * 60_000},
    "targets": {"a.md": "# Liens\n\n[x](" + "a." * 20_000 + ")\n\n[y](" + "../" * 20_000 + ")\n"},
    "services": {
        "compose.yml": "services:\n" + "".join(f"  s{n}:\n    image: postgres\n" for n in range(ROWS)),
        "a.md": "# Schémas\n" + "\n```mermaid\nC4Container\n  Container(s1, \"postgres\", \"\")\n```\n" * 500,
    },
    "decisions": {f"adr/{n:04}-x.md": "# X\n\n" + "remplace ADR-" * 3_000 for n in range(20)},
    "many decisions": {f"adr/{n:04}-x.md": "# X\n\nRemplacée par ADR-9999.\n" for n in range(1, ROWS)},
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(CASES))
def test_no_repository_exhausts_the_remarks(told: Told, case: str) -> None:
    begin = time.monotonic()
    assert len(told(CASES[case])) < 400
    assert time.monotonic() - begin < 60
