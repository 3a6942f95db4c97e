"""What of the corpus's own words a word of a query stands for: its stems, its inflections, what is spelled alike or begins so.

All of it is bounded, the nearest and most usual words first, and a note says what was taken where not all was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from index.analysis import fold, is_latin, is_unspaced, stem, stop_words
from index.queries.vocabulary import Vocabulary
from index.words.lexicon import Entry, Lexicon

# Each has its row in evaluation/expected.toml.
MOST_FUZZY = 20
"""Words that are taken for one that is asked for fuzzily."""
MOST_BEGINNING = 1_000
"""Words that are taken for one beginning."""

_MOST_TOLD = 8
_MOST_KEPT = 1_000


class Expansion:
    """The words of a query, understood in `languages`; sentences for the reader are added to `notes`."""

    def __init__(self, view: Vocabulary, languages: Sequence[str], notes: list[str]) -> None:
        self._view, self._languages, self._notes = view, languages, notes

    def stems(self, text: str, languages: Iterable[str]) -> frozenset[str]:
        """The index terms of a word in the languages: also those of its spellings with accents, where it has none.

        In other scripts than Latin, accents are left out as often as not, so there a word that has some counts without.
        """
        return frozenset(stem(spelling, code) for spelling in self._spellings(text) for code in languages)

    def inflections(self, text: str) -> frozenset[str]:
        """The folded words that have a stem of the word, where it is no stop word; itself in any case."""
        folded = fold(text)
        if is_unspaced(text):
            return frozenset({folded})
        family = (
            entry
            for term in self.stems(text, self._where_looked_for(folded))
            for entry in self._view.lexicon.family(term)
        )
        return frozenset({folded, *(entry.word for entry in family if self._stands(entry))})

    def is_known(self, terms: Iterable[str]) -> bool:
        """Whether a page has a word of these index terms."""
        return any(self._stands(entry) for term in terms for entry in self._view.lexicon.family(term))

    def fuzzy_terms(self, text: str, edits: int) -> frozenset[str]:
        """The index terms of the word and of those at most so many edits away: they are found in any inflection, too."""
        near = self._near(fold(text), edits)
        taken = near[:MOST_FUZZY]
        letters = "1 letter" if edits == 1 else f"{edits} letters"
        if not taken:
            self._notes.append(f"“{text}~{edits}”: no other word of the corpus differs from it by {letters} at most.")
        else:
            left_out = f" (the {len(taken)} nearest and most usual of {len(near)})" if len(near) > len(taken) else ""
            shown = ", ".join(taken[:_MOST_TOLD]) + (" …" if len(taken) > _MOST_TOLD else "")
            self._notes.append(f"“{text}~{edits}” also stands for: {shown}{left_out}.")
        terms = (self.stems(word, self._where_looked_for(word)) for word in taken)
        return self.stems(text, self._languages).union(*terms)

    def _near(self, folded: str, edits: int) -> list[str]:
        """The words of the corpus at most so many edits away, nearest first, then most usual."""
        steps: dict[str, int] = {folded: 0}
        pages: dict[str, int] = {}
        for step in range(1, edits + 1):
            for entry in self._view.lexicon.near(folded, step):
                looked_for = entry.language in self._languages and entry.word not in stop_words(entry.language)
                if not looked_for or steps.get(entry.word, step) != step:
                    continue
                if standing := self._view.standing(entry.word, entry.language):
                    steps[entry.word] = step
                    pages[entry.word] = pages.get(entry.word, 0) + standing
        return sorted(pages, key=lambda word: (steps[word], -pages[word], word))

    def _where_looked_for(self, folded: str) -> list[str]:
        return [code for code in self._languages if folded not in stop_words(code)]

    def usual_beginning(self, start: str) -> frozenset[str] | None:
        """The most usual words that begin so, where they are too many to look for; None: all are looked for."""
        words = _usual_beginning(self._view.lexicon, start, MOST_BEGINNING)
        if words is not None:
            self._notes.append(
                f"Very many words begin with “{start}”: the {len(words):,} that stand on most pages are looked for."
            )
        return words

    def _spellings(self, text: str) -> set[str]:
        folded = fold(text)
        if text == folded:
            return {text, *self._view.spellings(folded)}
        return {text} if is_latin(text) else {text, folded, *self._view.spellings(folded)}

    def _stands(self, entry: Entry) -> bool:
        return self._view.standing(entry.word, entry.language) > 0


_beginnings: WeakKeyDictionary[Lexicon, dict[tuple[str, int], frozenset[str] | None]] = WeakKeyDictionary()
"""What was found in each lexicon, which never changes."""


def _usual_beginning(lexicon: Lexicon, start: str, most: int) -> frozenset[str] | None:
    known = _beginnings.setdefault(lexicon, {})
    try:
        return known[start, most]
    except KeyError:
        found = lexicon.beginning(start, most + 1)
    words = frozenset(entry.word for entry in found[:most]) if len(found) > most else None
    if len(known) >= _MOST_KEPT:
        known.clear()
    known[start, most] = words
    return words
