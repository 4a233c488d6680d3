"""The shapes of facts: what was read from a repository, with its place, and no opinion in it.

Every reader fills these structures and every probe reads them; nothing else crosses between the two rooms.
Paths are POSIX, relative to the root of the repository. Lines, pages and slides count from 1.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class At(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in a file: a line, a page (or slide), a cell of a sheet, or a commit."""

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    commit: str | None = None


# --- inventory -----------------------------------------------------------------------------------------------------


class Ignored(msgspec.Struct, frozen=True):
    """A file or a whole folder (`path` ends with `/`) that is not the candidates' work, and why.

    reason: vendored · environment · generated · lockfile · brief · grid · sheet · framework-readme · example ·
    collection · settings-of-tools · report (one of ours) · settings (set aside by the repository's own `jalon.toml`) ·
    of a document read whole: word-list · repeated · copied · shipped · filler (see `jalon.facts.padding`)
    """

    path: str
    reason: str


class Inventory(msgspec.Struct, frozen=True):
    """The files that count (`files`, sorted) and those that do not (`ignored`, a folder once)."""

    files: tuple[str, ...]
    ignored: tuple[Ignored, ...] = ()


# --- documents -----------------------------------------------------------------------------------------------------


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph, list item, quote or task; plain text without markup, on one line.

    kind: prose · item · quote · task · task-done · caption
    """

    text: str
    at: At = At()
    kind: str = "prose"


class Table(msgspec.Struct, frozen=True):
    """A table: a header row (empty when there is none) and rows of the same width, cells as plain text.

    `lines` gives, for each row, its line (or its row of the sheet) when that is known; `cut` says that more rows
    stood there than were kept.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: At = At()
    name: str = ""
    lines: tuple[int, ...] = ()
    cut: bool = False


class Code(msgspec.Struct, frozen=True):
    """A fenced or indented block; `language` in lower case, empty when unknown."""

    language: str
    text: str
    at: At = At()


class Figure(msgspec.Struct, frozen=True):
    """An image: its target (path or address, empty when embedded) and its text alternative."""

    target: str
    alternative: str
    at: At = At()


class Link(msgspec.Struct, frozen=True):
    """A hyperlink: target as written, and its text."""

    target: str
    text: str
    at: At = At()


