"""Where a text names a speaker before the words: "Chair:", "Ms X (Nepal):", a bold name alone on its line, "Intervention de M. Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.records import Span
from ingest.pdf.pdf_lines import Line
from ingest.speech.speakers import ANSWER, CHAIR, HONOUR, NAME, PERSON, QUESTION, Label, label_of, spelled

_TIME = r"[(\[]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?[)\]]?"
_BEFORE = rf"[ \t]*(?:(?:[•●○▪■◦‣⁃\uf0a7\uf0b7*>–—-]|\(?\d{{1,3}}[.)]|\d{{1,2}}\.\d{{1,2}}\.?|\[\d{{1,3}}\]|{_TIME}(?:\s?[-–—>]+\s?{_TIME})?)[ \t]+)*[*_]*"
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
    rf"^{_BEFORE}(?P<label>(?:{HONOUR}\s*)+(?:(?:le|la|l['’])\s?[^\n.:?!,]{{3,40}}|{NAME}(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)(?:, [^\n.:?!]{{3,80}})?{_BRACKETS}"
    rf"|(?:The|Le|La|Der|Die|THE)\s{CHAIR}{_BRACKETS}|(?-i:CHAIR(?:MAN|WOMAN)?|Chair(?:man|woman)?)\s{NAME}|(?:The|THE)\s(?:SPEAKER|CLERK|COURT|WITNESS|Clerk|Speaker)"
    rf"|(?:Une|Plusieurs)\s(?:voix|députés|sénateurs)[^\n.:]{{0,40}}|[QA](?=\.\s))\.(?:\s?[–—-])?\s(?=[A-ZÀ-Ý0-9«“\"…(‘])",
    re.MULTILINE,
)
_DASH = re.compile(
    rf"^{_BEFORE}(?P<label>{PERSON}(?:,\s[^\n.:]{{3,90}})?{_BRACKETS}|(?:The |Le |La |Der |Die )?{CHAIR}{_BRACKETS})\s?\.\s?[–—]\s(?=\(?[A-ZÀ-Ý«“\"„…])",
    re.MULTILINE,
)
_TIMED = re.compile(rf"^{_BEFORE}(?P<label>{_UPPER}[^\n:()\[\]]{{1,60}}?)[ \t]*[,–—-]?[ \t]+{_TIME}[ \t]*$", re.MULTILINE)
_INTRODUCED = re.compile(
    r"^[ \t]*(?:\d{1,2}(?:\.\d{1,2})*\.?\s)?(?:(?i:intervention|statement|remarks|opening (?:remarks|statement)|closing (?:remarks|statement)|speech|address|contribution"
    r"|question|reply|response|comments?|presentation|testimony|allocution|discours|déclaration|exposé|présentation|témoignage|réponse|remarques"
    r"|beitrag|wortbeitrag|wortmeldung|redebeitrag|stellungnahme|vortrag|rede|ansprache|grußwort|frage|antwort)s?)"
    rf"(?i:\s(?:by|of|from|de|du|d['’]|par|von|des|der)\s?|\s?:\s)(?i:the\s|la\s|le\s|l['’])?(?P<label>(?:{PERSON}|{CHAIR}\s{NAME})(?:[,–—-]?\s[^\n]{{0,100}})?)[ \t]*$",
    re.MULTILINE,
)
_CAPITALS = re.compile(rf"^[ \t]*(?P<label>(?:{_UPPER}|[ .,'’()-]){{5,60}})[ \t]*$", re.MULTILINE)
_SAID = re.compile(
    r",?\s(?:said|asked|replied|added|answered|continued|dit|demande|répond|ajoute|sagt|sagte|fragt|fragte|antwortet)\s*$"
)
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


def labels_on(page: SpokenPage) -> list[Labelled]:
    """All places of a page where a speaker may be named before the words, in their order; of two at one place the first kind."""
    found: dict[int, Labelled] = {}
    skipped = {span.start for span in page.running}
    for one in _all_on(page):
        if one.start not in skipped:
            found.setdefault(one.start, one)
    return [found[start] for start in sorted(found)]


def _all_on(page: SpokenPage) -> Iterator[Labelled]:
    text = page.text
    yield from _told(page, _INTRODUCED, "introduced")
    if ":" in text:
        yield from _told(page, _COLON, "colon")
        yield from _told(page, _LONG_OFFICE, "colon")
        yield from _told(page, _TIMED, "time")
    yield from _told(page, _STOP, "stop")
    if "–" in text or "—" in text:
        yield from _told(page, _DASH, "dash")
    for line in page.lines:
        if line.bold and line.end - line.start <= 120:
            yield from _alone(page, line.start, line.end, "bold")
    for match in _CAPITALS.finditer(text):
        yield from _alone(page, *match.span("label"), "capitals")


def _told(page: SpokenPage, pattern: re.Pattern[str], how: str) -> Iterator[Labelled]:
    for match in pattern.finditer(page.text):
        start, end = match.span("label")
        label = _asked(match["label"]) if how in ("colon", "stop") else label_of(match["label"])
        if label and not (how == "introduced" and _LISTED.search(match["label"])):
            asked = label.honour == "?"
            start = match.end() - len(match[0].lstrip()) if how == "introduced" else start
            said = spelled(match[0].strip())
            yield Labelled(page.number, start, end, match.end(), label, "asked" if asked else how, said)


def _asked(text: str) -> Label | None:
    """A label before a colon, which may be one of questions and answers: "Q (Ms X, Nepal):"."""
    if begun := _INTRODUCED.match(text.rstrip()):
        return label_of(begun["label"])
    base, _, rest = spelled(_SAID.sub("", text)).partition("(")
    if not (QUESTION.fullmatch(base.strip()) or ANSWER.fullmatch(base.strip())):
        return label_of(_SAID.sub("", text))
    named = label_of(rest.rstrip(") ")) if rest else None
    return named if named and named.name else Label("", "?")


def _alone(page: SpokenPage, start: int, end: int, how: str) -> Iterator[Labelled]:
    said = page.text[start:end].rstrip(" :.–—")
    label = label_of(said)
    if label and (label.name or label.chair) and not _LISTED.search(said):
        yield Labelled(page.number, start, start + len(said), end, label, how, spelled(said))
