"""How prose tells that somebody speaks: "Ms X (Nepal) noted that", "M. X précise que", "Frau Y weist darauf hin"."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from ingest.speech.speakers import CHAIR, HONOUR, NAME, TITLE

SAID = (
    r"(?:sa(?:id|ys)|stat(?:ed|es)|not(?:ed|es)|add(?:ed|s)|ask(?:ed|s)|repl(?:ied|ies)|answer(?:ed|s)|respond(?:ed"
    r"|s)|explain(?:ed|s)|argu(?:ed|es)|suggest(?:ed|s)|propos(?:ed|es)"
    r"|comment(?:ed|s)|mention(?:ed|s)|remark(?:ed|s)|observ(?:ed|es)|point(?:ed|s)\s(?:out|to)|stress(?:ed|es)"
    r"|emphasi[sz](?:ed|es)|underlin(?:ed|es)|underscor(?:ed|es)|highlight(?:ed|s)"
    r"|report(?:ed|s)|confirm(?:ed|s)|clarif(?:ied|ies)|indicat(?:ed|es)|inform(?:ed|s)|recall(?:ed|s)|remind(?:ed"
    r"|s)|request(?:ed|s)|recommend(?:ed|s)|announc(?:ed|es)|conclud(?:ed|es)"
    r"|warn(?:ed|s)|caution(?:ed|s)|wonder(?:ed|s)|question(?:ed|s)|reiterat(?:ed|es)|insist(?:ed|s)|declar(?:ed"
    r"|es)|maintain(?:ed|s)|acknowledg(?:ed|es)|told|writes?|wrote|testif(?:ied|ies)|claim(?:ed|s)|admit(?:s|ted)"
    r"|believ(?:ed|es)"
    r"|dit|déclare|indique|précise|explique|souligne|rappelle|demande|répond|ajoute|note|propose|suggère|constate"
    r"|remarque|estime|considère|observe|informe|annonce|insiste|évoque|mentionne"
    r"|signale|confirme|conclut|relève|affirme|soutient|avertit|regrette|écrit|fait\s(?:remarquer|observer|savoir"
    r"|valoir|part)|tient\sà|s['’](?:interroge|inquiète|étonne|exprime)|se\s(?:félicite|demande)"
    r"|a\s(?:dit|déclaré|indiqué|précisé|expliqué|souligné|rappelé|demandé|répondu|ajouté|noté|proposé|suggéré"
    r"|constaté|remarqué|estimé|observé|informé|annoncé|insisté|évoqué|mentionné|signalé|confirmé|conclu|relevé"
    r"|affirmé|fait\s(?:remarquer|observer|savoir|valoir|part))"
    r"|sagte?|erklärte?|fragte?|antwortete?|betonte?|ergänzte?|berichtete?|erläuterte?|meinte?|bestätigte?"
    r"|unterst(?:reicht|rich)|kritisierte?|fordert(?:e)?|verw(?:eist|ies)|w(?:eist|ies)|merkte?|führte?|informierte?"
    r"|h(?:ebt|ob)|erinnerte?|regte?|äußerte?|warnte?|plädierte?|b(?:ittet|at)|schl(?:ägt|ug)|hält|hielt|stellte?"
    r"|teilte?|möchte|gibt|gab|macht(?:e)?|hat|sieht|sah|schreibt|schrieb|kündigte?|schließt|schloss)"
)
"""Verbs of saying."""
_DOES = (
    r"(?:open(?:ed|s)|clos(?:ed|es)|welcom(?:ed|es)|thank(?:ed|s)|introduc(?:ed|es)|present(?:ed|s)|describ(?:ed"
    r"|es)|outlin(?:ed|es)|gave|gives|shar(?:ed|es)|provid(?:ed|es)|illustrat(?:ed|es)|rais(?:ed|es)"
    r"|invit(?:ed|es)|object(?:ed|s)|offer(?:ed|s)|agre(?:ed|es)|disagre(?:ed|es)|support(?:ed|s)|endors(?:ed|es)"
    r"|express(?:ed|es)|summari[sz](?:ed|es)|call(?:ed|s)\s(?:for|on|upon)|urg(?:ed|es)|mov(?:ed|es)|second(?:ed|s)"
    r"|made|makes|took\sthe\sfloor|takes\sthe\sfloor|was\sof\sthe\s(?:view|opinion)|was\spleased|was\sconcerned"
    r"|thought|felt|consider(?:ed|s)|advis(?:ed|es)|updat(?:ed|es)|brief(?:ed|s)|spoke|speaks|led|drew\sattention"
    r"|draws\sattention|review(?:ed|s)"
    r"|appreciat(?:ed|es)|join(?:ed|s)|referr(?:ed|s)|refer(?:red|s)|continued|continues|echoed|echoes"
    r"|elaborat(?:ed|es)|detail(?:ed|s)|walk(?:ed|s)|demonstrat(?:ed|es)|show(?:ed|s)|hoped|hopes|wished|wishes"
    r"|wanted|wants|read"
    r"|ouvre|clôt|lève|remercie|présente|salue|invite|souhaite|intervient|introduit|accueille|prend\sla\sparole"
    r"|donne|exprime|décrit|expose|revient|aborde|partage|résume|félicite|approuve|appuie|appelle|a\s(?:ouvert"
    r"|remercié|présenté|salué|invité|souhaité|pris\sla\sparole|donné|exprimé|décrit|exposé|partagé|résumé|levé"
    r"|clos|accueilli)"
    r"|begrüßte?|eröffnete?|dankte?|bedankte?|präsentierte?|stimmte?|leitete?|spr(?:icht|ach)|nennt|nannte|zeigte?"
    r"|beschr(?:eibt|ieb)|fasste?|unterstützte?|beantragte?|moderierte?|wirft|warf|geht|ging|skizzierte?|verliest"
    r"|verlas|würdigte?|lobte?)"
)
TELLS = rf"(?:{SAID}|{_DOES})"
"""Verbs of saying, and of what speakers do in a meeting."""
_ADVERB = (
    r"(?:(?:also|then|further(?:more)?|again|therefore|next|briefly|kindly|finally|however|later|subsequently"
    r"|additionally|in\sturn|in\s(?:response|reply|conclusion)|rightly|strongly|both|all|jointly|themselves|himself"
    r"|herself|ensuite|également|aussi|enfin|alors|puis|donc|ne|n['’]|y|en|lui|leur|les?|la|l['’]|auch|zudem|ferner"
    r"|dann|noch)[,\s]\s?){0,2}"
)
BRACKETS = r"(?:\s?\((?P<{}>[^()]{{1,120}})\))?"
_ONE = rf"(?:(?:(?:{HONOUR}|{TITLE})\s*)*{NAME}|(?:The|Le|La|Der|Die|L['’])\s?{CHAIR}|{CHAIR}(?=\s[a-zà-ÿ(]))"
_TAIL = r"(?:,\s(?P<tail>(?!who\b|qui\b)[^.;:!?]{2,160}?),)?"
_OF = r"(?:of|from|for|du|de\sla|de\sl['’]|de|des|d['’]|von|aus|der|des)\s?(?:the\s|la\s)?"
DELEGATE = (
    rf"(?:The|Le|La|Un|Une|A|One|Der|Die|Ein|Eine)\s(?:(?:permanent|deputy)\s)?(?:representative|delegate"
    rf"|delegation|observer|spokes(?:person|man|woman)|représentante?|déléguée?|délégation|observateur|observatrice"
    rf"|Vertreter(?:in)?|Delegation|Delegierte|Beobachter(?:in)?)\s{_OF}(?P<of>[A-ZÀ-Þ][^,.;:()]{{2,60}}?)"
)


def wrapped(pattern: str) -> re.Pattern[str]:
    """A pattern whose words may stand on two lines, a blank before the line's end."""
    return re.compile(re.sub(r"\\s\?", r"\\s{0,2}", re.sub(r"\\s(?![*?+{\]])", r"\\s{1,2}", pattern)))


