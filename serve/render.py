"""Makes HTML and escapes it, as render_page.py, render_problems.py and the two pictures do. Text and spans in, markup out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.countries import country_name
from core.interventions import countries_of
from core.languages import language_name
from core.records import Document, Intervention, Page, Span, Term
from core.shown import joinable, running_text
from index.queries.equals import term_name
from index.search import Hit
from index.snippets import Snippet
from serve.render_links import Linked
from serve.render_page import origin

NOT_ASKED = Linked()
"""Links where there is no query to keep."""

_MOST_COUNTRIES = 6
_MARKDOWN = frozenset(r"\`*_{}[]()<>#+-.!|~$:&")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def plain(text: str) -> str:
    """A piece of page text as running text: words broken at line ends joined, line ends as blanks."""
    return running_text(text).strip()


def unmarked(text: str) -> str:
    """The text written so that Markdown reads no markup in it: Streamlit's labels and messages are Markdown."""
    return "".join(f"\\{character}" if character in _MARKDOWN else character for character in text)


def marked_html(text: str, marks: Sequence[Span], tag: str = "mark") -> str:
    """The text as running text in HTML, escaped, with `tag` around each mark."""
    return unstripped_html(text, marks, tag).strip()


def unstripped_html(text: str, marks: Sequence[Span], tag: str = "mark") -> str:
    """The same of a part of a text, with the blanks at its ends."""
    text = joinable(text)
    parts, at = [], 0
    for span in marks:
        parts.append(escape(running_text(text[at : span.start])))
        parts.append(f"<{tag}>{escape(running_text(span.of(text)))}</{tag}>")
        at = span.end
    parts.append(escape(running_text(text[at:])))
    return "".join(parts)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A number and what it counts: "1 page", "1,200 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {nouns or noun + 's'}"


def card_html(hit: Hit, twins: Sequence[Document] = (), titled: bool = True, linked: Linked = NOT_ASKED) -> str:
    """A result's card below its title: who, from where, when, which page, and the marked snippet.

    `twins` are its document's editions in other languages. Not `titled`: it stands in its document's group, below
    its page's name.
    """
    document, page = hit.document, hit.page
    of_document = " · ".join(filter(None, (byline_html(document, linked), twins_html(twins)))) if titled else ""
    where = f'<div class="hit-page">{escape(page_name(page))}' if titled else '<div class="hit-page untitled">'
    meta = f'<div class="hit-meta">{of_document}</div>' if of_document else ""
    return (
        f'<div class="hit">{meta}'
        f"{where}{speaker_html(document, hit.speaker, linked)}{section_html(hit.section)}"
        f"{origin_html(page, hit.marks)}{_meaning_html(hit)}{about_html(hit.about, linked)}"
        f"{_found_by_html(hit.found_by)}</div>"
        f'<p class="hit-snippet" lang="{escape(page.language)}">{snippet_html(page.text, hit.snippet)}</p></div>'
    )


def snippet_html(text: str, snippet: Snippet) -> str:
    """A snippet of a page's text with its marks, and dots where the text goes on."""
    before = "… " if text[: snippet.span.start].strip() else ""
    after = " …" if text[snippet.span.end :].strip() else ""
    return before + marked_html(snippet.text, snippet.marks) + after


def by_meaning_name(hit: Hit) -> str:
    """What is to be said of a page that was found by its meaning."""
    lacking = "not all of these words stand" if hit.marks else "these words do not stand"
    return f"found by its meaning: {lacking} on the page"


def _meaning_html(hit: Hit) -> str:
    return f' <span class="origin by-meaning">{escape(by_meaning_name(hit))}</span>' if hit.by_meaning else ""


def twins_html(twins: Sequence[Document]) -> str:
    """Words, not links: a card leads to its page, and that to the document's other editions."""
    languages = ", ".join(escape(language_name(twin.language)) for twin in twins if twin.language)
    return f"also in {languages}" if languages else ""


def head_html(document: Document, linked: Linked = NOT_ASKED) -> str:
    """The line below a document's title; "" where nothing is known."""
    byline = byline_html(document, linked)
    return f'<div class="hit-meta">{byline}</div>' if byline else ""


