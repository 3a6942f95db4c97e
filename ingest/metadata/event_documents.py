"""Finds the documents that an event page names: reports in its prose, presentations in its lists, the programme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.text_files import Line
from ingest.metadata.event_facts import PROGRAMME
from ingest.metadata.event_lines import PEOPLE, Person, dates, is_body, people

_LONGEST_ENTRY = 220
_LONGEST_PROSE = 5000
"""Characters of a line up to which it is searched for reports: the patterns take quadratic time."""
_REPORT = (
    r"(?P<report>(?:(?:background|final|summary|interim|progress|annual|country|comparative|conference|discussion|synthesis"
    r"|technical)\s)?"
    r"report"
    r"|rapport(?:\s(?:final|préliminaire|intérimaire|documentaire|de (?:synthèse|base|référence|recherche)|d[’']information))?"
    r"|(?:hintergrund|abschluss|tagungs|konferenz|ergebnis|zwischen|schluss)?bericht)s?\b"
)
_BY = r"(?:(?:[\wäöüéèà]+\s)?(?:by|par|von)|(?:prepared|written) jointly by|de la plume de)"
_ASKED = r"(?:commissioned|asked|invited|engaged|mandated|chargé|mandaté|demandé à|beauftragte|beauftragt|bat)"
_WROTE = (
    r"(?:(?:have|has|ont|a|haben|hat)\s)?"
    r"(?:prepared|wrote|written|authored|rédigé|préparé|verfassten|erstellten|schrieben|legten)"
)
_PEOPLE = f"(?-i:(?P<people>{PEOPLE}))"
_REPORTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_ASKED}\s{_PEOPLE}[^.]{{0,60}}?\b{_REPORT}(?P<subject>[^.;]*)",
        rf"\b{_REPORT}(?P<subject>[^.;]*?)[\s,–—:-]+{_BY}\s{_PEOPLE}(?P<later>[^.;]*)",
        rf"\b{_PEOPLE}\s{_WROTE}\b[^.]{{0,40}}?\b{_REPORT}(?P<subject>[^.;]*)",
    )
)
_SUBJECT = re.compile(
    r"\s*,?\s*(?P<how>covering|on|about|regarding|concerning|sur|portant sur|concernant|über|zu|zum|zur)\s+(?P<what>.+?)"
    r"(?=\s(?:liegt|ist|sind|steht|wurde|is|was|will|can|may|est|sera|a été|se trouve)\b|$)",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"(?P<how>details about|details on|information about|information on|(?:détails|renseignements|informations) sur)\s"
    r"(?P<what>[^,.;]+)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:[^\W\d_]+\s+){0,3}?(?:(?P<presentation>presentations?|papers|slides|présentations?|exposés?|communications|vorträge|präsentationen"
    r"|referate|beiträge|konferenzvorträge|tagungsvorträge)|(?P<report>reports?|rapports?|berichte?))"
    r"(?:\s+(?:and|et|und|of|de|der|du)\s+[\w\s’']{1,50})?\s*:?",
    re.IGNORECASE,
)
_IS_PROGRAMME = re.compile(
    rf"(?:.*\s)?{PROGRAMME}(?:\s(?:of the|de la|du|de l[’']|der|des|zur|for the)\s?\S.{{0,60}})?(?:\s\d{{4}})?",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:back to|retour|zurück|share|print|contact|kontakt|home|accueil|next|previous|top\b|read more|©|copyright|privacy|related"
    r"|impressum|datenschutz|follow us|partager|teilen)",
    re.IGNORECASE,
)
_SUBHEADING = re.compile(r"(?:session|panel|séance|sitzung|atelier|block|teil|partie|part)\b.{0,60}", re.IGNORECASE)
_MARKS = re.compile(
    r"\s*[(\[]\s*(?:pdf|pptx?|docx?|powerpoint|in (?:english|french|german)|en (?:français|anglais|allemand)|auf \w+"
    r"|english|french|german|français|anglais|allemand|deutsch)\b[^)\]]*[)\]]|\s[–-]?\s*pdf$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^(?:[•·*▪◦=+@–—-]+\s*|\d{1,2}[.)]\s+|\d{1,2}[:h]\d{2}(?:\s*[-–]\s*\d{1,2}[:h]\d{2})?\s*(?:Uhr\s*)?[:–-]?\s*)+"
)
_LANGUAGES = {
    "fr": r"in french|en français|auf französisch|[(\[](?:french|français)|ordre du jour",
    "en": r"in english|en anglais|auf englisch|[(\[](?:english|anglais)",
    "de": r"in german|en allemand|auf deutsch|[(\[](?:german|deutsch)|tagesordnung|programm\b",
}
_DASHED = re.compile(r"\s+[–—|-]\s+(?P<body>[^–—|]+?)(?=\s+[–—|-]\s|$)")
_URL = re.compile(r"https?://[^\s<>()]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A document that the page names; `subject` is the words that say what it covers, `doubt` what could not be told."""

    kind: str
    title: str = ""
    people: tuple[Person, ...] = ()
    link: str = ""
    subject: str = ""
    language: str = ""
    doubt: str = ""


