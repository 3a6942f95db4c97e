"""The words of a page that can tell of what another page tells: stems within a language, spellings across languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.records import Page, Span
from index.analysis import stop_words, terms_of, within, written_words
from index.engine import View

LEAST_RARE = 0.3
"""How rare a word is, from 0 (on all pages) to 1 (on one): below this it is no evidence of anything."""
PAIR = 1.0
"""What two rare words add that stand next to one another on both pages, in parts of the less rare one's worth."""

_SHORTEST = 3
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
"""An address of the web: its words are no evidence, every page of one body has them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a page: index term → spelling, folded word → spelling, and which terms, or folded words,
    stand next to one another (stop words between them do not count)."""

    language: str
    terms: Mapping[str, str]
    spelled: Mapping[str, str]
    term_pairs: frozenset[tuple[str, str]]
    spelled_pairs: frozenset[tuple[str, str]]


def words_of_page(page: Page, spans: Sequence[Span] | None = None, left_out: Collection[str] = ()) -> Words:
    """The words of a page but for its running heads, its stop words and those (folded) that are left out; of some of its
    spans alone where these are given."""
    terms: dict[str, str] = {}
    spelled: dict[str, str] = {}
    order: list[tuple[str, str]] = []
    stops = stop_words(page.language)
    aside = [*page.running, *(Span(*found.span()) for found in _ADDRESS.finditer(page.text))]
    for written, span in written_words(page.text):
        folded, term, _ = terms_of(written, page.language)
        if folded in stops or folded in left_out or _short(folded) or within(aside, span):
            continue
        if spans is not None and not within(spans, span):
            continue
        plain = written.replace("\u00ad\n", "").replace("\u00ad", "")
        terms.setdefault(term, plain)
        spelled.setdefault(folded, plain)
        order.append((term, folded))
    return Words(
        page.language, terms, spelled,
        frozenset((one[0], next_one[0]) for one, next_one in pairwise(order)),
        frozenset((one[1], next_one[1]) for one, next_one in pairwise(order)),
    )  # fmt: skip


def _short(folded: str) -> bool:
    return len(folded) < (2 if folded.isdecimal() else _SHORTEST)


class Rarity:
    """How rare words are in one generation, and among some pages that are compared; 0 to 1, the lesser of the two."""

    def __init__(self, view: View, among: Sequence[Words]) -> None:
        self._view, self._among = view, max(2, len(among))
        self._here = Counter(key for words in among for key in (*words.terms, *words.spelled))
        self._pages = max(2, sum(len(document.pages) for document in view.documents.values()))
        self._known: dict[str, float] = {}

    def here(self, key: str) -> float:
        """How rare an index term or a folded word is among the pages that are compared."""
        return _rare(self._here[key] - 1, self._among)

    def learn(self, keys: Iterable[str]) -> None:
        """Looks up index terms ("en:counter") or folded words that will be asked for, all at once."""
        missing = [key for key in keys if key not in self._known]
        terms = [key for key in missing if ":" in key]
        holding = {**self._view.holding(terms), **{key: self._view.standing(key) for key in missing if ":" not in key}}
        for key in missing:
            everywhere = _rare(holding[key], self._pages)
            self._known[key] = min(everywhere, self.here(key))

    def of(self, key: str) -> float:
        """How rare an index term or a folded word is; 0 where it is too usual to count."""
        rare = self._known[key]
        return rare if rare >= LEAST_RARE else 0.0


def _rare(standing: int, pages: int) -> float:
    return 1 - math.log(max(1, standing)) / math.log(pages)


@dataclass(frozen=True, slots=True)
class Shared:
    """What two pages share: the sum of how rare it is, the part of the first page that it is (by how rare words are among the
    pages that are compared), and the words, rarest first, as the second page spells them."""

    score: float
    part: float
    words: tuple[str, ...]


def shared(one: Words, other: Words, rarity: Rarity) -> Shared:
    """What two pages share: stems in one language, words spelled alike across two."""
    same = one.language == other.language
    own, others = (one.terms, other.terms) if same else (one.spelled, other.spelled)
    pairs = (one.term_pairs & other.term_pairs) if same else (one.spelled_pairs & other.spelled_pairs)
    both = own.keys() & others.keys()
    rarity.learn(both)
    common = sorted((key for key in both if rarity.of(key)), key=lambda key: (-rarity.of(key), key))
    beside = sum(min(rarity.of(first), rarity.of(second)) for first, second in pairs)
    whole = sum(map(rarity.here, own))
    part = sum(map(rarity.here, common)) / whole if whole else 0.0
    return Shared(sum(map(rarity.of, common)) + PAIR * beside, part, tuple(others[key] for key in common))


def folded_text(text: str) -> str:
    """A text as its folded words, a blank between each two: what stands next to one another is found in it as it is."""
    return " ".join(terms_of(written, "und")[0] for written, _ in written_words(text))
