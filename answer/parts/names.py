"""Names in a sentence: of persons, organisations, places, by how they are written and by what stands in and before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

from answer.asking.kinds import Kind
from answer.parts.dates import dates
from answer.tables import either
from core.countries import mentions
from core.country_signs import words as words_of_sign
from core.languages import STUDIED
from core.records import Span
from index.analysis import fold, stop_words

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČ"
_CAPITALISED = rf"[{_UPPER}](?:\.|[\w'’]*\w)?(?:-\w+|\.[{_UPPER}]{{2,}})*"
_QUOTED = re.compile(r"[“„\"«]\s?([^“”„\"«»\n]{2,80}?)\s?[”“\"»]")
_SEVERAL_CAPITALS = re.compile(r"[A-Z]\w*[A-Z]")
_BEGINS = re.compile(r"[\"'“„«(\[•▪●■◦–\s-]*")
_LOOKS_BACK = 24
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_PERSONS = re.compile(rf"(?![IVX]+$)(?:\w*[{_UPPER}]{{2}}.*|\w*\d.*|\w+\.\w.*)")
"""Acronyms, codes and addresses: no word of a person's name."""
_NAME_WORD = re.compile(rf"[{_UPPER}][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?")
_MOST_WORDS = 5
"""Of a person's name."""
_WORD = re.compile(r"[^\W\d_]+")
_PLACES = ("name", "subdivision", "city")


def names(kind: Kind, text: str, language: str) -> Sequence[Span]:
    """The names that can be of a kind. "Who" is answered by organisations too; a place may be a phrase: "in the north"."""
    found = [*_sequences(text, language)]
    match kind:
        case Kind.PLACE:
            return _places(text, found, language)
        case Kind.ORGANISATION:
            bodies = [span for span in found if is_body(span.of(text))]
            return bodies or _several(text, found) or _singles(found, language)
        case Kind.PERSON:
            return _persons(text, found, language)
    quoted = [Span(*match.span(1)) for match in _QUOTED.finditer(text)]
    return _merged([*quoted, *(found if language != "de" else _several(text, found))])


class _Ways:
    """How one language writes names, ready to be looked for."""

    def __init__(self, language: str) -> None:
        def part(name: str) -> str:
            return either(name, language)

        self.sequence = re.compile(
            rf"(?<![\w'’.-])(?:{_CAPITALISED})(?:[ \u00a0\n](?:(?:{part('inside')})[ \u00a0\n]|d['’])*(?:{_CAPITALISED}))*"
        )
        titles = rf"\b(?:{part('honorific')})\.?(?: (?:{part('honorific')})\.?)* "
        self.titled = re.compile(rf"{titles}(?=[{_UPPER}])")
        self.titled_before = re.compile(rf"{titles}$")
        self.determined = re.compile(rf"\b(?:{part('determined')})(?<=\w)[ \u00a0\n]$|['’]$", re.IGNORECASE)
        calendar = rf"(?:{part('month')}|{part('weekday')})(?!\w)"
        self.dated = re.compile(rf"(?:{calendar}[ \u00a0\n]?)+")
        self.joined = re.compile(rf"[ \n](?:{part('joining')})[ \n]")
        self.placed = re.compile(rf"\b(?:{part('placed')})(?: (?:{part('article')}))? ?$", re.IGNORECASE)
        self.phrase = re.compile(
            rf"\b(?:{part('placed')}) (?:{part('article')}) ?[^\s,;.:()]+(?: [^\s,;.:()]+){{0,4}}", re.IGNORECASE
        )


@cache
def _ways(language: str) -> _Ways:
    return _Ways(language)


@cache
def _body() -> re.Pattern[str]:
    return re.compile(either("body", "*"))


@cache
def _placelike() -> re.Pattern[str]:
    return re.compile(either("place", "*"))


@cache
def _no_names() -> frozenset[str]:
    """Words that are no name though a sentence begins with them."""
    return frozenset(map(fold, chain.from_iterable(map(stop_words, STUDIED))))


def _sequences(text: str, language: str) -> Iterator[Span]:
    """Capitalised words next to one another; a word that only begins its sentence is none."""
    first = _BEGINS.match(text)
    begins = first.end() if first else 0
    for found in _ways(language).sequence.finditer(text):
        start, end = found.span()
        while start < end:
            head, *rest = text[start:end].split(None, 1)
            if dated := _ways(language).dated.match(text, start, end):
                start = dated.end()
            elif fold(head.rstrip(".")) in _no_names():
                start = end - len(rest[0]) if rest else end
            else:
                break
        alone = start == begins and " " not in text[start:end] and not _SEVERAL_CAPITALS.match(text, start)
        if start < end and text[start].isupper() and not alone:
            owned = _POSSESSIVE.search(text[start:end])
            yield Span(start, start + owned.start() if owned else end)