def byline_html(document: Document, linked: Linked = NOT_ASKED) -> str:
    """Presenters, organisations, country, kind and date of a document, on one line; names lead to their portraits."""
    people = ", ".join(f"<strong>{linked.presenter(name)}</strong>" for name in document.presenters)
    rest = [escape(", ".join(document.organisations)), linked.countries(document.countries_from)]
    rest += [escape(document.kind), escape(date_name(document.date))]
    return " · ".join(part for part in (people, *rest) if part)


def page_name(page: Page) -> str:
    """How a page is cited: "p. xii (PDF 14)", or "p. 14" where both agree."""
    return numbered(page.label, page.number)


def numbered(label: str, number: int) -> str:
    """Likewise, of a page's printed label and its number in the PDF."""
    return f"p. {label}" if label == str(number) else f"p. {label} (PDF {number})"


def no_such_page(asked: str, shown: int, last: int) -> str:
    """What is said where an address asks for a page that a document does not have."""
    has = f"This document has {plural(last, 'page')}; page {asked[:20]} was asked for"
    why = "the link may be of another version" if asked.isdecimal() else "the link may be cut or mistyped"
    return f"{has}: {why}. Shown is page {shown}."


def section_name(document: Document, page: Page) -> str:
    """The section of a page in words: "3 Germany › Municipal front offices"; "" before the first heading."""
    return " › ".join(document.section(page.number))


def section_html(section: Sequence[str]) -> str:
    """The headings of a passage, after its page's name."""
    return f' <span class="section">{escape(" › ".join(section))}</span>' if section else ""


def date_name(date: str) -> str:
    """2011-10-21 → 21 October 2011; 2011-10 → October 2011."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = _MONTHS[int(parts[1]) - 1]
    return " ".join([*([str(int(parts[2]))] if len(parts) > 2 else []), month, parts[0]])


def about_html(codes: Sequence[str], linked: Linked) -> str:
    """Of which countries something speaks."""
    about = codes[:_MOST_COUNTRIES]
    return f' <span class="about">speaks of {linked.countries(about)}</span>' if about else ""


def speaker_name(document: Document, speaker: Intervention) -> str:
    """Whose words a passage is: "Ada Brook (Canada), speaker · Item 2"."""
    names = ", ".join(speaker.speakers)
    countries = ", ".join(map(country_name, countries_of(document, speaker)))
    session = f" · {speaker.session}" if speaker.session else ""
    return f"{names}{f' ({countries})' if countries else ''}, {speaker.role.value}{session}"


def speaker_html(document: Document, speaker: Intervention | None, linked: Linked) -> str:
    """Whose words a passage is, where the text itself tells; how that is known shows on hovering."""
    if speaker is None or speaker not in document.turns:
        return ""
    names = ", ".join(map(linked.presenter, speaker.speakers))
    countries = linked.countries(countries_of(document, speaker))
    told = [f"{names}{f' ({countries})' if countries else ''}, {escape(speaker.role.value)}", escape(speaker.session)]
    evidence = f' title="{escape(speaker.evidence)}"' if speaker.evidence else ""
    return f' <span class="speaker"{evidence}>{" · ".join(filter(None, told))}</span>'


def _found_by_html(terms: Sequence[Term]) -> str:
    """The equal terms for which a page is found that lacks the query's own words."""
    if not terms:
        return ""
    return f'<div class="found-by">found by: {escape(", ".join(map(term_name, terms)))}</div>'


def origin_html(page: Page, spans: Sequence[Span]) -> str:
    """Where the words of some spans of a page come from, if not from its face."""
    told = origin(page, spans)
    return f' <span class="origin">{escape(told)}</span>' if told else ""


def image_html(address: str, alternative: str) -> str:
    """A page image that fills its column and opens large on a click."""
    source, words = escape(address), escape(alternative)
    return f'<a class="page-image" href="{source}" target="_blank"><img src="{source}" alt="{words}"></a>'


def link_html(address: str, label: str, kind: str = "button") -> str:
    """A link that opens in a new tab."""
    return f'<a class="{kind}" href="{escape(address)}" target="_blank" rel="noopener">{escape(label)}</a>'


def download_html(address: str, label: str) -> str:
    """A link to a file that the browser keeps."""
    return f'<a class="quiet" href="{escape(address)}" download>{escape(label)}</a>'


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """Names and values, as a description list; empty values are left out."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    return f'<dl class="facts">{rows}</dl>'
