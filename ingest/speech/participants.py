"""Who took part, by a document's own lists: "Attendance", "Participants", "Présents", "Teilnehmer"; and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.metadata.event_lines import country_named, folded
from ingest.metadata.title_page import is_prose
from ingest.speech.labels import SpokenPage
from ingest.speech.speakers import CHAIR, HONOUR, NAME, cased, label_of, spelled

_HEADING = re.compile(
    r"^[ \t]*(?:\d{1,2}\.?\s|[A-Z]\.\s|[IVX]+\.\s)?(?i:(?:list of |members |meeting |webinar |name of |confirmed "
    r"|registered )?(?:attendance(?: list)?|attendees?(?: name)?|participants?"
    r"|those present|members present|present|in attendance|delegates|panel(?:l)?ists|speakers|presenters"
    r"|committee members|members|apologies"
    r"|liste (?:des|de) (?:participants?|présences?)|participante?s?|présents|personnes présentes|étaient présents?"
    r"|membres présents|intervenants"
    r"|teilnehmer(?:innen)?(?: und teilnehmer| und teilnehmerinnen)?|teilnehmende|teilnehmerliste|teilnahme"
    r"|anwesend(?:e|heit|heitsliste|\ssind|\swaren)?|anwesende mitglieder|referent(?:en|innen))"
    r"(?:\s(?:list|present|by country|und gäste|et invités|and guests|and apologies|organi[sz]ation.*"
    r"|affiliation.*))?)[ \t]*(?P<colon>:)?(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_COLUMNS = re.compile(
    r"(?i:\b(?:name|nom|initials?|initiales|kürzel)\b.*\b(?:organi[sz]ation|organisme|institution|affiliation"
    r"|country|pays|land|role|fonction|funktion)\b.*)"
)
_WITH_COUNTRY = re.compile(r"(?i:\b(?:country|pays|land|staat|delegation|member state)\b)")
_SEPARATED = re.compile(r"\s+[–—-]\s+|\s*[,;|\t]\s*|\s{2,}|\s*[()]\s*")
_INITIALS = re.compile(r"[A-Z](?:[A-Z]{1,3}|[A-Z][a-z]|[a-z][A-Z])")
_LEADING = re.compile(rf"(?:[•●○▪■◦*|–-]\s*|\d{{1,3}}[.)]\s+)?(?P<honour>(?:{HONOUR}\s*)*)(?P<name>{NAME})")
_OF_COUNTRY = re.compile(r"(?P<country>[^:]{3,40})\s?:\s*(?P<names>.+)")
_SENTENCE = re.compile(r"[.?!]$|\w[!?]\s\w|[a-z]{3}\.\s[A-Z]")
_LEADS = re.compile(rf"(?:{CHAIR}|(?i:in the chair))")
_LEADS_IN_BRACKETS = re.compile(rf"\s*[(\[,]\s*{CHAIR}\s*[)\]]?(?=\s|,|$)")
_LONG_LINE = 60
_OFFICE = re.compile(rf"(?P<office>[A-ZÄÖÜÉ][^\W\d_]{{3,40}})\s(?={HONOUR}\s*[A-Z])")
_MOST, _MOST_PAGES, _LONGEST = 400, 12, 160
_ENDS = re.compile(
    r"(?i:(?:agenda|item|session|summary|discussion|introduction|opening|minutes|topic|ordre du jour|point"
    r"|tagesordnung|top|transcript|proceedings|decisions?)\b)"
)


class Participant(NamedTuple):
    """Someone of a list: the words of the row; how many of them are the name (0 where the columns cannot be told apart),
    initials, and whether the list has a column of countries; the number of the page."""

    words: tuple[str, ...]
    named: int
    initials: str
    page: int
    countries: bool
    chair: bool = False

    @property
    def name(self) -> str:
        """The name, "" where it cannot be told from what follows."""
        return cased(" ".join(self.words[: self.named]))

    def behind(self, named: int) -> str:
        """What the row says after a name of so many words."""
        rest = " ".join(word for word in self.words[named:] if word.strip("()") != self.initials or not self.initials)
        return rest.strip(" –—-,;|")


def participants(pages: Sequence[SpokenPage]) -> list[Participant]:
    """All people of the lists of a document, in their order; [] where there is no list."""
    found: list[Participant] = []
    for at, page in enumerate(pages):
        for heading in _HEADING.finditer(page.text):
            if len(found) < _MOST and _begins_a_list(heading):
                found += _listed(pages, at, heading)
    return list({(one.words, one.page): one for one in found}.values())


def _begins_a_list(heading: re.Match[str]) -> bool:
    return bool(heading["colon"]) or not heading["rest"].strip(" .") or bool(_COLUMNS.search(heading[0]))


def _listed(pages: Sequence[SpokenPage], at: int, heading: re.Match[str]) -> Iterator[Participant]:
    """The rows below a heading, as long as they are people."""
    columns = bool(_COLUMNS.search(heading[0]))
    countries = bool(_WITH_COUNTRY.search(heading[0]))
    if heading["colon"] and heading["rest"].strip():
        yield from _in_one_line(_whole_list(pages[at].text, heading), pages[at].number)
    missed = 0
    for page in pages[at : at + _MOST_PAGES]:
        skipped = {span.start for span in page.running}
        offset = heading.end() + 1 if page is pages[at] else 0
        for line in page.text[offset:].split("\n"):
            start, offset = offset + len(line) - len(line.lstrip()), offset + len(line) + 1
            words = spelled(line)
            if not words or start in skipped or words.isdecimal():
                continue
            if _COLUMNS.search(words):
                columns, countries = True, countries or bool(_WITH_COUNTRY.search(words))
                continue
            rows = list(_rows(words, page.number, columns, countries))
            yield from rows
            missed = 0 if rows else missed + 1
            if missed > 2 or (not rows and (_ENDS.match(words) or is_prose(words))):
                return


def _whole_list(text: str, heading: re.Match[str]) -> str:
    """A list in running text: to the end of its sentence, at most a few lines further."""
    end = heading.end()
    said = heading["rest"]
    for line in text[end + 1 :].split("\n")[:12]:
        goes_on = (
            said.rstrip().endswith((",", ";", " and", " et", " und")) or len(said.rsplit("\n", 1)[-1]) > _LONG_LINE
        )
        if not goes_on or said.rstrip().endswith(".") or re.match(r"\s*(?:[^:\n]{2,40}:|\d{1,2}[.)]\s)", line):
            break
        said = f"{said}\n{line}"
    return spelled(said).rstrip(".")


def _in_one_line(said: str, page: int) -> Iterator[Participant]:
    """People between commas: "Jane Stone (chair), Tom Field (Ministry of Works); Ms Rao, Nepal"."""
    for part in re.split(r"\s*[;,]\s*(?![^()]*\))|\s+(?:and|et|und)\s+(?![^()]*\))", said):
        yield from _rows(part, page, False, False)


def _rows(words: str, page: int, columns: bool, countries: bool) -> Iterator[Participant]:
    """A row: the name first, then what there is; or a country, and its people behind a colon."""
    of = _OF_COUNTRY.fullmatch(words)
    if of and country_named(of["country"].strip()):
        for part in re.split(r"\s*[;,]\s*", of["names"]):
            if one := _row(part, page, False, True):
                yield one._replace(words=(*one.words, "–", *of["country"].split()))
    elif not of and (one := _row(words, page, columns, countries)):
        yield one


def _row(words: str, page: int, columns: bool, countries: bool) -> Participant | None:
    office = _OFFICE.match(words)
    words = words[office.end() :] if office and not re.fullmatch(HONOUR, office["office"]) else words
    leading = _LEADING.match(words)
    if not leading or len(words) > _LONGEST or _SENTENCE.search(words):
        return None
    row = words[leading.start("name") :]
    parts = _SEPARATED.split(row)
    chair = bool(office and _LEADS.fullmatch(office["office"])) or any(
        _LEADS.fullmatch(part.strip()) for part in parts[1:]
    )
    own = tuple(word for word in _LEADS_IN_BRACKETS.sub(" ", row).split() if word != "|" or "|" not in row[:40])
    for at in range(2, min(6, len(own))):
        if _stand_for(own[at].strip("()"), own[:at]):
            return Participant(own, at, own[at].strip("()"), page, countries, chair)
    first = parts[0].split()
    separated = len(parts) > 1 and bool(parts[1].strip())
    brackets = columns and separated and row[len(parts[0]) :].lstrip()[:1] == "("
    if 2 <= len(first) <= 4 and label_of(parts[0]) and (chair or not separated or not brackets):
        sure = len(first) if (separated or len(first) == 2) and (len(first) == 2 or not brackets) else 0
        return Participant(own, sure, "", page, countries, chair)
    if len(first) == 1 and leading["honour"] and label_of(leading[0]):
        return Participant(own, 1, "", page, countries, chair)
    unsure = columns and len(own) > 2 and own[0][:1].isupper() and own[1][:1].isupper()
    return Participant(own, 0, "", page, countries, chair) if unsure else None


def _stand_for(part: str, named: Sequence[str]) -> bool:
    """Whether a part of a row is the initials of the words before it."""
    if not _INITIALS.fullmatch(part):
        return False
    letters = [folded(word)[:1] for word in re.split(r"[\s.-]+", " ".join(named).strip(" .")) if word]
    wanted = iter(folded(part))
    first = next(wanted)
    rest = "".join(wanted)
    return (
        bool(letters)
        and first == letters[0]
        and len(rest) <= len(letters)
        and all(letter in "".join(letters[1:]) or at for at, letter in enumerate(rest))
    )
