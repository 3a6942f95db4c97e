"""Clauses that answer: reasons, definitions and lists, by the words that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from answer.asking.kinds import Kind
from answer.asking.nouns import kind_of_noun
from answer.parts.names import is_body
from answer.tables import either
from core.records import Span

_ITEM = r"[^\s,;:.()][^,;:.()\n]{0,60}"
_PARENTHESIS = re.compile(r"(?: ?\([^()]{0,60}\))? ")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HEAD = re.compile(
    r"[^\w]*(?:\d[\d.]* )?(?:[Tt]he |[Aa]n? |[LlDd]['’]|L[ae]s? |D(?:er|ie|as) |Eine? |[A-Z][\w-]+(?:['’]s)? ){0,3}"
)
"""What may stand before a term that heads its sentence: a bullet, an article, another capital."""
_AFFILIATION = re.compile(
    r"(?:,\s+(?:the\s+)?|\s+(?:of|from|de|du|von|vom)\s+(?:(?:the|la|der|dem)\s+|l['’])?)(?P<who>[^,;.()“„«]{4,80})"
)
_ROLE = 3
"""Words behind a person's name, one of which says what they are."""
_SMALL = 2
"""Words in small letters between two of a long form."""
_LEAST = 3
"""Characters that must be left of a clause."""


def reasons(text: str, language: str) -> Iterator[Span]:
    """From the word that leads to a reason to the end of the sentence; where it begins the sentence, to the comma."""
    found = _pattern("reason", language).search(text)
    if found is None:
        return
    begins = not text[: found.start()].strip("\"'“„«(• \n")
    comma = text.find(",", found.end()) if begins else -1
    yield _trimmed(text, found.start(), comma if comma > 0 else len(text))


def definitions(text: str, language: str, terms: Sequence[Span] = ()) -> Iterator[Span]:
    """What one of the `terms` is or does: behind "is a", "means" or "provides", as an apposition or a body that somebody is of,
    or before an acronym in parentheses."""
    for term in _whole(text, terms):
        told = _beside(text, term, language) or _predicate(text, term, language)
        if told and told.end - told.start >= _LEAST:
            yield told
            return


def _whole(text: str, terms: Sequence[Span]) -> list[Span]:
    """Words next to one another as one term; only the longest such: of "Service Canada", not each "service"."""
    kept: list[tuple[Span, int]] = []
    for term in sorted(terms):
        if kept and not text[kept[-1][0].end : term.start].strip(" \u00a0\n-"):
            kept[-1] = (Span(kept[-1][0].start, max(term.end, kept[-1][0].end)), kept[-1][1] + 1)
        else:
            kept.append((term, 1))
    most = max((words for _, words in kept), default=0)
    return [term for term, words in kept if words == most]


def _predicate(text: str, term: Span, language: str) -> Span | None:
    """What is said of a term behind "is", few words after it; of one that heads its sentence also what it does."""
    led = _PARENTHESIS.match(text, term.end)
    start = led.end() if led else term.end
    said = _said(language).match(text, start)
    if said:
        told = _trimmed(text, said.end(), len(text))
        return None if _only_names(language).fullmatch(told.of(text)) else told
    does = _does(language).match(text, start) if _HEAD.fullmatch(text, 0, term.start) else None
    return _trimmed(text, does.start(), text.find(";", does.end()) % (len(text) + 1)) if does else None


def _beside(text: str, term: Span, language: str) -> Span | None:
    """An apposition to a term; the words that a term in parentheses, an acronym, stands for; the body that somebody is of."""
    short = term.of(text)
    if text[term.start - 1 : term.start] == "(" and text[term.end : term.end + 1] == ")" and short.isupper():
        return _long_form(text, short, term.start - 1)
    if beside := _apposition(language).match(text, term.end):
        return _trimmed(text, *beside.span())
    named = [word[:1].isupper() for word in short.split()]
    if len(named) > 1 and all(named) and (of := _AFFILIATION.match(text, term.end)):
        first = [word[0] for word in _WORDS.finditer(of["who"])][:_ROLE]
        role = any(kind_of_noun(word, language) in (Kind.PERSON, Kind.ORGANISATION) for word in first)
        return _trimmed(text, *of.span("who")) if role or is_body(of["who"]) else None
    return None


