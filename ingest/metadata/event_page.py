"""Reads a saved event page into catalogue rows: its reports, presentations and programme, by whom and from where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from core.countries import country_name, mentions
from core.errors import BadInput
from core.languages import STUDIED, UNKNOWN
from core.settings import Settings
from ingest.formats.text_files import read_linked_page, read_text_file
from ingest.metadata.catalogue import Row, add_rows, read_catalogue
from ingest.metadata.event_documents import Findings, Found, documents
from ingest.metadata.event_facts import Facts, facts
from ingest.metadata.event_files import copy_page, download_name, proposed_name, slug
from ingest.metadata.event_lines import Person
from ingest.words.language import detect

FROM_PLACE = "Presenter's country taken from the place of the event"
_BY = {"en": "Presentation by {}", "fr": "Présentation par {}", "de": "Vortrag von {}"}
_AND = {"en": " and ", "fr": " et ", "de": " und "}
# An organisation's name in one language tells against a place where that language is not spoken by the state.
_FORMS = (
    (re.compile(r"universität|hochschule|\w*ministerium|stiftung|\bfür\b|\w+amt\b|verwaltung|institut für", re.IGNORECASE),
     {"DE", "AT", "CH", "LI", "LU", "BE", "IT"}),
    (re.compile(r"université|école|ministère|\bdes?\b|\bdu\b|\bville\b|\bpour\b|gouvernement", re.IGNORECASE),
     {"FR", "CA", "BE", "CH", "LU", "MC", "IT"}),
    (re.compile(r"università|universidad|universidade|ministerio|ministero|uniwersytet|universiteit|universitet"
                r"|yliopisto|üniversitesi|univerzit", re.IGNORECASE), set[str]()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventPage:
    """A read event page: its own title, the event's name, place, first day (ISO 8601) and theme, and one row a document.

    `notes` say what could not be told, and what was decided. `language` is that of the page, `source` its own address.
    """

    title: str
    place: str
    date: str
    event: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    theme: str = ""
    language: str = ""
    source: str = ""


def read_event_page(path: Path) -> EventPage:
    """The page's documents as catalogue rows whose files are awaited. Raises FileUnreadable."""
    linked = read_linked_page(path)
    language = detect([read_text_file(path)[1]])[0]
    language = "" if language == UNKNOWN else language
    known = facts(linked, language)
    found = documents(linked.lines)
    notes = [*known.notes, *found.notes]
    if not found.documents:
        notes.append("No report, presentation or programme was found on the page.")
    rows = _unique(_rows(found, known, language, linked.address), known)
    address = _address(linked.address, "")
    return EventPage(
        linked.title, known.place, known.date, known.event, rows, tuple(notes), known.theme, language, address
    )


def import_event(path: Path, corpus: Path, keep_page: bool = True) -> tuple[EventPage, list[Row]]:
    """Adds the page's rows to the catalogue of the corpus, and the page itself as a document; returns the rows added.

    Raises FileUnreadable, CatalogueUnreadable, or BadInput where the file is not a page that an ingest takes up.
    """
    if path.suffix.casefold() not in (".txt", ".md", ".html", ".htm"):
        raise BadInput(f"{path.name} is not a saved page.", "Save the event page as .html or .txt and import that.")
    page = read_event_page(path)
    if not page.rows:
        raise BadInput(
            f"{path.name} names no report, presentation or programme.", "Save the event's own page and import that."
        )
    catalogue = Settings(corpus, corpus).catalogue
    before = {row.file: row for row in read_catalogue(catalogue).rows}
    rows = [_apart(row, before, page) for row in page.rows]
    present = [
        f"“{row.file}” is in the corpus already: it takes the row of “{row.title}”."
        for row in rows
        if row.file not in before and (corpus / row.file).exists()
    ]
    page = replace(page, rows=tuple(rows), notes=(*page.notes, *present))
    if keep_page:
        rows.append(_page_row(path, corpus, page))
    added = add_rows(catalogue, rows)
    if len(added) < len(rows):
        already = f"{len(rows) - len(added)} of {len(rows)} rows were in the catalogue already."
        page = replace(page, notes=(*page.notes, already))
    return page, added


def _rows(found: Findings, known: Facts, language: str, address: str) -> Iterator[tuple[Found, Row]]:
    everyone = _everyone(found)
    trusted = _mostly_local(everyone.values(), known.country, language)
    for document in found.documents:
        who = [everyone[person.name.casefold()] for person in document.people]
        told = [_country(person, known, language, trusted) for person in who]
        own = document.language or language
        notes = [*_country_notes(who, told, known), *(f"{p.name}: {p.role}." for p in who if p.role), document.doubt]
        if document.kind == "programme" and known.theme:
            notes.append(f"Theme of the event: {known.theme}.")
        yield (
            document,
            Row(
                title=_title(document, who, known.event, own),
                kind=document.kind,
                presenters=tuple(person.name for person in who),
                organisations=tuple(dict.fromkeys(body for person in who for body in person.organisations)),
                countries_from=tuple(dict.fromkeys(code for codes, _ in told for code in codes)),
                countries_about=_named(document.subject, language),
                event=known.event,
                date=known.date,
                language=document.language,
                source=_address(address, document.link),
                note=" ".join(filter(None, notes)),
            ),
        )


