"""Numbers in a sentence: figures and spelled ones in English, French and German, percentages, money, spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from answer.asking.kinds import Kind
from answer.parts.dates import dates
from answer.tables import either
from core.records import Span

_BLANK = "[ \u00a0\u202f\u2009\n]"
_THOUSANDS = "[.,'’ \u00a0\u202f\u2009]"
_FIGURE = re.compile(
    rf"[0-9½¼¾⅓⅔](?:[0-9]{{0,2}}(?:{_THOUSANDS}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|[0-9]*(?:[.,/][0-9]+)*)"
)
_WORD = re.compile(r"[^\W\d_]+")
_UNIT_AT_ONCE = re.compile(r"(?:bn|[kmM]|[kcm]m²?|kg|ha|ft|h|min|s|[MG]B|[kMG]Wh?|mph)\b")
_SHORT_MAGNITUDE = re.compile(r"(?:bn|[kmM])\b")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_YEARS = re.compile(rf"{_YEAR.pattern}\W*(?:[^\W\d]+\W)?{_YEAR.pattern}")
_REFERENCE = re.compile(r"(?:1\d|20)\d\d(?:/\d+|\.\d{1,2})|\d{1,2}(?:\.\d{1,2}){2,}")
"""Of a law, a year with the number of a note behind its full stop, of a section: "2018/1724", "2017.6", "4.2.1"."""
_HEADS = re.compile(r"^[^\w$€£\n]*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|0\d)(?=[ \u00a0\n])", re.MULTILINE)
"""The number of a section or of an item, at the head of its line."""
_CLOCK = re.compile(r"\d?\d:\d\d(?!\d)|\d?\d\.\d\d(?=[ \u00a0](?:Uhr|h\b|[ap]\.?m))")
_COUNTED = re.compile(rf"{_BLANK}(?:[a-zà-ÿ]{{3}})")
_COUNTED_IN_GERMAN = re.compile(rf"{_BLANK}(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüß]{{2}}")
_JOINS = re.compile(r"[ \u00a0\n-]|(?: and | et |-et-)")
_LOOKS_BACK = 16
_BEFORE = 16
"""Characters that may stand between a number and what it counts."""


def numbers(kind: Kind, text: str, language: str, asked: Sequence[Span] = ()) -> Iterator[Span]:
    """Numbers of a kind with their units. Plain ones are neither years nor days, times, or the numbers of sections, pages,
    figures and laws; nor "one" and "none", but before what is to be counted: one of the `asked` words of the question."""
    ways = _ways(language)
    found = _ranges(text, [*_joined(text, _written(text, language), ways)], ways, wide=kind is not Kind.NUMBER)
    if kind is Kind.NUMBER:
        names = [*_names(text, language, ways)] if found else []
        yield from (
            _with_unit(text, span, ways)
            for span in found
            if not _is_name(text, span, ways, language)
            and not any(_lies_in(span, name) for name in names)
            and not (asked and ways.bare.fullmatch(span.of(text)) and not _counts(text, span, asked, ways))
        )
        return
    measured = (whole for span in found if (whole := _measured(kind, text, span, ways)))
    others = {Kind.PERCENT: ways.fraction, Kind.MONEY: ways.free, Kind.DURATION: ways.spell}.get(kind)
    worded = [Span(*match.span()) for match in others.finditer(text)] if others else []
    yield from _apart([*measured, *worded])


class _Ways:
    """How one language writes numbers, ready to be looked for."""

    def __init__(self, language: str) -> None:
        def part(name: str) -> str:
            return either(name, language)

        behind = rf"(?:{_BLANK}(?:{part('magnitude')})\b)?{_BLANK}?"
        self.number = re.compile(part("number"))
        self.bare = re.compile(part("bare"), re.IGNORECASE)
        self.magnitude = re.compile(rf"[ \u00a0-](?:{part('magnitude')})\b")
        self.range = re.compile(part("range"))
        self.either = re.compile(part("either"))
        self.fraction = re.compile(part("fraction"))
        self.free = re.compile(rf"\b(?:{part('free')})\b")
        self.spell = re.compile(rf"(?<!\w)(?:{part('spell')})")
        self.label = re.compile(rf"(?<!\w)(?:{part('label')})\s?$", re.IGNORECASE)
        self.led_year = re.compile(rf"(?:(?<!\w)(?:{part('led_year')}) ?|\(|–)$", re.IGNORECASE)
        self.currency = re.compile(rf"(?:{part('currency')}){_BLANK}?$")
        self.unit = re.compile(
            rf"{_BLANK}?(?:{part('currency')}|{part('per_cent')})|(?:{_BLANK}|-)?(?:{part('unit')}|{part('time')}|{part('money')})(?!\w)"
        )
        time = rf"(?:{_BLANK}|-)(?:[^\W\d_]+{_BLANK})?(?:{part('time')})(?!\w)"
        money = (
            rf"{behind}(?:{part('currency')})(?!\w)|(?:{_BLANK}|-)(?:d['’]|de )?(?:[A-Z][\w-]+ )?(?:{part('money')})\b"
        )
        self.behind = {
            Kind.PERCENT: re.compile(rf"{_BLANK}?(?:{part('per_cent')})(?!\w)"),
            Kind.MONEY: re.compile(money),
            Kind.DURATION: re.compile(time),
        }


@cache
def _ways(language: str) -> _Ways:
    return _Ways(language)


def _written(text: str, language: str) -> list[Span]:
    """Figures and number words one by one."""
    figures = [Span(*found.span()) for found in _FIGURE.finditer(text) if not _within_a_word(text, found)]
    words = [Span(*found.span()) for found in _WORD.finditer(text) if _is_number(found[0], language)]
    return sorted(figures + words)


@lru_cache(maxsize=50_000)
def _is_number(word: str, language: str) -> bool:
    lower = word if language == "de" else word.lower()
    return _ways(language).number.fullmatch(lower) is not None


def _within_a_word(text: str, figure: re.Match[str]) -> bool:
    start, end = figure.span()
    before = text[max(0, start - 2) : start]
    led_on = before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isalpha())
    return led_on or (text[end : end + 1].isalpha() and not _UNIT_AT_ONCE.match(text, end))


def _joined(text: str, written: Sequence[Span], ways: _Ways) -> Iterator[Span]:
    """Those that are one number together: "two hundred", "1.5 million"."""
    last: Span | None = None
    for span in written:
        if last and span.start < last.end:
            continue
        if last and _are_joined(text, last, span, ways):
            last = Span(last.start, span.end)
            continue
        if last:
            yield last
        magnitude = ways.magnitude.match(text, span.end)
        last = Span(span.start, magnitude.end()) if magnitude else span
    if last:
        yield last


def _are_joined(text: str, last: Span, span: Span, ways: _Ways) -> bool:
    """ "Two hundred", "twenty-one"; not "2010 thirteen", "at once one"."""
    if (
        not _JOINS.fullmatch(text, last.end, span.start)
        or text[span.start].isdigit()
        or ways.bare.fullmatch(last.of(text))
    ):
        return False
    if text[last.end].isspace() and span.start == last.end + 1 and ways.bare.fullmatch(span.of(text)):
        return False
    return not (text[last.end - 1].isdigit() and text[span.start].isalpha())


def _ranges(text: str, found: Sequence[Span], ways: _Ways, wide: bool) -> list[Span]:
    """Those from … to … as one; "and" and "or" too, where `wide`."""
    kept: list[Span] = []
    for span in found:
        between = text[kept[-1].end : span.start] if kept else ""
        either = wide and ways.either.fullmatch(between) and not _YEAR.fullmatch(kept[-1].of(text))
        if between and (ways.range.fullmatch(between) or either):
            kept[-1] = Span(kept[-1].start, span.end)
        else:
            kept.append(span)
    return kept


def _names(text: str, language: str, ways: _Ways) -> Iterator[Span]:
    """Where numbers count nothing: dates of more than a year, times of the day, references, the number at a line's head."""
    told = ((span, span.of(text)) for span in dates(text, language))
    yield from (span for span, date in told if not (_YEAR.fullmatch(date) or ways.magnitude.search(date)))
    others = (*_CLOCK.finditer(text), *_REFERENCE.finditer(text), *_HEADS.finditer(text))
    yield from (Span(*one.span()) for one in others)


