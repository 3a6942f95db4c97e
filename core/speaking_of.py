"""Of which countries a passage of a page speaks, and how that is known.

By the names that stand in it; where there is none, by the heading above it; else by what its page speaks of alone, and last by
its document's subject. Every country comes with its evidence, a few words for a reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.countries import mentions
from core.records import Document, Heading, Page, Span
from core.settling import Named, certain, most_named, settled

MAIN_SHARE = 0.5
"""Of the pages that name any country: one named on so many, and on twice as many as the next, is a document's main one."""
_MOST_KNOWN = 512
_WORDS = re.compile(r"\w+")


class About(NamedTuple):
    """A country that is spoken of, and how it is known: "named: Ontario", "heading: 3 Germany", "the document's subject"."""

    code: str
    evidence: str


def names_on(document: Document, page: Page) -> list[Named]:
    """Where a page names countries, in order; a running head that its page does not speak of is left out."""
    found = mentions(page.text, page.language)
    named = settled(page.text, found, _pages_naming(document), page.language)
    return [name for name in named if name.code in page.about or not _within(name.span, page.running)]


def passage_about(document: Document, page: Page, span: Span | None = None) -> tuple[str, ...]:
    """The countries that a passage speaks of, most named first; without a span, those of the page."""
    return tuple(about.code for about in passage_evidence(document, page, span))


def passage_evidence(document: Document, page: Page, span: Span | None = None) -> tuple[About, ...]:
    """The same with the evidence for each country; () where there is none."""
    passage = span or Span(0, len(page.text))
    named = names_on(document, page)
    inside = [name for name in named if passage.start <= name.span.start < passage.end]
    if inside:
        return tuple(_named(page, inside))
    return _by_heading(document, page, passage) or _by_page(named) or _by_document(document)


def headed_about(document: Document, page: Page, span: Span) -> tuple[str, ...]:
    """The countries of the heading above a passage, whatever it names itself; else of its document's subject."""
    return tuple(about.code for about in _by_heading(document, page, span) or _by_document(document))


def glimpsed_about(document: Document, page: Page, span: Span) -> tuple[str, ...]:
    """What `passage_about` says, for lists of results: it reads the passage alone, and takes the countries that ingestion found
    on its page for those that its names can mean. So it costs a tenth, and seldom differs."""
    if named := glimpsed_names(page, span):
        return named
    if headed := _by_heading(document, page, span):
        return tuple(about.code for about in headed)
    return page.about if len(page.about) == 1 else tuple(about.code for about in _by_document(document))


def glimpsed_names(page: Page, span: Span) -> tuple[str, ...]:
    """The countries of those that ingestion found on a page which a passage of it names, most named first."""
    found = Counter[str]()
    for mention in mentions(span.of(page.text), page.language) if page.about else ():
        found.update([code for code in (mention.code, *mention.rivals) if code in page.about][:1])
    return tuple(sorted(found, key=lambda code: (-found[code], code)))


def main_countries(document: Document) -> tuple[About, ...]:
    """What a whole document is about: by the catalogue, else by what is proposed from its text, else by its pages' names."""
    return _main_countries(document, _pages_naming(document))


def _main_countries(document: Document, pages: Counter[str]) -> tuple[About, ...]:
    if document.countries_about:
        return tuple(About(code, "the document's subject, by the catalogue") for code in document.countries_about)
    for proposal in document.proposals:
        if proposal.field == "countries_about":
            return tuple(About(code, f"the document's subject: {proposal.evidence}") for code in proposal.values)
    naming = sum(bool(entry.about) for entry in document.pages)
    (first, most), (_, next_most) = [*pages.most_common(2), ("", 0), ("", 0)][:2]
    if most and most >= MAIN_SHARE * naming and most >= 2 * next_most:
        return (About(first, f"the document's subject: named on {most} of its {len(document.pages)} pages"),)
    return ()


def countries_in(text: str, language: str, known: Counter[str] | None = None) -> tuple[str, ...]:
    """The countries that a heading, title or other short text names. `known` is how often its document names each."""
    found = mentions(text, language)
    return most_named(settled(text, found, known or certain([found]), language))


def _named(page: Page, names: Iterable[Named]) -> Iterator[About]:
    names = [*names]
    for code in most_named(names):
        own = [name for name in names if name.code == code]
        words = dict.fromkeys(" ".join(name.span.of(page.text).replace("\u00ad", "").split()) for name in own)
        why = "" if own[0].why == "named" else f" ({own[0].why})"
        yield About(code, f"named: {', '.join([*words][:3])}{why}")


def _by_heading(document: Document, page: Page, passage: Span) -> tuple[About, ...]:
    """By the innermost heading above that names a country."""
    known = _pages_naming(document)
    for title in reversed(headings_above(document, page, passage.start)):
        if named := countries_in(title, page.language, known):
            return tuple(About(code, f"heading: {title}") for code in named)
    return ()


def headings_above(document: Document, page: Page, offset: int) -> tuple[str, ...]:
    """The headings under which a place of a page stands, from the outermost; one of the same page only where it is above."""
    path: list[Heading] = []
    for heading in document.outline:
        if heading.page > page.number:
            break
        if heading.page == page.number and not _stands_before(heading.title, page.text, offset):
            continue
        path = [*(above for above in path if above.level < heading.level), heading]
    return tuple(heading.title for heading in path)


def _stands_before(title: str, text: str, offset: int) -> bool:
    """Whether a heading's words stand before an offset, whatever the signs and line ends between them."""
    words = _WORDS.findall(title)
    pattern = r"\W+".join(map(re.escape, words))
    found = re.search(rf"\b{pattern}\b", text, re.IGNORECASE) if words else None
    return found is not None and found.start() <= offset


def _by_page(named: Iterable[Named]) -> tuple[About, ...]:
    """By the page, where it speaks of one country alone."""
    codes = most_named(named)
    return (About(codes[0], "the one country that the page names"),) if len(codes) == 1 else ()


def _by_document(document: Document) -> tuple[About, ...]:
    """By the document, where it is about one country alone: one that compares says nothing of any passage."""
    return _whole(document).subject


class _Whole(NamedTuple):
    """What is worked out of a whole document: how many pages name each country, and the one that all of it is about."""

    document: Document
    naming: Counter[str]
    subject: tuple[About, ...]


_KNOWN: dict[int, _Whole] = {}
"""Of the last documents that passages were asked of, by their records, which are others after a change."""


def _whole(document: Document) -> _Whole:
    """Another thread may forget what is known at any moment."""
    known = _KNOWN.get(id(document))
    if known is None or known.document is not document:
        naming = Counter(code for entry in document.pages for code in entry.about)
        countries = _main_countries(document, naming)
        known = _Whole(document, naming, countries if len(countries) == 1 else ())
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[id(document)] = known
    return known


def _pages_naming(document: Document) -> Counter[str]:
    return _whole(document).naming


def _within(span: Span, running: Iterable[Span]) -> bool:
    return any(each.start <= span.start < each.end for each in running)