SUBJECT = wrapped(
    rf"(?:(?:{DELEGATE})|(?P<one>{_ONE}){BRACKETS.format('about')}(?P<more>(?:(?:,\s|\s(?:and|et|und|&)\s"
    rf"|,\sand\s){_ONE}(?:\s?\([^()]{{1,120}}\))?){{0,4}}))"
    rf"{_TAIL}\s(?P<verb>{_ADVERB}{TELLS})\b(?!\s?:?\s?\n?\s?(?:by|von|par)\s)"
)
"""Somebody and a verb, where they begin a sentence."""
VIEWED = wrapped(
    rf"(?:For|According\sto|In\sthe\sview\sof|Pour|Selon|D['’]après|Für|Laut|Nach\sAnsicht\svon"
    rf"|Nach\sAuffassung\svon"
    rf"|Aus\sSicht\svon)\s(?P<one>{_ONE}){BRACKETS.format('about')}(?P<more>)(?P<tail>),(?P<verb>)"
)
"""Somebody whose view a sentence gives: "For Ms X, …"."""
INVERTED = wrapped(
    rf"\b(?P<verb>{SAID}|begrüßte?|eröffnete?|dankte?|präsentierte?"
    rf"|zeigte?)\s(?P<one>(?:(?:{HONOUR})\s*)+{NAME}){BRACKETS.format('about')}(?P<more>)(?P<tail>)"
)
"""Verb before somebody, within a sentence: "Anschließend berichtet Frau Y"."""
COLLECTIVE = re.compile(
    r"(?:The\s(?:meeting|committee|council|commission|board|(?:working |editorial |expert |drafting )?(?:group"
    r"|team)|audience|participants|members|attendees|panel|secretariat|delegations|majority|vast majority)"
    r"|Participants|Audience|Members|Attendees|Delegates|Delegations|(?:Most|Many|Some|Several|All"
    r"|A\snumber)\s(?:of\s)?|It\swas\s|There\s(?:was|were)\s|No\s(?:further|objections)|Le\s(?:comité|conseil"
    r"|groupe)|La\s(?:commission|réunion)|Les\s(?:participants|membres)"
    r"|Il\s(?:est|a\sété)\s(?:décidé|convenu)|Der\s(?:Ausschuss|Beirat|Rat|Vorstand)|Die\s(?:Teilnehm|Mitglieder"
    r"|Runde|Sitzung|Arbeitsgruppe|Anwesenden)|Es\swird|Es\swurde)\b"
)
"""What begins a sentence that is of all, and nobody's."""


