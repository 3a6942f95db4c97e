"""Two documents side by side, turned in step: language twins, versions, a deck and what tells of it."""

from __future__ import annotations

import streamlit as st

from core.languages import language_name
from core.records import Document
from index.talks.beside import Beside
from serve.addresses import image_address
from serve.library import Library
from serve.records import MarkedPage
from serve.render import image_html, page_name, plain, unmarked
from serve.render_page import page_text_html
from serve.shared import library
from web import address
from web.notices import named_document, page_asked, told
from web.pages import page


def show() -> None:
    """Draws the page that the address names, and beside it that of the document `beside`: page `at`, else the one that belongs
    there."""
    shelf = library()
    with told():
        document = named_document(shelf)
        number = page_asked(document)
        back = address.everything("beside", "at", "m")
        st.page_link(page("document"), label="Back to the page", icon=":material/arrow_back:", query_params=back)
        _show(shelf, shelf.beside(document.id, number, address.one("beside")))


def _show(shelf: Library, found: Beside) -> None:
    chosen = address.number("at", found.other_number, len(found.other.pages))
    st.subheader("Side by side", anchor=False)
    _navigation(found, chosen)
    _told(found, chosen)
    query, reading = address.one("q"), address.reading()
    left, right = st.columns(2, gap="medium")
    for column, document, number in ((left, found.document, found.number), (right, found.other, chosen)):
        with column, st.container(gap="xsmall", key=f"side-{'left' if column is left else 'right'}"):
            _side(shelf, shelf.marked_page(document.id, number, query, reading), query)


def _told(found: Beside, chosen: int) -> None:
    """How it is known that both belong together, or that it is not."""
    if chosen != found.other_number:
        st.caption(":material/touch_app: The page beside was chosen; turning the pages goes back to those in step.")
    elif found.certain:
        st.caption(f":material/link: {unmarked(found.evidence)}")
    else:
        st.info(unmarked(found.evidence), icon=":material/link_off:")


def _navigation(found: Beside, chosen: int) -> None:
    number, last = found.number, len(found.document.pages)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page-navigation"):
        _go("Previous page", ":material/arrow_back:", number > 1, number - 1, "Left")
        st.markdown(f"**{number}** of {last}", width="content")
        _go("Next page", ":material/arrow_forward:", number < last, number + 1, "Right")
        turned = {"id": found.other.id, "page": str(chosen), "beside": found.document.id, "at": str(number)}
        st.button(
            "Turn round", icon=":material/swap_horiz:", key="turn-round", type="tertiary",
            on_click=address.go, args=({**address.everything("m"), **turned},),
        )  # fmt: skip


def _go(label: str, icon: str, possible: bool, number: int, key: str) -> None:
    """A button that turns both documents; its word is hidden on narrow screens, not from screen readers."""
    st.button(
        label, icon=icon, key=f"go-{label.replace(' ', '-').lower()}", disabled=not possible, shortcut=f"Alt+{key}",
        on_click=_turn_to, args=(number,),
    )  # fmt: skip


def _turn_to(number: int) -> None:
    st.query_params.pop("at", None)
    address.put(page=number)


def _side(shelf: Library, marked: MarkedPage, query: str) -> None:
    document, shown = marked.document, marked.page
    target = {**address.everything("beside", "at", "m"), "id": document.id, "page": str(shown.number)}
    st.page_link(page("document"), label=f"**{unmarked(document.title)}**", query_params=target)
    language = language_name(shown.language)
    st.caption(unmarked(f"{page_name(shown)} of {len(document.pages)} · {language}{_marks_name(marked, query)}"))
    _page(shelf, document, marked, query)


def _marks_name(marked: MarkedPage, query: str) -> str:
    if not query:
        return ""
    return f" · {len(marked.marks)} marked" if marked.marks else " · nothing of the query stands here"


def _page(shelf: Library, document: Document, marked: MarkedPage, query: str) -> None:
    text = page_text_html(marked.page.text, marked.marks, None, marked.page.notes)
    if not shelf.has_images(document.id):
        st.html(text)
        return
    source = image_address(document.id, marked.page.number, query, None, address.reading())
    words = plain(marked.page.text)[:300]
    st.html(image_html(source, f"{page_name(marked.page)} of {document.title}: {words}"))
    with st.expander("Text of this page"):
        st.html(text)
