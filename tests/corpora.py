"""Makes documents and pages for tests of the index, and random corpora and queries for property tests."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from core.interventions import TO_THE_END
from core.records import (
    Document,
    DocumentState,
    Heading,
    Intervention,
    Page,
    PageEntry,
    PageState,
    Place,
    Role,
    Span,
)
from index.engine import Engine, Filters, Matches, View
from index.queries.parser import parse
from index.queries.reading import ORDERS

Entry = tuple[Document, list[Page]]
"""A document and its pages."""


def entry(
    identifier: str,
    *texts: str,
    language: str = "en",
    about: Sequence[Sequence[str]] = (),
    **facts: object,
) -> Entry:
    """A document with a page for each text; `about` gives each page's countries, `facts` are fields of Document."""
    pages = [
        Page(identifier, number, str(number), language, text, tuple(about[number - 1]) if about else ())
        for number, text in enumerate(texts, 1)
    ]
    facts = {"title": identifier, "file": f"{identifier}.pdf", **facts}
    return Document(identifier, language=language, **facts), pages  # type: ignore[arg-type]


def fill(engine: Engine, *entries: Entry, remove: Sequence[str] = (), fresh: bool = False) -> View:
    """One commit; the view after it."""
    with engine.writing(fresh=fresh) as writer:
        for identifier in remove:
            writer.remove(identifier)
        for document, pages in entries:
            writer.add(document, pages)
    return engine.view()


def ask(view: View, query: str, filters: Filters | None = None, limit: int = 1_000, **more: object) -> Matches:
    """One search with a query's text."""
    return view.search(parse(query), filters or {}, limit, **more)  # type: ignore[arg-type]


def found(view: View, query: str, **filters: Sequence[str]) -> list[str]:
    """The pages that answer as "document/number", sorted."""
    return sorted(ranked(view, query, filters))


def ranked(view: View, query: str, filters: Filters | None = None, **more: object) -> list[str]:
    """The pages that answer as "document/number", best first."""
    return [f"{page.document}/{page.number}" for page in ask(view, query, filters, **more).pages]


def counted(matches: Matches, facet: str) -> dict[str, tuple[int, int]]:
    """Value → (documents, pages)."""
    return {count.value: (count.documents, count.pages) for count in matches.facets[facet]}


def assert_same_matches(one: Matches, other: Matches) -> None:
    """Everything equal; scores up to rounding, and pages in one order but where scores are equal up to rounding."""
    assert one.total_pages == other.total_pages
    assert one.total_documents == other.total_documents
    assert one.relaxed == other.relaxed
    assert one.compiled == other.compiled
    assert dict(one.facets) == dict(other.facets)
    assert one.idf.keys() == other.idf.keys()
    assert all(math.isclose(one.idf[leaf], other.idf[leaf], rel_tol=1e-9) for leaf in one.idf)
    assert one.selection == other.selection
    assert all(one.answers(page.document, page.number) for page in (*one.pages, *other.pages))
    assert all(other.answers(page.document, page.number) for page in (*one.pages, *other.pages))
    assert len(one.pages) == len(other.pages)
    scores = {(page.document, page.number): page.score for page in other.pages}
    for mine, yours in zip(one.pages, other.pages, strict=True):
        assert math.isclose(mine.score, yours.score, rel_tol=1e-9, abs_tol=1e-12)
        own = scores.get((mine.document, mine.number))
        assert own is None or math.isclose(mine.score, own, rel_tol=1e-9, abs_tol=1e-12)


def entries_of(document: Document, pages: Sequence[Page]) -> tuple[PageEntry, ...]:
    """What a document should remember of its pages, lengths apart."""
    return tuple(PageEntry(page.label, page.language, page.about, page.state, 0, page.confidence) for page in pages)


# Random corpora. Few words, so that pages share them; among them stop words, accents, families, compounds, odd signs.