class Sentence(NamedTuple):
    """A sentence of a page, `[start, end)`, and the bullet before it ("" for none)."""

    start: int
    end: int
    bullet: str


_BULLETS = "•●○▪■◦‣⁃\uf0a7\uf0b7"
_MARKS = re.compile(
    rf"(?P<bullet>[{_BULLETS}]|^[ \t]*(?:[*–-]|o)(?=\s))\s*|(?P<number>^[ \t]*\(?\d{{1,3}}(?:\.\d{{1,2}})*[.)])\s+(?=\S)",
    re.MULTILINE,
)
_STOPS = re.compile(r"[.!?…][”\"»“)\]]*\s+(?=[\"“„(]?[A-ZÀ-Þ]|«\s?[A-ZÀ-Þ])")
_SHORTENED = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Dr|Prof|No|St|Hon|e\.g|i\.e|Nr|bzw|Sen|Rep|Mme|vs|cf|Abs|Art|Jr|Sr)|(?<![^\W_])[A-ZÀ-Þ])$"
)


def sentences(text: str, cuts: Collection[int] = ()) -> list[Sentence]:
    """The sentences of a page, as far as full stops, bullets and numbers tell them, and `cuts`, where others begin."""
    starts = {0: "", **dict.fromkeys(cuts, "")}
    for match in _STOPS.finditer(text):
        if match[0][0] != "." or not _SHORTENED.search(text, max(0, match.start() - 6), match.start()):
            starts.setdefault(match.end(), "")
    for match in _MARKS.finditer(text):
        starts[match.end()] = (match["bullet"] or match["number"]).strip()
    begins = sorted(starts)
    ends = [*begins[1:], len(text)]
    return [Sentence(start, end, starts[start]) for start, end in zip(begins, ends, strict=True) if end > start]
