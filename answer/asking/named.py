"""The countries and presenters that a question names, where they say in whose words or of what the answer is to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from answer.asking.plain import likely_languages, plainly
from answer.tables import table
from core.countries import Mention, mentions
from core.languages import STUDIED
from core.records import Span
from core.settling import certain, settled
from index.analysis import fold
from index.engine import View
from index.speakers import SPOKEN

_WORD = re.compile(r"[^\W_]+")
_LOOKS_BACK = 60
"""Characters before a name in which a sign is looked for."""
_LONGEST = 1_000
"""Characters of a question that are looked at."""
_ROWS = {"about": "country", "presenter": "presenter"}
"""Facet → what a question that names several of its values is told apart by."""


class Named(NamedTuple):
    """The filters that a question names (facet → values), what it wants told apart ("country", "presenter" or ""), and the
    characters that say both: they need not be looked for where the filters hold."""

    filters: Mapping[str, tuple[str, ...]]
    by: str
    spans: tuple[Span, ...]


class _Value(NamedTuple):
    facet: str
    value: str
    span: Span


def named(view: View, text: str, language: str) -> Named:
    """What is certain of a question, read in `language` where it is a studied one: "did Ada Elm say" (her words), "say the
    presenters from Germany" (words from there), "in Canada" (what speaks of it). Other names stay words that are looked for."""
    text = text[:_LONGEST]
    plain = plainly(text)
    own = language if language in STUDIED else likely_languages(plain)[0]
    found = [*_presenters(view, text, plain, own), *_countries(view, text, plain, own)]
    by, phrases = _apart(plain, own)
    for facet, rows in _ROWS.items():
        if not by and len({one.value for one in found if one.facet == facet}) > 1:
            by = rows
    filters: dict[str, tuple[str, ...]] = {}
    for one in found:
        filters[one.facet] = tuple(dict.fromkeys((*filters.get(one.facet, ()), one.value)))
    heard = not filters.keys().isdisjoint(SPOKEN) or by == "presenter"
    said = _words("says", own).finditer(plain) if heard else ()
    return Named(filters, by, (*(one.span for one in found), *phrases, *(Span(*one.span()) for one in said)))


@cache
def _sign(name: str, language: str) -> re.Pattern[str]:
    """A sign in a language; in all of them where that is ""."""
    own = (language,) if language else STUDIED
    rows = (row["pattern"] for row in table("naming.csv") if row["sign"] == name and row["language"] in own)
    return re.compile(rf"(?:{'|'.join(rows) or '(?!)'})")


@cache
def _words(name: str, language: str) -> re.Pattern[str]:
    """The same where it begins with a word."""
    return re.compile(rf"(?<![^\W_]){_sign(name, language).pattern}")


def _behind(name: str, language: str, plain: str, at: int) -> re.Match[str] | None:
    """The sign that ends right before a place."""
    return _words(name, language).search(plain, max(0, at - _LOOKS_BACK), at)


def _apart(plain: str, language: str) -> tuple[str, list[Span]]:
    for by in ("country", "presenter"):
        if found := _words(f"by_{by}", language).search(plain):
            return by, [Span(*found.span())]
    return "", []


# Countries


def _countries(view: View, text: str, plain: str, language: str) -> Iterator[_Value]:
    found = mentions(text, language)
    meant = {one.span: one.code for one in settled(text, found, certain([found]), language)}
    last: _Value | None = None
    heard = _words("speaks", language).search(plain) is not None
    for mention in found:
        told = (_of_presenters(plain, mention, language) if heard else None) or _listed(plain, mention, last, language)
        if told is None and mention.kinds[0] == "name" and mention.span in meant:
            told = _located(plain, mention, language)
        last = told if told and _is_known(view, told) else None
        if last:
            yield last


def _of_presenters(plain: str, mention: Mention, language: str) -> _Value | None:
    """ "German presenters", "presenters from Germany": of somebody who is asked to have said something."""
    start, end = mention.span
    group = _words("group", language)
    if mention.kinds[0] == "demonym":
        if behind := group.match(plain, end + 1):
            return _Value("from", mention.code, Span(start, behind.end()))
        before = [one for one in group.finditer(plain, max(0, start - _LOOKS_BACK), start) if one.end() == start - 1]
        return _Value("from", mention.code, Span(before[0].start(), end)) if before else None
    link = _behind("of_group", language, plain, start)
    around = group.finditer(plain, max(0, start - _LOOKS_BACK), start)
    before = [one for one in around if link and one.end() == link.start() - 1]
    return _Value("from", mention.code, Span(before[0].start(), end)) if before else None


