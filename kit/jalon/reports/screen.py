"""Lines of text for a terminal: wrapped at its width, never between a word and its punctuation."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text as Words
from rich.theme import Theme

from jalon.reports import Style

# rich breaks a line at any space, so no-break spaces are something else until the lines are made
_GLUE = str.maketrans({"\N{NO-BREAK SPACE}": "\ue000", "\N{NARROW NO-BREAK SPACE}": "\ue001"})
_UNGLUE = str.maketrans({"\ue000": "\N{NO-BREAK SPACE}", "\ue001": "\N{NARROW NO-BREAK SPACE}"})


class Screen:
    """What will be shown, line by line; colours only when the style asks for them."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._written = io.StringIO()
        self._out = Console(
            file=self._written,
            width=style.width,
            force_terminal=style.colour,
            no_color=not style.colour,
            color_system="standard" if style.colour else None,
            highlight=False,
            emoji=False,
            markup=False,
            theme=Theme({"markdown.code": "cyan", "markdown.item.bullet": "none", "markdown.block_quote": "none"}),
        )

    def line(self, text: Words | str = "", *, indent: int = 0, style: str = "") -> None:
        """A line, wrapped and indented as a whole."""
        words = Words(glued(text), style=style) if isinstance(text, str) else text
        self.add(words, indent=indent)

    def heading(self, text: str) -> None:
        """A title between two empty lines: bold when there are colours, underlined when there are none."""
        self.line()
        self.line(text, style="bold")
        if not self.style.colour:
            self.line("-" * min(len(text), self.style.width))
        self.line()

    def point(self, text: str, *, mark: str = "-", indent: int = 0, style: str = "") -> None:
        """An item of a list: what is wrapped stands under its first word."""
        words = Words(glued(text), style=style)
        lines = words.wrap(self._out, self.style.width - indent - len(mark) - 1)
        for number, one in enumerate(lines):
            start = mark if number == 0 else " " * len(mark)
            self.add(Words(f"{start} ").append_text(one), indent=indent)

    def add(self, shown: RenderableType, *, indent: int = 0) -> None:
        """Anything that rich can show."""
        self._out.print(Padding(shown, (0, 0, 0, indent)) if indent else shown)

    def text(self) -> str:
        """All of it, without spaces at the end of lines."""
        lines = self._written.getvalue().translate(_UNGLUE).splitlines()
        return "\n".join(line.rstrip(" ") for line in lines) + "\n"


def glued(text: str) -> str:
    """The same text for rich: its no-break spaces break no more."""
    return text.translate(_GLUE)
