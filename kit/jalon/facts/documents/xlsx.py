"""Excel workbooks: every sheet a section, cells as people see them, dates as ISO."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jalon.facts.documents import grid, limits, ooxml
from jalon.facts.documents.archive import Archive
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.refusal import Refusal
from jalon.facts.documents.xml import elements
from jalon.facts.model import At, Document

_REFERENCE = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<row>\d{1,7})$")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[h{1,2}\]", re.IGNORECASE)
_CURRENCY = re.compile(r"€|\$(?!-)|£|CHF|EUR")
# numbers that Excel defines without writing them down
_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_TIMES = frozenset({18, 19, 20, 21, 45, 47})
_PERCENTS = frozenset({9, 10})
_ELAPSED_ID = 46
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # a sheet has no time zone
MOST_DAYS = 2_958_466  # 31 December 9999


class Look(NamedTuple):
    """How a cell shows a number. kind: number · date · time · elapsed · percent · money"""

    kind: str = "number"
    sign: str = ""


def read(data: bytes, path: str) -> Document:
    """The document in an xlsx file; a sheet without any cell is left out.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`, `too-deep`.
    """
    archive = Archive(data)
    part = ooxml.main_part(archive, "xl/workbook.xml")
    workbook = archive.part(part)
    if not workbook:
        raise Refusal("damaged")
    relations = ooxml.relations(archive, part)
    by_kind = dict(relations.values())
    texts = _shared(archive.part(by_kind.get("sharedStrings", "")))
    looks = _looks(archive.part(by_kind.get("styles", "")))
    draft = Draft()
    epoch = _EPOCH
    title, draft.metadata = ooxml.core(archive)
    for number, one in enumerate(elements(workbook, "x_workbookPr", "x_sheet")):
        if one.tag == "x_workbookPr":
            epoch = _EPOCH_1904 if one.get("date1904") in ("1", "true") else _EPOCH
        elif number > limits.SHEETS:
            draft.cut = True
            break
        else:
            kind, target = relations.get(one.get("r_id", ""), ("", ""))
            if kind == "worksheet":
                _sheet(draft, archive.part(target), one.get("name", ""), _Cells(texts, looks, epoch))
    return finish(draft, path, "xlsx", title or PurePosixPath(path).stem)


def _shared(data: bytes) -> list[str]:
    """The strings that cells refer to by number."""
    texts: list[str] = []
    for one in elements(data, "x_si"):
        if len(texts) >= limits.SHARED_STRINGS:
            break
        texts.append(_string(one)[: limits.CELL_CHARACTERS])
    return texts


def _string(element: Element) -> str:
    """A string made of runs; phonetic readings are left out."""
    runs = [part for child in element if child.tag in ("x_t", "x_r") for part in child.iter("x_t")]
    return "".join(run.text or "" for run in runs)


def _looks(data: bytes) -> list[Look]:
    """How each cell style shows numbers."""
    written: dict[str, str] = {}
    looks: list[Look] = []
    for one in elements(data, "x_numFmt", "x_cellXfs"):
        if one.tag == "x_numFmt":
            written[one.get("numFmtId", "")] = one.get("formatCode", "")
        else:
            looks = [_look(format_.get("numFmtId", "0"), written) for format_ in one]
    return looks


def _look(number: str, written: dict[str, str]) -> Look:
    code = written.get(number)
    if code is None:
        return _builtin(int(number)) if number.isdecimal() and len(number) < 4 else Look()
    currency = _CURRENCY.search(code)
    bare = _QUOTED.sub("", code.split(";", 1)[0]).lower()
    if _ELAPSED.search(code):
        return Look("elapsed")
    if "%" in bare:
        return Look("percent")
    if re.search(r"[dyj]|m{3}", bare) or (re.search("m", bare) and not re.search("[hs0#]", bare)):
        return Look("date")
    if re.search(r"[hs]", bare) and not re.search(r"[0#]", bare.split(".")[0]):
        return Look("time")
    return Look("money", currency[0].replace("EUR", "€")) if currency else Look()


def _builtin(number: int) -> Look:
    if number in _DATES:
        return Look("date")
    if number in _TIMES:
        return Look("time")
    if number == _ELAPSED_ID:
        return Look("elapsed")
    return Look("percent") if number in _PERCENTS else Look()


class _Cells(NamedTuple):
    """What it takes to read a cell."""

    texts: list[str]
    looks: list[Look]
    epoch: datetime

    def text(self, cell: Element) -> str:
        """The cell as a person sees it."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inside = cell.find("x_is")
            return "" if inside is None else _string(inside)[: limits.CELL_CHARACTERS]
        value = cell.find("x_v")
        raw = (value.text or "").strip() if value is not None else ""
        if kind == "s":
            index = int(raw) if raw.isdecimal() and len(raw) < 9 else len(self.texts)
            return self.texts[index] if index < len(self.texts) else ""
        if kind == "b":
            return {"1": "true", "0": "false"}.get(raw, "")
        if kind != "n" or not raw:
            return raw
        style = cell.get("s", "0")
        index = int(style) if style.isdecimal() and len(style) < 7 else 0
        return shown(raw, self.looks[index] if index < len(self.looks) else Look(), self.epoch)


def shown(raw: str, look: Look, epoch: datetime = _EPOCH) -> str:
    """A number as its format shows it: dates and times as ISO, `15 %`, `1200.5 €`."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if look.kind in ("date", "time") and 0 <= value < MOST_DAYS:
        return _moment(value, look.kind, epoch)
    if look.kind == "elapsed" and 0 <= value < MOST_DAYS:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if look.kind == "percent":
        return f"{_plain(value * 100)} %"
    return f"{_plain(value)} {look.sign}".rstrip() if look.kind == "money" else _plain(value)


def _moment(value: float, kind: str, epoch: datetime) -> str:
    try:
        moment = epoch + timedelta(seconds=round(value * 86_400))
    except OverflowError:  # after the year 9999, in a calendar that starts in 1904
        return _plain(value)
    if kind == "time" and value < 1:
        return moment.strftime("%H:%M")
    if moment.hour or moment.minute:
        return moment.strftime("%Y-%m-%dT%H:%M")
    return moment.strftime("%Y-%m-%d")


def _plain(value: float) -> str:
    """At most ten significant digits, no trailing zero; an exponent only beyond them."""
    return f"{value:.10g}"


def _sheet(draft: Draft, data: bytes, name: str, cells: _Cells) -> None:
    rows: list[grid.Row] = []
    number = filled = 0
    for row in elements(data, "x_row"):
        written = row.get("r", "")
        number = int(written) if written.isdecimal() and len(written) < 8 else number + 1
        line = _line(row, cells)
        if any(line):
            filled += 1
            rows.append((number, line))
        elif rows and rows[-1][1]:
            rows.append((number, []))  # a blank row divides tables
        if filled > limits.ROWS + grid.MOST_LEADING:
            draft.cut = True
            break
    if not filled:
        return
    draft.heading(name, 1, At(sheet=name))
    grid.fill(draft, _spaced(rows), lambda row, column: At(sheet=name, cell=f"{grid.column_name(column)}{row}"), name)


def _spaced(rows: list[grid.Row]) -> list[grid.Row]:
    """Rows that were not written at all are blank ones: one is enough to divide tables."""
    spaced: list[grid.Row] = []
    for number, line in rows:
        if spaced and number > spaced[-1][0] + 1:
            spaced.append((number - 1, []))
        spaced.append((number, line))
    return spaced


def _line(row: Element, cells: _Cells) -> list[str]:
    line: list[str] = []
    column = -1
    for cell in row:
        if cell.tag != "x_c":
            continue
        found = _REFERENCE.match(cell.get("r", ""))
        column = _column(found["letters"]) if found else column + 1
        if column >= limits.COLUMNS * 4:
            break
        text = cells.text(cell)
        if text:
            line.extend([""] * (column + 1 - len(line)))
            line[column] = text
    return line


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
