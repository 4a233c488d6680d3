"""The changelog against the tags and the manifest beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from jalon.facts.hardened_xml import BadXml, elements_of, local
from jalon.facts.model import At, Document, Documents, History
from jalon.facts.safe_toml import TomlFault, load
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot, Unreadable

MOST_BYTES = 400_000
TAGGED = 0.5  # share of a changelog's versions that have a tag, from which the others are told
_VERSION = re.compile(r"\W{0,3}(?:version\s)?v?\.?(\d{1,5}\.\d{1,5}(?:\.\d{1,5})?)(?![\w.])", re.IGNORECASE)
_TAG = re.compile(r"(?:.*[^\d.])?(\d{1,5}\.\d{1,5}(?:\.\d{1,5})?)$")
_CHANGELOGS = ("changelog", "changes", "history", "journal-des-modifications")


def untagged(documents: Documents, history: History, snapshot: Snapshot) -> Iterator[Remark]:
    """Versions of the changelog that no tag marks, on whatever branch it is, where half of them or more have theirs."""
    names = {name for name, _ in history.tags} | {one.name for one in snapshot.tags()}
    tags = {_padded(match[1]) for name in names if (match := _TAG.match(name[:80]))}
    if not history.known or history.shallow:
        return
    for document in _changelogs(documents):
        versions = _versions(document)
        missing = [(said, at) for said, at in versions if _padded(said) not in tags]
        if missing and len(versions) - len(missing) >= TAGGED * len(versions):
            values = {"versions": [said for said, _ in missing], "n": len(missing), "all": len(versions)}
            yield Remark("version-untagged", document.path, missing[0][1], values)


def differs(documents: Documents, snapshot: Snapshot) -> Iterator[Remark]:
    """The manifest beside the changelog announces another version than the newest one of it."""
    paths = {entry.path for entry in snapshot.files}
    for document in _changelogs(documents):
        versions = _versions(document)
        folder = document.path.rpartition("/")[0]
        for name, read in _READERS.items():
            path = f"{folder}/{name}" if folder else name
            if not versions or path not in paths:
                continue
            said = _announced(snapshot, path, read)
            newest, at = max(versions, key=lambda one: _parts(one[0]))
            if said and _padded(said) != _padded(newest) and _parts(said) > (0, 0, 1):
                values = {"newest": newest, "said": said, "manifest": path}
                yield Remark("version-differs", document.path, at, values, (path,))


def _changelogs(documents: Documents) -> Iterator[Document]:
    for one in documents.items:
        if one.path.rpartition("/")[2].partition(".")[0].lower() in _CHANGELOGS:
            yield one


def _versions(document: Document) -> list[tuple[str, At]]:
    """The versions that the headings of the highest level with any announce, each with its place."""
    found = [(match[1], one.level, one.at) for one in document.sections if (match := _VERSION.match(one.heading))]
    top = min((level for _, level, _ in found), default=0)
    return [(said, at) for said, level, at in found if level == top]


def _padded(version: str) -> str:
    return version if version.count(".") > 1 else f"{version}.0"


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, _padded(version).split(".")))


def _announced(snapshot: Snapshot, path: str, read: Callable[[str], object]) -> str:
    try:
        said = read(snapshot.text(path, MOST_BYTES))
    except (Unreadable, ValueError, RecursionError, BadXml, TomlFault):
        return ""
    match = (
        re.fullmatch(r"v?(\d{1,5}\.\d{1,5}(?:\.\d{1,5})?)(?:[-+.][\w.+-]{1,40})?", said)
        if isinstance(said, str)
        else None
    )
    return match[1] if match else ""


def _npm(text: str) -> object:
    found = json.loads(text)
    return found.get("version") if isinstance(found, dict) else None


def _python(text: str) -> object:
    found = load(text)
    tool = found.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    project = found.get("project") or poetry
    return project.get("version") if isinstance(project, dict) else None


def _maven(text: str) -> object:
    return next((one.text for one in elements_of(text) if local(one.tag) == "version"), None)


_READERS: Mapping[str, Callable[[str], object]] = {"package.json": _npm, "pyproject.toml": _python, "pom.xml": _maven}

RULES = (Rule("untagged", untagged), Rule("differs", differs))
