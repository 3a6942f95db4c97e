"""Feedback on an answer: each quote is right or wrong, the answer as a whole is, or something is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from answer.records import Answer, Quote
from core.errors import BadInput, RapporteurError
from core.records import Document
from core.shown import shown
from serve.feedback import Place, Verdict, page_of, part_of, place_of, read_feedback, say, shown_places
from serve.library import Library
from serve.render import unmarked

_NOT_THERE = "It is not in the library"
_FAILED, _KEPT, _OPENED = "feedback-failed", "feedback-kept", "feedback-missing"
_ICONS = {Verdict.RIGHT: ":material/thumb_up:", Verdict.WRONG: ":material/thumb_down:"}


def quote_feedback(shelf: Library, answer: Answer, quote: Quote, row: str, key: str) -> None:
    """Two small buttons by a quote. `row` is the country or presenter whose row it is in ("": none), `key` tells it from the
    view's other quotes. What is said already shows, and is taken back by the same button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"judge-{key}", width="content"):
        _buttons(shelf, answer.question, [(place_of(quote), part_of(answer, row))], f"{key}-quote", ("Right", "Wrong"))


def answer_feedback(shelf: Library, answer: Answer) -> None:
    """Right, wrong or missing, of an answer as a whole; and what was kept, or why it was not."""
    places = shown_places(answer)
    answered, part = places[0][0] is not None, part_of(answer)
    with st.container(key="judge-answer", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("Is this right?", width="content")
            nothing = "There is nothing in this selection" if part else _NOT_THERE
            silent = (nothing, "There is something" if part else "The library has an answer")
            labels = ("All of it is right", "None of it answers") if answered else silent
            _buttons(shelf, answer.question, places, "answer", labels)
            opened = _missing_button()
        if failed := st.session_state.pop(_FAILED, ""):
            st.error(failed)
        elif st.session_state.pop(_KEPT, ""):
            st.caption("Kept in the data folder, without your name. *Quality* in the library shows what was said.")
        if opened:
            _missing(shelf, answer.question, answered and not part)


def _buttons(
    shelf: Library, question: str, told: Sequence[tuple[Place | None, str]], key: str, labels: tuple[str, str]
) -> None:
    feedback = read_feedback(shelf.settings.feedback)
    standing = [feedback.on(question, place, row) for place, row in told]
    for verdict, label in zip((Verdict.RIGHT, Verdict.WRONG), labels, strict=True):
        said = all(one and one.verdict == verdict for one in standing)
        new = Verdict.WITHDRAWN if said else verdict
        st.button(
            _said(verdict, len(told)) if said else label, key=f"{key}-{verdict.value}", type="tertiary",
            icon=":material/check:" if said else _ICONS[verdict], on_click=_keep,
            args=(lambda verdict=new: [say(shelf, question, verdict, place, row) for place, row in told],),
            help="Take it back" if said else None,
        )  # fmt: skip


def _said(verdict: Verdict, many: int) -> str:
    return f"{'All judged' if many > 1 else 'Judged'} {verdict.value}"


def _missing_button() -> bool:
    """The button that opens the box below, and closes it; whether it is open."""
    opened = bool(st.session_state.get(_OPENED))
    icon = ":material/expand_less:" if opened else ":material/search_off:"
    st.button("Missing", key="missing", type="tertiary", icon=icon, on_click=_open, args=(not opened,))
    return opened


def _open(opened: bool) -> None:
    st.session_state[_OPENED] = opened


def _missing(shelf: Library, question: str, answered: bool) -> None:
    """Where the answer is, which was not shown."""
    documents = {document.file: document for document in shelf.documents() if document.file and document.pages}
    with st.container(border=True, horizontal=True, vertical_alignment="bottom", gap="small", key="missing-box"):
        file = st.selectbox(
            "The answer is in", list(documents), index=None, placeholder="Choose a document", key="missing-file",
            format_func=lambda file: _name(documents[file]), width=360,
        )  # fmt: skip
        counted = f"1 to {len(documents[file].pages)} of the file" if file else "of the file"
        number = f"missing-page-{file}"  # without bounds: the browser would keep what is outside of them to itself
        st.number_input(f"on page ({counted})", value=None, step=1, key=number, placeholder="Its number", width=170)
        st.button(
            "The answer is on this page", key="missing-there", disabled=not file, on_click=_keep,
            args=(lambda: _say_where(shelf, question, file or "", st.session_state[number]),),
        )  # fmt: skip
        if answered:
            st.button(
                _NOT_THERE, key="missing-nowhere", on_click=_keep,
                args=(lambda: say(shelf, question, Verdict.MISSING),),
            )  # fmt: skip


def _say_where(shelf: Library, question: str, file: str, number: int | None) -> None:
    if number is None:
        raise BadInput("No page is given, so nothing was kept.", "Type its number.")
    say(shelf, question, Verdict.MISSING, page_of(shelf, file, number))


def _name(document: Document) -> str:
    return f"{document.title} ({shown(document.file)})"


def _keep(keep: Callable[[], object]) -> None:
    try:
        keep()
    except RapporteurError as exc:
        st.session_state[_FAILED] = f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}"
    else:
        st.session_state[_KEPT] = "yes"
        _open(False)
