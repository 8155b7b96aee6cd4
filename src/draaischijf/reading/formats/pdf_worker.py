"""The process that opens PDF files, apart from everything else.

A PDF is parsed by native code, and it may come from anyone. This file runs as a program of its own, with limits on
memory, files and processes, imports nothing of the package, and can be killed at any moment. It reads requests on
standard input (a line of JSON with the size and the limits, then the bytes) and answers in lines of JSON on standard
output: one for each page with its runs of text, and one at the end.
"""

import contextlib
import ctypes
import json
import sys
from typing import Any, BinaryIO

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
SPACES = frozenset((9, 32, 160, 0x3000))
BREAKS = frozenset((0, 10, 13))
UNKNOWN = frozenset(range(3, 32)) - SPACES - BREAKS  # a glyph whose letter the file does not say
HYPHEN_AT_END = 2  # how PDFium hands over a hyphen that ends a line
WIDE_GAP = 0.9  # in line heights; what is further apart is another run
WORD_GAP = 0.16
BOLD = ("bold", "black", "heavy", "semibold", "demi")


def limit(memory: int) -> None:
    """Limit address space, written files and core dumps, where the platform can."""
    try:
        import resource
    except ImportError:
        return
    wanted = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, memory)]
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (bound, bound))


class Runs:
    """Joins characters that stand close together on one line into runs."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        self._letters: list[str] = []
        self._box: Box = (0.0, 0.0, 0.0, 0.0)
        self._space = False
        self._first = 0
        self.lost = 0
        self.done: list[tuple[str, float, float, float, float, bool]] = []

    def add(self, index: int, code: int, box: Box) -> None:
        """Add one visible character with its box (left, bottom, right, top)."""
        left, bottom, right, top = self._box
        height = max(top - bottom, box[3] - box[1], 0.1)
        gap = box[0] - right
        level = abs((bottom + top) - (box[1] + box[3])) < 0.6 * height
        if not self._letters or not level or gap > WIDE_GAP * height or gap < -0.6 * height:
            self.end()
            self._first, self._box = index, box
        else:
            if self._space or gap > WORD_GAP * height:
                self._letters.append(" ")
            self._box = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))
        # A letter that the file does not name leaves no gap in its word.
        self._letters.append("" if code in UNKNOWN else chr(code))
        self._space = False

    def space(self) -> None:
        """Remember that white space follows."""
        self._space = True

    def end(self) -> None:
        """Close the run, if there is one."""
        if self._letters:
            self.done.append(("".join(self._letters), *self._box, self._bold(self._first)))
        self._letters, self._space = [], False

    def _bold(self, index: int) -> bool:
        buffer = ctypes.create_string_buffer(256)
        size = pdfium.FPDFText_GetFontInfo(self._page, index, buffer, 256, None)
        name = buffer.raw[: max(0, min(size, 256) - 1)].decode("utf-8", "replace").lower()
        return any(word in name for word in BOLD) or pdfium.FPDFText_GetFontWeight(self._page, index) >= 600


def read_page(page: Any, room: int) -> tuple[list[Any], int, int]:
    """Return the runs of a page, at most `room` characters, how many were taken and how many have no known letter."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return [], 0, 0
    try:
        runs = Runs(text_page)
        count = min(pdfium.FPDFText_CountChars(text_page), room)
        rect = pdfium.FS_RECTF()
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            if code in SPACES:
                runs.space()
            elif code in BREAKS:
                runs.end()
            elif pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect)):
                code = ord("-") if code == HYPHEN_AT_END else code
                runs.lost += code in UNKNOWN
                if code <= sys.maxunicode and not 0xD800 <= code < 0xE000:
                    runs.add(index, code, (rect.left, rect.bottom, rect.right, rect.top))
        runs.end()
        return runs.done, count, runs.lost
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def turned(runs: list[Any], width: float, height: float, quarter: int) -> list[Any]:
    """Return runs as they stand on the page as shown, with y growing downwards."""
    out = []
    for text, left, bottom, right, top, bold in runs:
        corners = [_turn(x, y, width, height, quarter) for x, y in ((left, bottom), (right, top))]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        out.append([text, *(round(value, 1) for value in (xs[0], ys[0], xs[1], ys[1])), int(bold)])
    return out


def _turn(x: float, y: float, width: float, height: float, quarter: int) -> tuple[float, float]:
    if quarter == 1:
        return y, x
    if quarter == 2:
        return width - x, y
    if quarter == 3:
        return width - y, height - x
    return x, height - y


def has_picture(page: Any) -> bool:
    """Return whether one of the first objects of a page is a picture."""
    for index in range(min(pdfium.FPDFPage_CountObjects(page), 200)):
        if pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index)) == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
    return False


def answer(out: BinaryIO, **fields: Any) -> None:
    """Write one line of the answer."""
    out.write(json.dumps(fields, separators=(",", ":")).encode() + b"\n")


def read(data: bytes, pages: int, room: int, out: BinaryIO) -> None:
    """Answer with every page of one PDF."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        answer(out, end=True, error=int(pdfium.FPDF_GetLastError()))
        return
    try:
        total = pdfium.FPDF_GetPageCount(document)
        for number in range(min(total, pages)):
            page = pdfium.FPDF_LoadPage(document, number)
            if not page:
                answer(out, page=number, broken=True)
                continue
            width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
            runs, taken, lost = read_page(page, room)
            room -= taken
            shown = turned(runs, width, height, pdfium.FPDFPage_GetRotation(page))
            picture = not runs and has_picture(page)
            answer(out, page=number, width=width, height=height, runs=shown, picture=picture, lost=lost)
            pdfium.FPDF_ClosePage(page)
            if room <= 0:
                break
        answer(out, end=True, total=total, full=room <= 0)
    finally:
        pdfium.FPDF_CloseDocument(document)


def main() -> None:
    """Serve requests until standard input ends."""
    limit(int(sys.argv[1]))
    source, out = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        request = json.loads(line)
        read(source.read(request["size"]), request["pages"], request["room"], out)
        out.flush()


if __name__ == "__main__":
    main()
