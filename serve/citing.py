"""Which passages are cited: those that a reader picked, or all results of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.errors import BadInput
from core.records import Page, Span
from core.shown import joinable
from index.engine import View
from index.queries.reading import PLAIN, Reading
from index.search import Hit
from serve.citation import Citation, citation_at, cited
from serve.citation_formats import FORMATS, Format
from serve.render import plain

MOST_PICKED = 500
"""Passages in one address; more than that are cited as all results of a search."""

_PICK = re.compile(r"(?P<document>.+?):(?P<page>\d{1,7})(?::(?P<start>\d{1,9})-(?P<end>\d{1,9}))?", re.DOTALL)
_SKIPPED = re.compile("\u00ad\n?|\\s+")


def picked(
    view: View, picks: Sequence[str], site: str = "", query: str = "", reading: Reading = PLAIN
) -> list[Citation]:
    """The citations of passages, each in a word as `pick_of` writes it, in their order and each once.

    Raises BadInput for a word that is none, NotFound for a page that is none.
    """
    if len(picks) > MOST_PICKED:
        raise BadInput(f"More than {MOST_PICKED} passages are picked.", "Cite all results of a search instead.")
    found = [_picked(view, pick) for pick in dict.fromkeys(picks)]
    return [citation_at(view.documents[page.document], page, span, site, query, reading) for page, span in found]


def _picked(view: View, pick: str) -> tuple[Page, Span | None]:
    read = _PICK.fullmatch(pick)
    if read is None:
        raise BadInput(f"{pick[:60]!r} names no passage.", "Write document:page or document:page:start-end.")
    page = view.page(read["document"], int(read["page"]))
    if read["start"] is None:
        return page, None
    span = Span(int(read["start"]), int(read["end"]))
    if not span.start < span.end <= len(page.text):
        raise BadInput(f"{pick[:60]!r} is no passage of its page.", "Pick the passage anew from the results.")
    return page, span


def all_cited(hits: Iterable[Hit], site: str = "", query: str = "", reading: Reading = PLAIN) -> Iterator[Citation]:
    """The citations of hits, made as they are taken."""
    return (cited(hit, site, query, reading) for hit in hits)


def quote_on(page: Page, quote: str) -> Span:
    """Where a quote that somebody gives stands on a page, to the letter but for line ends. Raises BadInput where it does not."""
    wanted, text = plain(quote), joinable(page.text)
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for skipped in _SKIPPED.finditer(text):
        kept.append(text[at : skipped.start()])
        places += range(at, skipped.start())
        if not skipped.group().startswith("\u00ad"):
            kept.append(" ")
            places.append(skipped.start())
        at = skipped.end()
    kept.append(text[at:])
    places += range(at, len(text))
    found = "".join(kept).find(wanted)
    if not wanted or found < 0:
        raise BadInput("This quote does not stand on the page.", "Copy it from the page's text as it is.")
    return Span(places[found], places[found + len(wanted) - 1] + 1)


def format_named(name: str) -> Format:
    """One of FORMATS by its name. Raises BadInput."""
    if name not in FORMATS:
        raise BadInput(f"format={name[:40]!r} is unknown.", f"Give one of: {', '.join(FORMATS)}.")
    return FORMATS[name]


def format_of_file(name: str) -> Format:
    """The format that a file's ending asks for. Raises BadInput."""
    found = [known for known in FORMATS.values() if name.casefold().endswith(known.suffix)]
    if not found:
        endings = ", ".join(f"{known.suffix} ({known.title})" for known in FORMATS.values())
        raise BadInput(f"The ending of {name[-60:]!r} names no format.", f"Give one of: {endings}.")
    return found[0]
