"""The documentation agrees with the code: its page of probes, its examples, its figures, its links."""

from __future__ import annotations

import html
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from docs import png, screenshot
from docs.build import PAGE, own_probes, page

from jalon.assessment import Judged, Said
from jalon.audit import Report, Request, audit
from jalon.catalogue import Checklist, load_checklist
from jalon.facts import scaffold, topics
from jalon.facts.content import own_words
from jalon.facts.model import Codebase, Language, SourceFile
from jalon.messages import Say
from jalon.messages.advising import advise

ROOT = Path(__file__).resolve().parents[1]
JUDGING = {"en": ROOT / "docs" / "judging.md", "fr": ROOT / "docs" / "judging.fr.md"}
CHECKLISTS = (ROOT / "docs" / "checklists.md").read_text(encoding="utf-8")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md")), ROOT / "benchmarks" / "README.md"]

# --- probes.md -------------------------------------------------------------------------------------------------------


def test_the_page_of_probes_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python docs/build.py"


def test_every_probe_and_every_parameter_is_on_its_page() -> None:
    sections = dict(re.findall(r"(?ms)^## (\S+)$(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8")))
    assert own_probes()
    for probe in own_probes():
        for field in probe.parameters.__struct_fields__:  # type: ignore[attr-defined]
            assert f"| `{field}` |" in sections[probe.name], f"{probe.name}: {field}"


# --- checklists.md ---------------------------------------------------------------------------------------------------


def files_of(text: str) -> dict[str, str]:
    """The files that a page shows: a name between backquotes on its own line, then a block."""
    return dict(re.findall(r"(?ms)^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", text))


@pytest.fixture
def workshop(tmp_path: Path) -> Checklist:
    """The checklist of the page, as its reader would write it."""
    shown = {path: text for path, text in files_of(CHECKLISTS).items() if path.endswith(".yml")}
    shown |= {f"guides/{language}/W1-1.md": "# A guide\n" for language in ("fr", "en")}
    for path, text in shown.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return load_checklist(tmp_path)


def test_the_checklist_shown_is_valid(workshop: Checklist) -> None:
    assert [one.id for one in workshop.requirements()] == ["W1-1.a", "W1-1.b", "W1-1.c"]
    assert [one.id for one in workshop.deliverables] == ["logbook"]


def test_the_checklist_shown_judges_a_repository(workshop: Checklist, tmp_path: Path) -> None:
    weeks = {1: "the import of the games", 8: "the calendar of the loans", 22: "the page of the late returns"}
    days = "".join(
        f"\n## {day} March 2027\n\nWe worked on {what} with Ada, who tested it at the desk on Saturday, and we "
        f"corrected what she noted on {what}, then showed the result.\n"
        for day, what in weeks.items()
    )
    lessons = (
        "Next time we should have asked first: we learned that nobody needed half of the fields, and that the "
        "desk has no time to read help. We would test on paper and write less code."
    )
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "diary.md").write_text(
        f"# Project diary\n{days}\n## What we learned\n\n{lessons}\n", encoding="utf-8"
    )
    found = audit(Request(repository, checklist=workshop.folder)).report
    assert judged(found, "W1-1").verdict == "met"
    assert [one.state for one in found.deliverables] == ["met"]


def test_the_probe_shown_answers() -> None:
    module: dict[str, Any] = {}
    exec(compile(files_of(CHECKLISTS)["spoken.py"], "spoken.py", "exec"), module)  # our own page, read by its test
    languages = (Language("Python", 4, 900), Language("Go", 1, 250), Language("Shell", 1, 20))
    code = Codebase(languages, (SourceFile("app.py", "Python", 700), SourceFile("main.go", "Go", 250)))
    finding = module["PROBE"].ask(codebase=code, wanted=module["PROBE"].parameters())
    assert (finding.outcome, [one.path for one in finding.evidence]) == ("met", ["app.py", "main.go"])
    finding = module["PROBE"].ask(codebase=code, wanted=module["PROBE"].parameters(at_least=3))
    assert finding.outcome == "partial"
    assert "“2 of 3 languages”" in advise(finding.advice.message, finding.advice.values, Say("en"), {})


# --- judging.md: each rule of evidence, on the example that the page gives -------------------------------------------

