"""The command line. Exit codes: 0 done, 1 the answer is no, 2 the request is wrong; never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from jalon.messages import LANGUAGES, Say, language_of_environment


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `jalon` and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:  # `jalon check | head`: the reader has left, which is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    except Exception as error:
        if os.environ.get("JALON_DEBUG"):
            raise
        say = Say(_asked_language(given) or language_of_environment() or "fr")
        sys.stderr.write(f"jalon: {say('bad.internal', error=type(error).__name__)}\n")
        code = 2
    sys.exit(code)


def _run(given: list[str]) -> int:
    from jalon.cli.shell import run  # noqa: PLC0415  (click is imported once the streams are ready)

    asked = _asked_language(given)
    return run(given, Say(asked or language_of_environment() or "fr"), asked)


def _asked_language(given: list[str]) -> str:
    """What `--lang` says, read before anything else because the help itself must be in that language."""
    for place, word in enumerate(given):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(given):
            value = given[place + 1]
        if value in LANGUAGES:
            return value
    return ""
