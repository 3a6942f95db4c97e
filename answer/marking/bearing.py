"""How a part of a quote stands to the question's words there, and of what form it is: numbers that say whether it answers."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from answer.asking.kinds import Kind
from answer.marking.asked_words import Word, words_in
from answer.parts.names import is_body, is_common, is_first_name, is_no_person, is_persons_name, is_place, is_titled
from answer.question import Question
from answer.retrieval import Retrieved
from answer.tables import either
from answer.windows import Window
from core.countries import Mention, mentions
from core.records import Page, Span
from core.speaking_of import countries_in
from index.analysis import fold, tokens

_BESIDE = 10
"""Characters within which it hardly matters how near a part is."""
_PARTING = r"[,;:!?)\]•|–—](?!\d)|\.(?!\w)|\n\s*\n"
"""What parts a word from what stands behind it, or a part from the word that it leads to; a bracket that opens binds."""
_PARTED = 25
"""Characters that each of these is worth."""
_CLAUSE_ENDS = re.compile(r"[,;:!?()\[\]•|–—](?!\d)|\.(?!\w)|\n\s*\n")
_LOOKS_BACK = 24
_HEAD, _YEAR = 4, 4
_RANGED = re.compile(r"\d ?[-–] ?\d")
_APART = " ( ) "
"""In the place of a part, so that what stands around it makes no name together."""
_WHOLE = 0.99
# Both have their rows in evaluation/expected.toml.
MUCH_NEARER = 0.5
"""Beside the nearness of the nearest date to what is asked of a name, what a date must have to be its answer."""
NAMESAKE = 0.3
"""Of the weight of the question's names, what a quote must have of them, if any, for a date or a person to be marked."""


class Bearing(NamedTuple):
    """Of a part, each within [0, 1]. Of the question's weight: what stands in the quote (`share`) and what of its names does
    (`named`; `whole`: all of it), in the part's `sentence`, beside the best one with parts, and whether it is that one (`best`);
    in its `clause`, and in what of it no "and" parts from the part (`joined`).

    How `near` it is to all words of the question, beside the nearest part, and to the closest of all words, of those of names,
    of others (`both`: near to both), and of the noun that is asked for (`focus`); `behind`: which share of the words' weight
    stands before it. `repeats`: it has a word of the question, but for that noun. `first`: it begins its sentence.
    `bracketed`, `agent` ("by …"), `determined` ("the …") and `placed` ("in …") tell what stands before it.

    Forms: a `person`'s name for certain, or `unlike` one, with a `titled` or first name, a `body`'s, a `place`'s, of `several`
    words, one of which the page has in small letters too (`common`). `counted`: a number that what is to be counted follows,
    `bare` ("one"), with `digits`; `full`: more than a year's number, `ranged` from one to another, `timed`: with a unit of time.
    """

    given: float
    share: float
    named: float
    whole: float
    sentence: float
    best: float
    clause: float
    joined: float
    near: float
    nearest: float
    by_name: float
    by_other: float
    both: float
    beside_name: float
    beside_other: float
    focus: float
    behind: float
    repeats: float
    first: float
    bracketed: float
    agent: float
    determined: float
    placed: float
    person: float = 0.0
    unlike: float = 0.0
    titled: float = 0.0
    body: float = 0.0
    place: float = 0.0
    several: float = 0.0
    common: float = 0.0
    counted: float = 0.0
    bare: float = 0.0
    digits: float = 0.0
    full: float = 0.0
    ranged: float = 0.0
    timed: float = 0.0


_BESIDES = (Bearing._fields.index("by_name"), Bearing._fields.index("by_other"))


