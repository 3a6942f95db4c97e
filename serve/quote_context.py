"""What stands around a quote: the sentences before and after it, and whether its own go on there, on its page or the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from answer.records import Quote
from answer.sentences import ended, sentences
from core.errors import NotFound
from core.records import Page, Span
from index.analysis import fold, stop_words
from index.engine import View

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*(?=[\s,;.]|$)")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_BULLET = re.compile(r"\s*(?:[•▪●■◦‣–-]|\d{1,2}[.)]|[a-z]\))\s")
_FULL_LINE, _LINE = 0.85, 50
"""Of a quote's longest line, what its last one must have where its sentence goes on behind it, and its characters."""


class Cut(NamedTuple):
    """Whether a quote begins in the middle of a sentence, and whether it stops there."""

    before: bool = False
    after: bool = False

    @property
    def lead(self) -> str:
        """What is shown before the quoted characters."""
        return "… " if self.before else ""

    @property
    def trail(self) -> str:
        """What is shown behind them."""
        return " …" if self.after else ""


WHOLE = Cut()


def cut_of(view: View, quote: Quote) -> Cut:
    """Told by the quote's own first and last words, and by what follows on its page or the next. A slide's bullets are not cut,
    though they have no full stop."""
    return Cut(_begins_within(quote), _stops_within(view, quote))


def _begins_within(quote: Quote) -> bool:
    word = _FIRST_WORD.match(quote.text)
    return word is not None and word.group().islower()


def _stops_within(view: View, quote: Quote) -> bool:
    if ended(quote.text) or _BULLET.match(quote.text):
        return False
    following = _next_letter(quote.page, quote.span.end)
    last = not following and quote.page.number < len(quote.document.pages)
    if last:
        following = _begins_with(view, quote.document.id, quote.page.number + 1)
    if following.islower():
        return True
    if not last or quote.page.width > quote.page.height:  # slides have lines without a full stop
        return False
    word = _LAST_WORD.search(quote.text)
    left_open = word is not None and fold(word.group()) in stop_words(quote.page.language)
    return left_open or (following.isalpha() and _fills_its_line(quote.text.split("\n")))


def _begins_with(view: View, identifier: str, number: int) -> str:
    """The first letter of a page; "" where the view, which may be a later one than the quote's, no longer has it."""
    try:
        return _next_letter(view.page(identifier, number), 0)
    except NotFound:
        return ""


def _fills_its_line(lines: Sequence[str]) -> bool:
    own = lines[-1]
    return len(lines) > 1 and own[-1].isalnum() and len(own) >= max(_LINE, _FULL_LINE * max(map(len, lines)))


def _next_letter(page: Page, at: int) -> str:
    """The first character behind a place that is no blank, running heads and feet passed over; "" at the end of the page."""
    text = page.text
    while at < len(text):
        running = next((span for span in page.running if span.start <= at < span.end), None)
        if running is None and not text[at].isspace():
            return text[at]
        at = running.end if running else at + 1
    return ""


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
