"""French or English? A detector that counts function words and abstains when it cannot tell.

Words that both languages write alike (on, a, or, as, me, plus, son, car…) are in neither list. On real project texts
this is more often right than statistical models of many megabytes, because it may answer None.
"""

from __future__ import annotations

import re

LEAST_WORDS = 8
LEAST_HITS = 2
LEAST_SHARE = 0.08  # of the words; prose has 0.3 to 0.5, lists of names and code nearly none
AHEAD = 2  # the winner has more than this many times the hits of the other

_WORD = re.compile(r"[^\W_]+")

_FRENCH_WORDS = """
le la les un une des du de et est sont était étaient sera seront être été avoir ont avait avons avez nous vous ils
elle elles il je tu ce cet cette ces cela ça qui que quoi dont où lorsque quand afin ainsi alors aussi après avant
avec sans sous sur dans entre vers chez par pour pendant depuis contre selon parmi puis mais donc ni si au aux leur
leurs notre nos votre vos mon ma mes ses sa lui eux y en ne pas plusieurs chaque tout toute tous toutes très moins
comme même fait faire peut peuvent doit doivent permet permettent grâce notamment celui celle ceux se l d qu
"""
FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH_WORDS = """
the of and to is are was were be been being has had have having will would shall should can could must may might it
its this that these those which who whom whose what when where why how if then than so because while with without
within into onto from by for at over under between through during before after about against until since we you they
he she them him her his their our your my us not nor both each every any some all more most such only own same too
very just do does did done there here also but an in
"""
ENGLISH = frozenset(_ENGLISH_WORDS.split())


def votes(text: str) -> tuple[str | None, int]:
    """The language of a text, as `language_of`, and how many words it has."""
    tokens = _WORD.findall(text.lower())
    count = len(tokens)
    if count < LEAST_WORDS:
        return None, count
    french = sum(token in FRENCH for token in tokens)
    english = sum(token in ENGLISH for token in tokens)
    best, other, name = (french, english, "fr") if french >= english else (english, french, "en")
    if best < LEAST_HITS or best < LEAST_SHARE * count or best <= AHEAD * other:
        return None, count
    return name, count


def language_of(text: str) -> str | None:
    """Tell "fr", "en", or None: under eight words, hardly a function word, or both languages in turn."""
    return votes(text)[0]