class _Entry(NamedTuple):
    title: str
    people: list[Person]
    doubt: str = ""


@dataclass(slots=True)
class Findings:
    """What a page yields: its documents, people named with an organisation elsewhere on it, and notes."""

    documents: list[Found] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def documents(lines: Sequence[Line]) -> Findings:
    """All documents named by the lines of a page, in its order."""
    found = Findings()
    section = ""
    gaps: list[int] = []
    empty = seen = 0
    for line in lines:
        text, link = _cleaned(line)
        if not text:
            empty += 1
            continue
        seen += 1
        if len(text) > _LONGEST_PROSE:
            found.notes.append(f"A line of {len(text):,} characters was not searched for reports: “{text[:60]}…”.")
        heading = _HEADING.fullmatch(text) if len(text) <= 80 and not people(text) else None
        if heading and not (link and line.links and not line.heading):
            section, gaps = ("presentation" if heading["presentation"] else "report"), []
        elif reports := list(_reports(line)):
            found.documents += reports
        elif _is_programme(text):
            found.documents.append(Found("programme", text, link=link, language=_language(line.text)))
        elif (
            line.heading or _FURNITURE.match(text) or len(text) > _LONGEST_ENTRY or (len(gaps) > 1 and empty > gaps[1])
        ):
            section = ""
        elif section and not _SUBHEADING.fullmatch(text):
            gaps.append(empty)
            _take(found, section, line, text, link)
        elif not section:
            _elsewhere(found, line, text, link, seen)
        empty = 0
    return found


def _take(found: Findings, section: str, line: Line, text: str, link: str) -> None:
    title, who, doubt = _entry(text)
    kind = "report" if re.search(_REPORT, title, re.IGNORECASE) and len(title) <= 60 else section
    if who or link:
        doubt = doubt or ("" if who else "No presenter is named.")
        found.documents.append(Found(kind, title, tuple(who), link, language=_language(line.text), doubt=doubt))
    else:
        found.notes.append(
            f"“{text}” stands in the list of {section}s, but who presents it could not be told: left out."
        )


def _elsewhere(found: Findings, line: Line, text: str, link: str, seen: int) -> None:
    who = [person for person in people(text) if person.organisations or person.countries]
    found.others += who
    if who and seen <= 3:
        names = " and ".join(person.name for person in who)
        found.notes.append(f"{names} stands at the head of the page: whether as its author could not be told.")
    if not who and line.links and len(text) <= 80 and re.search(_REPORT, text, re.IGNORECASE) and _is_document(link):
        found.documents.append(Found("report", text, link=link, language=_language(line.text)))


