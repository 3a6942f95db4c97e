"""Whether a text speaks of a person: by the full name, by the family name, by initials that the text itself explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.analysis import fold, terms_of, tokens, written_words

_BETWEEN = re.compile("[\\s\u00ad\u00a0.‐‑-]*")
"""What may stand between the words of one name: blanks, a line's end, a hyphen."""
_PARTICLE = 3
"""Letters of "van", "de", "bin", which names write in small letters."""
_NO_LANGUAGE = "und"
_INITIALS = re.compile("[\\s\u00a0]*[(,]?[\\s\u00a0]*([A-Z]{2,5})\\b")


class Person(NamedTuple):
    """A presenter: the name as it is known, its words in order, and the words of the family name alone."""

    name: str
    words: tuple[str, ...]
    family: tuple[str, ...]


@lru_cache(maxsize=10_000)
def person(name: str) -> Person:
    """A name's words, folded; the family name is what stands after the last blank ("Holloway-Pike")."""
    return Person(name, _words(name), _words(name.split()[-1] if name.split() else ""))


def _words(text: str) -> tuple[str, ...]:
    parts = re.split("[‐‑-]", text)
    return tuple(fold(token.word) for part in parts for token in tokens(part))


def apart(people: Iterable[Person]) -> list[Person]:
    """Those whose family name no other one of them has: the others are named by their full names alone."""
    known = list(people)
    shared = [one.family for one in known]
    return [one if shared.count(one.family) == 1 else one._replace(family=one.words) for one in known]


def names(text: str, one: Person) -> bool:
    """Whether a text names a person by the family name at least, its words next to one another, none in small letters."""
    return any(True for _ in _places(text, one.family))


def orders(one: Person) -> set[tuple[str, ...]]:
    """The words of a whole name in its own order, and with the family name first; none of a name of one word."""
    given = one.words[: -len(one.family)] if one.family else ()
    return {one.words, (*one.family, *given)} if len(one.words) > 1 else set()


def named_in_full(text: str, one: Person) -> bool:
    """Whether the whole name stands in a text, in either order."""
    return any(True for words in orders(one) for _ in _places(text, words))


def initials_of(text: str, one: Person) -> str:
    """The initials that a text gives a person, right after the full name ("Bert Van Nuffelen (BVN)"); "" for none."""
    own = "".join(word[0] for word in one.words).upper()
    for _, end in _places(text, one.words) if len(one.words) > 1 else ():
        found = _INITIALS.match(text, end)
        if found and found[1] == own:
            return found[1]
    return ""


def _places(text: str, words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Where words stand next to one another, each of them written with a capital: (start, end)."""
    if not words:
        return
    found = _capitals(text)
    for at in [at for at, (word, _, _) in enumerate(found) if word == words[0]]:
        run = found[at : at + len(words)]
        between = [text[before:after] for (_, _, before), (_, after, _) in pairwise(run)]
        if tuple(word for word, _, _ in run) == tuple(words) and all(map(_BETWEEN.fullmatch, between)):
            yield run[0][1], run[-1][2]


@lru_cache(maxsize=2_000)
def _capitals(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text that begin with a capital, or are short as particles of names are, folded, with their characters."""
    return tuple(
        (terms_of(written, _NO_LANGUAGE)[0], span.start, span.end)
        for written, span in written_words(text)
        if written[:1].isupper() or len(written) <= _PARTICLE
    )
