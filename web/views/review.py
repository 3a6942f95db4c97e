"""The tab "To review": what each document seems to say of itself, to be accepted, corrected or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.errors import RapporteurError
from core.records import Document
from core.shown import shown
from serve.addresses import file_address, image_address
from serve.library import Library
from serve.render import image_html, link_html, unmarked
from serve.review import Review, accept, accept_as, dismiss
from serve.shared import background_ingest

_MOST_SHOWN = 5
_LABELS = {
    "title": "Title",
    "presenters": "Presenters",
    "organisations": "Organisations",
    "date": "Date",
    "kind": "Kind",
    "countries_from": "Presenter's country",
    "countries_about": "Countries spoken of",
    "event": "Event",
    "language": "Language",
}
_HELP = {
    "presenters": "Several names are separated by |",
    "organisations": "Several names are separated by |",
    "date": "2011, 2011-10 or 2011-10-21",
    "countries_from": "Names or two-letter codes, separated by |",
    "countries_about": "Names or two-letter codes, separated by |",
}
_WIDE = ("title", "presenters", "organisations", "event")
_FAILED = "review-failed"


def show_reviews(shelf: Library, waiting: Sequence[Review]) -> None:
    """Draws the first few, and says how many follow."""
    if not waiting:
        st.success("The catalogue has a word on every document.")
        return
    st.caption(
        "Read from the files themselves; nothing of it is used for filters before you accept it. What you accept is written into"
        " the catalogue, and no later ingest changes it. Leave a field empty to say that there is nothing to say."
    )
    for review in waiting[:_MOST_SHOWN]:
        with st.container(border=True, key=f"review-{review.document.id}"):
            _review(shelf, review)
    if len(waiting) > _MOST_SHOWN:
        st.caption(f"{len(waiting) - _MOST_SHOWN} more follow when these are done.")


def _review(shelf: Library, review: Review) -> None:
    document = review.document
    st.markdown(f"**{unmarked(shown(document.file))}**")
    if failed := st.session_state.get(_FAILED, {}).get(document.id):
        st.error(failed)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _title_page(shelf, review)
    with right:
        for awaited in review.awaited:
            _awaited(shelf, review, awaited)
        _form(shelf, review)


def _title_page(shelf: Library, review: Review) -> None:
    document = review.document
    number = next((proposal.page for proposal in review.proposals if proposal.page), 1)
    if shelf.has_images(document.id):
        st.html(image_html(image_address(document.id, number), f"Page {number} of {shown(document.file)}"))
    st.html(link_html(file_address(document.id, document.file, number), "Open the file"))


def _awaited(shelf: Library, review: Review, awaited: Document) -> None:
    proposal = review.proposal("file")
    why = unmarked(proposal.evidence) if proposal else ""
    st.info(f"This may be **{unmarked(awaited.title)}**, which the catalogue awaits: {why}.", icon=":material/inbox:")
    st.button(
        "Yes, it is that one", key=f"as-{review.document.id}-{awaited.id}", type="primary", on_click=_said,
        args=(review, lambda: accept_as(shelf, review, awaited)), help="Its row's words apply to this file.",
    )  # fmt: skip


def _form(shelf: Library, review: Review) -> None:
    identifier = review.document.id
    with st.form(f"review-form-{identifier}"):
        narrow = [field for field in review.offered if field not in _WIDE]
        for field in (field for field in review.offered if field in _WIDE):
            _field(review, field)
        for at in range(0, len(narrow), 2):
            for column, field in zip(st.columns(2), narrow[at : at + 2], strict=False):
                with column:
                    _field(review, field)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Accept", type="primary", icon=":material/check:", key=f"accept-{identifier}", on_click=_said,
                args=(review, lambda: accept(shelf, review, _written(review))),
            )  # fmt: skip
            st.form_submit_button(
                "Not this", icon=":material/close:", key=f"dismiss-{identifier}", on_click=_said,
                args=(review, lambda: dismiss(shelf, review)), help="What is proposed is not right, and does not come back.",
            )  # fmt: skip


def _field(review: Review, field: str) -> None:
    st.text_input(_LABELS[field], review.text(field), key=_key(review, field), help=_HELP.get(field))
    proposal = review.proposal(field)
    if proposal:
        st.caption(unmarked(f"{proposal.evidence[0].upper()}{proposal.evidence[1:]}"))


def _key(review: Review, field: str) -> str:
    return f"said-{review.document.id}-{field}"


def _written(review: Review) -> dict[str, str]:
    return {field: st.session_state[_key(review, field)] for field in review.offered}


def _said(review: Review, write: Callable[[], None]) -> None:
    """Writes a person's word, and starts the ingest that makes it findable; what went wrong is told by the document."""
    failed = st.session_state.setdefault(_FAILED, {})
    failed.pop(review.document.id, None)
    try:
        write()
    except RapporteurError as exc:
        failed[review.document.id] = f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}"
    else:
        background_ingest().start()
