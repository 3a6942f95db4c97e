"""Of which of the countries that a quote names it says what is asked.

"Unlike Germany, Austria has one counter" is told of Austria; "Germany amended its law, while Australia opened shops" tells of the
shops in Australia alone. Read clause by clause: a country is one of those that the clause is about which has most of the
question's words. A name that only contrasts counts for nothing; a clause without a name goes on about the last one. Under the
heading of another country, a name says of whom it is told where it heads its sentence, or says where: else the heading does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from answer.asking.plain import plainly
from answer.records import Quote
from answer.sentences import sentences
from answer.tables import table
from core.languages import STUDIED
from core.records import Span
from core.settling import Named
from core.speaking_of import headed_about, names_on

_LOOKS_BACK = 40
"""Characters before a name in which a sign is looked for."""
_HEAD = 4
"""Words at the head of a sentence: "in the Canadian provinces"."""
_JOINED = re.compile(
    r"['’]?s?(?:\s+[^\s,;.]+){0,4}(?:,|\s+(?:and|or|&|et|ou|und|oder|sowie)\b)+(?:\s+[^\s,;.]+){0,3}?\s+"
)
"""What stands between names that are told of together: "Canada's counters, and Germany"."""
_AND = re.compile(
    r"\s+(?:and|or|et|ou|und|oder)\s+(?:(?:the|in|der|den|dem|[àa]|aux?|en|de|du|l[ae]s?)\s+){0,2}(?:[ld]['’])?"
)

_ARTICLE = (
    r"(?: (?:the|in|that of|those of|der|den|dem|des|die|das|von|zum|zur|l[ae]s?|en|au|aux|du|de la|celui de|celle de))*"
    r" ?(?:l'|d')?"
)
"""What may stand between such a sign and a name."""


class _Clause(NamedTuple):
    span: Span
    codes: tuple[str, ...]


def told_of(quote: Quote) -> tuple[str, ...]:
    """The countries of which a quote says what is asked; () where that is not certain."""
    text, at, language = quote.page.text, quote.span, quote.page.language
    names = [name for name in names_on(quote.document, quote.page) if at.start <= name.span.start < at.end]
    set_apart = contrasted(text, names, language)
    kept = [name for name in names if name not in set_apart]
    home = headed_about(quote.document, quote.page, at)
    if len(home) == 1 and home[0] not in _only(kept):
        kept = [name for name in kept if _leads(quote, name)]
    if not names:
        return quote.about
    if not kept or (not set_apart and len(_only(kept)) == 1):
        return _only(kept) or home
    clauses = [*_told(quote, kept, home)]
    worth = [len({mark.of(text).casefold() for mark in quote.marks if _in(mark, one.span)}) for one in clauses]
    most = [one for one, words in zip(clauses, worth, strict=True) if words == max(worth)]
    return tuple(dict.fromkeys(code for one in most for code in one.codes))


def contrasted(text: str, names: Sequence[Named], language: str) -> list[Named]:
    """The names that only say of whom it is not told: "unlike Germany and France"."""
    found: list[Named] = []
    for name in names:
        begin = name.span.start
        before = plainly(text[max(0, begin - _LOOKS_BACK) : begin])
        joined = found and _AND.fullmatch(text, found[-1].span.end, begin)
        if joined or re.search(rf"(?<![^\W_]){_sign('contrast', language).pattern}{_ARTICLE}\Z", before):
            found.append(name)
    return found


def _leads(quote: Quote, name: Named) -> bool:
    """Whether a name heads its sentence, or says where: "the Canadian counter", "in Canada"."""
    begin = max((one.start for one in _sentences(quote) if one.start <= name.span.start), default=quote.span.start)
    before = plainly(quote.page.text[begin : name.span.start])
    placed = re.search(rf"(?<![^\W_]){_sign('located', quote.page.language).pattern}", f"{before.rstrip()} ")
    return len(before.split()) < _HEAD or placed is not None


def _told(quote: Quote, names: Sequence[Named], otherwise: tuple[str, ...]) -> Iterator[_Clause]:
    last = otherwise
    for span in _clauses(quote):
        own = [name for name in names if _in(name.span, span)]
        last = _together(quote.page.text, own) or last
        yield _Clause(span, last)


def _together(text: str, names: Sequence[Named]) -> tuple[str, ...]:
    """The first, and those that are told of together with it."""
    kept = [*names[:1]]
    for name in names[1:]:
        if name.code != kept[-1].code and not _JOINED.fullmatch(text, kept[-1].span.end, name.span.start):
            break
        kept.append(name)
    return _only(kept)


def _only(names: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.code for name in names))


def _clauses(quote: Quote) -> Iterator[Span]:
    """Parts of sentences; one that is cut behind a comma goes on in the next."""
    text, start = quote.page.text, quote.span.start
    for sentence in _sentences(quote):
        for turn in _sign("turn", quote.page.language).finditer(plainly(sentence.of(text))):
            end = sentence.start + turn.start()
            if end > start:
                yield Span(start, end)
                start = end
        if text[sentence.end - 1] != "," or sentence.end == quote.span.end:
            yield Span(start, sentence.end)
            start = sentence.end


def _sentences(quote: Quote) -> list[Span]:
    """Those of the page that begin in the quote."""
    return [span for span in sentences(quote.page.text, quote.page.running) if _in(span, quote.span)]


def _in(span: Span, clause: Span) -> bool:
    return clause.start <= span.start < clause.end


@cache
def _sign(name: str, language: str) -> re.Pattern[str]:
    own = (language,) if language in STUDIED else STUDIED
    rows = (row["pattern"] for row in table("naming.csv") if row["sign"] == name and row["language"] in own)
    return re.compile(rf"(?:{'|'.join(rows)})")
