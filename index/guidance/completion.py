"""What a reader may be about to write: words, presenters, organisations, titles, values of fields; all of them find pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypedDict, Unpack

from core.records import Span
from index.analysis import fold, stop_words, tokens
from index.engine import Filters, View
from index.queries.query import FIELDS
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable

WORD = "word"
_SHORTEST = 2
_LONGEST_QUERY = 400
_MOST_NAMES = 4
_MOST_WORDS_OF_A_NAME = 5
_TYPED = re.compile(
    r"""(?: (?P<field>[A-Za-z]+): (?: ["“„«](?P<quoted>[^"“”„«»]*) | (?P<value>[^\s()"“”„«»]*) )
          | (?P<word>[^\s()"“”„«»:]+) )$""",
    re.VERBOSE,
)
_BEFORE = re.compile(r"(?:(?<!\S)[^\s()\"“”„«»:*~]+\s+)*$")
_MINUS = re.compile(r"[-−](?=[^\s-])")
_NEGATED = re.compile(r"(?<![^\s(])(?:[-−]|NOT\s+)$")
_OPERATORS = ("NOT", "OR", "AND", "|")


class Completion(NamedTuple):
    """`text` is what is shown, `kind` what it is ("word", or a field), `pages` how many pages the completed query finds;
    `query` is that query, and `cursor` where writing goes on in it."""

    text: str
    kind: str
    pages: int
    query: str
    cursor: int


class How(TypedDict, total=False):
    """How the query will be searched, if not plainly and in everything."""

    filters: Filters
    reading: Reading


class _Draft(NamedTuple):
    shown: str
    kind: str
    span: Span
    written: str


class _Found(NamedTuple):
    """`standing`: on how many pages it stands; where it is excluded, that is not how many the query finds."""

    draft: _Draft
    completion: Completion
    standing: int


def complete(
    view: View,
    text: str,
    limit: int = 8,
    cursor: int | None = None,
    terms: TermTable = NO_TERMS,
    **how: Unpack[How],
) -> list[Completion]:
    """The ways to complete the word at the cursor (default: at the end), best first. Any text will do; most have none.

    Pages are counted as a search with these filters, this reading and these equal terms finds them.
    """
    at = len(text) if cursor is None else max(0, min(cursor, len(text)))
    typed = _TYPED.search(text[:at])
    if typed is None or len(text) > _LONGEST_QUERY or (at < len(text) and text[at].isalnum()):
        return []
    field = FIELDS.get((typed["field"] or "").casefold(), "")
    if typed["field"] is not None and not field:
        return []
    span = _past_minus(text, Span(typed.start(), at))
    if field:
        drafts = list(_values(view, field, typed["quoted"] or typed["value"] or "", span))
    else:
        drafts = [*_names(view, text, span, limit), *islice(_words(view, text, span, limit), limit)]

    def pages(query: str) -> int:
        asked = read(query, how.get("reading", PLAIN), terms)
        matches = view.search(asked, how.get("filters", {}), 0, counted=())
        return 0 if matches.relaxed else matches.total_pages

    return _best_first(_counted(pages, text, drafts[: 2 * limit]), span, limit)


def _past_minus(text: str, span: Span) -> Span:
    """What is completed of a word that is excluded: the word, never its minus."""
    return Span(span.start + 1, span.end) if _MINUS.match(text, span.start, span.end) else span


def _values(view: View, field: str, start: str, span: Span) -> Iterator[_Draft]:
    """Names that a field may have, one of whose words begins so."""
    wanted = [fold(token.word) for token in tokens(start)]
    for name in view.names.of(field):
        if any(_begins(words, wanted) for words in view.names.spelled(name)):
            yield _Draft(name.text, field, span, _asked(field, name.text))


def _names(view: View, text: str, span: Span, limit: int) -> Iterator[_Draft]:
    """Names that the last words begin; the more words of them are written already, the better."""
    firsts = [*_firsts(text, span)[-_MOST_WORDS_OF_A_NAME:], span.start]
    found: dict[tuple[str, str], _Draft] = {}
    for first in firsts:
        wanted = [fold(token.word) for token in tokens(text[first : span.end])]
        if not wanted or len(wanted[-1]) < _SHORTEST or (len(wanted) > 1 and first == span.start):
            continue
        for name in view.names.all:
            if (name.kind, name.text) not in found and any(
                _in_order(words, wanted) for words in view.names.spelled(name)
            ):
                written = _asked(name.kind, name.text)
                found[name.kind, name.text] = _Draft(name.text, name.kind, Span(first, span.end), written)
                if len(found) >= min(limit, _MOST_NAMES):
                    return iter(found.values())
    return iter(found.values())


def _firsts(text: str, span: Span) -> list[int]:
    """Where a name that ends with the word at `span` may begin before it: never before what is excluded, or an operator."""
    before = _BEFORE.search(text[: span.start])
    if before is None or _NEGATED.search(text[: span.start]):
        return []
    firsts: list[int] = []
    for match in re.finditer(r"\S+", before.group()):
        start = before.start() + match.start()
        firsts.append(start)
        if match.group() in _OPERATORS or _MINUS.match(match.group()) or _NEGATED.search(text[:start]):
            firsts.clear()
    return firsts


def _begins(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _in_order(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the wanted words stand next to one another, the last one perhaps begun only."""
    *whole, last = wanted
    size = len(wanted)
    return any(
        list(words[at : at + size - 1]) == whole and words[at + size - 1].startswith(last)
        for at in range(len(words) - size + 1)
    )


def _words(view: View, text: str, span: Span, limit: int) -> Iterator[_Draft]:
    """Words that begin so, of each family the one on most pages."""
    written = span.of(text)
    signs = len(written) - len(written.lstrip("-−+"))
    span, start = Span(span.start + signs, span.end), fold(written[signs:])
    if len(start) < _SHORTEST or not start.isalnum():
        return
    shown: set[str] = set()  # words and stems, whatever the language
    for entry in view.lexicon.beginning(start, 6 * limit):
        stem = entry.term.partition(":")[2]
        stops = entry.word != start and any(entry.word in stop_words(language) for language in view.names.languages)
        if stops or not shown.isdisjoint((entry.word, stem)):
            continue
        shown |= {entry.word, stem}
        large = written[signs : signs + 1].isupper() or not entry.spelling.istitle()
        yield _Draft(entry.spelling, WORD, span, entry.spelling if large else entry.spelling.lower())


def _asked(field: str, name: str) -> str:
    value = " ".join(re.sub(r'["“”„«»]', " ", name).split())
    return f"{field}:{value}" if re.fullmatch(r"\w+", value) else f'{field}:"{value}"'


def _best_first(found: Sequence[_Found], span: Span, limit: int) -> list[Completion]:
    """Names of which several words are written already (one title at most), people and bodies, words, other titles.

    Of each those that stand on most pages come first.
    """

    def rank(item: _Found) -> tuple[int, int]:
        kind = {"presenter": 1, "organisation": 1, WORD: 2}.get(item.completion.kind, 3)
        return 0 if item.draft.span.start < span.start else kind, -item.standing

    ordered = sorted(found, key=rank)
    later = [item for item in ordered if rank(item)[0] == 0 and item.completion.kind == "title"][1:]
    ahead = [item for item in ordered if item not in later and rank(item)[0] < 3]
    return [item.completion for item in [*ahead, *later, *(item for item in ordered if rank(item)[0] == 3)]][:limit]


def _counted(pages: Callable[[str], int], text: str, drafts: Iterable[_Draft]) -> list[_Found]:
    """Those that find pages, with all other words of the query; of what is excluded those that stand on pages, too."""
    found = []
    for draft in drafts:
        span, written = draft.span, draft.written
        query = f"{text[: span.start]}{written}{text[span.end :]}"
        finds = pages(query)
        standing = pages(written) if finds and _NEGATED.search(text[: span.start]) else finds
        if finds and standing:
            completion = Completion(draft.shown, draft.kind, finds, query, span.start + len(written))
            found.append(_Found(draft, completion, standing))
    return found
