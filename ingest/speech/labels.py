"""Where a text names a speaker before the words: "Chair:", "Ms X (Nepal):", a bold name alone, "Intervention de M. Y"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.records import Span
from ingest.pdf.pdf_lines import Line
from ingest.speech.speakers import ANSWER, CHAIR, HONOUR, NAME, PERSON, QUESTION, UNNAMED, Label, label_of, spelled

_TIME = r"[(\[]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?[)\]]?"
_BEFORE = (
    rf"[ \t]*(?:(?:[•●○▪■◦‣⁃\uf0a7\uf0b7*>–—-]|\(?\d{{1,3}}[.)]|\d{{1,2}}\.\d{{1,2}}\.?|\[\d{{1,3}}\]"
    rf"|{_TIME}(?:\s?[-–—>]+\s?{_TIME})?)[ \t]+)*[*_]*"
)
_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŠČĆŽŹŻĐİŐŰŘ]"
_AFTER_TIME = rf"(?:\s?[,–—-]?\s?{_TIME})?"
_COLON = re.compile(
    rf"^{_BEFORE}(?P<label>{_UPPER}[^\n:()\[\]]{{0,90}}+(?:[(\[](?!\d{{1,2}}:\d)[^()\[\]:]{{0,160}}[)\]][^\n:()\[\]]{{0,60}}+)*){_AFTER_TIME}\s?:(?=\s|[“„«\"–—])",
    re.MULTILINE,
)
_LONG_OFFICE = re.compile(
    rf"^(?P<label>(?:{HONOUR}\s*)*{NAME}, [^\n:]{{15,110}}\n[^\n:.!?]{{2,70}})(?P<sep>:)(?=\s)", re.MULTILINE
)
_BRACKETS = r"(?:\s?\([^()\n]{1,90}\))?"
_STOP = re.compile(
    rf"^[ \t]*(?P<label>(?:{HONOUR}\s*)+(?:(?:le|la|l['’])\s?[^\n.:?!,]{{3,40}}"
    rf"|{NAME}(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)(?:, [^\n.:?!]{{3,80}})?{_BRACKETS}"
    rf"|(?:The|Le|La|Der|Die|THE)\s{CHAIR}{_BRACKETS}|(?-i:CHAIR(?:MAN|WOMAN)?|Chair(?:man|woman)?)\s{NAME}|(?:The"
    rf"|THE)\s(?:SPEAKER|CLERK|COURT|WITNESS|Clerk|Speaker)"
    rf"|(?:Une|Plusieurs)\s(?:voix|députés|sénateurs)[^\n.:]{{0,40}}"
    rf"|[QA](?=\.\s))\.(?:\s?[–—-])?\s(?=[A-ZÀ-Ý0-9«“\"…(‘])",
    re.MULTILINE,
)
_DASH = re.compile(
    rf"^{_BEFORE}(?P<label>{PERSON}(?:,\s[^\n.:]{{3,90}})?{_BRACKETS}|(?:The |Le |La |Der "
    rf"|Die )?{CHAIR}{_BRACKETS})\s?\.\s?[–—]\s(?=\(?[A-ZÀ-Ý«“\"„…])",
    re.MULTILINE,
)
_TIMED = re.compile(
    rf"^{_BEFORE}(?P<label>{_UPPER}[^\n:()\[\]]{{1,60}}?)[ \t]*[,–—-]?[ \t]+{_TIME}[ \t]*$", re.MULTILINE
)
_INTRODUCED = re.compile(
    r"^[ \t]*(?:\d{1,2}(?:\.\d{1,2})*\.?\s)?(?:(?i:intervention|statement|remarks|opening (?:remarks|statement)"
    r"|closing (?:remarks|statement)|speech|address|contribution"
    r"|question|reply|response|comments?|presentation|testimony|allocution|discours|déclaration|exposé|présentation"
    r"|témoignage|réponse|remarques"
    r"|beitrag|wortbeitrag|wortmeldung|redebeitrag|stellungnahme|vortrag|rede|ansprache|grußwort|frage|antwort)s?)"
    rf"(?i:\s(?:by|of|from|de|du|d['’]|par|von|des|der)\s?|\s?:\s)(?i:the\s|la\s|le\s|l['’])?(?P<label>(?:{PERSON}"
    rf"|{CHAIR}\s{NAME})(?:[,–—-]?\s[^\n]{{0,100}})?)[ \t]*$",
    re.MULTILINE,
)
_CAPITALS = re.compile(rf"^[ \t]*(?P<label>(?:{_UPPER}|[ .,'’()-]){{5,60}})[ \t]*$", re.MULTILINE)
_SAID = re.compile(
    r",?\s(?:said|asked|replied|added|answered|continued|dit|demande|répond|ajoute|sagt|sagte|fragt|fragte"
    r"|antwortet)\s*$"
)
_TIME_AT_END = re.compile(r"\d:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?[)\]]?[ \t]*$", re.MULTILINE)
_BEHIND = re.compile(r"[,(\[]|\s[–—-]\s")
_JOINING = re.compile(
    r"van|von|vom|zu[rm]?|de[rn]?|del|della|di|da|dos|das|du|des|la|le|el|al|bin|ibn|ben|ter|ten|op|af|av|und|of|the|d|l|hon\.?"
)
_BEGINS_SMALL = re.compile(
    r"(?:The|A|An|Another|Some|Several|Many|Une?|Le|La|Les|Plusieurs|Quelques|Des|Der|Die|Das|Eine?|Mehrere"
    r"|Unidentified|Unknown|Male|Female|Interviewer|Participant|Question|Member|Mr|M|Mme|Madame|Monsieur|Audience"
    r"|Intervention|Question|Réponse|Intervenante?|Wort\w+|Beitrag)\b"
)
_EVIDENT = re.compile(
    rf"(?:{HONOUR}\s*)[A-ZÀ-Þl]|(?:The |THE |Le |La |Der |Die )?{CHAIR}\b(?!['’])|(?:The|Le|La)\s[^(]{{4,80}}\((?:{HONOUR}\s*)?[A-Z]\S+ [A-Z]|(?:Intervention|Statement"
    rf"|Wortbeitrag)\b"
)
_LONGEST_NAME = 5
_DIGIT = re.compile(r"\d")
_SEVERAL = 2
_NAMED = ("colon", "time", "dash")
_QUIET = ("bold", "capitals")
_NUMBERED = re.compile(r"[^\W\d_]+\s?(?:no\.?\s?|n[°o]\s?|#\s?)?\d{1,3}\s*$")
_ORDER = ("introduced", "colon", "time", "stop", "dash", "bold", "capitals")
_LISTED = re.compile(r"\.{3,}|…\s?\d|\s\d{1,3}$")


class Labelled(NamedTuple):
    """A label at `[start, end)` of a page's text: whom it names, how it stands there, and where the words begin after it."""

    page: int
    start: int
    end: int
    after: int
    label: Label
    how: str
    said: str


