"""What kind of answer a question wants, by its question word and the noun behind it.

The types follow Li & Roth 2002 ("Learning question classifiers") in the coarse; they are told by rules, one table a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from answer.asking.kinds import Kind
from answer.asking.nouns import kind_of_noun
from answer.asking.plain import common_words, likeliest_languages, likely_languages, plainly
from answer.tables import either, table
from core.languages import STUDIED
from core.records import Span


class Asked(NamedTuple):
    """The kind of answer; the noun that names what is asked for ("minister" of "which minister"), if any; and the words that
    only say what is asked for: "how many", "in which year"."""

    kind: Kind
    focus: Span | None = None
    asking: tuple[Span, ...] = ()


_TELLS_LITTLE = (Kind.YES_NO, Kind.OPEN)
_BY_NOUN = "NOUN"
"""The noun behind the question word says it."""
_INVERTED = re.compile(r"[^\W_]-(?:t-)?(?:ils?|elles?|on|nous|vous|je|tu|ce)\b")
"""A French question without a question word: "Faut-il…", "Le pays a-t-il…"."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WHO_IS = re.compile(
    r"\W*(?:who (?:is|was|are|were)|wer (?:ist|war|sind)|qui (?:est|etait|sont)) "
    r"(?P<name>[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3})\W*"
)
"""A question for who somebody is."""
_LONGEST = 1_000
"""Characters of a question that are looked at."""
_FEW_WORDS = 4
"""So many may stand behind "what is", to be what is to be defined."""
_NEAR_NOUNS = 5


def asked_for(text: str, language: str = "") -> Asked:
    """What a question asks for. It is read in `language`; in the one of the studied languages that its words are of, where it
    is not one of these: of two that as many are of, in the one that tells more. Never fails: what is no question is OPEN."""
    plain = plainly(text[:_LONGEST])
    languages = (language,) if language in STUDIED else likely_languages(plain)
    told = [(own, asked) for own in languages if (asked := _asked(plain, own))]
    asked = told[0][1] if told else Asked(Kind.OPEN)
    if len(told) > 1 and asked.kind in _TELLS_LITTLE:
        likeliest = likeliest_languages(plain)
        asked = next((one for own, one in told if own in likeliest and one.kind not in _TELLS_LITTLE), asked)
    return _who_it_is(text[:_LONGEST], plain, asked) if asked.kind is Kind.PERSON else asked


def _who_it_is(text: str, plain: str, asked: Asked) -> Asked:
    """ "Who is Ada Elm?" asks what a name stands for, not for a name."""
    whole = _WHO_IS.fullmatch(plain)
    name = Span(*whole.span("name")) if whole else None
    if name and all(word[0].isupper() for word in name.of(text).split()):
        return Asked(Kind.DEFINITION, name, asked.asking)
    return asked


@cache
def _ways(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = [row for row in table("questions.csv") if row["language"] == language]
    joined = "|".join(f"({row['pattern']})" for row in rows)
    return re.compile(rf"(?<![^\W_])(?:{joined})"), tuple(row["kind"] for row in rows)


def _asked(plain: str, language: str) -> Asked | None:
    pattern, kinds = _ways(language)
    found = pattern.search(plain)
    if not found or found.lastindex is None:
        return Asked(Kind.YES_NO) if language == "fr" and _INVERTED.search(plain) else None
    kind, at = kinds[found.lastindex - 1], Span(*found.span())
    if kind == _BY_NOUN or Kind[kind] in (Kind.LIST, Kind.NAME):
        otherwise = Kind.OPEN if kind == _BY_NOUN else Kind[kind]
        return next(_told(plain, at, language), Asked(otherwise, None, (at,)))
    return Asked(Kind[kind], None, (at,))


def _told(plain: str, asking: Span, language: str) -> Iterator[Asked]:
    """What the noun behind the question word tells; "what is X" with few words asks for a definition, with one alone whatever
    noun it is."""
    between = _between(language).match(plain, asking.end)
    assert between is not None  # all of it may be missing
    words = [*_WORD.finditer(plain, between.end())]
    common = [*(word[0] in common_words(language) for word in words), True]
    if between["is"] and between.end() == between.end("is") and len(words) == 1 and not common[0] and language != "fr":
        yield Asked(Kind.DEFINITION, Span(*words[0].span()), (asking,))
    for at, word in enumerate(words[:_NEAR_NOUNS]):
        if common[at]:
            break
        led_on = language == "en" and between["is"] and not common[at + 1]  # "what is the country known for"
        kind = None if led_on or plain.startswith("'s", word.end()) else kind_of_noun(word[0], language)
        if kind:
            yield Asked(kind, Span(*word.span()), (asking,))
    if _several(language).match(plain, asking.end):
        yield Asked(Kind.LIST, None, (asking,))
    if between["name"]:
        yield Asked(Kind.NAME, None, (asking,))
    if between["is"] and language != "fr" and 0 < len(words) <= _FEW_WORDS and not any(common[:-1]):
        yield Asked(Kind.DEFINITION, Span(words[0].start(), words[-1].end()), (asking,))


@cache
def _several(language: str) -> re.Pattern[str]:
    """ "(What) are the": what asks for several things."""
    return re.compile(either("are", language))


@cache
def _between(language: str) -> re.Pattern[str]:
    """What stands between the question word and the noun: a copula, an article, "the name of"."""
    copula, article, name_of = (either(part, language) for part in ("is", "determiner", "name_of"))
    return re.compile(rf"(?P<is>(?:{copula})(?= ))?(?:{article})?(?P<name>{name_of})?")
