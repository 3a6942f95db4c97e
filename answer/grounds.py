"""What speaks for a quote being an answer to a question, and what against it: numbers that can be weighed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from answer.answering_parts import parts
from answer.asking.kinds import Kind
from answer.choosing import Candidate
from answer.question import Question
from answer.retrieval import carries_of, weights_of
from core.records import Document, Page, Span
from core.speaking_of import countries_in
from index.analysis import fold, tokens
from index.engine import Matches, View
from index.marks import Mark, marks
from index.queries.compiled import TextLeaf, WordLeaf

NEAR_CHARACTERS = 400
"""What stands so near to a quote speaks for it too."""
_UNTOLD = frozenset([Kind.OPEN, Kind.YES_NO])


class Grounds(NamedTuple):
    """Of the weight of the question's words: what the quote has (`carried`), what only the words around it (`near`), what only its page or
    document (`paged`), and what the corpus has nowhere (`nowhere`).

    `rarest`: the quote has the word that is worth most; `named`: what of its names and numbers stands neither in it nor around.
    """

    carried: float
    near: float
    paged: float
    nowhere: float
    rarest: float
    unnamed: float
    unnumbered: float
    part: float
    partless: float
    adjacent: float
    dense: float
    amount: float
    asked: float
    foreign: float
    focus: float
    lead: float
    close: float
    unsaid: float
    numberless: float


@dataclass(frozen=True)
class Sought:
    """What a question's words are worth in one generation; `nowhere` are those that no page has, `names` and `numbers` those that are written
    like one."""

    matches: Matches
    weights: Mapping[TextLeaf, float]
    carries: Sequence[frozenset[TextLeaf]]
    nowhere: frozenset[TextLeaf]
    names: frozenset[TextLeaf]
    numbers: frozenset[TextLeaf]
    focus: frozenset[TextLeaf]
    countries: frozenset[str]


def sought(view: View, question: Question) -> Sought:
    """A question's words in one generation, whatever the filters."""
    matches = view.search(question.query, {}, 0, any_word=True, counted=())
    weights = weights_of(matches)
    written = _written(question.text)
    of = {leaf: written.get(fold(leaf.text), "") for leaf in weights if isinstance(leaf, WordLeaf)}
    german = question.language == "de"
    standing = view.holding([stem for leaf in of for stem in leaf.stems])
    nowhere = frozenset(leaf for leaf in of if not any(standing.get(stem) for stem in leaf.stems) and not leaf.words)
    focus = {fold(word) for word, _, _ in tokens(question.focus)}
    return Sought(
        matches,
        weights,
        carries_of(matches.compiled),
        nowhere,
        frozenset(leaf for leaf, word in of.items() if _like_a_name(word, german)),
        frozenset(leaf for leaf, word in of.items() if any(map(str.isdigit, word))),
        frozenset(leaf for leaf in of if fold(leaf.text) in focus),
        frozenset(countries_in(question.text, question.language or "en")),
    )


def _written(text: str) -> dict[str, str]:
    """Folded words of a question → as they are written; its first word in small letters, if it has a capital alone."""
    first = True
    told: dict[str, str] = {}
    for word, _, span in tokens(text):
        own = span.of(text)
        told.setdefault(fold(word), own.lower() if first and own.istitle() else own)
        first = False
    return told


def _like_a_name(word: str, german: bool) -> bool:
    return any(map(str.isupper, word[1:] if german else word)) and not any(map(str.isdigit, word))


class _Place(NamedTuple):
    """A page with the question's words on it, and those about it."""

    lit: Sequence[Mark]
    about: frozenset[TextLeaf]


def place(own: Sought, document: Document, page: Page) -> _Place:
    compiled = own.matches.compiled
    lit = marks(compiled, page.text, page.language, page.running)
    titled = marks(compiled, f"{document.title}\n{document.event}", page.language)
    return _Place(lit, _leaves(own, titled))


def _leaves(own: Sought, lit: Iterable[Mark]) -> frozenset[TextLeaf]:
    return frozenset(leaf for mark in lit for leaf in own.carries[mark.leaf] if leaf in own.weights)


