"""The words that the corpus has, per language, and what can be asked of them: how often, how begun, how spelled alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from core.records import Page
from index.analysis import page_words, spelling_of, terms_of
from index.words.edits import distance

GRAM = 4
"""Letters of the runs by which words are compared (`index/ranking/kindred.py`). Its row is in evaluation/expected.toml."""

EDGE = "\n"
"""Stands for the beginning and the end of a word in a run of letters."""


class Entry(NamedTuple):
    """A folded word in one language: its index term (stem), its most usual spelling (with accents and capitals), and on
    how many pages it stands."""

    word: str
    language: str
    term: str
    spelling: str
    pages: int


class Lexicon(Protocol):
    """All words of one generation, none missing. Pages that were deleted may still be counted, and words that only they
    had be listed: whoever suggests a word looks whether it stands on a page."""

    def entries(self, word: str) -> Sequence[Entry]:
        """The entries of a folded word, one for each language and term, most pages first."""

    def beginning(self, start: str, most: int) -> Sequence[Entry]:
        """Entries of folded words that begin with `start`, most pages first; at most so many."""

    def containing(self, part: str, language: str) -> Sequence[Entry]:
        """Entries of one language whose folded word has `part` in it, in the order of the words."""

    def family(self, term: str) -> Sequence[Entry]:
        """Entries that have this index term: the inflections of a word in a language."""

    def near(self, word: str, edits: int, language: str = "") -> Sequence[Entry]:
        """Entries at most so many edits (Damerau 1964: insert, delete, replace, swap neighbours) from a folded word,
        nearest first, then most pages; in one language where one is named."""

    def sharing(self, grams: Collection[str], least: int) -> Mapping[str, int]:
        """Folded words with at least so many of some runs of letters, and how many; EDGE stands for beginning and end."""


def grams(word: str) -> frozenset[str]:
    """The runs of letters of a folded word; EDGE stands for its beginning and end. None of a single letter."""
    framed = f"{EDGE}{word}{EDGE}"
    return frozenset(framed[at : at + GRAM] for at in range(len(framed) - GRAM + 1))


def listed(pages: Iterable[Page]) -> list[Entry]:
    """The entries of pages, by word, language and term."""
    standing: Counter[tuple[str, str, str]] = Counter()
    spelled: dict[tuple[str, str, str], Counter[str]] = {}
    for page in pages:
        here = set()
        for written in page_words(page.text, page.running).words:
            word, term, _ = terms_of(written, page.language)
            if word:
                here.add((word, page.language, term))
                spelled.setdefault((word, page.language, term), Counter())[spelling_of(written)] += 1
        standing.update(here)
    return [Entry(*key, most_usual(spelled[key]), standing[key]) for key in sorted(standing)]


def most_usual(spellings: Mapping[str, int]) -> str:
    """The spelling that stands most often; of several the one in small letters, then the first."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], not spelling.islower(), spelling))


class WordList:
    """A lexicon as a plain list, looked through for every question."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries)

    def entries(self, word: str) -> Sequence[Entry]:
        return usual_first(entry for entry in self._entries if entry.word == word)

    def beginning(self, start: str, most: int) -> Sequence[Entry]:
        return usual_first(entry for entry in self._entries if entry.word.startswith(start))[:most]

    def containing(self, part: str, language: str) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.language == language and part in entry.word]

    def family(self, term: str) -> Sequence[Entry]:
        return usual_first(entry for entry in self._entries if entry.term == term)

    def near(self, word: str, edits: int, language: str = "") -> Sequence[Entry]:
        asked = (entry for entry in self._entries if language in ("", entry.language))
        found = [(distance(word, entry.word), entry) for entry in asked]
        within = [(far, -entry.pages, entry) for far, entry in found if far <= edits]
        return [entry for _, _, entry in sorted(within)]

    def sharing(self, grams: Collection[str], least: int) -> Mapping[str, int]:
        shared = {
            word: sum(gram in f"{EDGE}{word}{EDGE}" for gram in grams)
            for word in {entry.word for entry in self._entries}
        }
        return {word: count for word, count in shared.items() if count >= least}


def usual_first(entries: Iterable[Entry]) -> list[Entry]:
    """Most pages first, then in the order of the words."""
    return sorted(entries, key=lambda entry: (-entry.pages, entry))
