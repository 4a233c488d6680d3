"""Static checks of the front end: valid HTML and CSS, accessibility by construction, texts in both languages.

    python lint.py            prints one line a fault, `path:line: message`; exit code 1 when there is any

What only a browser can tell (contrasts, focus, names computed from the whole page) is tested in ../e2e with axe-core.
JavaScript itself is checked by oxlint, see gates.toml. Nothing here needs Node.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2  # type: ignore[import-untyped]
from markup import Fault, Page, read_page

ROOT = Path(__file__).resolve().parent
LANGUAGES = ("fr", "en")
FIELDS = {"input", "select", "textarea"}
VOID_OF_TEXT = {"submit", "button", "hidden"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
RESOURCES = {("link", "href"), ("script", "src"), ("img", "src"), ("a", "href"), ("source", "src")}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A French reader expects a no-break space there; an ordinary one leaves the mark alone at the start of a line.
FRENCH_SPACE = re.compile(r" [:;?!»]|« |\w[;?!]")


# --- One page --------------------------------------------------------------------------------------------------------


def check_document(page: Page) -> Iterator[Fault]:
    """The frame of a page: language, title, a zoom that works, one main, one h1, a skip link first."""
    first = page.elements[0]
    if first.attributes.get("lang") not in LANGUAGES:
        yield page.fault(first, "html needs lang, one of the application's languages")
    if not any(title.text().strip() for title in page.named("title")):
        yield page.fault(first, "a title is missing")
    if not any(meta.attributes.get("name") == "viewport" for meta in page.named("meta")):
        yield page.fault(first, "the viewport is missing")
    for meta in page.named("meta"):
        if re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale", meta.attributes.get("content", "")):
            yield page.fault(meta, "the viewport must let people zoom")
    for name in ("main", "h1"):
        if len(page.named(name)) != 1:
            yield page.fault(first, f"exactly one {name} is expected, {len(page.named(name))} found")
    links = page.named("a")
    if not links or links[0].attributes.get("href") != "#main":
        yield page.fault(first, "the first link must skip to #main")


def check_headings(page: Page) -> Iterator[Fault]:
    """Headings go down one level at a time."""
    level = 0
    for heading in page.named(*HEADINGS):
        new = int(heading.name[1])
        if new > level + 1:
            yield page.fault(heading, f"{heading.name} comes after h{level}: a level is skipped")
        level = new


def check_references(page: Page) -> Iterator[Fault]:
    """An id is used once; what refers to an id finds it."""
    ids: set[str] = set()
    for element in page.elements:
        name = element.attributes.get("id")
        if name in ids:
            yield page.fault(element, f"the id {name} is used twice")
        if name is not None:
            ids.add(name)
    for element in page.elements:
        values = element.attributes
        targets = [word for key in REFERENCES for word in values.get(key, "").split()]
        if values.get("href", "").startswith("#"):
            targets.append(values["href"][1:])
        for target in targets:
            if target not in ids:
                yield page.fault(element, f"nothing has the id {target}")


def check_names(page: Page) -> Iterator[Fault]:
    """Fields, buttons, links and images say what they are for."""
    for form in page.named("form"):
        secret = any(element.attributes.get("type") == "password" for element in form.walk())
        if secret and form.attributes.get("method") != "post":
            yield page.fault(form, 'without method="post" a slow script would put the password in the address')
    labelled = {label.attributes.get("for") for label in page.named("label")}
    for element in page.elements:
        values = element.attributes
        named = bool(values.get("aria-label") or values.get("aria-labelledby"))
        if (
            element.name in FIELDS
            and values.get("type") not in VOID_OF_TEXT
            and values.get("id") not in labelled
            and not named
        ):
            yield page.fault(element, f"this {element.name} has no label")
        if element.name in {"a", "button"} and not element.text().strip() and not named:
            yield page.fault(element, f"this {element.name} has no name")
        if element.name == "img" and "alt" not in values:
            yield page.fault(element, "this image needs alt (empty when it says nothing)")
        if element.name == "button" and "type" not in values and not element.inside("form"):
            yield page.fault(element, 'a button outside a form needs type="button"')
        if int(values.get("tabindex") or 0) > 0:
            yield page.fault(element, "a positive tabindex breaks the order of the keyboard")


def check_content_policy(page: Page) -> Iterator[Fault]:
    """Nothing inline: the Content-Security-Policy of nginx.conf and of the API would block it."""
    for element in page.elements:
        values = element.attributes
        if element.name == "style" or "style" in values:
            yield page.fault(element, "styles go into css/style.css")
        if element.name == "script" and (element.text().strip() or "src" not in values):
            yield page.fault(element, "scripts go into js/")
        for name in values:
            if name.startswith("on"):
                yield page.fault(element, f"{name}: listeners go into js/")


def check_links(page: Page, root: Path) -> Iterator[Fault]:
    """What a page loads is in this folder, and exists; no third party learns who reads it."""
    for element in page.elements:
        for key, value in element.attributes.items():
            if (element.name, key) not in RESOURCES or value.startswith(("#", "data:", "mailto:")):
                continue
            if "//" in value and element.name != "a":
                yield page.fault(element, f"{value}: nothing is loaded from another site")
            elif "//" not in value and not (root / value.split("?")[0].split("#")[0]).is_file():
                yield page.fault(element, f"{value} does not exist")


# --- The pages together, the texts, the style sheet ------------------------------------------------------------------


def check_same_frame(pages: list[Page]) -> Iterator[Fault]:
    """Header and footer are the same on every page (WCAG 3.2.3), but for the mark of the current page."""
    for name in ("header", "footer"):
        model = frame_of(pages[0], name) if pages else []
        for page in pages:
            if frame_of(page, name) != model:
                yield Fault(page.path, 1, f"its {name} differs from the one of {pages[0].path}")


def frame_of(page: Page, name: str) -> list[str]:
    """Return the tags and texts of the page's header or footer, without the mark of the current page."""
    parts = [part for element in page.named(name) for part in [element, *element.walk()]]
    return [re.sub(r' aria-current="page"', "", part.source) + part.text().strip() for part in parts]


