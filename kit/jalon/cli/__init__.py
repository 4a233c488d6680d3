"""The command line. Exit codes: 0 done, 1 the answer is no, 2 the request is wrong; never a traceback."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Sequence
from pathlib import PurePath

from jalon.messages import LANGUAGES, Say, language_of_environment

# objects made since the last look for cycles: an audit makes many, most of which stay, and hardly any cycle
COLLECT_EVERY = 20_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `jalon` and leave with its exit code."""
    gc.set_threshold(COLLECT_EVERY, *gc.get_threshold()[1:])
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        code = _run(given)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _run(given: list[str]) -> int:
    from jalon.cli.shell import refuse, run  # noqa: PLC0415  (click is imported once the streams are ready)

    asked = _asked_language(given)
    say = Say(asked or language_of_environment() or "fr")
    try:
        return run(given, say, asked)
    except Exception as error:  # whatever we did not foresee is one line too, with enough to report it
        return refuse(say("bad.bug", error=f"{type(error).__name__}: {error}; {_where(error)}"))


def _where(error: Exception) -> str:
    """The last place of our code that the error went through, as `module:line`."""
    place, trace = "", error.__traceback__
    while trace:
        path = PurePath(trace.tb_frame.f_code.co_filename)
        if "jalon" in path.parts:
            place = f"{path.stem}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _asked_language(given: list[str]) -> str:
    """What `--lang` says, read before anything else because the help itself must be in that language."""
    for place, word in enumerate(given):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(given):
            value = given[place + 1]
        if value in LANGUAGES:
            return value
    return ""
