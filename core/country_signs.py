"""What stands beside a name and tells whether it means the country: titles, first names, languages, prepositions.

The words are in `core/data/country_signs.csv`. What is asked here is local: the words before and after a name.
"""

from __future__ import annotations

import re
from functools import cache

from core.countries import Mention, table
from core.languages import STUDIED

_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?[ \u00a0]+(?:[A-Z]\.[ \u00a0]+)?$")
_ANY_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)[\s\u00a0]+$")
_CAPITALISED_BEFORE = re.compile(r"([A-Z][\w’'-]*)\.?[ \u00a0]+$")
_NAME_AFTER = re.compile(r"[ \u00a0](?:[A-Z]\.[ \u00a0])?([A-Z][\w’'-]+)")
_WORD_AFTER = re.compile(r"(?:[\s\u00a0]|-\n?)+([^\W\d_][\w’'-]*)")
_LISTED_AFTER = re.compile(
    r"\s*(?:,|/|;|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|&|-)+\s*(?:and|or|und|oder|et|ou)?\s*([^\W\d_]+)"
)
_AFTER_IT = re.compile(r"[-\u2010\u2011\u2013\s]+(speaking|language)\b")
_HYPHENS = "-\u2010\u2011\u2013"
_POSTAL = re.compile(r",\s+([A-Z]{2})(?=\s+\d{5}\b|[\s,.;)]|$)")
_STATE_OF = re.compile(
    r"\b(?:state|commonwealth|governor|attorney general|city|county|university) of\s+$", re.IGNORECASE
)
_ASKED_OF_US = re.compile(
    r"\b(?:ABOUT|CONTACT|JOIN|FOLLOW|WITH|FOR|TO|OF|TELL|GIVE|HELP|BY|CALL|VISIT|FIND|ON|FROM|ALL|AND|LET|EMAIL)\s+$"
)
_MONEY = re.compile(r"\s?\$")
_WINDOW = 60
"""Characters that are looked at on either side of a name."""
_FUNCTION = frozenset(
    "is was are were be been and or of in to for by as at with from on has had have the a an but than that which who can may will"
    " et ou de des du en à au aux que qui est sont pour par sur dans avec"
    " und oder der die das den dem des in im zu zur für von vom mit auf ist sind war waren als".split()
)
_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD"
    " TN TX UT VT VA WA WV WI WY DC".split()
)
_PROVINCES = frozenset("AB BC MB NB NS NT NU ON PE QC SK YT".split())
_LANGUAGES_AS_NATIONS = {"English", "anglais", "anglaise", "englisch"}
"""They stand for their language more often than for a nation, and as adjectives for a part of one."""


@cache
def words(sign: str, language: str) -> frozenset[str]:
    """The words of one sign: those of the language (English where it has no table), and those of all."""
    own = language if language in STUDIED else "en"
    return frozenset(
        row["word"] for row in table("country_signs.csv") if row["sign"] == sign and row["language"] in (own, "*")
    )


def is_person(text: str, mention: Mention, language: str) -> bool:
    """Whether the name is a person's here: "Ms Ireland", "Michael Jordan", "Jordan Smith"."""
    start, end = mention.span
    name = text[start:end]
    if " " in name or "\n" in name or mention.kinds[0] == "institution":
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _WINDOW), start)
    if before and (before[1] in words("person", language) or _given(text, before, mention, language)):
        return True
    after = _NAME_AFTER.match(text, end) if name in words("name_too", language) else None
    return after is not None and after[1] in words("surname", language)


def _given(text: str, before: re.Match[str], mention: Mention, language: str) -> bool:
    """Whether the word before is a first name, and no saint's or fort's."""
    state = mention.sure and mention.kinds[0] == "subdivision" and language == "en"
    holy = re.search(
        r"(?:\b(?:St|San|Santa|Saint|Sankt|Fort|Mount|Port|Lake)\.?[ -]|[^\W_][-'’])$", text[: before.start(1)][-8:]
    )
    surname = _CAPITALISED_BEFORE.search(text, max(0, before.start(1) - _WINDOW), before.start(1))
    led = (
        language != "de"
        and surname is not None
        and surname[1].casefold() not in _FUNCTION
        and surname[1] not in words("person", "en")
    )
    return before[1].split("-")[-1] in words("given", "en") and not state and not holy and not led


def is_language(text: str, mention: Mention, language: str) -> bool:
    """Whether an adjective means the language here: "in German", "French-speaking", "(English: …)"."""
    start, end = mention.span
    own = language if language in STUDIED else "en"
    if _AFTER_IT.match(text, end):
        return True
    if own == "en":
        return _english_language(text, start, end)
    before = _ANY_WORD_BEFORE.search(text, max(0, start - _WINDOW), start)
    spoken = before is not None and before[1].casefold() in words("before_language", own)
    name = text[start:end]
    if own == "de":
        return spoken or _word_after(text, end) in words("of_language", own) or name.casefold() in _bare_stems()
    return spoken or (before is not None and before[1] in ("le", "du", "au") and name[0].islower())