WORKFLOW = """\
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install -r requirements.txt
      - run: pytest
"""
DELIVERY = """\
  deploy:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: kubectl apply -f k8s/
"""
BOAST = "# Toy library\n\n## Continuous integration\n\nThe project has a fully automated CI/CD pipeline.\n"
BUDGET = """\
# Budget

| Item | Amount |
| --- | --- |
| Development, 60 days at 320 € | 19,200 € |
| Tests, 12 days at 320 € | 3,840 € |
| Hosting, 12 months | 480 € |
| Training of the volunteers | 480 € |
| Total | 24,000 € |
"""
FORM = """\
# Budget

Describe the project here.

| Item | Amount |
| --- | --- |
| [XX] | XX € |
| Example: hosting | 480 € |
| to be completed | |
| … | … |
"""
OF_THE_USER = """\
# Purse

## Budget

Users enter their monthly budget, the application draws every expense by category and warns them when a budget is
exceeded. They share it with their family, export it and compare the costs of two months, with the amounts in euros.
"""
CHAPTER = """\
# Dossier

## Étude d’opportunité

### Coûts et financement

Le développement coûte 19 200 € (60 jours à 320 €), les tests 3 840 €, l’hébergement 480 € par an et la formation des
bénévoles 480 €. La commune finance 20 000 € par une subvention, l’association paie le reste sur fonds propres ; le
retour sur investissement est attendu en six ans, grâce aux heures de guichet gagnées chaque semaine.
"""
SORTING = """\
# Trio, the application that sorts waste

## Recycling

The user takes a photo of the waste, and the application says which bin it goes to, shows the recycling points nearby
and the carbon saved by each gesture for the planet. Sorting a bottle saves energy.
"""
ASSIGNMENT = """\
# Sujet

Le candidat remet un dossier. Vous devez présenter une étude de faisabilité. Date de rendu : 12 mars 2027.
Barème : 4 points pour l’étude, 3 points pour le budget. Livrables attendus : dossier, code.

"""
CI = ".github/workflows/ci.yml"
EXAMPLES = [
    ({CI: WORKFLOW}, "BC03-1.g", "met"),
    ({"README.md": BOAST}, "BC03-1.g", "missing"),
    ({CI: WORKFLOW.replace("    runs-on", "    if: false\n    runs-on")}, "BC03-1.g", "missing"),
    ({CI: WORKFLOW.replace("pytest", "echo tests OK")}, "BC03-1.g", "missing"),
    ({"notes.md": BUDGET}, "BC01-1.d", "met"),
    ({"notes.md": FORM}, "BC01-1.d", "missing"),
    ({"notes.md": BUDGET.replace("24,000", "25,000")}, "BC01-1.d", "partial"),
    ({"README.md": OF_THE_USER}, "BC01-1.d", "partial"),
    ({"README.md": SORTING}, "T-ECO.a", "missing"),
    ({"README.md": SORTING}, "T-ECO.d", "missing"),
    ({"elsewhere/Dossier BC1.md": CHAPTER}, "BC01-1.d", "met"),
    ({".gitlab-ci.yml": "test:\n  script:\n    - pip install -r requirements.txt\n    - pytest\n"}, "BC03-1.g", "met"),
    ({CI: WORKFLOW + DELIVERY, "CODEOWNERS": "* @ada @grace\n"}, "BC03-3.e", "met"),
    ({CI: WORKFLOW + DELIVERY, "CODEOWNERS": "* @ada @grace\n"}, "BC03-4.d", "met"),
    ({CI: (WORKFLOW + DELIVERY).replace("on: [push]", "on: [workflow_dispatch]")}, "BC03-4.d", "partial"),
    ({"node_modules/toy/budget.md": BUDGET}, "BC01-1.d", "missing"),
    ({"sujet.md": ASSIGNMENT + BUDGET}, "BC01-1.d", "missing"),
]


def report(folder: Path, files: dict[str, str]) -> Report:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return audit(Request(folder)).report


def judged(found: Report, wanted: str) -> Judged:
    return next(one for block in found.blocks for one in block.competencies if one.id == wanted)


def said(found: Report, wanted: str) -> Said:
    return next(one for one in judged(found, wanted.partition(".")[0]).requirements if one.id == wanted)


@pytest.mark.parametrize(("files", "requirement", "outcome"), EXAMPLES)
def test_an_example_of_a_rule_of_evidence_holds(
    files: dict[str, str], requirement: str, outcome: str, tmp_path: Path
) -> None:
    assert said(report(tmp_path, files), requirement).outcome == outcome


def test_one_pipeline_meets_both_elements_and_leaves_the_score_far_from_full(tmp_path: Path) -> None:
    found = judged(report(tmp_path, {CI: WORKFLOW}), "BC03-1")
    assert found.verdict == "met"
    assert found.score < 0.7