def _listed(plain: str, mention: Mention, last: _Value | None, language: str) -> _Value | None:
    """Behind one that was told: "in Canada and Germany"."""
    if last is None or mention.kinds[0] != "name":
        return None
    between = _sign("listed", language).fullmatch(plain, last.span.end, mention.span.start)
    return _Value(last.facet, mention.code, mention.span) if between else None


def _located(plain: str, mention: Mention, language: str) -> _Value | None:
    for sign in ("located", "between"):
        if before := _behind(sign, language, plain, mention.span.start):
            return _Value("about", mention.code, Span(before.start(), mention.span.end))
    return None


def _is_known(view: View, told: _Value) -> bool:
    """Whether anything speaks of it; whoever is asked for by where they come from is asked for, known or not."""
    return told.facet == "from" or told.value in view.roster.about_pages


# Presenters


def _presenters(view: View, text: str, plain: str, language: str) -> Iterator[_Value]:
    """Of names that are listed, all, where what is around the list asks for their words: "did Ada Elm and Bo Ash say"."""
    for names in _lists(list(_written(view, text, plain)), plain, language):
        if asked := _asked_of(plain, Span(names[0].span.start, names[-1].span.end), language):
            yield from (name._replace(span=asked) for name in names)


def _lists(names: Sequence[_Value], plain: str, language: str) -> Iterator[list[_Value]]:
    """Names one behind another with no more than "and" or a comma between them."""
    group: list[_Value] = []
    for name in names:
        if group and not _sign("listed", language).fullmatch(plain, group[-1].span.end, name.span.start):
            yield group
            group = []
        group.append(name)
    if group:
        yield group


def _written(view: View, text: str, plain: str) -> Iterator[_Value]:
    """The presenters whose names a question has, each name with the title before it, of any language: "did Frau Elm say"."""
    words = [(fold(word[0]), Span(*word.span())) for word in _WORD.finditer(text)]
    known = view.roster.once("names that a question may have", lambda: _names(view))
    at = 0
    while at < len(words):
        name, count = next(_beginning(known, words, at, text), ("", 1))
        start, end = words[at][1].start, words[at + count - 1][1].end
        if name:
            title = _behind("title", "", plain, start)
            yield _Value("presenter", name, Span(title.start() if title else start, end))
        at += count


def _beginning(
    known: Mapping[str, Sequence[tuple[tuple[str, ...], str]]], words: Sequence[tuple[str, Span]], at: int, text: str
) -> Iterator[tuple[str, int]]:
    """The presenters whose name the question has from a word on, the longest first, and of how many words it is. A family name
    must be written as a name."""
    for spelled, name in known.get(words[at][0], ()):
        same = tuple(word for word, _ in words[at : at + len(spelled)]) == spelled
        if same and (len(spelled) > 1 or text[words[at][1].start].isupper()):
            yield name, len(spelled)


def _names(view: View) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """First folded word → (words, presenter): all spellings of their names; and family names that only one has."""
    full: dict[tuple[str, ...], str] = {}
    families: dict[tuple[str, ...], set[str]] = {}
    for name in view.names.of("presenter"):
        for spelled in view.names.spelled(name):
            if len(words := _without_joined(spelled)) > 1:
                full[words] = name.text
        *before, last = name.text.split() or [""]
        family = tuple(fold(word) for word in _WORD.findall(last))
        if before and family:
            families.setdefault(family, set()).add(name.text)
    full.update({family: next(iter(names)) for family, names in families.items() if len(names) == 1})
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words in sorted(full, key=len, reverse=True):
        found.setdefault(words[0], []).append((words, full[words]))
    return found


def _without_joined(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name but for the joined forms behind its compounds: "hollowaypike" behind "holloway", "pike"."""
    own: list[str] = []
    for word in words:
        if all("".join(own[first:]) != word for first in range(len(own) - 1)):
            own.append(word)
    return tuple(own)


def _asked_of(plain: str, span: Span, language: str) -> Span | None:
    """The characters that ask for somebody's own words, where those around a name do: "did Ada Elm say about"."""
    before = _behind("asks", language, plain, span.start)
    after = _sign("says_after", language).match(plain, span.end) if before else None
    if before and after:
        return Span(before.start(), after.end() if language == "en" else span.end)
    if said := _behind("said_by", language, plain, span.start):
        return Span(said.start(), span.end)
    if own := _sign("own_after", language).match(plain, span.end):
        return Span(span.start, own.end())
    return None
