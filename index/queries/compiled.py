"""A Query made ready for one generation of the index: stems per language, fields turned into facet values.

The engines evaluate it, and the marks are made from it, so what lights up is what matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.languages import UNKNOWN, language_name
from core.records import Term
from index.analysis import fold, stop_words
from index.queries import query as q
from index.queries.compounds import GERMAN
from index.queries.expansion import Expansion
from index.queries.field_values import facet_values
from index.queries.known_words import KnownWords, Reading
from index.queries.terms import words_of_term
from index.queries.vocabulary import Vocabulary

COMPOUND_DISTANCE = 2
"""Other words among the parts of a compound (Erbringung von Leistungen). Has its row in evaluation/expected.toml."""


@dataclass(frozen=True, slots=True)
class WordLeaf:
    """A word: its index terms, and the languages in which it is a stop word: there And takes it as present.

    `words` are further folded words that count as it, whatever the language: the compounds that have it as a part. None of
    them has one of the `stems`.
    """

    text: str
    stems: frozenset[str]
    stop_in: frozenset[str]
    words: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """Of its text alone, by which nearly all differ: leaves are the keys of a question's tables."""
        return hash(self.text)

    @property
    def fuzzy(self) -> bool:
        """Whether words spelled alike count as it: `word~1`."""
        return "~" in self.text


def term_leaf(term: str) -> WordLeaf:
    """One index term as a leaf of a query: the same wherever a term is looked for by itself."""
    return WordLeaf(term, frozenset([term]), frozenset())


@dataclass(frozen=True, slots=True)
class PhraseLeaf:
    """Folded words next to one another."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearLeaf:
    """Words in any order within a window that holds at most `distance` other places than theirs.

    `text` is as the reader wrote it; `forms` are, for each of its words, the folded words that count as it.
    """

    text: str
    forms: tuple[frozenset[str], ...]
    distance: int

    @property
    def width(self) -> int:
        """The places of the widest window."""
        return len(self.forms) + self.distance


@dataclass(frozen=True, slots=True)
class PrefixLeaf:
    """The beginning of a folded word; where very many words begin so, `words` are those that count."""

    start: str
    words: frozenset[str] | None = None

    def takes(self, folded: str) -> bool:
        """Whether a folded word counts."""
        return folded.startswith(self.start) if self.words is None else folded in self.words


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


TextLeaf = WordLeaf | PhraseLeaf | NearLeaf | PrefixLeaf | EqualLeaf
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


def compile_query(
    query: q.Query, view: Vocabulary, languages: Sequence[str], known: KnownWords | None = None
) -> Compiled:
    """`languages` are those present in the index: a word is understood in each, whatever the filters, which count the others.

    `known` keeps the words that were understood before on this view.
    """
    notes = _reading_notes(query.language, languages)
    languages = [query.language] if query.language else languages
    reading = Reading(tuple(languages), _stop_word_queries(query.root, languages))
    compiler = _Compiler(view, reading, KnownWords() if known is None else known)
    tree = compiler.tree(query.root) if query.root is not None else None
    leaves = sorted(dict.fromkeys(wanted(tree)), key=lambda leaf: isinstance(leaf, EqualLeaf))
    told = (*notes, *dict.fromkeys(compiler.notes))
    return Compiled(tree, tuple(leaves), told, compiler.used_terms())


def _reading_notes(language: str, languages: Sequence[str]) -> list[str]:
    if language in ("", *languages):
        return []
    return [f"No page is in {language_name(language)}: words that are read so are not found."]


def _stop_word_queries(root: q.Node | None, languages: Sequence[str]) -> frozenset[str]:
    """The languages in which all that is looked for are stop words: there, they are words to be found."""
    looked_for = list(_looked_for(root))
    if not all(isinstance(node, q.Word) for node in looked_for):
        return frozenset()
    words = {fold(node.text) for node in looked_for if isinstance(node, q.Word)}
    return frozenset(language for language in languages if words <= stop_words(language))


def _looked_for(node: q.Node | None) -> Iterator[q.Node]:
    if isinstance(node, q.Word | q.Phrase | q.Near | q.Fuzzy | q.Prefix):
        yield node
    elif isinstance(node, q.And | q.Or):
        for child in node.children:
            yield from _looked_for(child)
    elif isinstance(node, q.Either):
        yield from _looked_for(node.child)


def wanted(tree: Tree | None) -> Iterator[TextLeaf]:
    """The words, phrases and prefixes of a tree that are not under a Not."""
    if isinstance(tree, WordLeaf | PhraseLeaf | NearLeaf | PrefixLeaf | EqualLeaf):
        yield tree
    elif isinstance(tree, AllOf | AnyOf):
        for child in tree.children:
            yield from wanted(child)
    elif isinstance(tree, EitherOf):
        yield from wanted(tree.child)
        yield from tree.equals


class _Compiler:
    def __init__(self, view: Vocabulary, reading: Reading, known: KnownWords) -> None:
        self.view, self.reading, self.known = view, reading, known
        self.languages, self.stop_words_wanted = reading
        self.notes: list[str] = []
        self.expansion = Expansion(view, self.languages, self.notes)
        self.terms: dict[tuple[str, tuple[EqualLeaf, ...]], dict[Tree, None]] = {}

    def tree(self, node: q.Node) -> Tree:
        match node:
            case q.Word(text):
                return self.known.leaf(self.reading, text, self.word)
            case q.Phrase(words):
                return PhraseLeaf(words)
            case q.Near(words, distance):
                forms = tuple(map(self.expansion.inflections, words))
                return NearLeaf(" ".join(words), forms, distance)
            case q.Fuzzy(text, edits):
                return WordLeaf(f"{text}~{edits}", self.expansion.fuzzy_terms(text, edits), frozenset())
            case q.Prefix(start):
                return PrefixLeaf(start, self.expansion.usual_beginning(start))
            case q.Field(name, value):
                return FacetLeaf(
                    *facet_values(name, value, self.view.documents.values(), self.notes), f"{name}: {value}"
                )
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
        family = (
            entry.word for term in self.expansion.stems(word, [language]) for entry in self.view.lexicon.family(term)
        )
        return frozenset({folded, *family})

    def word(self, text: str) -> WordLeaf | AnyOf:
        """The word; a German compound also as its parts near one another."""
        folded = fold(text)
        stop_in = frozenset(code for code in self.languages if folded in stop_words(code)) - self.stop_words_wanted
        codes = [code for code in self.languages if code not in stop_in]
        stems = self.expansion.stems(text, codes)
        if GERMAN not in codes:
            return WordLeaf(text, stems, stop_in)
        leaf = WordLeaf(text, stems, stop_in, self.view.compounds.having(text, stems))
        parts = self.view.compounds.parts(text)
        if not parts or self.expansion.is_known(stems):
            return leaf
        forms = tuple(map(self.expansion.inflections, parts))
        return AnyOf((leaf, NearLeaf(" ".join(parts), forms, COMPOUND_DISTANCE)))
