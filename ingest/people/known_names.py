"""The names by which people and organisations are known, wherever documents write them otherwise: by reviewed rows alone, but for
spellings that are the same letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.countries import country_name
from core.records import Document, Intervention, Spelling
from ingest.people.alias_table import NO_ALIASES, Aliases, AliasRow
from ingest.people.person_name import without_honorifics
from ingest.people.spelling import bare_name, body_key, letters, person_key

_Key = Callable[[str], str]


class _Person(NamedTuple):
    """Who or what some rows of one name, organisation and country speak of (the first of them), and what they are shown as."""

    label: str
    organisations: frozenset[str]
    countries: frozenset[str]
    row: AliasRow


class _Known:
    """The names of one table, and the spellings in the documents that are the same letters."""

    def __init__(self, aliases: Aliases, spelled: Counter[str], key: _Key, bare: Callable[[str], str]) -> None:
        self._key = key
        self._people, self._spellings = _people(aliases.rows, key)
        self._rows = {person.label: person.row for people in self._people.values() for person in people}
        self._groups: dict[str, list[str]] = defaultdict(list)
        for text in spelled:
            self._groups[key(text)].append(text)
        refused = {frozenset((letters(row.name), letters(text))) for row in _refusals(aliases) for text in row.written}
        self._shown = {group: _usual(texts, spelled, bare, refused) for group, texts in self._groups.items()}

    def name(self, written: str, organisations: Collection[str], countries: Collection[str]) -> str:
        """The known name of a spelling that stands beside organisations (their keys) and countries; itself where none is."""
        key = self._key(written)
        people = self._people.get(key, ())
        fitting = [person for person in people if _fits(person, organisations, countries, alone=len(people) == 1)]
        if len({person.label for person in fitting}) == 1:
            return fitting[0].label
        return self._shown.get(key) or written

    def spellings(self, name: str) -> Iterator[str]:
        """The other spellings of a known name: those of its rows, and those in the documents that are the same letters."""
        keys = self._spellings.get(name, {self._key(name): name})
        said = dict.fromkeys(keys.values())
        said.update(dict.fromkeys(text for key in keys for text in self._groups.get(key, ())))
        return (text for text in said if text != name)

    def names_of(self, text: str) -> Sequence[str]:
        """The known names that a spelling may be: those of its rows, and the one that documents have without any."""
        key = self._key(text)
        shown = self._shown.get(key)
        return tuple(
            dict.fromkeys((*(person.label for person in self._people.get(key, ())), *([shown] if shown else ())))
        )

    def row_of(self, name: str) -> AliasRow | None:
        """The row that a known name comes from, if one does."""
        return self._rows.get(name)


class KnownNames:
    """The names by which all people and organisations of some documents are known, as two tables say now."""

    def __init__(
        self, documents: Iterable[Document], people: Aliases = NO_ALIASES, organisations: Aliases = NO_ALIASES
    ) -> None:
        names: Counter[str] = Counter()
        bodies: Counter[str] = Counter()
        for document in documents:
            names.update({*written_presenters(document), *(text for turn in document.turns for text in told(turn))})
            bodies.update(
                {*written_organisations(document), *(o for turn in document.turns for o in turn.organisations)}
            )
        self._people = _Known(people, names, person_key, bare_name)
        self._bodies = _Known(organisations, bodies, body_key, lambda text: " ".join(text.split()))

    def applied(self, document: Document) -> Document:
        """The document with the known names of its presenters, organisations and speakers; what is written stays."""
        presenters, bodies = written_presenters(document), written_organisations(document)
        known = tuple(dict.fromkeys(self._bodies.name(text, (), document.countries_from) for text in bodies))
        around = self._keys(bodies)
        turns = tuple(map(self._spoken, document.turns))
        named = replace(
            document, written_presenters=presenters, written_organisations=bodies, organisations=known, turns=turns,
            presenters=tuple(dict.fromkeys(self._people.name(text, around, document.countries_from) for text in presenters)),
        )  # fmt: skip
        named = replace(named, spellings=tuple(self._spellings(named)))
        return document if named == document else named

    def _spoken(self, turn: Intervention) -> Intervention:
        names = told(turn)
        around = self._keys(turn.organisations)
        speakers = tuple(self._people.name(text, around, turn.countries) for text in names)
        return turn._replace(told=names, speakers=speakers)

    def _keys(self, bodies: Iterable[str]) -> frozenset[str]:
        """What rows may call organisations: as they are written, and as they are known."""
        return frozenset(body_key(text) for body in bodies for text in (body, self._bodies.name(body, (), ())))

    def _spellings(self, document: Document) -> Iterator[Spelling]:
        speakers = (name for turn in document.turns for name in turn.speakers)
        for name in dict.fromkeys((*document.presenters, *speakers)):
            yield from (Spelling(name, text) for text in self._people.spellings(name))
        for name in document.organisations:
            yield from (Spelling(name, text) for text in self._bodies.spellings(name))

    def spellings_of(self, name: str) -> Iterator[str]:
        """The other spellings of a person's known name."""
        return self._people.spellings(name)

    def person(self, text: str) -> Sequence[str]:
        """The known names that a spelling of a person may be; () for one that nobody has."""
        return self._people.names_of(text)

    def organisation(self, text: str) -> Sequence[str]:
        """The same for an organisation."""
        return self._bodies.names_of(text)

    def row_of(self, name: str, person: bool = True) -> AliasRow | None:
        """The row of one of the two tables that a known name comes from, if one does."""
        return (self._people if person else self._bodies).row_of(name)


