"""A quote as HTML: the question's words marked, the part that answers marked more strongly, and whose it is, from where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from answer.records import Answer, Quote
from core.languages import language_name
from core.records import Document, Span
from core.shown import joinable
from serve.quote_context import WHOLE, Cut
from serve.render import (
    NOT_ASKED,
    about_html,
    date_name,
    origin_html,
    page_name,
    plain,
    twins_html,
    unstripped_html,
)
from serve.render_links import Linked
from serve.value_names import FACET_NAMES, value_name

ANSWERS = "The part that answers"


def quote_html(
    quote: Quote,
    linked: Linked = NOT_ASKED,
    asked_in: str | None = None,
    twins: Sequence[Document] = (),
    cut: Cut = WHOLE,
) -> str:
    """A quote with its marks, and where it stands. `asked_in` is the language of the question; `twins` are its document's
    editions in other languages; `cut` tells whether it begins or stops in the middle of a sentence."""
    page = quote.page
    return (
        f'<blockquote class="quote" lang="{escape(page.language)}">{cut_html(words_html(quote), cut)}</blockquote>'
        f'<div class="hit-page">{escape(page_name(page))}{about_html(quote.about, linked)}'
        f"{_language_html(quote, asked_in)}{origin_html(page, [quote.span])}</div>"
        f'<div class="hit-meta">{_whose_html(quote, linked)}</div>'
        f'<div class="hit-meta">{_document_html(quote.document, twins)}</div>'
    )


def _whose_html(quote: Quote, linked: Linked) -> str:
    """Who says it, as what, for whom and from where; the names lead to their portraits."""
    speaker = quote.speaker
    names = ", ".join(map(linked.presenter, speaker.speakers if speaker else quote.presenters))
    role = f", {escape(speaker.role.value)}" if speaker else ""
    evidence = f' title="{escape(speaker.evidence)}"' if speaker and speaker.evidence else ""
    who = f"<span{evidence}><strong>{names}</strong>{role}</span>" if names else ""
    origin = f"from {linked.countries(quote.origin)}" if quote.origin else ""
    session = escape(speaker.session) if speaker and speaker in quote.document.turns else ""
    return " · ".join(filter(None, (who, escape(", ".join(quote.organisations)), origin, session)))


def _document_html(document: Document, twins: Sequence[Document]) -> str:
    said = (escape(document.kind), escape(date_name(document.date)), twins_html(twins))
    return " · ".join(filter(None, (f'<span class="title">{escape(document.title)}</span>', *said)))


def words_html(quote: Quote) -> str:
    """The words of a quote: `mark` around the question's, `strong` around the parts that answer, which may hold marks."""

    def within(spans: Sequence[Span]) -> list[Span]:
        return [Span(max(0, one.start - quote.span.start), one.end - quote.span.start) for one in spans]

    return quoted_html(quote.text, within(quote.marks), within(quote.answer))


def cut_html(quoted: str, cut: Cut) -> str:
    """The HTML of quoted words between dots, where their sentences go on."""
    before, after = (f'<span class="cut">{escape(dots)}</span>' if dots else "" for dots in (cut.lead, cut.trail))
    return f"{before}{quoted}{after}"


def quoted_html(text: str, marks: Sequence[Span], answer: Sequence[Span]) -> str:
    """Likewise, of quoted words and spans of them."""
    text, parts = joinable(text), []
    for span, answers in _parts(text, answer):
        inner = [_within(mark, span) for mark in marks if mark.start < span.end and span.start < mark.end]
        said = unstripped_html(span.of(text), inner)
        parts.append(f'<strong class="answer" title="{ANSWERS}">{said}</strong>' if answers else said)
    return "".join(parts).strip()


def asked_html(answer: Answer) -> str:
    """The question and the filters it was asked within, for paper: on the screen the box and the buttons have them."""
    known = {quote.document.id: quote.document for quote in answer.quotes}
    filters = "; ".join(
        f"{FACET_NAMES[facet]}: {', '.join(value_name(facet, value, known) for value in values)}"
        for facet, values in answer.filters.items()
    )
    within = f"<p>{escape(filters)}</p>" if filters else ""
    return f'<div class="print-only"><h2>{escape(answer.question)}</h2>{within}</div>'


def legend_html(told: bool) -> str:
    """What marks mean; `told`: parts that answer are among them."""
    answers = f' · <strong class="answer">bold and underlined</strong>: {ANSWERS.lower()}' if told else ""
    return f'<p class="legend"><mark>marked</mark>: words of the question{answers}</p>'


def _parts(text: str, answer: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The words cut where a part that answers begins or ends, and which of these answer."""
    inside = [Span(max(0, one.start), min(len(text), one.end)) for one in answer]
    edges = sorted({0, len(text), *(side for one in inside if one.start < one.end for side in one)})
    for first, last in pairwise(edges):
        yield Span(first, last), any(one.start <= first and last <= one.end for one in inside)


def _within(mark: Span, part: Span) -> Span:
    return Span(max(mark.start, part.start) - part.start, min(mark.end, part.end) - part.start)


def _language_html(quote: Quote, asked_in: str | None) -> str:
    """In which language it is said, where that is not the question's."""
    language = quote.page.language
    if not asked_in or language == asked_in:
        return ""
    return f' <span class="origin">in {escape(language_name(language))}</span>'


def around_html(quote: Quote, before: Span | None, after: Span | None) -> str:
    """The quote between the sentences before and after it, shown on demand; "" where it stands alone."""
    if before is None and after is None:
        return ""
    text = quote.page.text
    said = [f"<span>{escape(plain(before.of(text)))}</span>"] if before else []
    said += [f"<b>{escape(plain(quote.text))}</b>"]
    said += [f"<span>{escape(plain(after.of(text)))}</span>"] if after else []
    inner = f'<p class="around" lang="{escape(quote.page.language)}">{" ".join(said)}</p>'
    return f'<details class="more"><summary>The sentences around it</summary>{inner}</details>'


def on_page_html(quote: Quote, image: str, address: str) -> str:
    """The part of the page's image with the quote boxed, shown on demand: it is loaded when it is opened. `image` is where it
    is served, `address` where the click on it leads."""
    words = escape(f"The quote on {page_name(quote.page)} of {quote.document.title}")
    picture = f'<img src="{escape(image)}" alt="{words}" loading="lazy">'
    inner = f'<a class="page-image" href="{escape(address)}" target="_self">{picture}</a>'
    return f'<details class="more on-page"><summary>See it on the page</summary>{inner}</details>'
