"""How page texts are shown on one line: broken words joined, compounds with their own hyphen, and whatever is marked in them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from core.records import Span
from core.shown import joinable, running_text
from serve.markdown_text import marked
from serve.render import marked_html
from serve.render_quotes import quoted_html


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("front-\nline staff", "front-line staff"),
        ("North Rhine-\nWestphalia", "North Rhine-Westphalia"),
        ("co-\n  location", "co-location"),
        ("COVID-\n19", "COVID-19"),
        ("depart\u00ad\nment", "department"),
        ("inter\u00adnational", "international"),
        ("two\nlines", "two lines"),
        ("short-\nand long-term", "short- and long-term"),
        ("Bundes-\nund Landesrecht", "Bundes- und Landesrecht"),
        ("so -\nas said", "so - as said"),
        ("first-\n\nSecond", "first- Second"),
    ],
)
def test_a_line_end_is_a_blank_but_within_a_word(text, told):
    assert running_text(text) == told
    assert len(joinable(text)) == len(text)


COMPOUND = "The front-\nline staff of North Rhine-\nWestphalia."
SHOWN = "The front-line staff of North Rhine-Westphalia."
PLACES = st.integers(0, len(COMPOUND))


@given(st.tuples(PLACES, PLACES), st.tuples(PLACES, PLACES))
def test_whatever_part_of_a_compound_is_marked_it_is_joined(mark, answer):
    spans = [Span(*sorted(pair)) for pair in (mark, answer)]

    assert BeautifulSoup(marked_html(COMPOUND, spans[:1]), "html.parser").get_text() == SHOWN
    assert BeautifulSoup(quoted_html(COMPOUND, spans[:1], spans[1:]), "html.parser").get_text() == SHOWN
    written = marked(COMPOUND, [span for span in spans[:1] if span.of(COMPOUND).strip()])
    assert "".join(written.replace("\\", "").replace("*", "").split()) == "".join(SHOWN.split())


def test_marked_compounds_are_joined_in_markdown():
    line = COMPOUND.index("line")
    assert marked(COMPOUND, [Span(line, line + 4)]) == "The front\\-**line** staff of North Rhine\\-Westphalia\\."
