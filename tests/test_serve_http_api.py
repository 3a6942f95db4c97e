"""The HTTP routes: files by document id alone, page images, and the JSON of the command line."""

import io
import json
from urllib.parse import quote, urlencode

import pytest
from asgi import Answered, get
from office import UNDRAWABLE, docx_bytes
from pdfs import pdf, words
from PIL import Image, ImageChops
from starlette.applications import Starlette

from core.records import Box
from index.queries.reading import Reading
from serve import as_json
from serve.addresses import file_address, image_address
from serve.http_api import routes
from serve.page_image import part_around
from serve.readability import readability_json
from serve.results_json import frequency_json, grouped_json, similar_json
from serve.results_table import csv_table


@pytest.fixture
def own(empty_library):
    """The routes on a library of the test's own: a PDF, a text, a Markdown file and an HTML page with a script."""
    corpus = empty_library.settings.corpus
    (corpus / "sub").mkdir()
    (corpus / "sub" / "Größe & Maß.pdf").write_bytes(pdf(words("walrus")))
    (corpus / "note.txt").write_text("a walrus", encoding="utf-8")
    (corpus / "old.txt").write_text(f"a walrus {UNDRAWABLE}", encoding="utf-8")
    (corpus / "note.md").write_text("a *walrus*", encoding="utf-8")
    (corpus / "event.html").write_text("<script>alert('walrus')</script><p>a walrus", encoding="utf-8")
    (corpus / "unlisted.bin").write_bytes(b"secret")
    empty_library.ingest()
    (corpus / "later.txt").write_text("not ingested yet", encoding="utf-8")
    return empty_library, Starlette(routes=routes(empty_library))


def image(answered: Answered) -> Image.Image:
    assert answered.status == 200
    assert answered.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(answered.body)).convert("RGB")


# Files


def test_a_pdf_is_served_inline_under_its_name(app, demonstration):
    content = (demonstration.settings.corpus / "deck-uk.pdf").read_bytes()

    answered = get(app, "/files/deck-uk/deck-uk.pdf")

    assert (answered.status, answered.body) == (200, content)
    assert answered.headers["content-type"] == "application/pdf"
    assert answered.headers["content-disposition"].startswith("inline")
    assert answered.headers["accept-ranges"] == "bytes"
    assert answered.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-99", 0, 100), ("bytes=1000-1999", 1000, 2000), ("bytes=-50", -50, None)]
)
def test_a_range_of_a_pdf_is_served_as_asked(app, demonstration, asked, start, end):
    content = (demonstration.settings.corpus / "deck-uk.pdf").read_bytes()

    answered = get(app, "/files/deck-uk/deck-uk.pdf", Range=asked)

    assert (answered.status, answered.body) == (206, content[start:end])
    assert answered.headers["content-range"].endswith(f"/{len(content)}")


def test_an_impossible_range_is_refused(app):
    assert get(app, "/files/deck-uk/deck-uk.pdf", Range="bytes=999999999-").status == 416


def test_head_tells_the_size_alone(app, demonstration):
    answered = get(app, "/files/deck-uk/deck-uk.pdf", method="HEAD")

    assert answered.status == 200
    assert answered.body == b""
    assert int(answered.headers["content-length"]) == (demonstration.settings.corpus / "deck-uk.pdf").stat().st_size


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(app, method):
    assert get(app, "/files/deck-uk/deck-uk.pdf", method=method).status == 405


@pytest.mark.parametrize(
    "address",
    [
        "/files/nobody/x.pdf",
        "/files/deck-uk",
        "/files/../catalogue.csv",
        "/files/..%2fcatalogue.csv/x",
        "/files/..%2f..%2fetc%2fpasswd/passwd",
        "/files/%2e%2e/catalogue.csv",
        "/files/deck-uk/../../catalogue.csv",
        "/files/deck-uk/..%2f..%2f..%2fetc%2fpasswd",
        "/files//etc/passwd",
        "/files/catalogue/catalogue.csv",
        "/files/catalogue.csv/catalogue.csv",
        "/files/%00/x",
        "/files/deck-uk%00/x",
    ],
)
def test_nothing_but_catalogued_files_is_reachable(app, address):
    answered = get(app, address)

    assert answered.status == 404
    assert b"root:" not in answered.body
    assert b"presenter country" not in answered.body


