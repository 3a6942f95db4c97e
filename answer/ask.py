"""A question → the pages that speak to it → the sentences that carry most of it → verified quotes, or "not found"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answer.records import Answer, AnswerRow, Quote, Searched, Status
from answer.sentences import sentences
from core.records import Span
from index.analysis import fold, stop_words, tokens
from index.engine import Filters, Found, Matches, View
from index.marks import Mark, marks
from index.meaning.dense import BY_WORDS, Ranking
from index.passage import said
from index.queries.compiled import AllOf, AnyOf, Compiled, EqualLeaf, TextLeaf, Tree, WordLeaf, wanted
from index.queries.parser import parse, plain_question
from index.queries.query import Query
from index.queries.terms import NO_TERMS, TermTable
from index.speakers import page_speakers

# Each has its row in evaluation/expected.toml.
PAGES = 16
"""Pages looked into for sentences."""
LEAST_SUPPORT = 0.4
"""Of the question's weight, what a quote and its surroundings must carry to be shown."""
LEAST_IN_QUOTE = 0.25
"""Of the question's weight, what must stand in the quote itself."""
NEARBY = 0.5
"""What a word counts that stands within NEARBY_CHARACTERS of the quote, or in the words about the document."""
NEARBY_CHARACTERS = 400
KIN = 0.15
"""What it adds to a quote's rank that it is in the question's language."""
ADJACENT = 0.3
"""What it adds, at most, that the question's words stand next to one another as in the question."""
COMPLETE = 0.1
"""What it adds that the quote is a whole sentence, not a heading."""
_MOST_QUOTES = 3
_MOST_ROWS = 30
_LONGEST_QUOTE = 700


@dataclass(frozen=True, slots=True)
class _Candidate:
    quote: Quote
    score: float


def ask(
    view: View,
    question: str,
    filters: Filters,
    by: str | None = None,
    terms: TermTable = NO_TERMS,
    language: str = "",
    ranking: Ranking = BY_WORDS,
) -> Answer:
    """Answers from one generation with quotes alone. `by` is "country" or "presenter": one row each, empty ones kept.

    What is equal to the question's `terms` answers it too, in any language. The question is read in `language` alone, or
    where that is "" in every language of the corpus. `ranking` finds the pages that are looked through.
    """
    query = terms.expanded(plain_question(question, language))
    quotes = _quotes(view, query, filters, ranking)
    rows = tuple(
        _row(view, query, {**filters, facet: [value]}, value, ranking) for facet, value in _values(view, filters, by)
    )
    found = quotes or any(row.quotes for row in rows)
    status = Status.ANSWERED if found else Status.NOT_FOUND
    return Answer(question, status, quotes, rows, _searched(view, filters), view.generation)


def _quotes(view: View, query: Query, filters: Filters, ranking: Ranking) -> tuple[Quote, ...]:
    if query.root is None:
        return ()
    matches = ranking.search(view, query, filters, PAGES, any_word=True, counted=())
    weights = _weights(matches)
    if not weights:
        return ()
    asked_in = _language_of(query.text, view)
    candidates = [
        candidate for found in matches.pages for candidate in _candidates(view, matches, weights, found, asked_in)
    ]
    candidates.sort(key=lambda candidate: -candidate.score)
    return tuple(_distinct(verified(view, (candidate.quote for candidate in candidates))))


def _weights(matches: Matches) -> dict[TextLeaf, float]:
    """What each word of the question is worth: its idf; nothing for a stop word of any language, if others are there."""
    others = _alternatives(matches.compiled.tree)
    asked = [leaf for leaf in matches.compiled.leaves if not isinstance(leaf, EqualLeaf) and leaf not in others]
    full = [leaf for leaf in asked if not (isinstance(leaf, WordLeaf) and leaf.stop_in)]
    worth = {leaf: matches.idf[leaf] for leaf in full or asked}
    total = sum(worth.values())
    return {leaf: weight / total for leaf, weight in worth.items()} if total else {}


