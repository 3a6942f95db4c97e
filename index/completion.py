"""What a reader may be about to write: words, presenters, organisations, titles, values of fields; all of them find pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.records import Span
from index.analysis import fold, stop_words, tokens
from index.engine import View
from index.query import FIELDS, parse

WORD = "word"
_SHORTEST = 2
_LONGEST_QUERY = 400
_MOST_NAMES = 4
_MOST_WORDS_OF_A_NAME = 5
_TYPED = re.compile(r'(?:(?P<field>[A-Za-z]+):(?P<open>["“„«]?)(?P<value>[^"“”„«»]*)|(?P<word>[^\s()"“”„«»:]+))$')
_BEFORE = re.compile(r"(?:[^\s()\"“”„«»:*~]+\s+)*$")


class Completion(NamedTuple):
    """`text` is what is shown, `kind` what it is ("word", or a field), `pages` how many pages the completed query finds;
    `query` is that query, and `cursor` where writing goes on in it."""

    text: str
    kind: str
    pages: int
    query: str
    cursor: int


class _Draft(NamedTuple):
    shown: str
    kind: str
    span: Span
    written: str


def complete(view: View, text: str, limit: int = 8, cursor: int | None = None) -> list[Completion]:
    """The ways to complete the word at the cursor (default: at the end), best first. Any text will do; most have none."""
    at = len(text) if cursor is None else max(0, min(cursor, len(text)))
    typed = _TYPED.search(text[:at])
    if typed is None or len(text) > _LONGEST_QUERY or (at < len(text) and text[at].isalnum()):
        return []
    field = FIELDS.get((typed["field"] or "").casefold(), "")
    if typed["field"] is not None and (not field or (not typed["open"] and " " in typed["value"])):
        return []
    span = Span(typed.start(), at)
    if field:
        drafts = list(_values(view, field, typed["value"], span))
    else:
        drafts = [*_names(view, text, span, limit), *_words(view, text, span, limit)]
    return _best_first(_counted(view, text, drafts[: 2 * limit]), span, limit)


def _values(view: View, field: str, start: str, span: Span) -> Iterator[_Draft]:
    """Names that a field may have, one of whose words begins so."""
    wanted = [fold(token.word) for token in tokens(start)]
    for name in view.names.of(field):
        if _begins(view.names.folded(name), wanted):
            yield _Draft(name.text, field, span, _asked(field, name.text))


def _names(view: View, text: str, span: Span, limit: int) -> Iterator[_Draft]:
    """Names that the last words begin; the more words of them are written already, the better."""
    before = _BEFORE.search(text[: span.start])
    starts = [match.start() for match in re.finditer(r"\S+", before.group())] if before else []
    offset = before.start() if before else 0
    firsts = [*(offset + start for start in starts[-_MOST_WORDS_OF_A_NAME:]), span.start]
    found: dict[tuple[str, str], _Draft] = {}
    for first in firsts:
        wanted = [fold(token.word) for token in tokens(text[first : span.end])]
        if not wanted or len(wanted[-1]) < _SHORTEST or (len(wanted) > 1 and first == span.start):
            continue
        for name in view.names.all:
            if (name.kind, name.text) not in found and _in_order(view.names.folded(name), wanted):
                written = _asked(name.kind, name.text)
                found[name.kind, name.text] = _Draft(name.text, name.kind, Span(first, span.end), written)
                if len(found) >= min(limit, _MOST_NAMES):
                    return iter(found.values())
    return iter(found.values())


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
    terms: set[str] = set()
    languages = view.names.languages
    for entry in view.lexicon.beginning(start, 4 * limit):
        stops = entry.word != start and any(entry.word in stop_words(language) for language in languages)
        if entry.term in terms or stops or (entry.word in {term.split(":")[1] for term in terms}):
            continue
        terms.add(entry.term)
        large = written[signs : signs + 1].isupper()
        spelling = entry.spelling if large or not entry.spelling.istitle() else entry.spelling.lower()
        yield _Draft(entry.spelling, WORD, span, spelling)
        if len(terms) >= limit:
            return


def _asked(field: str, name: str) -> str:
    value = " ".join(re.sub(r'["“”„«»]', " ", name).split())
    return f"{field}:{value}" if re.fullmatch(r"\w+", value) else f'{field}:"{value}"'


def _best_first(found: Sequence[tuple[_Draft, Completion]], span: Span, limit: int) -> list[Completion]:
    """Names of which several words are written already, then people and bodies, words, titles; of each most pages first."""

    def rank(item: tuple[_Draft, Completion]) -> tuple[int, int]:
        draft, completion = item
        if draft.span.start < span.start:
            return 0, -completion.pages
        return {"presenter": 1, "organisation": 1, WORD: 2}.get(completion.kind, 3), -completion.pages

    return [completion for _, completion in sorted(found, key=rank)][:limit]


def _counted(view: View, text: str, drafts: Iterable[_Draft]) -> list[tuple[_Draft, Completion]]:
    """Those that find pages, with all other words of the query."""
    found = []
    for draft in drafts:
        shown, kind, span, written = draft
        query = f"{text[: span.start]}{written}{text[span.end :]}"
        matches = view.search(parse(query), {}, 0, counted=())
        pages = 0 if matches.relaxed else matches.total_pages
        if pages:
            found.append((draft, Completion(shown, kind, pages, query, span.start + len(written))))
    return found
