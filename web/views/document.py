"""The document view: one page as an image with the matched words boxed, and the ways to the next page and match."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import streamlit as st

from core.countries import country_name
from core.languages import language_name
from core.records import Document, Kinship, Span
from core.shown import shown
from core.speaking_of import passage_evidence
from ingest.passwords import wants_password
from serve.addresses import file_address, image_address
from serve.citation import around, pick_of
from serve.keeping_up import related
from serve.library import Library
from serve.quoted_span import QuotedSpan, read_span
from serve.records import MarkedPage
from serve.render import (
    date_name,
    facts_html,
    head_html,
    image_html,
    link_html,
    page_name,
    plain,
    plural,
    section_name,
    unmarked,
)
from serve.render_page import PAGE_WARNINGS, is_unsure, page_text_html, recognised_note
from serve.shared import library
from web import address, portraits
from web.cards import more_like
from web.citing import cite_link
from web.elsewhere import elsewhere, side_by_side_link
from web.notices import named_document, page_asked, told
from web.pages import page
from web.quotes import CAME_FROM

_KIN = {
    (Kinship.LANGUAGE_TWIN, True): "Also in {}",
    (Kinship.LANGUAGE_TWIN, False): "Also in {}",
    (Kinship.VERSION, True): "Newer version",
    (Kinship.VERSION, False): "Earlier version",
    (Kinship.SAME_FILE, True): "Same file as",
    (Kinship.SAME_FILE, False): "Same file as",
}
_KIN_ICONS = {
    Kinship.LANGUAGE_TWIN: ":material/translate:",
    Kinship.VERSION: ":material/history:",
    Kinship.SAME_FILE: ":material/file_copy:",
}
Place = tuple[int, int]
"""Page number, and which of its marks, from 0."""


def show() -> None:
    """Draws the view of the document, page and query that the address names."""
    shelf = library()
    with told():
        _show(shelf, named_document(shelf), address.one("q"))


def _show(shelf: Library, document: Document, query: str) -> None:
    identifier = document.id
    _back()
    st.subheader(unmarked(document.title), anchor=False)
    if head := head_html(document, portraits.linked()):
        st.html(head)
    if not document.pages:
        _without_pages(document)
        return
    number = page_asked(document)
    quoted = read_span(address.one("span"))
    marked = shelf.marked_page(identifier, number, query, address.reading(), quoted)
    places = _places(shelf, identifier, query) if query and not quoted else []
    active = min(address.number("m", 1, 100_000), max(1, len(marked.marks))) - 1 if marked.marks else None
    _navigation(document, marked, places, active)
    _kin(shelf, document)
    _warnings(marked)
    if quoted:
        _quote_marked(marked, query)
    if section := section_name(document, marked.page):
        st.caption(unmarked(section))
    left, right = st.columns([5, 3], gap="large")
    with left:
        _page(shelf, document, marked, query, active, quoted)
    with right:
        more_like({**address.everything("m", "span"), "id": identifier, "page": str(number)})
        cite_link(_passage(marked, active), "page")
        elsewhere(shelf, identifier, number)
        _facts(document, marked, active)
        if shelf.has_images(identifier):
            notes = marked.page.notes
            with st.expander(
                "Text of this page" if notes is None else "Text of this page, and the speaker’s notes",
                expanded=_in_notes(marked),
            ):
                st.html(page_text_html(marked.page.text, marked.marks, active, notes))


def _back() -> None:
    """The way to where the reader came from: an answer, or results."""
    back = address.everything("id", "page", "m", "span", CAME_FROM)
    view = "ask" if address.one(CAME_FROM) == "ask" else "search"
    label = "Back to the answer" if view == "ask" else "Back to the results" if back else "Search"
    st.page_link(page(view), label=label, icon=":material/arrow_back:", query_params=back)


def _quote_marked(marked: MarkedPage, query: str) -> None:
    """That one quote alone is marked, if it stands there, and the way to the question's words instead."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quote-marked"):
        if marked.marks:
            st.caption(":material/format_quote: The quote is marked on the page.", width="content")
        if query:
            st.button(
                "Mark the question’s words instead",
                type="tertiary",
                on_click=address.go,
                args=(address.everything("span"),),
            )


def _passage(marked: MarkedPage, active: int | None) -> str:
    """What is cited of the page: the sentence of the match that stands out, else the page."""
    return pick_of(marked.page.document, marked.page.number, _match(marked, active))


def _warnings(marked: MarkedPage) -> None:
    """What a reader has to know of the page before trusting its words, or their absence."""
    page = marked.page
    if page.state in PAGE_WARNINGS:
        st.warning(PAGE_WARNINGS[page.state], icon=":material/warning:")
    recognised = recognised_note(page)
    if recognised and is_unsure(page):
        st.warning(f"{recognised} Words may be missing or wrong.", icon=":material/warning:")
    elif recognised:
        st.caption(f":material/document_scanner: {recognised}")
    if marked.note:
        st.warning(unmarked(marked.note), icon=":material/warning:")


def _in_notes(marked: MarkedPage) -> bool:
    """Whether a mark stands in the speaker's notes, which the image does not show."""
    notes = marked.page.notes
    return notes is not None and any(mark.end > notes for mark in marked.marks)


