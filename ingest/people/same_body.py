"""Whether two spellings may be one organisation's name: an acronym and its long form, another language, another legal form."""

from __future__ import annotations

from collections.abc import Collection

from ingest.people.body_name import BodyName, is_general, known_bodies, spelled
from ingest.people.same_person import ASKS, OFFERS, Degree, Likeness

_FEWEST_ACRONYM = 3
"""Letters of an acronym that is told by its letters alone."""
_COMPOUND = 8
"""Letters of a word that may give an acronym more than its first one: Bundesministerium in BMI."""
_COUNTRY = "one names the country, the other does not"


def body_likeness(one: BodyName, other: BodyName) -> Likeness | None:
    """How two names are alike; None where they are not, or name different countries."""
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return None
    if said := known_bodies().get(spelled(one), frozenset()) & known_bodies().get(spelled(other), frozenset()):
        return Likeness(Degree.SURE, f"both are names of the {min(said)}")
    if not one.words or not other.words:
        return _by_acronym(one, other)
    if one.words == other.words:
        if bool(one.countries) != bool(other.countries):
            return Likeness(Degree.DOUBTFUL, _COUNTRY)
        degree = Degree.SHORT if is_general(one) else Degree.SURE
        return Likeness(degree, "the same but for case, small words, legal form, or a bracket")
    if one.acronym and one.acronym == other.acronym and len(one.acronym) >= _FEWEST_ACRONYM:
        return Likeness(Degree.SURE, "the same acronym in brackets")
    if "".join(one.words) == "".join(other.words):
        return Likeness(Degree.SURE, "their words are joined in another way")
    return _by_meaning(one, other)


def _by_acronym(one: BodyName, other: BodyName) -> Likeness | None:
    if not one.words and not other.words:
        same = one.acronym and one.acronym == other.acronym
        return Likeness(Degree.SURE, "the same acronym but for dots, case or a bracket") if same else None
    short, long = (one, other) if not one.words else (other, one)
    if long.acronym == short.acronym:
        return Likeness(Degree.SURE, "the acronym that stands in the brackets")
    if long.acronym or len(short.acronym) < _FEWEST_ACRONYM or not abbreviates(short.acronym, long):
        return None
    return Likeness(Degree.SHORT, "its letters begin the words of the long form")


def _by_meaning(one: BodyName, other: BodyName) -> Likeness | None:
    if len(one.meaning) < 2 or one.meaning != other.meaning:
        return None
    translated = set(one.words).isdisjoint(set(other.words)) or len(set(one.words) & set(other.words)) < len(
        one.meaning
    )
    same_words = sorted(one.words) == sorted(other.words)
    if one.countries == other.countries and translated and not same_words:
        return Likeness(Degree.SHORT, "its words mean the same in another language or form")
    if same_words:
        return Likeness(Degree.DOUBTFUL, "the same words in another order")
    return Likeness(Degree.DOUBTFUL, _COUNTRY)


def abbreviates(acronym: str, name: BodyName) -> bool:
    """Whether the letters of an acronym begin the words of a name, in order: each word that says something gives its first
    letter; small words, a country's name and further parts of hyphened words may, and a long word may give more of its own."""
    words = name.letters
    seen: set[tuple[int, int]] = set()

    def goes_on(at: int, place: int) -> bool:
        if (at, place) in seen:
            return False
        seen.add((at, place))
        if place == len(words):
            return at == len(acronym)
        word, may_go = words[place]
        if may_go and goes_on(at, place + 1):
            return True
        if at >= len(acronym) or not word or word[0] != acronym[at]:
            return False
        if goes_on(at + 1, place + 1):
            return True
        rest = word[1:] if len(word) >= _COMPOUND else ""
        return at + 1 < len(acronym) and acronym[at + 1] in rest and goes_on(at + 2, place + 1)

    return bool(words) and goes_on(0, 0)


def keys_of(name: BodyName) -> set[str]:
    """Under which keys names stand that may be one organisation's: two without one in common are not compared.

    A key that begins with ASKS is met by the same with OFFERS alone: an acronym by long forms.
    """
    keys = {f"known {body}" for body in known_bodies().get(spelled(name), ())}
    if name.acronym:
        keys |= {f"acronym {name.acronym}", f"{OFFERS if name.words else ASKS}{name.acronym}"}
    if name.words:
        keys |= {f"words {''.join(name.words)}", f"meaning {' '.join(sorted(name.meaning))}"}
        keys |= {f"{OFFERS}{letters}" for letters in _acronyms(name)}
    return keys


def _acronyms(name: BodyName, most: int = 64) -> Collection[str]:
    """The acronyms that `abbreviates` may find in a name, the likeliest first, so many at most."""
    found = [""]
    for word, may_go in name.letters:
        ways = [word[0], ""] if may_go else [word[0]]
        if len(word) >= _COMPOUND:
            ways += [word[0] + letter for letter in dict.fromkeys(word[1:])]
        found = [begun + way for way in ways for begun in found][:most]
    return {letters for letters in found if len(letters) >= _FEWEST_ACRONYM}


def body_fullness(name: BodyName) -> tuple[int, int]:
    """How much a name says: its words, then their letters."""
    return len(name.words), sum(map(len, name.words))
