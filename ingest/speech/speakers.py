"""How a speaker is written before their words: honorifics, offices, names, brackets; in English, French and German."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.metadata.event_lines import WORD, is_name

HONOUR = (
    r"(?:(?i:(?:the\s)?(?:right\s|rt\.?\s)?hon(?:ourable|orable)?\.?|(?:mr|mrs|ms|mx|dr|dr\.-ing|prof|rev|sen|rep"
    r"|cllr|mme|mmes|mlle|hr|abg)\b\.?"
    r"|l['’]hon(?:orable|\.)?|(?:miss|professor|professeure?|sir|dame|lord|lady|baroness|senator|congress(?:wo)?man"
    r"|ambassador|councillor"
    r"|le sénateur|la sénatrice|monsieur|madame|mademoiselle|maître|docteur|herrn?|frau|abgeordneter?|mdb|doctor"
    r"|ma[iî]tre)(?=\s))"
    r"|(?:M|MM)\.)"
)
"""What is said before a person's name only, or nearly so."""
TITLE = (
    r"(?i:(?:minister(?:in)?|ministre|deputy minister|vice[- ]minister|staatssekretär(?:in)?"
    r"|parl\. staatssekretär(?:in)?|bundesminister(?:in)?"
    r"|bundeskanzler(?:in)?|commissioner|commissaire|director|secretary|general|judge|justice|captain|colonel"
    r"|governor|mayor|dean|inspector"
    r"|representative|delegate|member|assemblyman|assemblywoman|counsel|magister|ministerialr[aä]t(?:in)?"
    r"|direktor(?:in)?|the hon)\.?(?=\s))"
)
"""Offices that stand before names, but before other words as well."""
CHAIR = (
    r"(?i:(?:co-|vice-|deputy\s|acting\s|temporary\s|interim\s|assistant\s)*(?:chair(?:man|woman|person|lady|s)?"
    r"|president|presiding officer"
    r"|moderator|facilitator|session chair|speaker pro tempore|convenor|convener)|(?:deputy"
    r"|acting)\sspeaker(?:\s\(.*\))?"
    r"|(?:vice-|co-)?présidente?|présidence|(?:co-?)?animat(?:eur|rice)|modérat(?:eur|rice)"
    r"|(?:stellv(?:ertretende[rn]?|\.)\s)?(?:[^\W\d_]+s)?vorsitz(?:ende[rn]?)?"
    r"|(?:vize|alters|bundestags|landtags)?präsident(?:in)?|(?:sitzungs|diskussions|versammlungs"
    r"|gesprächs)leit(?:er|erin|ung)|moderator(?:in)?"
    r"|moderation|obmann|obfrau)"
)
"""Who leads a meeting."""
_ARTICLE = r"(?i:the\s|le\s|la\s|l['’]|der\s|die\s|den\s)"
UNNAMED = re.compile(
    r"(?i:(?:an?\s|plusieurs\s|quelques\s|mehrere\s|another\s|the\s|une?\s|un autre\s|une autre\s|le\s|la\s|l['’]"
    r"|les\s|des\s|einer?\s|der\s|die\s|das\s|several\s|some\s|many\s"
    r"|other\s|weitere[rs]?\s|unidentified\s|unknown\s|male\s|female\s|multiple\s)*"
    r"(?:hon\.?\smembers?|(?:honourable\s)?members?(?:\sof\sthe\s(?:public|audience|committee))?|participants?"
    r"|participante|speakers?|voices?|voix|audience(?:\smember)?"
    r"|public|salle|guests?|delegates?|attendees?|panell?ists?|questioner|question from the (?:floor|audience)"
    r"|floor|interviewer|interviewee"
    r"|respondent|host|narrator|announcer|operator|secretary|secretariat|secrétariat|secrétaire|clerk|greffi(?:er"
    r"|ère)|rapporteur|witness(?:es)?|court|court reporter|counsel"
    r"|intervenante?s?|intervieweu(?:r|se)|journaliste|auditeur|auditrice|teilnehmer(?:in|innen)?|teilnehmende[rn]?"
    r"|sprecher(?:in)?|zuhörer(?:in)?"
    r"|publikum|interviewte[rn]?|interviewer(?:in)?|befragte[rn]?|zuruf|gast|wortmeldung|schriftführer(?:in)?"
    r"|protokollant(?:in)?"
    r"|observer|observateur|beobachter(?:in)?|minister|ministre|administrator|executive secretary"
    r"|executive director|interpreter|student|teacher"
    r"|citizen|resident|all|tous|alle|others|députés?|sénateurs?|abgeordneter?)"
    r"(?:\s(?:from|of|on|in|sur|du|de|des|dans|aus|von|der|im)\s[^,.:]{2,50})?(?:\s?(?:no\.?\s?|n[°o]\s?|#\s?)?(?:\d{1,3}"
    r"|[A-Z]))?)"
)
"""Somebody whose name the document does not tell."""
_MANY = re.compile(
    r"(?i:participante?s?|speakers|members|guests|delegates|attendees|panell?ists|presenters|witnesses|observers|intervenante?s|teilnehmer(?:innen)?|teilnehmende"
    r"|gäste|référents|public|all|tous|alle|others|students|residents|secretar(?:y|iat)|secrétaire|rapporteurs?|host|minister|ministre|administrator|citizen)"
)
"""What rather begins a list, or a field of a form."""
QUESTION = re.compile(r"(?i:q(?:uestion)?|f(?:rage)?)\s?\.?\s?\d{0,3}")
ANSWER = re.compile(r"(?i:a(?:nswer|ntwort)?|r(?:éponse|eply|esponse)?)\s?\.?\s?\d{0,3}")
_PARTICLE = (
    r"(?:(?:van|von|vom|zu|zur|zum|de|der|den|del|della|di|da|dos|das|du|des|la|le|el|al|bin|ibn|ben|ter"
    r"|ten|op|af|av|und|Van|Von|De|Del|Di|La|Le|Al)\s)"
)
_ODD = r"(?:Mc|Mac|O['’]|Fitz)[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:-[^\W\d_]+)*"
_UPPER = r"(?:Mc|Mac|O['’]|D['’])?[A-ZÀ-ÖØ-ÞŁŚŠČĆŽŹŻĐİŐŰŘ]{2,}(?:[-'’][A-ZÀ-ÖØ-ÞŁŚŠČĆŽŹŻĐİŐŰŘ]{2,})*"
NAME = (
    rf"{_PARTICLE}{{0,2}}(?:{_ODD}|{WORD}|{_UPPER}|[A-Z](?![^\W_'’]))(?:\s(?:{_PARTICLE}){{0,3}}(?:{_ODD}|{WORD}"
    rf"|{_UPPER}|[A-Z](?![^\W_'’]))){{0,4}}"
)
PERSON = rf"(?:(?:{HONOUR}|{TITLE})\s?)+{NAME}|{NAME}"
_LABELLED = re.compile(
    rf"(?:(?P<office>{_ARTICLE}?{CHAIR})(?:[\s,]+"
    rf"|$))?(?P<honour>(?:{HONOUR}\s*)*)(?P<title>(?:{TITLE}\s*)*)(?P<more>(?:{HONOUR}\s*)*)(?P<name>{NAME})?"
)
_LED = re.compile(
    rf"(?:(?:{HONOUR})\s*)?{_ARTICLE}?(?P<office>{CHAIR}|(?i:speaker|maire|bürgermeister(?:in)?|mayor))(?:\s(?i:of"
    rf"|de|du|der|des)\s.{{3,60}})?"
)
_ABOUT = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_OFFICE = re.compile(
    r"(?:The|Le|La|Der|Die)\s(?:[A-Z][\w-]+\s){0,3}(?:Minister|Secretary|Ministre|Secrétaire|Commissioner|Ambassador|Advocate|Leader|Whip|Solicitor)\b.{0,80}"
)
_CHAIRING = re.compile(rf"{_ARTICLE}?{CHAIR}|(?i:in the chair|leitung|leiterin|leiter)")
_SHORTEST_SHOUTED = 4
_SURNAME = re.compile(rf"(?:{_PARTICLE}){{0,3}}\S+")
_HONOURED = re.compile(r"(?:Mr|Mrs|Ms|Mme|Herrn?|Frau|Dr|Monsieur|Madame)\.?")
_PART = re.compile(r"[^\W\d_]{2,}")
_SPACE = re.compile(r"\s+")
_OF_PLACE = re.compile(rf"(?P<base>{HONOUR}\s*{NAME}) (?:of|from) (?P<place>[A-Z][^,]{{2,30}})")
_OFFICE_BEHIND = re.compile(rf"\s*[,–—-]\s*{_ARTICLE}?{CHAIR}$")


