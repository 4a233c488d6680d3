"""Filled in, or still a form? What a paragraph or a cell must not be to count as somebody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jalon.facts.cues import tokens
from jalon.facts.model import Paragraph
from jalon.facts.scaffold import is_shipped_text

LEAST_WORDS = 3
REPEATS = 3  # the same paragraph this many times in a repository is machine-made

# an imperative is a prompt when it speaks to the author of the document, or announces something that never comes;
# a user guide is written in the imperative too
_PROMPT = re.compile(
    r"^\W*(?:"
    r"(?:d[ée]cri(?:s|vez|re)|expliquez|pr[ée]cisez|indiquez|renseignez|compl[ée]tez|listez|ins[ée]rez|remplacez|"
    r"describe|explain|insert|replace|fill in|list|enter|add|write)\b"
    r"(?:[^.!?]{0,120}\b(?:ici|here|(?:votre|vos|your|du|le|the) (?:projets?|projects?|[ée]quipe|team|[ée]tude|study))\b"
    r"[^.!?]{0,120}[.…:]?|[^.!?]{0,160}(?:…|\.\.\.|:))\s*$"
    r"|(?:todo|tbd|tba|fixme|xxx+|lorem ipsum|[àa] (?:compl[ée]ter|renseigner|d[ée]finir|remplir|venir)|"
    r"to be (?:completed|defined|done|determined)|coming soon|work in progress|n/?a|non renseign[ée]|none|aucun)\b.{0,40}$"
    r")",
    re.IGNORECASE,
)
_BLANK = re.compile(r"^[\W_x]*$|^(?:dd|jj)/mm/a{4}$|^(?:dd|jj)/mm/y{4}$|^yyyy-mm-dd$|^aaaa-mm-jj$", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[<{][^\]>}]{1,200}[\]>}]")
_LATIN = frozenset("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt".split())


def is_blank(cell: str) -> bool:
    """A cell that says nothing: empty, dashes, dots, XX, a date's form, a prompt."""
    cell = cell.strip()
    return not cell or bool(_BLANK.match(cell)) or bool(_PROMPT.match(cell)) or not _BRACKETED.sub("", cell).strip()


def own_words(text: str) -> int:
    """How many words of a paragraph are its author's; 0 for a prompt, a placeholder, false Latin, shipped text."""
    text = text.strip()
    if not text or _PROMPT.match(text) or is_shipped_text(text):
        return 0
    words = tokens(_BRACKETED.sub(" ", text))
    if len(words) < LEAST_WORDS or sum(word in _LATIN for word in words) > len(words) / 4:
        return 0
    return len(words)


def repeated(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """Texts of eight words or more that occur `REPEATS` times: pasted, not written."""
    seen: dict[str, int] = {}
    for one in paragraphs:
        if len(one.text) > 40:
            seen[one.text] = seen.get(one.text, 0) + 1
    return frozenset(text for text, count in seen.items() if count >= REPEATS)