def test_a_file_that_was_not_ingested_is_not_served(own):
    library, app = own

    assert get(app, "/files/later/later.txt").status == 404
    assert get(app, "/files/unlisted/unlisted.bin").status == 404
    for document in library.documents():
        assert get(app, file_address(document.id, document.file)).status == 200


def test_a_file_in_a_folder_with_an_odd_name_is_served_under_that_name(own):
    library, app = own
    document = next(document for document in library.documents() if document.file.endswith(".pdf"))
    address = file_address(document.id, document.file, 1)

    assert address.endswith("#page=1")
    answered = get(app, address.split("#", maxsplit=1)[0])

    assert answered.status == 200
    assert "Gr%C3%B6%C3%9Fe" in answered.headers["content-disposition"]


def test_html_files_are_never_served_as_html(own):
    library, app = own
    kinds = {}
    for document in library.documents():
        answered = get(app, file_address(document.id, document.file))
        kinds[document.file] = answered.headers["content-type"]
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answered.headers["content-security-policy"]

    assert kinds == {
        "event.html": "text/plain; charset=utf-8",
        "note.md": "text/plain; charset=utf-8",
        "note.txt": "text/plain; charset=utf-8",
        "old.txt": "text/plain; charset=utf-8",
        "sub/Größe & Maß.pdf": "application/pdf",
    }


def test_an_office_document_is_downloaded_as_what_it_is_whatever_its_ending(empty_library):
    for name in ("report.docx", "report.txt.pdf"):
        (empty_library.settings.corpus / name).write_bytes(docx_bytes("a walrus"))
    empty_library.ingest()
    app = Starlette(routes=routes(empty_library))
    for document in empty_library.documents():
        answered = get(app, file_address(document.id, document.file))

        assert answered.headers["content-type"].endswith("wordprocessingml.document")
        assert answered.headers["content-disposition"] == f'attachment; filename="{document.file}"'
        assert answered.body == (empty_library.settings.corpus / document.file).read_bytes()


def test_the_words_of_an_office_document_are_boxed_on_its_page_image(empty_library):
    (empty_library.settings.corpus / "note.md").write_text("a walrus", encoding="utf-8")
    empty_library.ingest()
    app = Starlette(routes=routes(empty_library))
    plain, drawn = image(get(app, image_address("note", 1))), image(get(app, image_address("note", 1, "walrus")))

    assert ImageChops.difference(plain, drawn).getbbox() is not None


# Page images


def test_the_boxes_are_drawn_on_the_page_image_and_nowhere_else(app, demonstration):
    marked = demonstration.marked_page("deck-uk", 4, "registrar family")
    plain, drawn = (
        image(get(app, image_address("deck-uk", 4))),
        image(get(app, image_address("deck-uk", 4, "registrar family"))),
    )
    scale = plain.width / marked.page.width

    changed = ImageChops.difference(plain, drawn)

    assert plain.size == drawn.size
    margin = 3 * scale
    for boxes in marked.boxes:
        for box in boxes:
            area = tuple(round(side * scale) for side in box)
            assert changed.crop(area).getbbox() == (0, 0, area[2] - area[0], area[3] - area[1])
            around = (area[0] - margin, area[1] - margin, area[2] + margin, area[3] + margin)
            changed.paste((0, 0, 0), tuple(map(round, around)))
    assert changed.getbbox() is None


def test_the_active_mark_stands_out(app):
    first, second = (image(get(app, image_address("deck-uk", 4, "registrar", active))) for active in (0, 1))

    assert ImageChops.difference(first, second).getbbox()