def bearings(found: Retrieved, question: Question, page: Page, window: Window) -> list[tuple[Span, Bearing]]:
    """The parts of a window, each with how it stands to the question."""
    words = words_in(found, question, page, window)
    names = found.weight(found.names)
    share = _worth(found, words)
    named = found.weight(_together(word for word in words if word.named) & found.names) / names if names else 1.0
    weights = [_worth(found, _within(words, sentence.span)) for sentence in window.sentences]
    told_of = (weight for weight, parts in zip(weights, window.parts, strict=True) if parts)
    most = max(told_of, default=0.0) or 1.0
    placed = [
        (part, sentence.span, weight)
        for sentence, parts, weight in zip(window.sentences, window.parts, weights, strict=True)
        for part in parts
    ]
    near = [nearness(part, words, page.text) for part, _, _ in placed]
    nearest = max(near, default=0.0) or 1.0
    told = [
        (part, _bearing(found, page, words, part, sentence, (share, named, weight / most, own / nearest)))
        for (part, sentence, weight), own in zip(placed, near, strict=True)
    ]
    if question.kind.is_number or question.kind is Kind.DATE:
        told = [(part, _figured(one, page.text, part, words, page.language)) for part, one in told]
    else:
        told = [(part, _named(one, page.text, part, page.language)) for part, one in told if part.of(page.text).strip()]
    most_by = [max((one[place] for _, one in told), default=0.0) or 1.0 for place in _BESIDES]
    told = [
        (part, one._replace(beside_name=one.by_name / most_by[0], beside_other=one.by_other / most_by[1]))
        for part, one in told
    ]
    asked = {*countries_in(question.text, question.language or "en")}
    named_there = {one.code for one in _countries_named(question.text, question.language or "en")}
    return [
        (part, one)
        for part, one in told
        if _may_answer(question.kind, one)
        and not (asked and _is_foreign(asked, part, page, window))
        and not _is_asked_about(question, named_there, part, page)
    ]


def _is_asked_about(question: Question, asked: Collection[str], part: Span, page: Page) -> bool:
    """Whether a part is one of the countries that the question names, in whatever language, or as a place has no word but the
    question's."""
    here = part.of(page.text)
    if question.kind is Kind.PLACE and _folded_words(here) <= _folded_words(question.text):
        return True
    return any(
        one.code in asked and not any(map(str.isupper, here[: one.span.start] + here[one.span.end :]))
        for one in (_countries_named(here, page.language) if asked else ())
    )


def _folded_words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word, _, _ in tokens(text))


def _countries_named(text: str, language: str) -> list[Mention]:
    """Where a country's own name stands, not one of its towns or "Canadian"."""
    return [one for one in mentions(text, language) if one.kinds[0] == "name"]


def _is_foreign(asked: Collection[str], part: Span, page: Page, window: Window) -> bool:
    """Whether the clause that a part stands in speaks of other countries, and of none that the question names."""
    sentence = next(one.span for one in window.sentences if one.span.start <= part.start < one.span.end)
    start, end = _clause(page.text, part, sentence, _CLAUSE_ENDS)
    told = {*countries_in(_APART.join((page.text[start : part.start], page.text[part.end : end])), page.language)}
    return bool(told) and told.isdisjoint(asked)


def _may_answer(kind: Kind, one: Bearing) -> bool:
    """Whether a part is not ruled out: a person or a place that the question names, what is neither a person's name nor a body's
    where a person is asked for, "the Institute" as a place, "one" that counts something else; a date where another one
    stands in a sentence that has more of the question, or is much nearer to what is asked: not 2006, of "passed in 2006 and
    repealed in 2010"; and what is said of another who shares a word of the name that is asked for."""
    if kind is Kind.DATE and (not one.best or 0 < one.beside_other < MUCH_NEARER):
        return False
    if kind in (Kind.DATE, Kind.PERSON) and 0 < one.named < NAMESAKE:
        return False
    if kind in (Kind.PERSON, Kind.PLACE) and one.repeats:
        return False
    if kind is Kind.PERSON and one.unlike and not one.body:
        return False
    if kind is Kind.PLACE and one.body and not (one.several or one.place):
        return False
    return not (kind is Kind.NUMBER and one.bare and (one.determined or not one.counted))


def nearness(part: Span, words: Sequence[Word], text: str) -> float:
    """How near a part is to words of the question, each as its worth, a near one counting most. What stands in a word's clause,
    or in brackets behind it, is nearer than what a sign parts from it: in "Ada (2005), Bo (2006)" Bo's is 2006."""
    return sum(word.worth / (_BESIDE + _gap(part, word.run, text)) for word in words)


def _gap(part: Span, word: Span, text: str) -> int:
    between = text[word.end : part.start] if word.end <= part.start else text[part.end : word.start]
    return len(between) + _PARTED * len(_parting().findall(between))


@cache
def _parting() -> re.Pattern[str]:
    """Signs that part, and "and"."""
    return re.compile(rf"{_PARTING}|\s(?:{either('and', '*')})\s")


def _close(part: Span, words: Iterable[Word], text: str) -> float:
    gaps = [_gap(part, word.run, text) for word in words]
    return _BESIDE / (_BESIDE + min(gaps)) if gaps else 0.0


