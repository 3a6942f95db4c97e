"""What a query that is being written may go on with: words, names, values of fields; examples; what was understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from core.records import Heading
from index.engine import Engine, View
from index.guidance.completion import complete
from index.guidance.examples import examples
from index.queries.parser import parse
from index.queries.reading import PLAIN, Reading
from index.reference.memory_backend import MemoryEngine
from index.search import search
from index.store.whoosh_backend import WhooshEngine

CORPUS = (
    entry(
        "a", "joint service delivery", "services for citizens", "service in Canada", about=((), (), ("CA",)),
        presenters=("Stefan Kramer",), organisations=("Service Canada",), countries_from=("DE",), kind="report",
        date="2011", title="Joint service delivery in practice", outline=(Heading(1, "2 Germany", 2),),
    ),
    entry("b", "Krankheit und Dienst", "Kraftfahrzeuge, Kraftfahrzeuge", language="de", presenters=("Ada Krause",)),
    entry("c", "the theme of this", "OECD service", presenters=("Léa Krähe-Dubois",)),
)  # fmt: skip


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path):
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(engine: Engine) -> View:
    return fill(engine, *CORPUS)


def offered(view: View, text: str, **more: int) -> list[tuple[str, str, int]]:
    return [(found.query, found.kind, found.pages) for found in complete(view, text, **more)]


def test_words_come_with_how_many_pages_they_find_one_of_each_family(view: View) -> None:
    assert offered(view, "serv") == [
        ('organisation:"Service Canada"', "organisation", 3), ("service", "word", 4),
        ('title:"Joint service delivery in practice"', "title", 3),
    ]  # fmt: skip
    assert offered(view, "the") == [("the", "word", 1), ("theme", "word", 1)]
    assert ("OECD", "word", 1) in offered(view, "oe")


def test_presenters_come_first_accents_and_case_apart(view: View) -> None:
    assert [query for query, kind, _ in offered(view, "kra") if kind == "presenter"] == [
        'presenter:"Stefan Kramer"', 'presenter:"Ada Krause"', 'presenter:"Léa Krähe-Dubois"',
    ]  # fmt: skip
    assert offered(view, "krahe")[0][0] == 'presenter:"Léa Krähe-Dubois"'
    assert offered(view, "Stefan Kra")[0] == ('presenter:"Stefan Kramer"', "presenter", 3)


def test_the_word_at_the_cursor_is_completed_and_the_rest_stays(view: View) -> None:
    assert offered(view, "joint deliv")[0][:2] == ("joint delivery", "word")
    (found,) = complete(view, "services cit -joint", cursor=12)
    assert (found.query, found.cursor) == ("services citizens -joint", 17)
    assert complete(view, "service", cursor=3) == []


def test_what_finds_no_page_with_the_other_words_is_not_offered(view: View) -> None:
    assert offered(view, "Dienst serv") == []
    assert offered(view, "presenter:Krause serv") == []


@pytest.mark.parametrize("sign", ["-", "−", "NOT "])
def test_what_is_excluded_is_completed_as_excluded(view: View, sign: str) -> None:
    found = offered(view, f"service {sign}Kram")
    assert found == [(f'service {sign}presenter:"Stefan Kramer"', "presenter", 1)]
    assert offered(view, f"service {sign}pra") == [
        (f'service {sign}title:"Joint service delivery in practice"', "title", 1)
    ]


@pytest.mark.parametrize("text", ["-Stefan Kra", "NOT Stefan Kra", "Stefan OR Kra", "Joint -service deli"])
def test_no_name_is_offered_across_an_exclusion_or_an_operator(view: View, text: str) -> None:
    last = text.rindex(" ") + 1
    assert all(query.startswith(text[:last]) for query, _, _ in offered(view, text))


def test_words_that_are_excluded_are_ranked_by_their_own_pages(engine: Engine) -> None:
    fill(engine, entry("a", "wall walrus", "wall only", "wall here"), entry("b", "walrus door"), entry("c", "door"))
    assert offered(engine.view(), "door -wal") == [("door -wall", "word", 2), ("door -walrus", "word", 1)]


def test_one_title_at_most_stands_before_the_words(engine: Engine) -> None:
    titles = [f"Joint service delivery {number}" for number in ("one", "two", "three")]
    fill(engine, *(entry(str(number), "joint service", title=title) for number, title in enumerate(titles)))
    assert [kind for _, kind, _ in offered(engine.view(), "joint serv")] == ["title", "word", "title", "title"]


def test_pages_are_counted_as_the_search_with_filters_reading_and_equal_terms_counts_them(demonstration) -> None:
    gdpr = {}
    for filters, reading in (({}, PLAIN), ({"language": ["en"]}, PLAIN), ({}, Reading(language="en", terms=False))):
        found = demonstration.complete("GDP", filters=filters, reading=reading)
        gdpr |= {(str(filters), reading): each.pages for each in found if each.query == "GDPR"}
        for each in found:
            assert each.pages == demonstration.search(each.query, filters, 1, reading=reading).total_pages
    assert len(gdpr) == len(set(gdpr.values())) == 3, "each way to read it finds pages of its own"


def test_titles_are_found_by_several_words_of_them(view: View) -> None:
    assert offered(view, "service deli")[0] == ('title:"Joint service delivery in practice"', "title", 3)
    assert offered(view, "lang:en service deli")[0][0] == 'lang:en title:"Joint service delivery in practice"'


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("presenter:Kr", 'presenter:"Stefan Kramer"'),
        ('delivery presenter:"Stefan K', 'delivery presenter:"Stefan Kramer"'),
        ("org:serv", 'organisation:"Service Canada"'),
        ("from:ger", "from:Germany"),
        ("from:deutsch", "from:Deutschland"),
        ("about:", "about:Canada"),
        ("kind:", "kind:report"),
        ("lang:ge", "language:German"),
        ("year:20", "year:2011"),
        ("section:ge", 'section:"2 Germany"'),
        ("title:prac", 'title:"Joint service delivery in practice"'),
    ],
)
def test_the_values_of_a_field_are_completed(view: View, text: str, query: str) -> None:
    assert complete(view, text)[0].query == query


@pytest.mark.parametrize(
    "text", ["", " ", "s", "service ", "nofield:x", '"', "(", "zzz", "presenter:Stefan K", "x" * 600, "12"]
)
def test_where_there_is_nothing_to_complete_there_is_nothing(view: View, text: str) -> None:
    assert complete(view, text) == []


def test_words_on_removed_pages_are_not_offered(engine: Engine) -> None:
    fill(engine, entry("gone", "walrus", presenters=("Wally Wal",), title="Walking"), entry("a", "wall"))
    assert [found.text for found in complete(engine.view(), "wal")] == ["Wally Wal", "wall", "walrus", "Walking"]
    assert [found.text for found in complete(fill(engine, remove=["gone"]), "wal")] == ["wall"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='serviczKra :"()-*~\n', max_size=25) | st.text(max_size=20), st.integers(0, 30))
def test_any_text_is_answered_and_what_is_offered_finds_so_many_pages(text: str, cursor: int) -> None:
    view = fill(MemoryEngine(), *CORPUS)
    for found in complete(view, text, 5, cursor):
        assert view.search(parse(found.query), {}, 0).total_pages == found.pages > 0
        assert 0 <= found.cursor <= len(found.query)


# Examples


def test_every_example_finds_something_and_there_is_one_for_each_thing_to_say(view: View) -> None:
    made = examples(view)
    queries = [example.query for example in made]
    for example in made:
        results = search(view, example.query, {})
        assert results.total_pages
        assert all(example.query.endswith("~") and "also stands for" in note for note in results.notes_on_query)
        assert example.finds
    for sign in (
        '"',
        "*",
        '"~5',
        " OR ",
        " -",
        "presenter:",
        "organisation:",
        "from:",
        "about:",
        "title:",
        "section:",
        "kind:",
        "year:",
        "lang:",
    ):
        assert any(sign in query for query in queries), sign
    (misspelt,) = [query for query in queries if query.endswith("~")]
    assert not search(view, misspelt[:-1], {}).total_pages


def test_an_empty_library_has_no_examples(engine: Engine) -> None:
    assert examples(fill(engine)) == []


def test_the_examples_of_the_demonstration_library_find_something(demonstration) -> None:
    made = demonstration.examples()
    assert len(made) >= 15
    assert all(demonstration.search(example.query, {}, 1).total_pages for example in made)


# Understood as


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "all pages"),
        ("services", "services (service)"),
        ("service the delivery", "service (services) and delivery"),
        ('"joint service"', "“joint service”"),
        ("serv* OR citizen", "words beginning with “serv” or citizen (citizens)"),
        ("services -delivery", "services (service), without delivery"),
        ("services presenter:kram", "services (service), presenter Stefan Kramer"),
        ("presenter:xyz", "presenter “xyz” (there is none)"),
        ("service about:ca from:de lang:en", "service (services), about Canada, from Germany, language English"),
        (
            "joint services for many citizens service delivery",
            "joint and services and many and citizens and service and delivery",
        ),
        ("presenter:kra", "presenter Ada Krause or Léa Krähe-Dubois or Stefan Kramer"),
        ("year:2010..2012 title:joint", "year 2010..2012, title joint"),
    ],
)
def test_what_was_understood_is_told_in_words(view: View, query: str, said: str) -> None:
    assert search(view, query, {}).understood == said


def test_a_form_that_only_removed_pages_have_is_not_told(engine: Engine) -> None:
    fill(engine, entry("a", "walrus"), entry("gone", "walruses"))
    assert search(fill(engine, remove=["gone"]), "walrus", {}).understood == "walrus"