def load_texts(root: Path) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """Read i18n/*.json; return the texts by language, and the faults of syntax."""
    texts: dict[str, dict[str, str]] = {}
    faults = []
    for language in LANGUAGES:
        path = root / "i18n" / f"{language}.json"
        try:
            texts[language] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            texts[language] = {}
            faults.append(Fault(f"i18n/{language}.json", getattr(error, "lineno", 1), str(error)))
    return texts, faults


def check_texts(texts: dict[str, dict[str, str]]) -> Iterator[Fault]:
    """Both languages have the same keys with the same places, nothing is empty, French has its no-break spaces."""
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        path = f"i18n/{language}.json"
        for key, text in texts[language].items():
            twin = texts[other].get(key)
            if not text.strip():
                yield Fault(path, 1, f"{key} is empty")
            if twin is None:
                yield Fault(f"i18n/{other}.json", 1, f"{key} is missing")
            elif set(re.findall(r"\{\w+\}", text)) != set(re.findall(r"\{\w+\}", twin)):
                yield Fault(path, 1, f"{key} has other {{places}} than in the other language")
    for key, text in texts["fr"].items():
        if FRENCH_SPACE.search(text):
            yield Fault("i18n/fr.json", 1, f"{key}: a no-break space (\\u00a0) is missing before a mark")


def check_keys(pages: list[Page], scripts: dict[str, str], texts: dict[str, dict[str, str]]) -> Iterator[Fault]:
    """Every key that a page or a script uses exists, every key is used, and pages hold the French text itself."""
    known = set(texts["fr"])
    used: set[str] = set()
    for page in pages:
        for element in page.elements:
            values = element.attributes
            for key, shown in (
                (values.get("data-i18n"), element.text()),
                (values.get("data-i18n-label"), values.get("aria-label")),
            ):
                if key is None:
                    continue
                used.add(key)
                if texts["fr"].get(key) != shown:
                    yield page.fault(element, f"{key}: the page says {shown!r}, fr.json {texts['fr'].get(key)!r}")
    prefixes: set[str] = set()
    for path, source in scripts.items():
        for line, text in enumerate(source.splitlines(), 1):
            for key in re.findall(r'\bt\(\s*"([^"]+)"', text):
                if not {key, f"{key}_other"} & known:
                    yield Fault(path, line, f"no text has the key {key}")
        used |= set(re.findall(r'"([\w.]+)"', source))
        prefixes |= set(re.findall(r"`(\w+(?:\.\w+)*\.)\$\{", source))
    for key in sorted(known):
        if re.sub(r"_(zero|one|two|few|many|other)$", "", key) not in used and not key.startswith(tuple(prefixes)):
            yield Fault("i18n/fr.json", 1, f"nothing uses the key {key}")


def check_imports(scripts: dict[str, str], root: Path) -> Iterator[Fault]:
    """A module imports files of this folder that exist, with their extension (no build step adds it)."""
    for path, source in scripts.items():
        for line, text in enumerate(source.splitlines(), 1):
            for target in re.findall(r"""\bfrom\s+["']([^"']+)["']""", text):
                if not target.startswith(".") or not (root / path).parent.joinpath(target).is_file():
                    yield Fault(path, line, f"{target} is not a file of this folder")


def check_style(path: str, source: str) -> Iterator[Fault]:
    """The style sheet parses to the end; every custom property it uses is defined; the focus stays visible."""
    defined = set(re.findall(r"^\s*(--[\w-]+)\s*:", source, re.MULTILINE))
    for number, text in enumerate(source.splitlines(), 1):
        for name in re.findall(r"var\((--[\w-]+)", text):
            if name not in defined:
                yield Fault(path, number, f"{name} is not defined")
        if re.search(r"url\(\s*['\"]?(https?:)?//|@import", text):
            yield Fault(path, number, "nothing is loaded from another site or by @import")
    if ":focus-visible" not in source:
        yield Fault(path, 1, ":focus-visible has no style")
    rules = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
    yield from (Fault(path, line, message) for line, message in style_errors(rules))


def style_errors(rules: list[Any]) -> Iterator[tuple[int, str]]:
    """Yield line and message of what a browser would silently throw away."""
    for rule in rules:
        if rule.type == "error":
            yield rule.source_line, f"CSS: {rule.message}"
        elif rule.type in {"qualified-rule", "at-rule"} and rule.content is not None:
            content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from style_errors(content)


def lint(root: Path = ROOT) -> list[Fault]:
    """Return every fault of the front end under `root`, in order of path and line."""
    pages = [read_page(path, root) for path in sorted(root.glob("*.html"))]
    scripts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted((root / "js").glob("*.js"))
    }
    texts, faults = load_texts(root)
    for page in pages:
        faults += page.faults
        for check in (check_document, check_headings, check_references, check_names, check_content_policy):
            faults += check(page)
        faults += check_links(page, root)
    faults += check_same_frame(pages)
    faults += check_texts(texts)
    faults += check_keys(pages, scripts, texts)
    faults += check_imports(scripts, root)
    for path in sorted((root / "css").glob("*.css")):
        faults += check_style(path.relative_to(root).as_posix(), path.read_text("utf-8"))
    return sorted(set(faults))


def main() -> int:
    """Print the faults; return 1 when there is one."""
    faults = lint()
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
