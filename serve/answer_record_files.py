"""An answer's record as a file to keep: Markdown, one HTML document, JSON, and RIS with each quote a reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from serve.answer_record import AnswerRecord
from serve.answer_record_json import as_text, record_json
from serve.answer_record_words import (
    NOTHING,
    Part,
    facts,
    in_words,
    parts,
    permalink,
    searched_sentence,
    silences,
    standing_sentence,
    verdict,
    whose,
)
from serve.citation import in_words as cited_in_words
from serve.citation_formats import ris_entry, ris_tags
from serve.markdown_text import line, marked, target
from serve.output_file import Form, form_among
from serve.render_answer import Standings, record_document


def as_markdown(record: AnswerRecord, site: str = "", standings: Standings | None = None) -> Iterator[str]:
    """A heading with the question, the quotes with their citations, how it was asked; nothing of a text is markup."""
    said = standings or {}
    yield f"# {line(record.question)}\n\n{line(verdict(record))}\n\n"
    if verdict(record) == NOTHING:
        yield f"Searched: {line(searched_sentence(record))}\n\n"
    if said:
        yield f"**{line(standing_sentence(said))}**\n\n"
    for part in parts(record):
        yield from _part(part, site, said)
    yield "## How it was asked\n\n"
    yield "".join(f"- **{name}:** {line(value)}\n" for name, value in facts(record) if value)
    address = permalink(record, site)
    yield f"\n## To cite\n\n{line(in_words(record, site).removesuffix(address))} {target(address)}\n"


def _part(part: Part, site: str, standings: Standings) -> Iterator[str]:
    if part.heading:
        yield f"## {line(part.heading)}\n\n"
    if part.silence:
        yield f"*{line(part.silence)}*\n\n"
    for quote in part.quotes:
        cited = quote.cited_at(site)
        words = marked(quote.text, quote.answer or quote.marks)
        yield f"> {quote.cut.lead}{words}{quote.cut.trail}\n\n"
        yield f"— {line(cited_in_words(replace(cited, quote='', address='')))} {target(cited.address)}\n\n"
        yield f"{line('; '.join(whose(quote)))}\n\n"
        if standing := standings.get(quote.pick):
            yield f"*{line(standing.value)}*\n\n"


def as_html(record: AnswerRecord, site: str = "", standings: Standings | None = None) -> Iterator[str]:
    """One HTML document that needs no other file."""
    yield record_document(record, site, standings)


def as_json(record: AnswerRecord, site: str = "", _standings: Standings | None = None) -> Iterator[str]:
    """The record itself, as it is kept."""
    yield as_text({**record_json(record), "permalink": permalink(record, site)})


def as_ris(record: AnswerRecord, site: str = "", standings: Standings | None = None) -> Iterator[str]:
    """A reference for each quote, and for each silence: what was asked, and what was looked through in vain."""
    said = standings or {}
    answers = f"answers the question “{record.question}”, {permalink(record, site)}"
    shown = {quote.pick: quote for _, quote in record.answering()}
    for pick, quote in shown.items():
        standing = [("N1", said[pick].value)] if pick in said else []
        yield ris_entry([*ris_tags(quote.cited_at(site)), ("N1", answers), *standing])
    for title, searched in silences(record):
        yield ris_entry(_silence_tags(record, title, searched, site))


def _silence_tags(record: AnswerRecord, title: str, searched: str, site: str) -> Iterator[tuple[str, str]]:
    day = record.asked_at[:10].replace("-", "/")
    yield "TY", "GEN"
    yield "TI", title
    yield "PY", day[:4]
    yield "DA", f"{day}/"
    yield "LA", record.understood.language or ""
    yield "AB", searched
    yield "UR", permalink(record, site)
    yield "Y2", f"{day}/"
    yield "N1", in_words(record, site)


Write = Callable[[AnswerRecord, str, Standings | None], Iterator[str]]
"""What writes a form: of record, site, standings."""

FORMS: Mapping[str, Form[Write]] = {
    "md": Form("Markdown", ".md", "text/markdown", as_markdown),
    "html": Form("HTML", ".html", "text/html", as_html),
    "json": Form("JSON", ".json", "application/json", as_json),
    "ris": Form("RIS", ".ris", "application/x-research-info-systems", as_ris),
}


def form_of_file(name: str) -> Form[Write]:
    """The form that a file's ending asks for. Raises BadInput."""
    return form_among(FORMS, name, "an answer")
