"""What is said about an answer's record in words: how it was understood, what was searched, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from core.countries import country_name
from core.languages import language_name
from core.records import Document
from serve.addresses import address_of, answer_address
from serve.answer_record import AnswerRecord, RecordedQuote
from serve.answer_since import Since, Standing
from serve.answer_words import KINDS, silence_in
from serve.nothing_words import RELATED, tried_lines
from serve.readability import looked_through, unreadable_notes
from serve.render import date_name, plural
from serve.value_names import FACET_NAMES, value_name

NOTHING = "Nothing found that answers this."

_MOST_TITLES = 12
_MOST_COUNTRIES = 6


def verdict(record: AnswerRecord) -> str:
    """What was found: "3 quotes", "Nothing found that answers this."."""
    quotes = [*record.answering()]
    return plural(len(quotes), "quote") if quotes else NOTHING


def moment_name(record: AnswerRecord) -> str:
    """29 November 2026, 23:47 UTC."""
    asked = datetime.fromisoformat(record.asked_at)
    return f"{date_name(asked.date().isoformat())}, {asked:%H:%M} UTC"


def searched_sentence(record: AnswerRecord) -> str:
    """What was looked through, and what could not be."""
    return " ".join((f"{looked_through(record.searched)}.", *unreadable_notes(record.searched)))


def facts(record: AnswerRecord) -> list[tuple[str, str]]:
    """How the question was understood, when and of what it was asked: names and values; empty ones are to be left out."""
    asked = record.understood
    return [
        ("Asked", moment_name(record)),
        ("Asks for", next((words for kind, words in KINDS.items() if kind.value == asked.kind), "")),
        ("Asked in", language_name(asked.language) if asked.language else ""),
        ("Looked for", ", ".join(asked.words)),
        ("Also looked for", ", ".join(asked.equals)),
        ("Read", _read(record)),
        ("Named in it", _filters(asked.filters)),
        ("Left aside", ", ".join(FACET_NAMES.get(facet, "rows") for facet in record.freed)),
        ("Filters", _filters(record.within)),
        ("Answered by", record.apart),
        ("Without a row", f"{record.rows_left:,} more" if record.rows_left else ""),
        ("Notes", " ".join(asked.notes)),
        ("Tried", " ".join(tried_lines(record.tried)) if record.tried else ""),
        ("Perhaps meant", record.tried.meant if record.tried else ""),
        ("Searched", searched_sentence(record)),
        ("Generation", str(record.generation)),
        ("Record", record.id),
    ]


def _read(record: AnswerRecord) -> str:
    reading = record.reading
    said = [f"as {language_name(reading.language)} alone"] if reading.language else []
    said += [] if reading.terms else ["without equal terms"]
    said += [] if reading.meaning else ["by words alone"]
    return ", ".join(said)


def _filters(filters: Mapping[str, Sequence[str]]) -> str:
    said = []
    for facet, values in filters.items():
        shown = ", ".join(value_name(facet, value) for value in values)
        said.append(f"{FACET_NAMES.get(facet, facet.capitalize())}: {shown}")
    return "; ".join(said)


class Part(NamedTuple):
    """A part of an answer as it is shown: its heading ("": none), its quotes, what is said where there are none, and the value
    of its row ("": none)."""

    heading: str
    quotes: Sequence[RecordedQuote]
    silence: str = ""
    row: str = ""


def parts(record: AnswerRecord) -> Iterator[Part]:
    """The answer, then what is only related to the question."""
    for row in record.rows:
        silence = "" if row.shown else silence_in(record.apart, row.searched)
        yield Part(value_name(record.rows_by, row.value), row.shown, silence, row.value)
    if record.quotes and not record.rows:
        yield Part("", record.quotes)
    if record.related:
        yield Part(RELATED, record.related)


def whose(quote: RecordedQuote) -> list[str]:
    """Whose words a quote is, from where, of which countries they speak, and in which language it is."""
    said = [f"words of {', '.join(quote.presenters)}"] if quote.presenters else []
    said += [f"from {_countries(quote.countries_from)}"] if quote.countries_from else []
    said += [f"about {_countries(quote.countries_about[:_MOST_COUNTRIES])}"] if quote.countries_about else []
    return [*said, f"in {language_name(quote.cited.language)}"]


def _countries(codes: Sequence[str]) -> str:
    return ", ".join(map(country_name, codes))


def silences(record: AnswerRecord) -> list[tuple[str, str]]:
    """What nothing was found for, the question or single rows of it: a title to cite, and what was looked through."""
    if not any(record.answering()):
        return [(f"Nothing found: {record.question}", f"Searched: {searched_sentence(record)}")]
    silent = [part for part in parts(record) if part.silence]
    return [(f"Nothing found for {part.heading}: {record.question}", part.silence) for part in silent]


def permalink(record: AnswerRecord, site: str = "") -> str:
    """Where the answer is as it was, if it is kept; else where its question is asked again."""
    address = answer_address(record.id) if record.kept else address_of("/ask", record.inquiry.parameters)
    return urljoin(site, address)


def in_words(record: AnswerRecord, site: str = "") -> str:
    """The answer as one sentence to cite, also where nothing was found."""
    found = "nothing found" if verdict(record) == NOTHING else verdict(record)
    searched = looked_through(record.searched)
    return (
        f"“{record.question}”, asked on {moment_name(record)} of {searched} "
        f"(generation {record.generation}): {found}. {permalink(record, site)}"
    )


def since_lines(found: Since) -> list[str]:
    """What is new since, in sentences; the quotes themselves are shown apart."""
    lines = []
    if found.of_another:
        lines.append(
            "None of the documents that were looked through is in this library: it is another one, or all are gone."
        )
    if found.same:
        again = "the library gives the same quotes" if any(found.fresh.answering()) else "nothing is found either"
        lines.append(f"Asked again now, {again}.")
    lines += [f"{plural(len(found.new), 'quote')} that this answer does not have."] if found.new else []
    lines += [f"{plural(len(found.missing), 'quote')} of this answer not given any more."] if found.missing else []
    for documents, what in ((found.added, "added"), (found.changed, "changed")):
        if documents:
            lines.append(f"{plural(len(documents), 'document')} {what} since: {_titles(documents)}.")
    if found.removed:
        lines.append(f"{plural(len(found.removed), 'document')} looked through then {_is(found.removed)} not any more.")
    return lines


def _is(several: Sequence[object]) -> str:
    return "is" if len(several) == 1 else "are"


def _titles(documents: Sequence[Document]) -> str:
    rest = len(documents) - _MOST_TITLES
    shown = ", ".join(f"“{document.title}”" for document in documents[:_MOST_TITLES])
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def standing_sentence(standings: Mapping[str, Standing]) -> str:
    """All quotes' standing at once."""
    stand = sum(standing == Standing.STANDS for standing in standings.values())
    if not standings:
        return ""
    if stand == len(standings):
        return "Every quote stands unchanged on its page."
    return f"{stand} of {plural(len(standings), 'quote')} still {'stands' if stand == 1 else 'stand'} unchanged."
