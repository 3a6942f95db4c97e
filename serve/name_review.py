"""Spellings that may be one person's or one organisation's, as proposals for the tables of names; names that may be two people's;
and how a person's word on them is written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.countries import country_name
from core.errors import BadInput, IngestRunning, NotFound
from core.records import Document
from index.engine import work_of
from ingest.people.alias_edit import add_alias
from ingest.people.alias_table import Aliases, AliasRow
from ingest.people.likely import Context, Pair, likely_bodies, likely_people
from ingest.people.same_person import Degree
from ingest.people.spelling import body_key, person_key
from serve.naming import Naming, organisation_aliases, people_aliases

if TYPE_CHECKING:
    from serve.library import Library

PERSON, ORGANISATION = "person", "organisation"
KINDS = (PERSON, ORGANISATION)
_MOST_RIVALS = 5


@dataclass(frozen=True, slots=True)
class NameProposal:
    """That `written` may be another spelling of `name`, both as they are known now: why, and in how many documents each stands
    (those of one work once). `document` has `written`, on its page `page`, None where the catalogue says it. `rivals` are other
    names that `written` may be a spelling of."""

    kind: str
    name: str
    written: str
    sure: bool
    evidence: tuple[str, ...]
    documents: tuple[int, int]
    document: Document
    page: int | None = None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that may be two bearers': the documents with it fall apart into groups that share neither country nor organisation
    nor event; each with its countries (codes), organisations, and documents."""

    kind: str
    name: str
    bearers: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[Document, ...]], ...]


@dataclass(frozen=True, slots=True)
class NameReview:
    """What awaits a person's word on names."""

    proposals: tuple[NameProposal, ...]
    shared: tuple[SharedName, ...]

    def __len__(self) -> int:
        return len(self.proposals) + len(self.shared)


@dataclass(slots=True)
class _Standing:
    """Where a name stands: documents with what they say around it, and the page where one has it first, if it is on one."""

    contexts: list[tuple[Document, Context]]
    page: int | None = None

    @property
    def context(self) -> Context:
        """All of it together."""
        every = [context for _, context in self.contexts]
        return Context(*(frozenset().union(*(getattr(one, part) for one in every)) for part in Context.__slots__))


def name_review(library: Library) -> NameReview:
    """What the documents of the latest generation leave open, as the tables say now; surest first. Raises NoIndex."""
    naming = library.naming()
    return _reviewed(naming, list(library.view().documents.values()), _tables(library))


def _reviewed(naming: Naming, documents: Sequence[Document], tables: Mapping[str, Aliases]) -> NameReview:
    """The same, worked out once for a generation and a state of the tables."""
    if naming.review is None:
        named = [naming.names.applied(document) for document in documents]
        proposals: list[NameProposal] = []
        shared: list[SharedName] = []
        for kind, gather, likely in (
            (PERSON, _people, likely_people),
            (ORGANISATION, _organisations, likely_bodies),
        ):
            standing = gather(named)
            pairs = likely({name: where.context for name, where in standing.items()})
            apart = [pair for pair in pairs if not _one_name(naming, kind, pair)]
            proposals += _proposals(kind, apart, standing, tables[kind])
            shared += _shared(kind, standing, tables[kind])
        naming.review = NameReview(tuple(proposals), tuple(shared))
    return naming.review


def _tables(library: Library) -> dict[str, Aliases]:
    return {PERSON: people_aliases(library.settings), ORGANISATION: organisation_aliases(library.settings)}


def _people(documents: Iterable[Document]) -> dict[str, _Standing]:
    found: dict[str, _Standing] = defaultdict(lambda: _Standing([]))
    for document in sorted(documents, key=lambda document: document.file):
        here, event = frozenset([document.id]), frozenset(filter(None, [document.event]))
        bodies, countries = frozenset(document.organisations), frozenset(document.countries_from)
        alone = len(document.presenters) == 1  # of several presenters nobody knows whose country is whose
        for name in document.presenters:
            said = (bodies, countries) if alone else (bodies, countries if len(countries) == 1 else frozenset())
            found[name].contexts.append((document, Context(here, here, event, *said)))
        for turn in document.turns:
            for name in turn.speakers:
                context = Context(here, frozenset(), event, frozenset(turn.organisations), frozenset(turn.countries))
                found[name].contexts.append((document, context))
                found[name].page = found[name].page or turn.first.page
    return found