def _reports(line: Line) -> Iterator[Found]:
    """The reports that a line names together with their authors, each with the first link behind its name."""
    matches: list[re.Match[str]] = []
    if len(line.text) > _LONGEST_PROSE or not re.search(_REPORT, line.text, re.IGNORECASE):
        return
    for pattern in _REPORTS:
        for match in pattern.finditer(line.text):
            if people(match["people"]) and all(match.end() <= m.start() or match.start() >= m.end() for m in matches):
                matches.append(match)
    matches.sort(key=lambda match: match.start())
    ends = [match.start() for match in matches[1:]] + [len(line.text) + 1]
    for match, following in zip(matches, ends, strict=False):
        start = line.text.rfind(". ", 0, match.start()) + 1
        links = [address for at, address in line.links if start <= at < following]
        links += _URL.findall(line.text[start:following])
        subject = _SUBJECT.match(match["subject"]) or _SUBJECT.match(match.groupdict().get("later") or "")
        subject = subject or _DETAILS.search(line.text, start, match.start())
        title = match["report"][0].upper() + match["report"][1:]
        if subject:
            how = subject["how"].split()[-1].casefold()
            title += f" {'on' if how == 'about' else how} {subject['what'].strip()}"
        link = next(filter(_is_document, links), links[0] if links else "")
        yield Found("report", title, tuple(people(match["people"])), link, subject["what"] if subject else "")


def _entry(text: str) -> _Entry:
    """Title and presenters of a line in a list: "X (Organisation)", "Title – X", "X: Title", "“Title”, X", "Title by X"."""
    text = _DASHED.sub(lambda match: f", {match['body']}" if is_body(match["body"]) else match[0], text)
    if who := people(text):
        return _Entry("", who)
    quoted = re.search(r"[“\"„«]\s*(?P<title>[^”\"“»]+?)\s*[”\"“»]", text)
    if quoted and (who := people((text[: quoted.start()] + text[quoted.end() :]).strip(" ,:–—-"))):
        return _Entry(quoted["title"], who)
    for split in (r",?\s+(?:by|par|von)\s+", r"\s+[–—|]\s+|\s+-\s+|\s*:\s+", r",\s+"):
        for match in re.finditer(split, text, re.IGNORECASE):
            left, right = text[: match.start()].strip(), text[match.end() :].strip()
            first, second = people(left), people(right)
            if first and second and match[0].strip() in "–—|-:" and not any(p.organisations for p in second):
                return _Entry(right, first, f"“{left}” was taken for the presenter and “{right}” for the title.")
            if second or (first and match[0].strip() != ","):
                return _untitled(left, second) if second else _Entry(right, first)
    return _Entry(text, [])


def _untitled(title: str, who: list[Person]) -> _Entry:
    bare = re.fullmatch(r"(?:presentation|présentation|exposé|vortrag|präsentation|slides)s?", title, re.IGNORECASE)
    return _Entry("" if bare else title, who)


def _is_programme(text: str) -> bool:
    return len(text) <= 100 and not text.endswith(".") and bool(_IS_PROGRAMME.fullmatch(text)) and not people(text)


def _cleaned(line: Line) -> tuple[str, str]:
    """The line without bullets, times, file marks and addresses; and the address that its document is at."""
    text = line.text if next(dates(line.text[:20]), None) else _BULLET.sub("", line.text)
    links = [address for _, address in line.links] + _URL.findall(text)
    text = _MARKS.sub("", _URL.sub("", text)).strip(" \t-–|")
    return text, next(filter(_is_document, links), links[0] if links else "")


def _is_document(address: str) -> bool:
    return bool(re.search(r"\.(?:pdf|pptx?|docx?|odp|odt)(?:[?#]|$)", address, re.IGNORECASE))


def _language(text: str) -> str:
    return next((code for code, said in _LANGUAGES.items() if re.search(said, text, re.IGNORECASE)), "")
