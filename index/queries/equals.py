"""What is said of equal terms: which of a page's words it was found by, and what was looked for beside the query."""

from __future__ import annotations

from collections.abc import Sequence

from core.languages import language_name
from core.records import Page, Term
from index.analysis import PageTerms, page_terms
from index.marks import equals_on
from index.queries.compiled import AllOf, AnyOf, Compiled, NearLeaf, PhraseLeaf, Tree, UsedTerm, WordLeaf
from index.queries.near import windows


def found_by(compiled: Compiled, page: Page) -> tuple[Term, ...]:
    """The equal terms on a page that stand in for words of the query which its text lacks."""
    there = equals_on(compiled, page)
    if not there:
        return ()
    terms = page_terms(page.text, page.language, page.running)
    lacking = [used for used in compiled.terms if not all(_has(tree, terms, page.language) for tree in used.own)]
    found = [leaf.term for leaf in there if any(leaf in used.equals for used in lacking)]
    return tuple(term for term in found if not any(term.text in other.text for other in found if other != term))


def _has(tree: Tree, terms: PageTerms, language: str) -> bool:
    """Whether a page has a word of a term, or need not have it."""
    match tree:
        case WordLeaf(_, stems, stop_in, words):
            return language in stop_in or not (stems.isdisjoint(terms.stems) and words.isdisjoint(terms.words))
        case PhraseLeaf(words):
            places = [{at - offset for at in terms.words.get(word, ())} for offset, word in enumerate(words)]
            return bool(set.intersection(*places))
        case NearLeaf():
            return next(windows(tree, terms.words), None) is not None
        case AnyOf(children):
            return any(_has(child, terms, language) for child in children)
        case AllOf(children):
            return all(_has(child, terms, language) for child in children)
    return False


def term_name(term: Term) -> str:
    """A term with its language: "prestation conjointe de services (French)"; an acronym alone."""
    return f"{term.text} ({language_name(term.language)})" if term.language else term.text


def also_looked_for(used: Sequence[UsedTerm]) -> str:
    """The equals of a query's terms in words; "" where there are none."""
    return "; ".join(
        f"{term.text} = {' = '.join(term_name(leaf.term) for leaf in term.equals)}" for term in used if term.equals
    )
