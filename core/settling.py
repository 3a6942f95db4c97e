"""What the names of countries in a page mean: which are meant, and which country an ambiguous one is.

A name beyond doubt counts, unless it is a person's. One in doubt is settled by what stands around it (a list of its like, the
country behind the comma, a preposition of place, the language's signs), by the page, then by the document; else it is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.country_signs import (
    is_called_a_state,
    is_compound,
    is_in_a_list,
    is_in_capitals,
    is_language,
    is_led_on,
    is_located,
    is_nation,
    is_only_a_name,
    is_person,
    is_pronoun_or_money,
    state_after,
)
from core.countries import Mention
from core.records import Span

LEAST_SHARE = 0.2
"""Of all that a document names beyond doubt: from so much on it is taken to speak of a country's institutions by short names."""
NEAR = 300
"""Characters: so near a name of the country must stand for a city, state or institution in doubt to be its."""
LONGEST_ACRONYM = 5
"""Letters: up to so many, a name in capitals among capitals may be a common word (THE SECURITIES ACT)."""
_LONGEST_LIST = 6
"""Names that are looked at in a list."""
_LISTED = re.compile(
    r"[\s\d.,:;%$€£()*–—-]*\n\s*|['’]?s?\s*(?:,|;|/|&|•|·|\||\n|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b)[\s•·]*(?:and|or|und|oder|et|ou|&)?\s*(?:the|la|le|les|l['’]|der|die|das|den|in)?\s*"
)
_BEHIND = re.compile(r",\s+(?:the\s+)?|\s*\((?:the\s+)?")
_COMMA = re.compile(r",\s+(?:the\s+)?")


class Named(NamedTuple):
    """A name of a country in a page's text, with the reason why it is taken for one ("named" where there is no doubt)."""

    span: Span
    code: str
    why: str = "named"


@dataclass(frozen=True)
class _Page:
    text: str
    found: Sequence[Mention]
    language: str
    known: Mapping[str, int]

    @cached_property
    def here(self) -> Counter[str]:
        """What the page names beyond doubt."""
        return Counter(mention.code for mention in self.found if mention.sure)

    @cached_property
    def all_known(self) -> int:
        return sum(self.known.values())

    def near(self, mention: Mention) -> Counter[str]:
        """What is named beyond doubt within NEAR characters."""
        first, last = mention.span.start - NEAR, mention.span.end + NEAR
        return Counter(other.code for other in self.found if other.sure and first < other.span.start < last)

    def beside(self, at: int, step: int) -> Mention | None:
        """The name before or after one."""
        return self.found[at + step] if 0 <= at + step < len(self.found) else None

    def between(self, one: Mention, other: Mention) -> str:
        return self.text[min(one.span.end, other.span.end) : max(one.span.start, other.span.start)]


def certain(pages: Iterable[Sequence[Mention]]) -> Counter[str]:
    """How often each country is named beyond doubt."""
    return Counter(mention.code for page in pages for mention in page if mention.sure)


def settled(text: str, found: Sequence[Mention], known: Mapping[str, int], language: str) -> list[Named]:
    """The names of one page that mean a country, in order. `found` are all (`mentions`), `known` is how often its document
    names each country beyond doubt, or how many of its pages do."""
    page = _Page(text, found, language, known)
    decided = (_meant(page, at) for at in range(len(found)))
    return [Named(mention.span, *meant) for mention, meant in zip(found, decided, strict=True) if meant]


def most_named(names: Iterable[Named]) -> tuple[str, ...]:
    """The countries, most named first, then by code."""
    counts = Counter(name.code for name in names)
    return tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _meant(page: _Page, at: int) -> tuple[str, str] | None:
    """The country and the reason; None where the name is left."""
    mention = page.found[at]
    if (mention.sure and mention.kinds[0] == "institution") or _plain(page, at):
        return mention.code, "named"
    if is_person(page.text, mention, page.language) or is_pronoun_or_money(page.text, mention):
        return None
    if mention.kinds[0] == "city" and (state := _state_behind(page, at)):
        return state, "the state behind the comma"
    if mention.sure:
        return mention.code, "named"
    if mention.kinds[0] in ("demonym", "prefix") and any(_joined(page, at, step) for step in (1, -1)):
        return mention.code, "one of two joined"
    if mention.certainty == "language":
        return _nation(page, mention)
    if mention.kinds[0] == "prefix":
        return None
    counted = None if is_only_a_name(page.text, mention, page.language) else _by_counts(page, at)
    return _by_surroundings(page, at) or counted or _by_itself(page, mention)