def test_without_a_match_the_image_is_the_page_itself(app):
    assert (
        image(get(app, image_address("deck-uk", 1, "zzzz"))).tobytes()
        == image(get(app, image_address("deck-uk", 1))).tobytes()
    )


def test_a_scanned_page_has_an_image_too(app):
    assert image(get(app, "/pages/scanned-memo/1.png?q=service")).width > 1000


@pytest.mark.parametrize(
    "address",
    [
        "/pages/nobody/1.png",
        "/pages/deck-uk/0.png",
        "/pages/deck-uk/99.png",
        "/pages/deck-uk/999999999999999999999999.png",
    ],
)
def test_the_image_of_a_page_that_is_not_there_is_404_as_json(app, address):
    answered = get(app, address)

    assert answered.status == 404
    assert set(answered.json["error"]) == {"problem", "remedy"}


def test_a_text_whose_letters_no_font_has_has_no_page_images(own):
    _, app = own

    answered = get(app, "/pages/old/1.png?q=walrus")

    assert answered.status == 404
    assert "text" in answered.json["error"]["remedy"]


# JSON


def test_search_gives_the_json_of_the_command_line(app, demonstration):
    answered = get(app, "/api/search?" + urlencode({"q": "joint delivery", "from": "Canada", "limit": 3, "offset": 1}))

    assert answered.status == 200
    assert answered.json == as_json.search_json(demonstration.search("joint delivery", {"from": ["CA"]}, 3, 1))


def test_search_sorts_and_groups_as_the_command_line_does(app, demonstration):
    reading = Reading(order="title")
    sorted_ones = get(app, "/api/search?q=service&sort=title&limit=5")
    groups = get(app, "/api/search?q=service&group_by=from&limit=2&sort=title")

    assert sorted_ones.json == as_json.search_json(demonstration.search("service", {}, 5, 0, reading))
    assert groups.json == grouped_json(demonstration.grouped("service", {}, "from", 3, 2, 0, reading), "from")


def test_one_document_can_be_searched(app, demonstration):
    found = get(app, "/api/search?q=service&document=deck-uk").json

    assert found["total_pages"] == demonstration.search("service", {"document": ["deck-uk"]}).total_pages > 0


def test_all_results_are_served_as_a_table_with_whole_addresses(app, demonstration):
    answered = get(app, "/api/search.csv?q=service&language=fr&separator=semicolon", Host="library.example:8501")

    text = answered.body.decode("utf-8")
    assert answered.status == 200
    assert answered.headers["content-type"] == "text/csv; charset=utf-8"
    assert answered.headers["content-disposition"] == 'attachment; filename="results.csv"'
    every = demonstration.all_hits("service", {"language": ["fr"]})
    assert text == "".join(csv_table(every.hits, "service", "http://library.example:8501/", "semicolon"))
    assert text.count("\r\n") == every.total_pages + 1


def test_frequency_and_similar_give_the_json_of_the_command_line(app, demonstration):
    often = get(app, "/api/frequency?q=privacy+OR+counter&by=presenter&language=en")
    alike = get(app, "/api/similar?document=deck-germany&page=5&language=en&limit=2")

    filters = {"language": ["en"]}
    assert often.json == frequency_json(demonstration.frequency("privacy OR counter", filters, "presenter"))
    assert alike.json == similar_json(demonstration.similar("deck-germany", 5, filters, 2))
    assert get(app, "/api/similar?document=deck-germany&page=99").status == 404
    assert get(app, "/api/similar").status == 404


def test_filters_may_be_repeated(app, demonstration):
    answered = get(app, "/api/search?q=service&from=DE&from=GB&language=en")

    assert (
        answered.json["total_pages"]
        == demonstration.search("service", {"from": ["DE", "GB"], "language": ["en"]}).total_pages
    )


def test_no_more_hits_than_a_hundred_are_given_at_once(app):
    assert len(get(app, "/api/search?q=service&limit=100000").json["hits"]) == 100


