"""Markdown inside a line, to plain text: links and images are recorded, marks dropped. Every pattern is linear."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft
from jalon.facts.documents.markup import attributes, split_comments, unescape
from jalon.facts.model import At

_SPECIAL = re.compile(r"[\[`*_~<&\\]|://")
_CODE = r"(?P<ticks>(?<!`)`{1,3}(?!`))(?P<code>[^`]+)(?P=ticks)(?!`)"
_TARGET = (
    r"\([ ]?(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*){0,3}))"
    r"(?:[ ](?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ ]?\)"
)
_IMAGES = re.compile(rf"{_CODE}|!\[(?P<text>[^\[\]]*)\](?:{_TARGET}|\[(?P<label>[^\[\]]*)\])")
_MARKS = re.compile(
    rf"""{_CODE}
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    | \[(?P<text>[^\[\]]*)\](?:{_TARGET}|\[(?P<label>[^\[\]]*)\])?
    | <(?P<auto>[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*)>
    | (?P<tag></?[A-Za-z][^<>]*>)
    | (?P<bare>(?<![\w@])https?://[^\s<>()\[\]"'`]+)
    | (?P<emphasis>\*{{2,3}}|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<!\w)_{{1,3}}(?=\S)|(?<=\S)_{{1,3}}(?!\w)|~~)
    """,
    re.VERBOSE,
)
_EMPHASIS = re.compile(r"\*{2,3}|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|`")

References = Mapping[str, Mapping[str, object]]


class Lines:
    """The line of a position, asked in increasing order: each newline is counted once."""

    def __init__(self, text: str, first: int) -> None:
        self._text, self._line, self._position = text, first, 0

    def at(self, position: int) -> At:
        """Where that position stands."""
        self._line += self._text.count("\n", self._position, position)
        self._position = max(position, self._position)
        return At(line=self._line)


def plain(text: str, line: int, draft: Draft, references: References) -> str:
    """The text without marks. Its links, images and comments go to the draft; `line` is the one where it starts."""
    if not _SPECIAL.search(text):
        return text
    if len(text) > limits.PARAGRAPH_CHARACTERS:
        text, draft.cut = text[: limits.PARAGRAPH_CHARACTERS], True
    text, comments = split_comments(text)
    for comment in comments:
        draft.comment(comment)
    if "![" in text:
        text = _replace(_IMAGES, text, line, draft, references)
    return unescape(_replace(_MARKS, text, line, draft, references))


def _replace(pattern: re.Pattern[str], text: str, line: int, draft: Draft, references: References) -> str:
    lines = Lines(text, line)
    images = pattern is _IMAGES

    def one(match: re.Match[str]) -> str:
        if match["code"] is not None:
            return match[0] if images else match["code"].strip()
        if match["text"] is not None:
            return _target(match, lines, draft, references, image=images)
        if match["escaped"]:
            return match["escaped"]
        address = match["auto"] or match["bare"]
        if address:
            address = address.rstrip(".,;:!?")
            draft.link(address, address, lines.at(match.start()))
            return match["auto"] or match["bare"]
        return _tag(match, lines, draft) if match["tag"] else ""

    return pattern.sub(one, text)


def _target(match: re.Match[str], lines: Lines, draft: Draft, references: References, *, image: bool) -> str:
    text = _EMPHASIS.sub("", match["text"])
    target = match["angled"] if match["angled"] is not None else match["plain"]
    if target is None:
        label = " ".join((match["label"] or match["text"]).split()).lower().upper()  # as CommonMark folds case
        known = references.get(label)
        target = str(known["href"]) if known else None
    if target is None:
        return match[0]  # not a link: "[à compléter]" is somebody's text
    if image:
        draft.figure(unescape(target), text, lines.at(match.start()))
    else:
        draft.link(unescape(target), text or target, lines.at(match.start()))
    return text


def _tag(match: re.Match[str], lines: Lines, draft: Draft) -> str:
    tag = match["tag"]
    name = tag[1:4].lower()
    if name.startswith("img"):
        known = attributes(tag)
        draft.figure(known.get("src", ""), known.get("alt", ""), lines.at(match.start()))
        return known.get("alt", "")
    if name.startswith("a "):
        draft.link(attributes(tag).get("href", ""), "", lines.at(match.start()))
    return " " if name.startswith("br") else ""
