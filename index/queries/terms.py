"""The table of equal terms: a query's words that are a term are looked for as its equals too, in every language.

A term is recognised in any inflection, with or without its accents, the longest first; in quotes as it stands. What is
under "-", begun with "*" or asked of a field is left as it is. Each word of a term may be stood in for by any of its
equals, so that a page with an equal counts as having all of the term's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.languages import STUDIED
from core.records import Concept, Term
from index.analysis import fold, stem, stop_words, tokens
from index.queries.query import And, Either, Node, Or, Phrase, Query, Word

_MOST_EQUALS = 32

_Key = tuple[str, ...]


def words_of_term(term: Term) -> list[str]:
    """The words of a term in lower case, accents on, without the joined forms of compounds."""
    found: list[str] = []
    for word, position, _ in tokens(term.text):
        if position == len(found):
            found.append(word)
    return found


def is_common(term: Term) -> bool:
    """Whether a term of one word is among those that every page has: "it" cannot be told from the acronym IT."""
    words = words_of_term(term)
    spoken = (term.language,) if term.language else STUDIED
    return len(words) == 1 and any(fold(words[0]) in stop_words(language) for language in spoken)


class _Written(NamedTuple):
    """A word of a query, and whether it must stand exactly so."""

    text: str
    exact: bool


class _Use(NamedTuple):
    """Members of a query, from the `start`-th to before the `end`-th, that are a term, and how many words they have."""

    start: int
    end: int
    words: int
    terms: tuple[Term, ...]


class TermTable:
    """All equal terms, ready to be looked up. `version` tells one table from another; `common` are left out."""

    def __init__(self, concepts: Iterable[Concept] = (), version: str = "") -> None:
        self.version = version
        given = tuple(concepts)
        self.common = tuple(dict.fromkeys(term for one in given for term in one.terms if is_common(term)))
        self._concepts = tuple(Concept(tuple(t for t in one.terms if t not in self.common)) for one in given)
        self._known: dict[tuple[str, _Key], dict[Term, None]] = {}
        self._in: dict[Term, list[Concept]] = {}
        for concept in self._concepts:
            for term in concept.terms:
                self._in.setdefault(term, []).append(concept)
                for key in _keys(words_of_term(term), term.language):
                    self._known.setdefault((term.language, key), {})[term] = None
        self._languages = sorted({language for language, _ in self._known})
        self._longest = max((len(key) for _, key in self._known), default=0)

    def __len__(self) -> int:
        return len(self._concepts)

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What stands for the same thing, without common words."""
        return self._concepts

    def expanded(self, query: Query) -> Query:
        """The query with the equals of its terms beside their words."""
        if not self._known or query.root is None:
            return query
        languages = [one for one in self._languages if one in ("", query.language) or not query.language]
        return replace(query, root=self._expanded(query.root, languages))

    def equals(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        """What is equal to some terms that read alike, without themselves."""
        others = (other for term in terms for concept in self._in[term] for other in concept.terms)
        return tuple(other for other in dict.fromkeys(others) if other not in terms)[:_MOST_EQUALS]

    def _expanded(self, node: Node, languages: Sequence[str]) -> Node:
        if _written(node):
            return self._side_by_side([node], languages)[0]
        if isinstance(node, And):
            return And(tuple(self._side_by_side(node.children, languages)))
        if isinstance(node, Or):
            return Or(tuple(self._expanded(child, languages) for child in node.children))
        return node

    def _side_by_side(self, nodes: Sequence[Node], languages: Sequence[str]) -> list[Node]:
        """Members of an And: those that are words of a term get its equals, the others are looked into."""
        found = [node if _written(node) else self._expanded(node, languages) for node in nodes]
        taken: set[int] = set()
        for use in sorted(self._uses(nodes, languages), key=lambda use: (-use.words, use.start)):
            places = range(use.start, use.end)
            equals = self.equals(use.terms)
            if equals and taken.isdisjoint(places):
                taken.update(places)
                for place in places:
                    found[place] = Either(nodes[place], use.terms[0].text, equals)
        return found

    def _uses(self, nodes: Sequence[Node], languages: Sequence[str]) -> Iterator[_Use]:
        written = [_written(node) for node in nodes]
        for start in range(len(nodes)):
            words: list[_Written] = []
            for end in range(start, len(nodes)):
                if _is_joined(written[end], words):
                    continue
                words += written[end]
                if not written[end] or len(words) > self._longest:
                    break
                if terms := self._terms(words, languages):
                    yield _Use(start, end + 1, len(words), terms)

    def _terms(self, words: Sequence[_Written], languages: Sequence[str]) -> tuple[Term, ...]:
        """The terms that some words are."""
        texts = [word.text for word in words]
        found: dict[Term, None] = {}
        for language in languages:
            for key in _keys(texts, language):
                found.update(self._known.get((language, key), {}))
        return tuple(term for term in found if _reads_exactly(term, words))


def _keys(words: Sequence[str], language: str) -> set[_Key]:
    """What a term is known by: its words' stems, accents on or off; an acronym by its letters, without the s of a plural."""
    if language:
        return {tuple(stem(word, language) for word in words), tuple(stem(fold(word), language) for word in words)}
    folded = tuple(map(fold, words))
    last = folded[-1] if folded else ""
    return {folded, (*folded[:-1], last[:-1])} if len(last) > 2 and last.endswith("s") else {folded}


def _reads_exactly(term: Term, words: Sequence[_Written]) -> bool:
    return all(
        not written.exact or fold(own) == written.text for own, written in zip(words_of_term(term), words, strict=True)
    )


def _is_joined(further: Sequence[_Written], words: Sequence[_Written]) -> bool:
    """Whether a word is the joined form of the compound before it, as a question has them: citizen, centred, citizencentred."""
    if len(further) != 1 or len(words) < 2:
        return False
    before = "".join(fold(word.text) for word in words)
    return len(fold(words[-1].text)) < len(fold(further[0].text)) and before.endswith(fold(further[0].text))


def _written(node: Node) -> list[_Written]:
    """The words of a member of a query that could be part of a term, in order; none where it is something else."""
    match node:
        case Word(text):
            return [_Written(text, False)]
        case Phrase(words):
            return [_Written(word, True) for word in words]
        case Or((Phrase(words), *others)) if others and all(
            isinstance(other, Word) and fold(other.text) == "".join(words) for other in others
        ):
            return [_Written(word, False) for word in words]
    return []


NO_TERMS = TermTable()
"""Nothing is equal to anything."""
