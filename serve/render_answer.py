"""An answer's record as HTML, as escaped as render.py's: for its view, and as a document to print and to keep."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from html import escape

from serve.addresses import without_span
from serve.answer_record import AnswerRecord, RecordedQuote
from serve.answer_record_words import (
    NOTHING,
    Part,
    facts,
    in_words,
    parts,
    searched_sentence,
    silences,
    since_lines,
    standing_sentence,
    verdict,
    whose,
)
from serve.answer_since import NamedQuote, Since, Standing
from serve.citation import in_words as cited_in_words
from serve.render import date_name, facts_html
from serve.render_document import whole_document
from serve.render_quotes import cut_html, legend_html, quoted_html
from serve.value_names import value_name

Standings = Mapping[str, Standing]
"""A quote's pick → whether it still stands; empty where this is not to be said."""

_STYLE = """
@page { size: A4; margin: 2cm; }
body { font-family: Calibri, "Source Sans 3", sans-serif; font-size: 11pt; line-height: 1.4; color: #1d2b3a; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 18pt; line-height: 1.2; }
h2 { font-size: 13pt; margin: 1.6em 0 0.4em; }
h1, h2, blockquote, .answer-where { overflow-wrap: anywhere; }
blockquote { margin: 0.8em 0 0.2em; padding-left: 0.8em; border-left: 3px solid #0b5c6b; }
.answer-quote { break-inside: avoid; }
mark { background: #ffe259; color: inherit; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
strong.answer { text-decoration: underline 2px; text-underline-offset: 0.2em; text-decoration-skip-ink: none; }
.legend { font-size: 10pt; }
.answer-where, .facts { font-size: 10pt; color: #444444; }
.answer-standing { font-weight: bold; }
.answer-silence { font-style: italic; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1em; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
"""


def record_html(
    record: AnswerRecord, site: str = "", standings: Standings | None = None, found: Since | None = None
) -> str:
    """A record as it was, below the heading with its question; each quote with its `standings`. `found` is what is new since:
    said below the heading where something is, and at the quotes that are not given any more."""
    said = standings or {}
    lost = {(row, quote.pick) for row, quote in found.missing} if found else set()
    told = "".join(_part_html(part, site, said, lost) for part in parts(record))
    new = (
        f'<p class="answer-since"><strong>New since:</strong> {_said_since(found)}</p>' if found and found.other else ""
    )
    silence = f"{escape(NOTHING)} Searched: {escape(searched_sentence(record))}"
    answered = f'<p class="answer-verdict">{silence if verdict(record) == NOTHING else escape(verdict(record))}</p>'
    return (
        f'<div class="answer-record"><h1>{escape(record.question)}</h1>{answered}{_all_standing(said)}{new}'
        f"{_legend(record)}{told}"
        f"<h2>How it was asked</h2>{facts_html(facts(record))}"
        f'<h2>To cite</h2><p class="answer-where">{escape(in_words(record, site))}</p>{_silences(record)}</div>'
    )


def _legend(record: AnswerRecord) -> str:
    quotes = record.all_quotes()
    return legend_html(any(quote.answer for quote in quotes)) if quotes else ""


def _all_standing(standings: Standings) -> str:
    return f'<p class="answer-standing">{escape(standing_sentence(standings))}</p>' if standings else ""


def _silences(record: AnswerRecord) -> str:
    """The rows of silence of an answer that has quotes in others, each to be cited."""
    rows = silences(record) if any(record.answering()) else []
    return "".join(f'<p class="answer-where">{escape(title)}</p>' for title, _ in rows)


def _part_html(part: Part, site: str, standings: Standings, lost: Container[tuple[str, str]] = ()) -> str:
    head = f"<h2>{escape(part.heading)}</h2>" if part.heading else ""
    silence = f'<p class="answer-silence">{escape(part.silence)}</p>' if part.silence else ""
    return (
        head
        + silence
        + "".join(
            _quote_html(quote, site, standings.get(quote.pick), (part.row, quote.pick) in lost) for quote in part.quotes
        )
    )


def _quote_html(quote: RecordedQuote, site: str, standing: Standing | None = None, lost: bool = False) -> str:
    cited = quote.cited_at(site)
    words = escape(cited_in_words(replace(cited, quote="", address="")).strip())
    address = escape(
        without_span(cited.address) if standing == Standing.CHANGED else cited.address
    )  # others stand there
    link = words if standing == Standing.GONE else f'<a href="{address}" target="_self">{words}</a>'
    stands = f' · <span class="answer-standing">{escape(standing.value)}</span>' if standing else ""
    stands += ' · <span class="answer-standing">not given any more</span>' if lost else ""
    return (
        f'<div class="answer-quote"><blockquote class="quote" lang="{escape(cited.language)}">'
        f"{cut_html(quoted_html(quote.text, quote.marks, quote.answer), quote.cut)}</blockquote>"
        f'<div class="answer-where">{link} · {escape(" · ".join(whose(quote)))}{stands}</div></div>'
    )


def since_html(found: Since, site: str = "") -> str:
    """What is new since a kept answer: its new quotes, and in sentences what is not said below its heading. Quotes that are not
    given any more stand in the answer itself, where it is said of them."""
    said = "" if found.other else f"<p>{_said_since(found)}</p>"
    lists = _named_html("New quotes", found.new, found, site)
    return f'<div class="answer-record"><h2>New since</h2>{said}{lists}</div>' if said or lists else ""


def _said_since(found: Since) -> str:
    return escape(" ".join(since_lines(found)))


def _named_html(heading: str, quotes: Sequence[NamedQuote], found: Since, site: str) -> str:
    if not quotes:
        return ""
    shown = []
    for row, quote in quotes:
        name = f"<p><strong>{escape(value_name(found.fresh.rows_by, row))}</strong></p>" if row else ""
        shown.append(name + _quote_html(quote, site, found.standings.get(quote.pick)))
    return f"<h3>{escape(heading)}</h3>{''.join(shown)}"


def record_document(record: AnswerRecord, site: str = "", standings: Standings | None = None) -> str:
    """A whole document: one file that needs no other."""
    return whole_document(record.question, _STYLE, record_html(record, site, standings))


def kept_html(records: Sequence[AnswerRecord]) -> str:
    """The answers that are kept, each a link to it."""
    rows = "".join(
        f'<li><a href="/answer?id={escape(record.id)}" target="_self">{escape(record.question)}</a> · '
        f"{escape(date_name(record.asked_at[:10]))} · {escape(verdict(record))}</li>"
        for record in records
    )
    return f'<ul class="answers-kept">{rows}</ul>'
