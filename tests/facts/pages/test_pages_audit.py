from __future__ import annotations

import pytest

from jalon.facts.pages import read_page
from jalon.facts.pages.audit import Report

SOUND = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Mes déchets</title></head>
<body>
  <a class="skip" href="#contenu">Aller au contenu</a>
  <header><nav aria-label="Principale"><a href="/">Accueil</a></nav></header>
  <main id="contenu">
    <h1>Mes déchets</h1>
    <h2>Trier</h2>
    <img src="bac.png" alt="Le bac jaune"><img src="trait.png" alt="">
    <form>
      <label for="nom">Nom</label> <input id="nom" name="nom">
      <label>Ville <input name="ville"></label>
      <input type="search" aria-label="Chercher"><input type="hidden" name="jeton"><input type="submit">
      <button type="button"><img src="plus.svg" alt="Ajouter"></button>
    </form>
    <iframe src="/carte" title="Carte"></iframe>
  </main>
  <footer>Projet</footer>
</body>
</html>"""


def audit(text: str, path: str = "page.html") -> Report:
    report = read_page(path, text)
    assert report is not None
    return report


def rules(text: str, path: str = "page.html") -> list[str]:
    return [rule for rule, _ in audit(text, path).faults]


def test_a_sound_page_has_no_fault() -> None:
    report = audit(SOUND)
    assert report.faults == []
    assert (report.language, report.title) == ("fr", "Mes déchets")
    assert dict(report.good) == {
        "language": 1, "title": 1, "skip-link": 1, "landmark": 4, "aria": 2, "link-name": 2, "heading-order": 2,
        "alternative": 3, "label": 4, "frame-title": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "fault", "line"),
    [
        (' lang="fr"', "", "language", 2),
        ("<title>Mes déchets</title>", "", "title", 2),
        ("<main id=", "<div id=", "landmark", 2),
        ("<h2>", "<h3>", "heading-order", 9),
        (' alt="Le bac jaune"', "", "alternative", 10),
        ('for="nom"', 'for="prenom"', "label", 12),
        (' aria-label="Chercher"', "", "label", 14),
        (' alt="Ajouter"', ' alt=""', "label", 15),
        (">Accueil<", "><", "link-name", 6),
        (' title="Carte"', "", "frame-title", 17),
    ],
)
def test_each_fault_with_its_line(old: str, new: str, fault: str, line: int) -> None:
    assert old in SOUND
    assert audit(SOUND.replace(old, new)).faults == [(fault, line)]


def test_a_fragment_is_not_blamed_for_what_its_page_holds() -> None:
    assert rules("<section><h3>Titre</h3><p>Texte</p></section>") == []


def test_a_page_that_a_script_fills_has_no_landmark_to_show() -> None:
    shell = '<!doctype html><html lang="en"><head><title>App</title></head><body><div id="root"></div></body></html>'
    assert rules(shell) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", '{% extends "base.html" %}{% block c %}<img src="{{ x }}" alt="{{ y }}">{% endblock %}'),
        ("a.html", '<html th:replace="~{layout :: page(~{::body})}"><body><h1 th:text="#{a}">A</h1></body></html>'),
        ("a.html", '<a th:href="@{/}" th:text="#{home}"></a><label th:for="*{nom}">N</label><input th:field="*{nom}">'),
        ("a.blade.php", "@extends('base')<a href='/'>{{ __('home') }}</a><?php if ($a > 1): ?><p>x</p><?php endif ?>"),
        ("a.twig", '<a href="/">{% include "icon.twig" %}Accueil</a>'),
        ("a.erb", '<a href="/"><%= t("home") %></a><label for="n">N</label><%# <img> %><input id="n">'),
        ("a.vue", '<script>"<img>"</script>\n<template><img :src="a" :alt="b"><a :href="x">{{ t }}</a></template>'),
        ("a.html", '<img [src]="a" [alt]="b"><button [attr.aria-label]="c"></button><a routerLink="/x">{{ y }}</a>'),
        ("a.html", '<input id="champ-{{ i }}" name="x">'),
        ("a.html", '<svg role="img"><title>Graphique</title></svg><svg aria-hidden="true"></svg>'),
        ("emails/welcome.html", '<html lang="en"><head><title>Hi</title></head><body><p>Hello</p></body></html>'),
    ],
)  # fmt: skip
def test_template_languages_are_understood(path: str, text: str) -> None:
    assert rules(text, path) == []


@pytest.mark.parametrize(
    ("path", "text", "fault", "line"),
    [
        ("a.html", "{% if a %}\n{{ b }}\n{% endif %}\n<img src='x'>", "alternative", 4),
        ("a.php", "<?php\n\n$a = '<img>';\n?>\n<img src='x'>", "alternative", 5),
        ("a.vue", "<script>\n</script>\n<template>\n<img src='x'>\n</template>", "alternative", 4),
        ("a.html", "<!-- <img> -->\n<script>'<img>'</script>\n<img src='x'>", "alternative", 3),
        ("a.html", "<a href='/'><i class='icon'></i></a>", "link-name", 1),
        ("a.html", "<svg role='img'><path/></svg>", "alternative", 1),
        ("a.html", "<textarea name='x'></textarea>", "label", 1),
    ],
)
def test_faults_in_templates(path: str, text: str, fault: str, line: int) -> None:
    assert audit(text, path).faults == [(fault, line)]


def test_components_of_react() -> None:
    report = audit(
        """import React, { useState } from 'react';
type Props = { items: Array<string> };
export function Liste({ items }: Props) {
  const [a, setA] = useState<string>('');
  if (items.length < 2 && a > 'b') return null;
  return (
    <main>
      <h1>{t('titre')}</h1>
      <label htmlFor="q">Chercher</label>
      <input id="q" value={a} onChange={(e) => setA(e.target.value > 'x' ? '<img>' : "}")} />
      <input {...props} />
      <img src={logo} alt={`Logo ${a}`} className="x" />
      <Link to="/x"><Icon /></Link>
      <button onClick={() => close()} aria-label="Fermer"><svg /></button>
      {items.map((i) => <a key={i} href={i}>{i}</a>)}
    </main>
  );
}
""",
        "Liste.tsx",
    )
    assert report.faults == []
    assert dict(report.good) == {
        "landmark": 1, "heading-order": 1, "label": 3, "alternative": 1, "link-name": 2, "aria": 1,
    }  # fmt: skip


def test_faults_of_a_component() -> None:
    text = "return (\n<div>\n<img src={a} />\n<input value={b} />\n<button><svg /></button>\n<a href='/'></a></div>);"
    assert audit(text, "a.jsx").faults == [("alternative", 3), ("label", 4), ("label", 5), ("link-name", 6)]


def test_code_without_tags_is_no_page() -> None:
    assert read_page("api.tsx", "export const a = <T,>(x: T): Promise<T> => get<T>(x);") is None
    assert read_page("a.php", "<?php class A { function b() { return 1; } }") is None
    assert read_page("a.html", "just text") is None