def _long_form(text: str, short: str, end: int) -> Span | None:
    """The words before an acronym whose initials spell it, small words between them passed over; else the word that has its
    letters in order; else as many words as it has letters, within their clause."""
    words = [*_WORDS.finditer(text, max(text.rfind(sign, 0, end) for sign in ";:•(") + 1, end)]
    if words and _is_spelled_by(short.lower(), words[-1][0].lower()):
        return Span(*words[-1].span())
    first = len(words)
    for letter in reversed(short):
        first = next(
            (at for at in range(first - 1, first - 2 - _SMALL, -1) if at >= 0 and words[at][0][0] == letter), -1
        )
        if first < 0:
            first = max(0, len(words) - len(short))
            break
    return Span(words[first].start(), words[-1].end()) if words else None


def _is_spelled_by(short: str, word: str) -> bool:
    """Whether a word begins with the first letter of a short form and has the others in order."""
    letters = iter(word)
    return word[:1] == short[:1] and all(letter in letters for letter in short)


def lists(text: str) -> Iterator[Span]:
    """Enumerations: at least three members, or those behind "such as" or a colon."""
    found = [*_several().finditer(text)] if "," in text or ";" in text else []
    yield from (_trimmed(text, *one.span()) for one in found or _led().finditer(text))


@cache
def _pattern(part: str, language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{either(part, language)})(?!\w)|(?<!\w)(?:{either(part, language)})(?<=['’])", re.IGNORECASE
    )


@cache
def _said(language: str) -> re.Pattern[str]:
    """A copula right behind a place, or a few small words after it."""
    return re.compile(
        rf"(?:[”“\"»’]? ?)?(?:[ \n]?(?!(?:{either('unreal', language)})\b)[a-zà-ÿ-]+[ \n]){{0,3}}?"
        rf"[ \n]?(?:{either('copula', language)})(?!\w)(?! ?,)(?![ \n](?:{either('negation', language)})(?!\w))"
    )


@cache
def _only_names(language: str) -> re.Pattern[str]:
    """An article with one word: "the survivor"."""
    return re.compile(rf"(?:{either('article_of_one', language)})[ \n]?[\w-]+")


@cache
def _does(language: str) -> re.Pattern[str]:
    return re.compile(rf"[ \n]?(?:{either('does', language)})(?!\w)")


@cache
def _apposition(language: str) -> re.Pattern[str]:
    led = rf",? ?[,(–] ?(?:{either('apposition', language)})\b ?[^,()–;.]{{4,120}}"
    aside = r"in |im |für |mit |[Vv]gl|[Ss]iehe|[Ss]ee |[Cc]f|[Vv]oir|p\.|S\.|z\. ?B|e\.g"
    return re.compile(rf"{led}|,? ?\((?!{aside})[^()]* [^()]{{3,100}}\)")


@cache
def _several() -> re.Pattern[str]:
    joined = either("and", "*")
    return re.compile(
        rf"(?<![^\s(“]){_ITEM}(?:[,;] {_ITEM})+,? (?:{joined}) {_ITEM}|(?<![^\s(“]){_ITEM}(?:[,;] {_ITEM}){{2,}}"
    )


@cache
def _led() -> re.Pattern[str]:
    joined, lead = either("and", "*"), either("such_as", "*")
    return re.compile(rf"(?:\b(?:{lead})|:) {_ITEM}(?: (?:{joined}) {_ITEM})?")


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without blanks and signs at its ends."""
    kept = text[start:end]
    inner = kept.strip(" \u00a0\n,:;–(.!?)")
    begin = start + kept.find(inner) if inner else start
    return Span(begin, begin + len(inner))