@cache
def _bare_stems() -> frozenset[str]:
    rows = table("country_names.csv")
    return frozenset(row["name"] for row in rows if row["kind"] == "demonym_stem" and row["certainty"] == "language")


def _english_language(text: str, start: int, end: int) -> bool:
    while (following := _LISTED_AFTER.match(text, end, end + _WINDOW)) and following[1] in _languages():
        end = following.end()
    if _AFTER_IT.match(text, end):
        return True
    head = _word_after(text, end)
    if head in words("of_language", "en") or (head and "\u0370" <= head[0] <= "\u1fff"):
        return True
    if head and head.casefold() not in _FUNCTION:
        return False
    before = _ANY_WORD_BEFORE.search(text, max(0, start - _WINDOW), start)
    while before and before[1] in _languages() | {"and", "or"}:
        before = _ANY_WORD_BEFORE.search(text, max(0, before.start() - _WINDOW), before.start(1))
    return before is None or before[1].casefold() not in (
        "the",
        "is",
        "was",
        "are",
        "were",
        "being",
        "a",
        "an",
        "be",
        "not",
    )


@cache
def _languages() -> frozenset[str]:
    rows = table("country_names.csv")
    return frozenset(row["name"] for row in rows if row["language"] == "en" and row["certainty"] == "language")


def _word_after(text: str, end: int) -> str:
    following = _WORD_AFTER.match(text, end, end + _WINDOW)
    return following[1] if following else ""


def is_pronoun_or_money(text: str, mention: Mention) -> bool:
    """Whether "US" is the pronoun in capitals (ABOUT US), or a currency's sign (US$)."""
    start, end = mention.span
    if text[start:end] != "US":
        return False
    if _MONEY.match(text, end):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    return bool(line.isupper() and _ASKED_OF_US.search(text, max(0, start - _WINDOW), start)) or line == "US" != text


def is_nation(text: str, mention: Mention) -> bool:
    """Whether an adjective that is a language's, too, names a nation where both are possible."""
    return mention.span.of(text) not in _LANGUAGES_AS_NATIONS


def is_compound(text: str, mention: Mention, other: Mention) -> bool:
    """Whether two adjectives are joined: Franco-German."""
    first, second = sorted((mention.span, other.span))
    return second.start - first.end == 1 and text[first.end] in _HYPHENS


def state_after(text: str, mention: Mention) -> str | None:
    """The country of a postal state behind a city: "Athens, GA", "London, ON N6A"."""
    found = _POSTAL.match(text, mention.span.end)
    if found is None:
        return None
    return "US" if found[1] in _STATES else "CA" if found[1] in _PROVINCES else None


def is_called_a_state(text: str, mention: Mention) -> bool:
    """Whether "the State of" or the like stands before the name."""
    start = mention.span.start
    return _STATE_OF.search(text, max(0, start - _WINDOW), start) is not None


def is_located(text: str, mention: Mention, language: str) -> bool:
    """Whether a preposition of place stands before the name: "in Jordan"."""
    start = mention.span.start
    before = _ANY_WORD_BEFORE.search(text, max(0, start - _WINDOW), start)
    return before is not None and before[1].casefold() in words("of_place", language)


def is_led_on(text: str, mention: Mention) -> bool:
    """Whether another word in capitals follows: "Southland Energy"."""
    return _NAME_AFTER.match(text, mention.span.end) is not None


def is_in_a_list(text: str, mention: Mention, state: Mention) -> bool:
    """Whether a city and what stands behind its comma are two of a list: "Fresno, Ontario, Burbank"."""
    start = mention.span.start
    return (
        text[max(0, start - 2) : start].strip() == "," and re.match(r",\s[A-Z]", text[state.span.end :][:4]) is not None
    )


def is_only_a_name(text: str, mention: Mention, language: str) -> bool:
    """Whether a place in doubt is a first name or surname as well (Lincoln), and no preposition of place stands before it."""
    named = mention.span.of(text) in words("name_too", language) and mention.kinds[0] == "city"
    return named and not is_located(text, mention, language)


def is_in_capitals(text: str, mention: Mention) -> bool:
    """Whether a short name stands among capitals, where an acronym cannot be told from a word: THE ACT OF 1934."""
    start, end = mention.span
    around = [
        *_ANY_WORD_BEFORE.findall(text[max(0, start - _WINDOW) : start]),
        *([_word_after(text, end)] if _word_after(text, end) else []),
    ]
    return text[start:end].isupper() and any(len(word) > 2 and word.isupper() for word in around)
