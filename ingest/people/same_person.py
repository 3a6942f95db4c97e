"""Whether two spellings may be one person's name, told by their letters alone; and in words, why."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from ingest.people.person_name import PersonName, fold, skeleton, written_out

_FEWEST_LETTERS = 5
"""Letters of a word in which one may be wrong."""
_CALLED = (
    "robert bob rob bobby", "william bill will billy", "anthony tony", "elizabeth liz beth lisa", "katherine kate kathy katie",
    "joseph joe", "michael mike mick michel", "james jim jamie", "thomas tom", "david dave", "daniel dan danny", "steven steve",
    "christopher chris", "christine chris", "christian chris", "andrew andy", "edward ed ted", "richard dick rick", "samuel sam",
    "samantha sam", "margaret maggie peggy", "susan sue", "deborah deb debbie", "patricia pat trish", "patrick pat",
    "peter pete", "matthew matt", "nicholas nick", "alexander alex sascha", "alexandra alex", "benjamin ben", "gregory greg",
    "jeffrey jeff", "ronald ron", "donald don", "timothy tim", "charles charlie chuck", "friedrich fritz", "johannes hans",
    "josef sepp", "wilhelm willi", "heinrich heinz", "ludwig lutz", "kenneth ken", "jennifer jen jenny",
    "stephen steve", "philip phil",
)  # fmt: skip


class Degree(IntEnum):
    """How much the letters of two names say: in doubt, something else has to bear it out; a short form may be several
    people's; sure is what only a second person of the same name would contradict."""

    DOUBTFUL = 1
    SHORT = 2
    SURE = 3


class Likeness(NamedTuple):
    """That two names may be one, how surely, and a short phrase on how they differ."""

    degree: Degree
    evidence: str


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _CALLED:
        words = frozenset(line.split())
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


def person_likeness(one: PersonName, other: PersonName) -> Likeness | None:
    """How two names are alike; None where they are not, or where honorifics or generations contradict one another."""
    if not one.family or not other.family or {one.gender, other.gender} == {"m", "f"}:
        return None
    if one.generation and other.generation and one.generation != other.generation:
        return None
    if len(one.parts) > 1 and len(other.parts) > 1 and (said := _same_letters(one, other)):
        return Likeness(Degree.SURE, said)
    said = _same_words(one.family, other.family) or _particles_apart(one, other)
    if said:
        return _by_given(one, other, said)
    return _by_other_family(one, other)


def _same_letters(one: PersonName, other: PersonName) -> str:
    """All letters are there in the same order; "" where they are not."""
    flat, compared = one.parts, other.parts
    if len(flat) == len(compared) and (said := _same_words(flat, compared)):
        return said if one.family == other.family or said != _ALL else "their words are joined in another way"
    return "their words are joined in another way" if _glued(flat) & _glued(compared) else ""


def _glued(words: tuple[str, ...]) -> set[str]:
    return {"".join(map(fold, words)), "".join(map(written_out, words))} if min(map(len, words)) > 1 else set()


_ALL = "the same but for case, order, honorifics or signs"


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """How two rows of words are the same, "" where they are not."""
    if one == other:
        return _ALL
    if len(one) != len(other) or not all(map(_same_word, one, other)):
        return ""
    return "the same but for accents or umlauts"


def _same_word(one: str, other: str) -> bool:
    if one == other or not {fold(one), written_out(one)}.isdisjoint((fold(other), written_out(other))):
        return True
    return len(one) > 3 and _undone(one) == _undone(other)


def _undone(word: str) -> str:
    """Mueller and Muller: what both would be of Müller."""
    return skeleton(fold(word)).replace("ss", "s") if "e" in word else fold(word).replace("ss", "s")


def _particles_apart(one: PersonName, other: PersonName) -> str:
    glued = _glued((*one.particles, *one.family)) & _glued((*other.particles, *other.family))
    return "the particle is written in another way" if glued else ""


