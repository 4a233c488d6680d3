"""The types of a checklist. A YAML file that does not fit them fails on load, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from jalon.typography import typeset

Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)]
Ceiling = Literal["met", "partial"]


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same sentence in the two languages; neither may be empty."""

    fr: Annotated[str, Meta(min_length=1)]
    en: Annotated[str, Meta(min_length=1)]

    def in_(self, language: str) -> str:
        """The sentence in `language` ("fr" or "en"), with the spacing of that language."""
        return typeset(self.fr if language == "fr" else self.en, language)


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other names in the two languages; either list may be empty."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subject and the words that betray it.

    `heading` cues count in a heading, a title or a file name; `body` cues in running text. Cues are words without
    accent or plural; a final `*` accepts any ending. A heading that holds one of the `unless` cues speaks of something
    else: a « journal des modifications » is no journal of the work.
    """

    id: Identifier
    heading: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class ProbeCall(msgspec.Struct, frozen=True):
    """A question put to the facts: the probe's name and its parameters, already of the probe's own type."""

    name: str
    parameters: Any
    at_most: Ceiling = "met"


class Element(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a verdict counts: met as soon as `at_least` of its requirements are, partial from one partial on."""

    id: Identifier
    name: Text
    any_of: Annotated[tuple[str, ...], Meta(min_length=1)]
    at_least: Annotated[int, Meta(ge=1)] = 1


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clause of the sheet: what it asks, why, how a program looks and what only a jury can tell.

    `probes` is empty exactly for the kind "jury". `weight` counts in the score.
    """

    id: Identifier
    clause: Annotated[str, Meta(min_length=2, max_length=120)]
    ask: Text
    why: Text
    kind: Literal["artefact", "document", "history", "jury"]
    jury: Text
    effort: Literal["low", "medium", "high"] = "medium"
    weight: Annotated[int, Meta(ge=1, le=5)] = 1
    probes: tuple[ProbeCall, ...] = ()


class Competency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A competency of the sheet with its requirements and the elements of its verdict.

    `blind_spots` says what the program is known not to see.
    """

    id: Identifier
    name: Text
    elements: Annotated[tuple[Element, ...], Meta(min_length=1)]
    requirements: Annotated[tuple[Requirement, ...], Meta(min_length=1)]
    blind_spots: Text | None = None


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A block of competencies."""

    id: Identifier
    name: Text
    competencies: Annotated[tuple[Competency, ...], Meta(min_length=1)]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a register: its canonical id, its header in each language and its Table Schema type."""

    id: Identifier
    name: Text
    type: Literal["string", "integer", "number", "date", "boolean"] = "string"
    required: bool = False
    values: Names = Names()
    hint: Text | None = None


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a filled deliverable contains: a heading and a hint for whoever writes it, probes for whoever reads it."""

    id: Identifier
    probes: Annotated[tuple[ProbeCall, ...], Meta(min_length=1)]
    heading: Text | None = None
    hint: Text | None = None


class Deliverable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a student hands in. `place` is where the template puts it; `usual` where it is often found (globs).

    `norm` names a list of `checklists/norms/` whose criteria are the rows of a register: the columns `id`, `category`
    (theme), `title` (question) and `priority` are then filled by the template.
    """

    id: Identifier
    name: Text
    kind: Literal["document", "register", "diagram", "code", "configuration"]
    competencies: Annotated[tuple[str, ...], Meta(min_length=1)]
    contains: Annotated[tuple[Part, ...], Meta(min_length=1)]
    also: Names = Names()
    place: str = ""
    usual: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    norm: str = ""


class EvaluationRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of the evaluation itself (dossier, jury, partial validation…): shown, never scored."""

    id: Identifier
    clause: Annotated[str, Meta(min_length=2, max_length=120)]
    rule: Text
    implies: Text


# What a topic or a deliverable is called inside a sentence: a noun phrase that completes « une section sur … ».
SubjectNames = dict[Identifier, Text]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """checklist.yml: the identity of the certification and the files of its blocks, in order."""

    id: Identifier
    version: str
    name: Text
    blocks: Annotated[tuple[str, ...], Meta(min_length=1)]
    level: int
    ends: date
    source: str


class Checklist(msgspec.Struct, frozen=True):
    """A certification as data. `sha256` covers every file it was read from.

    `names` says what each topic and deliverable is called inside a sentence, by id.
    """

    id: str
    version: str
    name: Text
    level: int
    ends: date
    source: str
    blocks: tuple[Block, ...]
    deliverables: tuple[Deliverable, ...]
    topics: tuple[Topic, ...]
    evaluation: tuple[EvaluationRule, ...]
    sha256: str
    folder: str
    names: Mapping[str, Text] = {}

    def competencies(self) -> Iterator[Competency]:
        """Every competency, in the order of the sheet."""
        for block in self.blocks:
            yield from block.competencies

    def requirements(self) -> Iterator[Requirement]:
        """Every requirement, in the order of the sheet."""
        for competency in self.competencies():
            yield from competency.requirements
