"""Sentences made of quotes as HTML: escaped, nothing in them is a link but the keys of their quotes."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from answer.phrasing.records import Phrased, PhrasedSentence
from answer.records import Quote
from serve.as_json import page_address
from serve.quoted_span import quoted_span
from serve.render import NOT_ASKED, page_name
from serve.render_links import Linked


def phrased_html(phrased: Phrased, quotes: Mapping[int, Quote], language: str, linked: Linked = NOT_ASKED) -> str:
    """The sentences in one paragraph, each with links to the pages of its quotes; "" where there is none."""
    if not phrased.sentences:
        return ""
    told = " ".join(_sentence_html(sentence, quotes, linked) for sentence in phrased.sentences)
    return f'<p class="phrased" lang="{escape(language)}">{told}</p>'


def _sentence_html(sentence: PhrasedSentence, quotes: Mapping[int, Quote], linked: Linked) -> str:
    links = " ".join(_key_html(key, quotes[key], linked) for key in sentence.keys if key in quotes)
    return f"<span>{escape(sentence.text)} {links}</span>"


def _key_html(key: int, quote: Quote, linked: Linked) -> str:
    address = escape(
        page_address(
            quote.document.id, quote.page.number, linked.query, linked.reading, quoted_span(quote.span, quote.text)
        )
    )
    place = escape(f"{quote.document.title}, {page_name(quote.page)}")
    return f'<a href="{address}" target="_self" title="{place}" aria-label="Quote {key}: {place}">[{key}]</a>'