class Section(msgspec.Struct, frozen=True):
    """What stands under one heading, up to the next heading of any level.

    `level` is 0 for what precedes the first heading; `trail` holds the ancestors' headings, outermost first.
    `comments` are hidden comments (HTML, AsciiDoc): the template's hints live there.
    """

    heading: str
    level: int
    trail: tuple[str, ...] = ()
    at: At = At()
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    code: tuple[Code, ...] = ()
    figures: tuple[Figure, ...] = ()
    links: tuple[Link, ...] = ()
    comments: tuple[str, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """A text that people read, whatever its format.

    format: markdown · asciidoc · restructuredtext · text · html · notebook · docx · odt · pptx · odp · xlsx · ods ·
    csv · pdf. language: "fr", "en" or None when the detector abstains. `words` counts the paragraphs' words.
    `metadata` holds the keys of a front matter (status, date…) in lower case; `cut` says that the document was longer
    than what was kept. `digest` stands for the bytes it was read from, when something is remembered of them.
    """

    path: str
    format: str
    title: str
    language: str | None
    sections: tuple[Section, ...]
    words: int = 0
    metadata: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    digest: bytes = b""

    def identity(self) -> bytes:
        """What differs as soon as anything that was read from the file does."""
        return self.digest or msgspec.msgpack.encode(self)


class Unread(msgspec.Struct, frozen=True):
    """A file that could not be read, and why: too-large · too-deep · encrypted · damaged · timeout · not-text…"""

    path: str
    reason: str


class Documents(msgspec.Struct, frozen=True):
    """Every document, sorted by path, the files that could not be read, and those that, once read, are not theirs."""

    items: tuple[Document, ...]
    unread: tuple[Unread, ...] = ()
    ignored: tuple[Ignored, ...] = ()


class Amount(msgspec.Struct, frozen=True):
    """A figure with its unit as written in lower case: €, k€, %, ms, s, h, j, users…"""

    value: float
    unit: str


# --- pipelines -----------------------------------------------------------------------------------------------------


class Step(msgspec.Struct, frozen=True):
    """One step of a job.

    kinds: lint · format · types · test · coverage · build · image · scan · secrets · sbom · accessibility · deploy ·
    release · publish · notify · checkout · setup (none when it does nothing recognised, such as a bare `echo`).
    `levels` says which tests it runs when that can be told: unit · integration · end-to-end · security ·
    accessibility · performance.
    """

    name: str
    commands: tuple[str, ...] = ()
    uses: str = ""
    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    at: At = At()
    disabled: bool = False
    may_fail: bool = False


class Job(msgspec.Struct, frozen=True):
    """A job: `disabled` when it can never run (`if: false`, hidden job); `manual` when a person must start it;
    `gate` when the file itself has a person decide before it (GitLab's `when: manual`, Jenkins' `input`…); `approval`
    then, and also when its environment is named as protected ones are, which only the platform knows; `triggers` that
    can reach it."""

    name: str
    steps: tuple[Step, ...] = ()
    needs: tuple[str, ...] = ()
    stage: str = ""
    environment: str = ""
    triggers: tuple[str, ...] = ()
    disabled: bool = False
    manual: bool = False
    approval: bool = False
    gate: bool = False
    may_fail: bool = False
    at: At = At()


class Pipeline(msgspec.Struct, frozen=True):
    """A pipeline file of any platform: github · gitlab · jenkins · circleci · azure ·
    bitbucket · travis · woodpecker (and Drone); Gitea and Forgejo read the files of github.

    triggers: push · merge-request · schedule · manual · tag · release · call (called by another pipeline).
    `problems` are faults of the file in plain English; a file with `valid=False` runs nowhere. `follows` names the
    workflows after which this one starts. `unread`: "" or why nothing of it could be read (damaged · too-deep ·
    too-large).
    """

    path: str
    platform: str
    name: str = ""
    triggers: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = ()
    valid: bool = True
    problems: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    unread: str = ""


class Pipelines(msgspec.Struct, frozen=True):
    """Every pipeline of the repository, sorted by path, and the files of pipelines that could not be read."""

    items: tuple[Pipeline, ...] = ()
    unread: tuple[Unread, ...] = ()


# --- codebase ------------------------------------------------------------------------------------------------------


class Language(msgspec.Struct, frozen=True):
    """A programming language: its files and its lines that are not blank."""

    name: str
    files: int
    lines: int


class Dependency(msgspec.Struct, frozen=True):
    """A declared dependency: ecosystem is pypi · npm · maven · composer · go · cargo · nuget · gem…"""

    name: str
    ecosystem: str
    version: str = ""
    development: bool = False
    path: str = ""


class Item(msgspec.Struct, frozen=True):
    """Something found in the code: `kind` and `name` say what; see `Codebase` for the kinds of each list."""

    kind: str
    name: str
    path: str
    at: At = At()


class TestFile(msgspec.Struct, frozen=True):
    """A test file. level: unit · integration · end-to-end · security · accessibility · performance.

    `cases` counts the test functions that check something; an empty body or `assert True` is no case.
    """

    path: str
    level: str
    cases: int
    framework: str = ""
    at: At = At()


class SourceFile(msgspec.Struct, frozen=True):
    """A file of the candidates' code. side: front-end · back-end · data · test · infrastructure · other."""

    path: str
    language: str
    lines: int
    side: str = "other"


class Codebase(msgspec.Struct, frozen=True):
    """What the code is made of.

    frameworks kinds: front-end · back-end · mobile · data · machine-learning · test · orm · accessibility ·
    observability · authentication · validation (name in lower case: react, fastapi, spring-boot, spark…).
    endpoints kinds: http · graphql · rpc. migrations: migration · schema. contracts: openapi · graphql · asyncapi ·
    protobuf. containers: image · compose · kubernetes · helm · iac · platform · proxy · script.
    automation: update-bot · hooks · linter · formatter · types · editor · code-owners · merge-request-form ·
    issue-form · licence · scanner · coverage · environment · task-runner · release · security-policy.
    monitoring: metrics · alert-rule · notification · dashboard · error-tracking · tracing · health · logs.
    security: authentication · authorisation · validation · headers · csrf · rate-limit · encryption · cors.
    data: collection · cleaning · batch · stream · storage · analysis · prediction · notebook · dashboard · quality.
    accessibility: aria · alternative · label · landmark · language · skip-link · test (one entry a file and kind).
    design: wireframe · prototype · mock-up (design files and links).
    unread: source files and manifests that could not be read.
    """

    languages: tuple[Language, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    frameworks: tuple[Item, ...] = ()
    endpoints: tuple[Item, ...] = ()
    migrations: tuple[Item, ...] = ()
    contracts: tuple[Item, ...] = ()
    containers: tuple[Item, ...] = ()
    lockfiles: tuple[Item, ...] = ()
    automation: tuple[Item, ...] = ()
    monitoring: tuple[Item, ...] = ()
    security: tuple[Item, ...] = ()
    data: tuple[Item, ...] = ()
    accessibility: tuple[Item, ...] = ()
    design: tuple[Item, ...] = ()
    tests: tuple[TestFile, ...] = ()
    unread: tuple[Unread, ...] = ()


# --- history -------------------------------------------------------------------------------------------------------


class Commit(msgspec.Struct, frozen=True):
    """A commit. `author` is a stable pseudonym index (0, 1, 2… by first commit); names are kept apart in `History`."""

    id: str
    author: int
    when: datetime
    subject: str
    parents: int
    paths: tuple[str, ...] = ()


class History(msgspec.Struct, frozen=True):
    """What HEAD's history tells, newest first. `known` is False when there is none to read; `shallow` when it is cut.

    `people` holds (name, address) by author index and is printed by no report unless asked for.
    """

    known: bool
    shallow: bool = False
    commits: tuple[Commit, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, date | None], ...] = ()
    branches: tuple[str, ...] = ()
    bots: frozenset[int] = frozenset()
    kind: str = "git"


# --- diagrams ------------------------------------------------------------------------------------------------------


class Diagram(msgspec.Struct, frozen=True):
    """A diagram that a program can read.

    notation: mermaid · plantuml · bpmn · drawio · structurizr · dot · text (boxes drawn with characters).
    type: class · sequence · use-case · activity · state · component · deployment · entity-relation · c4-context ·
    c4-container · c4-component · process · flow · gantt · kanban · mindmap · timeline · journey · requirement ·
    work-breakdown · wireframe · git-graph · other.
    `elements` are the labels of its boxes; `dates` those of a Gantt, start and end of each task in order of appearance;
    `groups` are what holds the boxes: sections, columns of a board, lanes, boundaries.
    `problems` are `code` or `code: detail` (codes: `jalon.facts.diagrams.PROBLEMS`).
    """

    path: str
    notation: str
    type: str
    at: At = At()
    title: str = ""
    elements: tuple[str, ...] = ()
    relations: int = 0
    dates: tuple[date, ...] = ()
    problems: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Diagrams(msgspec.Struct, frozen=True):
    """Every diagram found in files and in documents' code blocks, sorted by place; files that could not be read."""

    items: tuple[Diagram, ...] = ()
    unread: tuple[Unread, ...] = ()


# --- pages ---------------------------------------------------------------------------------------------------------


class Page(msgspec.Struct, frozen=True):
    """A web page or template read without rendering it.

    `faults` are static accessibility faults (rule, line): language · title · alternative · label · heading-order ·
    link-name · landmark · frame-title. `good` counts what was done (same rules, plus skip-link · aria). Weight in
    bytes of the file itself and of the local scripts, styles and images it names.
    """

    path: str
    language: str = ""
    title: str = ""
    faults: tuple[tuple[str, int], ...] = ()
    good: dict[str, int] = {}
    weight: int = 0
    requests: int = 0
    third_party: tuple[str, ...] = ()


class Pages(msgspec.Struct, frozen=True):
    """Every page, sorted by path, and files that could not be read."""

    items: tuple[Page, ...] = ()
    unread: tuple[Unread, ...] = ()
