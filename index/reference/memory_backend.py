"""The reference engine: everything in memory, every page looked at for every query. Slow, short, and plainly right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from core.errors import NoIndex, NotFound
from core.records import Document, Page, PageEntry
from index.analysis import page_terms
from index.described import meta_stems, titled
from index.engine import (
    COUNTED,
    Count,
    Crossing,
    Filters,
    Found,
    Frequency,
    Matches,
    Selection,
    facet_values,
    order_counts,
    without_countries,
    work_of,
)
from index.occurring import places_of
from index.portraits.roster import Roster
from index.queries.compiled import (
    AllOf,
    AnyOf,
    Compiled,
    EitherOf,
    FacetLeaf,
    NoneOf,
    TextLeaf,
    Tree,
    WordLeaf,
    compile_query,
    term_leaf,
    wanted,
)  # fmt: skip
from index.queries.compounds import Compounds
from index.queries.query import Query
from index.queries.reading import ORDERS
from index.ranking.crowding import Ranked, in_order
from index.ranking.orders import places
from index.reference.memory_crossing import crossing
from index.reference.memory_ranking import Bm25, Entry, count_in, ranked
from index.reference.memory_speakers import heard, interventions, said, words_of
from index.selection import Condition, conditions, count_chosen, holds, said_by, unread
from index.speakers import voices
from index.words.lexicon import WordList, listed
from index.words.names import Names


@dataclass(frozen=True)
class MemoryView:
    """One generation: plain dictionaries."""

    generation: int
    documents: Mapping[str, Document]
    pages: Mapping[str, Sequence[Page]]
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        for identifier in sorted(self.pages):
            document = self.documents[identifier]
            for page, there in zip(self.pages[identifier], voices(document), strict=True):
                terms = page_terms(page.text, page.language, page.running)
                meta = frozenset(meta_stems(document, page.number, page.language))
                values = {**facet_values(document, page.number), "section": document.section(page.number)}
                title = titled(document, page.number, page.language)
                begins = tuple(places_of([voice.start for voice in there], page.text))
                self.entries.append(Entry(page, work_of(document), terms, meta, title, values, there, begins))

    def languages(self) -> list[str]:
        return sorted({page.language for pages in self.pages.values() for page in pages})

    @cached_property
    def lexicon(self) -> WordList:
        return WordList(listed(page for pages in self.pages.values() for page in pages))

    @cached_property
    def compounds(self) -> Compounds:
        return Compounds(self.lexicon, self.standing)

    def standing(self, word: str, language: str = "") -> int:
        return sum(word in e.terms.words for e in self.entries if language in ("", e.page.language))

    @cached_property
    def names(self) -> Names:
        return Names(self.documents.values())

    def page(self, document: str, number: int) -> Page:
        pages = self.pages.get(document, ())
        if not 1 <= number <= len(pages):
            raise NotFound(f"There is no page {number} in {document!r}.")
        return pages[number - 1]

    def spellings(self, folded: str) -> Sequence[str]:
        found = (spelling.split("\x1f") for entry in self.entries for spelling in entry.terms.spellings)
        return sorted({written for plain, written in found if plain == folded})

    def search(
        self,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
        order: str = ORDERS[0],
    ) -> Matches:
        compiled = compile_query(query, self, self.languages())
        entries = [heard(entry, compiled.leaves) for entry in self.entries]
        answering, relaxed = _answers(entries, compiled, filters, any_word)
        results = [(entry, has) for entry, has in answering if _passes(entry, filters)]
        answers = {(entry.page.document, entry.page.number) for entry, _ in results}
        scores = ranked(entries, compiled, [e for e, _ in results], any_word or relaxed is not None, self)
        found = [
            Found(e.page.document, e.page.number, scores[id(e)]) for e, _ in self._in_order(results, scores, order)
        ]
        return Matches(
            tuple(found[offset : offset + limit]),
            len(results),
            len({entry.work for entry, _ in results}),
            {facet: _count([e for e, _ in answering], facet, filters) for facet in counted},
            relaxed,
            compiled,
            Bm25(entries, compiled.leaves).idf,
            self._selection(conditions(filters, compiled.tree)),
            lambda document, number: (document, number) in answers,
            said_by=said_by(filters, compiled.tree),
        )

    def _in_order(
        self, results: Sequence[tuple[Entry, int]], scores: Mapping[int, float], order: str
    ) -> list[tuple[Entry, int]]:
        """By relevance no work crowds the others out; in another order documents have their places."""
        if order == ORDERS[0]:
            ranked = [Ranked(has, scores[id(e)], e.work, e.page.document, e.page.number) for e, has in results]
            return [results[place] for place in in_order(ranked)]
        place = places(self.documents.values(), order)
        return sorted(
            results,
            key=lambda found: (
                place[found[0].page.document], -found[1], -scores[id(found[0])], found[0].page.document, found[0].page.number,
            ),
        )  # fmt: skip

    def frequency(self, query: Query, series: Sequence[Query], filters: Filters, facet: str) -> tuple[Frequency, ...]:
        compiled, *parts = (compile_query(each, self, self.languages()) for each in (query, *series))
        others = {name: values for name, values in filters.items() if name != facet}
        entries = [heard(entry, compiled.leaves) for entry in self.entries]
        answering = [entry for entry, _ in _answers(entries, compiled, filters, False)[0] if _passes(entry, others)]
        asked = conditions(others, compiled.tree)
        chosen = [entry for entry in self.entries if all(holds(condition, entry.values) for condition in asked)]
        rows = []
        for value in {value for entry in (*answering, *chosen) for value in entry.values[facet]}:
            own = [entry for entry in answering if value in entry.values[facet]]
            stand = tuple(
                sum(said(leaf, entry, facet, value) for entry in own for leaf in part.leaves) for part in parts
            )
            words = sum(words_of(entry, facet, value) for entry in chosen if value in entry.values[facet])
            if own or words:
                rows.append(Frequency(value, len({entry.work for entry in own}), len(own), stand, words))
        return tuple(rows)

    def apart(self, query: Query, filters: Filters, facet: str, by: str) -> Mapping[str, tuple[Count, ...]]:
        compiled = compile_query(query, self, self.languages())
        entries = [heard(entry, compiled.leaves) for entry in self.entries]
        apart: dict[str, list[Entry]] = {}
        for entry, _ in _answers(entries, compiled, filters, False)[0]:
            for value in entry.values[by] or ("",):
                apart.setdefault(value, []).append(entry)
        counts = {value: _count(own, facet, filters) for value, own in apart.items()}
        return {v: tuple(one._replace(interventions=0) for one in found) for v, found in counts.items() if found}

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.documents.values())

    def crossed(self, query: Query, filters: Filters) -> Crossing:
        others = without_countries(filters)
        compiled = compile_query(query, self, self.languages())
        entries = [heard(entry, compiled.leaves) for entry in self.entries]
        answering = [entry for entry, _ in _answers(entries, compiled, others, False)[0] if _passes(entry, others)]
        return crossing(answering, lambda some: _count(some, "from", {}))

    def occurrences(self, terms: Sequence[str], filters: Filters) -> Mapping[str, tuple[int, int]]:
        def standing(term: str, entries: Iterable[Entry]) -> int:
            return sum(entry.terms.stems.get(term, 0) for entry in entries)

        chosen = [entry for entry in self.entries if _passes(entry, filters)]
        return {term: (standing(term, chosen), standing(term, self.entries)) for term in terms}

    def words(self, filters: Filters) -> Mapping[str, int]:
        found = dict.fromkeys(self.languages(), 0)
        for entry in self.entries:
            found[entry.page.language] += entry.terms.length if _passes(entry, filters) else 0
        return found

    def pages_in(self, language: str) -> int:
        return sum(entry.page.language == language for entry in self.entries)

    def holding(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {term: sum(term in entry.terms.stems for entry in self.entries) for term in terms}

    def weighted(self, weights: Mapping[str, float], least: int, filters: Filters, limit: int) -> tuple[Found, ...]:
        leaves = {term_leaf(term): weight for term, weight in weights.items()}
        rank = Bm25(self.entries, list(leaves))
        found = []
        for entry in (entry for entry in self.entries if _passes(entry, filters)):
            score = sum(weight * rank.of_leaf(leaf, entry) for leaf, weight in leaves.items())
            if score > 0 and sum(count_in(leaf, entry) > 0 for leaf in leaves) >= least:
                found.append(Found(entry.page.document, entry.page.number, score))
        return tuple(sorted(found, key=lambda page: (-page.score, page.document, page.number))[:limit])

    def _selection(self, asked: Sequence[Condition]) -> Selection:
        bound = [condition for condition in asked if condition.of_document]
        blind = [
            not entry.page.state.searchable and all(holds(condition, entry.values) for condition in bound)
            for entry in self.entries
        ]
        chosen = [all(holds(condition, entry.values) for condition in asked) for entry in self.entries]
        pages = sum(one or other for one, other in zip(blind, chosen, strict=True))
        return Selection(pages, sum(blind), count_chosen(unread(self.documents.values()), asked))


def _answers(
    entries: Sequence[Entry], compiled: Compiled, filters: Filters, any_word: bool
) -> tuple[list[tuple[Entry, int]], tuple[int, int] | None]:
    """The pages that answer, whatever the filters, each with how many words it has where And let go of some."""
    held = [(entry, *_members(compiled, entry)) for entry in entries]
    held = [(entry, has, lacks) for entry, has, lacks in held if has]
    best = max(((has, -lacks) for entry, has, lacks in held if _passes(entry, filters)), default=(0, 0))
    strict = any(not lacks for entry, _, lacks in held if _passes(entry, filters))
    if any_word or strict or not best[0]:
        return [(entry, 0) for entry, _, lacks in held if any_word or not lacks], None
    answering = [(entry, has) for entry, has, _ in held if has >= max(1, best[0] - 1)]
    return answering, (best[0], best[0] - best[1])


def _members(compiled: Compiled, entry: Entry) -> tuple[int, int]:
    """How many of And's members with words the page has, and lacks; (0, 0) where it cannot be an answer."""
    tree = compiled.tree
    if compiled.leaves and not any(_in_text(leaf, entry) for leaf in compiled.leaves):
        return 0, 0
    children = tree.children if isinstance(tree, AllOf) else (tree,) if tree else ()
    worded = [child for child in children if any(True for _ in wanted(child))]
    if not all(_holds(child, entry) for child in children if child not in worded):
        return 0, 0
    if not worded:
        return 1, 0
    held = [_holds(child, entry) for child in worded if not _neutral(child, entry)]
    return sum(held), len(held) - sum(held)