def is_persons_name(text: str, span: Span, language: str) -> bool:
    """Whether a name is a person's for certain: behind a title or with a first name, or, where not every noun has a capital, two
    words or more that nothing speaks against."""
    words = _NAME_WORD.findall(span.of(text))
    if not words or is_no_person(text, span, language):
        return False
    return is_titled(text, span, language) or (len(words) > 1 and (language != "de" or is_first_name(words[0])))


def is_no_person(text: str, span: Span, language: str) -> bool:
    """Whether something speaks against a name being a person's: it is a body's, a place's, a code or very long; an article stands
    before it, or a word of it is a stop word or stands in the text in small letters too. A title, "Ms", clears of the latter."""
    name = span.of(text)
    words = name.split()
    if len(words) > _MOST_WORDS or any(map(_NO_PERSONS.fullmatch, words)) or is_body(name):
        return True
    if is_titled(text, span, language):
        return False
    before = _ways(language).determined.search(text, max(0, span.start - _LOOKS_BACK), span.start)
    known = is_first_name(words[0]) and len(words) > 1
    common = any(fold(word) in _no_names() for word in words if word[0].isupper()) or is_common(name, text)
    return before is not None or is_place(name, language) or (common and not known)


def is_first_name(word: str) -> bool:
    """Whether a word is a usual first name."""
    return word.split("-")[0] in words_of_sign("given", "en")


def is_titled(text: str, span: Span, language: str) -> bool:
    """Whether a name has a title, or one stands before it: "Ms", "President"."""
    ways = _ways(language)
    before = ways.titled_before.search(text, max(0, span.start - _LOOKS_BACK), span.start)
    return before is not None or ways.titled.match(text, *span) is not None


def is_place(name: str, language: str) -> bool:
    """Whether a name has a country's, a region's or a city's, or a word of a place."""
    return bool(_placelike().search(name)) or any(one.kinds[0] in _PLACES for one in mentions(name, language))


def is_common(name: str, text: str) -> bool:
    """Whether a text has a word of a name in small letters too."""
    return any(word.lower() in _words(text) for word in _NAME_WORD.findall(name))


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def is_body(name: str) -> bool:
    """Whether a name is an organisation's by a word of it, or an acronym in front."""
    return bool(_body().search(name)) or bool(_SEVERAL_CAPITALS.fullmatch(name.split(None, 1)[0]))


def _several(text: str, found: Sequence[Span]) -> list[Span]:
    """Those of several words, or of several capitals."""
    return [span for span in found if " " in span.of(text) or _SEVERAL_CAPITALS.match(text, span.start)]


def _singles(found: Sequence[Span], language: str) -> list[Span]:
    """All of them, but where every noun is written so."""
    return [] if language == "de" else [*found]


def _persons(text: str, found: Sequence[Span], language: str) -> list[Span]:
    titled = [Span(one.start(), _end(found, one.end())) for one in _ways(language).titled.finditer(text)]
    names = (_person(text, span, language) for span in (*_several(text, found), *_singles(found, language)))
    return _merged([*titled, *filter(None, names)])


def _person(text: str, span: Span, language: str) -> Span | None:
    """Of "Ada Elm of the Harbour Institute" the person; a body as it is; None of what other small words hold together."""
    joined = _ways(language).joined.search(text, *span)
    if joined is None:
        return span
    head = Span(span.start, joined.start())
    return head if is_persons_name(text, head, language) else span if is_body(span.of(text)) else None


def _places(text: str, found: Sequence[Span], language: str) -> list[Span]:
    ways = _ways(language)
    countries = [mention.span for mention in mentions(text, language) if mention.kinds[0] in _PLACES]
    sure = [span for span in found if _placelike().search(text, *span) or _is_placed(text, span, ways)]
    phrases = () if countries or sure else _phrases(text, language)
    return _merged([*countries, *sure, *phrases]) or _singles(found, language)


def _phrases(text: str, language: str) -> Iterator[Span]:
    """ "In the north"; not "in the autumn"."""
    found = [Span(*phrase.span()) for phrase in _ways(language).phrase.finditer(text)]
    when = [*dates(text, language)] if found else []
    yield from (span for span in found if not any(map(span.overlaps, when)))


def _is_placed(text: str, span: Span, ways: _Ways) -> bool:
    return ways.placed.search(text, max(0, span.start - _LOOKS_BACK), span.start) is not None


def _end(found: Sequence[Span], at: int) -> int:
    return next((span.end for span in found if span.start <= at < span.end), at)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """In order; those that overlap are one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        elif span.end > span.start:
            kept.append(span)
    return kept
