"""In which order results stand, beside relevance: by what their documents are. One definition for every engine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from core.records import Document, Role
from index.analysis import fold
from index.queries.reading import ORDERS

RELEVANCE, NEWEST, OLDEST, PRESENTER, TITLE = ORDERS

_DIGITS = re.compile(r"(\d+)")
_ADDED = re.compile(r"\(.*?\)|,?\s+(?:jr|sr|ph\.?\s?d|md|mp|ma|msc)\.?$", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Key = tuple[object, ...]


def places(documents: Iterable[Document], order: str) -> dict[str, int]:
    """Document → its place in one of ORDERS, from 0; equals have one place, those that lack what is asked the last.

    In the order of relevance all have the same place. In a document without presenters the first to speak stands for them.
    """
    keys = {document.id: _key(document, order) for document in documents}
    numbers = {key: number for number, key in enumerate(sorted(set(keys.values())))}
    return {identifier: numbers[key] for identifier, key in keys.items()}


def _key(document: Document, order: str) -> Key:
    if order == PRESENTER:
        speaking = (name for turn in document.turns if turn.role != Role.REPORTED for name in turn.speakers)
        first = next(chain(document.presenters, speaking), "")
        return (not first, name_key(first, document.organisations))
    if order == TITLE:
        title = title_key(document.title)
        return (not title, title)
    return _date_key(document.date, order) if order in (NEWEST, OLDEST) else ()


def _date_key(date: str, order: str) -> Key:
    """A date to the year or the month counts as the beginning of it."""
    if not _ISO_DATE.fullmatch(date):
        return (True,)
    numbers = [*map(int, date.split("-")), 0, 0][:3]
    return (False, *(numbers if order == OLDEST else [-number for number in numbers]))


def name_key(name: str, organisations: Iterable[str] = ()) -> Key:
    """A name as it is looked up: the family name first, case and accents apart.

    The family name is what stands before a comma, else the last word; additions ("PhD", what is in brackets) are not
    looked at. A presenter that is an organisation is looked up by its first word; that a name is one is known where it
    is among `organisations`.
    """
    plain = _ADDED.sub("", name).strip()
    if name in organisations or not plain:
        return (title_key(name),)
    family, comma, _ = plain.partition(",")
    return (title_key(family if comma else plain.split()[-1]), title_key(plain))


def title_key(title: str) -> Key:
    """A title as a reader's alphabet has it: case, accents and signs apart, numbers by their size."""
    words = re.sub(r"[\W_]+", " ", fold(title)).strip()
    return tuple((0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(words) if part)