def _holds(tree: Tree, entry: Entry) -> bool:
    match tree:
        case AllOf(children):
            return all(_neutral(child, entry) or _holds(child, entry) for child in children)
        case AnyOf(children):
            return any(_holds(child, entry) for child in children)
        case NoneOf(child):
            return not _holds(child, entry)
        case EitherOf(child, equals):
            return _holds(child, entry) or any(_holds(equal, entry) for equal in equals)
        case FacetLeaf(facet, values, _):
            return not values.isdisjoint(entry.values[facet])
        case WordLeaf():
            return count_in(tree, entry) > 0 or not tree.stems.isdisjoint(entry.meta)
        case _:
            return count_in(tree, entry) > 0


def _neutral(tree: Tree, entry: Entry) -> bool:
    if isinstance(tree, EitherOf):
        return _neutral(tree.child, entry)
    return isinstance(tree, WordLeaf) and entry.page.language in tree.stop_in


def _in_text(leaf: TextLeaf, entry: Entry) -> bool:
    on_first = entry.page.number == 1 and isinstance(leaf, WordLeaf) and not leaf.stems.isdisjoint(entry.meta)
    return on_first or count_in(leaf, entry) > 0


def _passes(entry: Entry, filters: Filters, but: str = "") -> bool:
    return all(
        not wanted_values or facet == but or not set(wanted_values).isdisjoint(entry.values[facet])
        for facet, wanted_values in filters.items()
    )


