"""Clauses that answer: reasons, definitions and lists, by the words that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from answer.tables import either
from core.records import Span

_ITEM = r"[^\s,;:.()][^,;:.()\n]{0,60}"
_PARENTHESIS = re.compile(r"(?: ?\([^()]{0,60}\))? ")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LEAST = 3
"""Characters that must be left of a clause."""


def reasons(text: str, language: str) -> Iterator[Span]:
    """From the word that leads to a reason to the end of the sentence; where it begins the sentence, to the comma."""
    found = _pattern("reason", language).search(text)
    if found is None:
        return
    begins = not text[: found.start()].strip("\"'“„«(• \n")
    comma = text.find(",", found.end()) if begins else -1
    yield _trimmed(text, found.start(), comma if comma > 0 else len(text))


def definitions(text: str, language: str, terms: Sequence[Span] = ()) -> Iterator[Span]:
    """What stands behind "is a" or "means", as an apposition, or before an acronym in parentheses; where the `terms` are told,
    of one of them."""
    copula, found = _pattern("copula", language), None
    for span in terms:
        if told := _beside(text, span, language):
            yield told
            return
        led = _PARENTHESIS.match(text, span.end)
        found = found or copula.match(text, led.end() if led else span.end)
    found = found or copula.search(text, min((span.start for span in terms), default=0))
    if found and found.end() < len(text) - _LEAST:
        yield _trimmed(text, found.end(), len(text))


def _beside(text: str, term: Span, language: str) -> Span | None:
    """An apposition to a term; the words that a term in parentheses, an acronym, stands for."""
    short = term.of(text)
    if text[term.start - 1 : term.start] == "(" and text[term.end : term.end + 1] == ")" and short.isupper():
        words = [*_WORDS.finditer(text, 0, term.start - 1)][-len(short) :]
        return Span(words[0].start(), words[-1].end()) if words else None
    beside = _apposition(language).match(text, term.end)
    return _trimmed(text, *beside.span()) if beside else None


def lists(text: str) -> Iterator[Span]:
    """Enumerations: at least three members, or those behind "such as" or a colon."""
    found = [*_several().finditer(text)] if "," in text or ";" in text else []
    yield from (_trimmed(text, *one.span()) for one in found or _led().finditer(text))


@cache
def _pattern(part: str, language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{either(part, language)})(?!\w)|(?<!\w)(?:{either(part, language)})(?<=['’])", re.IGNORECASE
    )


@cache
def _apposition(language: str) -> re.Pattern[str]:
    return re.compile(
        rf",? ?[,(–] ?(?:{either('apposition', language)})\b ?[^,()–;.]{{4,120}}|,? ?\([^()]* [^()]{{3,100}}\)"
    )


@cache
def _several() -> re.Pattern[str]:
    joined = either("and", "*")
    return re.compile(
        rf"(?<![^\s(“]){_ITEM}(?:[,;] {_ITEM})+,? (?:{joined}) {_ITEM}|(?<![^\s(“]){_ITEM}(?:[,;] {_ITEM}){{2,}}"
    )


@cache
def _led() -> re.Pattern[str]:
    joined, lead = either("and", "*"), either("such_as", "*")
    return re.compile(rf"(?:\b(?:{lead})|:) {_ITEM}(?: (?:{joined}) {_ITEM})?")


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without blanks and signs at its ends."""
    kept = text[start:end]
    inner = kept.strip(" \u00a0\n,:;–(.!?)")
    begin = start + kept.find(inner) if inner else start
    return Span(begin, begin + len(inner))
