"""A guide, written in Markdown, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, ListItem, Markdown, MarkdownElement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jalon.reports.screen import Screen, glued


class _Title(Heading):
    """Bold when there are colours, underlined when there are none."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(str(self.text), style="bold")
        if console.no_color:
            yield Text("-" * min(self.text.cell_len, options.max_width))


class _Code(CodeBlock):
    """As it is written, set back."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Padding(Text(str(self.text).rstrip()), (0, 0, 0, 4))


class _Item(ListItem):
    """« 1. » rather than « 1 »."""

    def render_number(self, console: Console, options: ConsoleOptions, number: int, last_number: int) -> RenderResult:
        mark = f"{number}.".rjust(len(str(last_number)) + 2)
        item = Table.grid(padding=(0, 1, 0, 0))
        item.add_row(mark, self.elements)
        yield item


class _Guide(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Title,
        "list_item_open": _Item,
        "fence": _Code,
        "code_block": _Code,
    }


def show_guide(screen: Screen, markdown: str) -> None:
    """Add a piece of Markdown to a screen: headings, lists, quotes and tables within its width."""
    screen.add(_Guide(glued(markdown), hyperlinks=False))


def essentials(markdown: str) -> tuple[str, str]:
    """(the first section, the others) of a guide; its title is left out, since whoever shows it has said it."""
    sections = list(_sections(markdown))
    return "".join(sections[:1]), "".join(sections[1:])


def _sections(markdown: str) -> Iterator[str]:
    """The text under each heading of the second level, with that heading; a fenced block holds none."""
    section, fenced = "", False
    for line in markdown.splitlines(keepends=True):
        fenced ^= line.startswith(("```", "~~~"))
        if line.startswith("## ") and not fenced and section.strip():
            yield section
            section = ""
        if fenced or not line.startswith("# "):
            section += line if section or line.strip() else ""
    if section.strip():
        yield section
