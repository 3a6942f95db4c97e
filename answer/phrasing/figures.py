"""The numbers of a text: their values, whether they are percentages, the month beside them, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from core.records import Span
from index.analysis import fold, stop_words

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "de": "januar februar marz april mai juni juli august september oktober november dezember",
}
_SPELLED = {
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "fr": "zero - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - - vingt",
    "de": "null - zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
}
"""From 0 up, folded; "one" is an article in French and German, and says little in English."""
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "fr": "trente quarante cinquante soixante - - -",
    "de": "dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
}
_SCALES = {
    "en": {"hundred": 2, "thousand": 3, "million": 6, "mio": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12},
    "fr": {"cents": 2, "mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12},
    "de": {"hundert": 2, "tausend": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9,
           "billion": 12, "billionen": 12},
}  # fmt: skip
"""Power of ten, by the language's own long or short scale."""
_GROUPS = {"en": ",", "fr": "  .", "de": ". "}
"""What stands between groups of three digits, beside the blanks that do not break and apostrophes."""
_TOKEN = re.compile(r"\d+(?:[^\W\d_]\w*)?|[^\W\d_]\w*|[%‰]")
_PERCENT = re.compile(r"\s*(?:%|percent\b|per\s+cent\b|prozent\b|pour\s+cent\b)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–—]|to|and|or|bis|und|oder|à|et|ou)\s*", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w./-])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\w/-])")


class Figure(NamedTuple):
    """A number: `month` is the one that stands beside it (1 to 12, else 0), `of` the folded word that follows it."""

    value: Decimal
    percent: bool
    month: int
    of: str


class Figures(NamedTuple):
    """All numbers of a text in order, and the characters of these and of the months and signs that belong to them."""

    found: tuple[Figure, ...]
    spans: tuple[Span, ...]


class _Piece(NamedTuple):
    """A number with its scale, or a word (`value` None)."""

    span: Span
    value: Decimal | None
    word: str = ""
    month: int = 0


def figures(text: str, language: str | None) -> Figures:
    """The numbers of a text, read as its language writes them; those of languages not studied as in English."""
    known = language if language in _MONTHS else "en"
    pieces = _scaled(list(_pieces(text, known)), known)
    found, spans = [], list[Span]()
    for place, piece in enumerate(pieces):
        if piece.value is None:
            continue
        beside = [other for other in pieces[max(0, place - 1) : place + 2] if other.month and other.value is None]
        percent = _PERCENT.match(text, piece.span.end)
        spans += [piece.span, *(other.span for other in beside), *([Span(*percent.span())] if percent else [])]
        month = piece.month or (beside[0].month if beside else 0)
        found.append(Figure(piece.value, _is_percentage(text, pieces, place), month, _counted(pieces, place, known)))
    return Figures(tuple(found), tuple(spans))


def _pieces(text: str, language: str) -> Iterator[_Piece]:
    """Dates apart, numbers and words in order."""
    at = 0
    for date in _DATE.finditer(text):
        yield from _plain_pieces(text, at, date.start(), language)
        middle = int(date[3])
        for group in (1, 3, 4):
            yield _Piece(Span(*date.span(group)), Decimal(date[group]), month=middle if middle <= 12 else 0)
        at = date.end()
    yield from _plain_pieces(text, at, len(text), language)


def _plain_pieces(text: str, start: int, end: int, language: str) -> Iterator[_Piece]:
    number = _number(language)
    at = start
    while token := _TOKEN.search(text, at, end):
        written = number.match(text, token.start(), end)
        if written:
            digits = re.sub(_between(language), "", written[1]) + (f".{written[2]}" if written[2] else "")
            below = re.search(r"(?:^|[\s(])[-−]$", text[max(start, token.start() - 2) : token.start()])
            yield _Piece(Span(*written.span()), Decimal(f"-{digits}" if below else digits))
            at = written.end()
            continue
        word = fold(token.group())
        yield _Piece(Span(*token.span()), _spelled(language).get(word), word, _months().get(word, 0))
        at = token.end()


def _scaled(pieces: list[_Piece], language: str) -> list[_Piece]:
    """Numbers multiplied by the word of scale that follows: two million; and tens put together with units: twenty-one."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        power = _SCALES[language].get(piece.word)
        if last and last.value is not None and power:
            joined[-1] = last._replace(span=Span(last.span.start, piece.span.end), value=last.value.scaleb(power))
        elif last and last.word and _adds_up(last, piece):
            joined[-1] = last._replace(span=Span(last.span.start, piece.span.end), value=_sum(last, piece))
        else:
            joined.append(piece)
    return joined


def _sum(tens: _Piece, unit: _Piece) -> Decimal:
    return (tens.value or Decimal()) + (unit.value or Decimal())


def _adds_up(tens: _Piece, unit: _Piece) -> bool:
    near = unit.span.start == tens.span.end + 1
    return bool(near and unit.word and tens.value in range(20, 100, 10) and unit.value in range(1, 10))


def _is_percentage(text: str, pieces: list[_Piece], place: int) -> bool:
    """Whether a number is followed by a sign of percent, or is the first of two that are."""
    end = pieces[place].span.end
    if _PERCENT.match(text, end):
        return True
    numbers = [piece for piece in pieces[place + 1 : place + 3] if piece.value is not None]
    between = _RANGE.fullmatch(text, end, numbers[0].span.start) if numbers else None
    return bool(between and _PERCENT.match(text, numbers[0].span.end))


def _counted(pieces: list[_Piece], place: int, language: str) -> str:
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    plain = following and following.value is None and not following.month
    return following.word if following and plain and following.word not in stop_words(language) else ""


@cache
def _number(language: str) -> re.Pattern[str]:
    """Digits in groups of three or in a row, and after the language's sign for it, decimals."""
    point = "[.·]" if language == "en" else ","
    return re.compile(rf"(\d{{1,3}}(?:{_between(language)}\d{{3}})+(?!\d)|\d+)(?:{point}(\d+))?(?![^\W_])")


def _between(language: str) -> str:
    return f"[{re.escape(_GROUPS[language])}\u00a0\u202f'’]"


@cache
def _spelled(language: str) -> dict[str, Decimal]:
    small = enumerate(_SPELLED[language].split())
    tens = zip(range(30, 100, 10), _TENS[language].split(), strict=True)
    return {word: Decimal(value) for value, word in (*small, *tens) if word != "-"}


@cache
def _months() -> dict[str, int]:
    return {word: place for names in _MONTHS.values() for place, word in enumerate(names.split(), 1)}
