"""Where on a page the words of a query begin, told from its text: by the place of a word among the page's words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from core.records import Page
from index.analysis import page_words, terms_of, words_and_ends
from index.queries.compiled import EqualLeaf, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf
from index.queries.near import windows


def places_of(starts: Sequence[int], text: str) -> list[int]:
    """Where stretches that begin at some characters begin among the words of a page: the place of the first word that does."""
    words, ends = words_and_ends(text)
    begins = [end - len(word) for word, end in zip(words, ends, strict=True)]
    return [bisect_left(begins, start) for start in starts]


def begins_at(leaf: TextLeaf, page: Page) -> list[int]:
    """The places among the words of a page's text where a leaf begins, as often as it counts there; in no order."""
    found = page_words(page.text, page.running)
    analysed = [
        (*terms_of(written, page.language)[:2], at) for written, at in zip(found.words, found.places, strict=True)
    ]
    if isinstance(leaf, WordLeaf):
        return [at for word, term, at in analysed for _ in range((term in leaf.stems) + (word in leaf.words))]
    if isinstance(leaf, PrefixLeaf):
        return [at for word, _, at in analysed if leaf.takes(word)]
    places: dict[str, set[int]] = {}
    for word, _, at in analysed:
        places.setdefault(word, set()).add(at)
    if isinstance(leaf, NearLeaf):
        return [first for first, _ in windows(leaf, places)]
    if isinstance(leaf, EqualLeaf) and leaf.languages and page.language not in leaf.languages:
        return []
    choices = [{word} for word in leaf.words] if isinstance(leaf, PhraseLeaf) else leaf.forms
    chosen = [{at - k for word in choice for at in places.get(word, ())} for k, choice in enumerate(choices)]
    return list(set.intersection(*chosen))


def stretch_at(places: Sequence[int], place: int) -> int:
    """Which of the stretches that begin at some places of a page has the word at a place."""
    return bisect_right(places, place) - 1
