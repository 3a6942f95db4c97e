"""Did you mean: the reader's query with its wrong words replaced, and nothing else; from the corpus's own words.

A noisy channel (Kernighan, Church & Gale 1990, "A spelling correction program based on a noisy channel model"): the word
that was meant is one that is likely in this corpus and easily becomes the one that was typed; of several, one that stands
with the query's other words. A suggestion is made only where it finds pages, with the filters at hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from core.countries import another_country
from core.records import Span
from index.analysis import fold, stem, stop_words
from index.engine import Filters, Matches, View
from index.queries.parser import parse
from index.queries.query import Query
from index.queries.query_words import QueryWord, query_words
from index.words.edits import distance, distances

# Each has its row in evaluation/expected.toml.
RARE = 5
TIMES_USUAL = 200
EDIT_PRICE = 5.0
FIRST_LETTER_PRICE = 2.5
EASY_EDIT = 0.7
TOGETHER = 3.0
NAME_WEIGHT = 8
SPLIT_PRICE = 1.2
MANY_TIMES = 10

_SHORTEST = 4
_TWO_EDITS_FROM = 6
_MOST_WORDS = 12
_TRIED = 6
_SHORTEST_PART = 3
_SURELY = 100
"""Of a word that is listed with so many pages, some are there still."""
_NAMED = ("presenter", "organisation", "title", "from", "about")


class _Choice(NamedTuple):
    """What may stand in the place of a span of the query, and how likely it is (a logarithm). `slip`: it is one edit away,
    not of the first letter. `rare`: what was typed is a word of the corpus, though a rare one."""

    span: Span
    text: str
    score: float
    slip: bool = False
    rare: bool = False


def suggest(
    view: View, text: str, filters: Filters, read: Callable[[str], Query] = parse, matches: Matches | None = None
) -> str | None:
    """The query that was meant where it seems another one, else None. Never the query itself.

    `read` makes a query of a text; `matches` is what the text finds, where that is known already.
    """
    return _Speller(view, text, filters, read, matches).suggestion()


class _Speller:
    def __init__(
        self, view: View, text: str, filters: Filters, read: Callable[[str], Query], matches: Matches | None
    ) -> None:
        self.view, self.text, self.filters, self.read = view, text, filters, read
        self.language = read(text).language
        self.languages = [self.language] if self.language else view.names.languages
        self.found = matches
        self.words = query_words(text)[:_MOST_WORDS]

    def suggestion(self) -> str | None:
        """The text with its corrections, if it finds pages."""
        wrong = {word.span: choices for word in self.words if (choices := list(self._choices(word)))}
        corrected, spans = [], set(wrong)
        for span, choices in wrong.items():
            corrected.append(self._best(choices, spans - {span}))
        if not corrected:
            corrected = list(self._joined())
        if not corrected:
            return None
        text = _replaced(self.text, corrected)
        return text if fold(text) != fold(self.text) and self._helps(text, corrected) else None

    def _helps(self, text: str, corrected: Sequence[_Choice]) -> bool:
        """Whether a page has all words of the corrected query; where it corrects slips alone, whether a page has more of
        them than any has of the query as it is. Where both find pages with all words, it must find more pages, and
        many times as many where what is corrected is a word of the corpus."""
        slips, rare = all(choice.slip for choice in corrected), any(choice.rare for choice in corrected)
        (before, fewer), (after, pages) = self._held(self._matches()), self._held(self._search(text))
        if before == math.inf:
            return after == math.inf and pages > fewer * (MANY_TIMES if rare else 1)
        return bool(pages) and after > before and (slips or after == math.inf)

    @staticmethod
    def _held(matches: Matches) -> tuple[float, int]:
        """How many of a query's words one page has at most (infinity: all), and how many pages are found."""
        held = matches.relaxed[0] if matches.relaxed else math.inf if matches.total_pages else 0.0
        return held, matches.total_pages

    def _matches(self) -> Matches:
        """What the query finds as it is."""
        if self.found is None:
            self.found = self._search(self.text)
        return self.found

    def _search(self, text: str) -> Matches:
        return self.view.search(self.read(text), self.filters, 0, counted=())

    def _choices(self, word: QueryWord) -> Iterator[_Choice]:
        """What a word may have been meant to be, best first; nothing for a word that is right."""
        if len(word.folded) < _SHORTEST or any(letter.isdigit() for letter in word.folded):
            return
        if word.field:
            yield from self._names(word)
            return
        if self._stops(word.folded) or self._known_whole(word):
            return
        here = self._standing(word)
        if here <= RARE:
            found = [choice for choice in self._near(word, here) if choice is not None]
            if not here:
                found += self._split(word)
            yield from sorted(found, key=lambda choice: -choice.score)[:_TRIED]

    def _standing(self, word: QueryWord) -> int:
        """On how many pages a word stands, in any of its inflections; names count as well."""
        terms = {stem(word.text.lower(), language) for language in self.languages}
        terms |= {stem(word.folded, language) for language in self.languages}
        family = {entry.word: entry.pages for term in terms for entry in self.view.lexicon.family(term)}
        listed = sum(family.values())
        pages = listed if listed > _SURELY else sum(map(self.view.standing, {*family, word.folded}))
        return pages + sum(self.view.names.words.get(word.folded, {}).values())

    def _known_whole(self, word: QueryWord) -> bool:
        """Whether the word is a part of a compound that the corpus writes in one."""
        parts = [other.folded for other in self.words if other.piece == word.piece and not other.quoted]
        return len(parts) > 1 and self.view.standing("".join(parts)) > 0

    def _near(self, word: QueryWord, here: int) -> Iterator[_Choice]:
        most = 1 if here or len(word.folded) < _TWO_EDITS_FROM else 2
        least = TIMES_USUAL * here
        own = {stem(word.folded, language) for language in self.languages}
        pages: dict[str, int] = {}
        spelled: dict[str, str] = {}
        for entry in self.view.lexicon.near(word.folded, most, self.language):
            if entry.term not in own:
                pages[entry.word] = pages.get(entry.word, 0) + entry.pages
                spelled.setdefault(entry.word, entry.spelling)
        for name in _like(word.folded, list(self.view.names.words), most):
            pages[name] = pages.get(name, 0) + NAME_WEIGHT * sum(self.view.names.words[name].values())
            spelled.setdefault(name, self.view.names.spellings.get(name, name))
        for other, count in pages.items():
            if other == word.folded or another_country(word.text, spelled[other]):
                continue
            if count >= max(1, least) and not self._stops(other) and self._alive(other):
                yield _choice(word, other, spelled[other], count)._replace(rare=here > 0)

    def _stops(self, word: str) -> bool:
        """Whether it is a stop word: not looked for, and so never wrong, nor a help."""
        return any(word in stop_words(language) for language in self.languages)

    def _alive(self, word: str) -> bool:
        return word in self.view.names.words or self.view.standing(word) > 0

    def _names(self, word: QueryWord) -> Iterator[_Choice]:
        """Words of the names that a field may have, for one that begins none of them."""
        if word.field not in _NAMED:
            return
        known = self.view.names.words_of(word.field)
        if any(name.startswith(word.folded) for name in known):
            return
        found = [
            _choice(word, name, self.view.names.spellings.get(name, name), known[name])
            for name in _like(word.folded, list(known), 2)
            if not another_country(word.text, self.view.names.spellings.get(name, name))
        ]
        yield from sorted(found, key=lambda choice: -choice.score)[:_TRIED]

    def _split(self, word: QueryWord) -> Iterator[_Choice]:
        """The word as two that stand next to one another."""
        parts = [
            (word.folded[:at], word.folded[at:]) for at in range(_SHORTEST_PART, len(word.folded) - _SHORTEST_PART + 1)
        ]
        known = [pair for pair in parts if all(map(self.view.standing, pair))]
        for one, other in known[:_TRIED]:
            written = word.span.of(self.text)
            # folding may change the length: ß is ss, an accent may be a letter of its own
            cut = next((at for at in range(1, len(written)) if fold(written[:at]) == one), None)
            pages = self.view.search(self.read(f'"{one} {other}"'), {}, 0, counted=()).total_pages if cut else 0
            if pages:
                yield _Choice(word.span, f"{written[:cut]} {written[cut:]}", math.log2(1 + pages) - SPLIT_PRICE)

    def _joined(self) -> Iterator[_Choice]:
        """Two words that the corpus writes in one, where the query finds no page with all its words."""
        if len(self.words) < 2 or self._held(self._matches())[0] == math.inf:
            return
        for one, other in zip(self.words, self.words[1:], strict=False):
            between = self.text[one.span.end : other.span.start]
            if one.field or other.field or one.quoted != other.quoted or not between.isspace():
                continue
            whole = one.folded + other.folded
            if len(whole) >= 2 * _SHORTEST_PART and self.view.standing(whole):
                yield _Choice(Span(one.span.start, other.span.end), one.text + other.text, 0.0)
                return

    def _best(self, choices: Sequence[_Choice], others: set[Span]) -> _Choice:
        """The choice that is likely with the query's other words; other wrong words are left aside."""
        if len(choices) == 1 or len(self.words) - len(others) < 2:
            return choices[0]
        aside = [_Choice(span, " ", 0.0) for span in others]

        def weighed(choice: _Choice) -> float:
            return choice.score + TOGETHER * math.log2(1 + self._pages(_replaced(self.text, [*aside, choice])))

        return max(choices, key=weighed)

    def _pages(self, text: str) -> int:
        """How many pages have all words of a query; 0 where none has, though some are shown."""
        matches = self._search(text)
        return 0 if matches.relaxed else matches.total_pages