def _count(entries: Iterable[Entry], facet: str, filters: Filters) -> tuple[Count, ...]:
    pages: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    said: dict[str, set[tuple[str, int]]] = {}
    for entry in entries:
        if _passes(entry, filters, but=facet):
            pages.update(entry.values[facet])
            for value in entry.values[facet]:
                documents.setdefault(value, set()).add(entry.work)
            for value, intervention in interventions(entry, facet):
                said.setdefault(value, set()).add((entry.work, intervention))
    return order_counts(Count(v, len(documents[v]), pages[v], len(said.get(v, ()))) for v in pages)


class MemoryEngine:
    """Keeps generations in memory only."""

    def __init__(self) -> None:
        self._view: MemoryView | None = None

    def view(self) -> MemoryView:
        if self._view is None:
            raise NoIndex("There is no index yet.", "Run an ingest first.")
        return self._view

    @contextmanager
    def writing(self, fresh: bool = False) -> Iterator[_MemoryWriter]:
        before = None if fresh else self._view
        writer = _MemoryWriter(dict(before.documents) if before else {}, dict(before.pages) if before else {})
        yield writer
        if writer.changed or before is None:
            self._view = MemoryView((self._view.generation if self._view else 0) + 1, writer.documents, writer.pages)

    def close(self) -> None:
        self._view = None


@dataclass
class _MemoryWriter:
    documents: dict[str, Document]
    pages: dict[str, Sequence[Page]]
    changed: bool = False

    def remove(self, document: str) -> None:
        self.changed = True
        self.documents.pop(document, None)
        self.pages.pop(document, None)

    def add(self, document: Document, pages: Iterable[Page]) -> None:
        self.changed = True
        kept = list(pages)
        entries = tuple(
            PageEntry(p.label, p.language, p.about, p.state, page_terms(p.text, p.language).length, p.confidence)
            for p in kept
        )
        self.documents[document.id] = replace(document, pages=entries)
        self.pages[document.id] = kept

    def describe(self, document: Document) -> None:
        self.changed = True
        self.documents[document.id] = replace(document, pages=self.documents[document.id].pages)
