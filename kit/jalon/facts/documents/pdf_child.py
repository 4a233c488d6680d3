"""The child process that reads pdf files: a script of its own that imports nothing of this package.

`python -I -S pdf_child.py FOLDER LIMITS`: FOLDER is where pypdfium2 is installed, LIMITS a JSON object. On standard
input, for each file, eight bytes of length (big endian) and the file; on standard output the same with a JSON object:
`{"error": reason}`, or `{"title", "outline": [[page, level, text]], "pages": [{"width", "height", "pieces":
[[text, left, right, baseline, size, bold]], "rules": [[left, top, right, bottom]], "links": [address], "images":
count}], "cut"}`. Lengths are points from the top left; a piece is a run of words without a wide gap or a rule between.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

WIDE_GAP = 1.3  # of the font size: more than a space, so another column
IMAGE_SIDE = 60.0  # points; smaller images are icons
MOST_OBJECTS = 4_000
MOST_RULES = 2_000
THIN = 3.0  # points: a path no thicker is a rule
SHORT = 6.0  # points: a path no longer is a dot
BOX_SEGMENTS = 6  # of a path: a rectangle, whose sides are rules
MOST_LINKS = 300
MOST_OUTLINE = 2_000


def main() -> None:
    """Answer until the input ends."""
    folder, given = sys.argv[1:3]
    limits = json.loads(given)
    sys.path.insert(0, folder)
    _restrict(limits)
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - found through the folder given

    while len(header := sys.stdin.buffer.read(8)) == 8:
        data = sys.stdin.buffer.read(int.from_bytes(header, "big"))
        reply = json.dumps(_read(pypdfium2, data, limits), ensure_ascii=False).encode("utf-8", "replace")
        sys.stdout.buffer.write(len(reply).to_bytes(8, "big") + reply)
        sys.stdout.buffer.flush()


def _restrict(limits: dict[str, int]) -> None:
    """Bound memory and processor time, and write no file, where the system can."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows, where only the clock of the parent guards
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (OSError, ValueError, AttributeError):
            continue