class SpokenPage(NamedTuple):
    """A page as it is looked at: its number, its text, those of its lines that have a type, and its running heads and feet."""

    number: int
    text: str
    lines: tuple[Line, ...] = ()
    running: tuple[Span, ...] = ()


class Place(NamedTuple):
    """Where a label may stand, not yet looked into: `[start, end)`, where the words begin after it, and how it stands there."""

    page: int
    start: int
    end: int
    after: int
    text: str
    how: str
    said: str


def labels(pages: Sequence[SpokenPage], record: bool) -> list[Labelled]:
    """All places of a document where a speaker may be named before the words, in their order; of two at one place the first kind.

    `record` says that the document calls itself a record of speech. Else only places that look like a speaker's are looked into, unless there are several.
    """
    places = [place for page in pages for place in _places(page)]
    evident = sum(map(_is_evident, places))
    again = _named_again(places)
    if evident < _SEVERAL and not record:
        places = [place for place in places if _is_evident(place) or place.text in again]
    if evident or again:
        places += [place for page in pages for place in _told(page, _LONG_OFFICE, "colon")]
    found: dict[tuple[int, int], Labelled] = {}
    for place in sorted(places, key=lambda place: _ORDER.index(place.how)):
        one = _looked_into(place)
        if one:
            found.setdefault((one.page, one.start), one)
    skipped = {(page.number, span.start) for page in pages for span in page.running}
    return [found[place] for place in sorted(found) if place not in skipped]


