"""Reads who speaks in a document, and for whom, from its title page. A name alone is not certain; see `Witness`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.records import Proposal
from ingest.metadata.event_lines import Person, country_named, folded, people
from ingest.metadata.title_page import TitlePage, TypeLine, is_prose, squeezed

_LABEL = re.compile(
    r"(?:(?:(?:presented|prepared|written|authored|delivered)\s+by|presenters?|speakers?|authors?|presentation by"
    r"|(?:présentée?|préparée?|rédigée?)\s+par|présentation de|auteure?s?|autrices?|intervenante?s?|conférenci(?:er|ère)s?"
    r"|(?:vorgetragen|vorgelegt|verfasst|erstellt|präsentiert)\s+von|vortrag von|referent(?:in|en|innen)?|autor(?:in|en|innen)?"
    r"|verfasser(?:in|innen)?)\s*:?|by|par|von|from\s*:|von\s*:|de\s*:)\s*",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"[^:]{2,40}:\s*\S?")
_TO = re.compile(r"(?:memorandum for|to\s*:|à l'attention|an\s*:)", re.IGNORECASE)
_HONOUR = re.compile(r"(?:Dr|Prof|Mr|Mrs|Ms|Mme|M)\.?\s|(?:Professor|Herr|Frau|The Hon)\.?\s")
_MAIL = re.compile(r"\S+@\S+")
_NOISE = re.compile(
    r"\S+@\S+|(?<=[^\W\d_])[\d*†‡¹²³]+(?=[\s,;]|$)|,?\s+(?:Ph\.?D|MPA|MBA|MA|M\.A\.|BSc|MSc|LL\.?M)\b\.?"
)
_ROLE = re.compile(
    r"\b(?:officers?|chief|director|directeur|directrice|head of|manager|minister|ministre|secretary|president|président"
    r"|professor|professeure?|advis[eo]r|analyst|consultant|administrator|coordinator|economist|commissioner|deputy|assistant|senior|lead"
    r"|fellow|researcher|chair|leiter(?:in)?|referatsleiter(?:in)?|staatssekretär(?:in)?|beauftragte|expert|counsel|engineer"
    r"|architect|specialist|ambassador|mayor|dean|lecturer|conseill\w+|sous-ministre|chargée?|responsable|executives?|members"
    r"|policy|section|meeting|session|edition|version|volume|table|contents|summary|data|standards|technology)\b",
    re.IGNORECASE,
)
_HEADS = (
    r"ministry|ministère|ministerium|department|département|office|bureau|institute?|universit\w+|college|school|agency|agence"
    r"|agentur|commission|council|conseil|authority|cent(?:re|er)|zentrum|laborato\w+|observato\w+|foundation|stiftung|fondation"
    r"|association|verband|society|secretariat|secrétariat|academy|académie|akademie|bank|library|government|gouvernement"
    r"|regierung|city|ville|stadt|direction|[\w-]*ministerium|[\w-]*institut|[\w-]*amt"
)
"""What an organisation's name begins with, or what stands in it before "of"."""
_TAILS = (
    rf"{_HEADS}|gmbh|inc|ltd|llp|corporation|lab|administration|treasury|parliament|group"
    r"|[\w-]+(?:ministerium|amt|stiftung|verwaltung|hochschule|kanzlei|institut|gesellschaft|behörde)"
)
"""What it ends with."""
_BODY = re.compile(
    rf"(?:the\s)?(?:executive\s)?(?:{_HEADS})\s.*|.*\b(?:{_HEADS})\s(?:of|for|on|de|des|du|für|der|des)\s.*"
    rf"|.*(?<![\w-])(?:{_TAILS})\.?|(?:.+\s)?policy forum|forum of .*|services?\s\w+|(?:bundes|landes)\w+(?:\s.*)?",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:conference|conférence|konferenz|roundtable|round table|table ronde|workshop|atelier|webinar|seminar|séminaire|meeting"
    r"|symposium|tagung|congress|kongress|summit|sommet|event|session|meeting|day|days|members|demonstration)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "of for and the de la le les des du et pour für und der die das in en au aux à zu to on am im & – - y".split()  # noqa: SIM905
)
_BESIDE = 3
"""Further words in small letters that an organisation may have beside a name: "Observatoire boréal des services"."""
_BODY_LABEL = re.compile(
    r"(?:organi[sz]ers?|organi[sz]ed by|hosted by|organisat(?:eur|rice)s?|organisé par|veranstalter|herausgeber|éditeur"
    r"|publishers?|published by|issued by|institution|affiliation|organi[sz]ation|organisme)\s*:\s*",
    re.IGNORECASE,
)
_MOST_LINES = 40
_LAST_WORDS = 3
"""Words of an organisation's name that may stand on its second line."""
_LONGEST_BODY, _MOST_WORDS = 90, 12


@dataclass
class _Findings:
    """What was found, in the order of the page, each with its line."""

    names: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


def people_proposed(page: TitlePage, title: str, author: str) -> Iterator[Proposal]:
    """Presenters, organisations and the presenters' country. `author` is the PDF's own: it may bear a name out, no more.

    A name counts where a label says whose it is ("Presented by"), or where the line below, an honorific, or the PDF's own
    author bears it out.
    """
    found = _Findings()
    lines = [line for line in page.lines[:_MOST_LINES] if line.text.strip()]
    _labelled(lines, title, found)
    if not found.names:
        _beneath(page, title, author, found)
    _letterhead(page, title, found)
    for name, values in (("presenters", found.names), ("organisations", found.bodies)):
        if values:
            said = " / ".join(dict.fromkeys(values.values()))
            yield Proposal(name, tuple(values), f"on the title page: “{said}”", page.number)
    if len(found.countries) == 1:
        ((code, said),) = found.countries.items()
        yield Proposal("countries_from", (code,), f"beside the organisation: “{said}”", page.number)


