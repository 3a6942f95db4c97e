"""What one can find in the library: the half of the façade that asks the index alone."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar, Unpack

from answer.ask import ask
from answer.example_questions import example_questions
from answer.phrasing.language_model import LanguageModel, NoModel
from answer.phrasing.phrase import phrase
from answer.phrasing.records import Phrased
from answer.records import Answer
from core.errors import NotFound
from core.records import Document, Page
from core.settings import Settings
from index.coverage import Coverage, coverage
from index.engine import Filters, View
from index.frequency import Frequencies, frequency
from index.guidance.completion import Completion, How, complete
from index.guidance.examples import Example, examples
from index.meaning.dense import BY_WORDS, Dense, Ranking
from index.meaning.sentence_model import SentenceModel
from index.portraits import listed
from index.portraits.country import CountryPortrait, country
from index.portraits.presenter import Portion, Portrait, presenter
from index.queries.reading import PLAIN, Reading
from index.queries.terms import NO_TERMS, TermTable
from index.search import AllHits, Results, all_hits, search
from index.similar import Similar, similar
from index.store.whoosh_backend import WhooshEngine
from index.talks.beside import Beside, SideBySide
from index.talks.counterparts import Counterparts, Talks
from ingest.metadata.terms import read_terms
from serve.answer_shown import as_shown
from serve.comparing import Comparison, Layout, compare
from serve.grouping import Grouped, grouped
from serve.inquiry import Inquiry
from serve.marked_places import MarkedPlaces, Places
from serve.naming import Naming, version_of
from serve.unknown_filters import KnownValues

_Noted = TypeVar("_Noted", Results, AllHits, Frequencies, Coverage, Comparison)


class Finder:
    """Finds in the last committed generation. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._engine = WhooshEngine(settings.data, settings.cache_bytes)
        self._ranking: Ranking = BY_WORDS
        if settings.semantic:
            self._ranking = Dense(settings.vectors, lambda: SentenceModel(settings.semantic))
        self.model: LanguageModel = NoModel()
        if settings.endpoint:
            from serve.language_model import HttpModel  # loads TLS: only where there is a model

            self.model = HttpModel(settings.endpoint)
        self._places = MarkedPlaces()
        self._terms = TermTable()
        self._talks = Talks()
        self._known_values = KnownValues()
        self._side_by_side = SideBySide(self._talks)
        self._naming: Naming | None = None
        self._example_questions: tuple[tuple[int, str], list[str]] = ((-1, ""), [])

    def view(self) -> View:
        """The last committed generation. Raises NoIndex, IndexUnusable."""
        return self._engine.view()

    @property
    def finds_by_meaning(self) -> bool:
        """Whether the search by meaning is switched on."""
        return bool(self.settings.semantic)

    def terms(self) -> TermTable:
        """The equal terms as the table says now: what is written there holds from the next search on, without an ingest."""
        version = version_of(self.settings.terms)
        if version != self._terms.version:
            self._terms = TermTable(read_terms(self.settings.terms).concepts, version)
        return self._terms

    def naming(self) -> Naming:
        """The names by which people and organisations are known, and what readers may call them."""
        view, tables = self.view(), (self.settings.people, self.settings.organisations)
        version = (str(view.generation), *map(version_of, tables))
        if self._naming is None or self._naming.version != version:
            self._naming = Naming(self.settings, view, version)
        return self._naming

    def _meant(self, filters: Filters) -> Filters:
        """The filters with the known names of whatever spellings they give."""
        return self.naming().meant(filters) if filters.get("presenter") or filters.get("organisation") else filters

    def filter_notes(self, filters: Filters) -> tuple[str, ...]:
        """What is said of filters that no page of the library has; results and answers have it among their notes."""
        return self._known_values.notes(self.view(), self._meant(filters)) if filters else ()

    def _noted(self, found: _Noted, filters: Filters) -> _Noted:
        """What was found, with what is said of its filters."""
        return replace(found, notes=(*self.filter_notes(filters), *found.notes))

    def search(
        self, text: str, filters: Filters, limit: int = 10, offset: int = 0, reading: Reading = PLAIN
    ) -> Results:
        """One slice of the pages that answer a query, with counts of all."""
        found = search(self.view(), text, self._meant(filters), limit, offset, reading, self.terms(), self._ranking)
        return self._noted(found, filters)

    def grouped(
        self,
        text: str,
        filters: Filters,
        facet: str,
        hits: int = 3,
        limit: int = 10,
        offset: int = 0,
        reading: Reading = PLAIN,
    ) -> Grouped:
        """One slice of the groups by one of GROUPED_BY, each with its best hits, and the results' counts."""
        found = grouped(self.view(), text, self._meant(filters), facet, hits, limit, offset, reading, self.terms())
        return replace(found, results=self._noted(found.results, filters))

    def all_hits(self, text: str, filters: Filters, reading: Reading = PLAIN) -> AllHits:
        """Every page that answers a query by its words."""
        found = all_hits(self.view(), text, self._meant(filters), reading, self.terms())
        return self._noted(found, filters)

    def frequency(self, text: str, filters: Filters, by: str, reading: Reading = PLAIN) -> Frequencies:
        """How often a query's words stand, per value of one of COUNTED."""
        found = frequency(self.view(), text, self._meant(filters), by, reading, self.terms())
        return self._noted(found, filters)

    def coverage(self, text: str, filters: Filters, by: str, reading: Reading = PLAIN) -> Coverage:
        """Documents and pages that answer a query, per value of one of COVERED_BY and by year."""
        found = coverage(self.view(), text, self._meant(filters), by, reading, self.terms())
        return self._noted(found, filters)

    def similar(self, identifier: str, number: int, filters: Filters, limit: int = 10) -> Similar:
        """Pages about the same as one page, of other documents and of its own; a filter "document" would leave none of
        the others, and is left out. Raises NotFound."""
        others = {facet: values for facet, values in self._meant(filters).items() if facet != "document"}
        return similar(self.view(), identifier, number, others, limit)

    def counterparts(self, identifier: str, number: int) -> Counterparts:
        """The pages elsewhere on the same talk: of a slide those that tell of it, of such a page the slides. Raises NotFound."""
        return self._talks.counterparts(self.view(), identifier, number)

    def beside(self, identifier: str, number: int, other: str) -> Beside:
        """The page of another document that belongs beside a page: of a language twin, of a deck or its report. Raises
        NotFound."""
        return self._side_by_side.beside(self.view(), identifier, number, other, self.terms())

    def complete(self, text: str, limit: int = 8, cursor: int | None = None, **how: Unpack[How]) -> list[Completion]:
        """The ways to complete the word at the cursor of a query that is being written, best first."""
        if "filters" in how:
            how["filters"] = self._meant(how["filters"])
        return complete(self.view(), text, limit, cursor, self.terms(), **how)

    def examples(self) -> list[Example]:
        """Queries that find something, one for each thing that a query can say."""
        return examples(self.view())

    def ask(self, question: str, filters: Filters, by: str | None = None, reading: Reading = PLAIN) -> Answer:
        """Quotes that answer a question, or an honest "not found". `by`: "country" or "presenter"."""
        return self.answer(Inquiry(question, filters, by or "", reading))

    def answer(self, asked: Inquiry) -> Answer:
        """Likewise, of all that a reader asks; told apart by rows, with what is shown of each."""
        reading, filters = asked.reading, self._meant(asked.filters)
        terms, ranking = self.terms() if reading.terms else NO_TERMS, self._ranking if reading.meaning else BY_WORDS
        answer = ask(
            self.view(), asked.question, filters, asked.by or None, terms, reading.language, ranking, asked.freed
        )
        notes = (*self.filter_notes(filters), *answer.asked.notes)
        return as_shown(replace(answer, asked=replace(answer.asked, notes=notes)))

    def example_questions(self) -> list[str]:
        """Questions that are answered, made of the corpus's own words once a generation."""
        view, terms = self.view(), self.terms()
        version = (view.generation, terms.version)
        if self._example_questions[0] != version:
            self._example_questions = version, example_questions(view, terms)
        return self._example_questions[1]

    def phrase(self, answer: Answer) -> Generator[Phrased, None, None]:
        """An answer's quotes in sentences of the language model, each checked; all so far, again and again, until `finished`.

        Only then the model is asked. Raises ProgramMissing where there is none.
        """
        return phrase(self.view(), answer, self.model)

    # Presenters and countries

    def presenter(
        self,
        name: str,
        query: str,
        filters: Filters,
        reading: Reading = PLAIN,
        portion: Portion = Portion(),  # noqa: B008
    ) -> Portrait:
        """The portrait of a presenter, by a spelling that is nobody else's; a portion of their interventions. Raises
        NotFound, with the nearest names."""
        meant = self.naming().people(name)
        known = meant[0] if len(meant) == 1 else name
        return presenter(self.view(), known, query, self._meant(filters), reading, self.terms(), portion)

    def presenters(self, query: str, filters: Filters, reading: Reading = PLAIN) -> listed.Presenters:
        """All presenters, and on how many of their pages a query's words stand."""
        return listed.presenters(self.view(), query, self._meant(filters), reading, self.terms())

    def country(self, word: str, query: str, filters: Filters, reading: Reading = PLAIN) -> CountryPortrait:
        """The portrait of a country, by its code or name. Raises NotFound."""
        return country(self.view(), word, query, self._meant(filters), reading, self.terms())

    def countries(self, query: str, filters: Filters, reading: Reading = PLAIN) -> listed.Countries:
        """All countries that something comes from or speaks of, and the matrix of both."""
        return listed.countries(self.matrix(query, filters, reading))

    def matrix(self, query: str, filters: Filters, reading: Reading = PLAIN) -> listed.Matrix:
        """What answers a query, by the country it comes from and the country it speaks of."""
        return listed.matrix(self.view(), query, self._meant(filters), reading, self.terms())

    def compare(self, text: str, filters: Filters, layout: Layout, reading: Reading = PLAIN) -> Comparison:
        """One query or question, by its words, one row per country, presenter, document…: the best passages side by side."""
        rows, columns = self._meant({layout.by: layout.rows}), self._meant({layout.across: layout.columns})
        known = replace(layout, rows=tuple(rows[layout.by]), columns=tuple(columns[layout.across]))
        found = compare(self.view(), text, self._meant(filters), known, reading, self.terms())
        return self._noted(found, found.filters)

    # Documents and pages

    def documents(self) -> list[Document]:
        """All documents, awaited and failed ones too, by file name."""
        return sorted(self.view().documents.values(), key=lambda document: (document.file, document.title))

    def document(self, identifier: str) -> Document:
        """One document. Raises NotFound."""
        found = self.view().documents.get(identifier)
        if found is None:
            raise NotFound(f"There is no document {identifier!r}.", "`rapporteur documents` lists those there are.")
        return found

    def page(self, identifier: str, number: int) -> Page:
        """One page. Raises NotFound."""
        return self.view().page(identifier, number)

    def matches_in(self, identifier: str, query: str, reading: Reading = PLAIN) -> Places:
        """Where a query's marks stand in a document: (page number, how many) of each page of its results, in order."""
        return self._places.of(self.view(), identifier, query, reading, self.terms())
