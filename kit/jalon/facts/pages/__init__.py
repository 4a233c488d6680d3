"""Pages: web pages, templates and components, read without being rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING

from jalon.facts.model import Inventory, Page, Pages, Unread
from jalon.facts.pages.audit import Report, audited
from jalon.facts.pages.markup import scan
from jalon.facts.pages.templates import WORD, is_part, without_language
from jalon.snapshot import Unreadable

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot

MOST_PAGES = 3_000
MOST_BYTES = 512 * 1024
MOST_TOTAL = 24 * 1024 * 1024
MOST_SECONDS = 20.0  # an honest repository takes a tenth of one
_JSX = frozenset({".jsx", ".tsx"})
_TEMPLATES = frozenset({
    ".html", ".htm", ".xhtml", ".jinja", ".jinja2", ".j2", ".twig", ".erb", ".ejs", ".hbs", ".handlebars", ".mustache",
    ".njk", ".liquid", ".php", ".vue", ".svelte", ".astro", ".jsp", ".cshtml", ".ftl", ".ftlh",
})  # fmt: skip
_NOT_A_PAGE = re.compile(r"(?:\.|_)(?:test|spec|stories|story)\.[jt]sx$|\.d\.ts$", re.IGNORECASE)
_MAIL = re.compile(r"e?-?mails?\b|newsletter|mjml", re.IGNORECASE)  # a message has no landmark
_TAG = re.compile(r"<(?:[a-zA-Z!?%])")


def pages(snapshot: Snapshot, inventory: Inventory) -> Pages:
    """Every page, template and component that holds tags, sorted by path."""
    sizes = {entry.path: entry.size for entry in snapshot.files}
    names = _by_name(sizes)
    found: list[Page] = []
    refused: list[Unread] = []
    budget, end = MOST_TOTAL, monotonic() + MOST_SECONDS
    for path in _candidates(inventory):
        size = sizes.get(path, 0)
        if not size:
            continue
        try:
            if why := _too_much(size, budget, len(found), end):
                raise Unreadable(path, why)
            budget -= size
            text = snapshot.text(path, limit=MOST_BYTES)
        except Unreadable as error:
            refused.append(Unread(path, error.reason))
            continue
        report = read_page(path, text)
        if report is not None:
            found.append(_page(path, size, report, sizes, names))
    return Pages(tuple(found), tuple(refused))


def _too_much(size: int, budget: int, found: int, end: float) -> str:
    if size > MOST_BYTES:
        return "too-large"
    if size > budget:
        return "budget"
    if found >= MOST_PAGES:
        return "too-many"
    return "timeout" if monotonic() > end else ""


def _candidates(inventory: Inventory) -> Iterator[str]:
    for path in sorted(inventory.files):
        suffix = PurePosixPath(path).suffix.lower()
        if (suffix in _TEMPLATES or suffix in _JSX) and not _NOT_A_PAGE.search(path):
            yield path


def read_page(path: str, text: str) -> Report | None:
    """What one file says; None when it holds no tag of HTML."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _JSX:
        report = audited(scan(text, jsx=True), whole=False)
    else:
        if suffix == ".vue":
            text = _template_of(text)
        elif suffix == ".astro" and text.startswith("---"):
            text = _after_front_matter(text)
        if not _TAG.search(text):
            return None
        report = audited(scan(without_language(text)), whole=not is_part(text) and not _MAIL.search(path))
    return report if report.tags else None


def _template_of(text: str) -> str:
    """A component's `<template>`, with the lines before it kept blank."""
    start, end = text.find("<template"), text.rfind("</template>")
    if start < 0 or end < start:
        return ""
    return "\n" * text.count("\n", 0, start) + text[start:end]


def _after_front_matter(text: str) -> str:
    end = text.find("\n---", 3)
    return text if end < 0 else "\n" * text.count("\n", 0, end + 4) + text[end + 4 :]


# --- weight --------------------------------------------------------------------------------------------------------


def _by_name(sizes: Mapping[str, int]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for path in sizes:
        names.setdefault(path.rpartition("/")[2], []).append(path)
    return names


def _page(path: str, size: int, report: Report, sizes: Mapping[str, int], names: Mapping[str, list[str]]) -> Page:
    local = [one for one in report.assets if not one.startswith(("http://", "https://", "//"))]
    weight = size + sum(sizes[found] for one in local if (found := _resolved(path, one, sizes, names)))
    return Page(
        path=path,
        language=report.language,
        title=report.title.replace(WORD, "…"),
        faults=tuple(report.faults),
        good={rule: count for rule, count in sorted(report.good.items()) if count},
        weight=weight,
        requests=len(report.assets),
        third_party=tuple(sorted(report.hosts)),
    )


def _resolved(page: str, asset: str, sizes: Mapping[str, int], names: Mapping[str, list[str]]) -> str:
    """The file that a local address names: beside the page, or wherever the paths agree best; "" when none does."""
    beside = _joined(page.rpartition("/")[0], asset)
    if beside in sizes:
        return beside
    tail = asset.lstrip("./@{} ").rstrip("}")
    ending = [one for one in names.get(tail.rpartition("/")[2], ())[:200] if one == tail or one.endswith("/" + tail)]
    return min(ending, key=lambda one: (len(one), one)) if ending else ""


def _joined(folder: str, asset: str) -> str:
    parts = folder.split("/") if folder else []
    for part in asset.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