def _organisations(documents: Iterable[Document]) -> dict[str, _Standing]:
    found: dict[str, _Standing] = defaultdict(lambda: _Standing([]))
    for document in sorted(documents, key=lambda document: document.file):
        here, event = frozenset([document.id]), frozenset(filter(None, [document.event]))
        countries = frozenset(document.countries_from)
        for name in document.organisations:
            alone = len(document.organisations) == 1 or len(countries) == 1
            context = Context(here, here, event, frozenset(), countries if alone else frozenset())
            found[name].contexts.append((document, context))
    return found


def _one_name(naming: Naming, kind: str, pair: Pair) -> bool:
    """Whether two known names differ in nothing but what tells two bearers of one name apart."""

    def name(text: str) -> str:
        row = naming.names.row_of(text, person=kind == PERSON)
        return _key_of(kind)(row.name if row else text)

    return name(pair.full) == name(pair.short)


def _proposals(
    kind: str, pairs: Sequence[Pair], standing: Mapping[str, _Standing], table: Aliases
) -> Iterator[NameProposal]:
    """Each spelling once, with the name that it may most surely be a spelling of; nothing that a person refused."""
    key = _key_of(kind)
    reviewed = {key(row.name) for row in table.rows if row.same}
    refused = {frozenset((key(row.name), key(text))) for row in table.rows if not row.same for text in row.written}
    left = [pair for pair in pairs if frozenset((key(pair.full), key(pair.short))) not in refused]
    others: dict[str, list[str]] = defaultdict(list)
    for pair in left:
        others[pair.short].append(pair.full)
    taken: set[str] = set()
    for pair in sorted(left, key=lambda pair: (-pair.degree, -_works(standing[pair.full]))):
        if pair.short in taken:
            continue
        taken.add(pair.short)
        name, written = _as_known(pair, standing, {text for text in (pair.full, pair.short) if key(text) in reviewed})
        where = standing[written]
        rivals = tuple(text for text in others[pair.short] if text not in (name, written))[:_MOST_RIVALS]
        yield NameProposal(
            kind, name, written, pair.degree == Degree.SURE, pair.evidence,
            (_works(standing[name]), _works(where)), where.contexts[0][0], where.page, rivals,
        )  # fmt: skip


def _as_known(pair: Pair, standing: Mapping[str, _Standing], reviewed: Set[str]) -> tuple[str, str]:
    """(name, other spelling): the name is the one that a table has; else the one that is no "Surname, First"; else, where both
    say as much, that of more documents; else the one that says more, with its accents."""

    def worth(text: str) -> tuple[int, ...]:
        told = _works(standing[text]) if pair.degree == Degree.SURE else text == pair.full
        accents = sum(not letter.isascii() for letter in text)
        return text in reviewed, "," not in text, told, accents, text == pair.full

    return (pair.full, pair.short) if worth(pair.full) >= worth(pair.short) else (pair.short, pair.full)


def _works(standing: _Standing) -> int:
    return len({work_of(document) for document, _ in standing.contexts})


def _shared(kind: str, standing: Mapping[str, _Standing], table: Aliases) -> Iterator[SharedName]:
    """Names without a row whose documents fall apart into groups, each of a country."""
    key = _key_of(kind)
    settled = {key(text) for row in table.rows if row.same for text in row.spellings}
    for name, where in sorted(standing.items()):
        if key(name) in settled or len({c for _, context in where.contexts for c in context.countries}) < 2:
            continue
        groups = [group for group in _groups(where.contexts) if any(context.countries for _, context in group)]
        if len(groups) > 1:
            yield SharedName(kind, name, tuple(map(_bearer, groups)))


_Group = list[tuple[Document, Context]]


def _groups(contexts: Iterable[tuple[Document, Context]]) -> list[_Group]:
    """Contexts that hang together by a document, an event, an organisation or a country."""
    groups: list[_Group] = []
    for entry in contexts:
        near = [group for group in groups if any(entry[1].closeness(context) for _, context in group)]
        groups = [group for group in groups if group not in near] + [[*(one for group in near for one in group), entry]]
    return groups


