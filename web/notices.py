"""What a view says when something is missing or went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from core.errors import NoIndex, RapporteurError
from core.records import Document
from serve.library import Library
from serve.render import no_such_page, unmarked
from web import address
from web.pages import page


@contextmanager
def told() -> Iterator[None]:
    """Shows our errors as sentences with what to do next; nothing else of the view follows."""
    try:
        yield
    except NoIndex:
        st.info("**The library is empty.** Nothing has been ingested yet.", icon=":material/inventory_2:")
        st.page_link(page("library"), label="Go to the library to add documents and ingest them")
        st.stop()
    except RapporteurError as exc:
        st.error(f"**{unmarked(exc.problem)}** {exc.remedy}", icon=":material/error:")
        st.page_link(page("search"), label="Search", icon=":material/search:")
        st.stop()


def named_document(shelf: Library) -> Document:
    """The document that the address names. Where there is none, says so, and nothing else of the view follows."""
    identifier = address.one("id")
    found = shelf.view().documents.get(identifier)
    if found is None:
        problem = f"There is no document {identifier!r}." if identifier else "The address names no document."
        st.info(f"**{unmarked(problem)}** Search for it, or open the library.", icon=":material/search:")
        st.page_link(page("search"), label="Search", icon=":material/search:")
        st.page_link(page("library"), label="Open the library", icon=":material/library_books:")
        st.stop()
    return found


def page_asked(document: Document) -> int:
    """The page that the address names. Where the document has no such page, says so, and which is shown instead."""
    last = max(1, len(document.pages))
    number, asked = address.number("page", 1, last), address.one("page")
    if document.pages and asked and asked.lstrip("0") != str(number):
        st.warning(unmarked(no_such_page(asked, number, last)), icon=":material/find_in_page:")
    return number


def cannot_be_searched(notes: Sequence[str]) -> None:
    """What of a selection cannot be searched, and the way to where it is shown; nothing where all can be."""
    if notes:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="cannot-be-searched"):
            st.caption(f":material/visibility_off: {unmarked(' '.join(notes))}", width="content")
            st.page_link(page("library"), label="Show which", query_params={"tab": "readability"}, width="content")
