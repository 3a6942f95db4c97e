"""One quote alone marked on its page: in addresses, in the page's JSON and on its image."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from asgi import get
from PIL import Image

from core.errors import BadInput
from core.records import Span
from serve.as_json import page_address, page_json
from serve.quoted_span import QuotedSpan, quoted_span, read_span, span_name, standing

TEXT = "Ice is cold. Walruses sleep on ice, and they wake at noon. Fish swim."
WORDS = "Walruses sleep on ice, and they wake at noon."
PLACE = Span(TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS))


def test_a_place_is_written_with_a_seal_of_its_words_and_read_back_and_an_old_address_is_read_without():
    quoted = quoted_span(PLACE, WORDS)

    assert read_span(span_name(quoted)) == quoted
    assert read_span("120-260") == QuotedSpan(Span(120, 260))
    assert read_span("") is None
    address = parse_qs(urlsplit(page_address("deck", 4, "who?", quoted=quoted)).query)
    assert address == {"id": ["deck"], "page": ["4"], "q": ["who?"], "span": [span_name(quoted)]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, WORDS),
        (f"New words. {TEXT}", WORDS[:-1]),
        ("Walruses sleep\non ice and they\nwake — at noon", "Walruses sleep\non ice and they\nwake — at noon"),
        (TEXT.replace("noon", "nine"), None),
        ("", None),
    ],
    ids=["in its place", "moved", "set anew", "another word", "empty"],
)
def test_a_quote_is_found_on_its_page_whatever_became_of_the_page_and_nothing_else_for_it(text, found):
    place = standing(quoted_span(PLACE, WORDS), text)

    assert (place.of(text) if place else None) == found


def test_an_address_without_a_seal_is_taken_at_its_word_and_an_endless_one_is_not_looked_for():
    assert standing(QuotedSpan(PLACE), TEXT.replace("noon", "nine")) == PLACE
    assert standing(QuotedSpan(Span(200, 210)), TEXT) is None
    assert standing(QuotedSpan(PLACE, 500_000, "0" * 8), TEXT * 20_000) is None


@pytest.mark.parametrize("text", ["x", "5-5", "9-2", "-1-4", "1-2-3", "1-2-3.xyz", "1" * 12 + "-2"])
def test_what_is_no_span_is_bad_input(text):
    with pytest.raises(BadInput):
        read_span(text)


def test_exactly_the_quote_is_boxed_and_its_part_of_the_page_is_cut_out(app, demonstration):
    quote = demonstration.ask("What does Tell Us Once do?", {}).quotes[0]
    where = f"{quote.document.id}/{quote.page.number}"
    place = quoted_span(quote.span, quote.text)
    asked = f"/pages/{where}.png?span={span_name(place)}"

    marked = demonstration.marked_page(quote.document.id, quote.page.number, "registrar", quoted=place)
    said = f"/api/documents/{quote.document.id}/pages/{quote.page.number}?span={span_name(place)}"
    whole, part = (Image.open(io.BytesIO(get(app, address).body)) for address in (asked, f"{asked}&part=1"))

    assert marked.marks == (quote.span,)
    assert get(app, said).json == page_json(marked)
    assert 0 < len(marked.boxes[0]) <= quote.text.count("\n") + 1
    assert part.width == whole.width
    assert part.height < whole.height / 2


def test_on_a_changed_page_the_quote_is_marked_where_it_stands_or_said_to_be_gone_and_no_other_words_are(
    app, demonstration
):
    quote = demonstration.ask("What does Tell Us Once do?", {}).quotes[0]
    where, elsewhere = (quote.document.id, quote.page.number), Span(quote.span.start + 9, quote.span.end + 9)
    moved = demonstration.marked_page(*where, quoted=quoted_span(elsewhere, quote.text))
    gone = demonstration.marked_page(*where, quoted=quoted_span(quote.span, f"{quote.text} And more."))

    assert moved.marks[0].of(moved.page.text) in quote.text
    assert moved.boxes[0]
    assert "where it stands now" in moved.note
    assert gone.marks == ()
    assert "no longer stands" in gone.note
    assert get(app, "/pages/deck-uk/4.png?span=1000000-1000010&part=1").status == 200
    assert get(app, "/pages/deck-uk/4.png?span=x").status == 400