def test_completions_are_those_of_the_library_for_the_word_at_the_cursor(app, demonstration):
    answered = get(app, "/api/complete?" + urlencode({"q": "joint deli -window", "cursor": 10, "limit": 3}))

    assert answered.status == 200
    assert answered.json == as_json.completions_json(demonstration.complete("joint deli -window", 3, 10))
    assert len(answered.json) == 3
    assert {"text", "kind", "pages", "query", "cursor"} == set(answered.json[0])
    assert all(found["query"].endswith(" -window") and found["pages"] > 0 for found in answered.json)
    assert get(app, "/api/complete").json == get(app, "/api/complete?q=%00%22").json == []
    assert get(app, "/api/complete?q=serv&cursor=x").status == 400
    assert len(get(app, "/api/complete?q=se&limit=100000").json) <= 20


def test_completions_count_what_a_search_with_the_same_parameters_finds(app):
    for more in ({}, {"language": "fr"}, {"from": "DE", "terms": "0"}, {"read_in": "de"}):
        found = get(app, "/api/complete?" + urlencode({"q": "serv", **more})).json
        assert found, more
        for each in found:
            searched = get(app, "/api/search?" + urlencode({"q": each["query"], **more})).json
            assert searched["total_pages"] == each["pages"], (each, more)
    assert get(app, "/api/complete?q=serv&sort=x").status == 400


def test_ask_gives_the_json_of_the_command_line(app, demonstration):
    question = "What does Tell Us Once do?"

    answered = get(app, "/api/ask?" + urlencode({"q": question, "by": "country"}))

    assert answered.json == as_json.answer_json(demonstration.ask(question, {}, "country"))


def test_documents_pages_and_status_give_the_json_of_the_command_line(app, demonstration):
    assert get(app, "/api/documents").json == [
        as_json.document_json(document) for document in demonstration.documents()
    ]
    assert get(app, "/api/status").json == as_json.status_json(demonstration.status())
    assert get(app, "/api/readability").json == [readability_json(document) for document in demonstration.readability()]
    memo = get(app, "/api/readability?document=scanned-memo").json
    assert memo == readability_json(demonstration.document("scanned-memo"))
    assert get(app, "/api/readability?document=nowhere").status == 404
    page = get(app, "/api/documents/deck-uk/pages/4?q=registrar").json
    assert set(page) == {
        "label", "section", "language", "about", "mentions", "about_evidence", "text", "width", "height", "boxes",
        "interventions",
    }  # fmt: skip
    assert page["boxes"]


@pytest.mark.parametrize("address", ["/api/documents/nobody/pages/1", "/api/documents/deck-uk/pages/99"])
def test_an_unknown_page_is_404_as_json(app, address):
    answered = get(app, address)

    assert answered.status == 404
    assert answered.json["error"]["problem"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/search?q=x&limit=many",
        "/api/search?q=x&limit=-1",
        "/api/search?q=x&limit=%C2%B2",
        "/api/search?q=x&limit=" + "9" * 5000,
        "/api/search?q=x&offset=1.5",
        "/api/search?q=x&offset=" + "9" * 30,
        "/api/search?q=x&from=Atlantis",
        "/api/search?q=x&sort=colour",
        "/api/search?q=x&group_by=colour",
        "/api/search.csv?q=x&separator=tab",
        "/api/search.csv?q=x&from=Atlantis",
        "/api/frequency?q=x&by=colour",
        "/api/similar?document=deck-uk&page=x",
        "/api/search?q=x&language=Klingon",
        "/api/ask?q=x&by=weather",
        "/api/ask?q=x&about=Atlantis",
        "/pages/deck-uk/4.png?q=registrar&active=%C2%B2",
        "/pages/deck-uk/4.png?q=registrar&active=x",
    ],
)
def test_odd_parameters_are_told_with_400_as_json(app, address):
    answered = get(app, address)

    assert answered.status == 400
    assert answered.json["error"]["problem"]
    assert answered.json["error"]["remedy"]