def _same_particles(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "van der" and "v. d.", "de la" and "dela"."""
    shortened = [particle[0] for particle in one] == [particle[0] for particle in other]
    return "".join(one) == "".join(other) or (shortened and 1 in map(len, (*one, *other)))


def _by_given(one: PersonName, other: PersonName, family: str) -> Likeness | None:
    """What the given names of two people of one family name say."""
    if one.particles and other.particles and not _same_particles(one.particles, other.particles):
        return None
    particle = "with and without the particle" if one.particles != other.particles else ""
    said = [] if family == _ALL else [family]
    if not one.given or not other.given:
        return Likeness(Degree.DOUBTFUL, "; ".join([*said, "the family name alone"]))
    first, second = sorted((one.given, other.given), key=lambda given: (len(given), sum(map(len, given))))
    met = _met(first, second)
    if met is None:
        return None
    if particle:
        said.append(particle)
    if first != second:
        said.append(met.evidence)
    return Likeness(met.degree, "; ".join(filter(None, said)) or _ALL)


def _met(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness | None:
    """Given names against those of a spelling that has as many, or more."""
    first, another = short[0], long[0]
    initial = len(first) == 1 or len(another) == 1
    nickname = False
    if not _meets(first, another):
        if not initial and another in _nicknames().get(first, ()):
            nickname = True
        else:
            return _only_one_used(short, long)
    if not _in_order(short[1:], long[1:]):
        return None
    if nickname:
        return Likeness(Degree.DOUBTFUL, "a short form of the given name")
    if initial:
        return Likeness(Degree.SHORT, "initials of the given names")
    if len(short) < len(long):
        return Likeness(Degree.SHORT, "without the further given names")
    if all(map(_same_word, short, long)):
        return Likeness(Degree.SURE, "the same but for accents or umlauts")
    return Likeness(Degree.SURE, "further given names as initials")


def _only_one_used(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness | None:
    """ "Anna Maria Schmidt" as "Maria Schmidt": the second given name is the one that is used."""
    used = len(short) == 1 and len(short[0]) > 1 and any(_same_word(short[0], given) for given in long[1:])
    return Likeness(Degree.DOUBTFUL, "one of several given names") if used else None


def _meets(one: str, other: str) -> bool:
    """The same given name, or an initial or a beginning ("Chr.") of it."""
    if len(one) == 1 or len(other) == 1:
        return fold(one)[:1] == fold(other)[:1]
    return _same_word(one, other)


def _in_order(some: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether each of `some` meets one of `more`, in their order."""
    rest = iter(more)
    return all(any(_meets(given, another) for another in rest) for given in some)


def _by_other_family(one: PersonName, other: PersonName) -> Likeness | None:
    """Two family names that are not the same, with the same given name: never more than doubtful."""
    if sorted(map(fold, one.parts)) == sorted(map(fold, other.parts)) and min(map(len, one.parts)) > 1:
        return Likeness(Degree.DOUBTFUL, "the same names in another order")
    if not one.given or not other.given or not _same_word(one.given[0], other.given[0]) or len(one.given[0]) < 3:
        return None
    fewer, more = sorted((one.parts[1:], other.parts[1:]), key=len)
    if (
        fewer
        and len(fewer) < len(more)
        and any(_same_words(fewer, more[at : at + len(fewer)]) for at in range(len(more)))
    ):
        return Likeness(Degree.DOUBTFUL, "one of two family names")
    if one.given == other.given and _one_letter_apart("".join(map(fold, one.family)), "".join(map(fold, other.family))):
        return Likeness(Degree.DOUBTFUL, "one letter of the family name differs")
    return None


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter more, less, other, or two changed about; in words of some length."""
    if min(len(one), len(other)) < _FEWEST_LETTERS or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, compared = one[at:], other[at:]
    turned = rest[2:] == compared[2:] and rest[:2] == compared[:2][::-1]
    return rest[1:] == compared[1:] or rest == compared[1:] or rest[1:] == compared or turned


def keys_of(name: PersonName) -> set[str]:
    """Under which keys names stand that may be one person's: two without one in common are not compared.

    A key that begins with ASKS is met by the same with OFFERS alone: a surname alone by full names, a family name by second
    ones.
    """
    if not name.family:
        return set()
    whole = "".join(map(fold, (*name.particles, *name.family)))
    families = {*map(_undone, name.family), whole, _undone(whole)}
    keys = {f"{OFFERS if name.given else ASKS}alone {family}" for family in families}
    keys |= {f"family {initial} {family}" for initial in _initials(name) for family in families}
    keys |= {f"all {''.join(sorted(map(fold, name.parts)))}", "glued " + "".join(map(_undone, name.parts))}
    if name.given and len(name.given[0]) > 2:
        first = _undone(name.given[0])
        keys |= {f"{ASKS}some {first} {_undone(word)}" for word in name.family}
        keys |= {f"{OFFERS}some {first} {_undone(word)}" for word in name.given[1:]}
        keys |= {f"near {first} {less}" for less in _letters_less(whole)}
    return keys


ASKS, OFFERS = "? ", "! "


def _initials(name: PersonName) -> set[str]:
    """The first letters of the given names, and those of what their bearer may be called."""
    called = {nickname for given in name.given[:1] for nickname in _nicknames().get(given, ())}
    return {fold(given)[:1] for given in (*name.given, *called)} or {""}


def _letters_less(word: str) -> set[str]:
    """The word, and the word with any letter left out (as SymSpell does, W. Garbe 2012): words one letter apart share one."""
    if len(word) < _FEWEST_LETTERS - 1:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def fullness(name: PersonName) -> tuple[int, int]:
    """How much a name says: words that are no initials, then letters."""
    return sum(len(part) > 1 for part in name.parts), sum(map(len, name.parts))
