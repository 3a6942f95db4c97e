"""The façade's records as the JSON of the command line and the HTTP API: the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from answer.records import Answer, AnswerRow, Quote
from core.interventions import countries_of, on_page, span_on
from core.records import Document, DocumentState, Intervention, Page, Problem
from core.settling import Named
from core.speaking_of import main_countries, names_on, passage_evidence
from index.engine import FACETS, Count
from index.guidance.completion import Completion
from index.queries.reading import PLAIN, Reading
from index.search import Hit, Results
from index.speakers import SPOKEN
from serve.answer_shown import as_shown
from serve.ingest_run import IngestReport
from serve.quoted_span import QuotedSpan, quoted_span, span_name
from serve.readability import counts_json
from serve.readings import reading_parameters
from serve.records import LibraryStatus, MarkedPage

Json = dict[str, Any]


def page_address(
    document: str, number: int, query: str = "", reading: Reading = PLAIN, quoted: QuotedSpan | None = None
) -> str:
    """The web page's permalink of one page, marked for a query, or for one quote alone; relative to the server's address."""
    parts = {"id": document, "page": str(number), **({"q": query, **reading_parameters(reading)} if query else {})}
    parts |= {"span": span_name(quoted)} if quoted else {}
    return f"/document?{urlencode(parts, errors='replace')}"  # a query may hold halves of characters


def ingest_json(report: IngestReport) -> Json:
    """`rapporteur ingest --json`."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "removed": list(report.removed),
        "unchanged": report.unchanged,
        "failed": [problem_json(problem) for problem in report.failed],
        "pages": report.pages,
        "seconds": round(report.seconds, 3),
        "duplicates": [list(files) for files in report.duplicates],
        "left": report.left,
        "without_vectors": report.without_vectors,
    }


def problem_json(problem: Problem) -> Json:
    """File, page (null: the whole file), problem, remedy."""
    return asdict(problem)


def search_json(results: Results, reading: Reading = PLAIN) -> Json:
    """`rapporteur search --json`."""
    return {
        "query": results.query,
        "understood": results.understood,
        "notes": list(results.notes),
        "suggestion": results.suggestion,
        "total_pages": results.total_pages,
        "total_documents": results.total_documents,
        "pages_by_meaning": results.pages_by_meaning,
        "terms": [
            {"term": used.text, "equals": [leaf.term._asdict() for leaf in used.equals]} for used in results.terms
        ],
        "hits": [hit_json(hit, results.query, reading) for hit in results.hits],
        "facets": {facet: [count_json(count, facet) for count in results.facets[facet]] for facet in FACETS},
    }


def count_json(count: Count, facet: str) -> Json:
    """A value of a facet; interventions are counted of who has words: presenters, and where they are from."""
    counted = count._asdict()
    return counted if facet in SPOKEN else {key: counted[key] for key in ("value", "documents", "pages")}


def hit_json(hit: Hit, query: str, reading: Reading = PLAIN) -> Json:
    """One hit of a search; its address marks the page as this reading of the query does."""
    document, page, voice = hit.document, hit.page, hit.voice
    return {
        "document": document.id,
        "title": document.title,
        "file": document.file,
        "page": page.number,
        "page_label": page.label,
        "section": list(hit.section),
        "presenters": list(voice.presenters),
        "speaker": speaker_json(document, hit.speaker),
        "countries": {"from": list(voice.countries), "about": list(hit.about)},
        "language": page.language,
        "score": round(hit.score, 6),
        "snippet": {"text": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks]},
        "found_by": [term._asdict() for term in hit.found_by],
        "by_meaning": hit.by_meaning,
        "url": page_address(document.id, page.number, query, reading),
    }


def speaker_json(document: Document, speaker: Intervention | None) -> Json | None:
    """Whose words a passage is: names, role, country (null: not known, or several), session, and how it is known; null where
    it is not certain."""
    if speaker is None:
        return None
    countries = countries_of(document, speaker)
    return {
        "names": list(speaker.speakers),
        "role": speaker.role.value,
        "country": countries[0] if len(countries) == 1 else None,
        "session": speaker.session,
        "evidence": speaker.evidence,
    }


def completions_json(completions: Sequence[Completion]) -> list[Json]:
    """`rapporteur complete --json`."""
    return [completion._asdict() for completion in completions]


def answer_json(answer: Answer, reading: Reading = PLAIN) -> Json:
    """`rapporteur ask --json`; quotes' addresses show the question as it was read. Where there are rows, `quotes` are those of
    the rows, in their order; of a country's row, `country` is that one."""
    question, answer = answer.question, as_shown(answer)
    rows = [_answer_row_json(answer, row, reading) for row in answer.rows]
    alone = [quote_json(quote, question, reading) for quote in (() if answer.by else answer.quotes)]
    return {
        "question": question,
        "status": answer.status.value,
        "understood": _understood_json(answer),
        "quotes": [*alone, *(quote for row in rows for quote in row["quotes"])],
        "rows": rows,
        "rows_left": answer.rows_left,
        "searched": asdict(answer.searched),
        "related": [quote_json(quote, question, reading) for quote in answer.related],
        "tried": asdict(answer.tried) if answer.tried else None,
    }


