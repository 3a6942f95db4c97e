"""The sentences of the best pages that could answer, and how well each does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answer.question import Question
from answer.records import Quote
from answer.sentences import sentences
from core.records import Span
from index.engine import Filters, Found, Matches, View
from index.marks import Mark, marks
from index.meaning.dense import BY_WORDS, Ranking
from index.passage import said
from index.queries.compiled import AllOf, AnyOf, Compiled, EqualLeaf, TextLeaf, Tree, WordLeaf, wanted
from index.speakers import page_speakers

# Each has its row in evaluation/expected.toml.
PAGES = 16
"""Pages looked into for sentences."""
NEARBY = 0.5
"""What a word counts that stands within NEARBY_CHARACTERS of the quote, or in the words about the document."""
NEARBY_CHARACTERS = 400
KIN = 0.15
"""What it adds to a quote's rank that it is in the question's language."""
ADJACENT = 0.3
"""What it adds, at most, that the question's words stand next to one another as in the question."""
COMPLETE = 0.1
"""What it adds that the quote is a whole sentence, not a heading."""
_LONGEST_QUOTE = 700


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that could answer, how well (`score`, by which they are ordered), and the part of the question's weight that
    stands in the quote itself (`carried`)."""

    quote: Quote
    score: float
    carried: float


Known = dict[tuple[str, int, tuple[tuple[str, tuple[str, ...]], ...]], list[Candidate]]
"""Page (document, number), and whose words are asked for → what on it could answer."""


def candidates(
    view: View,
    question: Question,
    filters: Filters,
    ranking: Ranking = BY_WORDS,
    known: Known | None = None,
    pages: int = PAGES,
) -> list[Candidate]:
    """What could answer on the best pages within the filters, best first; none of it is verified yet.

    `known` keeps what was found on a page for the same question with other filters.
    """
    if question.query.root is None:
        return []
    known = {} if known is None else known
    matches = ranking.search(view, question.query, filters, pages, any_word=True, counted=())
    weights = _weights(matches)
    if not weights:
        return []
    said_by = tuple((facet, tuple(sorted(values))) for facet, values in sorted(matches.said_by.items()))
    keys = [(found.document, found.number, said_by) for found in matches.pages]
    for key, found in zip(keys, matches.pages, strict=True):
        if key not in known:
            known[key] = list(_candidates(view, matches, weights, found, question.language))
    told = [candidate for key in keys for candidate in known[key]]
    return sorted(told, key=lambda candidate: -candidate.score)


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
) -> Iterator[Candidate]:
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
        text = sentence.of(page.text)
        quote = Quote(text, document, page, sentence, support, tuple(mark.span for mark in inside))
        kin = KIN * (page.language == asked_in) + ADJACENT * _adjacent(inside, page.text, len(carries))
        kin += COMPLETE * text.rstrip("\"'”»)").endswith((".", "!"))
        yield Candidate(quote, support + kin, carried)


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


def _about(*parts: str) -> str:
    return "\n".join(parts)


def _in(lit: Sequence[Mark], span: Span) -> list[Mark]:
    return [mark for mark in lit if mark.span.start >= span.start and mark.span.end <= span.end]