def grounds(question: Question, own: Sought, one: Candidate, standing: _Place, lead: float) -> Grounds:
    """What speaks for one candidate; `lead` is its score less that of the next one."""
    page, span = one.quote.page, one.quote.span
    inside = _within(standing.lit, span)
    around = Span(span.start - NEAR_CHARACTERS, span.end + NEAR_CHARACTERS)
    here = _leaves(own, inside)
    near = _leaves(own, _within(standing.lit, around)) - here
    paged = (_leaves(own, standing.lit) | standing.about) - here - near
    heaviest = max(own.weights, key=own.weights.__getitem__, default=None)
    told = here | near | standing.about
    found = parts(question.kind, one.quote.text, page.language, [_moved(mark.span, span) for mark in inside])
    tells = question.kind not in _UNTOLD
    idf = own.matches.idf
    return Grounds(
        carried=_weight(own, here),
        near=_weight(own, near),
        paged=_weight(own, paged),
        nowhere=_weight(own, own.nowhere - here - near),
        rarest=1.0 if heaviest in here else 0.5 if heaviest in near else 0.0,
        unnamed=_missing(own, own.names, told),
        unnumbered=_missing(own, own.numbers, here | near),
        part=float(tells and bool(found)),
        partless=float(tells and not found),
        adjacent=_adjacent(inside, page.text, len(own.carries)),
        dense=_dense(own, inside),
        amount=math.log1p(sum(idf.get(leaf, 0.0) for leaf in here) / _rarest_of(own)),
        asked=math.log(max(1, len(own.weights))),
        foreign=_foreign(own, one, around),
        focus=float(bool(own.focus) and not own.focus & (here | near)),
        lead=min(1.0, lead),
        close=_close(found, [_moved(mark.span, span) for mark in inside]),
        unsaid=_unsaid(own, here | near),
        numberless=float((question.kind.is_number or question.kind is Kind.DATE) and not found),
    )


def _rarest_of(own: Sought) -> float:
    """What a word is worth that one page has."""
    return math.log(1 + own.matches.selection.pages / 1.5)


def _unsaid(own: Sought, told: frozenset[TextLeaf]) -> float:
    """Of the words that are neither names nor numbers, what stands neither in the quote nor around it."""
    said = own.weights.keys() - own.names - own.numbers
    whole = _weight(own, said)
    return _weight(own, said - told) / whole if whole else 0.0


def _moved(inner: Span, outer: Span) -> Span:
    return Span(inner.start - outer.start, inner.end - outer.start)


def _within(lit: Sequence[Mark], span: Span) -> list[Mark]:
    return [mark for mark in lit if mark.span.start >= span.start and mark.span.end <= span.end]


def _weight(own: Sought, leaves: Iterable[TextLeaf]) -> float:
    return sum(own.weights.get(leaf, 0.0) for leaf in leaves)


def _missing(own: Sought, asked: frozenset[TextLeaf], told: frozenset[TextLeaf]) -> float:
    return _weight(own, asked - told)


def _adjacent(inside: Sequence[Mark], text: str, asked: int) -> float:
    following = {
        later.leaf
        for earlier, later in pairwise(inside)
        if later.leaf == earlier.leaf + 1 and not text[earlier.span.end : later.span.start].strip()
    }
    return len(following) / max(1, asked - 1)


def _dense(own: Sought, inside: Sequence[Mark]) -> float:
    """How close the question's words stand to one another."""
    total = 0.0
    for earlier, later in pairwise(inside):
        if earlier.leaf != later.leaf:
            gap = max(1.0, (later.span.start - earlier.span.end) / 6)
            total += min(_weight(own, own.carries[earlier.leaf]), _weight(own, own.carries[later.leaf])) / gap
    return min(1.0, total)


def _close(found: Sequence[Span], inside: Sequence[Span]) -> float:
    gaps = [max(part.start - mark.end, mark.start - part.end, 0) for part in found for mark in inside]
    return 1 / (1 + min(gaps) / 10) if gaps else 0.0


def _foreign(own: Sought, one: Candidate, around: Span) -> float:
    """Whether the question names a country, and neither the passage nor its page speak of it."""
    if not own.countries:
        return 0.0
    page, document = one.quote.page, one.quote.document
    text = page.text[max(0, around.start) : around.end]
    told = {*countries_in(text, page.language), *document.about(page), *page.about}
    return len(own.countries - told) / len(own.countries)
