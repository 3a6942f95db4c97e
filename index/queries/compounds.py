"""German compounds by their parts: a query's Verwaltung also finds Landesverwaltung and Verwaltungsmodernisierung.

After Koehn & Knight 2003, "Empirical Methods for Compound Splitting": a word is a compound where all of it is words of the
corpus, joined by linking elements. Their measure, the parts' mean frequency, chooses among ways to split one; here the part
is given, so length and the words around it decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import prod

from index.analysis import fold, stem, stop_words
from index.words.lexicon import Entry, Lexicon

GERMAN = "de"
LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
"""Linking elements between the parts, the empty one first."""

NOUN_ENDINGS = ("ung", "heit", "keit", "schaft", "ion", "tat", "ling", "tum")
"""Nouns that end so take an s as the first part of a compound, and only there."""
PREFIXES = frozenset(
    ["emp", "ent", "her", "hin", "miss", "pro", "ver", "zer", "anti", "dis", "des", "inter", "trans", "ten"]
)
"""What stands before words without being one, but may be one on a German page."""

# Each has its row in evaluation/expected.toml.
SHORTEST_PART = 4
"""Letters of the part that is asked for: "ei", "rat" and "tag" are in too many words by chance."""
SHORTEST_REST = 3
"""Letters of each other part: "be", "ge", "ab" are prefixes, and no words."""
LEAST_PAGES = 2
"""Pages on which another part of three letters stands: those on one are often scraps."""

_MOST_KEPT = 4_000
_MOST_PARTS = 4


class Compounds:
    """The compounds of one generation. What was found is kept: a generation never changes."""

    def __init__(self, lexicon: Lexicon, standing: Callable[[str, str], int]) -> None:
        """`standing`: on how many pages of a language a folded word stands."""
        self._lexicon, self._standing = lexicon, standing
        self.having = lru_cache(_MOST_KEPT)(self._having)
        self.parts = lru_cache(_MOST_KEPT)(self._parts)
        self._pages_of = lru_cache(50_000)(self._count)

    def _having(self, text: str, stems: frozenset[str]) -> frozenset[str]:
        """The folded compounds that have a word of these index terms as a part, and are none of the terms themselves."""
        own = [term for term in stems if term.startswith(f"{GERMAN}:")]
        family = {fold(text), *(entry.word for term in own for entry in self._lexicon.family(term))}
        forms = {word for word in family if len(word) >= SHORTEST_PART and word.isalpha()}
        starts = {_start(word) for word in forms}
        shortest = {start for start in starts if not any(other != start and other in start for other in starts)}
        found = {entry.word: entry for start in shortest for entry in self._lexicon.containing(start, GERMAN)}
        return frozenset(
            word
            for word, entry in found.items()
            if self._is_one(entry, forms, frozenset(own)) and entry.term not in stems
        )

    def _parts(self, text: str) -> tuple[str, ...]:
        """The folded words that a compound is made of, in order: the split whose parts' mean frequency is highest and above
        the compound's own (Koehn & Knight); () where it is none."""
        word = fold(text)
        if len(word) < 2 * SHORTEST_PART or not word.isalpha() or word in stop_words(GERMAN):
            return ()
        splits = [(self._mean(parts), parts) for parts in self._splits(word, 1)]
        best, parts = max(splits, default=(0.0, ()))
        return parts if best > self._pages_of(word) else ()

    def _mean(self, parts: tuple[str, ...]) -> float:
        return float(prod(map(self._pages_of, parts)) ** (1 / len(parts)))

    def _splits(self, text: str, parts: int) -> Iterator[tuple[str, ...]]:
        """Every way to read it as words with linking elements; alone it is no compound."""
        if parts > 1 and self._is_word(text, last=True):
            yield (text,)
        if parts == _MOST_PARTS:
            return
        for end in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
            first = next((w for w in (text[:end], f"{text[:end]}e") if self._is_word(w, last=True)), "")
            for link in LINKS if first else ():
                if text.startswith(link, end):
                    for others in self._splits(text[end + len(link) :], parts + 1):
                        yield first, *others

    def _is_one(self, entry: Entry, forms: set[str], terms: frozenset[str]) -> bool:
        word = entry.word
        if word in forms or not word.isalpha() or not self._standing(word, GERMAN):
            return False
        return any(
            (not before or self._chained(before, 1))
            and (not after or self._follows(part, after))
            and self._is_likely(entry, part, before or after)
            for before, part, after in self._around(entry, forms, terms)
        )

    def _is_likely(self, entry: Entry, part: str, rest: str) -> bool:
        """Whether a compound with a short part stands less often than its parts do: then it is hardly a word by chance."""
        if len(rest) > SHORTEST_PART + 1:
            return True
        own = max(1, self._pages_of(part), self._pages_of(f"{part}e"))
        return own * max(self._pages_of(rest), self._pages_of(f"{rest}e")) >= entry.pages**2

    def _around(self, entry: Entry, forms: set[str], terms: frozenset[str]) -> Iterator[tuple[str, str, str]]:
        """What stands before the part, the part, and what stands after it; the ending of a last part belongs to it."""
        word = entry.word
        for form in forms:
            start = _start(form)
            at = word.find(start)
            while at >= 0:
                if at >= SHORTEST_REST and _tail_is(entry, at, forms, terms):
                    yield word[:at], form, ""
                for ending in {form[len(start) :], ""}:
                    if word.startswith(ending, at + len(start)):
                        after = word[at + len(start) + len(ending) :]
                        if len(after) >= SHORTEST_REST:
                            yield word[:at], start + ending, after
                at = word.find(start, at + 1)

    def _follows(self, part: str, rest: str) -> bool:
        """Whether it is a linking element and words; behind -ungs-, -heits- and the like anything is."""
        if part.endswith(NOUN_ENDINGS) and rest.startswith("s") and len(rest) > SHORTEST_PART:
            return True
        return any(rest.startswith(link) and self._chained(rest[len(link) :], 1, last=True) for link in LINKS)

    def _chained(self, text: str, parts: int, last: bool = False) -> bool:
        """Whether it is words, each with a linking element behind it but for the `last`."""
        if len(text) < SHORTEST_REST:
            return False
        for link in ("",) if last else LINKS:
            if text.endswith(link) and self._is_word(text[: len(text) - len(link)], last):
                return True
        if parts == _MOST_PARTS:
            return False
        return any(
            self._is_word(text[:end], False) and self._chained(text[end + len(link) :], parts + 1, last)
            for end in range(SHORTEST_REST, len(text) - SHORTEST_REST + 1)
            for link in LINKS
            if text.startswith(link, end)
        )

    def _is_word(self, text: str, last: bool) -> bool:
        """Whether it is a word of the German pages, no stop word; before another part an e at its end may be gone."""
        if len(text) < SHORTEST_REST or text in stop_words(GERMAN) or text in PREFIXES:
            return False
        least = LEAST_PAGES if len(text) < SHORTEST_PART else 1
        return self._pages_of(text) >= least or (not last and self._pages_of(f"{text}e") >= least)

    def _count(self, word: str) -> int:
        return sum(entry.pages for entry in self._lexicon.entries(word) if entry.language == GERMAN)


def _start(word: str) -> str:
    """A part as it may begin another: Sprache is Sprach- there."""
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST_PART else word


def _tail_is(entry: Entry, at: int, forms: set[str], terms: frozenset[str]) -> bool:
    """Whether a word ends with the part, in any inflection."""
    tail = entry.word[at:]
    if tail in forms or stem(tail, GERMAN) in terms:
        return True
    spelled = entry.spelling.lower()
    return len(spelled) == len(entry.word) and stem(spelled[at:], GERMAN) in terms
