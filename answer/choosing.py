"""The quotes of the best pages that could answer a question, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from answer.features import Features, features
from answer.joining import shortest
from answer.marking.mark import marked
from answer.question import Question
from answer.records import Quote
from answer.retrieval import PAGES, Retrieved, retrieved
from answer.scoring import score
from answer.telling import tells
from answer.windows import Window, windows
from core.records import Document, Page, Span
from index.engine import Filters, Found, View
from index.marks import marks
from index.meaning.dense import BY_WORDS, Ranking
from index.passage import said
from index.speakers import page_speakers, voices_on


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that could answer, how well (`score`, by which they are ordered), what speaks for it (`features`), whether it says
    anything: a heading alone does not, and how likely no part of it is what is asked for (`partless`)."""

    quote: Quote
    score: float
    features: Features
    tells: bool = True
    partless: float = 0.0


class Considered(NamedTuple):
    """A window of a page, and what speaks for it."""

    document: Document
    page: Page
    window: Window
    features: Features


Values = tuple[tuple[str, tuple[str, ...]], ...]
"""Facets with their values."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one question: filters, and how many pages are wanted → what was `found`; page (document, number), and
    whose words are asked for → what on it could answer."""

    found: dict[tuple[Values, int], Retrieved] = field(default_factory=dict)
    pages: dict[tuple[str, int, Values], list[Considered]] = field(default_factory=dict)


def candidates(
    view: View,
    question: Question,
    filters: Filters,
    ranking: Ranking = BY_WORDS,
    known: Known | None = None,
    pages: int = PAGES,
) -> Iterator[Candidate]:
    """What could answer on the best pages within the filters, best first, none overlapping with a better one; none of it is
    verified yet.

    `known` keeps what was found for the same question, with these filters and with others.
    """
    if question.query.root is None:
        return
    known = Known() if known is None else known
    key = (_values(filters), pages)
    if key not in known.found:
        known.found[key] = retrieved(view, question, filters, ranking, pages)
    found = known.found[key]
    for worth, one in best_windows(view, question, found, known):
        yield _candidate(found, question, worth, one)


def _values(filters: Mapping[str, Collection[str]]) -> Values:
    return tuple((facet, tuple(sorted(values))) for facet, values in sorted(filters.items()))


def best_windows(view: View, question: Question, found: Retrieved, known: Known) -> Iterator[tuple[float, Considered]]:
    """The windows of the pages that were found, with how well each answers, best first, none overlapping with a better one."""
    told = considered(view, question, found, known)
    yield from _apart(sorted(((score(one.features), one) for one in told), key=lambda pair: -pair[0]))


def considered(view: View, question: Question, found: Retrieved, known: Known) -> Iterator[Considered]:
    """All windows of the pages that were found, page by page."""
    if not found.weights:
        return
    said_by = _values(found.matches.said_by)
    best = max((one.score for one in found.matches.pages), default=0.0)
    for one in found.matches.pages:
        key = (one.document, one.number, said_by)
        if key not in known.pages:
            known.pages[key] = list(_on_page(view, question, found, one))
        share = one.score / best if best > 0 else 0.0
        yield from (other._replace(features=other.features._replace(page=share)) for other in known.pages[key])


def _on_page(view: View, question: Question, found: Retrieved, one: Found) -> Iterator[Considered]:
    document, page = view.documents[one.document], view.page(one.document, one.number)
    compiled = found.matches.compiled
    lit = said(document, page, marks(compiled, page.text, page.language, page.running), found.matches.said_by)
    about = found.of(marks(compiled, "\n".join(_about(document, page)), page.language))
    turns = [voice.start for voice in voices_on(document, page.number)]
    for window in windows(found, question.kind, page, lit, turns):
        yield Considered(document, page, window, features(found, page, window, about, question.language))


def _about(document: Document, page: Page) -> Iterator[str]:
    yield from (document.title, document.event, *document.section(page.number))
    yield from page_speakers(document, page.number)["presenter"]


def _apart(best: Iterable[tuple[float, Considered]]) -> Iterator[tuple[float, Considered]]:
    """Those that do not overlap with a better one, each as short as it answers."""
    taken: dict[tuple[str, int], list[Span]] = {}
    for worth, one in best:
        window = shortest(one.window, one.page)
        start, end = window.span
        others = taken.setdefault((one.document.id, one.page.number), [])
        if all(end <= other.start or other.end <= start for other in others):
            others.append(one.window.span)
            yield worth, one._replace(window=window)


def _candidate(found: Retrieved, question: Question, worth: float, one: Considered) -> Candidate:
    told, window = one.features, one.window
    passage = min(1.0, told.carried + told.kin + told.near + told.titled)
    lit = tuple(mark.span for mark in window.marks)
    parts, none = marked(found, question, one.page, window)
    quote = Quote(window.span.of(one.page.text), one.document, one.page, window.span, passage, lit, parts)
    says = tells(one.document, one.page, (sentence.span for sentence in window.sentences))
    return Candidate(quote, worth, told, says, none)
