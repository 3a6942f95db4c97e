"""What is distinctive of some pages beside others, not merely frequent: the log-odds of their terms, with an informative prior.

Monroe, Colaresi & Quinn 2008, "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of
Political Conflict", Political Analysis 16:4, eq. 15, 16, 19, 22: the prior of a term is its share in all pages, worth
PRIOR_WORDS words; what is compared is the difference of log-odds in units of its standard deviation (z).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from core.countries import mentions
from core.records import Page, Span
from index.analysis import fold, page_words, spelling_of, stop_words, terms_of
from index.engine import Filters, View
from index.words.lexicon import most_usual

PRIOR_WORDS = 1_000
"""Words that the prior is worth: how much a term has to be said before its being rare elsewhere counts."""
PRIOR_PAGES = 5
"""Likewise pages, where countries are compared by the pages that speak of them."""
LEAST_Z = 2.58
"""Standard deviations from which a term is called distinctive, a level of 99 %: many terms are compared at once."""
LEAST_TIMES = 3
"""A term that is said less often is no habit."""
LEAST_PAGES = 2
"""One page alone, however often, is no habit either; where there is one page alone, it counts."""
CANDIDATES = 200
"""The most frequent terms, of which the comparison is made: a rarer one cannot be far from chance."""

_SHORTEST = 3


class Passage(NamedTuple):
    """Some of a page's text, as spans."""

    page: Page
    spans: tuple[Span, ...]


class Telling(NamedTuple):
    """A distinctive term, as it is mostly spelled, in its language: how often it stands, on how many of the pages looked at;
    how many times as often as elsewhere (per word; None: it stands nowhere else); and its z."""

    text: str
    language: str
    times: int
    pages: int
    ratio: float | None
    z: float


class _Said:
    """What is written in some passages of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.written: Counter[str] = Counter()
        self.passages: list[Counter[str]] = []

    def add(self, words: Iterable[str]) -> None:
        """The words of one passage."""
        here = Counter(words)
        self.written.update(here)
        self.passages.append(here)

    @cached_property
    def words(self) -> int:
        """How many."""
        return sum(self.written.values())

    @cached_property
    def forms(self) -> Mapping[str, Sequence[str]]:
        """Term → the words that have it."""
        found: dict[str, list[str]] = {}
        for word in self.written:
            found.setdefault(terms_of(word, self.language)[1], []).append(word)
        return found

    @cached_property
    def times(self) -> Mapping[str, int]:
        """Term → how often it stands, most frequent first."""
        counted = {term: sum(map(self.written.__getitem__, words)) for term, words in self.forms.items()}
        return dict(sorted(counted.items(), key=lambda item: -item[1]))

    def pages(self, term: str) -> int:
        """In how many passages it stands."""
        words = self.forms[term]
        return sum(any(word in here for word in words) for here in self.passages)

    def in_several(self, term: str) -> bool:
        """Whether it stands in as many passages as a habit needs."""
        words = self.forms[term]
        having = (1 for here in self.passages if any(word in here for word in words))
        return sum(islice(having, LEAST_PAGES)) >= min(LEAST_PAGES, len(self.passages))

    def spelled(self, term: str) -> str:
        """Its most usual spelling."""
        spellings: Counter[str] = Counter()
        for word in self.forms[term]:
            spellings[spelling_of(word)] += self.written[word]
        return most_usual(spellings)


class Distinctive(NamedTuple):
    """The distinctive terms, best first, and how many passages were read for them."""

    terms: tuple[Telling, ...]
    read: int


def z_score(
    own: float, own_all: float, other: float, other_all: float, share: float, worth: float = PRIOR_WORDS
) -> float:
    """How far the log-odds of a term in one text lie above those in another, in standard deviations; `share` is the
    term's in all texts, from which its prior comes, `worth` how many words that is worth."""
    first, second = own + worth * share, other + worth * share
    odds = math.log(first / _rest(own_all + worth - first)) - math.log(second / _rest(other_all + worth - second))
    return odds / math.sqrt(1 / first + 1 / second)


