# ruff: noqa: E501 - bytes read better on the line of their name
"""Files that are small to write and meant to cost without end: name → (path in a repository, bytes)."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from pathlib import Path

import yaml

from tests.facts.documents import builders
from tests.facts.documents.builders import zipped

Bomb = tuple[str, bytes]
MEGABYTE = 1024 * 1024


def _yaml() -> dict[str, Bomb]:
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    merges = "a0: &a0 {k0: 1}\n" + "".join(
        f"a{i}: &a{i}\n  <<: [*a{i - 1}, *a{i - 1}]\n  k{i}: 1\n" for i in range(1, 50)
    )
    texts = {
        "aliases": f"on: push\n{laughs}jobs: *j\n",
        "merges": f"on: push\n{merges}jobs: {{a: {{<<: *a49, steps: []}}}}\n",
        "brackets": "on: push\njobs: " + "[" * 100_000,
        "braces": "on: push\njobs: " + "{" * 100_000,
        "dashes": "- " * 100_000,
        "indents": "".join(" " * n + "a:\n" for n in range(900)),
        "anchors": "on: push\njobs:\n" + "".join(f"  a{n}: &x{n} *x{n - 1}\n" if n else "  a0: &x0 {}\n" for n in range(9_000)),
        "jobs": "on: push\njobs:\n" + "".join(f"  a{n}: {{needs: [a{n - 1}], steps: [{{run: pytest}}]}}\n" for n in range(8_000)),
        "needs": "on: push\njobs:\n"
        + "".join(f"  a{n}: {{needs: [{', '.join(f'a{m}' for m in range(300))}]}}\n" for n in range(300)),
        "script": "on: push\njobs: {a: {steps: [{run: '" + "echo a && " * 40_000 + "'}]}}\n",
        "quotes": "on: push\njobs: {a: {steps: [{run: \"" + "\\\"' " * 100_000 + '"}]}}\n',
        "expressions": "on: push\njobs: {a: {if: '" + "${{ (" * 80_000 + "', steps: [{run: pytest}]}}\n",
    }  # fmt: skip
    found = {f"yaml {name}": (".github/workflows/bad.yml", text.encode()) for name, text in texts.items()}
    extends = (
        "".join(f".a{n}: {{extends: [.a{n + 1}, .a{n + 2}]}}\n" for n in range(60)) + "t: {extends: .a0, script: x}\n"
    )
    loop = ".a: {extends: .b}\n.b: {extends: .a}\nt: {extends: .a, script: [!reference [.a, script], x]}\n.c: {script: [!reference [.c, script]]}\n"
    found["gitlab extends"] = (".gitlab-ci.yml", extends.encode())
    found["gitlab loop"] = (".gitlab-ci.yml", loop.encode())
    found["gitlab includes itself"] = (".gitlab-ci.yml", b"include: [{local: .gitlab-ci.yml}]\nt: {script: x}\n")
    found["compose aliases"] = ("docker-compose.yml", laughs.encode())
    return found


def _xml() -> dict[str, Bomb]:
    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    outside = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><mxfile><diagram name="x">&a;'
    deep = "<a>" * 200_000
    wide = "<mxGraphModel><root>" + "<mxCell/>" * 300_000
    attributes = "<mxfile " + " ".join(f'a{n}="x"' for n in range(60_000)) + "/>"
    found: dict[str, Bomb] = {}
    for extension in ("drawio", "bpmn", "svg", "xml"):
        start = '<mxfile xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        found[f"xml laughs {extension}"] = (f"bad.{extension}", f"{laughs}]>{start}&j;</mxfile>".encode())
        found[f"xml outside {extension}"] = (f"bad.{extension}", outside.encode())
        found[f"xml deep {extension}"] = (f"bad.{extension}", (start + deep).encode())
    found["xml wide"] = ("bad.drawio", wide.encode())
    found["xml attributes"] = ("bad.drawio", attributes.encode())
    found["xml pom deep"] = ("pom.xml", f"<project>{deep}".encode())
    found["xml pom laughs"] = ("pom.xml", f"{laughs}]><project>&j;</project>".encode())
    found["xml csproj"] = ("bad.csproj", f"{laughs}]><Project>&j;</Project>".encode())
    found["xml svn"] = (
        "svn-log.xml",
        f"{laughs}]><log><logentry revision='1'><msg>&j;</msg></logentry></log>".encode(),
    )
    engine = zlib.compressobj(9, wbits=-15)
    packed = engine.compress(b"<mxGraphModel>" + b"<mxCell/>" * (50 * MEGABYTE // 9)) + engine.flush()
    pages = b"<diagram>" + base64.b64encode(packed) + b"</diagram>"
    found["drawio compressed"] = ("bad.drawio", b"<mxfile>" + pages * 20 + b"</mxfile>")
    chunk = b"zTXtmxfile\0\0" + zlib.compress(b"<mxfile>" + b" " * (60 * MEGABYTE), 9)
    found["drawio picture"] = (
        "bad.png",
        b"\x89PNG\r\n\x1a\n" + (len(chunk) - 4).to_bytes(4, "big") + chunk + b"\0" * 4,
    )
    edges = "".join(
        f'<mxCell id="e{n}" edge="1" source="e{n + 1}" target="e{n - 1}" parent="e{n + 1}"/>' for n in range(9_000)
    )
    found["drawio edges"] = (
        "bad.drawio",
        f"<mxfile><diagram><mxGraphModel><root>{edges}</root></mxGraphModel></diagram></mxfile>".encode(),
    )
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/><task id="t{n}"/>' for n in range(9_000)
    )
    found["bpmn flows"] = (
        "bad.bpmn",
        f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">{flows}</process></definitions>'.encode(),
    )
    return found  # fmt: skip


def _quine_like() -> bytes:
    """An archive in an archive, ten deep."""
    inner = zipped({"word/document.xml": b" " * 4 * MEGABYTE})
    for _ in range(10):
        inner = zipped({"word/document.xml": inner, "nested.docx": inner})
    return inner


def _overlapping() -> bytes:
    """An archive whose thousand entries are the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 900_000)
        first = archive.infolist()[0]
        for number in range(1_000):
            again = zipfile.ZipInfo(f"word/{number}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, name, getattr(first, name))
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
    return target.getvalue()


def _zip() -> dict[str, Bomb]:
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "odt": "content.xml",
            "ods": "content.xml", "odp": "content.xml"}  # fmt: skip
    found: dict[str, Bomb] = {}
    for extension, name in main.items():
        zeros = zipped({name: b" " * 120 * MEGABYTE})
        found[f"zip ratio {extension}"] = (f"bad.{extension}", zeros)
        deep = zipped({name: b"<a>" * 300_000})
        found[f"zip deep {extension}"] = (f"bad.{extension}", deep)
    found["zip entries"] = ("bad.docx", zipped({f"word/{n}.xml": b"" for n in range(20_000)}))
    found["zip nested"] = ("bad.docx", _quine_like())
    found["zip overlapping"] = ("bad.docx", _overlapping())
    slip = {
        "../../../../tmp/jalon-slip": b"x",
        "/etc/jalon-slip": b"x",
        "word/../../x": b"x",
        "C:\\x": b"x",
        "word/document.xml": b"<a/>",
    }
    found["zip slip"] = ("bad.docx", zipped(slip))
    cells = "".join(f'<row r="{n}">' + '<c r="A1" t="s"><v>0</v></c>' * 40 + "</row>" for n in range(1, 900))
    found["xlsx strings"] = ("bad.xlsx", builders.xlsx({"S": cells}, ["".join(map(str, range(600)))]))
    found["xlsx far"] = ("bad.xlsx", builders.xlsx({"S": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'}))
    repeats = "<table:table-row table:number-rows-repeated='1000000000'><table:table-cell table:number-columns-repeated='1000000000'><text:p>x</text:p></table:table-cell></table:table-row>"
    found["ods repeats"] = (
        "bad.ods",
        builders.odf(f"<office:spreadsheet><table:table table:name='S'>{repeats}</table:table></office:spreadsheet>"),
    )
    spaces = "<office:text><text:p>a<text:s text:c='2000000000'/>b</text:p></office:text>"
    found["odt spaces"] = ("bad.odt", builders.odf(spaces))
    tables = builders.table(*[["x"]] * 1)
    nested = "<w:tbl><w:tr><w:tc>" * 30 + builders.p("x") + "</w:tc></w:tr></w:tbl>" * 30
    found["docx nested tables"] = ("bad.docx", builders.docx((nested + tables) * 200))
    styles = "".join(f'<w:style w:styleId="S{n}"><w:basedOn w:val="S{(n + 1) % 300}"/></w:style>' for n in range(300))
    document = builders.docx(
        builders.p("x", "S0") * 3_000,
        extra={"word/styles.xml": builders.STYLES.replace("</w:styles>", styles + "</w:styles>")},
    )
    found["docx styles in circles"] = ("bad.docx", document)
    return found  # fmt: skip


def _pdf() -> dict[str, Bomb]:
    packed = zlib.compress(b"BT /F0 12 Tf (x) Tj ET\n" * 8_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    twice = zlib.compress(zlib.compress(b"q " * 60_000_000, 9), 9)
    double = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(twice) + twice + b"\nendstream"
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >> /Length 29 >>\nstream\n"
        + b"/A Do /A Do /A Do /A Do /A Do\nendstream"
    )
    return {
        "pdf inflated": ("bad.pdf", _one_page(stream)),
        "pdf inflated twice": ("bad.pdf", _one_page(double)),
        "pdf form in itself": ("bad.pdf", _one_page(form)),
        "pdf pages in circles": (
            "bad.pdf",
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 999999999 "
            b"/Kids [2 0 R 2 0 R 2 0 R] >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n",
        ),
        "pdf deep": ("bad.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 500_000 + b"\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"),
        "pdf cut": ("bad.pdf", builders.pdf([builders.Text(70, 100, "Bonjour")])[:-200]),
        "pdf of nothing": ("bad.pdf", b"%PDF-1.7\n" + b"\0" * MEGABYTE),
    }  # fmt: skip


def _one_page(stream: bytes) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
        b"\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << "
        b"/F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /A 4 0 R >> >> >>\nendobj\n4 0 obj\n"
        + stream
        + b"\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"
    )


PIECES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("pieces.yml").read_text(encoding="utf-8"))


def repeated(size: int) -> dict[str, Bomb]:
    """One piece of a grammar over and over, with and without an end, in a file of `size` bytes."""
    found: dict[str, Bomb] = {}
    for path, pieces in PIECES.items():
        for piece in pieces:
            found[f"{path} of {piece!r}"] = (path, (piece * (size // len(piece.encode()))).encode())
    return found


def _others() -> dict[str, Bomb]:
    return {
        "csv one line": ("bad.csv", b"a" * 30 * MEGABYTE),
        "csv columns": ("bad.csv", b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"1," * 100_000),
        "csv quote": ("bad.csv", b'a,b\n"' + b"x\n" * 5_000_000),
        "csv rows": ("bad.csv", b"id;risque;date\n" + b"1;a;2026-01-05\n" * 500_000),
        "json depth": ("bad.ipynb", b'{"cells":[{"cell_type":"code","source":' + b"[" * 1_000_000),
        "json number": ("package.json", b'{"dependencies":{"a":' + b"9" * 300_000 + b"}}"),
        "json keys": ("package.json", json.dumps({"dependencies": {f"a{n}": "1" for n in range(20_000)}}).encode()),
        "ipynb outputs": ("bad.ipynb", b'{"cells":[{"cell_type":"code","source":"x","outputs":[' + b'{"a":"b"},' * 2_500_000 + b"{}]}]}"),
        "md of tables": ("bad.md", b"|a|b|\n|-|-|\n" + b"|1|2|\n" * 300_000),
        "md wide table": ("bad.md", b"|" + b"a|" * 50_000 + b"\n|" + b"-|" * 50_000 + b"\n" + (b"|" + b"b|" * 50_000 + b"\n") * 10),
        "md quotes in quotes": ("bad.md", b"".join(b">" * n + b" a\n" for n in range(1_500))),
        "md lists in lists": ("bad.md", b"".join(b" " * 2 * n + b"- a\n" for n in range(1_200))),
        "md headings": ("bad.md", b"# Budget\n\ntexte 12 000 EUR le 5 janvier 2026\n\n" * 60_000),
        "md references": ("bad.md", b"".join(b"[a%d]: b\n" % n for n in range(40_000)) + b"[a1] " * 100_000),
        "md one word": ("bad.md", b"a" * 3 * MEGABYTE),
        "md one line": ("bad.md", b"mot " * 900_000),
        "txt not text": ("bad.txt", bytes(range(256)) * 4_000),
        "svn many": ("svn-log.xml", b"<log>" + b"<logentry revision='1'><date>2026-01-05T09:00:00Z</date></logentry>" * 90_000 + b"</log>"),
    }  # fmt: skip


def bombs() -> dict[str, Bomb]:
    """Every one that is made for a format."""
    return {**_yaml(), **_xml(), **_zip(), **_pdf(), **_others()}
