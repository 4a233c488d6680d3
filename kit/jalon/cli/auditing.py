"""What the commands that audit share: the folder, the request, the progress and the refusals."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from jalon.audit import Audit, Request, UnknownIds, audit
from jalon.catalogue import Fault, InvalidChecklist
from jalon.cli.shell import Refused
from jalon.discretion import hide_addresses
from jalon.messages import Say, language_of_environment
from jalon.messages.faults import fault_said
from jalon.opening import Overlap
from jalon.reports.escape import for_terminal
from jalon.settings import read_settings
from jalon.snapshot import NotReadable, Unreadable
from jalon.snapshot.beneath import Beneath
from jalon.snapshot.beneath import Refused as NotThere
from jalon.snapshot.text import decode

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


def run_audit(say: Say, asked: str, paths: Sequence[Path], **wanted: Any) -> tuple[Audit, Say]:
    """Audit `paths`; the report's language comes with it, since the repository may choose it.

    Args:
        say: the language of the command line.
        asked: what `--lang` says, "" for nothing: only that beats the repository's own choice.
        paths: the folders of one candidate; without any, the repository around the current folder.
        wanted: the other fields of a `Request`.

    Raises:
        Refused: nothing can be read, or the request names what does not exist.
    """
    fallback = language_of_environment() or "fr"
    first, *more = paths or (repository_here(),)
    request = Request(path=first, more=tuple(more), language=asked, fallback=fallback, **wanted)
    with refusals(say, request.at), Progress(say) as progress:
        found = audit(request, progress)
    speaker = Say(found.report.language)
    for text in _warnings(found, speaker):
        sys.stderr.write(f"jalon: {for_terminal(hide_addresses(speaker('report.warning', text=text)))}\n")
    return found, speaker


@contextmanager
def refusals(say: Say, at: str) -> Iterator[None]:
    """Whatever cannot be audited, as one sentence; `at` is the revision or date that was asked for."""
    try:
        yield
    except NotReadable as error:
        raise _not_readable(error, at, say) from None
    except Overlap as error:
        raise Refused(f"bad.{error.kind}", one=error.paths[0], other=error.paths[1]) from None
    except InvalidChecklist as error:
        raise Refused("line", text=fault_line(error.faults[0], say)) from None
    except UnknownIds as error:
        raise Refused(f"bad.{error.kind}", id=", ".join(error.ids), known=", ".join(error.known)) from None


def _warnings(found: Audit, say: Say) -> Iterator[str]:
    """What the reader of a report must know before believing it."""
    several = len(found.report.repositories) > 1
    for name, fault in found.faults:
        reason = say.reason(fault)
        yield (
            say("report.settings-fault-of", name=name, fault=reason)
            if several
            else say("report.settings-fault", fault=reason)
        )
    for one in found.report.repositories:
        if one.problem:
            yield say("report.unreadable-repository", name=one.path, reason=say.reason(one.problem))
    for name in found.named:
        yield say("report.revision-wins", at=found.report.asked.at, name=name)


def repository_here() -> Path:
    """The nearest folder from here upwards that holds `.git`; here itself when there is none."""
    try:
        here = Path.cwd()
    except OSError:  # the current folder was deleted: whoever opens it says so
        return Path()
    return next((one for one in (here, *here.parents) if os.path.lexists(one / ".git")), Path())


def language_here() -> str:
    """The language that the repository around chooses in its `jalon.toml`; `""` when it chooses none."""
    try:
        with closing(Beneath(repository_here().absolute())) as folder:
            return read_settings(_OneFolder(folder)).language
    except OSError:
        return ""


class _OneFolder:
    """A folder of which single files are read, as safely as through a snapshot and without listing the rest."""

    def __init__(self, folder: Beneath) -> None:
        self._folder = folder

    def text(self, path: str, limit: int) -> str:
        """The text of a file; see `Snapshot.text`."""
        try:
            found = decode(self._folder.read(path, limit)[0])
        except NotThere as error:
            raise Unreadable(path, error.reason) from error
        if found is None:
            raise Unreadable(path, "not-text")
        return found


def _not_readable(error: NotReadable, at: str, say: Say) -> Refused:
    values = {"path": str(error.path), "revision": at, "reason": say.reason(error.detail or error.reason)}
    if error.reason == "no-history" and error.detail not in ("", "none"):
        return Refused("bad.unreadable-history", **values)
    if error.reason in ("before-first-commit", "cut-before"):
        return Refused(f"bad.{error.reason}", **(values | {"day": say.day(error.detail)}))
    name = f"bad.{error.reason}"
    return Refused(name if say(name) != name else "bad.not-readable", **values)


def fault_line(fault: Fault, say: Say) -> str:
    """A fault of a checklist as `file:line: what`."""
    where = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return f"{where}: {fault_said(fault.message, fault.values, say)}"