def test_what_is_set_aside_is_told(tmp_path: Path) -> None:
    found = report(tmp_path, {"sujet.md": ASSIGNMENT, "node_modules/toy/index.js": "x = 1\n"})
    assert {one.reason for one in found.repositories[0].ignored} == {"brief", "vendored"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_forms_quoted_earn_nothing(language: str) -> None:
    text = JUDGING[language].read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(("| **Filled in", "| **Rempli")))
    quoted = [one.strip("\u00a0 ") for one in re.findall(r"[“«]([^”»]+)[”»]", row.split("|")[3])]
    assert len(quoted) == 3
    assert [own_words(one) for one in quoted[:2]] == [0, 0]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_figures_given_are_those_of_the_code(language: str) -> None:
    text = JUDGING[language].read_text(encoding="utf-8")
    assert {"en": "5 new lines", "fr": "5 lignes nouvelles"}[language] in text
    assert {"en": "30 different lines of own code", "fr": "30 lignes différentes de son propre code"}[language] in text
    assert (scaffold.OWN_LINES, scaffold.OWN_SHARE, scaffold.OWN_CODE) == (5, 0.5, 30)
    assert Say(language)("report.untouched") in text
    assert f"more than {topics.LONGEST_HEADING} words" in CHECKLISTS


def test_both_languages_tell_the_same_story() -> None:
    shapes = [
        [
            re.match(r"#+|\||- |\d\. |$", line)[0]
            for line in path.read_text(encoding="utf-8").splitlines()
            if plain(line)
        ]  # type: ignore[index]
        for path in JUDGING.values()
    ]
    assert shapes[0] == shapes[1]


def plain(line: str) -> bool:
    return bool(re.match(r"#+ |\||- |\d\. |$", line))


# --- every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [one for one in targets if ":" not in one and not (path.parent / one).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_of_the_project_that_a_page_names_exist(path: Path) -> None:
    named = re.findall(
        r"`((?:kit|checklists|docs|benchmarks|pipelines|templates)/[\w./-]*[\w/])`", path.read_text("utf-8")
    )
    assert [one for one in named if not (ROOT / one).exists()] == []


# --- report.png ------------------------------------------------------------------------------------------------------


def test_the_capstone_of_the_picture_shows_every_verdict(tmp_path: Path) -> None:
    found = audit(Request(screenshot.make(tmp_path / screenshot.NAME), blocks=screenshot.BLOCKS)).report
    assert {one.verdict for block in found.blocks for one in block.competencies} == {"met", "partial", "missing"}
    assert found.repositories[0].dirty is False


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_to_photograph_holds_the_whole_report(language: str, tmp_path: Path) -> None:
    said = screenshot.report(screenshot.make(tmp_path / screenshot.NAME), language)
    shown = html.unescape(re.sub(r"<[^>]+>", "", screenshot.html(said)))
    assert Say(language)("report.not-acquired") in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= screenshot.COLUMNS + 2


def test_the_picture_is_small_and_readable() -> None:
    picture = (ROOT / "docs" / "report.png").read_bytes()
    width, bits, kind = struct.unpack(">I4xBB", picture[16:26])
    assert len(picture) < 150_000
    assert (width, bits, kind) == (screenshot.LETTER * screenshot.COLUMNS + 2 * screenshot.MARGIN, 8, 3)


def encoded(rows: list[list[tuple[int, int, int]]], kind: int) -> bytes:
    """A picture whose every row went through one of the five filters, as its definition says."""
    size, lines = len(rows[0]) * 3, b""
    above = [0] * size
    for row in rows:
        line = [value for pixel in row for value in pixel]
        left, corner = [0, 0, 0, *line], [0, 0, 0, *above]
        lines += bytes([kind])
        for at, value in enumerate(line):
            a, b, c = left[at], above[at], corner[at]
            nearest = sorted((a, b, c), key=lambda one: abs(a + b - c - one))[0]
            lines += bytes([(value - (0, a, b, (a + b) // 2, nearest)[kind]) % 256])
        above = line
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return png.SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


@pytest.mark.parametrize("kind", range(5))
def test_a_picture_of_few_colours_keeps_them(kind: int) -> None:
    rows = [[(x * 40, y * 60, (x + y) % 7 * 30) for x in range(6)] for y in range(4)]
    small = png.indexed(encoded(rows, kind))
    shown = struct.unpack(">I4s", small[33:41])
    colours = [tuple(small[41 + at : 44 + at]) for at in range(0, shown[0], 3)]
    data = zlib.decompress(small[41 + shown[0] + 12 : -16])
    assert shown[1] == b"PLTE"
    assert [[colours[one] for one in data[at + 1 : at + 7]] for at in range(0, len(data), 7)] == rows


@pytest.mark.parametrize(
    "wrong", [b"", b"GIF89a", png.SIGNATURE + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", 1, 1, 1, 0, 0, 0, 0, 0)]
)
def test_another_kind_of_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="not a"):
        png.indexed(wrong)
