"""HTML: the main content of a page as text, or the job posting that it carries for search engines."""

from __future__ import annotations

import re
from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Document, Format
from draaischijf.reading.formats.flow import Flow
from draaischijf.reading.formats.markup import local, lxml
from draaischijf.reading.formats.source import Source

_DROPPED = {
    *("script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "embed", "canvas"),
    *("audio", "video", "nav", "form", "button", "select", "textarea", "dialog"),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *("html", "body", "main", "article", "section", "aside", "header", "footer", "address", "div", "p", "blockquote"),
    *("pre", "ul", "ol", "dl", "dt", "dd", "figure", "figcaption", "details", "summary", "fieldset", "center", "hr"),
    *("table", "caption", "thead", "tbody", "tfoot"),
}
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "menu"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKED_UP = re.compile(r"<[A-Za-z/]|&#?\w{1,10};")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def read_html(source: Source, text: str, notes: list[Problem]) -> Document:
    """Return an HTML page as text: its JobPosting where it carries one, its main content otherwise."""
    builder = Builder(source.limits)
    root = parse_html(text, builder)
    if root is not None and "JobPosting" in text:
        from draaischijf.reading.formats.job_posting import add_posting, find_posting

        for script in root.iter("script"):
            posting = find_posting(script.text or "") if "ld+json" in (script.get("type") or "") else None
            if posting is not None:
                add_posting(builder, posting)
                return builder.document(source.file, Format.HTML, notes)
    if root is not None:
        add_html(builder, _main(root), page=True)
    return builder.document(source.file, Format.HTML, notes)


def parse_html(text: str, builder: Builder) -> Any:
    """Return the root of an HTML text, or None where it holds nothing; `builder` notes what the parser gave up on."""
    etree = lxml()
    # A declared encoding no longer holds: the text is decoded already. Zero bytes would end the parser's input.
    data = text.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        builder.note(
            Problem(
                "markup-too-deep",
                "The HTML is nested more than 250 deep; what comes after that was left out.",
                hint="Give the text itself.",
            )
        )
    return root


def add_fragment(builder: Builder, text: str) -> None:
    """Add text from a structured format that may hold HTML, as descriptions often do."""
    if _MARKED_UP.search(text) is None:
        for part in re.split(r"\n\s*\n", text):
            builder.paragraph(part)
        return
    root = parse_html(f"<div>{text}</div>", builder)
    if root is not None:
        add_html(builder, root)


def add_html(builder: Builder, root: Any, *, page: bool = False) -> None:
    """Add the visible text under an element; of a whole page, what belongs to the site is left out."""
    walker = _Walker(Flow(builder))
    events = lxml().iterwalk(root, events=("start", "end"))
    for event, element in events:
        name = local(element)
        if event == "start" and _is_dropped(element, name, page):
            events.skip_subtree()
            walker.dropped.add(element)
        elif event == "start":
            walker.start(element, name)
        else:
            walker.end(element, name)
            if element is not root:
                walker.text(element.tail)
    walker.flush()


def _main(root: Any) -> Any:
    """Return the element that holds the content: the main part, the only article, or the body."""
    for found in root.iter("main"):
        return found
    for found in root.iter():
        if found.get("role") == "main":
            return found
    articles = list(root.iter("article"))
    return articles[0] if len(articles) == 1 else root


def _is_dropped(element: Any, name: str, page: bool) -> bool:
    if name in _DROPPED:
        return True
    if element.get("hidden") is not None or _HIDDEN.search((element.get("style") or "")[:500]):
        return True
    return page and (element.get("role") in _ROLES or (name == "footer" and element.getparent().tag == "body"))


class _Walker:
    """Collects the text between the starts and ends of blocks."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._parts: list[str] = []
        self._kind: list[tuple[str, int]] = []
        self._verbatim = 0
        self.dropped: set[Any] = set()

    def start(self, element: Any, name: str) -> None:
        if name in _HEADINGS or name == "li":
            self.flush()
            self._kind.append(("item", 0) if name == "li" else ("heading", _HEADINGS[name]))
        elif name == "tr":
            self.flush()
            self._flow.open_row()
        elif name in {"td", "th"}:
            self.flush()
            self._flow.open_cell()
        elif name == "br":
            self._parts.append("\n")
        elif name in _BLOCKS:
            self.flush()
            self._verbatim += name == "pre"
        self.text(element.text)

    def end(self, element: Any, name: str) -> None:
        if element in self.dropped:
            self.dropped.discard(element)
            return
        if name in _HEADINGS or name == "li":
            self.flush()
            if self._kind:
                self._kind.pop()
        elif name == "tr":
            self.flush()
            self._flow.close_row()
        elif name in _BLOCKS or name in {"td", "th"}:
            self.flush()
            self._verbatim -= name == "pre"

    def text(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._verbatim else _SPACE.sub(" ", text))

    def flush(self) -> None:
        """End the paragraph, heading or item that was being collected."""
        text = "".join(self._parts)
        self._parts = []
        if text.strip():
            kind, level = self._kind[-1] if self._kind else ("paragraph", 0)
            self._flow.put(kind, text, level)
