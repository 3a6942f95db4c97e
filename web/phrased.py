"""Above an answer's quotes: the button that has a language model put them into sentences, and these, as they come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer.phrasing.records import Phrased, numbered, only_first
from answer.records import Answer
from serve.render import unmarked
from serve.render_links import Linked
from serve.render_phrased import phrased_html
from serve.shared import library
from web import address

_KEPT = "phrased"
"""Of the session: the last answer that was put into sentences, and these. They are no part of the address: a link that sent
something to a model whenever it is opened would be none to hand on."""


@contextmanager
def above(answer: Answer) -> Iterator[None]:
    """The sentences stand above what is drawn within; they are asked for once all of that stands."""
    model = library().model
    if not (model.ready and numbered(answer)):
        yield
        return
    with st.container(key="phrased", gap="xsmall"):
        asked = st.button("Put the quotes into sentences", icon=":material/notes:", key="phrase")
        st.caption(unmarked(f"{model.sent_to} {only_first(answer)}"))
        room, line = st.empty(), st.empty()
    yield
    if asked:
        _stream(answer, room, line)
    else:
        _draw(answer, _kept(answer), room, line)


def _stream(answer: Answer, room: DeltaGenerator, line: DeltaGenerator) -> None:
    """Sentences as they are checked. Every drawing is where a reader's click on Stop, or a change of view, gets through."""
    with line.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("The model is writing …", width="content")
        st.button("Stop", icon=":material/stop_circle:", key="phrase-stop")
    phrased = Phrased()
    with closing(library().phrase(answer)) as phrasing:
        for phrased in phrasing:
            st.session_state[_KEPT] = (_identity(answer), phrased)
            _paragraph(answer, phrased, room)
    _draw(answer, phrased, room, line)


def _draw(answer: Answer, phrased: Phrased | None, room: DeltaGenerator, line: DeltaGenerator) -> None:
    if phrased is None:
        return
    _paragraph(answer, phrased, room)
    note = phrased.note if phrased.finished else "Stopped: these are the sentences that were finished."
    with line.container(gap="xsmall"):
        if phrased.sentences:
            st.caption(
                "A language model's sentences, each checked against the quotes it cites. The quotes are the answer."
            )
        if phrased.left_out:
            st.caption(f":material/playlist_remove: {unmarked(phrased.left_out)}")
        if note:
            st.caption(f":material/info: {unmarked(note)}")


def _paragraph(answer: Answer, phrased: Phrased, room: DeltaGenerator) -> None:
    linked = Linked(answer.question, address.reading())
    room.html(phrased_html(phrased, numbered(answer), answer.asked.language or "", linked) or "\u200b")


def _kept(answer: Answer) -> Phrased | None:
    identity, phrased = st.session_state.get(_KEPT, (None, None))
    return phrased if identity == _identity(answer) else None


def _identity(answer: Answer) -> tuple[object, ...]:
    """What tells one answer from another."""
    quotes = ((quote.document.id, quote.page.number, quote.span) for quote in numbered(answer).values())
    return (answer.question, answer.generation, *quotes)
