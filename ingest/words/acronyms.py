"""Acronyms that pages define: "Institute for Citizen-Centred Service (ICCS)", "ICCS (Institute for …)".

The method is that of Schwartz & Hearst 2003 ("A simple algorithm for identifying abbreviation definitions in biomedical
text"): before a parenthesis, or within it, that run of words is the long form which has the acronym's letters in their order,
the first of them at its beginning. Stricter than theirs, since reports put other things into parentheses than papers do: an
acronym has two capitals; its letters begin words, or follow within a word that they have begun ("OnlineZugangsGesetz",
"StatCan"), which costs; passing over a word that joins others (of, et, für) does not, over another one does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from core.languages import UNKNOWN
from core.records import Acronym, Span

_PARENTHESIS = re.compile(r"\(([^()]{2,200})\)")
_WORD = re.compile(r"[^\W_]+(?:\u00ad\n?[^\W_]+)*")
_SHORT = re.compile(r"[^\W_](?:[^\W_]|[&/.+-](?=[^\W_])){1,11}\.?")
_BEFORE = re.compile(r"(?<![^\s\"“„«'’/])(?P<short>[^\W_](?:[^\W_]|[&/.+-](?=[^\W_])){1,11})[\"”“»’]?\s?$")
_INTRODUCED = re.compile(
    r"^(?:(?:hereafter|hereinafter|henceforth|ci-après|dénommée?|im folgenden|nachfolgend|kurz|abgekürzt|short|abbreviated|"
    r"referred to as|the|an?|le|la|les|der|die|das|or|ou|oder|also|sigle|as)\b[\s:]*|l[’']|[\"“„«»”'’\s]+)+",
    re.IGNORECASE,
)
_ENDS_SHORT = re.compile(r"\s*(?:[,;:=–—]|\s(?:or|ou|oder|and|et|und)\s|[\"”“»])")
_BREAK = re.compile(r"[!?:;]\s|\.\s+(?=[^\W\d_])|[•▪●■()\[\]]|\n\s*\n")
_PLURAL = re.compile(r"([^\W\d_a-z]{2,})e?s")
_OF_OTHERS = re.compile(r"[’']s?$")
_REPEATED = re.compile(r"([a-z])([2-4])(?=[a-z])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_JOINING = frozenset((
    "of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "by", "with", "from", "de", "du", "des", "la", "le", "les",
    "l", "d", "et", "pour", "en", "à", "aux", "au", "sur", "par", "dans", "un", "une", "der", "die", "das", "dem", "den",
    "und", "für", "von", "vom", "im", "am", "zur", "zum", "auf", "über", "bei", "mit", "als",
))  # fmt: skip
_DEAREST = 0.42
"""What passing over words and taking letters within them may cost, for each letter of the acronym."""
_PASSED_OVER, _WITHIN, _WITHIN_LONG, _NEXT = 0.6, 1.0, 0.55, 0.35
_LONG_WORD = 9
_MOST_REACH = 400
_MOST = 500
"""Acronyms of one document."""
_NEVER = float("inf")


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def acronyms_defined(
    texts: Sequence[str], languages: Sequence[str], language: str, running: Sequence[Sequence[Span]] = ()
) -> tuple[Acronym, ...]:
    """The acronyms that pages define, each long form once, at its first place. `languages` are those of the pages,
    `language` that of the document; `running` are the pages' running heads and feet, which define nothing."""
    found: dict[tuple[str, str], Acronym] = {}
    for number, text in enumerate(texts, 1):
        spoken = languages[number - 1] if languages[number - 1] != UNKNOWN else language
        left_out = running[number - 1] if running else ()
        on_page: dict[tuple[str, str], Acronym] = {}
        for short, long, span in definitions(text):
            if not any(part.start <= span.start < part.end for part in left_out):
                on_page.setdefault((short, _alike(long)), Acronym(short, long, spoken, number, span))
        for key, one in on_page.items():
            known = found.get(key)
            if known:
                shown = one.long if known.long.isupper() else known.long
                found[key] = known._replace(long=shown, pages=known.pages + 1)
            elif len(found) < _MOST and spoken not in ("", UNKNOWN):
                found[key] = one
    return tuple(found.values())


def definitions(text: str) -> Iterator[tuple[str, str, Span]]:
    """Every (acronym, long form, span of both) that one page defines, in the order of its text."""
    if "(" not in text:
        return
    for match in _PARENTHESIS.finditer(text):
        found = _in_parenthesis(text, match) or _before_parenthesis(text, match)
        if found:
            yield found


def _in_parenthesis(text: str, match: re.Match[str]) -> tuple[str, str, Span] | None:
    """… long form (ACRONYM)."""
    short = _short_form(match[1])
    if not short:
        return None
    reach = text[max(0, match.start() - _MOST_REACH) : match.start()]
    begin = match.start() - len(reach) + max((stop.end() for stop in _BREAK.finditer(reach)), default=0)
    words = _words(text, begin, match.start())[-(2 * len(short) + 5) :]
    if not words or text[words[-1].end : match.start()].strip(" \t\n\"”“»’'*,"):
        return None
    starts = (_beginning(letters, words) for letters in _readings(short))
    start = next((start for start in starts if start is not None), None)
    return None if start is None else _found(text, short, words[start:], Span(words[start].start, match.end()))


