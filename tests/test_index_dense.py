"""Pages found by their meaning: what they may do to an answer, and what they may not; on every engine."""

import pytest
from corpora import ask as by_words
from corpora import entry, fill
from meanings import Concepts

from answer.ask import ask
from core.records import Concept, Term
from index.engine import COUNTED
from index.meaning import dense as module
from index.meaning.dense import BY_WORDS, Dense, meant
from index.queries.parser import parse
from index.queries.reading import ORDERS, Reading, read
from index.queries.terms import TermTable
from index.reference.memory_backend import MemoryEngine
from index.search import search
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request, tmp_path):
    made = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def encoder():
    return Concepts(languages=["en"])


@pytest.fixture
def dense(tmp_path, encoder):
    return Dense(tmp_path / "vectors", lambda: encoder)


LIBRARY = (
    entry("counter", "Citizens wait at the counter.", "The queue is long.", presenters=("Ada Elm",), date="2011"),
    entry("money", "Taxes are raised.", "The levy pays for it.", "A budget.", presenters=("Bo Ash",), date="2012"),
    entry("guichet", "Les citoyens patientent : wait.", language="fr", presenters=("Ada Elm",)),
    entry("zoo", "The walrus rests.", "Nothing in here has a meaning.", presenters=("Cy Oak",)),
)


@pytest.fixture
def view(engine, dense):
    view = fill(engine, *LIBRARY)
    prepare(dense, view)
    return view


def prepare(dense, view):
    dense.fill(view, lambda _done, _total: None, lambda: False)


def asked(dense, view, query, filters=None, limit=1_000, offset=0, **more):
    return dense.search(view, parse(query), filters or {}, limit, offset, **more)


def names(matches):
    return [f"{page.document}/{page.number}" for page in matches.pages]


def apart(matches):
    return sorted(f"{document}/{number}" for document, number in matches.by_meaning)


# What is found


def test_pages_that_say_it_in_other_words_are_found_and_told_apart(dense, view):
    matches = asked(dense, view, "wait")

    assert set(names(matches)) == {"counter/1", "counter/2", "guichet/1"}
    assert apart(matches) == ["counter/2"]
    assert matches.pages_by_meaning == 1


def test_what_is_counted_counts_the_pages_with_the_words_alone(dense, view):
    for query in ("wait", "tax", "levy -budget", "queue presenter:Elm", "citizens wait", "nowhere"):
        plain, both = by_words(view, query), asked(dense, view, query)
        assert (both.total_pages, both.total_documents) == (plain.total_pages, plain.total_documents)
        assert both.facets == plain.facets
        assert both.selection == plain.selection
        assert both.relaxed == plain.relaxed
        assert {*names(plain)} == {*names(both)} - {*apart(both)}


def test_a_page_that_is_not_near_enough_is_not_shown(dense, view):
    assert names(asked(dense, view, "patience")) == ["counter/1", "counter/2"]
    assert names(asked(dense, view, "xylophone")) == ["zoo/2"]  # both mean nothing
    assert "zoo/1" not in names(asked(dense, view, "wait tax queue levy"))


def test_the_window_that_speaks_to_the_query_is_where_the_snippet_begins(engine, dense):
    far = "Nothing happens here at all. " * 20 + "The queue is long. " + "Nothing more happens. " * 20
    view = fill(engine, entry("long", "Title page", far))
    prepare(dense, view)

    results = search(view, "patience", {}, ranking=dense)

    (hit,) = results.hits
    assert hit.by_meaning
    assert hit.marks == hit.snippet.marks == ()
    assert hit.snippet.text == hit.page.text[hit.snippet.span.start : hit.snippet.span.end]
    assert "The queue is long." in hit.snippet.text


def test_a_page_found_by_meaning_lights_up_where_it_has_some_of_the_words(dense, view):
    hits = {f"{hit.document.id}/{hit.page.number}": hit for hit in search(view, "long waiting", {}, ranking=dense).hits}
    assert not hits["counter/2"].by_meaning  # no page has both: those with one are shown

    hits = {f"{hit.document.id}/{hit.page.number}": hit
            for hit in search(view, "citizens waiting", {"language": ["en"]}, ranking=dense).hits}  # fmt: skip
    assert hits["counter/2"].by_meaning
    assert [mark.of(hits["counter/1"].page.text) for mark in hits["counter/1"].marks] == ["Citizens", "wait"]


# What binds


