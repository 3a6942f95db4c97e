"""The sentences before and after a quote on its page."""

from __future__ import annotations

from answer.records import Quote
from answer.sentences import sentences
from core.records import Span


def around_quote(quote: Quote) -> tuple[Span | None, Span | None]:
    """The sentence before a quote and the one after it on its page; None where there is none. Running heads and feet are
    passed over."""
    page, (start, end) = quote.page, quote.span
    told = [span for span in sentences(page.text, page.running) if span not in page.running]
    before = [Span(span.start, min(span.end, start)) for span in told if span.start < start]
    after = [Span(max(span.start, end), span.end) for span in told if span.end > end]
    return _worded(page.text, before[::-1]), _worded(page.text, after)


def _worded(text: str, spans: list[Span]) -> Span | None:
    return next((span for span in spans if any(map(str.isalnum, span.of(text)))), None)
