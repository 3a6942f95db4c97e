"""Citations of one passage, of those picked, or of all results: in words and for reference managers, to copy and to keep."""

from __future__ import annotations

from itertools import islice

import streamlit as st

from serve.addresses import citations_address
from serve.citation import Citation
from serve.citation_formats import FORMATS
from serve.citing import all_cited, picked
from serve.library import Library
from serve.render import download_html, plural, unmarked
from serve.shared import library
from web import address, facets, inputs
from web.citing import CITED, PICKED
from web.notices import told
from web.pages import page

_MOST_SHOWN = 20
_LANGUAGES = {"text": None, "bibtex": "latex", "ris": None, "csl": "json"}


def show() -> None:
    """Draws the citations that the address names."""
    with told():
        _show(library())


def _show(shelf: Library) -> None:
    st.page_link(
        page("search"), label="Back to the results", icon=":material/arrow_back:",
        query_params=address.everything(CITED, "format"),
    )  # fmt: skip
    total, citations = _citations(shelf)
    st.subheader(f"Cite {plural(total, 'passage')}", anchor=False)
    if not citations:
        st.info("**Nothing to cite:** search, then pick passages.", icon=":material/format_quote:")
        return
    form = inputs.choice("format", "Format", {name: known.title for name, known in FORMATS.items()}, "text")
    _ways(form, total)
    if form == "text":
        for citation in citations:
            _words(citation)
    else:
        st.code("".join(FORMATS[form].write(citations)).strip(), language=_LANGUAGES[form], wrap_lines=True)
    if total > len(citations):
        st.caption(f"The first {len(citations)} of {total:,} are shown; the file has all.")


def _citations(shelf: Library) -> tuple[int, list[Citation]]:
    """How many there are, and those that are shown."""
    query, reading, picks = address.one("q"), address.reading(), list(dict.fromkeys(address.many(CITED)))
    site = address.site()
    if picks:
        return len(picks), picked(shelf.view(), picks, site, query, reading)[:_MOST_SHOWN]
    filters = facets.chosen()
    if not query and not filters:
        return 0, []
    found = shelf.all_hits(query, filters, reading)
    return found.total_pages, list(islice(all_cited(found.hits, site, query, reading), _MOST_SHOWN))


def _ways(form: str, total: int) -> None:
    picks = address.many(CITED)
    narrowed = {PICKED: picks} if picks else facets.chosen()
    label = f"Download {plural(total, 'citation')} as {FORMATS[form].title} ({FORMATS[form].suffix})"
    st.html(download_html(citations_address(form, {**address.searched(), **narrowed}), label))


def _words(citation: Citation) -> None:
    with st.container(key=f"citation-{citation.document}-{citation.page}-{citation.span}"):
        st.caption(unmarked(f"{citation.title}, {citation.where}"))
        st.code("".join(FORMATS["text"].write([citation])).strip(), language=None, wrap_lines=True)
