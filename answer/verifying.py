"""What every quote goes through before it is shown: its words stand on its page, and are told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from answer.records import Quote
from index.engine import View, work_of

# Each has its row in evaluation/expected.toml.
SAME_WORDS = 0.8
"""Of the words of two quotes of one work, what both must have to be versions of one another."""
TWIN_PAGES = 1
"""Pages that the same passage may stand earlier or later in another language."""
_WORD = re.compile(r"\w+")


def verified(view: View, told: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes that stand on their page, character by character; what does not is dropped, never repaired."""
    for quote in told:
        if quote.span.of(view.page(quote.document.id, quote.page.number).text) == quote.text:
            yield quote


def distinct(told: Iterable[Quote], language: str | None = None) -> Iterator[Quote]:
    """The same words once, the first time they are told; of the documents of one work, copies, versions and language twins,
    also what is nearly the same, or stands at the same place in another language: in `language`, where there is such a one."""
    left = list(told)
    seen: set[str] = set()
    kept: list[Quote] = []
    for place, quote in enumerate(left):
        one = quote
        if quote.page.language != language and quote.document.work:
            one = next((o for o in left[place:] if o.page.language == language and _twins(quote, o)), quote)
        words = " ".join(_words(one))
        if words in seen or any(_of_one_passage(one, other) for other in kept):
            continue
        seen.add(words)
        kept.append(one)
        yield one


def _of_one_passage(one: Quote, other: Quote) -> bool:
    return _twins(one, other) or _versions(one, other)


def _twins(one: Quote, other: Quote) -> bool:
    """Whether two quotes are likely to say the same in two languages."""
    near = abs(one.page.number - other.page.number) <= TWIN_PAGES
    return near and one.page.language != other.page.language and _of_one_work(one, other)


def _versions(one: Quote, other: Quote) -> bool:
    """Whether two quotes say nearly the same in two documents of one work."""
    if not _of_one_work(one, other):
        return False
    own, others = set(_words(one)), set(_words(other))
    return len(own & others) >= SAME_WORDS * len(own | others)


def _of_one_work(one: Quote, other: Quote) -> bool:
    return one.document.id != other.document.id and work_of(one.document) == work_of(other.document)


def _words(quote: Quote) -> Sequence[str]:
    return _WORD.findall(quote.text.casefold())
