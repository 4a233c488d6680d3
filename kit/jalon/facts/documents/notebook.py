"""Jupyter notebooks: text cells as Markdown, code cells as code; outputs are skipped without being built.

`At.cell` is the number of the cell, from 1: the line of a JSON file would help nobody.
"""

from __future__ import annotations

import msgspec

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.markdown import fill
from jalon.facts.documents.refusal import Refusal
from jalon.facts.model import At, Document


class _Cell(msgspec.Struct, frozen=True):
    cell_type: str = ""
    source: str | list[str] = ""


class _Language(msgspec.Struct, frozen=True):
    name: str = ""
    language: str = ""


class _Metadata(msgspec.Struct, frozen=True):
    kernelspec: _Language = _Language()
    language_info: _Language = _Language()
    title: str = ""


class _Notebook(msgspec.Struct, frozen=True):
    cells: list[_Cell] = []
    metadata: _Metadata = _Metadata()


MOST_CELLS = 2_000


def read(data: bytes, path: str) -> Document:
    """The document in a notebook of format 4.

    Raises:
        Refusal: `damaged` when it is not one, `too-deep`.
    """
    try:
        notebook = msgspec.json.decode(data, type=_Notebook)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refusal("damaged") from error
    except RecursionError as error:
        raise Refusal("too-deep") from error
    about = notebook.metadata
    language = about.language_info.name or about.kernelspec.language or "python"
    draft = Draft()
    draft.cut = len(notebook.cells) > MOST_CELLS
    for number, cell in enumerate(notebook.cells[:MOST_CELLS], start=1):
        source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
        if len(source) > limits.TEXT_BYTES:
            source, draft.cut = source[: limits.TEXT_BYTES], True
        draft.place = At(cell=str(number))
        if cell.cell_type == "markdown":
            fill(draft, source.replace("\r\n", "\n"), 0)
        elif cell.cell_type == "code":
            draft.code(language, source, draft.place)
    return finish(draft, path, "notebook", about.title)
