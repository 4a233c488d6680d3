"""What the user's terminal can show."""

from __future__ import annotations

import os
import shutil
import sys

from jalon.reports import Style

NARROWEST = 60  # columns: below, tables break


def terminal_style(widest: int, *, details: bool = False, file: bool = False) -> Style:
    """The width of the terminal, from `NARROWEST` to `widest` columns, and colours when it has them.

    Args:
        widest: columns above which lines are hard to follow.
        details: every requirement, not only the essential.
        file: the text goes to a file, which has no colours.
    """
    width = shutil.get_terminal_size((100, 24)).columns
    terminal = not file and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(min(max(width, NARROWEST), widest), colour, details)