def _counts(text: str, span: Span, asked: Sequence[Span], ways: _Ways) -> bool:
    """Whether one of the words follows soon, without a further such number between."""
    return any(
        0 <= word.start - span.end <= _BEFORE
        and not any(map(ways.bare.fullmatch, _WORD.findall(text, span.end, word.start)))
        for word in asked
    )


def _lies_in(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _is_name(text: str, span: Span, ways: _Ways, language: str) -> bool:
    """Whether a number is a year or a label: "in 2004", "Section 4"; a year counts what stands behind it: "2004 offices"."""
    before = text[max(0, span.start - _LOOKS_BACK) : span.start]
    if ways.label.search(before):
        return True
    if not _YEAR.fullmatch(span.of(text)):
        return _YEARS.fullmatch(span.of(text)) is not None
    following = _WORD.match(text, span.end + 1)
    if following and _is_number(following[0], language):
        return True
    counted = _COUNTED_IN_GERMAN if language == "de" else _COUNTED
    return bool(ways.led_year.search(before)) or not (counted.match(text, span.end) or ways.unit.match(text, span.end))


def _with_unit(text: str, span: Span, ways: _Ways) -> Span:
    unit = ways.unit.match(text, span.end)
    sign = ways.currency.search(text, max(0, span.start - _LOOKS_BACK), span.start)
    return Span(sign.start() if sign else span.start, unit.end() if unit else span.end)


def _measured(kind: Kind, text: str, span: Span, ways: _Ways) -> Span | None:
    """A number with the unit of its kind; None where it has none."""
    unit = ways.behind[kind].match(text, span.end)
    sign = ways.currency.search(text, max(0, span.start - _LOOKS_BACK), span.start) if kind is Kind.MONEY else None
    if not unit and sign:
        unit = _SHORT_MAGNITUDE.match(text, span.end)
    if unit or sign:
        return Span(sign.start() if sign else span.start, unit.end() if unit else span.end)
    return None


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """In order, each once; of two that overlap the longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if not any(map(span.overlaps, kept)):
            kept.append(span)
    yield from sorted(kept)
