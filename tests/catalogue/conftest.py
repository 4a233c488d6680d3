"""A small checklist, whole and right, in which each test makes one mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jalon.catalogue import Checklist, InvalidChecklist, find_checklist, load_checklist

FILES = {
    "checklist.yml": """\
id: small
version: "1"
name: {fr: Petit, en: Small}
level: 7
ends: 2028-03-27
source: nobody
blocks: [B1]
""",
    "B1.yml": """\
id: B1
name: {fr: Bloc, en: Block}
competencies:
  - id: B1-1
    name: {fr: Plan, en: Plan}
    elements:
      - id: plan
        name: {fr: plan, en: plan}
        any_of: [B1-1.a]
    requirements:
      - id: B1-1.a
        clause: un plan
        ask: {fr: Écrivez un plan., en: Write a plan.}
        why: {fr: Pour voir loin., en: To see far.}
        kind: document
        weight: 3
        probes:
          - section:
              topics: [plan]
              words: 40
              holds: {date: 1}
          - revised: {topics: [roadmap], at_most: partial}
          - gate: {}
        jury: {fr: Pourquoi ce plan ?, en: Why this plan?}
      - id: B1-1.b
        clause: afin de voir
        ask: {fr: Montrez-le., en: Show it.}
        why: {fr: Pour convaincre., en: To convince.}
        kind: jury
        jury: {fr: Le croyez-vous ?, en: Do you believe in it?}
""",
    "topics/B1.yml": """\
- id: plan
  heading: [plan, planning]
  body: [étape]
- {id: risk, heading: [risque]}
""",
    "deliverables/roadmap.yml": """\
id: roadmap
name: {fr: Feuille de route, en: Roadmap}
kind: document
competencies: [B1-1]
contains:
  - id: milestones
    probes:
      - section: {topics: [plan], within: [roadmap]}
""",
    "names.yml": """\
plan: {fr: le plan, en: the plan}
risk: {fr: les risques, en: risks}
roadmap: {fr: la feuille de route, en: the roadmap}
""",
    "evaluation.yml": """\
- id: M-01
  clause: vingt minutes
  rule: {fr: Vingt minutes., en: Twenty minutes.}
  implies: {fr: Chronométrez., en: Time it.}
""",
    "guides/fr/B1-1.md": "# B1-1\n",
    "guides/en/B1-1.md": "# B1-1\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of the small checklist."""
    for name, text in FILES.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "small"


@pytest.fixture
def faults(small: Path) -> Callable[..., list[tuple[str, int, str]]]:
    """Replace a piece of one file and give the faults as (file, line, message)."""

    def found(file: str, old: str, new: str) -> list[tuple[str, int, str]]:
        path = small / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, "the piece to replace must be there once"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InvalidChecklist) as caught:
            load_checklist(small)
        return [(Path(one.path).relative_to(small).as_posix(), one.line, one.message) for one in caught.value.faults]

    return found


@pytest.fixture(scope="session")
def shipped() -> Checklist:
    """The built-in checklist."""
    return load_checklist(find_checklist("rncp38822"))
