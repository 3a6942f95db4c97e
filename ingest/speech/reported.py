"""Reported speech in documents that record no meeting, where it is certain whose: “…”, said Jane Stone; selon M. X « … »."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from core.countries import mentions
from core.languages import STUDIED
from core.records import Intervention, Place, Role
from ingest.metadata.event_lines import is_name
from ingest.speech.belonging import belonging
from ingest.speech.labels import SpokenPage
from ingest.speech.manner import Common
from ingest.speech.narrated import NO_PERSON
from ingest.speech.speakers import PERSON, Label, label_of, spelled
from ingest.speech.telling import BRACKETS, SAID, SUBJECT, Sentence, sentences, wrapped

_QUOTE = re.compile(r"“[^“”]{12,900}”|«[^«»]{12,900}»|„[^„“”]{12,900}[“”]|\"[^\"\n][^\"]{11,900}\"")
_QUOTES = ("“", "«", "„", '"')
_WHO = rf"(?P<one>{PERSON}){BRACKETS.format('about')}"
_WHO_FIRST = rf"(?P<first>{PERSON}){BRACKETS.format('about_first')}"
_AFTER = wrapped(
    rf"[,.]?\s*(?:{SAID}\s{_WHO}|so\s{_WHO.replace('<one>', '<so>').replace('<about>', '<about_so>')}|{_WHO_FIRST}(?:,\s[^,.]{{3,90}},)?\s{SAID}\b)"
)
_BEFORE = wrapped(
    rf"\b(?:(?P<viewed>According\sto|Selon|D['’]après|Pour|Laut|[Ss]o|[Ss]elon|[Ll]aut|[Nn]ach)\s)?{_WHO}(?:,\s[^,.]{{3,90}}(?=[,:]))?"
    rf"(?:\s(?P<verb>{SAID})(?:\s(?:that|que|qu['’]|dass))?)?\s?[,:]?\s*$"
)
_HONOURED = (
    "Mr",
    "Ms ",
    "Ms.",
    "Mrs",
    "Mme",
    "Dr",
    "Prof",
    "Herr ",
    "Frau ",
    "M. ",
    "Madame ",
    "Monsieur ",
    "Senator ",
    "Sir ",
    "Hon.",
)
_ATTRIBUTED = re.compile(r"[:,]\s{0,2}[“«„\"]|[”»“\"],?\s{1,2}[^\W\d_]")
_TELLS_THAT = re.compile(
    r"\b(?:Mr|Ms|Mrs|Mme|Dr|Prof|Herr|Frau|M|Madame|Monsieur|Senator|Sir|Hon)\b\.?\s[^.;:!?]{2,90}?\b(?:that|how|why|whether|que|qu|dass|wie|ob)\b"
)
_BRACKETED = wrapped(rf"\)\s(?:{SAID})\s(?:that|how|why|whether|que|qu['’]|dass)\b")
_THAT = wrapped(
    r"\s*(?:that|how|why|whether|que|qu['’]|comment|pourquoi|si|dass|wie|ob)\b|\s*,\s(?:dass|ob|wie)\b|[^.;:]{0,40}?,\sdass\b"
)
_PLACES = (("one", "about"), ("so", "about_so"), ("first", "about_first"))
_REACH = 220


def reported_speech(pages: Sequence[SpokenPage]) -> list[Intervention]:
    """The reported statements of all pages, in order; those that go on over a page's end are left out."""
    common = Common(pages)
    return [statement for page in pages for statement in _on(page, common)]


def _on(page: SpokenPage, common: Common) -> list[Intervention]:
    text = page.text
    told = any(mark in text for mark in _HONOURED) and bool(_TELLS_THAT.search(text))
    told = told or bool(_BRACKETED.search(text))
    quoted = any(mark in text for mark in _QUOTES) and bool(_ATTRIBUTED.search(text))
    if not (told or quoted):
        return []
    each = sentences(text)
    found = [one for quote in _QUOTE.finditer(text) if (one := _of_quote(page, quote, each, common))] if quoted else []
    for sentence in each if told else ():
        if not any(one.first.offset < sentence.end and sentence.start < one.last.offset for one in found):
            one = _of_sentence(page, sentence, common)
            found += [one] if one else []
    return sorted(found, key=lambda one: one.first)


def _of_quote(page: SpokenPage, quote: re.Match[str], each: Sequence[Sentence], common: Common) -> Intervention | None:
    """Whose a quotation is, by the words right before it, or right behind it."""
    text = page.text
    begin = max(quote.start() - _REACH, each[_sentence_at(each, quote.start())].start)
    before = _BEFORE.search(text[begin : quote.start()])
    if before and (before["verb"] or before["viewed"]):
        label = _somebody(before["one"], common)
        return _statement(page, begin + before.start(), quote.end(), each, label, before["about"], before[0])
    behind = _AFTER.match(text, quote.end(), min(len(text), quote.end() + _REACH))
    if behind is None or (behind["first"] and "," not in (quote[0][-2], behind[0].lstrip()[:1])):
        return None
    name, about = next(pair for pair in _PLACES if behind[pair[0]])
    return _statement(
        page, quote.start(), behind.end(), each, _somebody(behind[name], common), behind[about], behind[0]
    )


def _of_sentence(page: SpokenPage, sentence: Sentence, common: Common) -> Intervention | None:
    """A sentence that begins with somebody who says that something is so: with an honorific, or with country or organisation."""
    match = SUBJECT.match(page.text, sentence.start, sentence.end)
    if not match or not match["one"] or match["more"] or not _THAT.match(page.text, match.end(), sentence.end):
        return None
    if not re.search(rf"(?:{SAID})$", spelled(match["verb"]).replace(" ", " ")):
        return None
    label = _somebody(match["one"], common)
    of = belonging([spelled(match["about"])]) if match["about"] else None
    if not label or not (label.sure or (of and (of.countries or of.organisations))):
        return None
    return _statement(page, sentence.start, match.end(), [sentence], label, match["about"], match[0])


def _somebody(text: str, common: Common) -> Label | None:
    """The person a name is of, beyond doubt: with an honorific, or two words that are no common ones, no country's or body's."""
    label = label_of(text)
    if label is None or not label.name or label.chair:
        return None
    if label.sure:
        return label
    plain = len(label.name.split()) > 1 and is_name(label.name) and not NO_PERSON.search(label.name)
    named = plain and any(mentions(label.name, language) for language in STUDIED)
    return label if plain and not named and not common.share(label.name) else None


def _statement(
    page: SpokenPage, start: int, end: int, each: Sequence[Sentence], label: Label | None, about: str | None, said: str
) -> Intervention | None:
    """From the quotation, or the beginning of its sentence, to the end of the last sentence it is in."""
    if label is None:
        return None
    last = each[_sentence_at(each, max(start, end - 1))].end
    text = page.text[start:last].rstrip()
    of = belonging([spelled(about)]) if about else belonging(())
    evidence = f"Reported speech: “{spelled(said).strip(' ,.:')}”"
    return Intervention(
        Place(page.number, start), Place(page.number, start + len(text)), Role.REPORTED, (label.written,), (label.written,),
        of.countries, of.organisations, "", evidence,
    )  # fmt: skip


def _sentence_at(each: Sequence[Sentence], offset: int) -> int:
    return max(0, bisect_right([sentence.start for sentence in each], offset) - 1)