WORDS = (
    "the", "die", "et", "a", "service", "services", "delivery", "élève", "élèves", "eleve", "régional", "région",
    "co-operation", "cooperation", "co‑\noperation", "Zusammen\u00ad\narbeit", "Zusammenarbeit", "Straße", "strasse",
    "œuvre", "main-d’œuvre", "ﬁnance", "finances", "l'eau", "eau", "Müller", "muller", "R&D", "x" * 70, "2011",
    "state-of-the-art", "e\u0301le\u0300ve", "was", "Haus", "Häuser", "House", "houses", "AND", "not",
    "Verwaltung", "Landesverwaltung", "Verwaltungsreform", "Reform", "Land", "servise", "Müler", "أحمد", "احمد",
    "数据战略", "データ", "ข้อมูล", "هِجرة",
)  # fmt: skip
spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Span(min(ends), max(ends)))
_NAMES = ("Ada Elm", "Anna Müller", "Élodie Roy")
_SPEAKERS = (*_NAMES, "Eve Stone", "Land Service")
_COUNTRIES = ("DE", "CA", "FR")
_LANGUAGES = ("en", "fr", "de", "und", "zz")

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@st.composite
def turns(draw: st.DrawFn) -> Intervention:
    """A stretch of up to five pages: by somebody, by several, by nobody that is known; from somewhere, or not."""
    places = st.builds(Place, st.integers(1, 5), st.integers(0, 70) | st.just(TO_THE_END))
    first, last = sorted((draw(places), draw(places)))
    names = draw(st.lists(st.sampled_from(_SPEAKERS), max_size=2, unique=True).map(tuple))
    countries = draw(st.lists(st.sampled_from(_COUNTRIES), max_size=1).map(tuple))
    return Intervention(first, last, draw(st.sampled_from(Role)), names, names, countries)


@st.composite
def entries(draw: st.DrawFn, identifier: str) -> Entry:
    """One document with up to four pages."""
    few = st.lists(st.sampled_from(_COUNTRIES), max_size=2, unique=True).map(tuple)
    pages = [
        Page(
            identifier, number, str(number), draw(st.sampled_from(_LANGUAGES)), draw(texts), draw(few),
            draw(st.sampled_from(PageState)), 595.0, 842.0,
            running=draw(st.lists(spans, max_size=2).map(tuple)),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]  # fmt: skip
    document = Document(
        identifier, f"{identifier}.pdf", draw(texts), draw(st.sampled_from(("", "report", "presentation"))),
        draw(st.sampled_from(("", "2011", "2012-05-03"))),
        presenters=draw(st.lists(st.sampled_from(_NAMES), max_size=2, unique=True).map(tuple)),
        organisations=draw(st.sampled_from(((), ("Bundesamt",), ("Service Canada", "Ville de Lyon")))),
        countries_from=draw(few), countries_about=draw(few), event=draw(texts),
        state=DocumentState.READY if pages else draw(st.sampled_from((DocumentState.FAILED, DocumentState.AWAITED))),
        work=draw(st.sampled_from(("", "doc0", "doc1"))),
        turns=draw(st.just(()) | st.lists(turns(), max_size=5).map(tuple)),
        outline=draw(st.lists(st.builds(Heading, st.integers(1, 3), texts, st.integers(1, 5)), max_size=4).map(
            lambda outline: tuple(sorted(outline, key=lambda heading: heading.page)))),
    )  # fmt: skip
    return document, pages


_SAID = ("services", "élève", "eleve", "Landesverwaltung", "co-operation", "the", "Müller", "service", "Straße")
_MINUTED = (
    "service", "services", "eleve", "élève", "eleve~1", "serv*", '"the service"', '"service eleve"~3', "-service", "strasse",
    "muller", "Verwaltung", "cooperation", "stone",
)  # fmt: skip
_WHO = ("presenter:stone", "presenter:elm", "from:DE", "from:CA", "-presenter:roy", "")


@st.composite
def minutes(draw: st.DrawFn, identifier: str) -> Entry:
    """A document of few pages that several people share."""
    document, pages = draw(entries(identifier))
    many = draw(st.integers(1, 3))
    said = st.lists(st.sampled_from(_SAID), min_size=3, max_size=8).map(" ".join)
    pages = [
        Page(identifier, n, str(n), draw(st.sampled_from(("en", "fr", "de"))), draw(said)) for n in range(1, many + 1)
    ]
    places = st.builds(Place, st.integers(1, many), st.integers(0, 50))
    ends = draw(st.lists(st.tuples(places, places), min_size=1, max_size=5))
    cut = tuple(draw(turns())._replace(first=min(pair), last=max(pair)) for pair in ends)
    return replace(document, state=DocumentState.READY, turns=cut), pages


@st.composite
def corpora(draw: st.DrawFn, most: int = 5) -> list[Entry]:
    """Up to `most` documents."""
    return [draw(entries(f"doc{number}")) for number in range(draw(st.integers(0, most)))]


minuted = st.lists(minutes("doc0") | minutes("doc1"), min_size=1, max_size=2, unique_by=lambda found: found[0].id)
"""Corpora of such documents."""
_FIELDS = ("from:Germany", "from:ca", "about:FR", "about:Nowhere", "kind:report", "lang:fr", "year:2011", "year:2010..",
           "year:x", "presenter:muller", "presenter:stone", 'presenter:"ada e"', "org:ville", "title:service", 'title:""',
           "section:service", 'section:"rég dat"')  # fmt: skip
_atoms = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(WORDS).map(lambda word: f"{word[:3]}*"),
    st.sampled_from(WORDS).map(lambda word: f"{word}~"),
    st.sampled_from(WORDS).map(lambda word: f"{word}~1"),
    st.builds(
        lambda words, distance: f'"{" ".join(words)}"~{distance}',
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=3),
        st.integers(0, 4),
    ),
    st.sampled_from(_FIELDS),
)
queries = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        inner.map(lambda text: f"-{text}"),
        inner.map(lambda text: f"({text})"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
    ),
    max_leaves=6,
) | st.just("")

