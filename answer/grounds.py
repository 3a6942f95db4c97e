"""What speaks for a quote being an answer to its question, and what against it: numbers that can be weighed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from answer.answering_parts import parts
from answer.asking.kinds import Kind
from answer.choosing import Candidate
from answer.kinship import Kinship
from answer.question import Question
from answer.records import Quote
from answer.retrieval import carries_of, kinship_of, light_in, names_in, weights_of
from core.records import Span
from core.speaking_of import countries_in
from index.analysis import fold, tokens
from index.engine import Matches, View
from index.marks import Mark, marks
from index.queries.compiled import TextLeaf, WordLeaf

NEAR_CHARACTERS = 400
"""What stands so near to a quote speaks for it too."""
STRANGE_PAGES = 100
"""Pages of the world without any of the words: in a library of a few pages a word tells something even if all have it."""
_CLOSE_CHARACTERS = 10
_COUNTED, _BEFORE = 2, 25
"""Words of a question, one of which says what is to be counted; characters that a number stands before it."""
_UNTOLD = frozenset([Kind.OPEN, Kind.YES_NO])


class Grounds(NamedTuple):
    """Numbers mostly within [0, 1]. Of the weight of the question's words: what of the names and numbers stands neither near the
    quote nor in its document's title (`unnamed`), and what of all words with a capital, not even a word alike (`strange`); what
    the heaviest word has of which this is true, but for those that only say what is asked for (`lost`).
    `near`, `titled`, `wording` and `page` are those of its `Features`.

    `amount` is what the words that the quote has are worth, a word that one page alone has being worth 1, and `asked` how many
    words have a weight, both as logarithms.

    `figureless`: there is no part of the kind where a number or a date is asked for; `uncounted`: a number is asked for, and none
    stands before what is to be counted; `close`: how close a part of the kind that is asked for is to a word of the question.
    `foreign`: how many of the countries that the question names its passage does not speak of. `partless`: how likely no part of
    the quote is what is asked for, by how each stands to the question's words; 0 where no such part is asked for.
    """

    unnamed: float
    strange: float
    lost: float
    near: float
    titled: float
    wording: float
    page: float
    amount: float
    asked: float
    figureless: float
    uncounted: float
    close: float
    foreign: float
    partless: float


@dataclass(frozen=True)
class Sought:
    """What a question's words are worth in one generation (`weights`, together 1), and what its marks say of them (`carries`).

    `named` are those that are written like a name or a number, `capitals` those that have a
    capital or a digit at all, as every noun has in German.
    """

    matches: Matches
    weights: Mapping[TextLeaf, float]
    carries: Sequence[frozenset[TextLeaf]]
    named: frozenset[TextLeaf]
    capitals: frozenset[TextLeaf]
    countries: frozenset[str]
    light: frozenset[TextLeaf]

    @cached_property
    def kinship(self) -> Kinship:
        """Which words are kin of the question's, known by their places in `weights`."""
        return kinship_of(self.weights)

    def words(self, lit: Iterable[Mark]) -> frozenset[TextLeaf]:
        """The question's words that some marks are."""
        return frozenset(leaf for mark in lit for leaf in self.carries[mark.leaf] if leaf in self.weights)

    def alike(self, text: str, within: Span) -> frozenset[TextLeaf]:
        """The question's words of which words alike stand within some characters of a page."""
        leaves = [*self.weights]
        end = min(within.end, len(text))
        return frozenset(leaves[place] for one in self.kinship.on(text, within.start, end) for place in one.shares)

    def weight(self, words: Iterable[TextLeaf]) -> float:
        """What words are worth together."""
        return sum(self.weights.get(leaf, 0.0) for leaf in words)

    def amount(self, words: Iterable[TextLeaf]) -> float:
        """What words are worth, beside one that a single page has; idf as if there were STRANGE_PAGES more that have none."""
        pages, idf = self.matches.selection.pages + 1, self.matches.idf
        more = math.log((pages + STRANGE_PAGES) / pages)
        worth = sum(idf[leaf] + more for leaf in words if leaf in idf)
        return worth / math.log((pages + STRANGE_PAGES) / 1.5)


def sought(view: View, question: Question) -> Sought:
    """A question's words in one generation, whatever the filters."""
    matches = view.search(question.query, {}, 0, any_word=True, counted=())
    weights = weights_of(matches, question)
    words = [leaf for leaf in weights if isinstance(leaf, WordLeaf)]
    named, light, capitals = _named(question), light_in(question), names_in(question.text)
    return Sought(
        matches,
        weights,
        carries_of(matches.compiled),
        frozenset(leaf for leaf in words if fold(leaf.text) in named),
        frozenset(leaf for leaf in words if fold(leaf.text) in capitals),
        frozenset(countries_in(question.text, question.language or "en")),
        frozenset(leaf for leaf in words if fold(leaf.text) in light),
    )


