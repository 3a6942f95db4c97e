"""An honest "nothing found" that leads on: what was searched and tried, words that the documents have, and what is near."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer, Tried
from serve.answer_words import NOTHING_TO_LOOK_FOR
from serve.library import Library
from serve.nothing_words import RELATED, tried_lines
from serve.readability import looked_through
from serve.readings import reading_parameters
from serve.render import unmarked
from web import address
from web.pages import page
from web.question_examples import question_examples
from web.quotes import quote_cards

_MOST_WORDS = 6


def nothing_found(shelf: Library, answer: Answer) -> None:
    """Draws it, for an answer without quotes."""
    st.warning(f"**Nothing found** that answers this, in {looked_through(answer.searched)}.")
    with st.container(key="nothing-found", gap="xsmall"):
        if answer.tried:
            _tried(answer.tried)
        _ways_on(answer)
    if answer.related:
        st.subheader(RELATED, anchor=False, divider="gray")
        st.caption(
            "The passages nearest to the question. They have words of it, but are not sure enough to be its answer."
        )
        quote_cards(shelf, answer, answer.related, "related")


def nothing_asked(shelf: Library) -> None:
    """For a question without a word to look for: that nothing was looked for, and questions that can be asked."""
    st.info(f"**{unmarked(NOTHING_TO_LOOK_FOR)}** Ask with words that may stand in the documents.")
    question_examples(shelf)


def _tried(tried: Tried) -> None:
    for line in tried_lines(tried):
        st.caption(unmarked(line))
    if tried.meant:
        st.button(
            f"Did you mean **{unmarked(tried.meant)}**?", key="meant", type="tertiary", icon=":material/spellcheck:",
            on_click=address.go, args=({**address.everything(), "q": tried.meant},),
        )  # fmt: skip


def _ways_on(answer: Answer) -> None:
    """Links: the question without its filters, the search for its words, and for words like those that stand nowhere."""
    kept = reading_parameters(address.reading())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ways-on"):
        if answer.filters:
            freed = {"q": answer.question, "free": [*answer.asked.filters], **kept}
            st.button("Ask in all documents", key="ask-everywhere", type="tertiary", icon=":material/filter_alt_off:",
                      on_click=address.go, args=(freed,))  # fmt: skip
        st.page_link(page("search"), label="Search for its words instead", icon=":material/search:",
                     query_params={"q": answer.question, **kept}, width="content")  # fmt: skip
        words = [near for word in (answer.tried.words if answer.tried else ()) for near in word.nearest]
        for word in list(dict.fromkeys(words))[:_MOST_WORDS]:
            st.page_link(page("search"), label=f"Search for “{unmarked(word)}”", query_params={"q": word, **kept},
                         width="content")  # fmt: skip
