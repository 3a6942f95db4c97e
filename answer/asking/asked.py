"""What kind of answer a question wants, by its question word and the noun behind it.

The types follow Li & Roth 2002 ("Learning question classifiers") in the coarse; they are told by rules, one table a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from answer.asking.kinds import Kind
from answer.asking.nouns import kind_of_noun
from core.languages import STUDIED
from core.records import Span
from index.analysis import fold, stop_words, tokens


class Asked(NamedTuple):
    """The kind of answer; the noun that names what is asked for ("minister" of "which minister"), if any; and the words that
    only say what is asked for: "how many", "in which year"."""

    kind: Kind
    focus: Span | None = None
    asking: tuple[Span, ...] = ()


_BY_NOUN = None
"""The noun behind the question word says it."""

# Of each language: what asks → the kind. The first in the text counts; at one place, the first here.
_WAYS: Mapping[str, tuple[tuple[str, Kind | None], ...]] = {
    "en": (
        (r"how (?:many|much) (?:percent|per cent|of a percentage)\b|what (?:percentage|percent|proportion|share|fraction)\b",
         Kind.PERCENT),
        (r"how (?:much|many) (?:time|years|months|weeks|days|hours|minutes|seconds|decades)\b|for how long\b|how long\b",
         Kind.DURATION),
        (r"how much (?:money|does .{1,60}? cost|do .{1,60}? (?:cost|pay)|did .{1,60}? (?:cost|pay|spend)|is paid|was paid|was spent)\b",
         Kind.MONEY),
        (r"how (?:many|much|old|tall|high|large|big|deep|far|fast|wide|heavy|often|hot|cold|few)\b", Kind.NUMBER),
        (r"how (?:come|is it that)\b|why\b|(?:for|with) what (?:reason|purpose)s?\b|what (?:causes?|caused|prompted|motivated|led to)\b",
         Kind.REASON),
        (r"(?:since|until|till|by|from) when\b|when\b|(?:at )?what time\b", Kind.DATE),
        (r"(?:to|by|from|with|for|of|against|on) whom?\b|who(?:se|m|'s)?\b", Kind.PERSON),
        (r"(?:from |to )?where\b", Kind.PLACE),
        (r"(?:name|list|enumerate|give|tell me|state|identify)\b(?= (?:the|a|an|all|some|any|one|two|three|four|five|\d+)\b)", Kind.LIST),
        (r"what does .{1,80}? (?:mean|stand for|refer to)\b|what (?:is|are) meant by\b|(?:define|definition of|meaning of)\b", Kind.DEFINITION),
        (r"(?:in|on|at|by|for|from|to|of|with|during|under|into|since|until) (?:what|which)\b|what|which\b", _BY_NOUN),
        (r"\A(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had)\b", Kind.YES_NO),
        (r"\A(?:the )?(?:number|percentage|share|cost|price|fees?|date|year|name|reasons?|duration|population|amount)s? (?:of|for)\b", _BY_NOUN),
    ),
    "fr": (
        (r"(?:quel(?:le)?s? |de )?(?:pourcentage|proportion)\b", Kind.PERCENT),
        (r"(?:pendant|depuis|en|dans) combien (?:de |d')(?:temps|ans|annees|mois|jours|semaines|heures|minutes)\b"
         r"|combien (?:de |d')(?:temps|ans|annees|mois|jours|semaines|heures|minutes|siecles)\b", Kind.DURATION),
        (r"combien .{0,60}?(?:cout|paye|paie|d'argent|d'euros|de dollars|gagn|vaut|valait)\w*", Kind.MONEY),
        (r"(?:a |de |en |par |d'ici )?combien\b", Kind.NUMBER),
        (r"pourquoi\b|pour quel(?:le)?s? (?:raison|motif|cause|but)s?\b|dans quel but\b|en raison de quoi\b|qu'est-ce qui (?:explique|cause|a cause|provoque|a provoque)\b",
         Kind.REASON),
        (r"(?:depuis |jusqu'a |a partir de |de )?quand\b", Kind.DATE),
        (r"(?:que (?:signifie|signifient|designe|designent|veut dire|represente))\b|qu'(?:entend-on|est-ce qu'un|est-ce qu'une|est ce qu'un|est ce qu'une)\b|c'est quoi\b|definition d\w*|signification d\w*",
         Kind.DEFINITION),
        (r"qu'est[- ]ce que? (?:l[ae']|les|un|une)\b", Kind.DEFINITION),
        (r"comment (?:s'appel|se nomm|s'intitul|est appele|est nomme|appelle-t-on|nomme-t-on)\w*", _BY_NOUN),
        (r"(?:a|de|par|avec|contre|pour|chez|sur|grace a) qui\b|qui est-ce qui\b|\Aqui\b|\bqui\Z", Kind.PERSON),
        (r"(?:d'|par |vers )?ou (?=\w)(?!bien\b)", Kind.PLACE),
        (r"(?:cite[zr]?|nomme[zr]|listez?|lister|enumere[zr]?|donne[zr]?|indique[zr]?)\b", Kind.LIST),
        (r"(?:a|de|en|dans|sur|par|pour|avec|sous|vers|depuis|contre|chez|jusqu'a|a partir de|lors de)? ?(?:quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s)\b",
         _BY_NOUN),
        (r"\Aqu(?:e|')\b|\Aqu'|\b(?:quoi|comment)\b", Kind.OPEN),
        (r"\Aest[- ]ce qu\w*", Kind.YES_NO),
        (r"\A(?:l[ae] |les |l')?(?:nombre|pourcentage|part|cout|prix|tarif|date|annee|nom|raisons?|duree|population|montant|delai)s? (?:de|d'|du|des)\b", _BY_NOUN),
    ),
    "de": (
        (r"(?:wie ?viele?|welche[rmns]?) (?:prozent\w*|anteil)\b|zu welchem anteil\b", Kind.PERCENT),
        (r"(?:seit |fur )?wie ?lange?\b|wie ?viele?n? (?:zeit|jahren?|monaten?|wochen?|tagen?|stunden?|minuten?|sekunden?)\b", Kind.DURATION),
        (r"wie ?viel (?:geld|euro|dollar)\b|wie ?viel .{0,60}?(?:kost|zahl|bezahl|verdien)\w*|was kostet\w*", Kind.MONEY),
        (r"(?:mit |in |zu |auf |fur |von |um |bei )?wie ?viele?[nr]?\b|wie (?:hoch|alt|gross|oft|weit|schnell|tief|breit|schwer|haufig|warm|kalt)\w*", Kind.NUMBER),
        (r"warum\b|weshalb\b|wieso\b|weswegen\b|wozu\b|aus welche[mn] gr\w+|zu welchem zweck\b|was (?:verursacht|veranlasst|fuhrt\w* zu)\w*", Kind.REASON),
        (r"(?:seit |bis |ab )?wann\b", Kind.DATE),
        (r"(?:von|mit|fur|an|durch|gegen|bei|zu|unter|neben|nach) we[mn]\b|wer\b|wessen\b|wem\b|wen\b", Kind.PERSON),
        (r"wo\b|wohin\b|woher\b", Kind.PLACE),
        (r"was (?:bedeutet|bedeuten|heisst|versteht man|bezeichnet)\b|wofur steh\w+|wie (?:ist|wird) .{1,80}? definiert\b|definition (?:von|des|der)\b|unter .{1,60}? versteht man\b", Kind.DEFINITION),
        (r"(?:nennen? (?:sie )?|nenne |liste\w* |zahlen? (?:sie )?|geben sie |gib )(?=\w)", Kind.LIST),
        (r"wie (?:heiss\w*|hiess\w*|laute\w*|nennt man|nannte man|wird|wurde)\b", _BY_NOUN),
        (r"(?:in|an|am|auf|aus|bei|mit|von|zu|zur|nach|fur|seit|bis|durch|unter|gegen|uber|vor|wahrend|im)? ?welche[rmns]?\b", _BY_NOUN),
        (r"was\b", _BY_NOUN),
        (r"\A(?:ist|sind|war|waren|hat|haben|hatte|hatten|kann|konnen|konnte\w*|wird|werden|wurden?|gibt|muss|mussen|darf|durfen|soll\w*|will|wollen)\b", Kind.YES_NO),
        (r"\A(?:die |der |das )?(?:anzahl|zahl|anteil|prozentsatz|kosten|preis|gebuhr\w*|datum|jahr|namen?|grunde?|dauer|betrag|hohe) (?:von|der|des|fur)\b", _BY_NOUN),
    ),
}  # fmt: skip

_INVERTED = re.compile(r"[^\W_]-(?:t-)?(?:ils?|elles?|on|nous|vous|je|tu|ce)\b")
"""A French question without a question word: "Faut-il…", "Le pays a-t-il…"."""
_WORD = re.compile(r"[^\W_]+")
_IS = {
    "en": re.compile(r"(?:what|which|who)(?:'s| (?:is|are|was|were|will be|has been))? ?(?:the |an? )?"),
    "fr": re.compile(
        r"quel(?:le)?s? (?:est|sont|etaient|etait|fut|furent|sera|seront|a ete)? ?(?:l[ae] |les |l'|une? )?"
    ),
    "de": re.compile(
        r"(?:was|welche[rmns]?|wie) (?:ist|sind|war|waren|lautete?n?|heisst|hiess)? ?(?:die |der |das |ein\w* )?"
    ),
}
_NAME_OF = {
    "en": re.compile(r"(?:the )?(?:first |full |real )?names? of (?:the |an? |his |her |its )?"),
    "fr": re.compile(r"(?:le )?(?:pre)?noms? (?:de |du |des |d')(?:l[ae] |l')?"),
    "de": re.compile(r"(?:der )?namen? (?:der |des |von |eines |einer )"),
}
_FEW_WORDS = 4
_NEAR_NOUNS = 5


def asked_for(text: str, language: str = "") -> Asked:
    """What a question asks for. It is read in `language`; in the one of the studied languages that its words are of, where it
    is not one of these. Never fails: what is no question is OPEN."""
    plain = _plain(text)
    languages = (language,) if language in STUDIED else _likely(plain)
    told = (asked for own in languages if (asked := _asked(plain, own)))
    return next(told, Asked(Kind.OPEN))


def _plain(text: str) -> str:
    """Letter for letter the text in lower case without accents, so that places are the same."""
    return "".join(_letter(letter) for letter in text)


@cache
def _letter(letter: str) -> str:
    if letter in "’‘ʼ`´":
        return "'"
    if letter.isspace():
        return " "
    folded = fold(letter)
    return folded if len(folded) == 1 else letter.lower()[:1] or letter


def _likely(plain: str) -> list[str]:
    words = [word for word, _, _ in tokens(plain)]
    counts = {code: sum(word in _folded_stop_words(code) for word in words) for code in STUDIED}
    return sorted(STUDIED, key=lambda code: -counts[code])


@cache
def _folded_stop_words(language: str) -> frozenset[str]:
    return frozenset(map(fold, stop_words(language)))


@cache
def _ways(language: str) -> tuple[re.Pattern[str], tuple[Kind | None, ...]]:
    ways = _WAYS[language]
    joined = "|".join(f"({way})" for way, _ in ways)
    return re.compile(rf"(?<![^\W_])(?:{joined})"), tuple(kind for _, kind in ways)


def _asked(plain: str, language: str) -> Asked | None:
    pattern, kinds = _ways(language)
    found = pattern.search(plain)
    if not found or found.lastindex is None:
        return Asked(Kind.YES_NO) if language == "fr" and _INVERTED.search(plain) else None
    kind = kinds[found.lastindex - 1]
    at = Span(*found.span())
    if kind is Kind.LIST:
        return _by_noun(plain, at, language, Kind.LIST)
    return Asked(kind, None, (at,)) if kind else _by_noun(plain, at, language, Kind.OPEN)


def _by_noun(plain: str, asking: Span, language: str, otherwise: Kind) -> Asked:
    """By the first noun behind the question word that tells; "what is X" with few words asks for a definition."""
    return next(_told(plain, asking, language), Asked(otherwise, None, (asking,)))


def _told(plain: str, asking: Span, language: str) -> Iterator[Asked]:
    start = asking.end
    for pattern in (_IS[language], _NAME_OF[language]):
        behind = pattern.match(plain, asking.start if pattern is _IS[language] else start)
        start = max(start, behind.end()) if behind else start
    words = [*_WORD.finditer(plain, start)]
    for word in words[:_NEAR_NOUNS]:
        if kind := kind_of_noun(word[0], language):
            yield Asked(kind, Span(*word.span()), (asking,))
        if word[0] in _folded_stop_words(language):
            break
    if (
        0 < len(words) <= _FEW_WORDS
        and start > asking.end
        and not any(word[0] in _folded_stop_words(language) for word in words)
    ):
        yield Asked(Kind.DEFINITION, Span(words[0].start(), words[-1].end()), (asking,))