_VALUES: Mapping[str, Sequence[str]] = {
    "presenter": _SPEAKERS, "from": _COUNTRIES, "about": _COUNTRIES, "language": _LANGUAGES, "kind": ("report", "speech"),
    "year": ("2011", "2012"), "organisation": ("Bundesamt", "Ville de Lyon"), "document": ("doc0", "doc1", "gone"),
}  # fmt: skip
filters = st.fixed_dictionaries(
    {}, optional={facet: st.lists(st.sampled_from(values), max_size=2) for facet, values in _VALUES.items()}
)


@dataclass(frozen=True)
class Request:
    """The arguments of one search."""

    query: str
    filters: Filters
    limit: int
    offset: int
    any_word: bool
    order: str = ORDERS[0]
    language: str = ""

    def on(self, view: View) -> Matches:
        """Runs it."""
        query = replace(parse(self.query), language=self.language)
        return view.search(query, self.filters, self.limit, self.offset, self.any_word, order=self.order)


requests = st.builds(
    Request,
    queries,
    st.just({}) | filters,
    st.integers(0, 20),
    st.just(0) | st.integers(0, 5),
    st.booleans(),
    st.sampled_from(ORDERS),
    st.just("") | st.sampled_from(("en", "fr", "de", "da")),
)

minuted_requests = st.builds(
    Request,
    st.lists(st.sampled_from(_MINUTED), min_size=1, max_size=2).flatmap(
        lambda words: st.sampled_from(_WHO).map(lambda who: " ".join((*words, who)).strip())
    ),
    st.fixed_dictionaries(
        {},
        optional={
            "presenter": st.lists(st.sampled_from(_SPEAKERS), min_size=1, max_size=2),
            "from": st.lists(st.sampled_from(_COUNTRIES), min_size=1, max_size=1),
        },
    ),
    st.integers(0, 20),
    st.just(0),
    st.booleans(),
)
"""Searches of what some people say in such corpora."""