@pytest.mark.parametrize("text", ["", '"', "((", "-", "\0", "🙂", "<script>", "x" * 20_000, "%ff", "a AND OR"])
def test_whatever_is_asked_is_answered(app, text):
    assert get(app, f"/api/search?q={quote(text)}").status == 200
    assert get(app, f"/api/ask?q={quote(text)}&by=presenter").status in (200, 400)
    assert get(app, f"/pages/deck-uk/4.png?q={quote(text)}").status == 200


@pytest.mark.parametrize("question", ["", "???", "who is it?", "Was ist das?"])
def test_a_question_without_a_word_to_look_for_is_bad_input_and_not_an_empty_answer(app, run, question):
    refused = get(app, f"/api/ask?q={quote(question)}")
    code, out, said = run("ask", question, "--json")

    assert refused.status == 400
    assert "nothing to look for" in refused.json["error"]["problem"]
    assert (code, json.loads(out)) == (2, refused.json)
    assert "nothing to look for" in said
    assert get(app, f"/api/ask.md?q={quote(question)}").status == 400


@pytest.mark.parametrize("path", ["/api/nonsense", "/api/", "/api/ask/more", "/api/documents/deck-uk/pages/x"])
def test_a_route_that_there_is_not_is_told_with_those_there_are(app, path):
    refused = get(app, path)

    assert refused.status == 404
    assert path in refused.json["error"]["problem"]
    assert "/api/search" in refused.json["error"]["remedy"]


def test_bytes_that_are_no_utf_8_are_answered(app):
    assert get(app, "/api/search?q=%ff%fe").status == 200


def test_without_an_index_every_route_says_so_with_503(empty_library):
    app = Starlette(routes=routes(empty_library))

    for address in ("/api/search?q=x", "/api/ask?q=x", "/api/documents", "/api/status", "/files/x/x", "/pages/x/1.png"):
        answered = get(app, address)
        assert answered.status == 503
        assert "ingest" in answered.json["error"]["remedy"]


def test_a_damaged_file_is_told_as_json(empty_library):
    path = empty_library.settings.corpus / "one.pdf"
    path.write_bytes(pdf(words("walrus")))
    empty_library.ingest()
    path.write_bytes(b"damaged")

    answered = get(Starlette(routes=routes(empty_library)), "/pages/one/1.png?q=walrus")

    assert answered.status == 422
    assert answered.json["error"]["problem"]


def test_a_query_is_read_in_the_language_that_the_address_names(app):
    found = get(app, "/api/search?" + urlencode({"q": "services", "limit": 99, "read_in": "fr"})).json

    assert {hit["language"] for hit in found["hits"] if hit["page"] > 1} == {"fr"}
    assert all("read_in=fr" in hit["url"] for hit in found["hits"])
    assert get(app, "/api/search?q=services&read_in=Klingon").status == 400


@pytest.mark.parametrize(
    "query",
    ["x" * 20_000, "(" * 5_000, '"' * 5_000, "~" * 5_000, "a*", "the OR of", "%00", "<script>", "\u202eabc", "数" * 3_000],
)  # fmt: skip
def test_whatever_is_asked_for_is_a_query(app, query):
    assert get(app, "/api/search?" + urlencode({"q": query, "limit": 1})).status == 200
    assert get(app, "/api/ask?" + urlencode({"q": query})).status in (200, 400)
    assert get(app, "/api/search?q=%ED%A0%80%00service").status == 200


def test_the_part_of_a_page_around_words_that_stand_beside_it_is_the_whole_page():
    buffer = io.BytesIO()
    Image.new("RGB", (100, 200), "white").save(buffer, "PNG")
    page = buffer.getvalue()

    assert part_around(page, 50.0, [[Box(0, 900, 10, 910)]]) == page
    with Image.open(io.BytesIO(part_around(page, 50.0, [[Box(0, 50, 10, 60)]]))) as part:
        assert part.size == (100, 164)
