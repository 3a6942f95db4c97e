"""A Query made ready for one generation of the index: stems per language, fields turned into facet values.

The engines evaluate it, and the marks are made from it, so what lights up is what matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.countries import country_code
from core.languages import UNKNOWN, language_code
from core.records import Document, Term
from index import query as q
from index.analysis import fold, stem, stop_words, tokens
from index.described import words_of
from index.lexicon import Lexicon
from index.terms import words_of_term


class Vocabulary(Protocol):
    """What the query language needs to know of an index."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """All documents by id, awaited and failed ones too."""

    def spellings(self, folded: str) -> Sequence[str]:
        """The spellings with accents that stand in the corpus for a word without them."""

    @property
    def lexicon(self) -> Lexicon:
        """All words of the corpus."""


_YEARS = re.compile(r"(\d{4})?(\.\.|-)?(\d{4})?")


@dataclass(frozen=True, slots=True)
class WordLeaf:
    """A word: its index terms, and the languages in which it is a stop word: there And takes it as present.

    `words` are further folded words that count as it, whatever the language; none of them has one of the `stems`.
    """

    text: str
    stems: frozenset[str]
    stop_in: frozenset[str]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PhraseLeaf:
    """Folded words next to one another."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrefixLeaf:
    """The beginning of a folded word."""

    start: str


@dataclass(frozen=True, slots=True)
class EqualLeaf:
    """A term that is equal to one of the query: its words next to one another, each in any of its `forms` (folded words).

    It counts on pages in one of `languages`, on all where there are none.
    """

    term: Term
    forms: tuple[frozenset[str], ...]
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class FacetLeaf:
    """Pages whose facet has one of the values; `asked` is the reader's word for them."""

    facet: str
    values: frozenset[str]
    asked: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """All children."""

    children: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any child."""

    children: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Not the child."""

    child: Tree


@dataclass(frozen=True, slots=True)
class EitherOf:
    """The child, or any of the equals of the term that it is a word of."""

    child: Tree
    equals: tuple[EqualLeaf, ...]


TextLeaf = WordLeaf | PhraseLeaf | PrefixLeaf | EqualLeaf
Tree = TextLeaf | FacetLeaf | AllOf | AnyOf | NoneOf | EitherOf


