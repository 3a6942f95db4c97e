"""What a document says a speaker belongs to: countries and organisations, from brackets behind a name or a row of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.countries import mentions
from core.languages import STUDIED
from ingest.metadata.proposed_people import is_organisation
from ingest.speech.speakers import CHAIR

_PARTS = re.compile(r"\s+[–—-]\s+|\s*[,;|/()\[\]]\s*")
_NO_BODY = re.compile(
    r"(?i:(?:spoke |speaking |interpretation |translated )?(?:in|from|en|auf) (?:english|french|spanish|german"
    r"|arabic|russian|chinese|français|anglais|allemand|espagnol"
    r"|deutsch|englisch|französisch)|(?:via|by|par|per) (?:video|telephone|phone|zoom|teams|webex|visio\w*).*"
    r"|online|remote(?:ly)?|en ligne|virtuell|by correspondence"
    r"|on behalf of|au nom d[eu]s?|im namen|interpretation|continuing|cont\.?|contd\.?|suite|inaudible|\d.*|(?:he"
    r"|she|they)/\w+|guest|member|observer|observateur"
    r"|speaker|presenter|rapporteur|minutes?|notes?|secretary|secretariat|tba|tbc|n/?a|phone|absent|excused"
    r"|excusée?|entschuldigt|apologies|present|présente?"
    r"|independent.*|consultant|expert|retired|lib\.|cons?\.)"
)
_OFFICE = re.compile(
    r"(?i:\b(?:minister|ministre|director|directeur|directrice|head of|manager|officer|chief|secretary|commissioner"
    r"|commissaire|professor|professeur|president|président"
    r"|leiter|referent|staatssekretär|kanzler|bundes(?:minister|kanzler)|beauftragte|advis[eo]r|analyst|lead"
    r"|coordinator|spokes\w+|ambassador|delegate|mayor|maire"
    r"|bürgermeister|conseill|sous-ministre|chargée?|responsable|sprecher|mitglied|member|general counsel|deputy"
    r"|senior|parl\.)\w*)"
)
_SHORT_NAMES = ("UK", "US", "USA", "UAE", "U.S.", "U.K.", "U.S.A.")
_STATE = re.compile(
    r"(?:(?:Islamic|Bolivarian|Plurinational|Federative|Federal|Democratic|United|Arab|Co-operative|Socialist"
    r"|People['’]s)\s)*(?:Republic|State|Kingdom|Principality|Federation|République|Royaume|Republik)\s"
)
_INSTITUTION = re.compile(
    r"(?:Revenu|Services?|Statisti\w+|Health|Santé|Bank|Banque|Access|Employment|Emploi|Treasury|Library|Archives"
    r"|Bundes\w+|Centrelink|Medicare)\b"
)
_SUBJECT = re.compile(
    r"(?i:^(?:on behalf of|au nom d(?:e|u|es)|im namen (?:der|des|von)|for|pour)\s+(?:the\s|la\s|le\s|l['’])?)"
)
_ACRONYM = re.compile(r"[A-ZÄÖÜ][\w&/.-]{0,8}[A-ZÄÖÜ&][\w&/.-]{0,8}")
_LONGEST = 90


class Belonging(NamedTuple):
    """Codes of countries, and names of organisations."""

    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def country_of(text: str, doubtful: bool = False) -> str:
    """The country that a text names, whole and beyond doubt (or `doubtful` names too); "" where it names none."""
    said = re.sub(r"^(?i:the|la|le|les|l['’]|die|der)\s*(?=[A-Z])", "", text.strip())
    if len(said) <= 4 and said not in _SHORT_NAMES and said.isupper():
        return ""
    for language in STUDIED:
        found = mentions(said, language)
        whole = bool(found) and found[-1].span.end == len(said) and (found[0].span.start == 0 or _STATE.match(said))
        if whole and len({one.code for one in found}) == 1 and (found[0].sure or doubtful or _STATE.match(said)):
            return found[0].code
    return ""


def belonging(groups: Iterable[str], doubtful: bool = False, listed: bool = False) -> Belonging:
    """What stands in brackets or behind commas after a name: "Nepal", "World Bank, Kenya", "Minister of Health"."""
    countries: dict[str, None] = {}
    bodies: dict[str, None] = {}
    for group in groups:
        whole = _SUBJECT.sub("", group)
        for part in [whole] if country_of(whole, doubtful) else _PARTS.split(group):
            said = part.strip(" .–—-")
            code = country_of(said, doubtful)
            if code:
                countries[code] = None
            if (not code or _INSTITUTION.match(said)) and _is_body(said, listed):
                bodies[said] = None
    return Belonging(tuple(countries), tuple(bodies))


def of_row(rest: str, country_column: bool) -> Belonging:
    """What a row of a list says behind the name: "Meridian Policy Forum Canada" where there is a column of countries."""
    said = rest.strip(" –—-,;|")
    if not said or said.endswith("?"):
        return Belonging()
    if re.search(r"\s[–—|-]\s|[,;|]", said) or not country_column:
        return belonging([said], listed=True)
    base = re.sub(r"\s*\([^()]*\)$", "", said)
    for language in STUDIED:
        for one in mentions(base, language)[-1:]:
            if one.sure and one.span.end == len(base):
                body = base[: one.span.start].strip(" –—-,(/")
                return Belonging((one.code,), (body,) if _is_body(body, True) else ())
    return Belonging((), (said,) if _is_body(said, True) else ())


def _is_body(said: str, listed: bool) -> bool:
    """Whether words are an organisation's name: in a list what is no office or country; in brackets only what looks like one."""
    if not 2 <= len(said) <= _LONGEST or _NO_BODY.fullmatch(said) or re.fullmatch(CHAIR, said) or _OFFICE.search(said):
        return False
    return said[0].isupper() and (listed or bool(_ACRONYM.fullmatch(said)) or is_organisation(said, beside_a_name=True))
