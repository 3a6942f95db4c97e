"""Reads web pages and Markdown as blocks: headings, paragraphs, lists, tables. Nothing they point at is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from ingest.formats.file_kinds import FileKind
from ingest.formats.manuscript import Block, Kind, Manuscript, table
from ingest.formats.text_files import UNSEEN, decoded

_START, _END, _CELL, _BLANK, _LINE = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014"
"""Marks in the text, from Unicode's private use, which the source is stripped of: `\ue010<kind><level>\ue011` begins a block."""
_MARKS = re.compile("[\ue010-\ue014]")
_BLOCK = re.compile(f"{_START}([a-z]+)(\\d)")
_KINDS = {
    **{f"h{level}": (Kind.HEADING, level) for level in range(1, 7)},
    "li": (Kind.ITEM, 1), "tr": (Kind.TABLE, 1), "pre": (Kind.LITERAL, 1),
}  # fmt: skip
_PLAIN = ("p", "div", "ul", "ol", "table", "section", "article", "header", "footer", "blockquote", "dt", "dd",
          "figcaption", "figure", "main", "aside", "address", "form", "fieldset", "caption", "hr", "details",
          "summary", "dl")  # fmt: skip
_PICTURES = "Pictures are neither shown nor searched."


def read_hypertext(path: Path, kind: FileKind) -> Manuscript:
    """A web page or Markdown text. Raises FileUnreadable as `decoded` does."""
    source = _MARKS.sub("", decoded(path))
    if kind == FileKind.MARKDOWN:
        source = MarkdownIt("commonmark").enable("table").render(source)
    soup = BeautifulSoup(source, "html.parser")
    named = soup.find("h1") or soup.find("title")
    title = " ".join(named.get_text(" ").split()) if named else ""
    limits = (_PICTURES,) if soup.find(["img", "picture", "svg", "canvas", "video"]) else ()
    for unseen in soup(UNSEEN):
        unseen.decompose()
    _mark(soup)
    return Manuscript(title, tuple(_blocks(soup.get_text())), limits)


def _mark(soup: BeautifulSoup) -> None:
    """Puts marks where blocks, cells and lines begin and end."""
    for words in soup.find_all(string=True):
        text = _MARKS.sub("", words)  # they may be written as entities
        if words.find_parent("pre"):
            text = text.replace("\n", _LINE).replace(" ", _BLANK).replace("\t", _BLANK * 4)
        if text != words:
            words.replace_with(text)
    for line in soup("br"):
        line.replace_with(_LINE)
    for cell in soup(["td", "th"]):
        cell.insert_before(_CELL)
    for element in soup([*_KINDS, *_PLAIN]):
        in_row = element.name not in ("tr", "table") and element.find_parent(["td", "th"])
        kind, level = _KINDS.get(element.name, (Kind.PARAGRAPH, 1))
        if element.name == "li":
            level = min(9, len(element.find_parents(["ul", "ol"], limit=9)) or 1)
        element.insert_before(_LINE if in_row else f"{_START}{kind}{level}{_END}")
        element.insert_after(_LINE if in_row else f"{_START}{Kind.PARAGRAPH}1{_END}")


def _blocks(marked: str) -> Iterator[Block]:
    rows: list[list[str]] = []
    item = 0
    for part in re.split(f"(?={_START})", marked):
        head, _, words = part.rpartition(_END)
        found = _BLOCK.match(head)
        kind, level = (Kind(found[1]), int(found[2])) if found else (Kind.PARAGRAPH, 1)
        text = _text(words.replace(_CELL, " "))
        if kind == Kind.TABLE:
            before, *cells = map(_text, words.split(_CELL))
            rows.append([before, *cells] if before else cells)
        elif kind == Kind.ITEM and not text:
            item = level  # its words follow as a paragraph
        elif text:
            if rows:
                yield table(rows)
            if item and kind == Kind.PARAGRAPH:
                kind, level = Kind.ITEM, item
            yield Block(kind, " ".join(text.split()) if kind == Kind.HEADING else text, level)
            rows, item = [], 0
    if rows:
        yield table(rows)


def _text(marked: str) -> str:
    """Blanks folded as a browser does, but for those of preformatted text."""
    lines = (" ".join(line.split()).replace(_BLANK, " ") for line in marked.split(_LINE))
    return re.sub("\n{2,}", "\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
