"""Static accessibility of one page: what can be told without rendering it (RGAA 4.1 themes 1, 2, 6, 8, 9, 11, 12)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from jalon.facts.pages.markup import Event
from jalon.facts.pages.templates import WORD

MOST_FAULTS = 200
MOST_OPEN = 400
_SILENT_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
_FIELDS = frozenset({"input", "select", "textarea"})
_LANDMARKS = {"main": "main", "nav": "navigation", "header": "banner", "footer": "contentinfo"}
_SKIP = re.compile(
    r"\b(?:skip|jump) to|aller au (?:contenu|menu)|acc[èe]s (?:direct )?au contenu|contenu principal|main content"
    r"|[ée]vitement",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTENT = _HEADINGS | {"p", "a", "form", "button", "table", "ul", "ol", "section", "article", "input", "img", "iframe"}
_HTML = _CONTENT | {
    "html", "head", "body", "title", "main", "nav", "header", "footer", "aside", "div", "span", "li", "dl", "dt", "dd",
    "select", "textarea", "label", "fieldset", "legend", "thead", "tbody", "tr", "td", "th", "video", "audio", "svg",
    "figure", "figcaption", "picture", "details", "summary", "dialog", "template", "strong", "em", "small", "br", "hr",
    "blockquote", "pre",
}  # fmt: skip
_TARGETS = re.compile(r"#(?:main|content|contenu|principal|main-content|maincontent|skip)[\w-]*\Z", re.IGNORECASE)
_COMPUTED = re.compile(rf"[{{$]|__|{WORD}")
_NAMES = ("aria-label", "aria-labelledby", "title")


def _is_named(given: dict[str, str]) -> bool:
    """Whether attributes name an element, or may (`{...props}`)."""
    return "{...}" in given or any(given.get(one) for one in _NAMES)


def _key(identifier: str) -> str:
    """An identifier without the marks of an expression: a Thymeleaf field `*{name}` gives the id `name`."""
    return identifier.strip("*{}")


@dataclass
class _Open:
    """A link, a button, a label or a drawing that is still open, and whether something names it."""

    name: str
    line: int
    named: bool
    fields: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Report:
    """What one page says of itself."""

    language: str = ""
    title: str = ""
    faults: list[tuple[str, int]] = field(default_factory=list)
    good: Counter[str] = field(default_factory=Counter)
    assets: dict[str, None] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    tags: int = 0


class _Audit:
    """The state of one reading."""

    def __init__(self, whole: bool) -> None:
        self.report = Report()
        self.whole = whole
        self.open: list[_Open] = []
        self.labels: set[str] = set()
        self.waiting: list[tuple[str, int]] = []
        self.heading = 0
        self.in_title = False
        self.seen = Counter[str]()
        self.document_line = 1

    # --- events

    def start(self, event: Event) -> None:
        name, given = event.name, event.attributes
        self.seen[name] += 1
        self.report.tags += name in _HTML
        if "replace" in given or "insert" in given:  # Thymeleaf puts a fragment in its place
            self._name_open()
            return
        self._aria(given)
        if name in _LANDMARKS or given.get("role") in _LANDMARKS.values():
            self.report.good["landmark"] += 1
            self.seen["main"] += given.get("role") == "main" and name != "main"
        handler = _HANDLERS.get(name)
        if handler is not None:
            handler(self, event)
        elif name[:1].isupper() or "-" in name or "." in name:
            self._component(event)
        if given.get("html") is not None or "{...}" in given:
            self._name_open()

    def end(self, event: Event) -> None:
        if event.name == "title":
            self.in_title = False
        for index in range(len(self.open) - 1, max(-1, len(self.open) - 20), -1):
            if self.open[index].name == event.name:
                closing = self.open[index]
                del self.open[index:]
                self._close(closing)
                return

    def text(self, event: Event) -> None:
        if self.in_title and not self.open:
            self.report.title = self.report.title or event.name[:200]
        if event.name.strip("<>{}()[];,. \n"):
            self._name_open()
            if self.open and self.open[-1].name in {"a", "Link"} and _SKIP.search(event.name):
                self.report.good["skip-link"] = 1

    # --- rules

    def fault(self, rule: str, line: int) -> None:
        if len(self.report.faults) < MOST_FAULTS:
            self.report.faults.append((rule, line))

    def judge(self, good: bool, rule: str, line: int) -> None:
        if good:
            self.report.good[rule] += 1
        else:
            self.fault(rule, line)

    def _aria(self, given: dict[str, str]) -> None:
        self.report.good["aria"] += any(name.startswith("aria-") and name != "aria-hidden" for name in given) or (
            "role" in given and given["role"] not in {"presentation", "none"}
        )

    def _name_open(self) -> None:
        for one in self.open:
            one.named = True

    def _component(self, event: Event) -> None:
        """A component of the framework may bring a name with it: abstain rather than accuse."""
        self._name_open()
        if event.name.endswith("Image") or event.name == "Image":
            self.image(event)

    def document(self, event: Event) -> None:
        self.document_line = event.line
        language = event.attributes.get("lang") or event.attributes.get("xml:lang")
        self.report.language = "" if not language or WORD in language or "{" in language else language[:20]
        if language or self.whole:
            self.judge(bool(language and language.strip()), "language", event.line)

    def title_tag(self, event: Event) -> None:
        self.in_title = not event.closed and not self.open
        if "html" in event.attributes:
            self.report.title = WORD
        if self.open:  # the title of a drawing
            self._name_open()

    def image(self, event: Event) -> None:
        given = event.attributes
        silent = given.get("role") in {"presentation", "none"} or given.get("aria-hidden") == "true"
        self.judge("alt" in given or silent or _is_named(given), "alternative", event.line)
        if given.get("alt"):
            self._name_open()
        self._asset(given.get("src", ""))

    def area(self, event: Event) -> None:
        self.judge("alt" in event.attributes or "{...}" in event.attributes, "alternative", event.line)

    def drawing(self, event: Event) -> None:
        given = event.attributes
        if given.get("role") == "img" and not event.closed:
            self._open(event, _is_named(given))
        elif given.get("aria-label"):
            self._name_open()

    def form_field(self, event: Event) -> None:
        given = event.attributes
        kind = given.get("type", "").lower()
        if event.name == "input" and kind == "image":
            self.judge(bool(given.get("alt")), "alternative", event.line)
        if event.name == "input" and kind in _SILENT_INPUTS:
            return
        if _is_named(given) or any(one.name == "label" for one in self.open):
            self.report.good["label"] += 1
        else:
            self.waiting.append((given.get("id") or given.get("field", ""), event.line))

    def label(self, event: Event) -> None:
        if wanted := event.attributes.get("for"):
            self.labels.add(_key(wanted))
        if not event.closed:
            self._open(event, True)

    def heading_tag(self, event: Event) -> None:
        level = int(event.name[1])
        self.judge(not self.heading or level <= self.heading + 1, "heading-order", event.line)
        self.heading = level

    def link(self, event: Event) -> None:
        given = event.attributes
        if not any(one in given for one in ("href", "to", "routerlink", "action")) and "{...}" not in given:
            return
        target = given.get("href") or given.get("to") or ""
        if _TARGETS.search(target):
            self.report.good["skip-link"] = 1
        if event.closed:
            self.judge(_is_named(given) or "html" in given, "link-name", event.line)
        else:
            self._open(event, _is_named(given))

    def button(self, event: Event) -> None:
        if not event.closed:
            self._open(event, _is_named(event.attributes))

    def frame(self, event: Event) -> None:
        given = event.attributes
        self.judge(_is_named(given), "frame-title", event.line)
        self._asset(given.get("src", ""))

    def source(self, event: Event) -> None:
        self._asset(event.attributes.get("src", ""))

    def linked(self, event: Event) -> None:
        relation = event.attributes.get("rel", "").lower()
        if any(one in relation for one in ("stylesheet", "icon", "preload", "manifest", "font")):
            self._asset(event.attributes.get("href", ""))
        elif "preconnect" in relation:
            self._host(event.attributes.get("href", ""))

    # --- bookkeeping

    def _open(self, event: Event, named: bool) -> None:
        if len(self.open) < MOST_OPEN:
            self.open.append(_Open(event.name, event.line, named))

    def _close(self, closing: _Open) -> None:
        if closing.name in {"a", "Link"}:
            self.judge(closing.named, "link-name", closing.line)
        elif closing.name == "button":
            self.judge(closing.named, "label", closing.line)
        elif closing.name == "svg":
            self.judge(closing.named, "alternative", closing.line)

    def _asset(self, address: str) -> None:
        address = address.strip()
        if not address or address.startswith(("data:", "#", "blob:", "{", "javascript:")) or WORD in address:
            return
        if len(self.report.assets) < 2_000:
            self.report.assets.setdefault(address.split("#")[0].split("?")[0][:500])
        self._host(address)

    def _host(self, address: str) -> None:
        if address.startswith(("http://", "https://", "//")):
            try:
                host = urlsplit(address).hostname
            except ValueError:
                return
            if host and "." in host and host != "localhost" and len(self.report.hosts) < 100:
                self.report.hosts.add(host[:120])

    def finish(self) -> Report:
        for identifier, line in self.waiting:
            labelled = bool(identifier) and _key(identifier) in self.labels
            if labelled or not _COMPUTED.search(identifier):  # a computed name may be matched elsewhere
                self.judge(labelled, "label", line)
        if self.whole and self.seen["html"]:
            if self.seen["head"] or not self.seen["Head"]:
                self.judge(bool(self.report.title), "title", self.document_line)
            if not self.seen["main"] and any(self.seen[name] for name in _CONTENT):
                self.fault("landmark", self.document_line)
        elif self.report.title:
            self.report.good["title"] += 1
        self.report.faults.sort(key=lambda one: (one[1], one[0]))
        return self.report


_HANDLERS = {
    "html": _Audit.document, "title": _Audit.title_tag, "img": _Audit.image, "area": _Audit.area, "svg": _Audit.drawing,
    "input": _Audit.form_field, "select": _Audit.form_field, "textarea": _Audit.form_field, "label": _Audit.label,
    "h1": _Audit.heading_tag, "h2": _Audit.heading_tag, "h3": _Audit.heading_tag, "h4": _Audit.heading_tag,
    "h5": _Audit.heading_tag, "h6": _Audit.heading_tag, "a": _Audit.link, "Link": _Audit.link, "button": _Audit.button,
    "iframe": _Audit.frame, "frame": _Audit.frame, "script": _Audit.source, "source": _Audit.source,
    "video": _Audit.source, "audio": _Audit.source, "embed": _Audit.source, "link": _Audit.linked,
}  # fmt: skip


def audited(events: Iterable[Event], whole: bool) -> Report:
    """Read the events of a page; `whole` says that a missing title or landmark is this page's own fault."""
    audit = _Audit(whole)
    for event in events:
        if event.kind == "start":
            audit.start(event)
        elif event.kind == "end":
            audit.end(event)
        else:
            audit.text(event)
    return audit.finish()