def _like(word: str, known: Sequence[str], most: int) -> Iterator[str]:
    alike = [other for other in known if abs(len(other) - len(word)) <= most and len(other) >= _SHORTEST_PART]
    most = most if len(word) >= _TWO_EDITS_FROM else 1
    far = distances(word, alike, most)
    return (other for other, edits in zip(alike, far.tolist(), strict=True) if edits <= most)


def _choice(word: QueryWord, meant: str, spelling: str, pages: int) -> _Choice:
    slip = meant[0] == word.folded[0] and distance(word.folded, meant) == 1
    return _Choice(word.span, _cased(word.text, spelling), _likely(word.folded, meant, pages), slip)


def _likely(typed: str, meant: str, pages: int) -> float:
    """How likely it is that a word was meant: how usual it is, against what it takes to mistype it so."""
    price = distance(typed, meant) * EDIT_PRICE
    if sorted(typed) == sorted(meant) or _undoubled(typed) == _undoubled(meant):
        price *= EASY_EDIT
    if typed[0] != meant[0]:
        price += FIRST_LETTER_PRICE
    return math.log2(1 + pages) - price


def _undoubled(word: str) -> str:
    return "".join(letter for letter, before in zip(word, f" {word}", strict=False) if letter != before)


def _cased(typed: str, meant: str) -> str:
    """The word that was meant, written large or small as the reader writes."""
    if typed.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if typed[:1].isupper() else meant.lower()


def _replaced(text: str, choices: Sequence[_Choice]) -> str:
    for choice in sorted(choices, key=lambda choice: -choice.span.start):
        text = text[: choice.span.start] + choice.text + text[choice.span.end :]
    return text