def _read(pdfium: Any, data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": "encrypted" if "assword" in str(error) else "damaged"}
    except MemoryError:
        return {"error": "too-large"}
    try:
        return _document(pdfium, document, limits)
    except (pdfium.PdfiumError, ValueError, ctypes.ArgumentError):
        return {"error": "damaged"}
    except MemoryError:
        return {"error": "too-large"}
    finally:
        document.close()


def _document(pdfium: Any, document: Any, limits: dict[str, int]) -> dict[str, Any]:
    count = len(document)
    left = limits["characters"]
    pages: list[dict[str, Any]] = []
    for index in range(min(count, limits["pages"])):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            pages.append({})
            continue
        found = _page(pdfium, page, min(left, limits["page_characters"]))
        page.close()
        left -= sum(len(piece[0]) for piece in found["pieces"])
        pages.append(found)
        if left <= 0:
            break
    return {
        "title": document.get_metadata_value("Title"),
        "outline": _outline(pdfium, document),
        "pages": pages,
        "cut": len(pages) < count,
    }


def _outline(pdfium: Any, document: Any) -> list[list[Any]]:
    """Bookmarks: page from 1, level from 1, text."""
    found: list[list[Any]] = []
    try:
        for mark in document.get_toc(max_depth=6):
            target = mark.get_dest()
            index = target.get_index() if target else None
            if index is not None:
                found.append([index + 1, mark.level + 1, mark.get_title()])
            if len(found) >= MOST_OUTLINE:
                break
    except (pdfium.PdfiumError, ValueError):
        return found
    return found


def _page(pdfium: Any, page: Any, most: int) -> dict[str, Any]:
    raw = pdfium.raw
    width, height = page.get_size()
    text = page.get_textpage()
    left, _, _, top = page.get_cropbox()
    rules, images = _drawn(raw, page.raw, left, top)
    reader = _Reader(raw, text.raw, (left, top), [rule for rule in rules if rule[2] - rule[0] < rule[3] - rule[1]])
    pieces = reader.pieces(min(text.count_chars(), most))
    text.close()
    return {
        "width": _finite(width),
        "height": _finite(height),
        "pieces": pieces,
        "rules": rules,
        "links": _links(raw, page.raw, page.pdf.raw),
        "images": images,
    }


class _Reader:
    """The pieces of a text page, in the order of its content."""

    def __init__(self, raw: Any, text: Any, corner: tuple[float, float], uprights: list[list[float]]) -> None:
        self.raw, self.text, self.uprights = raw, text, uprights
        self.left, self.top = corner
        self.sides = tuple(ctypes.c_double() for _ in range(4))
        self.matrix = raw.FS_MATRIX()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def pieces(self, count: int) -> list[list[Any]]:
        content = self.content(count)
        pieces: list[list[Any]] = []
        start = -1
        for index, letter in enumerate(content):
            if letter in "\r\n":
                if start >= 0:
                    pieces.append(self.piece(content, start, index))
                start = -1
            elif letter.isspace():
                if start >= 0 and self.is_gap(content, index):
                    pieces.append(self.piece(content, start, index))
                    start = -1
            elif start < 0:
                start = index
        if start >= 0:
            pieces.append(self.piece(content, start, len(content)))
        return pieces

    def content(self, count: int) -> str:
        """The characters, one a position: a pair of surrogates stays two until its piece is cut out."""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self.raw.FPDFText_GetText(self.text, 0, count, buffer)
        return "".join(map(chr, buffer[: max(0, written - 1)]))

    def sides_of(self, index: int) -> tuple[float, float]:
        """Left and right of a character, in points."""
        left, right, bottom, top = self.sides
        if not self.raw.FPDFText_GetCharBox(self.text, index, left, right, bottom, top):
            return 0.0, 0.0
        return left.value - self.left, right.value - self.left

    def baseline(self, index: int) -> float:
        """How far under the top of the page a character stands, in points."""
        across, up = self.sides[:2]
        return self.top - up.value if self.raw.FPDFText_GetCharOrigin(self.text, index, across, up) else 0.0

    def size(self, index: int) -> float:
        size = float(self.raw.FPDFText_GetFontSize(self.text, index))
        if self.raw.FPDFText_GetMatrix(self.text, index, self.matrix):
            size *= (self.matrix.c**2 + self.matrix.d**2) ** 0.5
        return size

    def is_bold(self, index: int) -> bool:
        if self.raw.FPDFText_GetFontWeight(self.text, index) >= 600:
            return True
        self.name.value = b""
        self.raw.FPDFText_GetFontInfo(self.text, index, self.name, 127, self.flags)
        name = self.name.value.lower()
        return any(mark in name for mark in (b"bold", b"black", b"heavy", b"demi"))

    def is_gap(self, content: str, index: int) -> bool:
        """A space as wide as an empty column, or one that a rule divides."""
        after = index + 1
        while after < len(content) and content[after] == " ":
            after += 1
        if after >= len(content) or content[after] in "\r\n" or content[index - 1].isspace():
            return False
        before, behind = self.sides_of(index - 1)[1], self.sides_of(after)[0]
        if behind - before > WIDE_GAP * max(self.size(index - 1), 4.0):
            return True
        return bool(self.uprights) and self.is_divided(before, behind, self.baseline(index - 1))

    def is_divided(self, before: float, behind: float, baseline: float) -> bool:
        """Whether an upright rule stands between two places of a line."""
        return any(
            before - 2 <= rule[0] and rule[2] <= behind + 2 and rule[1] <= baseline <= rule[3] + 2
            for rule in self.uprights
        )

    def piece(self, content: str, start: int, end: int) -> list[Any]:
        while content[end - 1].isspace():
            end -= 1
        sampled = [index for index in (start, (start + end) // 2, end - 1) if content[index].isalnum()] or [start]
        return [
            content[start:end].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
            _finite(self.sides_of(start)[0]),
            _finite(self.sides_of(end - 1)[1]),
            _finite(self.baseline(sampled[0])),
            _finite(max(self.size(index) for index in sampled)),
            all(self.is_bold(index) for index in sampled),
        ]


def _finite(length: float) -> float:
    """A length that JSON can hold; 0 for one that no page has."""
    return round(length, 1) if -100_000 < length < 100_000 else 0.0


def _links(raw: Any, page: Any, document: Any) -> list[str]:
    """The addresses of the page's hyperlinks."""
    found: list[str] = []
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while len(found) < MOST_LINKS and raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if 1 < size < 4_096:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            found.append(buffer.value.decode("utf-8", "replace"))
    return found


def _drawn(raw: Any, page: Any, left: float, top: float) -> tuple[list[list[float]], int]:
    """The rules drawn on the page, and how many images stand directly on it, icons apart."""
    rules: list[list[float]] = []
    images = 0
    sides = tuple(ctypes.c_float() for _ in range(4))
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        one = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(one)
        if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            continue
        if not raw.FPDFPageObj_GetBounds(one, *sides):
            continue
        begin, low, end, high = (side.value for side in sides)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += end - begin >= IMAGE_SIDE and high - low >= IMAGE_SIDE
        elif len(rules) < MOST_RULES:
            box = [_finite(begin - left), _finite(top - high), _finite(end - left), _finite(top - low)]
            rules.extend(_sides(box, raw.FPDFPath_CountSegments(one)))
    return rules, images


def _sides(box: list[float], segments: int) -> list[list[float]]:
    """The rules that a path makes: itself when it is thin, its sides when it is a rectangle."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if max(width, height) <= SHORT:
        return []
    if min(width, height) <= THIN:
        return [box]
    if segments > BOX_SEGMENTS:
        return []
    return [
        [left, top, right, top],
        [left, bottom, right, bottom],
        [left, top, left, bottom],
        [right, top, right, bottom],
    ]


if __name__ == "__main__":
    main()
