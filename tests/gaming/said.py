"""What the command line prints, run in this process."""

from __future__ import annotations

import contextlib
import io

from jalon.cli import main


def said(*arguments: str) -> str:
    """The standard output of `jalon ARGUMENTS`."""
    kept = io.StringIO()
    with contextlib.redirect_stdout(kept), contextlib.suppress(SystemExit):
        main([*arguments])
    return kept.getvalue()
