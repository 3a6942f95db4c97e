"""HTML is made in one place and everything in it is escaped."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.records import Quote
from core.records import Document, Intervention, Page, Place, Role, Span
from index.search import Hit
from index.snippets import Snippet
from serve.as_json import hit_json
from serve.render import (
    byline_html,
    card_html,
    date_name,
    facts_html,
    head_html,
    image_html,
    link_html,
    marked_html,
    page_name,
    plain,
)  # fmt: skip
from serve.render_page import page_text_html
from serve.render_quotes import quote_html

NASTY = '<script>alert(\'x\')</script> "quoted" & <b onmouseover="x">'
OURS = {"div", "p", "mark", "strong", "span", "dl", "dt", "dd", "a", "img", "blockquote"}


class Reader(HTMLParser):
    """Collects what a browser would: elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader(html)
    for tag, attributes in reader.elements:
        assert tag in OURS
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.keys() <= {"class", "lang", "id", "href", "src", "alt", "target", "rel", "title"}
    return reader


DOCUMENT = Document(
    "nasty", f"{NASTY}.pdf", NASTY, NASTY, "2011-10-21", NASTY, (NASTY, "Ada & Bo"), (NASTY,), ("CA", NASTY), ("DE",),
    NASTY, NASTY, NASTY,
)  # fmt: skip
PAGE = Page("nasty", 3, NASTY, '"><script>', f"before {NASTY} after", ("GB", "<i>"))
START = PAGE.text.index("<script>")
MARK = Span(START, START + len("<script>"))
HIT = Hit(DOCUMENT, PAGE, 1.0, (MARK,), Snippet(Span(0, len(PAGE.text)), PAGE.text, (MARK,)), about=PAGE.about)


@pytest.mark.parametrize(
    "html",
    [
        card_html(HIT),
        card_html(HIT, [DOCUMENT]),
        byline_html(DOCUMENT),
        quote_html(Quote(PAGE.text, DOCUMENT, PAGE, Span(0, len(PAGE.text)), 1.0, (MARK,))),
        page_text_html(PAGE.text, [MARK], 0),
        marked_html(PAGE.text, [MARK]),
        facts_html([(NASTY, NASTY)]),
    ],
)
def test_everything_that_comes_from_a_document_is_escaped(html):
    reader = read(html)

    assert NASTY in reader.text
    assert "<script" not in html


def test_addresses_and_words_in_attributes_are_escaped():
    image = read(image_html(f"/pages/x/1.png?q={NASTY}", NASTY))
    link = read(link_html(f"/files/x/{NASTY}", NASTY))

    assert dict(image.elements)["img"]["alt"] == NASTY
    assert dict(image.elements)["img"]["src"] == f"/pages/x/1.png?q={NASTY}"
    assert dict(link.elements)["a"]["href"] == f"/files/x/{NASTY}"
    assert dict(link.elements)["a"]["rel"] == "noopener"
    assert link.text == NASTY


def test_a_mark_is_exactly_the_span():
    html = marked_html("one two three", [Span(4, 7)])

    assert html == "one <mark>two</mark> three"


def test_marks_of_a_pages_text_are_numbered_and_the_active_one_is_told():
    reader = read(page_text_html("one two one", [Span(0, 3), Span(8, 11)], 1))

    marks = [attributes for tag, attributes in reader.elements if tag == "mark"]
    assert marks == [{"id": "mark-1"}, {"id": "mark-2", "class": "active"}]


def test_a_word_broken_at_a_line_end_is_shown_whole_in_a_snippet_and_as_it_stands_in_the_page_text():
    text = "the co\u00ad\nlocation of offices\nand more"
    span = Span(4, 16)

    assert marked_html(text, [span]) == "the <mark>colocation</mark> of offices and more"
    assert read(page_text_html(text, [span])).text == text


def test_a_compound_broken_at_its_hyphen_keeps_it():
    assert plain("a wrap-\naround service") in ("a wrap- around service", "a wrap-around service")


_texts = st.text(st.sampled_from("ab<>&\"'\n\u00ad- é"), max_size=40)


@given(_texts, st.data())
def test_a_pages_text_comes_out_letter_by_letter(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]

    reader = read(page_text_html(text, spans))

    assert reader.text == text
    assert sum(tag == "mark" for tag, _ in reader.elements) == len(spans)


