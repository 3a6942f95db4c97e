"""The line *understood as*: a query as it was understood, in words that a reader knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from core.countries import country_name
from core.languages import language_name
from index.analysis import fold, is_unspaced
from index.engine import View
from index.queries.compiled import (
    AllOf,
    AnyOf,
    Compiled,
    EitherOf,
    EqualLeaf,
    FacetLeaf,
    NearLeaf,
    NoneOf,
    PhraseLeaf,
    PrefixLeaf,
    Tree,
    WordLeaf,
    wanted,
)
from index.queries.equals import also_looked_for

_MOST_FORMS = 3
_MOST_WORDS = 4
"""Of a query with more words only the words are shown, not their forms."""
_MOST_VALUES = 3
_SURELY = 100
"""Of a word that is listed with so many pages, some are there still."""


def understood(compiled: Compiled, view: View | None = None) -> str:
    """What was looked for: `service (services, serviced) and delivery, without Canada; tax = impôt (French)`.

    The other forms of the words where a view knows them, and the terms that are equal to the query's.
    """
    if compiled.tree is None:
        return "all pages"
    own = [leaf for leaf in wanted(compiled.tree) if not isinstance(leaf, EqualLeaf)]
    said = _said(compiled.tree, view if view and len(own) <= _MOST_WORDS else None)
    also = also_looked_for(compiled.terms)
    return f"{said}; {also}" if also else said


def _said(tree: Tree, view: View | None) -> str:
    """`view` is what knows the words' forms; None: they are not shown."""
    match tree:
        case WordLeaf(text):
            others = forms(tree, view) if view else []
            return f"{text} ({', '.join(others)})" if others else text
        case PhraseLeaf(words):
            return f"“{_side_by_side(words)}”"
        case NearLeaf(text, _, distance):
            return f"“{text}” within {distance} words"
        case EitherOf(child):
            return _said(child, view)
        case EqualLeaf(term):
            return term.text
        case PrefixLeaf(start):
            return f"words beginning with “{start}”"
        case FacetLeaf():
            return _facet(tree)
        case NoneOf(child):
            return f"without {_grouped(child, None)}"
        case AllOf(children):
            asked = [child for child in children if not _is_stop_word(child)]
            texts = [_grouped(child, view) for child in asked if not isinstance(child, FacetLeaf | NoneOf)]
            rest = [_grouped(child, view) for child in asked if isinstance(child, FacetLeaf | NoneOf)]
            return ", ".join([*([" and ".join(texts)] if texts else []), *rest])
        case AnyOf(children):
            return " or ".join(_grouped(child, view) for child in children)


def _side_by_side(words: Sequence[str]) -> str:
    """The words of a phrase; no blanks stand in scripts that have none."""
    unspaced = [is_unspaced(word) for word in words]
    blanks = ["" if both else " " for both in map(all, pairwise(unspaced))]
    return "".join(word + blank for word, blank in zip(words, [*blanks, ""], strict=True))


def _grouped(tree: Tree, view: View | None) -> str:
    tree = tree.child if isinstance(tree, EitherOf) else tree
    shown = _said(tree, view)
    return f"({shown})" if isinstance(tree, AllOf | AnyOf) else shown


def forms(leaf: WordLeaf, view: View) -> list[str]:
    """The other forms of a word that stand in the corpus, those on most pages first."""
    pages: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for term in sorted(leaf.stems):
        for entry in view.lexicon.family(term):
            if entry.word != fold(leaf.text):
                pages[entry.word] = pages.get(entry.word, 0) + entry.pages
                spelled.setdefault(entry.word, entry.spelling if entry.spelling.isupper() else entry.spelling.lower())
    usual = sorted(pages, key=lambda word: (-pages[word], word))
    standing = (word for word in usual if pages[word] > _SURELY or view.standing(word))
    return [spelled[word] for word, _ in zip(standing, range(_MOST_FORMS), strict=False)]


def _facet(leaf: FacetLeaf) -> str:
    """A field and what it found: names of presenters and countries, not what was typed of them."""
    name, asked = leaf.asked.split(": ", 1) if ": " in leaf.asked else (leaf.facet, leaf.asked)
    shown = sorted(map(_value_name(leaf.facet), leaf.values)) if leaf.facet not in ("document", "year") else [asked]
    if not leaf.values:
        return f"{name} “{asked}” (there is none)"
    more = len(shown) - _MOST_VALUES
    listed = " or ".join(shown[:_MOST_VALUES]) + (f" or {more} more" if more > 0 else "")
    return f"{name} {listed}"


def _value_name(facet: str) -> Callable[[str], str]:
    if facet in ("from", "about"):
        return country_name
    return language_name if facet == "language" else str


def _is_stop_word(tree: Tree) -> bool:
    tree = tree.child if isinstance(tree, EitherOf) else tree
    return isinstance(tree, WordLeaf) and bool(tree.stop_in)