def _understood_json(answer: Answer) -> Json:
    """How a question was understood: `filters` are all it was answered within, `named` those that it names itself."""
    asked = answer.asked
    return {
        "kind": asked.kind.value,
        "language": asked.language,
        "by": answer.by,
        "filters": {facet: list(values) for facet, values in answer.filters.items()},
        "named": {facet: list(values) for facet, values in asked.filters.items()},
        "notes": list(asked.notes),
    }


def _answer_row_json(answer: Answer, row: AnswerRow, reading: Reading) -> Json:
    own = {"country": row.value} if answer.by == "country" else {}
    return {
        "value": row.value,
        "status": row.status.value,
        "quotes": [{**quote_json(quote, answer.question, reading), **own} for quote in row.quotes],
        "searched": asdict(row.searched),
    }


def quote_json(quote: Quote, question: str = "", reading: Reading = PLAIN) -> Json:
    """One quote of an answer: `start` and `end`, `marks` (the question's words) and `answer` (the parts that answer) are
    characters of its page's text; its address shows it boxed on the page."""
    return {
        "text": quote.text,
        "document": quote.document.id,
        "file": quote.document.file,
        "page": quote.page.number,
        "page_label": quote.page.label,
        "start": quote.span.start,
        "end": quote.span.end,
        "presenters": list(quote.presenters),
        "speaker": speaker_json(quote.document, quote.speaker),
        "country": quote.country,
        "countries": {"from": list(quote.origin), "about": list(quote.about)},
        "organisations": list(quote.organisations),
        "title": quote.document.title,
        "date": quote.document.date,
        "language": quote.page.language,
        "marks": [list(mark) for mark in quote.marks],
        "answer": [list(part) for part in quote.answer],
        "url": page_address(
            quote.document.id, quote.page.number, question, reading, quoted_span(quote.span, quote.text)
        ),
    }


def document_json(document: Document) -> Json:
    """One row of `rapporteur documents --json`."""
    return {
        "document": document.id,
        "file": document.file,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "language": document.language,
        "pages": len(document.pages),
        "presenters": list(document.presenters),
        "organisations": list(document.organisations),
        "written": {
            "presenters": list(document.written_presenters),
            "organisations": list(document.written_organisations),
        },
        "countries": {"from": list(document.countries_from), "about": list(document.countries_about)},
        "main_countries": [about._asdict() for about in main_countries(document)],
        "state": document.state.value,
        "reviewed": document.reviewed,
        "readability": counts_json(document),
        "work": document.work or document.id,
        "kin": [{"document": kin.document, "kinship": kin.kinship.value} for kin in document.kin],
    }


def page_json(marked: MarkedPage) -> Json:
    """`rapporteur page --json`; boxes are PDF points of the page as displayed, origin top left."""
    page, document = marked.page, marked.document
    return {
        "label": page.label,
        "language": page.language,
        "section": list(document.section(page.number)),
        "about": list(document.about(page)),
        "mentions": [_mention_json(name, page) for name in names_on(document, page)],
        "about_evidence": [about._asdict() for about in passage_evidence(document, page)],
        "text": page.text,
        "width": page.width,
        "height": page.height,
        "boxes": [[round(side, 2) for side in box] for boxes in marked.boxes for box in boxes],
        "interventions": [_intervention_json(one, page) for one in on_page(document, page.number)],
    }


def _intervention_json(one: Intervention, page: Page) -> Json:
    """An intervention that has words on a page, and where they stand in the page's text."""
    start, end = span_on(one, page.number, len(page.text))
    return {
        "role": one.role.value,
        "speakers": list(one.speakers),
        "written": list(one.written),
        "countries": list(one.countries),
        "organisations": list(one.organisations),
        "session": one.session,
        "evidence": one.evidence,
        "start": start,
        "end": end,
    }


def _mention_json(name: Named, page: Page) -> Json:
    """Where a page names a country; `start` and `end` are characters of its text."""
    start, end = name.span
    return {"start": start, "end": end, "text": name.span.of(page.text), "code": name.code, "evidence": name.why}


def status_json(status: LibraryStatus) -> Json:
    """`rapporteur status --json`."""
    return {
        "documents": status.documents,
        "pages": status.pages,
        "awaited": [
            {"document": document.id, "file": document.file, "title": document.title} for document in status.awaited
        ],
        "failed": [problem_json(problem) for problem in status.failed],
        "languages": dict(status.languages),
        "generation": status.generation,
        "works": status.works,
        "duplicates": [list(files) for files in status.duplicates],
    }


def state_sentence(document: Document) -> str:
    """A document's state in words, for people."""
    if document.state == DocumentState.AWAITED:
        return f"awaited: put {document.file or 'its file'} into the corpus"
    return document.state.value
