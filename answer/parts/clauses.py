"""Clauses that answer: reasons, definitions and lists, by the words that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from core.records import Span

_REASON: Mapping[str, str] = {
    "en": r"\bbecause(?: of)?\b|\bdue to\b|\bowing to\b|\bthanks to\b|\bas a result of\b|\b(?:in order|so as) to\b|\bso that\b"
    r"|\bon the grounds?\b|, (?:since|as|for)\b|\bcaused by\b|\bfor (?:the )?(?:reasons?|purposes?) of\b|\bto (?:avoid|ensure|prevent|allow|enable|help|protect|reduce|improve|make|increase|provide|support|create|promote)\b|\bAs a result\b",
    "fr": r"\bparce qu[e'’]|\bcar\b|\bpuisqu[e'’]|\ben raison d[eu'’]|\bà cause d[eu'’]|\bgrâce (?:à|aux?)\b|\bafin (?:de|d['’]|qu)|\bpour (?:que|qu['’])|\bdu fait\b|\bdans le but\b"
    r"|\bfaute de\b|\bétant donné\b|\bsuite à\b|\bpour (?:\w+er|\w+ir|faire|mettre|rendre)\b|\bpermet(?:tant|tent)?\b|\bsous prétexte\b|\bpour des raisons\b",
    "de": r"\bweil\b|\bda\b|\bdenn\b|\bwegen\b|\baufgrund\b|\bauf Grund\b|\bdank\b|\binfolge\b|\bum\b(?=[^.]{3,120}? zu )|\bdamit\b|\bsodass\b|\bzumal\b|\bnämlich\b|\bmit dem Ziel\b|\bdadurch\b|\bdurch\b",
}
_COPULA: Mapping[str, str] = {
    "en": r"\b(?:is|are|was|were|means?|refers? to|(?:is|are) defined as|stands? for|denotes?|describes?|consists? of|includes?|comprises?)\b",
    "fr": r"\b(?:est|sont|était|étaient|désignent?|signifient?|se définit|consistent?|représentent?|regroupent?|comprend)\b|\bon entend par\b|c['’]est-à-dire",
    "de": r"\b(?:ist|sind|war|waren|bezeichnet|bezeichnen|bedeutet|bedeuten|heißt|heisst|umfasst|versteht man|nennt man|steht für|besteht aus)\b",
}
_APPOSITION: Mapping[str, str] = {
    "en": r",? ?[,(–] ?(?:an?|the|or|one of|i\.e\.,?|that is,?) [^,()–;.]{4,120}|\([^()]{3,100}\)",
    "fr": r",? ?[,(–] ?(?:une?|l[ae]|les|l['’]|ou|soit|c['’]est-à-dire) ?[^,()–;.]{4,120}|\([^()]{3,100}\)",
    "de": r",? ?[,(–] ?(?:eine?[nrms]?|der|die|das|oder|d\. ?h\.|also) [^,()–;.]{4,120}|\([^()]{3,100}\)",
}
_ITEM = r"[^\s,;:.()][^,;:.()\n]{0,60}"
_LIST = re.compile(
    rf"{_ITEM}(?:[,;] {_ITEM})+(?:,? (?:and|or|as well as|et|ou|ainsi que|und|oder|sowie) {_ITEM})?|(?:\b(?:such as|including|like|tels? que|telles? que|notamment|comme|wie|etwa|darunter|z\. ?B\.|beispielsweise|nämlich)|:) {_ITEM}(?: (?:and|et|und|or|ou|oder) {_ITEM})?"
)
_LEAST = 3


@cache
def _compiled(language: str, what: str) -> re.Pattern[str]:
    table = {"reason": _REASON, "copula": _COPULA, "apposition": _APPOSITION}[what]
    return re.compile(table[language] if language in table else "|".join(table.values()))


def reasons(text: str, language: str) -> Iterator[Span]:
    """From the word that leads to a reason to the end of the sentence, or where it leads the sentence, to the comma."""
    found = _compiled(language, "reason").search(text)
    if found is None:
        return
    start = found.start() + len(found[0]) - len(found[0].lstrip(", "))
    comma = text.find(",", found.end()) if not text[:start].strip() else -1
    yield _trimmed(text, start, comma if comma > 0 else len(text))


def definitions(text: str, language: str, terms: Sequence[Span] = ()) -> Iterator[Span]:
    """What stands behind "is a" or "means", or as an apposition; where the `terms` are told, behind one of them."""
    first = min((span.end for span in terms), default=0)
    found = _compiled(language, "copula").search(text, first)
    beside = _compiled(language, "apposition")
    for span in terms:
        if apposed := beside.match(text, span.end):
            yield _trimmed(text, apposed.start(), apposed.end())
            return
    if found and found.end() < len(text) - _LEAST:
        yield _trimmed(text, found.end(), len(text))


def lists(text: str) -> Iterator[Span]:
    """Enumerations: at least three members, or those behind "such as" or a colon."""
    for found in _LIST.finditer(text):
        yield _trimmed(text, *found.span())


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without blanks and signs at its ends."""
    kept = text[start:end]
    return Span(start + len(kept) - len(kept.lstrip(" \u00a0\n,:;–(")), start + len(kept.rstrip(" \u00a0\n,:;–.!?)")))
