"""Every reader of bytes that strangers wrote, as a function that must take any: the list that properties and fuzzers
share.

A reader returns for whatever it can make of the bytes and for a refusal that it declares; anything else it raises is a
fault. Seeds are small honest files: properties and fuzzers spoil them.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from jalon.facts import (
    MODULES,
    content,
    cues,
    hardened_xml,
    history,
    language,
    mentions,
    safe_toml,
    safe_yaml,
    scaffold,
    shingles,
    theirs,
)
from jalon.facts.diagrams import in_code
from jalon.facts.documents.pdf import extract_of
from jalon.facts.documents.pdf_layout import document as laid_out
from jalon.facts.documents.refusal import Refusal
from jalon.facts.model import At, Code, Document, Section, Table
from jalon.facts.registers import register_of
from jalon.facts.registers.links import date_order, dates_in, duplicate_ids, references
from jalon.facts.registers.raci import raci, raci_faults, with_roles
from jalon.facts.registers.reshaped import reshaped
from jalon.facts.registers.rows import rows_filled
from jalon.facts.registers.scales import criticality_agrees, scores_agree
from jalon.facts.registers.sums import products_agree, total, totals_agree
from jalon.facts.registers.values import day, is_placeholder, level, measure, number
from jalon.settings import read_settings
from jalon.snapshot import config, ignore, index, names, refs, text
from jalon.snapshot import history as commits
from jalon.snapshot.beneath import Beneath
from tests.facts.documents import builders
from tests.hostile.memory import Memory, fact, facts_of

Take = Callable[[bytes], object]
SEEDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("seeds.yml").read_text(encoding="utf-8"))


class Reader(NamedTuple):
    """take: reads bytes, raises nothing. seeds: honest inputs. tokens: what its grammar is made of, for a fuzzer."""

    take: Take
    seeds: tuple[bytes, ...]
    tokens: tuple[str, ...] = ()


def _file(fact_name: str, path: str, **others: bytes) -> Take:
    return lambda data: fact(fact_name, path, data, **others)


def _document(extension: str) -> Take:
    """As a document, then everything that is read in documents."""

    def take(data: bytes) -> None:
        facts = facts_of({f"notes.{extension}": data})
        for name in ("documents", "registers", "diagrams"):
            facts[name]

    return take


# --- zipped documents: the bytes are one part of an archive that is sound otherwise ---

_SHEET = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row>'
_CELL = "<table:table-cell><text:p>Nom</text:p></table:table-cell>"
_SLIDE = "<draw:frame presentation:class='title'><draw:text-box><text:p>Titre</text:p></draw:text-box></draw:frame>"
# extension → an honest file, and which of its parts are spoilt
OFFICE = {
    "docx": (
        builders.docx(builders.p("Titre", "Titre1") + builders.p("Bonjour") + builders.table(["a", "b"], ["1", "2"])),
        ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "docProps/core.xml"),
    ),
    "xlsx": (
        builders.xlsx({"S": _SHEET}, ["Nom"]),
        ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
    ),
    "pptx": (
        builders.pptx(("Titre", builders.shape("Texte"), "Notes")),
        ("ppt/slides/slide1.xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"),
    ),
    "odt": (
        builders.odf("<office:text><text:h text:outline-level='1'>T</text:h><text:p>Bonjour</text:p></office:text>"),
        ("content.xml", "meta.xml"),
    ),
    "ods": (
        builders.odf(
            f"<office:spreadsheet><table:table table:name='S'><table:table-row>{_CELL}</table:table-row>"
            "</table:table></office:spreadsheet>"
        ),
        ("content.xml", "META-INF/manifest.xml"),
    ),
    "odp": (
        builders.odf(f"<office:presentation><draw:page draw:name='1'>{_SLIDE}</draw:page></office:presentation>"),
        ("content.xml",),
    ),
}


@cache
def _parts(extension: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(OFFICE[extension][0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _office(extension: str) -> Reader:
    """The first byte says which part the others are; 255 says the archive itself."""
    _, wanted = OFFICE[extension]

    def take(data: bytes) -> None:
        which, rest = data[:1] or b"\0", data[1:]
        if which != b"\xff":
            name = wanted[which[0] % len(wanted)]
            rest = builders.zipped({**_parts(extension), name: rest}, zipfile.ZIP_STORED)
        fact("documents", f"a.{extension}", rest)

    seeds = [bytes([number]) + _parts(extension)[name] for number, name in enumerate(wanted)]
    return Reader(take, (*seeds, b"\xff" + OFFICE[extension][0]), ("<", "/>", 'r="', "w:p", "text:p", "xmlns:"))


def _pages_of_a_pdf(data: bytes) -> None:
    """What the process that reads pdf files answers, laid out: any answer of the right shape."""
    with contextlib.suppress(Refusal):
        laid_out(extract_of(data), "a.pdf")


# --- diagrams ---


def _inflated(data: bytes) -> None:
    engine = zlib.compressobj(wbits=-15)
    packed = base64.b64encode(engine.compress(data) + engine.flush())
    fact("diagrams", "a.drawio", b"<mxfile><diagram>" + packed + b"</diagram></mxfile>")


def _picture(data: bytes) -> None:
    for kind in (b"tEXt", b"zTXt", b"iTXt"):
        body = kind + b"mxfile\0" + data
        fact("diagrams", "a.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(body) - 4) + body + b"\0\0\0\0")
    fact("diagrams", "a.png", b"\x89PNG\r\n\x1a\nmxfile" + data)


def _drawn(data: bytes) -> None:
    for tongue in ("", "text", "mermaid", "plantuml", "dot", "structurizr"):
        for draft in in_code(Code(tongue, data.decode("utf-8", "replace"), At(line=1))):
            draft.finished("a.md")


# --- guards, git, words ---


def _yaml(data: bytes) -> None:
    with contextlib.suppress(safe_yaml.YamlFault):
        safe_yaml.load_all(data.decode("utf-8", "replace"))


def _toml(data: bytes) -> None:
    with contextlib.suppress(safe_toml.TomlFault):
        safe_toml.load(data.decode("utf-8", "replace"))


def _xml(data: bytes) -> None:
    with contextlib.suppress(hardened_xml.BadXml):
        hardened_xml.elements_of(data)


def _index(data: bytes) -> None:
    """With a sum that is right, since a fuzzer would never find one."""
    for attempt in (data, data + hashlib.sha1(data).digest()):
        with contextlib.suppress(index.Damaged):
            index.parse(attempt, 20)


def _refs(data: bytes) -> None:
    packed, _, head = data.partition(b"\0")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "packed-refs").write_bytes(packed)
        Path(folder, "HEAD").write_bytes(head)
        place = Beneath(Path(folder))
        try:
            found = refs.Refs(place, place)
            found.under("refs/")
            with contextlib.suppress(refs.Damaged):
                found.head()
        finally:
            place.close()


def _config(data: bytes) -> None:
    found = config.parse(data.decode("utf-8", "surrogateescape"))
    for value in found.values():
        config.without_credentials(value)


def _ignore(data: bytes) -> None:
    patterns, _, path = data.partition(b"\0")
    rules = ignore.with_file(None, "", patterns)
    ignore.ignored(rules, names.shown(names.system(path)) or "a/b.md", False)


def _log(data: bytes) -> None:
    commits._commit(b"a" * 40 + b"\0" + data)
    commits.moment(data.decode("utf-8", "replace"))


def _svn(data: bytes) -> None:
    history.svn_history(data)
    history.svn_history(b"<log>" + data + b"</log>")


def _words(data: bytes) -> None:
    said = text.decode(data) or data.decode("latin-1")
    for read in (
        mentions.words, mentions.dates, mentions.amounts, mentions.addresses, mentions.people, language.votes,
        language.language_of, cues.tokens, shingles.normalised, shingles.shingles, theirs.not_theirs, theirs.is_hidden,
        theirs.is_paper, theirs.is_named_example, content.own_words, content.is_blank, scaffold.text_hash,
        scaffold.line_hash, scaffold.tells, scaffold.is_shipped_text, history.is_conventional,
        references, is_placeholder, number, day, level, measure,
    ):  # fmt: skip
        read(said)
    history.is_bot(said, said)
    history.pseudonyms([(said, said), ("Ada Exemple", said[:10])])


def _register(data: bytes) -> None:
    """Lines of cells divided by `;`, each as a table that a register may be made of."""
    lines = [line.split(";") for line in data.decode("utf-8", "replace").split("\n")]
    table = Table(tuple(lines[0]), tuple(map(tuple, lines[1:])), At(line=1))
    section = Section("Risques", 1, tables=(table,), at=At(line=1))
    found = register_of(Document("risks.csv", "csv", "Risques", "fr", (section,)), section, table)
    if found is None:
        return
    for one in (found, *reshaped(found), with_roles(found)):
        for ask in (
            raci, raci_faults, duplicate_ids, dates_in, date_order, rows_filled, total, totals_agree, products_agree,
            criticality_agrees, scores_agree,
        ):  # fmt: skip
            ask(one)


def _settings(data: bytes) -> None:
    read_settings(Memory({"jalon.toml": data}))  # type: ignore[arg-type]  # it is asked for its text only


def _everything(data: bytes) -> None:
    """One document, and all that is made of it."""
    facts = facts_of({"docs/budget.md": data})
    for name in MODULES:
        facts[name]


def _names(data: bytes) -> None:
    """The bytes are the names of files."""
    paths = [path for one in data.split(b"\n") if names.proper(path := names.shown(names.system(one)))]
    facts = facts_of(dict.fromkeys(paths, b"# Budget\n\nUn texte.\n"))
    for name in ("inventory", "codebase", "pipelines", "pages"):
        facts[name]


def _bytes_of(name: str) -> tuple[bytes, ...]:
    return tuple(seed.encode() for seed in SEEDS[name])


def _git_index() -> bytes:
    """An index of version 2 and two files, without its sum."""
    fixed = struct.Struct(">10I20sH")
    entries = (
        fixed.pack(*(0,) * 6, 0o100644, 0, 0, 4, b"\1" * 20, len(name)) + name + b"\0" * (8 - (62 + len(name)) % 8)
        for name in (b"a.md", b"docs/b.md")
    )
    return b"DIRC" + struct.pack(">II", 2, 2) + b"".join(entries)


TOKENS = {
    "md": ("|", "> ", "- ", "```", "**", "](", "![", "<!--", "---\n", "&#", "\\"),
    "rst": ("+--+", ".. ", "::\n", "`_"),
    "adoc": ("|===", "----", "include::", "[["),
    "html": ("<table>", "<!--", "</", "&#x", "<script>"),
    "ipynb": ('"source":', "\\n"),
    "csv": (";", "sep=;\n", '""'),
    "tsv": ("\t",),
    "diagram": ("-->", "<|--", "{", "[", '"', "after "),
    "pipeline": ("run: ", "script:\n", "&a", "*a", "<<: ", "${{ ", "&& ", "'''", "if: ", "needs: "),
    "page": ("<", "</", "{%", "{", "<%", "<!--", "/>"),
    "yaml": ("&a ", "*a", "<<: ", "? ", "- ", "!!x ", "|-\n", "%YAML 1.1\n"),
    "toml": ("[[", "]]", '"""', "{", "= "),
    "xml": ("<!DOCTYPE ", "<!ENTITY ", "<![CDATA[", "encoding="),
}
# what a pipeline may call, and a pipeline that calls all that a script file may hold
CALLED = {
    "deploy__sh": b"pytest\ncurl x | sh\nfor a in 1; do docker push $a; done\n",
    "package__json": b'{"scripts": {"test": "jest && npm run build", "build": "tsc"}}',
    "x/action__yml": b"runs: {using: composite, steps: [{run: pytest, shell: bash}]}\n",
}
CALLING = {
    ".github/workflows/ci__yml": b"on: push\njobs: {a: {steps: [{run: make test && npm run test && poe test && tox -e "
    b"lint && nox -s t && task test && just test && ./run.sh && sonar-scanner && composer test}]}}\n"
}


