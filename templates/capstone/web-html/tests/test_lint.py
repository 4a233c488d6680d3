"""Each rule of lint.py sees the mistake that it is there for, on a copy of the real front end."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(WEB))

from lint import lint  # noqa: E402

MISTAKES = [
    ("index.html", "</h1>", "", "HTML: </main> comes while h1 is open"),
    ("index.html", "</body>\n</html>", "", "HTML: body is never closed"),
    ("index.html", '<main id="main"', '<main id="main" id="main"', "written twice"),
    ("index.html", "<h1 ", "<p><div>x</div></p><h1 ", "HTML: unexpected-end-tag"),
    ("index.html", "<h1 ", "<p>a &copie; b</p><h1 ", "HTML: expected-named-entity"),
    ("index.html", '<html lang="fr">', '<html lang="xx">', "html needs lang"),
    ("index.html", ' data-i18n="catalogue.page">Catalogue – Prêt d’outils<', "><", "a title is missing"),
    ("index.html", 'name="viewport"', 'name="view"', "the viewport is missing"),
    ("index.html", "initial-scale=1", "user-scalable=no", "must let people zoom"),
    ("index.html", "<h2 ", "<h1>x</h1><h2 ", "exactly one h1"),
    ("index.html", '<a class="skip" href="#main"', '<a class="skip" href="index.html"', "must skip to #main"),
    ("account.html", "<h2 id", "<h4>x</h4><h2 id", "a level is skipped"),
    ("index.html", 'id="category"', 'id="q"', "is used twice"),
    ("index.html", 'for="q"', 'for="gone"', "nothing has the id gone"),
    ("index.html", '<label for="days"', "<label", "has no label"),
    ("index.html", '<ul class="cards"', '<a href="index.html"></a><ul class="cards"', "this a has no name"),
    ("index.html", '<ul class="cards"', '<img src="css/style.css"><ul class="cards"', "needs alt"),
    ("index.html", '<ul class="cards"', '<button>x</button><ul class="cards"', 'needs type="button"'),
    ("index.html", 'tabindex="-1"', 'tabindex="2"', "positive tabindex"),
    ("sign-in.html", 'id="sign-in" method="post"', 'id="sign-in"', "password in the address"),
    ("index.html", '<main id="main"', '<main id="main" style="color: red"', "styles go into"),
    ("index.html", "</body>", "<script>1</script></body>", "scripts go into"),
    ("index.html", '<main id="main"', '<main id="main" onclick="x()"', "listeners go into"),
    ("index.html", 'src="js/catalogue.js"', 'src="https://example.org/x.js"', "from another site"),
    ("index.html", 'href="account.html"', 'href="acount.html"', "acount.html does not exist"),
    ("admin.html", "Se déconnecter</button>", "Quitter</button>", "header differs"),
    ("index.html", ">Chercher<", ">Rechercher<", "the page says"),
    ("i18n/en.json", '  "brand": "Tool lending",\n', "", "brand is missing"),
    ("i18n/en.json", '"Tool lending"', '" "', "brand is empty"),
    ("i18n/en.json", "{count} items found", "items found", "has other {places}"),
    ("i18n/en.json", '{\n  "accessibility.page"', '\n  "accessibility.page"', "i18n/en.json:2:"),
    ("i18n/fr.json", "\\u00a0?", " ?", "no-break space"),
    ("i18n/fr.json", '"brand":', '"brandy":', "nothing uses the key brandy"),
    ("js/account.js", 't("data.exported")', 't("data.gone")', "no text has the key data.gone"),
    ("js/account.js", "./ui.js", "./ui", "./ui is not a file"),
    ("css/style.css", "var(--soft)", "var(--sotf)", "--sotf is not defined"),
    ("css/style.css", "body { margin: 0;", "body { margin 0;", "CSS:"),
    ("css/style.css", ":focus-visible", ":hover", ":focus-visible has no style"),
    ("css/style.css", ".soft {", "@import 'https://example.org/x.css'; .soft {", "by @import"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    shutil.copytree(WEB, folder, ignore=shutil.ignore_patterns("tests", "__pycache__", "*.py"))
    return folder


def test_the_front_end_has_no_fault() -> None:
    assert [str(fault) for fault in lint()] == []


@pytest.mark.parametrize(("path", "right", "wrong", "message"), MISTAKES, ids=[mistake[3] for mistake in MISTAKES])
def test_a_mistake_is_seen(copy: Path, path: str, right: str, wrong: str, message: str) -> None:
    source = (copy / path).read_text("utf-8")
    assert right in source, "the test no longer fits the page"
    (copy / path).write_text(source.replace(right, wrong, 1), "utf-8", newline="\n")
    faults = [str(fault) for fault in lint(copy)]
    assert any(message in fault for fault in faults), faults