def _named(question: Question) -> frozenset[str]:
    """The folded words of a question that are written like a name or a number; in German, where nouns have a capital, only those
    that have one within. The first word's capital tells nothing."""
    told = set()
    for word, place, span in tokens(question.text):
        written = span.of(question.text)
        if place == 0 and written.istitle():
            continue
        if any(map(str.isupper, written[1:] if question.language == "de" else written)) or any(map(str.isdigit, word)):
            told.add(fold(word))
    return frozenset(told)


class Weigher:
    """Tells what speaks for the candidates of one question, within any filters; looks at each page once."""

    def __init__(self, view: View, question: Question) -> None:
        self.view, self.question = view, question
        self._marks: dict[tuple[str, int], Sequence[Mark]] = {}
        self._titles: dict[tuple[str, str], frozenset[TextLeaf]] = {}

    @cached_property
    def _sought(self) -> Sought:
        return sought(self.view, self.question)

    def grounds(self, one: Candidate) -> Grounds:
        """What speaks for one candidate, and what against it."""
        own, quote, told = self._sought, one.quote, one.features
        lit = self._lit(one)
        inside = _within(lit, quote.span)
        around = Span(max(0, quote.span.start - NEAR_CHARACTERS), quote.span.end + NEAR_CHARACTERS)
        near = own.words(_within(lit, around)) | self._titled(one)
        absent = own.weights.keys() - near - own.alike(quote.page.text, around)
        asked = [Span(mark.span.start - quote.span.start, mark.span.end - quote.span.start) for mark in inside]
        kind = self.question.kind
        counts = kind.is_number or kind is Kind.DATE
        found = parts(kind, quote.text, quote.page.language, asked) if kind not in _UNTOLD else ()
        return Grounds(
            unnamed=own.weight(own.named - near),
            strange=own.weight(own.capitals & absent),
            lost=max(map(own.weights.__getitem__, absent - own.light), default=0.0),
            near=told.near,
            titled=told.titled,
            wording=told.wording,
            page=told.page,
            amount=math.log1p(own.amount(own.words(inside))),
            asked=math.log(max(1, len(own.weights))),
            figureless=float(counts and not found),
            uncounted=float(kind is Kind.NUMBER and not self._counted(found, inside, quote)),
            close=_close(found, asked),
            foreign=_foreign(own.countries, one, around),
            partless=one.partless,
        )

    def _counted(self, found: Sequence[Span], inside: Sequence[Mark], quote: Quote) -> bool:
        """Whether a number stands right before one of the words that the question begins with: what is to be counted."""
        own, start = self._sought, quote.span.start
        first = frozenset([*(leaf for leaf in own.weights if leaf not in own.light)][:_COUNTED])
        places = [mark.span.start for mark in inside if first & own.words([mark])]
        leaves = [*own.weights]
        for one in own.kinship.on(quote.page.text, *quote.span):
            places += [one.start for place in one.shares if leaves[place] in first]
        return any(0 <= place - start - part.end <= _BEFORE for part in found for place in places)

    def _lit(self, one: Candidate) -> Sequence[Mark]:
        page = one.quote.page
        key = (page.document, page.number)
        if key not in self._marks:
            self._marks[key] = marks(self._sought.matches.compiled, page.text, page.language, page.running)
        return self._marks[key]

    def _titled(self, one: Candidate) -> frozenset[TextLeaf]:
        document, compiled = one.quote.document, self._sought.matches.compiled
        key = (document.id, one.quote.page.language)
        if key not in self._titles:
            about = f"{document.title}\n{document.event}"
            self._titles[key] = self._sought.words(marks(compiled, about, one.quote.page.language))
        return self._titles[key]


def _within(lit: Sequence[Mark], span: Span) -> list[Mark]:
    return [mark for mark in lit if mark.span.start >= span.start and mark.span.end <= span.end]


def _close(found: Sequence[Span], asked: Sequence[Span]) -> float:
    gaps = [max(part.start - word.end, word.start - part.end, 0) for part in found for word in asked]
    return 1 / (1 + min(gaps) / _CLOSE_CHARACTERS) if gaps else 0.0


def _foreign(countries: Collection[str], one: Candidate, around: Span) -> float:
    if not countries:
        return 0.0
    page = one.quote.page
    told = {*one.quote.document.about(page), *page.about}
    told |= {*countries_in(page.text[max(0, around.start) : around.end], page.language)}
    return sum(code not in told for code in countries) / len(countries)
