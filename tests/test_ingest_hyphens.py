"""Hyphens at line ends: the author's, or the typesetter's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pdf.page_text import LINE_HYPHEN
from ingest.words.hyphens import settle


def test_a_word_that_was_broken_stays_broken():
    assert settle([f"for every citi{LINE_HYPHEN}zen"]) == [f"for every citi{LINE_HYPHEN}zen"]


def test_a_compound_that_the_document_writes_elsewhere_keeps_its_hyphen():
    text = f"Citizen-centred services. They are citizen{LINE_HYPHEN}centred."
    assert settle([text]) == ["Citizen-centred services. They are citizen-\ncentred."]


def test_the_other_pages_of_the_document_decide_too():
    assert settle([f"e{LINE_HYPHEN}government", "e-government"])[0] == "e-\ngovernment"


def test_a_word_written_both_ways_is_broken_unless_the_hyphen_is_more_common():
    assert settle([f"on{LINE_HYPHEN}line", "online on-line"])[0] == f"on{LINE_HYPHEN}line"
    assert settle([f"on{LINE_HYPHEN}line", "online on-line on-line"])[0] == "on-\nline"


@pytest.mark.parametrize("hyphen", ["‐", "‑"])
def test_typographic_hyphens_count_as_hyphens(hyphen):
    assert settle([f"guichet{LINE_HYPHEN}unique", f"guichet{hyphen}unique"])[0] == "guichet-\nunique"


@pytest.mark.parametrize(("first", "second"), [("COVID", "19"), ("2019", "Bericht"), ("G", "20"), ("19", "20")])
def test_a_hyphen_at_a_figure_is_the_authors(first, second):
    assert settle([f"{first}{LINE_HYPHEN}{second}"]) == [f"{first}-\n{second}"]


def test_a_compound_broken_twice_is_settled_at_both_ends():
    text = f"first{LINE_HYPHEN}come{LINE_HYPHEN}first and first-come, come-first"
    assert settle([text])[0].startswith("first-\ncome-\nfirst")


def test_accents_and_sharp_s_are_letters():
    text = f"Straßen{LINE_HYPHEN}Überführung Straßen-Überführung"
    assert settle([text])[0].startswith("Straßen-\nÜberführung")


def test_a_mark_with_no_word_before_or_after_it_stays():
    assert settle([f"{LINE_HYPHEN}zen", f"citi{LINE_HYPHEN}", f"a {LINE_HYPHEN} b"]) == [
        f"{LINE_HYPHEN}zen", f"citi{LINE_HYPHEN}", f"a {LINE_HYPHEN} b",
    ]  # fmt: skip


def test_no_pages_are_no_pages():
    assert settle([]) == []


@given(st.lists(st.text(alphabet=["a", "b", "1", "-", " ", "\n", "\u00ad"], max_size=20), max_size=4))
def test_nothing_but_the_kind_of_hyphen_ever_changes(texts):
    for before, after in zip(texts, settle(texts), strict=True):
        assert len(before) == len(after)
        assert before.replace(LINE_HYPHEN, "-\n") == after.replace(LINE_HYPHEN, "-\n")