@pytest.mark.parametrize(
    "query",
    ["wait presenter:Ash", "wait -queue", "wait -long", "wait lang:fr", "wait year:2012", "wait -presenter:Elm"],
)
def test_fields_and_not_bind_pages_found_by_meaning(dense, view, query):
    assert "counter/2" not in names(asked(dense, view, query))


def test_fields_let_through_what_they_allow(dense, view):
    assert apart(asked(dense, view, "patience presenter:Elm")) == ["counter/1", "counter/2"]
    assert apart(asked(dense, view, "patience -long")) == ["counter/1"]
    assert apart(asked(dense, view, "tax presenter:Ash")) == ["money/2", "money/3"]


@pytest.mark.parametrize("filters", [{"presenter": ["Bo Ash"]}, {"document": ["money"]}, {"year": ["2012"]}])
def test_filters_bind_pages_found_by_meaning(dense, view, filters):
    assert names(asked(dense, view, "patience", filters)) == []
    assert apart(asked(dense, view, "taxes", filters)) == ["money/2", "money/3"]


@pytest.mark.parametrize(
    "query",
    [
        '"wait"',
        'wait "at the counter"',
        "wai*",
        "wait OR nothing",
        "wait~1",
        '"wait counter"~5',
        "(wait -queue) OR tax",
        "presenter:Elm",
        "-wait",
        "",
        "R&D",
    ],
)
def test_who_asks_for_exact_words_or_none_gets_what_the_words_give(dense, view, query):
    plain, both = by_words(view, query), asked(dense, view, query)

    assert both.pages == plain.pages
    assert both.pages_by_meaning is None
    assert both == plain


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("waiting times", "waiting times"),
        ("waiting -canada presenter:Elm", "waiting"),
        ("citizen-centred service", "citizen-centred service"),
        ('"waiting times"', ""),
        ("wait*", ""),
        ("élan-vital", "elan-vital"),
        ("from:DE", ""),
    ],
)
def test_what_of_a_query_has_a_meaning(query, words):
    assert meant(parse(query)) == words


@pytest.mark.parametrize("order", [order for order in ORDERS if order != ORDERS[0]])
def test_in_another_order_than_by_relevance_pages_with_the_words_alone_are_shown(dense, view, order):
    assert asked(dense, view, "wait", order=order) == view.search(parse("wait"), {}, 1_000, order=order)
    assert search(view, "wait", {}, reading=Reading(order=order), ranking=dense).pages_by_meaning is None
    assert search(view, "wait", {}, reading=Reading(meaning=False), ranking=dense).pages_by_meaning is None


# Equal terms


TABLE = TermTable([Concept((Term("long queue", "en"), Term("Les citoyens", "fr")))])


def test_a_page_with_an_equal_term_has_the_words(dense, view):
    hits = {f"{hit.document.id}/{hit.page.number}": hit
            for hit in search(view, "long queue", {}, terms=TABLE, ranking=dense).hits}  # fmt: skip

    assert {name: hit.by_meaning for name, hit in hits.items()} == {
        "counter/2": False, "guichet/1": False, "counter/1": True,
    }  # fmt: skip
    assert [term.text for term in hits["guichet/1"].found_by] == ["Les citoyens"]
    assert hits["counter/1"].found_by == ()
    results = search(view, "long queue", {}, terms=TABLE, ranking=dense)
    assert (results.total_pages, results.pages_by_meaning) == (2, 1)
    without = search(view, "long queue", {}, reading=Reading(terms=False), terms=TABLE, ranking=dense)
    assert (without.total_pages, without.pages_by_meaning) == (1, 1)


def test_equals_do_not_change_what_a_query_means():
    assert meant(read("long queue -walrus", terms=TABLE)) == "long queue"
    assert meant(read('"long queue"', terms=TABLE)) == ""


# Languages, and what is not prepared yet


def test_a_query_read_in_a_language_that_the_model_does_not_know_is_answered_by_words(dense, view):
    for code, pages in (("fr", None), ("en", 1)):
        results = search(view, "wait", {}, reading=Reading(language=code), ranking=dense)
        assert results.pages_by_meaning == pages
        assert results.total_pages == 1


def test_a_corpus_in_languages_that_the_model_does_not_know_is_ranked_by_words_alone(engine, dense):
    texts = [f"Wasser {'Haus ' * n}" for n in range(8)]
    view = fill(engine, *(entry(f"d{n}", text, language="de") for n, text in enumerate(texts)))
    prepare(dense, view)

    assert names(asked(dense, view, "Wasser")) == names(by_words(view, "Wasser"))
    assert asked(dense, view, "Wasser").compiled.notes == ()