def is_organisation(text: str, beside_a_name: bool = False) -> bool:
    """Whether a line is an organisation's name and nothing else; beside a name, one may be written in smaller letters."""
    words = [word.strip("(),") for word in text.split()]
    small = [
        word
        for word in words
        if word[:1].islower() and word.casefold() not in _SMALL and not re.match("[dl]['’]", word)
    ]
    if (
        not 1 < len(words) <= 12
        or len(text) > _LONGEST_BODY
        or not text[0].isupper()
        or len(small) > _BESIDE * beside_a_name
    ):
        return False
    return not re.search(r"[\d:;?!“”]|\.$", text) and bool(_BODY.fullmatch(text)) and not _OCCASION.search(text)


def _labelled(lines: Sequence[TypeLine], title: str, found: _Findings) -> None:
    """Names behind a label, and on the lines below it while these are names, roles and organisations."""
    at = 0
    while at < len(lines):
        match = _LABEL.match(lines[at].text)
        rest = lines[at].text[match.end() :].strip() if match else ""
        who = _people(rest) if rest else []
        at += 1
        colon = bool(match and (":" in match[0] or " " in match[0].strip()))
        if not match or not (who or (colon and not rest)):
            continue
        for person in who:
            _take(person, lines[at - 1].text, found, labelled=True)
        while at < len(lines) and _follows(lines[at].text, title, found):
            at += 1


def _follows(text: str, title: str, found: _Findings) -> bool:
    """Takes the line below a name, where it goes on about people."""
    if _OTHER_LABEL.match(text) or is_prose(text) or squeezed(text) in squeezed(title):
        return False
    if who := _people(text):
        for person in who:
            _take(person, text, found, labelled=True)
        return True
    return _affiliation(text, found) or bool(_MAIL.search(text)) or (bool(found.names) and bool(_ROLE.search(text)))


def _beneath(page: TitlePage, title: str, author: str, found: _Findings) -> None:
    """Names on lines of their own, each borne out by something."""
    lines = [line.text.strip() for line in page.head if line.text.strip()]
    for at, text in enumerate(lines):
        if squeezed(text) in squeezed(title) or _LABEL.match(text):
            continue
        below = lines[at + 1] if at + 1 < len(lines) else ""
        for person in _people(text):
            if _borne_out(person, text, below, author):
                _take(person, text, found)
                if not _people(below):
                    _affiliation(below, found)


def _borne_out(person: Person, line: str, below: str, author: str) -> bool:
    known = set(folded(author).replace(",", " ").replace(";", " ").split())
    by_author = set(folded(person.name).split()) <= known
    beside = any(is_organisation(body, beside_a_name=True) for body in person.organisations)
    under = is_organisation(_without_country(below)[0]) or bool(_MAIL.search(below)) or bool(_HONOUR.match(line))
    return by_author or beside or under


def _affiliation(text: str, found: _Findings) -> bool:
    body, code = _without_country(text)
    if not is_organisation(body, beside_a_name=True):
        return False
    found.bodies.setdefault(body, text)
    if code:
        found.countries.setdefault(code, text)
    return True


def _without_country(text: str) -> tuple[str, str]:
    """("Southern Cross Service Lab", "AU") of "Southern Cross Service Lab, Australia"."""
    body, _, last = text.strip().rpartition(", ")
    code = country_named(last.strip()) if body else ""
    return (body, code) if code else (text.strip(), "")


def _take(person: Person, line: str, found: _Findings, labelled: bool = False) -> None:
    found.names.setdefault(person.name, line)
    for body in person.organisations:
        if is_organisation(body, beside_a_name=True) or (labelled and f"({body})" in line):
            found.bodies.setdefault(body, line)
    for code in person.countries:
        found.countries.setdefault(code, line)


def _people(text: str) -> list[Person]:
    """The people of a line that is nothing but names and what they belong to."""
    cleaned = " ".join(_NOISE.sub("", text).split()).strip(" ,;·|")
    who = people(cleaned) if not re.search(r"\d", cleaned) else []
    return who if all(_is_person(person.name) for person in who) else []


def _is_person(name: str) -> bool:
    shouted = name.isupper() and len(name) > 12
    return not (_ROLE.search(name) or _BODY.fullmatch(name) or _OCCASION.search(name) or shouted)


def _letterhead(page: TitlePage, title: str, found: _Findings) -> None:
    """Organisations on lines of their own: anywhere on a cover, else above the title; and those behind a label."""
    lines = [line for line in page.head if line.text.strip()]
    within = squeezed(title)
    named = next((at for at, line in enumerate(lines) if squeezed(line.text) and squeezed(line.text) in within), 0)
    end = len(lines) if page.cover else named
    recipients = False
    for at, line in enumerate(lines):
        text = " ".join(line.text.split())
        recipients = bool(_TO.match(text)) or (recipients and not _OTHER_LABEL.match(text))
        label = _BODY_LABEL.match(text)
        if recipients or squeezed(text) in within or _people(text) or (at >= end and not label):
            continue
        body, _ = _without_country(text[label.end() :] if label else _whole(lines, at))
        if is_organisation(body, beside_a_name=bool(label)):
            found.bodies.setdefault(body, text)


def _whole(lines: Sequence[TypeLine], at: int) -> str:
    """A line with the one below it, where a name in capitals goes on there in the same type."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else TypeLine("")
    ends = _BODY.fullmatch(below.text) or _TO.match(below.text) or len(below.text.split()) > _LAST_WORDS
    goes_on = line.text.isupper() and below.text.isupper() and line.size == below.size and not ends
    return " ".join((line.text.strip(), below.text.strip())) if goes_on else line.text.strip()
