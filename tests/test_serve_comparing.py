"""Comparisons: whose rows, whose words, what is found in each, and silence that says what it looked through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import entry, fill

from core.errors import BadInput
from core.records import Intervention, PageEntry, PageState, Place, Role
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from serve.answer_words import FACETS_APART
from serve.comparing import COMPARED, MOST_ROWS, Layout, compare
from serve.comparison_words import doubt, row_name, silence, speaker_name, title


@pytest.fixture(params=["memory", "whoosh"])
def engine(request, tmp_path):
    made = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index", 2**20)
    yield made
    made.close()


def told(document, pages):
    """An entry whose record remembers its pages, as an ingest leaves it."""
    entries = tuple(PageEntry(p.label, p.language, p.about, p.state, len(p.text)) for p in pages)
    return replace(document, pages=entries), pages


def rows(comparison):
    return {row.value: row for row in comparison.rows}


def texts(cell):
    return [passage.text for passage in cell.passages]


def shown(comparison, value, column=0):
    return texts(rows(comparison)[value].cells[column])


WALRUS = "The walrus pays its taxes. It rains."


def small(engine):
    return fill(
        engine,
        told(*entry("a", WALRUS, "Nothing of the kind.", about=[["DE"], ["DE"]], kind="report", date="2011")),
        told(*entry("b", "A walrus swims here. Then it sleeps.", about=[["CA"]], kind="minutes", date="2012")),
        told(*entry("c", "Only seals.", about=[["FR"]], kind="report", date="2012")),
    )


def test_every_country_of_the_selection_has_a_row_and_its_best_sentences(engine):
    found = compare(small(engine), "walrus", {}, Layout(passages=1))

    assert [row.value for row in found.rows] == ["DE", "CA", "FR"]
    assert shown(found, "DE")[0].startswith("The walrus pays its taxes.")
    assert shown(found, "CA")[0].startswith("A walrus swims here.")
    (cell,) = rows(found)["CA"].cells
    (passage,) = cell.passages
    assert [mark.of(passage.page.text) for mark in passage.marks] == ["walrus"]
    assert passage.span.of(passage.page.text) == passage.text
    assert cell.pages == 1


def test_an_empty_row_is_kept_and_says_what_was_looked_through(engine):
    (cell,) = rows(compare(small(engine), "walrus", {}, Layout()))["FR"].cells

    assert cell.passages == ()
    assert silence(cell) == "Nothing found in 1 document, 1 page."


def test_pages_that_cannot_be_searched_are_told_in_the_empty_row(engine):
    document, pages = entry("a", "Only seals.", "", kind="report")
    view = fill(engine, told(document, [pages[0], replace(pages[1], state=PageState.NEEDS_OCR)]))

    (cell,) = compare(view, "walrus", {}, Layout("kind")).rows[0].cells

    assert silence(cell) == "Nothing found in 1 document, 1 page. 1 page of this selection cannot be searched."


def test_a_row_of_which_there_is_no_page_is_kept_too(engine):
    found = compare(small(engine), "walrus", {}, Layout(rows=("JP", "DE")))

    assert [row_name(found, row) for row in found.rows] == ["Japan", "Germany"]
    assert silence(found.rows[0].cells[0]) == "No page to look through."


def test_values_that_answer_and_have_no_row_are_told(engine):
    found = compare(small(engine), "walrus", {}, Layout(rows=("FR",)))

    assert {count.value: count.pages for count in found.others} == {"CA": 1, "DE": 1}


def test_a_filter_by_the_rows_facet_says_which_rows_and_named_rows_outweigh_it(engine):
    view = small(engine)

    assert list(rows(compare(view, "walrus", {"about": ["CA"]}, Layout()))) == ["CA"]
    assert list(rows(compare(view, "walrus", {"about": ["CA"]}, Layout(rows=("DE",))))) == ["DE"]
    assert list(rows(compare(view, "walrus", {"kind": ["report"]}, Layout()))) == ["DE", "FR"]


def test_fields_of_the_query_narrow_what_is_looked_through(engine):
    found = compare(small(engine), "walrus kind:report", {}, Layout())

    assert [row.value for row in found.rows] == ["DE", "FR"]
    assert silence(rows(found)["FR"].cells[0]) == "Nothing found in 1 document, 1 page."


def test_a_second_axis_has_a_cell_for_each_of_its_values(engine):
    found = compare(small(engine), "walrus", {}, Layout("about", across="kind"))

    assert set(found.layout.columns) == {"report", "minutes"}
    place = {column: number for number, column in enumerate(found.layout.columns)}
    assert shown(found, "DE", place["report"])
    assert not shown(found, "DE", place["minutes"])
    assert shown(found, "CA", place["minutes"])
    assert title(found) == "“walrus”, by country spoken of and kind"


def test_years_stand_in_time_order(engine):
    assert [row.value for row in compare(small(engine), "walrus", {}, Layout("year")).rows] == ["2011", "2012"]


def test_two_queries_stand_side_by_side(engine):
    found = compare(small(engine), "walrus", {}, Layout(across="query", versus=("seals",)))

    assert found.layout.columns == ("walrus", "seals")
    assert [bool(shown(found, "FR", column)) for column in (0, 1)] == [False, True]
    assert title(found) == "“walrus” and “seals”, by country spoken of"


def test_a_text_with_a_question_mark_is_answered_with_quotes(engine):
    found = compare(small(engine), "Who pays taxes?", {}, Layout())

    assert shown(found, "DE") == ["The walrus pays its taxes."]
    assert shown(found, "CA") == []
    assert rows(found)["DE"].cells[0].pages is None
    assert any("question" in note for note in found.notes)
    assert not any("question" in note for note in compare(small(MemoryEngine()), "pays taxes", {}, Layout()).notes)


@pytest.mark.parametrize("by", ["country", "presenter"])
@pytest.mark.parametrize(
    "question", ["What is done about privacy?", "Who pays for the counter?", "Was verbindet die 115?", "Who eats fish?"]
)
def test_a_question_is_answered_in_the_same_rows_as_ask_answers_it(demonstration, question, by):
    answer = demonstration.ask(question, {}, by)
    told = {row.value: [quote.text for quote in row.quotes] for row in answer.rows}
    found = demonstration.compare(question, {}, Layout(by=FACETS_APART[by], rows=tuple(told), passages=1))

    assert {row.value: bool(row.cells[0].passages) for row in found.rows} == {
        value: bool(texts) for value, texts in told.items()
    }
    for row in found.rows:
        for passage in row.cells[0].passages:
            assert passage.text in told[row.value][0]
            assert not doubt(passage)


def test_a_columns_filter_holds_for_the_quotes_of_a_countrys_row():
    own = "In Germany the town pays for the counter in Bonn every year."
    other = "In Germany the state pays for the counter in Ulm every year."
    text, at = f"{own} {other}", len(own) + 1
    turns = (
        Intervention(Place(1, 0), Place(1, at), Role.SPEAKER, ("Ada Elm",), ("Ada Elm",)),
        Intervention(Place(1, at), Place(1, len(text)), Role.SPEAKER, ("Bo Ask",), ("Bo Ask",)),
    )
    view = fill(MemoryEngine(), told(*entry("a", text, about=[["DE"]], countries_about=("DE",), turns=turns)))
    layout = Layout(rows=("DE",), across="presenter", columns=("Ada Elm", "Bo Ask"))
    cells = compare(view, "Who pays for the counter?", {}, layout).rows[0].cells

    assert [texts(cell) for cell in cells] == [[own], [other]]


def test_a_row_does_not_let_go_of_words_that_are_all_found_elsewhere(engine):
    found = compare(small(engine), "walrus taxes", {}, Layout())

    assert shown(found, "DE")
    assert shown(found, "CA") == []
    assert rows(found)["CA"].cells[0].pages == 0


def test_where_no_page_has_all_words_every_row_shows_most_of_them(engine):
    found = compare(small(engine), "walrus taxes seals", {}, Layout())

    assert shown(found, "DE")
    assert any("No page has all 3 words" in note for note in found.notes)


def test_copies_and_the_same_words_take_one_place(engine):
    view = fill(
        engine,
        told(*entry("a", WALRUS, kind="report", work="a")),
        told(*entry("a2", "The walrus paid all its taxes. It rains.", kind="report", work="a")),
        told(*entry("b", WALRUS, kind="report")),
        told(*entry("c", "Where a walrus is, an iceberg is not far. So they say.", kind="report")),
    )

    found = shown(compare(view, "walrus", {}, Layout("kind", passages=3)), "report")

    assert len(found) == 2
    assert sum(text.startswith("The walrus pa") for text in found) == 1


def test_of_a_work_one_document_makes_a_row(engine):
    view = fill(
        engine,
        told(*entry("a", WALRUS, work="a")),
        told(*entry("a2", WALRUS, "And a walrus more.", work="a")),
        told(*entry("b", WALRUS)),
    )

    assert sorted(row.value for row in compare(view, "walrus", {}, Layout("document")).rows) == ["a2", "b"]


MINUTES = "Ada Elm: The walrus is late. Bo Ash: No walrus is ever late. Somebody: The walrus sleeps."


def debate(engine):
    """Minutes of a secretary from Canada, in which two people with names speak and one without."""
    starts = [MINUTES.index(name) for name in ("Ada Elm:", "Bo Ash:", "Somebody:")]
    ends = [*starts[1:], len(MINUTES)]
    speakers = [("Ada Elm",), ("Bo Ash",), ()]
    turns = tuple(
        Intervention(Place(1, start), Place(1, end), Role.SPEAKER, who, who, ("DE",) if who == ("Bo Ash",) else ())
        for start, end, who in zip(starts, ends, speakers, strict=True)
    )
    facts = {"turns": turns, "presenters": ("Ada Elm", "Sam Secretary"), "countries_from": ("CA",), "kind": "minutes"}
    return fill(engine, told(*entry("m", MINUTES, **facts)))


def test_a_presenters_row_has_the_presenters_own_words(engine):
    found = compare(debate(engine), "walrus", {}, Layout("presenter", rows=("Ada Elm", "Sam Secretary")))

    (passage,) = rows(found)["Ada Elm"].cells[0].passages
    assert passage.text == "Ada Elm: The walrus is late."
    assert speaker_name(passage) == "Ada Elm"
    assert shown(found, "Sam Secretary") == []


def test_a_country_of_origins_row_has_the_words_of_who_is_from_there(engine):
    (cell,) = compare(debate(engine), "walrus", {}, Layout("from", rows=("CA",))).rows[0].cells

    assert texts(cell) == ["Ada Elm: The walrus is late."]


def test_a_passage_is_one_speakers(engine):
    (passage,) = compare(debate(engine), "walrus", {}, Layout("kind")).rows[0].cells[0].passages

    assert MINUTES.count(passage.text) == 1
    assert passage.text in [part.strip() for part in MINUTES.replace("Bo", "|Bo").replace("Some", "|Some").split("|")]


def test_a_heading_is_followed_by_what_stands_below_it(engine):
    text = "The walrus and the law\nStatutes are written around a body that is responsible for the whole of it."
    view = fill(engine, told(*entry("a", text, kind="report")))

    assert shown(compare(view, "walrus", {}, Layout("kind")), "report") == [text]


def test_a_line_of_a_table_of_contents_stands_behind_what_it_leads_to(engine):
    contents = "3 The walrus . . . . . . . . . . . . . 14\n4 The walrus and the walrus . . . . . . . . . . 19"
    view = fill(engine, told(*entry("a", contents, WALRUS, kind="report")))

    assert shown(compare(view, "walrus", {}, Layout("kind", passages=2)), "report")[0].startswith("The walrus pays")


def test_no_more_rows_are_made_than_can_be_looked_over_unless_they_are_named(engine):
    many = [f"{2000 + n}" for n in range(MOST_ROWS + 3)]
    view = fill(engine, *(told(*entry(f"d{year}", WALRUS, date=year)) for year in many))

    assert len(compare(view, "walrus", {}, Layout("year")).rows) == MOST_ROWS
    assert len(compare(view, "walrus", {}, Layout("year", rows=tuple(many))).rows) == len(many)


@pytest.mark.parametrize(
    "layout",
    [
        Layout("colour"),
        Layout(across="colour"),
        Layout("kind", across="kind"),
        Layout(across="kind", versus=("seals",)),
        Layout(passages=0),
        Layout(passages=11),
        Layout(rows=tuple(map(str, range(300)))),
    ],
)
def test_a_layout_that_cannot_be_is_refused_with_a_remedy(layout):
    with pytest.raises(BadInput) as refused:
        compare(small(MemoryEngine()), "walrus", {}, layout)
    assert refused.value.remedy


@pytest.mark.parametrize("by", COMPARED)
def test_on_the_demonstration_library_every_passage_stands_on_a_page_of_its_row(demonstration, by):
    found = demonstration.compare("privacy OR identity", {}, Layout(by, passages=3))

    assert found.rows
    for row in found.rows:
        (cell,) = row.cells
        assert row.searched.pages >= (cell.pages or 0)
        for passage in cell.passages:
            assert passage.text in demonstration.page(passage.document.id, passage.page.number).text
            assert passage.marks
            again = demonstration.search("privacy OR identity", {by: [row.value]}, 1_000)
            assert (passage.document.id, passage.page.number) in {(h.document.id, h.page.number) for h in again.hits}


def test_a_countrys_row_has_what_is_said_of_that_country_not_of_another_on_the_same_page(engine):
    text = (
        "In Germany the walrus pays taxes, as everybody knows.\n\nIn Canada the walrus is free of taxes and of duties."
    )
    found = compare(
        fill(engine, told(*entry("a", text, about=[["DE", "CA", "FR"]]))), "walrus", {}, Layout(rows=("DE", "CA", "FR"))
    )

    assert [shown(found, code)[:1] for code in ("DE", "CA")] == [[text.split("\n")[0]], [text.split("\n")[2]]]
    assert shown(found, "FR") == []
    assert silence(rows(found)["FR"].cells[0]).endswith("1 page with these words: it speaks of other countries there.")