def _of_files() -> Iterator[tuple[str, Reader]]:
    """Readers chosen by the name of a file; the seeds say which names are tried."""
    for name in SEEDS:
        kind, _, what = name.partition("-")
        take: Take
        match kind:
            case "document":
                take = _document(what)
            case "diagram":
                take = _file("diagrams", f"a.{what}")
            case "pipeline":
                take = _file("pipelines", what, **CALLED)
            case "script":
                take = _file("pipelines", what, **CALLING)
            case "code":
                folder = ".github/" if what == "yml" else ""
                take = _file("codebase", what if "." in what or what[0].isupper() else f"{folder}test_a.{what}")
            case "page":
                take = _file("pages", f"src/a.{what}")
            case _:
                continue
        if name not in OTHERS:
            yield name, Reader(take, _bytes_of(name), TOKENS.get(what, TOKENS.get(kind, ())))


OTHERS: dict[str, Take] = {
    "document-pdf-pages": _pages_of_a_pdf,
    "diagram-compressed": _inflated,
    "diagram-in-code": _drawn,
    "yaml": _yaml,
    "toml": _toml,
    "xml": _xml,
    "git-config": _config,
    "svn-log": _svn,
    "words": _words,
    "registers": _register,
    "everything": _everything,
    "settings": _settings,
    "names": _names,
}
_OF_GIT = {
    "git-index": Reader(_index, (_git_index(),)),
    "git-refs": Reader(
        _refs, (b"# pack-refs\n" + b"a" * 40 + b" refs/tags/v1\n^" + b"b" * 40 + b"\n\0ref: refs/heads/main\n",)
    ),
    "git-ignore": Reader(
        _ignore, (b"/a/**/b\n!*.md\n[a-z]?\\*\n**/x/\n\0a/c/b.md",), ("**/", "[!", "[[:alpha:]]", "*?")
    ),
    "git-log": Reader(
        _log, (b"b" * 40 + b"\0Ada\0a@example.invalid\x001767600000 +0100\x001767600000 +0100\0feat: x\0\0\na.md\0b\0",)
    ),
}
_PICTURE = SEEDS["diagram-compressed"][0].encode()

READERS: dict[str, Reader] = {
    **dict(_of_files()),
    **{f"document-{extension}": _office(extension) for extension in OFFICE},
    **{name: Reader(take, _bytes_of(name), TOKENS.get(name, ())) for name, take in OTHERS.items()},
    **_OF_GIT,
    "diagram-picture": Reader(_picture, (_PICTURE, b"\0" + zlib.compress(_PICTURE))),
}
"""Name → reader. A reader that is not here is found by `test_readers.py`, which fails."""
