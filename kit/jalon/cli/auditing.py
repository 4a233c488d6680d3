"""What the commands that audit share: the request, the progress and the refusals."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

from jalon.audit import Audit, Request, UnknownIds, audit
from jalon.catalogue import InvalidChecklist
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


def run_audit(say: Say, asked: str, path: Path, **wanted: Any) -> tuple[Audit, Say]:
    """Audit `path`; the report's language comes with it, since the repository may choose it.

    Raises:
        Refused: nothing can be read, or the request names what does not exist.
    """
    fallback = language_of_environment() or "fr"
    environment_or_repository = asked  # only --lang beats jalon.toml
    request = Request(path=path, language=environment_or_repository, fallback=fallback, **wanted)
    try:
        with Progress(say) as progress:
            found = audit(request, progress)
    except NotReadable as error:
        name = f"bad.{error.reason}"
        known = say(name) != name
        raise Refused(name if known else "bad.not-readable", path=for_terminal(str(path)), reason=error.reason, revision=for_terminal(request.at)) from None  # fmt: skip
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error, say)) from None
    except UnknownIds as error:
        raise Refused(f"bad.{error.kind}", id=", ".join(error.ids), known=", ".join(error.known)) from None
    speaker = Say(found.report.language)
    if found.settings.fault:
        text = speaker("report.settings-fault", fault=for_terminal(found.settings.fault))
        sys.stderr.write(f"jalon: {speaker('report.warning', text=text)}\n")
    return found, speaker


def fault_line(error: InvalidChecklist, say: Say) -> str:
    """The first fault of a checklist as `file:line: what`."""
    first = error.faults[0]
    values = msgspec.to_builtins(first.values)
    where = f"{first.path}:{first.line}" if first.line else first.path
    return f"{where}: {say(f'fault.{first.message}', **values)}"
