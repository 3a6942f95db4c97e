"""One quote alone marked on its page: in addresses, in the page's JSON and on its image."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from asgi import get
from PIL import Image

from core.errors import BadInput
from core.records import Span
from serve.as_json import page_address, page_json
from serve.quoted_span import read_span, span_name


def test_a_span_is_written_and_read_back():
    assert read_span(span_name(Span(120, 260))) == Span(120, 260)
    assert read_span("") is None
    address = parse_qs(urlsplit(page_address("deck", 4, "who?", span=Span(1, 20))).query)
    assert address == {"id": ["deck"], "page": ["4"], "q": ["who?"], "span": ["1-20"]}


@pytest.mark.parametrize("text", ["x", "5-5", "9-2", "-1-4", "1-2-3", "1" * 12 + "-2"])
def test_what_is_no_span_is_bad_input(text):
    with pytest.raises(BadInput):
        read_span(text)


def test_exactly_the_quote_is_boxed_and_its_part_of_the_page_is_cut_out(app, demonstration):
    quote = demonstration.ask("What does Tell Us Once do?", {}).quotes[0]
    where = f"{quote.document.id}/{quote.page.number}"
    asked = f"/pages/{where}.png?span={span_name(quote.span)}"

    marked = demonstration.marked_page(quote.document.id, quote.page.number, "registrar", span=quote.span)
    place = f"/api/documents/{quote.document.id}/pages/{quote.page.number}?span={span_name(quote.span)}"
    whole, part = (Image.open(io.BytesIO(get(app, address).body)) for address in (asked, f"{asked}&part=1"))

    assert marked.marks == (quote.span,)
    assert get(app, place).json == page_json(marked)
    assert 0 < len(marked.boxes[0]) <= quote.text.count("\n") + 1
    assert part.width == whole.width
    assert part.height < whole.height / 2


def test_a_quote_that_no_longer_stands_there_is_told(app, demonstration):
    marked = demonstration.marked_page("deck-uk", 4, span=Span(1_000_000, 1_000_010))

    assert marked.marks == ()
    assert "no longer stands" in marked.note
    assert get(app, "/pages/deck-uk/4.png?span=1000000-1000010&part=1").status == 200
    assert get(app, "/pages/deck-uk/4.png?span=x").status == 400