def _candidates(
    view: View, matches: Matches, weights: Mapping[TextLeaf, float], found: Found, asked_in: str | None
) -> Iterator[_Candidate]:
    document, page = view.documents[found.document], view.page(found.document, found.number)
    lit = said(document, page, marks(matches.compiled, page.text, page.language, page.running), matches.said_by)
    named = page_speakers(document, page.number)["presenter"]
    about = marks(matches.compiled, _about(document.title, document.event, *named), page.language)
    carries = _carries(matches.compiled)
    for sentence in sentences(page.text, page.running):
        inside = _in(lit, sentence)
        if not inside or sentence.end - sentence.start > _LONGEST_QUOTE:
            continue
        around = Span(sentence.start - NEARBY_CHARACTERS, sentence.end + NEARBY_CHARACTERS)
        near = {leaf for mark in (*_in(lit, around), *about) for leaf in carries[mark.leaf]}
        own = {leaf for mark in inside for leaf in carries[mark.leaf]}
        carried = sum(weights.get(leaf, 0.0) for leaf in own)
        support = carried + NEARBY * sum(weights.get(leaf, 0.0) for leaf in near - own)
        if carried >= LEAST_IN_QUOTE and support >= LEAST_SUPPORT:
            text = sentence.of(page.text)
            quote = Quote(text, document, page, sentence, support, tuple(mark.span for mark in inside))
            kin = KIN * (page.language == asked_in) + ADJACENT * _adjacent(inside, page.text, len(carries))
            kin += COMPLETE * text.rstrip("\"'”»)").endswith((".", "!"))
            yield _Candidate(quote, support + kin)


def _carries(compiled: Compiled) -> list[frozenset[TextLeaf]]:
    """What each leaf says of the question: itself or what it is an alternative of, and an equal term all words of its term."""
    others = _alternatives(compiled.tree)
    own = {leaf: frozenset([others.get(leaf, leaf)]) for leaf in compiled.leaves}
    for used in compiled.terms:
        words = frozenset(leaf for tree in used.own for leaf in wanted(tree))
        own.update({leaf: own[leaf] | words for leaf in used.equals})
    return [own[leaf] for leaf in compiled.leaves]


def _alternatives(tree: Tree | None) -> dict[TextLeaf, TextLeaf]:
    """Leaf → the leaf of the same word of the question that it is an alternative of: a compound's parts, of the compound."""
    if isinstance(tree, AllOf):
        return {other: first for child in tree.children for other, first in _alternatives(child).items()}
    leaves = list(wanted(tree)) if isinstance(tree, AnyOf) else []
    return dict.fromkeys(leaves[1:], leaves[0]) if leaves else {}


def _adjacent(inside: Sequence[Mark], text: str, asked: int) -> float:
    """The share of the question's words that follow another in its order, with nothing but a blank between."""
    following = {
        later.leaf
        for earlier, later in pairwise(inside)
        if later.leaf == earlier.leaf + 1 and not text[earlier.span.end : later.span.start].strip()
    }
    return len(following) / max(1, asked - 1)


def _language_of(question: str, view: View) -> str | None:
    """The language whose stop words the question has most; None where it has none."""
    words = [fold(word) for word, _, _ in tokens(question)]
    languages = {page.language for document in view.documents.values() for page in document.pages}
    known = {code: sum(word in stop_words(code) for word in words) for code in sorted(languages)}
    best = max(known, key=known.__getitem__, default=None)
    return best if best and known[best] else None


def _about(*parts: str) -> str:
    return "\n".join(parts)


def _in(lit: Sequence[Mark], span: Span) -> list[Mark]:
    return [mark for mark in lit if mark.span.start >= span.start and mark.span.end <= span.end]


def verified(view: View, quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes that stand on their page, character by character; what does not is dropped, never repaired."""
    for quote in quotes:
        if quote.span.of(view.page(quote.document.id, quote.page.number).text) == quote.text:
            yield quote


def _distinct(quotes: Iterable[Quote]) -> list[Quote]:
    kept: dict[str, Quote] = {}
    for quote in quotes:
        kept.setdefault(" ".join(quote.text.split()).casefold(), quote)
        if len(kept) == _MOST_QUOTES:
            break
    return list(kept.values())


def _row(view: View, query: Query, filters: Filters, value: str, ranking: Ranking) -> AnswerRow:
    quotes = _quotes(view, query, filters, ranking)
    return AnswerRow(value, Status.ANSWERED if quotes else Status.NOT_FOUND, quotes)


def _values(view: View, filters: Filters, by: str | None) -> list[tuple[str, str]]:
    """The (facet, value) pairs that rows are made for: countries of the catalogue, else those most spoken of."""
    if by is None:
        return []
    facet = "presenter" if by == "presenter" else "about"
    if filters.get(facet):
        return [(facet, value) for value in filters[facet]]
    counts = view.search(parse(""), filters, 0).facets[facet]
    if facet == "about":
        named = {code for d in view.documents.values() for code in d.countries_about}
        counts = tuple(count for count in counts if count.value in named) or counts
    return [(facet, count.value) for count in counts[:_MOST_ROWS]]


def _searched(view: View, filters: Filters) -> Searched:
    everything = view.search(parse(""), filters, 0, counted=())
    blind, unread = everything.selection.unsearchable, everything.selection.unread
    return Searched(everything.total_documents, everything.total_pages, blind, unread)
