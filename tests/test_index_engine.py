"""The contract of an engine, kept by every engine: writing and generations, what a query finds, filters, counts, order."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import (
    Request,
    ask,
    assert_same_matches,
    corpora,
    counted,
    entries,
    entries_of,
    entry,
    fill,
    found,
    minuted,
    minuted_requests,
    ranked,
    requests,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NoIndex, NotFound
from core.records import (
    Acronym,
    DocumentState,
    Fingerprint,
    Heading,
    Kin,
    Kinship,
    Page,
    PageState,
    Problem,
    Proposal,
    Span,
)
from index.engine import COUNTED, FACETS, K1, META_WEIGHT, B, Engine, View
from index.frequency import frequency
from index.queries import expansion
from index.queries.parser import parse
from index.ranking.kindred import KIN_WEIGHT, WRITTEN_WEIGHT
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def test_matches_tell_of_any_page_whether_it_answers(engine: Engine) -> None:
    view = fill(engine, entry("a", "tax", "seal", "tax seal"), entry("b", "nothing", "tax"), entry("c", "seal"))
    filtered: list[tuple[str, dict[str, list[str]]]] = [
        ("", {"document": ["b", "c"]}),
        ("tax seal", {"document": ["b"]}),
    ]
    queries = ("tax", "tax -seal", "tax seal zebra", '"seal tax"~2', "taz~1", "se*", "seal OR nothing")
    for query, filters in (*((query, {}) for query in queries), *filtered):
        everything = {(page.document, page.number) for page in ask(view, query, filters).pages}
        matches = ask(view, query, filters, limit=0)
        assert everything
        every = [
            (name, number) for name, document in view.documents.items() for number in range(1, len(document.pages) + 1)
        ]
        assert {page for page in every if matches.answers(*page)} == everything


# Writing


def test_without_an_ingest_there_is_no_index(engine: Engine) -> None:
    with pytest.raises(NoIndex) as caught:
        engine.view()
    assert caught.value.remedy


def test_an_empty_ingest_makes_an_empty_index(engine: Engine) -> None:
    view = fill(engine)
    assert view.generation == 1
    assert dict(view.documents) == {}
    for query in ("", "word", '"a phrase"', "pre*", "-word", "from:DE", "the"):
        matches = ask(view, query)
        assert (matches.pages, matches.total_pages, matches.total_documents, matches.relaxed) == ((), 0, 0, None)
        assert all(matches.facets[facet] == () for facet in COUNTED)


def test_what_is_written_is_read_back_to_the_letter(engine: Engine) -> None:
    document, _ = entry(
        "a", title="Über “Été”", kind="report", date="2011-10-21", presenters=("Anna Müller",), organisations=("BMI",),
        countries_from=("DE",), countries_about=("CA", "FR"), event="Forum", source="https://example.org", note="n",
        reviewed=True, state=DocumentState.PARTIAL, problems=(Problem("a.pdf", 2, "torn", "mend it"),),
        fingerprint=Fingerprint(1, 2**40, "x", "y"), copy="x.pdf", outline=(Heading(1, "3 Germany", 2),),
        attachments=("data.csv",), limits=("No page images.",), sketch="0a",
        work="b", kin=(Kin("b", Kinship.LANGUAGE_TWIN),),
        proposals=(Proposal("presenters", ("Ada Elm",), "Named below the title.", 1),),
        acronyms=(Acronym("EfA", "Einer für Alle", "de", 1, Span(3, 9), 2),),
    )  # fmt: skip
    pages = [
        Page("a", 1, "xii", "en", "Zusam\u00ad\nmen \U0001f600\x00\n", ("DE", "CA"), PageState.TEXT, 595.25, 842.5),
        Page("a", 2, "", "und", "", (), PageState.NEEDS_OCR, 10.0, 20.0),
        Page("a", 3, "3", "en", "Head\nword", (), PageState.OCR, 10.0, 20.0, 0.75, (Span(0, 4),), 5),
    ]
    view = fill(engine, (document, pages))
    assert [view.page("a", number) for number in (1, 2, 3)] == pages
    read = view.documents["a"]
    assert replace(read, pages=()) == document
    assert tuple(page._replace(length=0) for page in read.pages) == entries_of(document, pages)
    assert [page.length for page in read.pages] == [1, 0, 2]


def test_a_new_record_of_a_document_leaves_its_pages_as_they_are(engine: Engine) -> None:
    document, pages = entry("a", "walrus", "seal")
    before = fill(engine, (document, pages), entry("b", "walrus"))
    with engine.writing() as writer:
        writer.describe(replace(before.documents["a"], title="New", presenters=("Ada Elm",)))
    after = engine.view()
    assert after.generation == before.generation + 1
    assert (after.documents["a"].title, len(after.documents["a"].pages)) == ("New", 2)
    assert found(after, "walrus") == ["a/1", "b/1"]
    assert found(after, "seal presenter:Ada") == ["a/2"]
    assert after.page("a", 2) == pages[1]
    assert before.documents["a"].title == "a"


def test_a_document_of_this_run_can_still_be_given_another_record(engine: Engine) -> None:
    document, pages = entry("a", "walrus", "seal")
    fill(engine, (document, pages), entry("b", "walrus"))
    with engine.writing() as writer:
        writer.remove("a")
        writer.add(document, [pages[0]])
        writer.describe(replace(document, work="b", kin=(Kin("b", Kinship.SAME_FILE),)))
        writer.describe(replace(document, work="b", title="Last word"))
    after = engine.view()
    assert (after.documents["a"].title, after.documents["a"].work, after.documents["a"].kin) == ("Last word", "b", ())
    assert [page.label for page in after.documents["a"].pages] == ["1"]
    assert found(after, "walrus OR seal") == ["a/1", "b/1"]


def test_a_document_without_pages_is_known_but_not_found(engine: Engine) -> None:
    view = fill(engine, entry("a", "word"), entry("awaited", title="word", state=DocumentState.AWAITED))
    assert set(view.documents) == {"a", "awaited"}
    assert found(view, "word") == found(view, "") == ["a/1"]


def test_pages_that_are_not_there_are_not_found(engine: Engine) -> None:
    view = fill(engine, entry("a", "one", "two"), entry("awaited"))
    for identifier, number in (("a", 0), ("a", 3), ("a", -1), ("b", 1), ("awaited", 1)):
        with pytest.raises(NotFound):
            view.page(identifier, number)


def test_generations_count_commits_that_change_something(engine: Engine) -> None:
    assert fill(engine, entry("a", "one")).generation == 1
    assert fill(engine).generation == 1
    assert fill(engine, entry("b", "two")).generation == 2
    assert fill(engine, remove=["a"]).generation == 3
    assert fill(engine, fresh=True).generation == 4


def test_a_removed_document_is_gone_and_the_others_stay(engine: Engine) -> None:
    fill(engine, entry("a", "word one"), entry("b", "word two"), entry("c", "word three"))
    view = fill(engine, remove=["b", "unknown"])
    assert set(view.documents) == {"a", "c"}
    assert found(view, "word") == ["a/1", "c/1"]
    assert found(view, "two") == []
    with pytest.raises(NotFound):
        view.page("b", 1)


def test_a_changed_document_takes_the_place_of_the_old_one(engine: Engine) -> None:
    fill(engine, entry("a", "old words", "more old"), entry("b", "else"))
    view = fill(engine, entry("a", "new words", kind="report"), remove=["a"])
    assert found(view, "old") == []
    assert found(view, "new") == ["a/1"]
    assert len(view.documents["a"].pages) == 1
    assert counted(ask(view, ""), "document") == {"a": (1, 1), "b": (1, 1)}


def test_all_can_be_removed(engine: Engine) -> None:
    fill(engine, entry("a", "word"))
    view = fill(engine, remove=["a"])
    assert dict(view.documents) == {}
    assert found(view, "word") == found(view, "") == []


def test_fresh_drops_all_that_was_there_in_one_commit(engine: Engine) -> None:
    fill(engine, entry("a", "word"), entry("b", "word"))
    view = fill(engine, entry("c", "word"), fresh=True)
    assert set(view.documents) == {"c"}
    assert found(view, "word") == ["c/1"]


def test_nothing_shows_before_the_block_ends(engine: Engine) -> None:
    fill(engine, entry("a", "word"))
    with engine.writing() as writer:
        writer.remove("a")
        writer.add(*entry("b", "word"))
        assert found(engine.view(), "word") == ["a/1"]
    assert found(engine.view(), "word") == ["b/1"]


def test_an_error_within_the_block_leaves_everything_as_it_was(engine: Engine) -> None:
    before = fill(engine, entry("a", "word"))
    for fresh in (False, True):
        with pytest.raises(ZeroDivisionError), engine.writing(fresh=fresh) as writer:  # noqa: PT012
            writer.remove("a")
            writer.add(*entry("b", "word"))
            raise ZeroDivisionError
        assert engine.view().generation == before.generation
        assert found(engine.view(), "word") == ["a/1"]
    assert found(fill(engine, entry("c", "word")), "word") == ["a/1", "c/1"]


def test_a_view_never_changes(engine: Engine) -> None:
    view = fill(engine, entry("a", "first words", "second page"), entry("b", "other words"))
    before = ask(view, "words")
    for number in range(8):
        fill(engine, entry(f"more{number}", "words words"))
    fill(engine, remove=["a"])
    fill(engine, entry("z", "words"), fresh=True)
    assert_same_matches(ask(view, "words"), before)
    assert found(view, "second") == ["a/2"]  # read for the first time now
    assert found(view, "oth*") == ["b/1"]
    assert view.page("a", 2).text == "second page"
    assert view.generation == 1
    assert set(view.documents) == {"a", "b"}


def test_spellings_are_those_of_the_corpus_with_accents(engine: Engine) -> None:
    view = fill(engine, entry("a", "Élève élèves eleve", "ÉLÈVE élevé"), entry("b", "eleve"))
    assert list(view.spellings("eleve")) == ["élevé", "élève"]
    assert list(view.spellings("elev")) == list(view.spellings("nothing")) == []


# What a query finds


@pytest.fixture
def library(engine: Engine) -> View:
    return fill(
        engine,
        entry("en", "The services of the state are delivered.", "Co-operation between agencies", "Nothing to see here"),
        entry(
            "fr", "Les régions et l’État", "Les élèves régionaux", "La co\u00ad\nopération des services", language="fr"
        ),
        entry("de", "Die Behörde und die Häuser", "Zusam\u00ad\nmenarbeit der Straßen", "Das Haus", language="de"),
        entry("und", "service 2011", language="und"),
    )


def test_no_words_ask_for_all_pages_in_the_order_of_documents(library: View) -> None:
    pages = ranked(library, "")
    assert len(pages) == 10
    assert pages == sorted(pages)


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("service", ["en/1", "fr/3", "und/1"]),
        ("SERVICES", ["en/1", "fr/3"]),  # an unknown language is not stemmed
        ("delivering", ["en/1"]),
        ("agency", ["en/2"]),
        ("régional", ["fr/2"]),
        ("regional", ["fr/2"]),
        ("regionaux", ["fr/2"]),
        ("élève", ["fr/2"]),
        ("eleves", ["fr/2"]),
        ("région", ["fr/1"]),
        ("region", ["fr/1"]),
        ("etat", ["fr/1"]),
        ("l'état", ["fr/1"]),
        ("behörden", ["de/1"]),
        ("behorden", ["de/1"]),
        ("haus", ["de/1", "de/3"]),
        ("hauser", ["de/1", "de/3"]),
        ("strasse", ["de/2"]),
        ("Straße", ["de/2"]),
        ("zusammenarbeit", ["de/2"]),
        ("cooperation", ["en/2", "fr/3"]),
        ("coopération", ["fr/3"]),
        ("co-operation", ["en/2", "fr/3"]),
        ("operation", ["en/2"]),
        ("2011", ["und/1"]),
        ("absent", []),
    ],
)
def test_a_word_is_found_in_every_inflection_of_its_language(library: View, query: str, pages: list[str]) -> None:
    assert found(library, query) == pages


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ('"services of the state"', ["en/1"]),
        ('"services state"', []),
        ('"service of"', []),
        ('"the state"', ["en/1"]),
        ('"of the"', ["en/1"]),
        ('"eleves REGIONAUX"', ["fr/2"]),
        ('"zusammenarbeit der"', ["de/2"]),
        ('"co operation"', ["en/2"]),
        ('"co-operation between"', ["en/2"]),
        ('"cooperation"', ["en/2", "fr/3"]),
        ('"l’État"', ["fr/1"]),
        ('"here nothing"', []),
    ],
)
def test_a_phrase_is_found_exactly_so(library: View, query: str, pages: list[str]) -> None:
    assert found(library, query) == pages


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("serv*", ["en/1", "fr/3", "und/1"]),
        ("services*", ["en/1", "fr/3"]),
        ("région*", ["fr/1", "fr/2"]),
        ("REGIO*", ["fr/1", "fr/2"]),
        ("strass*", ["de/2"]),
        ("zusammenar*", ["de/2"]),
        ("cooper*", ["en/2", "fr/3"]),
        ("20*", ["und/1"]),
        ("th*", ["en/1"]),
        ("zz*", []),
    ],
)
def test_a_prefix_is_found_at_the_beginning_of_words(library: View, query: str, pages: list[str]) -> None:
    assert found(library, query) == pages


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ('"state service"~3', ["en/1"]),
        ('"state service"~1', []),
        ('"state the services"~1', ["en/1"]),
        ('"regional eleve"~0', ["fr/2"]),
        ('"l\'état regions"~2', ["fr/1"]),
        ('"cooperation agency"~2', ["en/2"]),
        ('"haus behorde"~2', ["de/1"]),
        ('"service service"~9', []),
        ('-"state service"~3 service', ["fr/3", "und/1"]),
    ],
)
def test_words_near_one_another_are_found_in_any_order_and_inflection(
    library: View, query: str, pages: list[str]
) -> None:
    assert found(library, query) == pages


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("servise~1", ["en/1", "fr/3", "und/1"]),
        ("deliverd~", ["en/1"]),
        ("agencie~1", ["en/2"]),
        ("strasen~1", ["de/2"]),
        ("Strßae~1", []),
        ("coöperatoin~2", ["en/2", "fr/3"]),
        ("2012~1", ["und/1"]),
        ("xyz~1", []),
        ("service -servise~1", []),
    ],
)
def test_a_fuzzy_word_stands_for_words_of_the_corpus_that_are_spelled_alike(
    library: View, query: str, pages: list[str]
) -> None:
    assert found(library, query) == pages


def test_what_a_fuzzy_word_stands_for_is_told_nearest_first(engine: Engine) -> None:
    view = fill(engine, entry("a", "colour colours", "colour color", "colon"), entry("b", "the cooler"))
    (note,) = ask(view, "coluor~2").compiled.notes
    assert note.startswith("“coluor~2” also stands for: colour, color")
    (note,) = ask(view, "zebra~1").compiled.notes
    assert "no other word" in note


def test_words_that_only_removed_pages_had_are_stood_for_by_nothing(engine: Engine) -> None:
    fill(engine, entry("a", "walrus"), entry("b", "walnut"), entry("c", "walruses seal"))
    view = fill(engine, remove=["a", "c"])
    compiled = ask(view, 'walrut~2 "walrus nut"~3').compiled
    assert compiled.notes == ("“walrut~2” also stands for: walnut.",)
    assert found(view, "walrus~2") == ["b/1"]


def test_of_very_many_words_with_a_beginning_the_usual_ones_are_looked_for(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansion, "MOST_BEGINNING", 2)
    view = fill(engine, entry("a", "sealed seal", "seal sealing", "sealing", "seals"))
    matches = ask(view, "seal*")
    assert found(view, "seal*") == ["a/1", "a/2", "a/3"]
    assert "Very many words begin with “seal”" in matches.compiled.notes[0]
    assert found(view, "seals*") == ["a/4"]


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("Verwaltung", ["a/1", "a/2", "a/3"]),
        ("verwaltungen", ["a/1", "a/2", "a/3"]),
        ("Land", ["a/2", "a/4"]),
        ("Modernisierung", ["a/3", "a/4"]),
        ("Bau", ["a/6"]),
        ("Rat", ["a/5"]),
        ("Ort", []),
        ("Wasserversorgung", ["a/7"]),
        ("Landesverwaltung", ["a/2"]),
    ],
)
def test_german_compounds_are_found_by_their_parts(engine: Engine, query: str, pages: list[str]) -> None:
    texts = (
        "Die Verwaltung", "Eine Landesverwaltung", "Verwaltungsmodernisierung", "Modernisierung im Land",
        "Der Rat gab Beratung beim Sport im Wort", "Abbau und Bau", "Versorgung mit Wasser",
    )  # fmt: skip
    view = fill(engine, entry("a", *texts, language="de"))
    assert found(view, query) == pages


def test_compounds_are_looked_for_in_german_alone(engine: Engine) -> None:
    texts = ("Verwaltung", "Landesverwaltung", "Land")
    assert found(fill(engine, entry("a", *texts, language="nl")), "Verwaltung") == ["a/1"]
    view = fill(engine, entry("a", *texts, language="de"), entry("b", "Verwaltung", language="en"), fresh=True)
    assert found(view, "Verwaltung") == ["a/1", "a/2", "b/1"]
    read_in_english = replace(parse("Verwaltung"), language="en")
    assert [page.document for page in view.search(read_in_english, {}, 9).pages] == ["b"]


# One language


def test_a_query_that_is_read_in_one_language_finds_its_pages_alone(engine: Engine) -> None:
    view = fill(
        engine,
        entry("en", "six sons of the pays", "the die is cast"),
        entry("fr", "le son du pays", "les sons", language="fr"),
        entry("de", "die Söhne", language="de"),
    )

    def read(text: str, language: str) -> list[str]:
        matches = view.search(replace(parse(text), language=language), {}, 9)
        return sorted(f"{page.document}/{page.number}" for page in matches.pages)

    assert read("pays", "") == ["en/1", "fr/1"]
    assert read("pays", "fr") == ["fr/1"]
    assert read("die", "en") == ["en/2"]
    assert read("die pays", "de") == []
    assert read("son", "fr") == ["fr/1", "fr/2"]
    assert read("sone~1", "en") == ["en/1"]
    assert read('"of the pays"', "fr") == ["en/1"]  # exact words have no language
    (note,) = view.search(replace(parse("pays"), language="da"), {}, 9).compiled.notes
    assert note.startswith("No page is in Danish")


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("احمد", "قال أحمد", "ar"),
        ("أحمد", "قال احمد", "ar"),
        ("ادارة", "إداره", "ar"),
        ("كتاب", "كتــاب", "ar"),
        ("ёлка", "елки", "ru"),
        ("елка", "ёлки", "ru"),
        ("йод", "йод", "ru"),
        ("συνεργασια", "Η συνεργασία", "el"),
        ("συνεργασία", "ΣΥΝΕΡΓΑΣΙΑ", "el"),
        ("istanbul", "İSTANBUL", "tr"),
        ("2011", "في عام ٢٠١١", "ar"),
        ("ﾃﾞｰﾀ", "公共データ", "ja"),
    ],
)
def test_signs_that_are_left_out_in_other_scripts_may_be_left_out(
    engine: Engine, query: str, text: str, language: str
) -> None:
    assert found(fill(engine, entry("a", text, language=language)), query) == ["a/1"]


def test_letters_that_are_no_accents_tell_words_apart(engine: Engine) -> None:
    view = fill(engine, entry("a", "мои", language="ru"), entry("b", "мой", language="ru"), entry("c", "テータ"))
    assert found(view, '"мой"') == ["b/1"]
    assert found(view, '"データ"') == []


def test_a_long_word_without_blanks_relaxes(engine: Engine) -> None:
    view = fill(engine, entry("a", "公共データの活用を進める", "データ", language="ja"))
    assert ranked(view, "データの利活用") == ["a/1"]
    assert ask(view, "データの利活用").relaxed == (4, 6)
    assert found(view, '"データの利活用"') == []


@pytest.mark.parametrize(
    "query",
    [
        "x" * 100_000, "(" * 10_000, '"' * 10_000, "~" * 10_000, "a* " * 30_000, "the OR of", "se* OR th* OR of*",
        "'; DROP TABLE pages; --", "<script>alert(1)</script>", "\x00\x01\x1b[31m", "😀 👩‍👩‍👧 🇩🇪", "\u202eecivres",
        "\ud800 service",
        "-" * 999, "AND OR NOT", "title:\ud800", "presenter:\x00", '"\ud800 a"~3', "year:٢٠١١", "service~1 " * 500,
    ],
)  # fmt: skip
def test_any_text_is_a_query(library: View, query: str) -> None:
    matches = ask(library, query)
    assert matches.total_pages <= 10
    assert all(note.endswith(".") for note in matches.compiled.notes)


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("service state", ["en/1"]),
        ("service -state", ["fr/3", "und/1"]),
        ("service -(state OR 2011)", ["fr/3"]),
        ("haus OR 2011", ["de/1", "de/3", "und/1"]),
        ("(haus OR service) (behörde OR 2011)", ["de/1", "und/1"]),
        ("haus behörde OR 2011", ["de/1", "und/1"]),
        ("-service", ["de/1", "de/2", "de/3", "en/2", "en/3", "fr/1", "fr/2"]),
        ("-serv* lang:en", ["en/2", "en/3"]),
        ('service -"of the"', ["fr/3", "und/1"]),
        ("service OR -haus", ["en/1", "fr/3", "und/1"]),  # something that is asked for must be there
        ("service -service", []),
        ("-service -haus -lang:fr", ["de/2", "en/2", "en/3"]),
    ],
)
def test_words_join_by_and_or_and_not(library: View, query: str, pages: list[str]) -> None:
    assert found(library, query) == pages


def test_stop_words_are_not_looked_for_in_their_language(library: View) -> None:
    assert found(library, "the agencies") == found(library, "agencies") == ["en/2"]
    assert found(library, "services of the state") == ["en/1"]
    assert ask(library, "services of the state").relaxed is None


def test_a_stop_word_of_one_language_is_a_word_in_another(engine: Engine) -> None:
    view = fill(
        engine, entry("a", "die by the sword"), entry("b", "die Stadt sword", language="de"), entry("c", "sword")
    )
    assert found(view, "die sword") == ["a/1", "b/1"]
    assert found(view, "sword") == ["a/1", "b/1", "c/1"]


def test_a_query_of_stop_words_alone_looks_for_them(library: View) -> None:
    assert found(library, "the") == ["en/1"]
    assert found(library, "of the") == ["en/1"]
    assert found(library, "to be") == ["en/3"]


def test_without_a_page_with_all_words_those_with_most_are_shown(engine: Engine) -> None:
    view = fill(engine, entry("a", "red green", "red green blue", "blue"), entry("b", "green", "white"))
    matches = ask(view, "red green blue black")
    assert matches.relaxed == (3, 4)
    assert ranked(view, "red green blue black") == ["a/2", "a/1"]
    assert matches.total_pages == 2
    assert ask(view, "red green blue").relaxed is None
    assert found(view, "absent gone") == []
    assert ask(view, "absent gone").relaxed is None


def test_relaxing_lets_go_of_words_but_of_nothing_else(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "red green", countries_from=("DE",)),
        entry("b", "red green blue", countries_from=("CA",)),
        entry("c", "red white", countries_from=("DE",)),
    )
    assert found(view, "red green black -blue") == ["a/1", "c/1"]
    assert found(view, "red green black from:DE") == ["a/1", "c/1"]
    assert found(view, "red green black", **{"from": ["CA"]}) == ["b/1"]
    assert ranked(view, "red green blue", {"from": ["DE"]}) == ["a/1", "c/1"]
    assert found(view, '"green red" black') == []


def test_relaxing_does_not_ask_for_stop_words(engine: Engine) -> None:
    view = fill(engine, entry("a", "red"), entry("b", "rot", language="de"))
    assert ask(view, "the red of gone").relaxed == (1, 2)


def test_one_word_is_enough_where_any_word_is_asked_for(engine: Engine) -> None:
    view = fill(engine, entry("a", "red green", "red", "white"), entry("b", "green green"))
    matches = ask(view, "red green black", any_word=True)
    assert {(page.document, page.number) for page in matches.pages} == {("a", 1), ("a", 2), ("b", 1)}
    assert matches.relaxed is None
    scores = [page.score for page in matches.pages]
    assert scores == sorted(scores, reverse=True)
    assert found(view, "red -green") == ["a/2"]
    assert ranked(view, "red -green", any_word=True) == ["a/2"]


def test_words_about_a_document_count_on_its_first_page_and_help_on_the_others(engine: Engine) -> None:
    view = fill(
        engine,
        entry(
            "a",
            "nothing",
            "green",
            title="The Red Report",
            presenters=("Ada Elm",),
            organisations=("Forest Office",),
            event="Spring",
        ),
        entry("b", "red green"),
    )
    for query in ("red", "reports", "elm", "forest", "spring"):
        assert "a/1" in found(view, query), query
        assert "a/2" not in found(view, query), query
    assert found(view, "elm green") == found(view, "forest green") == ["a/2"]
    assert found(view, "red green") == ["b/1"]
    assert found(view, '"red report"') == []
    assert found(view, "repor*") == []
    assert found(view, "green -red") == ["a/2"]
    assert found(view, "green -elm") == ["b/1"]


def test_words_about_a_document_are_understood_in_every_language(engine: Engine) -> None:
    view = fill(
        engine, entry("a", "rien", title="Delivering services", language="fr"), entry("b", "rest", language="en")
    )
    assert found(view, "delivered service") == ["a/1"]


FACTS = [
    entry("a", "word one", "word", about=[["FR"], []], title="Service for Élèves", kind="report", date="2010-05",
          presenters=("Anna Müller",), organisations=("Ville de Lyon",), countries_from=("DE",), countries_about=("CA",)),
    entry("b", "word", about=[["CA", "FR"]], language="fr", title="Other", kind="presentation", date="2012",
          presenters=("Ada Elm", "Bo Fir"), countries_from=("CA", "FR"), countries_about=("DE", "AU")),
    entry("c", "word", language="und", title="service", date=""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("presenter:muller", ["a/1", "a/2"]),
        ('presenter:"müller anna"', ["a/1", "a/2"]),
        ("presenter:A", ["a/1", "a/2", "b/1"]),
        ("presenter:nobody", []),
        ("from:Germany", ["a/1", "a/2"]),
        ("from:Allemagne", ["a/1", "a/2"]),
        ("from:de", ["a/1", "a/2"]),
        ("from:Frankreich", ["b/1"]),
        ("from:Nowhere", []),
        ("about:France", ["a/1", "b/1"]),
        ("about:CA", ["a/1", "a/2", "b/1"]),  # the only country of a document is that of all its pages
        ("about:AU", []),
        ("title:service", ["a/1", "a/2", "c/1"]),
        ('title:"eleves service"', ["a/1", "a/2"]),
        ("title:rvice", []),
        ("kind:report", ["a/1", "a/2"]),
        ("kind:pres", ["b/1"]),
        ("lang:fr", ["b/1"]),
        ("language:French", ["b/1"]),
        ("year:2010", ["a/1", "a/2"]),
        ("year:2010..2012", ["a/1", "a/2", "b/1"]),
        ("year:2011-", ["b/1"]),
        ("year:..2011", ["a/1", "a/2"]),
        ("year:soon", []),
        ("org:lyon", ["a/1", "a/2"]),
        ("organisation:Ville", ["a/1", "a/2"]),
        ("one from:DE", ["a/1"]),
        ("word -from:DE", ["b/1", "c/1"]),
        ("from:DE OR from:CA", ["a/1", "a/2", "b/1"]),
        ("word (from:DE OR lang:fr)", ["a/1", "a/2", "b/1"]),
        ("-from:DE", ["b/1", "c/1"]),
    ],
)
def test_every_field_finds_the_pages_of_its_facet(engine: Engine, query: str, pages: list[str]) -> None:
    assert found(fill(engine, *FACTS), query) == pages


@pytest.mark.parametrize("query", ["from:Nowhere", "about:x", "lang:Klingon", "year:soon"])
def test_a_field_with_a_value_that_is_none_is_noted(engine: Engine, query: str) -> None:
    (note,) = ask(fill(engine, *FACTS), query).compiled.notes
    assert query.split(":")[1] in note


# Filters and counts


def test_filters_are_or_within_a_facet_and_and_between_facets(engine: Engine) -> None:
    view = fill(engine, *FACTS)
    assert found(view, "word", kind=["report"]) == ["a/1", "a/2"]
    assert found(view, "word", kind=["report", "presentation"]) == ["a/1", "a/2", "b/1"]
    assert found(view, "word", kind=["report", "presentation"], about=["FR"]) == ["a/1", "b/1"]
    assert found(view, "word", kind=["report"], language=["fr"]) == []
    assert found(view, "word", organisation=["Ville de Lyon"], document=["a", "b"]) == ["a/1", "a/2"]
    assert found(view, "word", year=["2010"], presenter=["Anna Müller"]) == ["a/1", "a/2"]
    assert found(view, "word", kind=[]) == found(view, "word")
    assert found(view, "word", kind=["unknown"]) == []
    assert found(view, "", **{"from": ["DE", "FR"]}) == ["a/1", "a/2", "b/1"]


def test_results_are_counted_by_every_facet_in_documents_and_pages(engine: Engine) -> None:
    matches = ask(fill(engine, *FACTS), "word", limit=0)
    assert (matches.pages, matches.total_pages, matches.total_documents) == ((), 4, 3)
    assert set(matches.facets) == set(COUNTED)
    assert counted(matches, "presenter") == {"Anna Müller": (1, 2), "Ada Elm": (1, 1), "Bo Fir": (1, 1)}
    assert counted(matches, "from") == {"DE": (1, 2), "CA": (1, 1), "FR": (1, 1)}
    assert counted(matches, "about") == {"CA": (2, 3), "FR": (2, 2)}
    assert counted(matches, "language") == {"en": (1, 2), "fr": (1, 1), "und": (1, 1)}
    assert counted(matches, "kind") == {"report": (1, 2), "presentation": (1, 1)}
    assert counted(matches, "year") == {"2010": (1, 2), "2012": (1, 1)}
    assert counted(matches, "document") == {"a": (1, 2), "b": (1, 1), "c": (1, 1)}


def test_documents_of_one_work_are_counted_as_one_and_their_pages_as_all(engine: Engine) -> None:
    english = entry("en", "walrus", "walrus again", work="fr", kind="report", date="2012")
    french = entry("fr", "walrus", "morse", language="fr", work="fr", kind="report", date="2012")
    matches = ask(fill(engine, english, french, entry("other", "walrus", kind="report")), "walrus")
    assert (matches.total_pages, matches.total_documents) == (4, 2)
    assert counted(matches, "kind") == {"report": (2, 4)}
    assert counted(matches, "year") == {"2012": (1, 3)}
    assert counted(matches, "language") == {"en": (2, 3), "fr": (1, 1)}
    assert counted(matches, "document") == {"en": (1, 2), "fr": (1, 1), "other": (1, 1)}
    assert ask(engine.view(), "walrus", {"document": ["en"]}).total_documents == 1


def test_a_work_whose_namesake_is_gone_is_still_one(engine: Engine) -> None:
    fill(engine, entry("a", "walrus", work="gone"), entry("b", "walrus", work="gone"), entry("gone", "walrus"))
    view = fill(engine, remove=["gone"])
    assert ask(view, "walrus").total_documents == 1


def test_counts_stand_most_pages_first_then_by_value(engine: Engine) -> None:
    matches = ask(fill(engine, *FACTS), "word")
    assert [count.value for count in matches.facets["from"]] == ["DE", "CA", "FR"]
    assert [count.value for count in matches.facets["presenter"]] == ["Anna Müller", "Ada Elm", "Bo Fir"]


def test_only_pages_that_answer_are_counted(engine: Engine) -> None:
    matches = ask(fill(engine, *FACTS), "one")
    assert counted(matches, "document") == {"a": (1, 1)}
    assert counted(matches, "language") == {"en": (1, 1)}


@pytest.mark.parametrize("facet", FACETS)
def test_a_selected_facet_still_counts_its_other_values(engine: Engine, facet: str) -> None:
    view = fill(engine, *FACTS)
    everything = counted(ask(view, "word"), facet)
    for value in everything:
        narrowed = ask(view, "word", {facet: [value]})
        assert counted(narrowed, facet) == everything
        assert narrowed.total_pages == everything[value][1]


def test_other_facets_are_counted_within_the_filters(engine: Engine) -> None:
    matches = ask(fill(engine, *FACTS), "word", {"kind": ["report"], "about": ["FR"]})
    assert counted(matches, "from") == {"DE": (1, 1)}
    assert counted(matches, "kind") == {"report": (1, 1), "presentation": (1, 1)}
    assert counted(matches, "about") == {"CA": (1, 2), "FR": (1, 1)}


# Order


def test_a_slice_is_a_slice_of_the_whole_order(engine: Engine) -> None:
    view = fill(engine, *(entry(f"d{n:02}", "word " * (n % 5 + 1), "word other") for n in range(20)))
    whole = ranked(view, "word")
    assert len(whole) == 40
    for limit, offset in ((1, 0), (3, 0), (3, 3), (7, 35), (10, 38), (5, 40), (0, 0), (40, 0)):
        assert ranked(view, "word", limit=limit, offset=offset) == whole[offset : offset + limit]


def test_ties_stand_by_document_and_page(engine: Engine) -> None:
    fill(engine, entry("b", "word", "word", title=""), entry("z", "word", title=""))
    view = fill(engine, entry("a", "word", "word", title=""))
    assert ranked(view, "word") == ranked(view, "word", limit=9) == ["a/1", "a/2", "b/1", "b/2", "z/1"]
    assert ranked(view, "word", limit=1) == ["a/1"]
    assert ranked(view, "word", limit=1, offset=3) == ["b/2"]


def test_the_tenth_page_stands_behind_the_second(engine: Engine) -> None:
    view = fill(engine, entry("a", *["word"] * 12, title=""))
    assert ranked(view, "word") == [f"a/{number}" for number in range(1, 13)]


def test_a_score_is_bm25_with_the_title_and_a_share_for_words_about_the_page_and_for_kin(engine: Engine) -> None:
    view = fill(engine, entry("a", "red red green", title="red"), entry("b", "green", title="", presenters=("Red",)))
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    norm = K1 * (1 - B + B * 4 / 2.5)
    in_text = idf * 3 * (K1 + 1) / (3 + norm)
    assert ask(view, "red").pages[0].score == pytest.approx(in_text)
    (first, second) = ask(view, "red", any_word=True).pages
    assert first.score == pytest.approx(in_text * (1 + KIN_WEIGHT + WRITTEN_WEIGHT))
    assert second.score == pytest.approx(idf * META_WEIGHT)
    assert next(iter(ask(view, "red").idf.values())) == pytest.approx(idf)


def test_a_title_is_understood_in_the_language_of_its_page(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "Nothing of it here", title="Service delivery"),
        entry("b", "Rien de cela ici", language="fr", title="Service delivery"),
    )
    assert found(view, "service") == ["a/1", "b/1"]
    for language, pages in (("fr", ["b/1"]), ("en", ["a/1"]), ("de", [])):
        matches = view.search(replace(parse("service"), language=language), {}, 10)
        assert [f"{page.document}/{page.number}" for page in matches.pages] == pages


def test_words_spelled_like_those_asked_for_order_the_pages_and_let_none_in(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "Pflege und Garten am See", language="de", title=""),
        entry("b", "Pflege und Pflegekasse am See", language="de", title=""),
        entry("c", "Pflegekasse am See und Haus", language="de", title=""),
    )
    assert ranked(view, "Pflege") == ["a/1", "b/1"]
    assert ranked(view, "Pflege", any_word=True) == ["b/1", "a/1"]
    relaxed, any_word = ask(view, "Pflege Zaun"), ask(view, "Pflege Zaun", any_word=True)
    assert relaxed.relaxed == (1, 2)
    assert [page.score for page in relaxed.pages] == [page.score for page in any_word.pages]


def test_kin_in_the_text_and_in_the_title_of_a_page_are_one_page_with_kin(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "Pflege und Garten am See", language="de", title=""),
        entry("b", "Pflegekasse und Haus", language="de", title="Pflegekasse"),
        entry("c", "Garten und Haus", language="de", title=""),
    )
    plain, again = ask(view, "Pflege").pages[0].score, ask(view, "Pflege", any_word=True).pages[0].score
    of_kin, share, weight = 1, 4 / 5, (K1 + 1) / (1 + K1 * (1 - B + B * 5 / 4))
    idf = math.log(1 + (3 - (of_kin + share) + 0.5) / (of_kin + share + 0.5))
    assert again == pytest.approx(plain * (1 + WRITTEN_WEIGHT) + KIN_WEIGHT * idf * weight)


def test_what_the_best_pages_have_in_common_speaks_for_others(engine: Engine) -> None:
    best = [entry(f"a{n}", "river ferry tariff tariff", title="") for n in range(3)]
    view = fill(
        engine, *best, entry("y", "river walrus walrus walrus", title=""), entry("z", "river tariff tariff tariff", title=""),
        *(entry(f"o{n}", "other words stand here", title="") for n in range(6)),
    )  # fmt: skip
    assert ranked(view, "river ferry", any_word=True)[3:] == ["z/1", "y/1"]
    assert ranked(view, "river").index("y/1") < ranked(view, "river").index("z/1")
    assert sorted(ranked(view, "river ferry")) == ["a0/1", "a1/1", "a2/1"]


def test_more_of_a_word_on_a_shorter_page_is_better(engine: Engine) -> None:
    view = fill(engine, entry("a", "word " + "other " * 50), entry("b", "word word"), entry("c", "word rest"))
    assert ranked(view, "word") == ["b/1", "c/1", "a/1"]


# Both engines agree


@settings(max_examples=60, deadline=None)
@given(corpora(), st.lists(requests, min_size=1, max_size=8))
def test_both_engines_agree_on_any_corpus_and_query(corpus: list, asked: list[Request]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        one, other = fill(memory, *corpus), fill(whoosh, *corpus)
        assert dict(one.documents) == dict(other.documents)
        for request in asked:
            assert_same_matches(request.on(one), request.on(other))
        whoosh.close()


@settings(max_examples=80, deadline=None)
@given(minuted, st.lists(minuted_requests, min_size=1, max_size=8))
def test_both_engines_agree_on_whose_words_they_are_and_a_count_is_what_its_filter_finds(
    corpus: list, asked: list[Request]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        one, other = fill(memory, *corpus), fill(whoosh, *corpus)
        for request in asked:
            mine, yours = request.on(one), request.on(other)
            assert_same_matches(mine, yours)
            for facet in ("presenter", "from"):
                for count in mine.facets[facet]:
                    filters = {**request.filters, facet: [count.value]}
                    found = replace(request, filters=filters).on(one)
                    assert found.relaxed != mine.relaxed or found.total_pages == count.pages
            for facet in ("presenter", "from"):
                assert frequency(one, request.query, {}, facet) == frequency(other, request.query, {}, facet)
        whoosh.close()


changes = st.lists(st.sampled_from("abcd").flatmap(lambda name: st.tuples(entries(name), st.booleans())), max_size=8)


@settings(max_examples=40, deadline=None)
@given(changes, st.lists(requests, min_size=1, max_size=3))
def test_both_engines_agree_after_any_changes(changed: list, asked: list[Request]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        for (document, pages), stays in changed:
            kept = [(document, pages)] if stays else []
            one, other = (fill(engine, *kept, remove=[document.id]) for engine in (memory, whoosh))
            assert one.generation == other.generation
            assert dict(one.documents) == dict(other.documents)
            for request in asked:
                assert_same_matches(request.on(one), request.on(other))
        whoosh.close()


# Running heads and feet, sections


def running_page(number: int, text: str, running: str) -> Page:
    """A page of document "a" whose text begins with a running head."""
    return Page("a", number, str(number), "en", f"{running}\n{text}", running=(Span(0, len(running)),))


def test_words_in_running_heads_are_not_found_but_count_as_places(engine: Engine) -> None:
    document, (first, *_) = entry("a", "Annual report\nwalrus", "", "")
    view = fill(engine, (document, [first, *(running_page(n, "the seal", "Annual re-port") for n in (2, 3))]))
    assert found(view, "annual") == found(view, "report") == found(view, '"annual report"') == ["a/1"]
    assert found(view, "annu*") == ["a/1"]
    assert found(view, "seal") == ["a/2", "a/3"]
    assert found(view, '"port the seal"') == []
    assert [page.length for page in view.documents["a"].pages] == [3, 5, 5]


def test_a_phrase_after_a_running_head_is_found(engine: Engine) -> None:
    document, _ = entry("a", "")
    view = fill(engine, (document, [running_page(1, "front offices of towns", "Annual report 2011")]))
    assert found(view, '"front offices"') == ["a/1"]


OUTLINE = (Heading(1, "1 Germany", 2), Heading(2, "Municipal front offices", 3), Heading(1, "2 Canada", 5))
PAGES = ("cover", "text walrus", "text walrus", "text seal", "text walrus", "text walrus")


def test_a_word_of_the_sections_headings_stands_in_for_one_of_the_text(engine: Engine) -> None:
    view = fill(engine, entry("a", *PAGES, outline=OUTLINE))
    assert found(view, "walrus Germany") == ["a/2", "a/3"]
    assert found(view, "walrus office") == ["a/3"]
    assert found(view, "walrus canada") == ["a/5", "a/6"]
    assert found(view, "Germany") == []


def test_sections_can_be_asked_for(engine: Engine) -> None:
    view = fill(engine, entry("a", *PAGES, outline=OUTLINE), entry("b", "text walrus"))
    assert found(view, "section:germany") == ["a/2", "a/3", "a/4"]
    assert found(view, 'section:"front offices" walrus') == ["a/3"]
    assert found(view, "walrus -section:Germany") == ["a/5", "a/6", "b/1"]
    assert found(view, "section:Nowhere") == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("我们的数据战略很好", "数据战略"),
        ("我们的数据\n战略很好", "数据战略"),
        ("公共データの利用", "データ"),
        ("การแบ่งปันข้อมูลภาครัฐ", "ข้อมูล"),
        ("ການແບ່ງປັນຂໍ້ມູນ", "ຂໍ້ມູນ"),
        ("데이터 전략은 중요하다", "전략은"),
        ("ﻣﺮﺣﺒﺎ ﺑﻜﻢ", "مرحبا"),
        ("مُحَمَّد قال", "محمد"),
        ("שָׁלוֹם לכם", "שלום"),
        ("हिन्दी में आँकड़े", "हिन्दी"),
    ],
)
def test_words_of_other_scripts_are_found(engine: Engine, text: str, query: str) -> None:
    for language in ("und", "ar", "zh"):
        view = fill(engine, entry("a", text, "else", language=language), fresh=True)
        assert found(view, query) == ["a/1"]
        assert found(view, query[::-1]) == []