def _bearer(group: _Group) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Document, ...]]:
    countries = sorted({code for _, context in group for code in context.countries})
    bodies = sorted({body for _, context in group for body in context.organisations})
    return tuple(countries), tuple(bodies), tuple(dict.fromkeys(document for document, _ in group))


def name_proposal(library: Library, name: str, written: str, kind: str = "") -> NameProposal:
    """The proposal for two names, in either order. Raises NotFound."""
    wanted = {(kind, frozenset((_key_of(kind)(name), _key_of(kind)(written)))) for kind in ([kind] if kind else KINDS)}
    for proposal in name_review(library).proposals:
        key = _key_of(proposal.kind)
        if (proposal.kind, frozenset((key(proposal.name), key(proposal.written)))) in wanted:
            return proposal
    raise NotFound(f"Nothing is proposed for {name!r} and {written!r}.", "`rapporteur people` lists what is.")


def kind_of(library: Library, *names: str) -> str:
    """Whether names are people's or organisations', as the documents have them. Raises NotFound where they have none of them."""
    naming = library.naming()
    for kind, known in ((PERSON, naming.people), (ORGANISATION, naming.organisations)):
        if any(known(name) for name in names):
            return kind
    raise NotFound(
        f"No document names {' or '.join(map(repr, names))}.", "Say what it is: --kind person or organisation."
    )


def accept_name(
    library: Library, kind: str, name: str, written: Sequence[str] = (), organisation: str = "", country: str = ""
) -> bool:
    """Writes down that spellings are those of a name, of the bearer from an organisation or country where one is given; and
    brings the index up to date. False where an ingest is under way, which or the next of which does. Raises BadInput."""
    said = AliasRow(0, name, tuple(written), tuple(filter(None, [organisation])), tuple(filter(None, [country])))
    return _write(library, kind, said)


def refuse_name(library: Library, kind: str, name: str, written: str) -> bool:
    """Writes down that two names are two bearers', so that they are not proposed again. Raises BadInput."""
    if name == written:
        raise BadInput(
            "The two names are one and the same.", "To tell two people of one name apart, give their countries."
        )
    return _write(library, kind, AliasRow(0, name, (written,), same=False))


def tell_apart(library: Library, shared: SharedName) -> bool:
    """Writes down that a name has several bearers, a row each, by country or else organisation. Raises BadInput."""
    done = True
    for countries, bodies, _ in shared.bearers:
        done = _write(library, shared.kind, AliasRow(0, shared.name, (), () if countries else bodies, countries))
    return done


def keep_one(library: Library, shared: SharedName) -> bool:
    """Writes down that a name has one bearer, whatever countries. Raises BadInput."""
    return _write(library, shared.kind, AliasRow(0, shared.name))


def bearer_in_words(bearer: tuple[tuple[str, ...], tuple[str, ...], tuple[Document, ...]]) -> str:
    """ "Nepal; Institute of Water: 2 documents"."""
    countries, bodies, documents = bearer
    told = "; ".join(filter(None, (", ".join(map(country_name, countries)), ", ".join(bodies))))
    return f"{told}: {len(documents)} {'document' if len(documents) == 1 else 'documents'}"


def table_of(library: Library, kind: str) -> Path:
    """The table that has the last word on names of a kind."""
    return library.settings.people if kind == PERSON else library.settings.organisations


def _key_of(kind: str) -> Callable[[str], str]:
    return person_key if kind == PERSON else body_key


def _write(library: Library, kind: str, said: AliasRow) -> bool:
    apart = _without_what_tells_apart(library, kind, said.name) if said.same else {}
    add_alias(table_of(library, kind), replace(said, **apart) if apart else said, _key_of(kind))
    try:
        library.rename()
    except IngestRunning:
        return False
    return True


def _without_what_tells_apart(library: Library, kind: str, name: str) -> dict[str, Any]:
    """ "Ann Lee (Nepal)" is the name of the table's row "Ann Lee" from Nepal: what its new row is to say instead."""
    row = library.naming().names.row_of(name, person=kind == PERSON)
    if row is None or row.name == name:
        return {}
    return {"name": row.name, "organisations": row.organisations, "countries": row.countries}
