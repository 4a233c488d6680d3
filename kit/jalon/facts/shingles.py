"""Runs of eight words as numbers, to recognise a text without keeping it.

`python -m jalon.facts.shingles FILE` prints the numbers that `checklists/knowledge/sheet-*.txt` holds.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zlib
from pathlib import Path

RUN = 8
KEEP_ONE_IN = 4

_WORD = re.compile(r"[a-z0-9]+")


def normalised(text: str) -> str:
    """Lower case, without accents nor other marks, with straight apostrophes and single spaces."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return " ".join(flat.encode("ascii", "ignore").decode("ascii").split())


def shingles(text: str) -> frozenset[int]:
    """A sample of the runs of eight words of a text: the same runs are kept in every text."""
    words = _WORD.findall(normalised(text))
    numbers = (zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1))
    return frozenset(number for number in numbers if number % KEEP_ONE_IN == 0)


if __name__ == "__main__":
    for number in sorted(shingles(Path(sys.argv[1]).read_text(encoding="utf-8"))):
        sys.stdout.write(f"{number:08x}\n")
