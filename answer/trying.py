"""What was tried for a question that has no answer: how its words were understood, where they stand, and which are like them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from textwrap import shorten

from answer.question import Question, written_words
from answer.records import Tried, TriedWord
from core.countries import another_country
from index.analysis import fold
from index.engine import Filters, Matches, View
from index.guidance.suggestion import suggest
from index.guidance.understanding import forms, understood
from index.queries.compiled import WordLeaf
from index.queries.equals import also_looked_for
from index.queries.parser import plain_question
from index.words.lexicon import grams

_LONGEST = 1_000
"""Characters of a question that are looked at word by word."""
_LONGEST_SHOWN = 300
_MOST_WORDS = 12
_NEAREST = 3
_ONE_EDIT_FROM, _TWO_EDITS_FROM = 4, 6
"""So many letters a word has that may be another one with one letter changed, with two."""
_SHARED = 0.5
"""Of its runs of letters, what a word has in common with one that is called like it."""


def tried(view: View, question: Question, filters: Filters) -> Tried:
    """How the question was understood, and where each of its words stands, within the filters and anywhere."""
    matches = view.search(question.query, filters, 0, any_word=True, counted=())
    words = tuple(_words(view, question, matches, filters))
    unknown = any(not word.anywhere for word in words)
    meant = suggest(view, question.text, filters, plain_question) if unknown else None
    alone = replace(matches.compiled, terms=())
    said = shorten(understood(alone, view), _LONGEST_SHOWN, placeholder=" …")
    return Tried(said, also_looked_for(matches.compiled.terms), words, meant or "")


def _words(view: View, question: Question, matches: Matches, filters: Filters) -> Iterator[TriedWord]:
    """The question's words but for the stop words, in its order, each once."""
    leaves = {fold(leaf.text): leaf for leaf in matches.compiled.leaves if isinstance(leaf, WordLeaf)}
    written = written_words(question.text[:_LONGEST])
    asked = [(leaves[word], text) for word, text in written.items() if word in leaves and not leaves[word].stop_in]
    for leaf, text in asked[:_MOST_WORDS]:
        yield _word(view, leaf, text, question, filters)


def _word(view: View, leaf: WordLeaf, text: str, question: Question, filters: Filters) -> TriedWord:
    query = plain_question(leaf.text, question.query.language)
    within = view.search(query, filters, 0, counted=()).total_documents
    anywhere = view.search(query, {}, 0, counted=()).total_documents if filters else within
    nearest = () if anywhere else nearest_words(view, text, question.query.language)
    return TriedWord(text, within, anywhere, tuple(forms(leaf, view)), nearest)


def nearest_words(view: View, written: str, language: str = "") -> tuple[str, ...]:
    """Words that stand in the corpus and are spelled most like a word that does not: first those an edit or two away, then
    those that have most runs of letters in common with it. For a country's name, no other country's."""
    word = fold(written)
    edits = 2 if len(word) >= _TWO_EDITS_FROM else 1 if len(word) >= _ONE_EDIT_FROM else 0
    close = [entry.word for entry in view.lexicon.near(word, edits, language)] if edits else []
    own = grams(word)
    shared = view.lexicon.sharing(own, max(2, round(_SHARED * len(own)))) if len(own) > 2 else {}
    alike = sorted(shared, key=lambda other: (-shared[other] / max(len(own), len(other) - 1), other))
    found = (other for other in dict.fromkeys([*close, *alike]) if other != word and view.standing(other))
    spelled = (_spelled(view, other) for other in found)
    return tuple(islice((other for other in spelled if not another_country(written, other)), _NEAREST))


def _spelled(view: View, word: str) -> str:
    entries = view.lexicon.entries(word)
    return entries[0].spelling if entries else word