@given(_texts, st.data())
def test_a_snippet_reads_the_same_with_marks_and_without(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]

    assert "".join(read(marked_html(text, spans)).text.split()) == "".join(plain(text).split())


@pytest.mark.parametrize(
    ("label", "number", "cited"), [("14", 14, "p. 14"), ("xii", 14, "p. xii (PDF 14)"), ("4", 14, "p. 4 (PDF 14)")]
)
def test_a_page_is_cited_by_its_label_and_its_number_where_they_differ(label, number, cited):
    assert page_name(Page("x", number, label, "en", "")) == cited


@pytest.mark.parametrize(
    ("date", "shown"), [("2011", "2011"), ("2011-10", "October 2011"), ("2011-10-02", "2 October 2011"), ("", "")]
)
def test_dates_are_written_out(date, shown):
    assert date_name(date) == shown


def test_a_card_names_presenter_organisation_country_date_and_page():
    document = Document(
        "x",
        "x.pdf",
        "Title",
        "report",
        "2011-10-21",
        presenters=("Ada Elm",),
        organisations=("Zoo",),
        countries_from=("CA",),
    )
    page = Page("x", 14, "xii", "en", "words", ("DE",))

    text = read(card_html(Hit(document, page, 1.0, (), Snippet(Span(0, 5), "words", ()), about=("DE",)))).text

    for part in ("Ada Elm", "Zoo", "Canada", "21 October 2011", "report", "p. xii (PDF 14)", "Germany", "words"):
        assert part in text


SPOKEN = "The chair opens. Ada: walrus."
TURN = Intervention(
    Place(3, 17), Place(3, 29), Role.SPEAKER, ("Ms Elm",), ("Ada Elm",), ("CA",), (), "Item 2", 'Said <b> "Ada:"'
)  # fmt: skip


def test_a_card_says_whose_words_they_are_where_the_text_tells_and_how_that_is_known():
    document = replace(DOCUMENT, presenters=("Secretariat",), kind="minutes", pages=(), turns=(TURN,))
    page = Page("nasty", 3, "3", "en", SPOKEN)
    html = card_html(Hit(document, page, 1.0, (), Snippet(Span(0, 5), SPOKEN, ()), speaker=TURN))
    reader = read(html)
    assert "Ada Elm (Canada), speaker · Item 2" in reader.text
    assert {"class": "speaker", "title": TURN.evidence} in [dict(attributes) for _, attributes in reader.elements]
    author = TURN._replace(role=Role.AUTHOR)
    assert "speaker" not in card_html(Hit(document, page, 1.0, (), Snippet(Span(0, 5), SPOKEN, ()), speaker=author))


def test_the_json_of_a_hit_has_its_passages_speaker_and_presenters():
    document = replace(DOCUMENT, presenters=("Secretariat",), kind="minutes", turns=(TURN,))
    found = Snippet(Span(17, 29), SPOKEN[17:29], (Span(5, 11),))
    told = hit_json(Hit(document, Page("nasty", 3, "3", "en", SPOKEN), 1.0, (Span(22, 28),), found, speaker=TURN), "")
    assert told["presenters"] == ["Ada Elm"]
    assert told["countries"]["from"] == ["CA"]
    assert told["speaker"] == {
        "names": ["Ada Elm"], "role": "speaker", "country": "CA", "session": "Item 2", "evidence": TURN.evidence,
    }  # fmt: skip
    assert hit_json(HIT, "")["speaker"] is None


def test_facts_without_a_value_are_left_out():
    assert read(facts_html([("Kind", "report"), ("Note", "")])).text == "Kindreport"


def test_a_card_says_in_which_languages_its_document_is_too():
    twin = replace(DOCUMENT, id="nasty-fr", language="fr", presenters=())
    html = card_html(HIT, [twin, replace(twin, id="nasty-xx", language="")])
    assert " · also in French</div>" in html
    assert "also in" not in card_html(HIT)


def test_a_card_in_its_documents_group_does_not_say_again_what_stands_above_it():
    html = card_html(HIT, titled=False)
    assert "hit-meta" not in html
    assert "Ada &amp; Bo" not in html
    assert "before" in read(html).text


def test_nothing_is_drawn_for_a_document_of_which_nothing_is_known():
    assert head_html(Document("x", "x.pdf", "X")) == ""
    assert "hit-meta" not in card_html(replace(HIT, document=Document("nasty", "x.pdf", "X")))
