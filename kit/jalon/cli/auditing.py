"""What the commands that audit share: the folder, the request, the progress and the refusals."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from jalon.audit import Audit, Request, UnknownIds, audit
from jalon.catalogue import Fault, InvalidChecklist
from jalon.cli.shell import Refused
from jalon.messages import Say, language_of_environment
from jalon.reports.escape import for_terminal
from jalon.snapshot import NotReadable

PATIENCE = 1.0  # seconds after which a person wonders whether anything happens


class Progress:
    """Says on standard error what is being read, once reading lasts more than `PATIENCE`."""

    def __init__(self, say: Say) -> None:
        self._say, self._stage, self._late = say, "", False
        self._timer = threading.Timer(PATIENCE, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def __call__(self, stage: str) -> None:
        """Hear the name of the fact that is being computed."""
        self._stage = stage
        if self._late:
            self._tell()

    def _begin(self) -> None:
        self._late = True
        self._tell()

    def _tell(self) -> None:
        name = f"progress.{self._stage}"
        if (text := self._say(name)) != name:
            sys.stderr.write(text + "\n")


def run_audit(say: Say, asked: str, path: Path | None, **wanted: Any) -> tuple[Audit, Say]:
    """Audit `path`; the report's language comes with it, since the repository may choose it.

    Args:
        say: the language of the command line.
        asked: what `--lang` says, "" for nothing: only that beats the repository's own choice.
        path: the folder; without one, the repository around the current folder.
        wanted: the other fields of a `Request`.

    Raises:
        Refused: nothing can be read, or the request names what does not exist.
    """
    fallback = language_of_environment() or "fr"
    request = Request(path=path or repository_here(), language=asked, fallback=fallback, **wanted)
    try:
        with Progress(say) as progress:
            found = audit(request, progress)
    except NotReadable as error:
        raise _not_readable(error, request, say) from None
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error.faults[0], say)) from None
    except UnknownIds as error:
        raise Refused(f"bad.{error.kind}", id=", ".join(error.ids), known=", ".join(error.known)) from None
    speaker = Say(found.report.language)
    if found.settings.fault:
        text = speaker("report.settings-fault", fault=speaker.reason(found.settings.fault))
        sys.stderr.write(f"jalon: {for_terminal(speaker('report.warning', text=text))}\n")
    return found, speaker


def repository_here() -> Path:
    """The nearest folder from here upwards that holds `.git`; here itself when there is none."""
    try:
        here = Path.cwd()
    except OSError:  # the current folder was deleted: whoever opens it says so
        return Path()
    return next((one for one in (here, *here.parents) if os.path.lexists(one / ".git")), Path())


def _not_readable(error: NotReadable, request: Request, say: Say) -> Refused:
    values = {"path": str(request.path), "revision": request.at, "reason": say.reason(error.detail or error.reason)}
    if error.reason == "no-history" and error.detail not in ("", "none"):
        return Refused("bad.unreadable-history", **values)
    name = f"bad.{error.reason}"
    return Refused(name if say(name) != name else "bad.not-readable", **values)


def fault_line(fault: Fault, say: Say) -> str:
    """A fault of a checklist as `file:line: what`."""
    where = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return f"{where}: {say(f'fault.{fault.message}', **fault.values)}"