def _everyone(found: Findings) -> dict[str, Person]:
    """Each person named on the page with all that the page says of them in its several places."""
    everyone: dict[str, Person] = {}
    for new in [*found.others, *(person for document in found.documents for person in document.people)]:
        old = everyone.get(new.name.casefold(), Person(new.name))
        everyone[new.name.casefold()] = Person(
            old.name,
            tuple(dict.fromkeys((*old.organisations, *new.organisations))),
            tuple(dict.fromkeys((*old.countries, *new.countries))),
            old.role or new.role,
        )
    return everyone


def _named(text: str, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.code for mention in mentions(text, language) if mention.sure))


def _of_organisations(person: Person, language: str) -> tuple[tuple[str, ...], bool]:
    """The countries that a person's organisations name for sure, and whether they hint at one that is not sure."""
    for tongue in dict.fromkeys((language, *STUDIED)):
        found = [mention for body in person.organisations for mention in mentions(body, tongue)]
        if found:
            sure = tuple(dict.fromkeys(mention.code for mention in found if mention.sure))
            return (sure, False) if len(sure) == 1 else ((), True)
    return (), False


def _mostly_local(everyone: Iterable[Person], country: str, language: str) -> bool:
    """Whether most of those whose country is written are of the event's country: else it tells nothing of the others."""
    codes = [code for person in everyone for code in (person.countries or _of_organisations(person, language)[0])]
    return not codes or 2 * codes.count(country) > len(codes)


def _country(person: Person, known: Facts, language: str, trusted: bool) -> tuple[tuple[str, ...], str]:
    """A presenter's countries, and how they were told: "" (written on the page), "place" or "not told"."""
    if person.countries:
        return person.countries, ""
    sure, doubtful = _of_organisations(person, language)
    if sure:
        return sure, ""
    foreign = any(
        form.search(body) and known.country not in homes for body in person.organisations for form, homes in _FORMS
    )
    if doubtful or foreign or not trusted or not known.country:
        return (), "not told"
    return (known.country,), "place"


def _country_notes(who: Sequence[Person], told: Sequence[tuple[tuple[str, ...], str]], known: Facts) -> Iterator[str]:
    placed = [person.name for person, (_, how) in zip(who, told, strict=True) if how == "place"]
    if placed:
        yield f"{FROM_PLACE} ({country_name(known.country)}): {', '.join(placed)}."
    untold = [person.name for person, (_, how) in zip(who, told, strict=True) if how == "not told"]
    if untold:
        yield f"Presenter's country not told by the page: {', '.join(untold)}."


def _title(document: Found, who: Sequence[Person], event: str, language: str) -> str:
    names = [person.name for person in who]
    listed = _AND.get(language, ", ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    title = document.title or _BY.get(language, _BY["en"]).format(listed)
    generic = not document.title or document.kind != "presentation"
    return f"{title} ({event})" if generic and event and event.casefold() not in title.casefold() else title


def _address(page: str, link: str) -> str:
    """The absolute web address of a link; "" where there is none, or only one that leads nowhere without the page."""
    joined = urljoin(page, link)
    return (
        joined if urlsplit(joined).scheme in ("http", "https") and (link or page) and not link.startswith("#") else ""
    )


def _unique(rows: Iterable[tuple[Found, Row]], known: Facts) -> tuple[Row, ...]:
    """The rows with their files: the name of the linked PDF, else one made of date, event and presenters; each once."""
    done: dict[str, Row] = {}
    for document, row in rows:
        if any((row.title, row.kind, row.presenters) == (r.title, r.kind, r.presenters) for r in done.values()):
            continue
        proposed = proposed_name(row, known.event)
        name = download_name(document.link) or proposed
        number = 2
        while name.casefold() in done:
            name, number = proposed if number == 2 and name != proposed else f"{proposed[:-4]}-{number}.pdf", number + 1
        done[name.casefold()] = replace(row, file=name)
    return tuple(done.values())


def _apart(row: Row, before: dict[str, Row], page: EventPage) -> Row:
    """The row with a file name of its own where the catalogue has that name for another address ("slides.pdf")."""
    old = before.get(row.file)
    same = old is None or not old.source or not row.source or old.source == row.source
    return row if same else replace(row, file=proposed_name(row, page.event))


def _page_row(path: Path, corpus: Path, page: EventPage) -> Row:
    stem = "-".join(filter(None, (page.date, slug(page.event) or slug(path.stem), "event-page")))
    file, number = copy_page(path, corpus, stem)
    title = (page.title or f"Event page: {page.event}") + (f" ({number})" if number > 1 else "")
    return Row(file, title, "page", event=page.event, date=page.date, language=page.language, source=page.source)