def test_documents_that_are_not_prepared_yet_are_told_and_found_by_their_words(engine, dense, view):
    view = fill(engine, entry("new", "Please wait."), entry("newer", "Have patience."))
    matches = asked(dense, view, "wait")

    assert matches.compiled.notes == ("2 of 5 documents cannot be found by meaning yet: run an ingest.",)
    assert {*names(matches)} == {"counter/1", "counter/2", "guichet/1", "new/1"}
    prepare(dense, view)
    matches = asked(dense, view, "wait")
    assert matches.compiled.notes == ()
    assert apart(matches) == ["counter/2", "newer/1"]


def test_what_another_process_prepares_meanwhile_is_found_after_a_while(engine, dense, tmp_path, view, monkeypatch):
    view = fill(engine, entry("new", "Have patience."))
    assert asked(dense, view, "wait").compiled.notes
    prepare(Dense(tmp_path / "vectors", lambda: Concepts(languages=["en"])), view)

    assert asked(dense, view, "wait").compiled.notes
    monkeypatch.setattr(module, "_AGAIN", -1.0)
    assert asked(dense, view, "wait").compiled.notes == ()
    assert "new/1" in apart(asked(dense, view, "wait"))


def test_a_view_of_an_earlier_generation_answers_from_its_own_pages(engine, dense, view):
    later = fill(engine, entry("counter", "A walrus."), entry("queue", "The queue."), remove=["counter"])
    prepare(dense, later)

    assert {*names(asked(dense, later, "patience"))} == {"queue/1"}
    assert {*names(asked(dense, view, "patience"))} == {"counter/1", "counter/2"}
    assert {*names(asked(dense, later, "patience"))} == {"queue/1"}


def test_the_model_is_loaded_once_and_only_when_something_is_asked(tmp_path, engine):
    loads = []
    dense = Dense(tmp_path / "vectors", lambda: loads.append(1) or Concepts())
    view = fill(engine, *LIBRARY)

    asked(dense, view, '"wait"')
    asked(dense, view, "wait", limit=0)
    assert loads == []
    asked(dense, view, "wait")
    asked(dense, view, "tax")
    assert loads == [1]


# Slices


@pytest.mark.parametrize("depth", [1, 2, 3, 200])
def test_every_page_stands_in_one_slice_and_slices_follow_one_another(engine, dense, monkeypatch, depth):
    monkeypatch.setattr(module, "DEPTH", depth)
    texts = [f"wait {'and wait ' * (n % 3)}" if n % 2 else "a queue" for n in range(20)]
    view = fill(engine, *(entry(f"d{n:02}", text) for n, text in enumerate(texts)))
    prepare(dense, view)

    everything = asked(dense, view, "wait")
    assert sorted(names(everything)) == sorted(f"d{n:02}/1" for n in range(20))
    assert (everything.total_pages, everything.pages_by_meaning) == (10, 10)
    for size in (1, 3, 7):
        parts = [asked(dense, view, "wait", limit=size, offset=start) for start in range(0, 21, size)]
        assert [name for part in parts for name in names(part)] == names(everything)
        assert sorted(name for part in parts for name in apart(part)) == apart(everything)
    scores = [page.score for page in everything.pages]
    assert scores == sorted(scores, reverse=True)


def test_pages_too_far_down_to_be_fused_are_not_taken_for_pages_without_the_words(engine, dense, monkeypatch):
    monkeypatch.setattr(module, "DEPTH", 2)
    view = fill(engine, *(entry(f"d{n}", "wait " * (n + 1)) for n in range(6)), entry("other", "queue"))
    prepare(dense, view)

    matches = asked(dense, view, "wait", limit=3)

    assert matches.pages_by_meaning == 1
    assert {*names(asked(dense, view, "wait"))} == {*(f"d{n}/1" for n in range(6)), "other/1"}


# Questions


def test_a_question_is_ranked_by_both(dense, view):
    matches = asked(dense, view, "Which levies and taxes?", any_word=True, counted=())

    assert {"money/1", "money/2", "money/3"} == {*names(matches)}
    assert apart(matches) == ["money/3"]  # not one of the words
    assert [q.text for q in ask(view, "Which taxes are raised?", {}, ranking=dense).quotes] == ["Taxes are raised."]


def test_without_the_extra_everything_is_as_it_was(view):
    for query in ("wait", '"wait"', "tax -levy", ""):
        assert BY_WORDS.search(view, parse(query), {}, 10, 1, False, COUNTED) == view.search(parse(query), {}, 10, 1)
    assert BY_WORDS.fill(view, lambda *_: None, lambda: False) == 0
