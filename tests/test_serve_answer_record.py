"""The record of an answer: the same for the same question, kept, read back, exported, and held against a later library."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import rispy
from asgi import get
from bs4 import BeautifulSoup
from corpora import entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pdfs import pdf, words
from test_serve_comparing import told

from answer.ask import ask
from answer.records import AnswerRow, Status
from core import whole_file
from core.errors import BadInput, FileUnreadable, NotFound
from index.queries.reading import Reading
from index.reference.memory_backend import MemoryEngine
from serve import answer_shelf
from serve.answer_record import RecordedRow, record_of
from serve.answer_record_files import FORMS, form_of_file
from serve.answer_record_json import as_text, identified, listed_json, read_record, record_json
from serve.answer_record_words import NOTHING, in_words, permalink, since_lines, standing_sentence, verdict
from serve.answer_shelf import all_kept, forget, keep, kept
from serve.answer_shown import as_shown
from serve.answer_since import Standing, since
from serve.answer_table import answer_csv
from serve.as_json import answer_json
from serve.inquiry import Inquiry
from serve.render_answer import record_html, since_html

SITE = "http://library.example:8501/"
QUESTION = "Where do walruses sleep?"
SLEEP = "Walruses sleep on the ice of Svalbard."
MARKUP = "<script>alert(1)</script> & \"quotes\" 'too' <b> # *not* [link](http://evil.example) `code`"


def moment(hour=12):
    return lambda: datetime(2026, 11, 29, hour, 30, tzinfo=UTC)


def recorded(view, question=QUESTION, filters=None, by=None, hour=12):
    answer = ask(view, question, filters or {}, by)
    return identified(record_of(answer, view, Inquiry(question, filters or {}, by or ""), moment(hour)))


def shelf(*entries):
    """A view of documents, each (id, page…)."""
    return fill(MemoryEngine(), *(told(*entry(identifier, *pages)) for identifier, *pages in entries))


@pytest.fixture(scope="module")
def walruses():
    return recorded(shelf(("ice", SLEEP), ("sea", "Fish swim in the sea.")))


@pytest.fixture(scope="module")
def silence():
    return recorded(shelf(("sea", "Fish swim in the sea.")), "What is the boiling point of mercury?")


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("What does Tell Us Once do?", None),
        ("Who pays for the counter?", "country"),
        ("Was verbindet die 115?", "presenter"),
        ("What is the boiling point of mercury?", None),
    ],
)
def test_asked_twice_of_one_generation_an_answer_is_the_same_record_but_for_its_time(demonstration, question, by):
    one, other = (demonstration.record(Inquiry(question, {"about": ["DE", "GB"]}, by or "")) for _ in range(2))

    assert replace(other, asked_at=one.asked_at) == one
    assert one.generation == demonstration.view().generation
    for quote in one.all_quotes():
        page = demonstration.page(quote.cited.document, quote.cited.page)
        assert quote.cited.span.of(page.text) == quote.text
        assert all(span.of(quote.text).strip() for span in (*quote.marks, *quote.answer))


def test_another_question_filter_reading_or_library_is_another_record(demonstration):
    one = demonstration.record(Inquiry("What does Tell Us Once do?"))
    others = [
        demonstration.record(Inquiry("What does Tell Us Once do")),
        demonstration.record(Inquiry("What does Tell Us Once do?", {"about": ["GB"]})),
        demonstration.record(Inquiry("What does Tell Us Once do?", by="country")),
        demonstration.record(Inquiry("What does Tell Us Once do?", reading=Reading("en"))),
        demonstration.record(Inquiry("What does Tell Us Once do?", reading=Reading(terms=False))),
        demonstration.record(Inquiry("What does Tell Us Once do?", freed=("about",))),
        identified(replace(one, generation=one.generation + 1)),
        identified(replace(one, documents={**one.documents, "new": "0"})),
    ]

    assert len({one.id, *(other.id for other in others)}) == 1 + len(others)


@given(question=st.text(st.characters(exclude_categories=()), max_size=60), title=st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_record_is_read_back_from_its_json_and_written_in_every_form(question, title):
    view = fill(MemoryEngine(), told(*entry("ice", SLEEP, title=title, presenters=(title,))))
    for record in (recorded(view, question), recorded(view, f"walruses sleep {question}")):
        text = as_text(record_json(record))

        assert read_record(json.loads(text)) == record
        for form in FORMS.values():
            "".join(form.write(record, SITE, None)).encode("utf-8")


def test_a_record_has_what_was_asked_how_it_was_understood_and_what_was_looked_through(demonstration):
    filters = {"language": ["en"]}
    record = demonstration.record(Inquiry("What does Tell Us Once do?", filters))
    said = json.loads(as_text(record_json(record)))

    assert said["filters"] == filters
    assert (said["understood"]["language"], said["understood"]["words"]) == ("en", ["Tell", "Us", "Once"])
    assert said["searched"]["documents"] == len(said["documents"]) > 10
    assert {"text", "document", "page", "page_label", "presenters", "country", "language", "url"} <= set(
        said["quotes"][0]
    )
    assert permalink(record, SITE).startswith(f"{SITE}ask?q=What+does"), "no permalink before it is kept"
    assert permalink(replace(record, kept=True), SITE) == f"{SITE}answer?id={record.id}"


# Files


def hostile(start=MARKUP):
    said = {"title": start, "presenters": (start,), "organisations": (start,), "event": start, "kind": start}
    view = fill(MemoryEngine(), told(*entry("ice", f"{start} walruses sleep {start}.", **said)))
    return recorded(view, f"Where do walruses sleep? {start}")


@pytest.mark.parametrize("record", [hostile(), replace(hostile(), quotes=())], ids=["answered", "silent"])
def test_html_is_one_file_with_the_words_and_none_of_their_markup(record):
    text = "".join(FORMS["html"].write(record, SITE, None))
    page = BeautifulSoup(text, "html.parser")

    assert text.startswith("<!DOCTYPE html>")
    assert page.find(["script", "b", "img", "link", "iframe"]) is None
    assert page.find("h1").text == record.question
    assert page.find("title").text == record.question
    assert [block.text for block in page.find_all("blockquote")] == [quote.text for quote in record.quotes]
    assert all(link["href"].startswith(SITE) for link in page.find_all("a"))
    assert not any(name in tag.attrs for tag in page.find_all() for name in ("src", "onclick", "style"))


def test_markdown_has_the_words_and_none_of_their_markup():
    record = hostile()
    html = BeautifulSoup(MarkdownIt("commonmark").render("".join(FORMS["md"].write(record, SITE, None))), "html.parser")

    assert html.find("h1").text == record.question
    assert [block.text.strip() for block in html.find_all("blockquote")] == [quote.text for quote in record.quotes]
    assert html.find(["code", "img", "em", "b", "script"]) is None
    assert all(link["href"].startswith(SITE) for link in html.find_all("a"))


def read_ris(record, standings=None):
    return rispy.load(io.StringIO("".join(FORMS["ris"].write(record, SITE, standings)), newline=""))


def test_ris_has_a_reference_for_every_quote_and_one_for_nothing_found(walruses, silence):
    (quote,) = read_ris(walruses)
    (nothing,) = read_ris(silence)

    assert quote["abstract"] == f"“{SLEEP}”"
    assert quote["urls"] == [f"{SITE}document?id=ice&page=1&q=Where+do+walruses+sleep%3F&span=0-38-31.6281a147"]
    assert any(QUESTION in note for note in quote["notes"])
    assert nothing["title"] == "Nothing found: What is the boiling point of mercury?"
    assert nothing["abstract"] == "Searched: 1 page in 1 document."
    assert nothing["date"] == "2026/11/29/"


def test_a_silent_row_is_a_reference_of_its_own_and_stands_in_every_form(demonstration):
    record = demonstration.record(Inquiry("What does Tell Us Once do?", {"about": ["GB", "AT"]}, "country"))
    silent = [row for row in record.rows if not row.quotes]
    told = {one["title"]: one.get("abstract") for one in read_ris(record)}

    assert silent
    assert "Looked through: 3 pages in 1 document." in told["Nothing found for Austria: What does Tell Us Once do?"]
    for name, heading in (("md", "## Austria"), ("html", "<h2>Austria</h2>")):
        assert "answers this" in "".join(FORMS[name].write(record, SITE, None)).split(heading)[1]


ROWED = "Was verbindet die 115?"


@pytest.mark.parametrize("by", ["country", "presenter"])
def test_a_told_apart_answer_is_written_with_the_quotes_of_its_rows_and_no_others(demonstration, by):
    answer = demonstration.answer(Inquiry(ROWED, by=by))
    record = demonstration.record(Inquiry(ROWED, by=by))
    shown = [quote.text for row in answer.rows for quote in row.quotes]

    assert shown
    assert all(len(row.quotes) == (row.status == "answered") for row in answer.rows)
    assert verdict(record) == f"{len(shown)} quote{'s' if len(shown) > 1 else ''}"
    assert listed_json(record)["quotes"] == len(shown)
    written = {name: "".join(form.write(record, SITE, None)) for name, form in FORMS.items()}
    assert [line[:2] for line in written["md"].splitlines() if line.startswith(">")] == ["> "] * len(shown)
    assert len(BeautifulSoup(written["html"], "html.parser").find_all("blockquote")) == len(shown)
    assert sum(one["type_of_reference"] != "GEN" for one in read_ris(record)) == len(set(shown))
    kept_as = json.loads(written["json"])
    assert [quote["text"] for quote in kept_as["quotes"]] == shown
    assert [quote["text"] for row in kept_as["rows"] for quote in row["quotes"]] == shown
    lines = list(csv.DictReader(io.StringIO("".join(answer_csv(answer)).lstrip("\ufeff"))))
    assert len(lines) == len(answer.rows)


def test_the_json_of_a_told_apart_answer_has_no_quote_that_is_in_no_row(demonstration):
    answer = answer_json(demonstration.answer(Inquiry("What is done about privacy?", by="country")))

    assert answer["quotes"] == [quote for row in answer["rows"] for quote in row["quotes"]]
    assert [quote["country"] for row in answer["rows"] for quote in row["quotes"]] == [
        row["value"] for row in answer["rows"] if row["status"] == "answered"
    ]


def test_an_answer_whose_rows_are_all_silent_is_not_found():
    view = shelf(("ice", SLEEP))
    answer = as_shown(replace(ask(view, QUESTION, {}), by="country", rows=(AnswerRow("NO", Status.NOT_FOUND, ()),)))

    assert (answer.status, answer.quotes) == (Status.NOT_FOUND, ())
    assert verdict(identified(record_of(answer, view, Inquiry(QUESTION, by="country"), moment()))) == NOTHING


def test_of_a_row_that_was_kept_with_several_quotes_the_first_is_shown(walruses):
    row = RecordedRow("NO", Status.ANSWERED, walruses.quotes * 3, walruses.searched)
    before = replace(walruses, apart="country", rows=(row,), quotes=walruses.quotes * 2)

    assert verdict(before) == "1 quote"
    assert "".join(FORMS["md"].write(before, SITE, None)).count("\n> ") == 1


def test_a_quote_that_stops_in_mid_sentence_is_written_with_dots_that_are_none_of_its_text(demonstration, run):
    question = "Is a network of private agents difficult to reshape?"
    record = demonstration.record(Inquiry(question))
    first = record.quotes[0]
    written = {name: "".join(form.write(record, SITE, None)) for name, form in FORMS.items()}

    assert first.text.endswith("is difficult to")
    assert first.cut.after
    assert "is difficult to …\n" in written["md"].replace("**", "")
    told = BeautifulSoup(written["html"], "html.parser").blockquote.get_text()
    assert told.endswith("is difficult to …")
    kept_as = json.loads(written["json"])["quotes"][0]
    assert (kept_as["text"], kept_as["cut"]) == (first.text, {"before": False, "after": True})
    assert "is difficult to” …" in run("ask", question)[1]
    before = {key: value for key, value in kept_as.items() if key != "cut"}
    old = {**json.loads(written["json"]), "quotes": [before], "rows": [], "related": []}
    assert not read_record(old).quotes[0].cut.after


def test_an_answer_is_cited_also_where_nothing_was_found(silence):
    assert verdict(silence) == NOTHING
    assert in_words(replace(silence, kept=True), SITE) == (
        "“What is the boiling point of mercury?”, asked on 29 November 2026, 12:30 UTC of 1 page in 1 document "
        f"(generation 1): nothing found. {SITE}answer?id={silence.id}"
    )


def test_a_file_without_a_known_ending_is_refused():
    assert form_of_file("a.RIS") is FORMS["ris"]
    with pytest.raises(BadInput, match="\\.md, \\.html, \\.json, \\.ris"):
        form_of_file("answer.pdf")


# Kept


def test_an_answer_that_is_kept_again_stays_as_it_was_kept_first(tmp_path, walruses):
    first = keep(tmp_path / "answers", walruses)
    later = recorded(shelf(("ice", SLEEP), ("sea", "Fish swim in the sea.")), hour=18)

    assert later.id == walruses.id
    assert keep(tmp_path / "answers", later) == first == replace(walruses, kept=True)
    assert [path.name for path in (tmp_path / "answers").iterdir()] == [f"{walruses.id}.json"]


@pytest.mark.parametrize(
    "identifier", ["", "x", "../secret", "..%2fsecret", "/etc/passwd", "0" * 23, "0" * 24, "G" * 24]
)
def test_an_id_that_was_made_up_names_no_answer_and_no_other_file(tmp_path, walruses, identifier):
    keep(tmp_path / "answers", walruses)
    (tmp_path / "secret.json").write_text(as_text(record_json(walruses)))

    for asked in (kept, forget):
        with pytest.raises(NotFound, match="There is no kept answer"):
            asked(tmp_path / "answers", identifier)
    assert (tmp_path / "secret.json").is_file()


def edited(said):
    return said | {"quotes": [said["quotes"][0] | {"text": "Walruses sleep on the sofa."}]}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-200],
        lambda text: "[1, 2]",
        lambda text: "[" * 100_000,
        lambda text: json.dumps(edited(json.loads(text))),
        lambda text: json.dumps(json.loads(text) | {"generation": 9}),
        lambda text: json.dumps({**json.loads(text), "searched": {}}),
        lambda text: json.dumps(json.loads(text) | {"asked_at": "yesterday"}),
        lambda text: text + " " * answer_shelf.MOST_BYTES,
        lambda text: "\udcff",
    ],
    ids=[
        "empty",
        "cut",
        "no record",
        "deep",
        "another quote",
        "another generation",
        "a part gone",
        "no time",
        "huge",
        "no UTF-8",
    ],
)
def test_a_file_that_does_not_say_what_was_kept_is_told_and_never_shown(tmp_path, walruses, silence, spoil):
    keep(tmp_path, walruses)
    keep(tmp_path, silence)
    path = tmp_path / f"{walruses.id}.json"
    path.write_bytes(spoil(path.read_text(encoding="utf-8")).encode("utf-8", "surrogateescape"))

    with pytest.raises(FileUnreadable, match="damaged") as caught:
        kept(tmp_path, walruses.id)
    records, problems = all_kept(tmp_path)

    assert f"rapporteur answer {walruses.id} --forget" in caught.value.remedy
    assert [record.id for record in records] == [silence.id]
    assert [problem.file for problem in problems] == [f"{tmp_path.name}/{walruses.id}.json"]
    forget(tmp_path, walruses.id)
    assert all_kept(tmp_path)[1] == []


def test_an_answer_that_a_later_version_kept_is_told_apart_from_a_damaged_one(tmp_path, walruses):
    keep(tmp_path, walruses)
    path = tmp_path / f"{walruses.id}.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 2}))

    with pytest.raises(FileUnreadable, match="later version"):
        kept(tmp_path, walruses.id)


@pytest.mark.parametrize("edit", [{"asked_at": "2026-W48-1"}, {"asked_at": "2026-11-30"}, {"generation": float("inf")}])
def test_a_time_that_is_none_and_a_number_without_end_are_damage(tmp_path, walruses, edit):
    keep(tmp_path, walruses)
    path = tmp_path / f"{walruses.id}.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | edit))

    with pytest.raises(FileUnreadable, match="damaged"):
        kept(tmp_path, walruses.id)


def test_no_more_answers_are_kept_than_there_is_room_for_and_none_makes_room(tmp_path, monkeypatch, walruses, silence):
    monkeypatch.setattr(answer_shelf, "MOST_KEPT", 1)
    keep(tmp_path, walruses)

    with pytest.raises(BadInput, match="1 answers are kept, and no more"):
        keep(tmp_path, silence)
    assert keep(tmp_path, walruses).kept, "what is kept already needs no room"
    monkeypatch.setattr(answer_shelf, "MOST_BYTES", 100)
    with pytest.raises(BadInput, match="too large"):
        keep(tmp_path, silence)


def test_a_full_disk_leaves_no_half_of_an_answer(tmp_path, monkeypatch, walruses):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_file.os, "fsync", full)

    with pytest.raises(BadInput, match=r"cannot be kept .*No space left"):
        keep(tmp_path, walruses)
    assert list(tmp_path.iterdir()) == []


# Since


def test_quotes_are_held_against_the_present_pages(walruses):
    found = since(shelf(("ice", SLEEP)), walruses, walruses)
    assert list(found.standings.values()) == [Standing.STANDS]
    assert standing_sentence(found.standings) == "Every quote stands unchanged on its page."
    for changed in (("ice", f"So. {SLEEP}"), ("ice", SLEEP.replace("ice", "mud")), ("ice", "")):
        assert list(since(shelf(changed), walruses, walruses).standings.values()) == [Standing.CHANGED]
    gone = since(shelf(("sea", SLEEP)), walruses, walruses)
    assert list(gone.standings.values()) == [Standing.GONE]
    assert standing_sentence(gone.standings) == "0 of 1 quote still stand unchanged."


def test_the_link_of_a_changed_page_names_no_place_on_it(walruses):
    pick = walruses.all_quotes()[0].pick

    assert "&amp;span=" in record_html(walruses, standings={pick: Standing.STANDS})
    changed = record_html(walruses, standings={pick: Standing.CHANGED})
    assert "/document?id=ice" in changed
    assert "span=" not in changed.partition("How it was asked")[0]


def test_what_is_new_since_are_quotes_and_documents(walruses):
    view = shelf(("ice", "Nothing of them any more."), ("beach", "In summer walruses sleep on beaches."))
    found = since(view, walruses, recorded(view))

    assert [quote.text for _, quote in found.new] == ["In summer walruses sleep on beaches."]
    assert [quote.text for _, quote in found.missing] == [SLEEP]
    assert [document.id for document in found.added] == ["beach"]
    assert found.removed == ("sea",)
    assert not found.of_another
    assert since_lines(found)[0].startswith("1 quote that this answer does not have")


def test_a_changed_answer_is_shown_below_its_heading_with_no_quote_twice(walruses):
    view = shelf(("beach", "In summer walruses sleep on beaches."))
    found = since(view, walruses, recorded(view))
    shown = BeautifulSoup(record_html(walruses, SITE, found.standings, found) + since_html(found, SITE), "html.parser")

    assert [quote.get_text() for quote in shown.find_all("blockquote")] == [
        SLEEP,
        "In summer walruses sleep on beaches.",
    ]
    assert "not given any more" in shown.find("div", "answer-where").get_text()
    order = [one.get_text() for one in shown.find_all(["h1", "h2", "h3"])]
    assert (order[0], order[-1]) == (QUESTION, "New quotes")
    assert len(re.findall("1 quote of this answer not given any more", shown.get_text())) == 1

    same = since(shelf(("ice", SLEEP), ("sea", "Fish swim in the sea.")), walruses, walruses)
    assert "not given any more" not in record_html(walruses, SITE, same.standings, same)
    assert "Asked again now" in since_html(same, SITE)


def test_on_the_same_library_nothing_is_new(walruses):
    view = shelf(("ice", SLEEP), ("sea", "Fish swim in the sea."))
    found = since(view, walruses, recorded(view))

    assert found.same
    assert since_lines(found) == ["Asked again now, the library gives the same quotes."]


def test_where_nothing_was_found_and_is_not_now_that_is_said(silence):
    view = shelf(("sea", "Fish swim in the sea."))

    assert since_lines(since(view, silence, silence)) == ["Asked again now, nothing is found either."]


def test_a_record_of_another_library_is_told(walruses):
    view = shelf(("desert", "Camels sleep in the sand."))
    found = since(view, walruses, recorded(view))

    assert found.of_another
    assert since_lines(found)[0].startswith("None of the documents that were looked through is in this library")
    assert set(found.standings.values()) == {Standing.GONE}


def test_an_ingest_and_a_rebuild_keep_the_answers_and_say_what_changed(empty_library):
    corpus = empty_library.settings.corpus
    (corpus / "ice.pdf").write_bytes(pdf(words(SLEEP)))
    (corpus / "sea.pdf").write_bytes(pdf(words("Fish swim in the sea.")))
    empty_library.ingest()
    record = empty_library.keep(empty_library.record(Inquiry(QUESTION)))
    (corpus / "sea.pdf").write_bytes(pdf(words("Fish and squid swim in the sea.")))
    (corpus / "beach.pdf").write_bytes(pdf(words("In summer walruses sleep on beaches.")))
    empty_library.ingest()
    empty_library.ingest(rebuild=True)

    again = empty_library.kept(record.id)
    found = empty_library.since(again)

    assert again == record
    assert [quote.text for _, quote in found.new] == ["In summer walruses sleep on beaches."]
    assert [document.file for document in found.added] == ["beach.pdf"]
    assert [document.file for document in found.changed] == ["sea.pdf"]
    assert list(found.standings.values()) == [Standing.STANDS]


# The command line and the routes


@pytest.mark.parametrize("both", [("--csv", "--keep"), ("--csv", "--phrase"), ("--phrase", "--keep")])
def test_what_the_command_line_cannot_do_at_once_is_not_left_out_without_a_word(run, tmp_path, both):
    table = str(tmp_path / "answer.csv")
    code, _, err = run(
        "ask",
        "What does Tell Us Once do?",
        *(each for one in both for each in ((one, table) if one == "--csv" else (one,))),
    )

    assert code != 0
    assert "goes without" in err
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_keeps_lists_shows_writes_and_forgets(run, tmp_path):
    question = "What does Tell Us Once do?"
    out = tmp_path / "answer.ris"
    code, text, _ = run("ask", question, "--keep", "--json")
    said = json.loads(text)
    identifier = said["id"]

    assert code == 0
    assert (said["question"], said["kept"], said["permalink"]) == (question, True, f"/answer?id={identifier}")
    assert [one["id"] for one in json.loads(run("answers", "--json")[1])] == [identifier]
    shown = json.loads(run("answer", identifier, "--json")[1])
    assert shown["record"]["id"] == identifier
    assert set(shown["standings"].values()) == {"stands unchanged"}
    assert shown["since"]["same"]
    assert run("answer", identifier, "--out", out, "--site", SITE)[0] == 0
    (first, *_) = rispy.load(io.StringIO(out.read_text(encoding="utf-8"), newline=""))
    assert "stands unchanged" in first["notes"]
    assert "Every quote stands unchanged on its page." in run("answer", identifier)[1]
    assert run("answer", identifier, "--forget")[0] == 0
    assert run("answer", identifier)[0] == 2
    assert json.loads(run("answers", "--json")[1]) == []


@pytest.mark.parametrize("ending", ["md", "html", "json", "ris"])
def test_an_answer_is_written_to_a_file_of_each_kind_and_served_as_one(run, app, tmp_path, ending):
    out = tmp_path / f"a.{ending}"
    code, text, _ = run("ask", "Who provides the number 115?", "--out", out, "--site", "http://127.0.0.1/", "--json")
    served = get(app, f"/api/ask.{ending}?q=Who+provides+the+number+115%3F")

    assert (code, json.loads(text)["kept"]) == (0, False)
    assert served.status == 200
    assert f".{ending}" in served.headers["content-disposition"]
    for text in (out.read_text(encoding="utf-8"), served.body.decode()):
        assert "115" in text
        assert "http://127.0.0.1/" in text


def test_the_routes_give_kept_answers_and_kind_errors(app, demonstration):
    record = demonstration.keep(demonstration.record(Inquiry("Who provides the number 115?")))

    assert record.id in [one["id"] for one in get(app, "/api/answers").json["answers"]]
    asked_again = get(app, "/api/ask.md?q=Who+provides+the+number+115%3F").body.decode()
    assert f"/answer?id={record.id}" in asked_again, "what is kept is cited by its permalink"
    said = get(app, f"/api/answers/{record.id}").json
    assert said["record"]["question"] == record.question
    page = get(app, f"/api/answers/{record.id}.html")
    assert "Every quote stands unchanged" in page.body.decode()
    for made_up in ("0" * 24, "..%2f..%2fsecret", f"{record.id}.pdf", "%00"):
        refused = get(app, f"/api/answers/{made_up}")
        assert refused.status == 404
    demonstration.forget(record.id)
    assert get(app, f"/api/answers/{record.id}.md").status == 404