class Label(NamedTuple):
    """Somebody before their words: `name` without honorific ("" for who is not named), `honour` as written, what stands in
    brackets or behind a comma, and whether they lead the meeting. `sure` says that it can be nothing but a person."""

    name: str
    honour: str = ""
    about: tuple[str, ...] = ()
    chair: bool = False
    sure: bool = False

    @property
    def written(self) -> str:
        """The name as it is shown: with the honorific where it is a surname alone."""
        return f"{self.honour} {self.name}" if self.name and self.honour and not is_full(self.name) else self.name


def is_full(name: str) -> bool:
    """Whether a name is more than a surname."""
    return bool(name) and not _SURNAME.fullmatch(name)


def spelled(text: str) -> str:
    """Words on one line, without what breaks them at line ends."""
    return _SPACE.sub(" ", text.replace("\u00ad\n", "").replace("-\n", "-").replace("\u00ad", "")).strip()


def label_of(text: str) -> Label | None:
    """What a text that stands before a colon, or alone on its line, names as a speaker; None where it names none."""
    said = spelled(text).strip("*_ ")
    about = tuple(found.strip() for found in _ABOUT.findall(said) if found.strip())
    base = _ABOUT.sub(" ", said).strip(" ,–—-")
    if not base or len(base) > 140:
        return None
    chairs = any(_CHAIRING.fullmatch(part.strip()) for group in about for part in group.split(","))
    if re.fullmatch(r"(?:The|THE|Mr\.?|Madam) (?:Speaker|SPEAKER)", base):
        return Label("", about=about, chair=True, sure=True)
    if _MANY.fullmatch(base):
        return None
    if UNNAMED.fullmatch(base):
        return Label("", about=about)
    if office := _LED.fullmatch(base):
        named = next((name for name in map(_in_brackets, about) if name), None)
        if named:
            return named._replace(chair=True, sure=True)
        led = bool(re.fullmatch(CHAIR, office["office"])) or bool(re.match(rf"{_ARTICLE}|{HONOUR}", base))
        return Label("", about=about, chair=True, sure=True) if led else Label("", about=about)
    if _OFFICE.fullmatch(base) and len(about) == 1 and (named := _in_brackets(about[0])):
        return named._replace(about=(base, *named.about), sure=True)
    behind = _OFFICE_BEHIND.search(base)
    base = re.sub(rf"^({_ARTICLE}?{CHAIR}),? [–—-] |^({_ARTICLE}?{CHAIR}), ", lambda met: f"{met[1] or met[2]} ", base)
    base, *more = (base[: behind.start()] if behind else base).split(", ")
    if of := _OF_PLACE.fullmatch(base):
        base, more = of["base"], [of["place"], *more]
    found = _LABELLED.fullmatch(base)
    if not found or not found["name"]:
        return None
    name = found["name"]
    honour = _SPACE.sub(" ", " ".join((found["honour"], found["more"]))).strip()
    if not _is_person(name, bool(honour or found["office"])):
        return None
    if honour.isupper():
        honour = _PART.sub(lambda word: word[0].capitalize(), honour)
    tail = (", ".join(more),) if more else ()
    chair = bool(found["office"]) or chairs or bool(behind)
    return Label(cased(name, bool(honour)), honour, (*about, *tail), chair, bool(honour or found["office"]))


