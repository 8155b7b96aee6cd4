"""Word documents (DOCX), in the order of the page: headers, body with tables and text boxes, footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draaischijf.reading.formats.archive import Archive
from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Document, Format
from draaischijf.reading.formats.flow import Flow
from draaischijf.reading.formats.markup import local
from draaischijf.reading.formats.source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_HEADING = 70
# What a run holds that is not shown: removed text, field codes, and the older copy of a text box.
_UNSEEN = frozenset({"delText", "instrText", "del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


def read_docx(source: Source, archive: Archive) -> Document:
    """Return a Word document as text.

    Raises:
        Problem: It is damaged, or its XML may not be opened.
    """
    archive.check_markup()
    import io

    import docx

    opened = docx.Document(io.BytesIO(source.data))
    builder = Builder(source.limits)
    reader = _Reader(opened, Flow(builder))
    heads, feet = _edges(opened)
    for element in (*heads, opened.element.body, *feet):
        reader.walk(element)
    return builder.document(source.file, Format.DOCX)


def _edges(opened: Any) -> tuple[list[Any], list[Any]]:
    """Return the distinct headers and footers of all sections that have their own."""
    found: tuple[list[Any], list[Any]] = ([], [])
    seen: set[str] = set()
    for section in opened.sections:
        pairs = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pairs.insert(0, (section.first_page_header, section.first_page_footer))
        for side, edge in ((side, edge) for pair in pairs for side, edge in enumerate(pair)):
            if edge.is_linked_to_previous:
                continue
            text = "".join(edge._element.itertext()).strip()
            if text and text not in seen:
                seen.add(text)
                found[side].append(edge._element)
    return found


class _Reader:
    def __init__(self, opened: Any, flow: Flow) -> None:
        self._flow = flow
        self._styles = {style.style_id: style for style in opened.styles}

    def walk(self, parent: Any) -> None:
        """Read the paragraphs and tables of a body, a cell, a header or a text box."""
        for element in parent.iterchildren():
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in _WRAPPERS:
                self.walk(element)

    def _table(self, table: Any) -> None:
        for row in _inside(table, "tr"):
            self._flow.open_row()
            for cell in _inside(row, "tc"):
                self._flow.open_cell()
                self.walk(cell)
            self._flow.close_row()

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        text, bold = _text(paragraph, boxes)
        kind, level = self._kind(paragraph, text, bold)
        self._flow.put(kind, text, level)
        for box in boxes:
            self.walk(box)

    def _kind(self, paragraph: Any, text: str, bold: bool) -> tuple[str, int]:
        """Return what a paragraph is by its own properties, its style, or its looks."""
        properties = paragraph.find(f"{_W}pPr")
        style = self._style(properties)
        name = (style.name or "") if style is not None else ""
        level = _outline(properties, style, name)
        if level:
            return "heading", level
        if _numbered(properties, style) or name.startswith("List"):
            return "item", 0
        stripped = text.strip()
        looks = bold and len(stripped) <= _LONGEST_HEADING and stripped[-1:] not in {".", ",", ";"}
        return ("heading" if looks and "\n" not in stripped and "\t" not in stripped else "paragraph"), 0

    def _style(self, properties: Any) -> Any:
        named = properties.find(f"{_W}pStyle") if properties is not None else None
        return self._styles.get(named.get(f"{_W}val")) if named is not None else None


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those in a content control."""
    for element in parent.iterchildren():
        name = local(element)
        if name == wanted:
            yield element
        elif name in _WRAPPERS:
            yield from _inside(element, wanted)


def _text(paragraph: Any, boxes: list[Any]) -> tuple[str, bool]:
    """Return the visible text of a paragraph and whether all of it is bold; text boxes in it go to `boxes`."""
    parts: list[str] = []
    bold = True
    waiting = list(paragraph.iterchildren())[::-1]
    while waiting:
        element = waiting.pop()
        name = local(element)
        if name == "t":
            parts.append(element.text or "")
            bold = bold and (not (element.text or "").strip() or _on(element.getparent(), "b"))
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name == "txbxContent":
            boxes.append(element)
        elif name not in _UNSEEN and not (name == "r" and _on(element, "vanish")):
            waiting.extend(list(element.iterchildren())[::-1])
    return "".join(parts), bold and bool(parts)


def _on(run: Any, what: str) -> bool:
    """Return whether a run has a property switched on."""
    found = run.find(f"{_W}rPr/{_W}{what}")
    return found is not None and found.get(f"{_W}val") not in {"0", "false", "off"}


def _outline(properties: Any, style: Any, name: str) -> int:
    if name == "Title":
        return 1
    if name == "Subtitle":
        return 2
    if name.startswith("Heading ") and name[8:].isdigit():
        return min(int(name[8:]) + 1, 6)
    for holder in (properties, style.element.find(f"{_W}pPr") if style is not None else None):
        found = holder.find(f"{_W}outlineLvl") if holder is not None else None
        value = found.get(f"{_W}val", "9") if found is not None else "9"
        if value.isdigit() and int(value) < 9:
            return min(int(value) + 2, 6)
    return 0


def _numbered(properties: Any, style: Any) -> bool:
    for holder in (properties, style.element.find(f"{_W}pPr") if style is not None else None):
        found = holder.find(f"{_W}numPr") if holder is not None else None
        if found is not None:
            number = found.find(f"{_W}numId")
            return number is None or number.get(f"{_W}val") != "0"
    return False
