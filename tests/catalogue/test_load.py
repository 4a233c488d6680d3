"""A mistake in a checklist is told with its file and its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.catalogue import InvalidChecklist, built_in, find_checklist, load_checklist
from jalon.catalogue.fault import line_of
from jalon.probes.history import Revised
from tests.catalogue.conftest import FILES

Faults = Callable[..., list[tuple[str, int, str]]]


def test_a_right_checklist_is_read_whole(small: Path) -> None:
    found = load_checklist(small)
    assert [one.id for one in found.requirements()] == ["B1-1.a", "B1-1.b"]
    first = next(found.requirements())
    assert [(one.name, one.at_most) for one in first.probes] == [
        ("section", "met"),
        ("revised", "partial"),
        ("gate", "met"),
    ]
    assert first.probes[1].parameters == Revised(topics=("roadmap",))
    assert [one.id for one in found.topics] == ["plan", "risk"]
    assert (found.name.in_("fr"), found.name.in_("en")) == ("Petit", "Small")


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("checklist.yml", "level: 7", "levle: 7", ("checklist.yml", 4, "shape")),
        ("checklist.yml", "level: 7", "level: seven", ("checklist.yml", 4, "shape")),
        ("checklist.yml", "level: 7\n", "", ("checklist.yml", 1, "shape")),
        ("checklist.yml", "2028-03-27", "2028-13-27", ("checklist.yml", 0, "syntax")),
        ("B1.yml", "weight: 3", "wieght: 3", ("B1.yml", 16, "shape")),
        ("B1.yml", "weight: 3", "weight: 9", ("B1.yml", 16, "shape")),
        ("B1.yml", "weight: 3", "weight: heavy", ("B1.yml", 16, "shape")),
        ("B1.yml", "kind: document", "kind: paper", ("B1.yml", 15, "shape")),
        ("B1.yml", "clause: un plan", "clause: ''", ("B1.yml", 12, "shape")),
        ("B1.yml", "ask: {fr: Montrez-le., en: Show it.}", "ask: {fr: Montrez-le.}", ("B1.yml", 27, "shape")),
        ("B1.yml", "words: 40", "wrods: 40", ("B1.yml", 20, "shape")),
        ("B1.yml", "words: 40", "words: many", ("B1.yml", 20, "shape")),
        ("B1.yml", "holds: {date: 1}", "holds: {date: one}", ("B1.yml", 21, "shape")),
        ("B1.yml", "- gate: {}", "- gaet: {}", ("B1.yml", 23, "shape")),
        ("B1.yml", "- gate: {}", "- gate", ("B1.yml", 23, "shape")),
        ("B1.yml", "- gate: {}", "- {gate: {}, platform: {}}", ("B1.yml", 23, "shape")),
        ("B1.yml", "- gate: {}", "- gate: now", ("B1.yml", 23, "shape")),
        ("B1.yml", "- gate: {}", "- gate: [now]", ("B1.yml", 23, "shape")),
        ("B1.yml", "at_most: partial", "at_most: never", ("B1.yml", 22, "shape")),
        ("B1.yml", "name: {fr: Bloc, en: Block}", "name: {fr: Bloc, en: [Block}", ("B1.yml", 2, "syntax")),
        ("B1.yml", "weight: 3", "weight: 3\n        kind: jury", ("B1.yml", 17, "syntax")),
        ("B1.yml", "kind: document", "kind: document\x07", ("B1.yml", 0, "syntax")),
        ("topics/B1.yml", "- {id: risk", "- {di: risk", ("topics/B1.yml", 4, "shape")),
        ("topics/B1.yml", "body: [étape]", "body: étape", ("topics/B1.yml", 3, "shape")),
        ("evaluation.yml", "clause: vingt minutes", "clause: 20", ("evaluation.yml", 2, "shape")),
        ("deliverables/roadmap.yml", "kind: document", "kind: novel", ("deliverables/roadmap.yml", 3, "shape")),
    ],
)
def test_what_does_not_fit_the_types(
    faults: Faults, file: str, old: str, new: str, fault: tuple[str, int, str]
) -> None:
    assert faults(file, old, new) == [fault]


ROADMAP = "deliverables/roadmap.yml"
RULE = "- {id: M-01, clause: un jury, rule: {fr: a, en: b}, implies: {fr: a, en: b}}\n"
PLAN = "  - {id: milestones, probes: [{gate: {}}]}\n"
ELEMENT = "      - {id: plan, name: {fr: a, en: b}, any_of: [B1-1.a]}\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("B1.yml", "- id: B1-1.b", "- id: B1-1.a", ("B1.yml", 25, "repeated-id")),
        ("B1.yml", "    requirements:\n", f"{ELEMENT}    requirements:\n", ("B1.yml", 10, "repeated-id")),
        ("topics/B1.yml", "{id: risk", "{id: plan", ("topics/B1.yml", 4, "repeated-id")),
        (
            ROADMAP,
            "contains:\n",
            f"contains:\n{PLAN}",
            (ROADMAP, 7, "repeated-id"),
        ),
        ("evaluation.yml", "- id: M-01\n", f"{RULE}- id: M-01\n", ("evaluation.yml", 2, "repeated-id")),
        ("B1.yml", "id: B1\n", "id: B2\n", ("B1.yml", 1, "block-id")),
        ("B1.yml", "any_of: [B1-1.a]", "any_of: [B1-1.a, B1-1.z]", ("B1.yml", 9, "unknown-requirement")),
        ("B1.yml", "any_of: [B1-1.a]", "any_of: [B1-1.b]", ("B1.yml", 9, "jury-in-element")),
        ("B1.yml", "kind: jury", "kind: document", ("B1.yml", 25, "probes-and-kind")),
        ("B1.yml", "topics: [plan]", "topics: [paln]", ("B1.yml", 19, "unknown-topic")),
        ("B1.yml", "topics: [roadmap]", "topics: [roadmap, raod]", ("B1.yml", 22, "unknown-topic")),
        (
            ROADMAP,
            "within: [roadmap]",
            "within: [map]",
            (ROADMAP, 8, "unknown-topic"),
        ),
        (ROADMAP, "[B1-1]", "[B1-9]", (ROADMAP, 4, "unknown-competency")),
    ],
)
def test_what_does_not_hang_together(
    faults: Faults, file: str, old: str, new: str, fault: tuple[str, int, str]
) -> None:
    assert fault in faults(file, old, new)


def test_a_jury_requirement_with_a_probe_is_a_fault(faults: Faults) -> None:
    assert faults("B1.yml", "        kind: jury\n", "        kind: jury\n        probes: [{gate: {}}]\n") == [
        ("B1.yml", 25, "probes-and-kind")
    ]


def test_a_guide_that_lacks_is_named(small: Path) -> None:
    (small / "guides/en/B1-1.md").unlink()
    with pytest.raises(InvalidChecklist) as caught:
        load_checklist(small)
    assert [(one.message, one.path) for one in caught.value.faults] == [("no-guide", str(small / "guides/en/B1-1.md"))]


@pytest.mark.parametrize(
    ("file", "content"), [("B1.yml", None), ("evaluation.yml", None), ("B1.yml", b"\xff\xfe\x00id")]
)
def test_a_file_that_cannot_be_read_is_a_fault(small: Path, file: str, content: bytes | None) -> None:
    if content is None:
        (small / file).unlink()
    else:
        (small / file).write_bytes(content)
    with pytest.raises(InvalidChecklist) as caught:
        load_checklist(small)
    assert [(one.path, one.line, one.message) for one in caught.value.faults] == [(str(small / file), 0, "unreadable")]


def test_every_fault_is_told_at_once(small: Path) -> None:
    for file, old in (("B1.yml", "weight: 3"), ("topics/B1.yml", "heading: [risque]")):
        text = FILES[file].replace(old, "wrong: 1")
        (small / file).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidChecklist) as caught:
        load_checklist(small)
    told = [Path(one.path).relative_to(small).as_posix() for one in caught.value.faults]
    assert told == ["B1.yml", "topics/B1.yml"]


def test_on_is_the_name_of_a_parameter_and_oui_a_word(small: Path) -> None:
    text = FILES["B1.yml"].replace("- gate: {}", "- pipeline: {does: [test], on: [push], automatic: true}")
    (small / "B1.yml").write_text(text, encoding="utf-8")
    assert next(load_checklist(small).requirements()).probes[2].parameters.on == ("push",)


def test_the_digest_covers_every_file(small: Path) -> None:
    before = load_checklist(small).sha256
    assert load_checklist(small).sha256 == before
    (small / "topics/B1.yml").write_text(FILES["topics/B1.yml"] + "# un mot\n", encoding="utf-8")
    assert load_checklist(small).sha256 != before


def test_a_checklist_is_found_by_its_id_or_by_its_folder(small: Path) -> None:
    assert find_checklist("rncp38822") == built_in()["rncp38822"]
    assert find_checklist(str(small)) == small
    with pytest.raises(InvalidChecklist) as caught:
        find_checklist("rncp99999")
    assert caught.value.faults[0].values == {"known": "rncp38822"}


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("$", 1),
        ("$.name", 2),
        ("$.name.en", 2),
        ("$.list", 3),
        ("$.list[1]", 5),
        ("$.list[1].deep", 6),
        ("$.list[1].deep.down", 7),
        ("$.list[9]", 3),
        ("$.nothing.at.all", 1),
        ("$.name[0]", 2),
    ],
)
def test_the_line_of_a_place(where: str, line: int) -> None:
    text = "id: x\nname: {fr: a, en: b}\nlist:\n  - one\n  - two: 2\n    deep:\n      down: 1\n"
    assert line_of(text, where) == line


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_written_is_a_checklist_or_its_faults(small: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from([name for name in FILES if name.endswith(".yml")]))
    text = FILES[file]
    place = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    piece = data.draw(st.text(alphabet=st.characters(codec="utf-8"), max_size=6))
    (small / file).write_text(text[:place] + piece + text[place + length :], encoding="utf-8", newline="")
    try:
        load_checklist(small)
    except InvalidChecklist as error:
        assert all(one.path and one.message for one in error.faults)
        assert error.faults
    finally:
        (small / file).write_text(text, encoding="utf-8")