def _in_brackets(text: str) -> Label | None:
    """The person that brackets behind an office name: "The Chair (Ms Stone)"."""
    person, _, rest = text.partition(",")
    found = _LABELLED.fullmatch(person.strip())
    if not found or not found["name"] or found["office"]:
        return None
    honour = " ".join((found["honour"] + found["more"]).split())
    if not (honour or (len(found["name"].split()) > 1 and is_name(found["name"]))):
        return None
    return Label(cased(found["name"], bool(honour)), honour, (rest.strip(),) if rest.strip() else ())


def _is_person(name: str, honoured: bool) -> bool:
    words = name.split()
    if any(_HONOURED.fullmatch(word) for word in words):
        return False
    if honoured:
        return not (len(words) > 1 and not is_name(name))
    if len(words) == 1 and len(name) <= 4 and name.isupper():
        return name.isalpha() and len(name) > 1  # initials, which may be a country's code too
    return is_name(name) and not words[-1].endswith(".")


def cased(name: str, honoured: bool = False) -> str:
    """A name in capitals as it is written elsewhere: SMITH as Smith; what may be initials stays as it is."""
    words = name.split()
    if name.isupper() and len(name) <= 4 and not honoured:
        return name
    whole = name.isupper()
    return " ".join(_word_cased(word, whole) for word in words)


def _word_cased(word: str, whole: bool) -> str:
    if not word.isupper() or (not whole and len(word) < _SHORTEST_SHOUTED):
        return word
    if re.fullmatch(_PARTICLE, f"{word.lower()} "):
        return word.lower()
    return _PART.sub(lambda part: part[0].capitalize(), word)