def _before_parenthesis(text: str, match: re.Match[str]) -> tuple[str, str, Span] | None:
    """ACRONYM (long form)."""
    before = _BEFORE.search(text, max(0, match.start() - 20), match.start())
    short = _short_form(before["short"]) if before else ""
    if not short or not before:
        return None
    stop = re.search(r"[,;:=–]", match[1])
    end = match.start(1) + (stop.start() if stop else len(match[1]))
    letters = _letters(short)
    words = _words(text, match.start(1), end)
    while len(words) > 1 and words[0].text.casefold() in _JOINING and _folded(words[0].text)[0] != letters[0]:
        words = words[1:]
    if not words or len(words) > 2 * len(letters) + 2 or not _fits(letters, words):
        return None
    return _found(text, short, words, Span(before.start("short"), match.end()))


def _found(text: str, short: str, words: Sequence[_Word], span: Span) -> tuple[str, str, Span] | None:
    long = _OF_OTHERS.sub("", _on_one_line(text[words[0].start : words[-1].end]))
    letters = sum(map(str.isalpha, long))
    if short.casefold() in {word.text.casefold() for word in words} or letters < 2 * len(_letters(short)):
        return None
    return short, long, span


def _short_form(inner: str) -> str:
    """The acronym with which a parenthesis begins; "" where it begins with none."""
    introduced = _INTRODUCED.match(inner)
    rest = inner[introduced.end() :] if introduced else inner
    match = _SHORT.match(rest)
    if not match or (rest[match.end() :].strip() and not _ENDS_SHORT.match(rest, match.end())):
        return ""
    short = match[0].rstrip(".")
    short = plural[1] if (plural := _PLURAL.fullmatch(short)) else short
    capitals = sum(map(str.isupper, short))
    if capitals < 2 or not short[0].isalpha() or _ROMAN.fullmatch(short) or len(_letters(short)) < 2:
        return ""
    return short


def _letters(short: str) -> str:
    return _folded("".join(filter(str.isalnum, short)))


def _readings(short: str) -> Iterator[str]:
    """The letters of an acronym, a figure taken as it is, then as so many of the letter before it: W3C."""
    letters = _letters(short)
    yield letters
    repeated = _REPEATED.sub(lambda match: match[1] * int(match[2]), letters)
    if repeated != letters:
        yield repeated


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(_unbroken(word[0]), *word.span()) for word in _WORD.finditer(text, start, end)]


def _beginning(letters: str, words: Sequence[_Word]) -> int | None:
    """Where the long form that ends with the words begins: at the cheapest place, of equal ones the nearest."""
    best: tuple[float, int] | None = None
    for start in range(len(words) - 1, -1, -1):
        if _folded(words[start].text)[:1] == letters[0] and words[start].text.casefold() not in _JOINING:
            cost = _cost(letters, words[start:])
            if cost <= _DEAREST * len(letters) and (best is None or cost < best[0]):
                best = (cost, start)
    return best[1] if best else None


def _fits(letters: str, words: Sequence[_Word]) -> bool:
    return _folded(words[0].text)[:1] == letters[0] and _cost(letters, words) <= _DEAREST * len(letters)


def _cost(letters: str, words: Sequence[_Word]) -> float:
    """What it costs to find the letters in the words, the first at the beginning of the first one."""
    texts = [_folded(word.text) for word in words]
    joining = [word.text.casefold() in _JOINING for word in words]

    @cache
    def rest(word: int, letter: int) -> float:
        if word == len(texts):
            return 0.0 if letter == len(letters) else _NEVER
        best = rest(word + 1, letter) + (0.0 if joining[word] else _PASSED_OVER) if word else _NEVER
        if letter < len(letters) and texts[word][:1] == letters[letter]:
            for taken, cost in _taken(letters, letter, texts[word]):
                best = min(best, cost + rest(word + 1, letter + taken))
        return best

    return rest(0, 0)


def _taken(letters: str, first: int, word: str) -> Iterator[tuple[int, float]]:
    """How many letters from the `first` on a word may have, each time with what that costs."""
    within = _WITHIN_LONG if len(word) >= _LONG_WORD else _WITHIN
    at, cost = 0, 0.0
    yield 1, cost
    for count, letter in enumerate(letters[first + 1 :], 2):
        before, at = at, word.find(letter, at + 1)
        if at < 0:
            return
        cost += _NEXT if at == before + 1 else within
        yield count, cost


def _unbroken(text: str) -> str:
    return text.replace("\u00ad\n", "").replace("\u00ad", "")


def _on_one_line(text: str) -> str:
    """Words as they would stand on one line."""
    return " ".join(re.sub(r"(?<=\w)([-‐‑])\n", r"\1", _unbroken(text)).split())


def _alike(long: str) -> str:
    """The same for long forms that differ in case, accents and signs."""
    return "".join(filter(str.isalnum, _folded(long)))


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
