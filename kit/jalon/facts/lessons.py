"""Is a repository a collection of links, or lessons about many systems, rather than one project?

Its front page tells: it sends the reader to many places, and speaks of learning, examples and lists all along. Such
texts describe architectures, plans and methods that nobody here carried out.
"""

from __future__ import annotations

import re

from jalon.facts.ignored import knowledge
from jalon.facts.shingles import normalised

FRONT_PAGE = re.compile(
    r"readme(?:\.(?:md|mdx|markdown|rst|adoc|asciidoc|asc|txt))?$", re.IGNORECASE
)  # in the root folder
_WORD = re.compile(r"[a-z0-9']+")
_ADDRESS = re.compile(r"https?://(?:www\.)?([\w.-]{4,100})", re.IGNORECASE)


def is_collection(text: str) -> bool:
    """Whether the text of a front page, judged on its first 65,536 characters, is that of a collection or of lessons.

    A page whose authors tell what they did is a project's, however many pages it quotes.
    """
    text = text[: knowledge().text_characters]
    words = _WORD.findall(normalised(_ADDRESS.sub(" ", text)))
    return _is_announced(words) or (_sends_away(text) and _teaches(words))


def _is_announced(words: list[str]) -> bool:
    """Its first words say that a book, a blank form or a list of links follows, and name no product."""
    known = knowledge().collection
    opening = f" {' '.join(words[: known.opening])} "
    return any(f" {one} " in opening for one in known.announced) and not any(
        f" {one} " in opening for one in known.product
    )


def _sends_away(text: str) -> bool:
    hosts = {host.lower() for host in _ADDRESS.findall(text)}
    return len(hosts) >= knowledge().collection.hosts


def _teaches(words: list[str]) -> bool:
    known = knowledge().collection
    flat = f" {' '.join(words)} "
    if sum(flat.count(phrase) for phrase in knowledge().own) * known.words_an_own > len(words):
        return False
    found = [count for phrase in known.phrases if (count := flat.count(f" {phrase} ") + flat.count(f" {phrase}s "))]
    return len(found) >= known.different and sum(found) >= known.times and sum(found) * known.words_each >= len(words)
