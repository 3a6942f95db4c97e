"""Below an empty box: what an answer is, and questions that the corpus at hand answers, to be pressed."""

from __future__ import annotations

import streamlit as st

from serve.library import Library
from serve.render import unmarked
from web import address


def question_examples(shelf: Library) -> None:
    """Draws them."""
    st.caption("Answers are quotes, word for word, each with its page. What is not in the documents is not answered.")
    with st.spinner("Looking for questions that this library answers…"):
        questions = shelf.example_questions()
    if not questions:
        return
    st.markdown("Each of these is answered in this library; press one:")
    with st.container(gap=None, key="question-examples"):
        for number, question in enumerate(questions):
            st.button(
                unmarked(question), key=f"question-example-{number}", type="tertiary", icon=":material/forum:",
                on_click=address.go, args=({**address.everything("free", "p"), "q": question},),
            )  # fmt: skip