def _bearing(
    found: Retrieved,
    page: Page,
    words: Sequence[Word],
    part: Span,
    sentence: Span,
    told: tuple[float, float, float, float],
) -> Bearing:
    text, language = page.text, page.language
    share, named, weight, near = told
    clause = _clause(text, part, sentence, _CLAUSE_ENDS)
    joined = _clause(text, part, clause, _ands(language))
    beside = [word for word in words if not word.span.overlaps(part)]
    before = text[max(sentence.start, part.start - _LOOKS_BACK) : part.start]
    ahead = sum(word.worth for word in words if word.span.end <= part.start)
    by_name = _close(part, (word for word in beside if word.named), text)
    by_other = _close(part, (word for word in beside if not word.named and not word.focus), text)
    return Bearing(
        given=1.0,
        share=share,
        named=named,
        whole=float(named > _WHOLE),
        sentence=weight,
        best=float(weight == 1.0),
        clause=_worth(found, _within(words, clause)),
        joined=_worth(found, _within(words, joined)),
        near=near,
        nearest=_close(part, beside, text),
        by_name=by_name,
        by_other=by_other,
        both=math.sqrt(by_name * by_other),
        beside_name=by_name,
        beside_other=by_other,
        focus=_close(part, (word for word in words if word.focus), text),
        behind=ahead / (sum(word.worth for word in words) or 1.0),
        repeats=float(any(not word.focus and word.span.overlaps(part) for word in words)),
        first=float(part.start - sentence.start <= _HEAD),
        bracketed=float(before[-1:] == "("),
        agent=_leads("agent", language, before),
        determined=_leads("determined", language, before),
        placed=_leads("placed", language, before),
    )


def _named(told: Bearing, text: str, part: Span, language: str) -> Bearing:
    """With the form of a name."""
    here = part.of(text)
    return told._replace(
        person=float(is_persons_name(text, part, language)),
        unlike=float(is_no_person(text, part, language)),
        titled=float(is_titled(text, part, language) or is_first_name(here.split(None, 1)[0])),
        body=float(is_body(here)),
        place=float(is_place(here, language)),
        several=float(len(here.split()) > 1),
        common=float(is_common(here, text)),
    )


def _figured(told: Bearing, text: str, part: Span, words: Sequence[Word], language: str) -> Bearing:
    """With the form of a number or a date."""
    here = part.of(text)
    after = [
        word
        for word in words
        if word.counted and part.end <= word.span.start and _gap(part, word.span, text) <= _LOOKS_BACK
    ]
    return told._replace(
        counted=_close(part, after, text),
        bare=float(_bare(language).fullmatch(here) is not None),
        digits=float(any(map(str.isdigit, here))),
        full=float(len(here) > _YEAR),
        ranged=float(_RANGED.search(here) is not None),
        timed=float(_timed(language).search(here) is not None),
    )


def _worth(found: Retrieved, words: Iterable[Word]) -> float:
    """What the words are worth together, each of the question's once."""
    return found.weight(_together(words))


def _together(words: Iterable[Word]) -> int:
    own = 0
    for word in words:
        own |= word.own
    return own


def _within(words: Sequence[Word], span: Span) -> list[Word]:
    return [word for word in words if span.start <= word.span.start and word.span.end <= span.end]


def _clause(text: str, part: Span, within: Span, ends: re.Pattern[str]) -> Span:
    """What nothing parts from a part; brackets round it do not."""
    start, end = within
    edge = part.start - 1 if text[part.start - 1 : part.start] == "(" else part.start
    for found in ends.finditer(text, start, edge):
        start = found.end()
    until = part.end + 1 if edge < part.start and text[part.end : part.end + 1] == ")" else part.end
    after = ends.search(text, until, end)
    return Span(start, after.start() if after else end)


@cache
def _ands(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either('between_clauses', language)})\s")


@cache
def _bare(language: str) -> re.Pattern[str]:
    return re.compile(either("bare", language), re.IGNORECASE)


@cache
def _timed(language: str) -> re.Pattern[str]:
    return re.compile(rf"\d.*(?<!\w)(?:{either('time', language)})$|^[^\W\d]+[ \n](?:{either('time', language)})$")


@cache
def _leading(name: str, language: str) -> re.Pattern[str]:
    article = either("article", language)
    return re.compile(
        rf"(?<!\w)(?:{either(name, language)})(?:[ \n](?:{article}))?(?:[ \u00a0\n]|(?<=['’]))$", re.IGNORECASE
    )


def _leads(name: str, language: str, before: str) -> float:
    return float(_leading(name, language).search(before) is not None)