def _rest(count: float) -> float:
    """What is not the term; where all is, half of one (Haldane 1956), for no odds are infinite."""
    return max(count, 0.5)


def ratio_of(own: float, own_all: float, other: float, other_all: float) -> float | None:
    """How many times as often something stands in one text as in another; None where it does not stand there."""
    return (own / own_all) / (other / other_all) if own_all and other and other_all else None


def distinctive(
    view: View, passages: Sequence[Passage], same: Filters, left_out: Iterable[str], country: str, most: int
) -> Distinctive:
    """The terms of some passages that are distinctive beside all pages but those within the filters `same`, best first.

    Compared is each language by itself. Words of `left_out` (names), and such as name the `country`, say nothing new.
    """
    names = _Names(view, left_out)
    found = []
    for said in _by_language(passages):
        candidates = list(islice(_eligible(said, names), CANDIDATES))
        stand = view.occurrences(candidates, same)
        words, own = view.words({}).get(said.language, 0), view.words(same).get(said.language, 0)
        for term in candidates:
            here, everywhere = stand[term]
            times, other, other_all = said.times[term], everywhere - here, words - own
            share = max(everywhere, times) / max(words, said.words)
            z = z_score(times, said.words, other, other_all, share) if other_all else 0.0
            if z >= LEAST_Z:
                ratio = ratio_of(times, said.words, other, other_all)
                found.append(Telling(said.spelled(term), said.language, times, said.pages(term), ratio, z))
    ordered = sorted(found, key=lambda one: (-one.z, one.text))
    telling = (one for one in ordered if not country or not _names(one, country))
    return Distinctive(tuple(islice(telling, most)), len(passages))


def _by_language(passages: Iterable[Passage]) -> Iterable[_Said]:
    found: dict[str, _Said] = {}
    for page, spans in passages:
        said = found.setdefault(page.language, _Said(page.language))
        here: list[str] = []
        for span in spans:
            found_here = page_words(span.of(page.text), spans_within(page.running, span))
            here += [
                word
                for word, place, last in zip(
                    found_here.words, found_here.places, [-1, *found_here.places], strict=False
                )
                if place != last
            ]
        said.add(here)
    return found.values()


def spans_within(running: Sequence[Span], span: Span) -> list[Span]:
    """Running heads and feet as spans of a part of the text."""
    inside = (one for one in running if one.start < span.end and span.start < one.end)
    return [Span(max(0, one.start - span.start), one.end - span.start) for one in inside]


class _Names:
    """Words that say nothing new: of the names asked to leave out, and, written as names, of presenters and countries."""

    def __init__(self, view: View, left_out: Iterable[str]) -> None:
        self._own = _folded_words(left_out)
        self._people = view.roster.once("words of names", lambda: _folded_words(view.roster.by_speaker))
        self._countries = view.names.country_words

    def __contains__(self, spelled: str) -> bool:
        folded = fold(spelled.lower())
        return folded in self._own or (not spelled.islower() and (folded in self._people or folded in self._countries))


def _folded_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word.lower()) for text in texts for word in page_words(text).words)


def _eligible(said: _Said, names: _Names) -> Iterator[str]:
    """The terms that may be distinctive, most frequent first."""
    stops = stop_words(said.language)
    for term, times in said.times.items():
        if times < LEAST_TIMES:
            return
        folded = [terms_of(word, said.language)[0] for word in said.forms[term]]
        if all(_is_word(word, stops) for word in folded) and said.in_several(term) and said.spelled(term) not in names:
            yield term


def _is_word(folded: str, stops: Collection[str]) -> bool:
    return len(folded) >= _SHORTEST and folded not in stops and not any(letter.isdigit() for letter in folded)


def _names(one: Telling, country: str) -> bool:
    return any(country in (mention.code, *mention.rivals) for mention in mentions(one.text, one.language))
