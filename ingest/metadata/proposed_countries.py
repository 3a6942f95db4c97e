"""The country that a document as a whole is about, as a proposal: what its title names, what its pages name most, or clues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.countries import codes, country_name
from core.records import Proposal
from core.speaking_of import countries_in
from ingest.metadata.country_clues import clues, pages_of_many_countries

LEAST_PART = 0.5
"""Of the pages that name any country, how many must name the one that is proposed."""
LEAD = 1.6
"""As many times as the next country must the proposed one be named."""
FIRST_PAGE_PART = 0.25
"""Of the pages that name any country, how many must name the one that the first page names alone."""
SELDOM = 0.1
"""Of all pages: a country that is named on fewer needs clues beside."""
CLUES_LEAD = 2.0
"""As many pages as for the next country must have clues for the proposed one."""
FEWEST_CLUES = 2
"""Pages with clues, where no page names a country."""
_SHORT = 3
_FEWEST_WITH_A_TITLE = 0.1
"""Of the pages that name a country: so many must bear a title out."""


def country_proposed(
    title: str, texts: Sequence[str], abouts: Sequence[Sequence[str]], language: str
) -> Proposal | None:
    """`texts` and `abouts` (the countries each names, most named first) are the document's pages; None in doubt."""
    pages = Counter(code for about in abouts for code in about)
    naming = sum(map(bool, abouts))
    titled = countries_in(title, language, pages)
    if len(titled) == 1 and (not naming or pages[titled[0]] >= _FEWEST_WITH_A_TITLE * naming):
        return Proposal("countries_about", titled, f"the title names it: “{title}”")
    return _by_pages(abouts, naming, pages, texts) or _by_first_page(abouts, naming, pages) or _by_clues(texts, pages)


def _by_pages(
    abouts: Sequence[Sequence[str]], naming: int, pages: Counter[str], texts: Sequence[str]
) -> Proposal | None:
    """The country named on most pages, where it leads; a page that names no other counts twice."""
    weights = pages + Counter(about[0] for about in abouts if len(about) == 1)
    (first, most), (second, next_most) = [*weights.most_common(2), ("", 0), ("", 0)][:2]
    if not first or pages[first] < LEAST_PART * naming or pages_of_many_countries(texts) > pages[first]:
        return None
    if most < LEAD * next_most or pages[first] < SELDOM * len(texts):
        told = clues(texts)
        if not told[first] or told[first] < CLUES_LEAD * told[second]:
            return None
    evidence = f"named on {pages[first]} of its {len(abouts)} pages: {country_name(first)}"
    return Proposal("countries_about", (first,), evidence)


def _by_first_page(abouts: Sequence[Sequence[str]], naming: int, pages: Counter[str]) -> Proposal | None:
    """The one country that the first page names: its publisher's seat stands there."""
    first = abouts[0] if abouts else ()
    if len(first) != 1 or pages[first[0]] < FIRST_PAGE_PART * naming:
        return None
    return Proposal("countries_about", (first[0],), f"the one country that page 1 names: {country_name(first[0])}", 1)


def _by_clues(texts: Sequence[str], pages: Counter[str]) -> Proposal | None:
    """What addresses, money and laws speak for, where names do not speak against it."""
    told = Counter({code: count for code, count in clues(texts).items() if code in codes()})
    (first, most), (_, next_most) = [*told.most_common(2), ("", 0), ("", 0)][:2]
    fewest = max(FEWEST_CLUES if len(texts) > _SHORT else 1, pages_of_many_countries(texts))
    if not first or most < fewest or most < CLUES_LEAD * next_most or pages and pages[first] < max(pages.values()):
        return None
    evidence = f"addresses, money or laws on {most} of its pages speak for {country_name(first)}"
    return Proposal("countries_about", (first,), evidence)
