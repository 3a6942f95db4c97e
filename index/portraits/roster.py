"""Who has which interventions in one generation: by speaker, in time order, and by session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from core.interventions import countries_of, interventions, organisations_of, own_spans
from core.records import Document, Intervention, Page, Span

_UNDATED = "9999"
"""What has no date stands last."""

_MOST_KEPT = 256
_T = TypeVar("_T")


class Held(NamedTuple):
    """One intervention in its document; `place` is its number among the document's interventions."""

    document: Document
    intervention: Intervention
    place: int

    @property
    def numbers(self) -> range:
        """The numbers of its pages."""
        return range(self.intervention.first.page, self.intervention.last.page + 1)

    @property
    def countries(self) -> tuple[str, ...]:
        """Where its speakers come from."""
        return countries_of(self.document, self.intervention)

    @property
    def organisations(self) -> tuple[str, ...]:
        """What its speakers speak for: said here, else of the document where they are its presenters."""
        return organisations_of(self.document, self.intervention)


class Session(NamedTuple):
    """A session of an event; without an event, a document is its own."""

    event: str
    name: str


class Roster:
    """All interventions of some documents; made when first asked for."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._kept: dict[Hashable, Any] = {}
        everything = list(documents)
        self._documents = [document for document in everything if document.pages]
        self._without_pages = [document for document in everything if not document.pages]

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Intervention, ...]]:
        """Each document's interventions, in their order."""
        return {document.id: interventions(document) for document in self._documents}

    @cached_property
    def held(self) -> Sequence[Held]:
        """All of them in time order: by date, event, document and place."""
        ordered = sorted(self._documents, key=lambda one: (one.date or _UNDATED, one.event, one.title, one.id))
        return [Held(one, here, place) for one in ordered for place, here in enumerate(self.by_document[one.id])]

    @cached_property
    def by_speaker(self) -> Mapping[str, Sequence[Held]]:
        """Name → what they have said, in time order."""
        found: dict[str, list[Held]] = {}
        for one in self.held:
            for name in one.intervention.speakers:
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def awaited(self) -> Mapping[str, Sequence[Document]]:
        """Presenter → their documents of which no page is there: awaited, or not to be read."""
        found: dict[str, list[Document]] = {}
        for document in self._without_pages:
            for name in document.presenters:
                found.setdefault(name, []).append(document)
        return found

    @cached_property
    def sessions(self) -> Mapping[Session, Mapping[str, int]]:
        """Session → who spoke there, and how many interventions each had."""
        found: dict[Session, Counter[str]] = {}
        for one in self.held:
            found.setdefault(session_of(one), Counter()).update(one.intervention.speakers)
        return found

    @cached_property
    def events(self) -> Mapping[str, Mapping[str, int]]:
        """The same of whole events."""
        found: dict[str, Counter[str]] = {}
        for session, speakers in self.sessions.items():
            found.setdefault(session.event, Counter()).update(speakers)
        return found

    @cached_property
    def about_pages(self) -> Mapping[str, int]:
        """Country → how many pages speak of it."""
        return Counter(code for one in self._documents for page in one.pages for code in one.about(page))

    @cached_property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(len(document.pages) for document in self._documents)

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What was made for a key before, else made now: a generation never changes. A few hundred are kept."""
        found: _T | None = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = make()
        return found

    def own(self, one: Held, page: Page) -> tuple[Span, ...]:
        """The characters of a page that are this intervention's own."""
        return own_spans(self.by_document[one.document.id], one.place, page.number, len(page.text))

    def documents(self) -> Iterator[Document]:
        """Those that have pages."""
        return iter(self._documents)


def pages_of(held: Iterable[Held]) -> dict[str, set[int]]:
    """Document → the numbers of the pages with words of some interventions."""
    found: dict[str, set[int]] = {}
    for one in held:
        found.setdefault(one.document.id, set()).update(one.numbers)
    return found


def usual(held: Sequence[Held], what: str) -> tuple[str, ...]:
    """Somebody's "organisations" or "countries", those of most interventions first: where they speak alone, or all presenters
    of a document have the same. Without any of these, those of the documents that they have with others; a turn that several
    have together says of none of them which is theirs."""
    alone, together = Counter[str](), Counter[str]()
    for one in held:
        values, speakers = getattr(one, what), set(one.intervention.speakers)
        if len(speakers) == 1:
            alone.update(values)
        elif speakers == set(one.document.presenters):
            (alone if len(values) == 1 else together).update(values)
    return tuple(value for value, _ in (alone or together).most_common())


def session_of(one: Held) -> Session:
    """The session in which it was said."""
    event = one.document.event or one.document.id
    return Session(event, one.intervention.session or event)