@dataclass(frozen=True, slots=True)
class UsedTerm:
    """A term of the query: how it reads in the table, the query's own words that are it, and its equals."""

    text: str
    own: tuple[Tree, ...]
    equals: tuple[EqualLeaf, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """`leaves` are the words, phrases and prefixes that are not under a Not, each once, those of equal terms last."""

    tree: Tree | None
    leaves: tuple[TextLeaf, ...]
    notes: tuple[str, ...]
    terms: tuple[UsedTerm, ...] = ()


def compile_query(query: q.Query, view: Vocabulary, languages: Sequence[str]) -> Compiled:
    """`languages` are those present in the index: a word is understood in each, whatever the filters, which count the others."""
    languages = [query.language] if query.language else languages
    compiler = _Compiler(view, languages, _stop_word_queries(query.root, languages))
    tree = compiler.tree(query.root) if query.root is not None else None
    leaves = sorted(dict.fromkeys(wanted(tree)), key=lambda leaf: isinstance(leaf, EqualLeaf))
    return Compiled(tree, tuple(leaves), tuple(compiler.notes), compiler.used_terms())


def _stop_word_queries(root: q.Node | None, languages: Sequence[str]) -> frozenset[str]:
    """The languages in which all that is looked for are stop words: there, they are words to be found."""
    looked_for = list(_looked_for(root))
    if not all(isinstance(node, q.Word) for node in looked_for):
        return frozenset()
    words = {fold(node.text) for node in looked_for if isinstance(node, q.Word)}
    return frozenset(language for language in languages if words <= stop_words(language))


def _looked_for(node: q.Node | None) -> Iterator[q.Node]:
    if isinstance(node, q.Word | q.Phrase | q.Prefix):
        yield node
    elif isinstance(node, q.And | q.Or):
        for child in node.children:
            yield from _looked_for(child)
    elif isinstance(node, q.Either):
        yield from _looked_for(node.child)


def wanted(tree: Tree | None) -> Iterator[TextLeaf]:
    """The words, phrases and prefixes of a tree that are not under a Not."""
    if isinstance(tree, WordLeaf | PhraseLeaf | PrefixLeaf | EqualLeaf):
        yield tree
    elif isinstance(tree, AllOf | AnyOf):
        for child in tree.children:
            yield from wanted(child)
    elif isinstance(tree, EitherOf):
        yield from wanted(tree.child)
        yield from tree.equals


class _Compiler:
    def __init__(self, view: Vocabulary, languages: Sequence[str], stop_words_wanted: frozenset[str]) -> None:
        self.view, self.languages, self.stop_words_wanted = view, languages, stop_words_wanted
        self.notes: list[str] = []
        self.terms: dict[tuple[str, tuple[EqualLeaf, ...]], dict[Tree, None]] = {}

    def tree(self, node: q.Node) -> Tree:
        match node:
            case q.Word(text):
                return self.word(text)
            case q.Phrase(words):
                return PhraseLeaf(words)
            case q.Prefix(start):
                return PrefixLeaf(start)
            case q.Field(name, value):
                return FacetLeaf(*self.field(name, value), f"{name}: {value}")
            case q.Not(child):
                return NoneOf(self.tree(child))
            case q.And(children):
                return AllOf(tuple(map(self.tree, children)))
            case q.Or(children):
                return AnyOf(tuple(map(self.tree, children)))
            case q.Either(child, term, equals):
                return self.either(self.tree(child), term, tuple(map(self.equal, equals)))

    def either(self, child: Tree, term: str, equals: tuple[EqualLeaf, ...]) -> EitherOf:
        self.terms.setdefault((term, equals), {})[child] = None
        return EitherOf(child, equals)

    def used_terms(self) -> tuple[UsedTerm, ...]:
        return tuple(UsedTerm(term, tuple(own), equals) for (term, equals), own in self.terms.items())

    def equal(self, term: Term) -> EqualLeaf:
        """A word alone counts in its own language, since another may have it for something else; several words anywhere."""
        forms = [self.forms(word, term.language) for word in words_of_term(term)]
        if not term.language:  # acronyms are put into the plural
            forms[-1] |= {f"{word}s" for word in forms[-1]}
        own = len(forms) == 1 and term.language
        return EqualLeaf(term, tuple(forms), frozenset({term.language, UNKNOWN} if own else ()))

    def forms(self, word: str, language: str) -> frozenset[str]:
        """The folded words that are this one in any inflection."""
        folded = fold(word)
        if not language:
            return frozenset({folded})
        spellings = {word, *self.view.spellings(folded)} if word == folded else {word}
        family = (entry.word for spelling in spellings for entry in self.view.lexicon.family(stem(spelling, language)))
        return frozenset({folded, *family})

    def word(self, text: str) -> WordLeaf:
        folded = fold(text)
        spellings = {text, *self.view.spellings(folded)} if text == folded else {text}
        stop_in = frozenset(code for code in self.languages if folded in stop_words(code)) - self.stop_words_wanted
        stems = {stem(spelling, code) for spelling in spellings for code in self.languages if code not in stop_in}
        return WordLeaf(text, frozenset(stems), stop_in)

    def field(self, name: str, value: str) -> tuple[str, frozenset[str]]:
        match name:
            case "from" | "about":
                code = country_code(value)
                if code is None:
                    self.notes.append(f"“{value}” is no country that is known; {name}: finds nothing.")
                return name, frozenset([code] if code else [])
            case "language":
                language = language_code(value)
                if language is None:
                    self.notes.append(f"“{value}” is no language that is known; lang: finds nothing.")
                return name, frozenset([language] if language else [])
            case "year":
                return name, self.years(value)
            case "title":
                return "document", frozenset(d.id for d in self._documents() if _reads_like(value, d.title))
            case "section":
                titles = {heading.title for d in self._documents() for heading in d.outline}
                return name, frozenset(title for title in titles if _reads_like(value, title))
            case "kind":
                return name, frozenset(d.kind for d in self._documents() if d.kind and _reads_like(value, d.kind))
            case "presenter":
                return name, frozenset(p for d in self._documents() for p in d.presenters if _reads_like(value, p))
        return name, frozenset(o for d in self._documents() for o in d.organisations if _reads_like(value, o))

    def years(self, value: str) -> frozenset[str]:
        match = _YEARS.fullmatch(value)
        if not match or not (match[1] or match[3]):
            self.notes.append(f"“{value}” is no year: write year:2011 or year:2010..2012.")
            return frozenset()
        low = int(match[1] or 0)
        high = int(match[3] or (9999 if match[2] else match[1]))
        if low > high:
            self.notes.append(f"“{value}” ends before it begins: write year:{high}..{low}.")
        return frozenset(str(d.year) for d in self._documents() if d.year and low <= d.year <= high)

    def _documents(self) -> Iterable[Document]:
        return self.view.documents.values()


def _reads_like(value: str, name: str) -> bool:
    """Whether every word of `value` begins a word of `name`, accents and case apart."""
    words = [fold(word) for word in words_of(name)]
    return all(any(word.startswith(fold(part)) for word in words) for part, _, _ in tokens(value))
