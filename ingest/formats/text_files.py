"""Reads text, Markdown and HTML files as their words. Owner of beautifulsoup4 and markdown-it-py, with hypertext.py."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.errors import FileUnreadable

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_LARGEST_BYTES = 20 * 1024**2
_BLOCKS = ("p", "div", "li", "ul", "ol", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article",
           "header", "footer", "blockquote", "pre", "dt", "dd", "figcaption", "title")  # fmt: skip


UNSEEN = ("script", "style", "noscript", "template", "nav", "svg", "head")
"""Elements of a web page that a reader does not see, or that lead to other pages."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINK, _HEADING = re.compile("\ue000(\\d+)\ue001"), "\ue002"
_MARGIN = 50
"""Characters of a line from which the next may be its other half."""


class Line(NamedTuple):
    """A line of a page: its text, where in it links begin and lead to, and whether it is a heading of an HTML page."""

    text: str
    links: tuple[tuple[int, str], ...] = ()
    heading: bool = False


class LinkedPage(NamedTuple):
    """A page line by line; `address` is its own address where its HTML names it."""

    title: str
    address: str
    lines: tuple[Line, ...]


def read_linked_page(path: Path) -> LinkedPage:
    """The file's lines with their links; text files keep their empty lines. HTML footers are left out.

    Raises FileUnreadable as `read_text_file` does.
    """
    if path.suffix.casefold() == ".txt":
        title, text = read_text_file(path)
        return LinkedPage(title, "", tuple(Line(line.strip()) for line in _unwrapped(text).splitlines()))
    source = re.sub("[\ue000-\ue002]", "", decoded(path))
    if path.suffix.casefold() == ".md":
        source = _rendered(source)
    soup = _parsed(source)
    base, own = soup.select_one("base[href]"), soup.select_one('link[rel="canonical"][href], meta[property="og:url"]')
    address = str((own and (own.get("href") or own.get("content"))) or (base and base["href"]) or "")
    for footer in soup(["footer", "aside"]):
        footer.decompose()
    addresses: list[str] = []
    for link in soup("a", href=True):
        link.insert_before(f"\ue000{len(addresses)}\ue001")
        addresses.append(str(link["href"]).strip())
    for heading in soup(_HEADINGS):
        heading.insert(0, _HEADING)
    for cell in soup.select("td + td, td + th, th + td, th + th"):
        cell.insert_before(" – ")
    title, text = read_html(str(soup))
    lines = tuple(_line(line, addresses) for line in text.split("\n"))
    return LinkedPage(_plain(title) or next((x.text for x in lines if x.heading), ""), address, lines)


def _unwrapped(text: str) -> str:
    """Joins what was broken at a margin: a long line that ends, or goes on, within a phrase."""
    lines: list[str] = []
    for line in text.split("\n"):
        before, after = lines[-1].rstrip() if lines else "", line.strip()
        last = before.rsplit(" ", 1)[-1]
        if len(before) >= _MARGIN and after and before[-1] not in ".!?:)" and (after[0].islower() or last.islower()):
            lines[-1] = f"{before} {after}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _line(marked: str, addresses: list[str]) -> Line:
    heading, marked = _HEADING in marked, marked.replace(_HEADING, "").strip()
    links: list[tuple[int, str]] = []
    text, end = "", 0
    for mark in _LINK.finditer(marked):
        text += marked[end : mark.start()]
        links.append((len(text), addresses[int(mark[1])]))
        end = mark.end()
    return Line(text + marked[end:], tuple(links), heading)


def _plain(marked: str) -> str:
    return _LINK.sub("", marked.replace(_HEADING, "")).strip()


def _rendered(markdown: str) -> str:
    from markdown_it import MarkdownIt  # slow to import, which whoever reads a PDF is spared

    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def _parsed(source: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup

    return BeautifulSoup(source, "html.parser")


def read_text_file(path: Path) -> tuple[str, str]:
    """(title, text) of a .txt, .md or .html file. The title is "" where the file names none.

    Raises FileUnreadable where the file is no text, or larger than 20 MB.
    """
    source = decoded(path)
    suffix = path.suffix.casefold()
    if suffix in (".html", ".htm"):
        return read_html(source)
    if suffix == ".md":
        title, text = read_html(_rendered(source))
        return title, text
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return (first if len(first) <= 150 else ""), source


def read_html(source: str) -> tuple[str, str]:
    """(title, readable text) of an HTML page: a line a block; scripts, styles and menus left out."""
    soup = _parsed(source)
    heading = soup.find("h1")
    title = heading or soup.find("title")
    named = " ".join(title.get_text(" ").split()) if title else ""
    for unseen in soup(UNSEEN):
        unseen.decompose()
    for words in soup.find_all(string=re.compile("\n")):
        if not words.find_parent("pre"):
            words.replace_with(" ".join(words.split("\n")))
    for block in soup(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    for cell in soup(["td", "th"]):
        cell.insert_after(" ")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return named, "\n".join(line for line in lines if line)


def decoded(path: Path) -> str:
    """The file's text, line ends as \\n. Raises FileUnreadable where it is no text, or larger than 20 MB."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise FileUnreadable("The text file is larger than 20 MB.", "Split it into several files.")
        raw = path.read_bytes()
    except OSError as exc:
        raise FileUnreadable(f"The file cannot be opened ({exc.strerror}).", "Check that it can be read.") from exc
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in raw[:4096]:
        raise FileUnreadable("The file is not text.", "Give it the ending of its format, or save it as UTF-8 text.")
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise FileUnreadable("The file's characters cannot be read.", "Save it as UTF-8 text.")