def _plain(page: _Page, at: int) -> bool:
    """Whether nothing has to be asked: a name of several words, or one of a state, beyond doubt."""
    mention = page.found[at]
    return mention.sure and mention.kinds[0] in ("name", "subdivision") and " " in mention.span.of(page.text)


def _state_behind(page: _Page, at: int) -> str | None:
    """Of a city, where a state or province of another country, or one that it may be in, stands behind the comma."""
    mention, after = page.found[at], page.beside(at, 1)
    possible = (mention.code, *mention.rivals)
    if (state := state_after(page.text, mention)) and (state in possible or mention.kinds == ("city",)):
        return state
    if after is None or not _COMMA.fullmatch(page.between(mention, after)):
        return None
    if after.kinds[0] == "subdivision" and after.certainty in ("sure", "usual") and not after.rivals:
        return None if is_in_a_list(page.text, mention, after) else after.code
    shared = [code for code in (after.code, *after.rivals) if code in possible]
    return shared[0] if shared else None


def _joined(page: _Page, at: int, step: int) -> bool:
    other = page.beside(at, step)
    return (
        other is not None and other.kinds[0] in ("demonym", "prefix") and is_compound(page.text, page.found[at], other)
    )


def _nation(page: _Page, mention: Mention) -> tuple[str, str] | None:
    if is_language(page.text, mention, page.language):
        return None
    if is_nation(page.text, mention) or page.known.get(mention.code):
        return mention.code, "named, not as a language"
    return None


def _by_surroundings(page: _Page, at: int) -> tuple[str, str] | None:
    mention = page.found[at]
    meanings = dict(zip((mention.code, *mention.rivals), mention.kinds, strict=True))
    states = [code for code, kind in meanings.items() if kind == "subdivision"]
    if states and is_called_a_state(page.text, mention):
        return states[0], "called a state"
    if state := state_after(page.text, mention):
        return (state, "the state behind it") if state in meanings else None
    for step in (1, -1):
        other = page.beside(at, step)
        if other and other.sure and other.code in meanings and _BEHIND.fullmatch(page.between(mention, other)):
            return other.code, _beside(page, other)
        if found := _of_the_list(page, at, step, meanings):
            return found
    return None


def _beside(page: _Page, other: Mention) -> str:
    return f"beside {' '.join(other.span.of(page.text).split())}"


def _of_the_list(page: _Page, at: int, step: int, meanings: Mapping[str, str]) -> tuple[str, str] | None:
    """By the nearest name that is sure, or usual, in a list that the name at `at` is in."""
    mention, reached = page.found[at], at
    for _ in range(_LONGEST_LIST):
        reached += step
        other = page.beside(reached, 0) if reached >= 0 else None
        if other is None or not _LISTED.fullmatch(page.between(mention, other)):
            return None
        if other.certainty in ("sure", "usual") and (listed := _like(meanings, other)):
            return listed, _beside(page, other)
        mention = other
    return None


def _like(meanings: Mapping[str, str], other: Mention) -> str | None:
    """Of what a name may mean, the one that goes into a list with another: a country with countries, a state with states."""
    if other.kinds[0] == "name":
        countries = [code for code, kind in meanings.items() if kind == "name"]
        return countries[0] if len(countries) == 1 else None
    return other.code if meanings.get(other.code) == other.kinds[0] else None


def _by_counts(page: _Page, at: int) -> tuple[str, str] | None:
    """By what the page names, else the document; what is in a country wants it near, or as one that the document is about."""
    mention = page.found[at]
    if mention.certainty == "usual" and mention.kinds[0] == "name":
        return None
    text = mention.span.of(page.text)
    if len(text) <= LONGEST_ACRONYM and is_in_capitals(page.text, mention):
        return None
    possible = (mention.code, *mention.rivals)
    national = mention.kinds[0] in ("name", "demonym")
    near = page.here if national else page.near(mention)
    best = max(possible, key=lambda code: (near[code], page.here[code], page.known.get(code, 0)))
    if near[best]:
        return best, "the page names the country"
    best = max(possible, key=lambda code: page.known.get(code, 0))
    if page.known.get(best) and (national or _of_weight(page, best)):
        return best, "the document names the country"
    return None


def _of_weight(page: _Page, code: str) -> bool:
    return page.known.get(code, 0) >= LEAST_SHARE * page.all_known


def _by_itself(page: _Page, mention: Mention) -> tuple[str, str] | None:
    if mention.certainty == "usual":
        return mention.code, "named, as it usually means"
    alone = not mention.rivals and mention.kinds[0] in ("name", "city", "subdivision")
    located = is_located(page.text, mention, page.language) and not is_led_on(page.text, mention)
    return (mention.code, "named as a place") if alone and located else None
