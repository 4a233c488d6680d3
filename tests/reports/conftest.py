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

# a second competency: one requirement short of its words, one that nothing shows, one told and not shown
SECOND = """\
  - id: B1-2
    name: {fr: Suivi, en: Follow-up}
    elements:
      - {id: plan, name: {fr: plan suivi, en: plan followed}, any_of: [B1-2.a]}
      - {id: risks, name: {fr: risques, en: risks}, any_of: [B1-2.b]}
      - {id: roadmap, name: {fr: jalons, en: milestones}, any_of: [B1-2.c]}
    requirements:
      - id: B1-2.a
        clause: suivi du plan
        ask: {fr: Tenez le plan à jour., en: Keep the plan up to date.}
        why: {fr: Un plan figé ne guide plus., en: A frozen plan guides nobody.}
        kind: document
        effort: low
        probes: [{section: {topics: [plan], words: 120, telling: 1}}]
        jury: {fr: Qu’est-ce qui a changé ?, en: What has changed?}
      - id: B1-2.b
        clause: tableau des risques
        ask: {fr: Notez les risques et leur parade., en: Write down the risks and their answer.}
        why: {fr: Un risque prévu coûte moins., en: A foreseen risk costs less.}
        kind: document
        probes: [{table: {columns: [title, impact, mitigation], topics: [risk]}}]
        jury: {fr: Lequel vous a surpris ?, en: Which one surprised you?}
      - id: B1-2.c
        clause: jalons tenus
        ask: {fr: Datez les jalons., en: Date the milestones.}
        why: {fr: Le jury lit les écarts., en: The jury reads the gaps.}
        kind: artefact
        effort: high
        weight: 2
        probes: [{section: {topics: [plan], words: 20, telling: 1, at_most: partial}}]
        jury: {fr: Lequel a glissé ?, en: Which one slipped?}
"""


@pytest.fixture
def audited(make: Make, small: Path) -> Audited:
    """Audit a repository made of path → text, in English unless said otherwise."""
    text = FILES["B1.yml"]
    begin = text.index("          - section:")
    end = text.index("        jury: {fr: Pourquoi")
    (small / "B1.yml").write_text(text[:begin] + QUESTIONS + text[end:] + SECOND, encoding="utf-8")
    for language in ("fr", "en"):
        (small / "guides" / language / "B1-2.md").write_text("# B1-2\n", encoding="utf-8")

    def found(files: Mapping[str, str] = FILES_OF_A_PROJECT, name: str = "capstone", language: str = "en") -> Audit:
        return audit(Request(make(files, name), language=language, checklist=str(small)))

    return found