def _is_evident(place: Place) -> bool:
    """Whether a place begins as a speaker's label does."""
    unnamed = place.how not in _QUIET and UNNAMED.fullmatch(place.text.partition("(")[0].strip())
    return bool(_EVIDENT.match(place.text) or unnamed)


def _named_again(places: Sequence[Place]) -> set[str]:
    """The names that come again before colons, or before times; none where it is one only."""
    named = Counter(place.text for place in places if place.how in _NAMED and " " in place.text.strip())
    again = {text for text, count in named.items() if count > 1 and len(text.split()) <= _LONGEST_NAME}
    return again if len(again) > 1 else set()


def _places(page: SpokenPage) -> Iterator[Place]:
    text = page.text
    yield from _told(page, _INTRODUCED, "introduced")
    if ":" in text:
        yield from _told(page, _COLON, "colon")
        if _TIME_AT_END.search(text):
            yield from _told(page, _TIMED, "time")
    yield from _told(page, _STOP, "stop")
    if ". –" in text or ". —" in text:
        yield from _told(page, _DASH, "dash")
    for line in page.lines:
        if line.bold and line.end - line.start <= 120:
            yield from _alone(page, line.start, line.end, "bold")
    for match in _CAPITALS.finditer(text):
        yield from _alone(page, *match.span("label"), "capitals")


def _told(page: SpokenPage, pattern: re.Pattern[str], how: str) -> Iterator[Place]:
    for match in pattern.finditer(page.text):
        if _shaped(match["label"]) and not (how == "introduced" and _LISTED.search(match["label"])):
            start, end = match.span("label")
            start = match.end() - len(match[0].lstrip()) if how == "introduced" else start
            yield Place(page.number, start, end, match.end(), match["label"], how, match[0])


def _alone(page: SpokenPage, start: int, end: int, how: str) -> Iterator[Place]:
    said = page.text[start:end].rstrip(" :.–—")
    if _shaped(said) and not _LISTED.search(said):
        yield Place(page.number, start, start + len(said), end, said, how, said)


def _shaped(text: str) -> bool:
    """A quick no: whether words are written as a speaker's label may be."""
    base = _BEHIND.split(text, 1)[0]
    words = base.split()
    if _DIGIT.search(base) and not (
        _NUMBERED.match(base)
        and (UNNAMED.fullmatch(base.strip()) or QUESTION.fullmatch(base.strip()) or ANSWER.fullmatch(base.strip()))
    ):
        return False
    return 0 < len(words) <= 9 and (
        bool(_BEGINS_SMALL.match(text))
        or all(word[0].isupper() or _JOINING.fullmatch(word) or word[1:2] in "'’" for word in words)
    )


def _looked_into(place: Place) -> Labelled | None:
    label = _asked(place.text) if place.how in ("colon", "stop") else _label_of(place.text)
    if label is None or (place.how in ("bold", "capitals") and not (label.name or label.chair)):
        return None
    how = "asked" if label.honour == "?" else place.how
    return Labelled(place.page, place.start, place.end, place.after, label, how, spelled(place.said.strip()))


def _asked(text: str) -> Label | None:
    """A label before a colon, which may be one of questions and answers: "Q (Ms X, Nepal):"."""
    if begun := _INTRODUCED.match(text.rstrip()):
        return _label_of(begun["label"])
    base, _, rest = spelled(_SAID.sub("", text)).partition("(")
    if not (QUESTION.fullmatch(base.strip()) or ANSWER.fullmatch(base.strip())):
        return _label_of(_SAID.sub("", text))
    named = _label_of(rest.rstrip(") ")) if rest else None
    return named if named and named.name else Label("", "?")


_label_of = lru_cache(4096)(label_of)