def written_presenters(document: Document) -> tuple[str, ...]:
    """The presenters' names as the catalogue has them."""
    return document.written_presenters or document.presenters


def written_organisations(document: Document) -> tuple[str, ...]:
    """The organisations' names as the catalogue has them."""
    return document.written_organisations or document.organisations


def told(turn: Intervention) -> tuple[str, ...]:
    """The names that the document gives a turn's speakers, before aliases."""
    return turn.told or turn.speakers or turn.written


def _refusals(aliases: Aliases) -> Iterator[AliasRow]:
    return (row for row in aliases.rows if not row.same)


def _people(
    rows: Iterable[AliasRow], key: _Key
) -> tuple[Mapping[str, Sequence[_Person]], Mapping[str, Mapping[str, str]]]:
    """Key of a spelling → whose it is; label → its spellings by their keys. Rows of one name,
    organisation and country are one."""
    told_apart: dict[str, dict[tuple[frozenset[str], frozenset[str]], list[AliasRow]]] = defaultdict(dict)
    for row in rows:
        if row.same:
            apart = frozenset(map(body_key, row.organisations)), frozenset(row.countries)
            told_apart[key(row.name)].setdefault(apart, []).append(row)
    people: dict[str, list[_Person]] = defaultdict(list)
    spellings: dict[str, dict[str, str]] = {}
    for persons in told_apart.values():
        for (organisations, countries), own in persons.items():
            person = _Person(_label(own[0], [rows[0] for rows in persons.values()]), organisations, countries, own[0])
            spelled = {key(text): text for row in own for text in row.spellings}
            spellings[person.label] = spelled
            for spelling in spelled:
                people[spelling].append(person)
    return people, spellings


def _label(row: AliasRow, all_of_the_name: Sequence[AliasRow]) -> str:
    """The name; of several people of one name, with what tells them apart: "Ann Lee (Nepal)"."""
    if len(all_of_the_name) < 2:
        return row.name
    countries = [other.countries for other in all_of_the_name]
    bodies = [other.organisations for other in all_of_the_name]
    by_country = ", ".join(map(country_name, row.countries))
    by_body = ", ".join(row.organisations)
    if countries.count(row.countries) == 1 and by_country:
        return f"{row.name} ({by_country})"
    if bodies.count(row.organisations) == 1 and by_body:
        return f"{row.name} ({by_body})"
    both = "; ".join(filter(None, (by_body, by_country)))
    return f"{row.name} ({both})" if both else row.name


def _fits(person: _Person, organisations: Collection[str], countries: Collection[str], alone: bool) -> bool:
    """Whether a spelling may be this person's: nothing speaks against it; and where others have it, something speaks for it."""
    confirmed = False
    for own, said in ((person.organisations, organisations), (person.countries, countries)):
        if own and said:
            if own.isdisjoint(said):
                return False
            confirmed = True
    return alone or confirmed


def _usual(
    texts: Sequence[str], spelled: Mapping[str, int], bare: Callable[[str], str], refused: Collection[frozenset[str]]
) -> str:
    """What spellings of the same letters are shown as: the one of most documents that does not shout, without honorifics;
    "" where these say that they are two people's, or a person does."""
    genders = {without_honorifics(text)[1] for text in texts} - {""}
    pairs = {frozenset((letters(one), letters(other))) for one in texts for other in texts if one < other}
    if len(genders) > 1 or not pairs.isdisjoint(refused):
        return ""
    counted: Counter[str] = Counter()
    for text in texts:
        counted[bare(text)] += spelled[text]
    return min(counted, key=lambda text: (_loudness(text), -counted[text], text))


def _loudness(text: str) -> int:
    """Words of a spelling that are all capitals, or all small."""
    words = [word for word in text.split() if len(word) > 2]
    return sum(word.isupper() or (word.islower() and len(word) > 3) for word in words)