def _kin(shelf: Library, document: Document) -> None:
    """The ways to the other editions, versions and copies of a document."""
    for kin in related(document, shelf.view().documents):
        other = kin.document
        said = _KIN[kin.kinship, kin.newer].format(language_name(other.language) if other.language else "")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"related-{other.id}"):
            st.button(
                f"{said}: {unmarked(other.title)} ({unmarked(date_name(other.date) or shown(other.file))})",
                key=f"kin-{other.id}", type="tertiary", icon=_KIN_ICONS[kin.kinship],
                on_click=address.go, args=({"id": other.id},),
            )  # fmt: skip
            if other.pages and document.pages and kin.kinship != Kinship.SAME_FILE:
                side_by_side_link("Side by side", {**address.everything("m", "span"), "beside": other.id})


def _without_pages(document: Document) -> None:
    for problem in document.problems:
        st.error(f"**{unmarked(problem.problem)}** {problem.remedy}")
    if any(map(wants_password, document.problems)):
        st.page_link(
            page("library"), label="Give the password", icon=":material/key:", query_params={"tab": "problems"}
        )
    if not document.problems:
        file = unmarked(shown(document.file)) or "its file"
        st.info(f"This document is awaited. Put **{file}** into the corpus, then ingest.")
    st.html(facts_html(_metadata(document)))


def _places(shelf: Library, identifier: str, query: str) -> list[Place]:
    return [
        (number, mark)
        for number, count in shelf.matches_in(identifier, query, address.reading())
        for mark in range(count)
    ]


def _navigation(document: Document, marked: MarkedPage, places: Sequence[Place], active: int | None) -> None:
    number, last = marked.page.number, len(document.pages)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page-navigation"):
        _go("Previous page", ":material/arrow_back:", number > 1, (number - 1, None), "Left")
        st.markdown(f"**{unmarked(page_name(marked.page))}** of {last}")
        _go("Next page", ":material/arrow_forward:", number < last, (number + 1, None), "Right")
        if places:
            _matches(places, (number, active if active is not None else -1))
        st.html(link_html(file_address(document.id, document.file, number), _open_label(document)))


def _matches(places: Sequence[Place], here: Place) -> None:
    at = bisect_left(places, here)
    on_one = at < len(places) and places[at] == here
    before = places[at - 1] if at else None
    after = (
        places[at + 1] if on_one and at + 1 < len(places) else places[at] if not on_one and at < len(places) else None
    )
    _go("Previous match", ":material/arrow_upward:", before is not None, before, "Up")
    st.markdown(f"match **{at + 1}** of {len(places)}" if on_one else plural(len(places), "match", "matches"))
    _go("Next match", ":material/arrow_downward:", after is not None, after, "Down")


def _go(label: str, icon: str, possible: bool, place: tuple[int, int | None] | None, key: str) -> None:
    """A button that turns to another place; its word is hidden on narrow screens, not from screen readers."""
    st.button(
        label, icon=icon, key=f"go-{label.replace(' ', '-').lower()}", disabled=not possible, shortcut=f"Alt+{key}",
        on_click=_turn_to, args=(place,),
    )  # fmt: skip


def _turn_to(place: tuple[int, int | None] | None) -> None:
    if place is None:
        return
    number, mark = place
    address.put(page=number)
    if mark is None:
        st.query_params.pop("m", None)
        st.query_params.pop("span", None)
    else:
        address.put(m=mark + 1)


def _open_label(document: Document) -> str:
    return "Open the PDF at this page" if document.file.casefold().endswith(".pdf") else "Open the file"


def _page(
    shelf: Library, document: Document, marked: MarkedPage, query: str, active: int | None, quoted: QuotedSpan | None
) -> None:
    if not shelf.has_images(document.id):
        st.html(page_text_html(marked.page.text, marked.marks, active, marked.page.notes))
        return
    source = image_address(document.id, marked.page.number, query, active, address.reading(), quoted)
    words = plain(marked.page.text)[:300]
    st.html(image_html(source, f"{page_name(marked.page)} of {document.title}: {words}"))


def _match(marked: MarkedPage, active: int | None) -> Span | None:
    """The sentence of the match that stands out."""
    return around(marked.page, marked.marks[active], marked.marks[active]) if active is not None else None


def _facts(document: Document, marked: MarkedPage, active: int | None) -> None:
    spoken = passage_evidence(document, marked.page, _match(marked, active))
    whose = "The passage speaks of" if _match(marked, active) else "Speaks of"
    evidence = "; ".join(f"{country_name(about.code)} ({about.evidence})" for about in spoken)
    of_page = [(whose, evidence), ("Language of the page", language_name(marked.page.language))]
    st.html(facts_html([*of_page, *_metadata(document)]))
    for limit in document.limits:
        st.caption(f":material/info: {unmarked(limit)}")
    if not document.reviewed:
        st.caption("Unreviewed: the catalogue has no row for this file; title and language are read from it.")
        st.page_link(page("library"), label="Review it", icon=":material/rate_review:", query_params={"tab": "review"})


def _written_otherwise(document: Document) -> list[str]:
    """The catalogue's names that are known by another one."""
    known = {*document.presenters, *document.organisations}
    return [name for name in (*document.written_presenters, *document.written_organisations) if name not in known]


def _metadata(document: Document) -> list[tuple[str, str]]:
    return [
        ("Presenters", ", ".join(document.presenters)),
        ("Organisations", ", ".join(document.organisations)),
        ("As written", ", ".join(_written_otherwise(document))),
        ("From", ", ".join(map(country_name, document.countries_from))),
        ("About", ", ".join(map(country_name, document.countries_about))),
        ("Event", document.event),
        ("Date", date_name(document.date)),
        ("Kind", document.kind),
        ("File", shown(document.file)),
        ("Attached files", ", ".join(map(shown, document.attachments))),
        ("Source", document.source),
        ("Note", document.note),
    ]
