"""The words of a page that a query's leaves could be looking for: the others need not be looked at one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from core.records import Span
from index.analysis import joined_compounds, terms_of, within, word_matches
from index.compiled import EqualLeaf, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf


class SoughtWords(NamedTuple):
    """The words of a page that matter, (place, as written, characters), and its joined compounds that do."""

    words: list[tuple[int, str, Span]]
    joined: list[tuple[str, int, Span]]


def sought_words(leaves: Sequence[TextLeaf], text: str, language: str, running: Sequence[Span] = ()) -> SoughtWords:
    """All words of a page that any of the leaves could be looking for, but for those in running heads and feet.

    Each word is analysed once, however often it stands on the page.
    """
    matches = word_matches(text)
    written = list(map(re.Match.group, matches))
    compounds = list(joined_compounds(text, matches))
    matter = _that_matter({*written, *(joined for joined, _, _ in compounds)}, leaves, language)
    words = [
        (place, word, Span(*match.span()))
        for place, (word, match) in enumerate(zip(written, matches, strict=True))
        if word in matter
    ]
    joined = [compound for compound in compounds if compound[0] in matter]
    if running:
        words = [word for word in words if not within(running, word[2])]
        joined = [compound for compound in joined if not within(running, compound[2])]
    return SoughtWords(words, joined)


def _that_matter(written: Collection[str], leaves: Sequence[TextLeaf], language: str) -> Collection[str]:
    """Those of the written words that one of the leaves may take."""
    stems: set[str] = set()
    folded: set[str] = set()
    starts: list[str] = []
    for leaf in leaves:
        match leaf:
            case WordLeaf(_, own, _, further):
                stems |= own
                folded |= further
            case PhraseLeaf(words):
                folded.update(words)
            case NearLeaf(_, forms) | EqualLeaf(_, forms):
                folded.update(*forms)
            case PrefixLeaf(start, usual):
                folded |= usual or frozenset()
                starts += [start] if usual is None else []
    beginnings = tuple(starts)
    analysed = ((word, terms_of(word, language)) for word in written)
    return {
        word
        for word, (plain, stem, _) in analysed
        if stem in stems or plain in folded or (beginnings and plain.startswith(beginnings))
    }
