"""The words that the corpus has, per language, and what can be asked of them: how often, how begun, how spelled alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from core.records import Page
from index.analysis import page_terms, terms_of


class Entry(NamedTuple):
    """A folded word in one language: its index term (stem), its most usual spelling, and on how many pages it stands."""

    word: str
    language: str
    term: str
    spelling: str
    pages: int


class Lexicon(Protocol):
    """All words of one generation. A word that only deleted pages had may still be among them, never one too few."""

    def entries(self, word: str) -> Sequence[Entry]:
        """The entries of a folded word, one for each language, most pages first."""

    def beginning(self, start: str, most: int) -> Sequence[Entry]:
        """Entries of folded words that begin with `start`, most pages first; at most so many."""

    def containing(self, part: str, language: str) -> Sequence[Entry]:
        """Entries of one language whose folded word has `part` in it, in the order of the words."""

    def family(self, term: str) -> Sequence[Entry]:
        """Entries that have this index term: the inflections of a word in a language."""

    def near(self, word: str, edits: int, language: str = "") -> Sequence[Entry]:
        """Entries at most so many edits (Damerau 1964: insert, delete, replace, swap neighbours) from a folded word,
        nearest first, then most pages; in one language where one is named."""


def listed(pages: Iterable[Page]) -> list[Entry]:
    """The entries of pages, by word and language."""
    found: Counter[tuple[str, str, str]] = Counter()
    spelled: dict[tuple[str, str, str], Counter[str]] = {}
    for page in pages:
        terms = page_terms(page.text, page.language, page.running)
        written = dict(spelling.split("\x1f") for spelling in terms.spellings)
        for word in terms.words:
            key = word, page.language, terms_of(written.get(word, word), page.language)[1]
            found[key] += 1
            spelled.setdefault(key, Counter())[written.get(word, word)] += 1
    return [Entry(*key, max(sorted(spelled[key]), key=spelled[key].__getitem__), found[key]) for key in sorted(found)]


class WordList:
    """A lexicon as a plain list, looked through for every question."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries)

    def entries(self, word: str) -> Sequence[Entry]:
        return _usual_first(entry for entry in self._entries if entry.word == word)

    def beginning(self, start: str, most: int) -> Sequence[Entry]:
        return _usual_first(entry for entry in self._entries if entry.word.startswith(start))[:most]

    def containing(self, part: str, language: str) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.language == language and part in entry.word]

    def family(self, term: str) -> Sequence[Entry]:
        return _usual_first(entry for entry in self._entries if entry.term == term)

    def near(self, word: str, edits: int, language: str = "") -> Sequence[Entry]:
        asked = (entry for entry in self._entries if language in ("", entry.language))
        found = [(_distance(word, entry.word), entry) for entry in asked]
        within = [(distance, -entry.pages, entry) for distance, entry in found if distance <= edits]
        return [entry for _, _, entry in sorted(within)]


def _usual_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-entry.pages, entry))


def _distance(one: str, other: str) -> int:
    """Edits from one word to another; neighbours that changed places are one edit (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]
