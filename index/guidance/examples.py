"""Queries that find something in the corpus at hand, one for each thing that a query can say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from index.analysis import fold, stop_words, tokens
from index.engine import View
from index.queries.parser import parse
from index.queries.query import Fuzzy

_TRIED = 40
_QUOTES = re.compile('["“”„«»]')
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Example(NamedTuple):
    """A query and what it finds, in a sentence."""

    query: str
    finds: str


def examples(view: View) -> list[Example]:
    """Made of the corpus's own words, names and phrases; each finds a page. One that the corpus has nothing for is left out."""
    found = []
    for tried in _all(view):
        first = next((example for example in tried if _finds(view, example.query)), None)
        if first is not None:
            found.append(first)
    return found


def _finds(view: View, query: str) -> bool:
    read = parse(query)
    matches = view.search(read, {}, 0, counted=())
    notes = read.notes if isinstance(read.root, Fuzzy) else (*read.notes, *matches.compiled.notes)
    return (
        matches.total_pages > 0 and not matches.relaxed and not notes
    )  # which words a Fuzzy stands for is always noted


def _all(view: View) -> Iterator[Iterable[Example]]:
    """For each thing to say the candidates, best first."""
    words = _usual(view)
    phrases = [" ".join(pair) for title in _titles(view) for pair in pairwise(title)]
    pairs = [*phrases, *(f"{one} {other}" for one, other in pairwise(words))]
    yield (Example(pair, "pages with all these words, in any of their forms, in any language") for pair in pairs)
    yield (Example(f'"{phrase}"', "exactly these words, side by side") for phrase in phrases)
    apart = [*(f"{last} {first}" for first, last in (pair.split(" ", 1) for pair in phrases)), *pairs]
    yield (Example(f'"{pair}"~5', "these words near one another, in any order") for pair in apart)
    yield (Example(f"{word[:-2]}*", "words that begin so") for word in words if len(word) >= 7)
    misspelt = (word[:3] + word[4:] for word in words if len(word) >= 6)
    yield (
        Example(f"{word}~", "words spelled alike, whatever a letter") for word in misspelt if not _stands(view, word)
    )
    yield (Example(f"{one} OR {other}", "either of them") for one, other in pairwise(words))
    yield (
        Example(f"{one} -{other}", "the first and not the second") for one in words for other in words if one != other
    )
    names = view.names
    said = {"presenter": "who says it", "organisation": "for which body", "from": "the presenter's country"}
    said |= {"about": "the country a page speaks of", "title": "words of the title", "section": "words of a heading"}
    said |= {"kind": "the kind of document", "year": "the year, or from one to another", "lang": "the page's language"}
    for field, finds in said.items():
        known = names.of("language" if field == "lang" else field)
        yield (Example(f"{field}:{_value(field, name.text)}", finds) for name in known if name.text)


def _stands(view: View, word: str) -> bool:
    """Whether the corpus has a word."""
    return bool(view.lexicon.near(fold(word), 0))


def _value(field: str, name: str) -> str:
    """A name as the value of a field: the last word of a presenter, the first long one of a title, else all of it."""
    words = [token.span.of(name) for token in tokens(name)]
    if field == "presenter" and words:
        return words[-1]
    if field in ("title", "section") and words:
        return max(words[:6], key=len)
    return name if re.fullmatch(r"\w+", name) else f'"{_QUOTES.sub(" ", name)}"'


def _titles(view: View) -> Iterator[list[str]]:
    """The words of titles and headings in their order, split where a stop word or a number stands."""
    for name in (*view.names.of("title"), *view.names.of("section"))[:_TRIED]:
        run: list[str] = []
        for token in tokens(name.text):
            if _tells(view, token.word):
                run.append(token.span.of(name.text).lower())
            else:
                yield run
                run = []
        yield run


def _usual(view: View) -> list[str]:
    """Words on many pages that are no stop words, longer ones first among equals."""
    entries = (entry for letter in _LETTERS for entry in view.lexicon.beginning(letter, 12))
    usual = sorted(entries, key=lambda entry: (-entry.pages * min(len(entry.word), 8), entry.word))
    words: dict[str, str] = {}
    for entry in usual:
        if len(entry.word) >= 5 and _tells(view, entry.word):
            words.setdefault(entry.term.partition(":")[2], entry.spelling.lower())
    return list(words.values())[:_TRIED]


def _tells(view: View, word: str) -> bool:
    stops = any(fold(word) in stop_words(language) for language in view.names.languages)
    return len(word) > 2 and word.isalpha() and not stops
