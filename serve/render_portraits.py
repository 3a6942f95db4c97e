"""The portraits of presenters and countries as HTML, escaped like render.py's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from core.countries import country_name
from core.records import Document, Role
from index.portraits.contributions import Contribution
from index.portraits.country import CountryPortrait, Named, Speaker
from index.portraits.distinctive import Telling
from index.portraits.presenter import Companion, Portrait, Work
from index.portraits.spoken_of import Spoken
from serve.as_json import state_sentence
from serve.render import date_name, numbered, plural, snippet_html
from serve.render_links import Linked

ROLES = {
    Role.PRESENTER: "presented",
    Role.AUTHOR: "wrote",
    Role.CHAIR: "in the chair",
    Role.SPEAKER: "spoke",
    Role.REPORTED: "is reported",
}
_MOST_PAGES_LINKED = 12
_MOST_COMPANIONS = 15
_MOST_COUNTRIES = 10
MOST_ROWS = 12
"""Rows of a table where not all are asked for."""
_PLACE_KINDS = {"institution": "institution", "subdivision": "state or province", "city": "city"}


# Presenters


def presenter_head_html(found: Portrait, linked: Linked) -> str:
    """Name, organisations, countries, and how much there is, in figures."""
    years = sorted({work.document.date[:4] for work in found.documents if work.document.date})
    span = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    figures = [
        _figure(found.interventions, "intervention"),
        _figure(len(found.documents), "document"),
        _figure(found.pages, "page"),
        *([("", span, "in the years" if len(years) > 1 else "in the year")] if span else []),
    ]
    if found.query:
        noun = "page" if found.matching == 1 else "pages"
        figures.append(("asked", f"{found.matching:,}", f"{noun} with “{found.query}”"))
    whence = [*map(escape, found.organisations), *map(linked.country, found.countries)]
    return _head_html("Presenter", found.name, whence, figures)


def _figure(number: int, noun: str) -> tuple[str, str, str]:
    return "", f"{number:,}", noun if number == 1 else f"{noun}s"


def _head_html(kind: str, name: str, whence: Sequence[str], figures: Sequence[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<li class="{escape(of)}"><b>{escape(number)}</b> {escape(noun)}</li>' for of, number, noun in figures
    )
    where = f'<p class="portrait-whence">{" · ".join(whence)}</p>' if whence else ""
    return (
        f'<header class="portrait-head"><p class="portrait-kind">{escape(kind)}</p><h1>{escape(name)}</h1>{where}'
        f'<ul class="portrait-figures">{told}</ul></header>'
    )


def contributions_html(found: Portrait, linked: Linked) -> str:
    """The interventions in time order, those of one document together."""
    parts = []
    for _, own in groupby(found.contributions, key=lambda one: one.document.id):
        together = list(own)
        document = together[0].document
        said = "".join(_contribution_html(one, found, linked) for one in together)
        facts = " · ".join(map(escape, filter(None, (document.kind, document.event))))
        parts.append(
            f'<section class="said"><p class="said-when">{escape(date_name(document.date) or "Undated")}</p>'
            f'<div class="said-what"><h3>{linked.page(document, 1, document.title)}</h3>'
            f'<p class="said-facts">{facts}</p>{said}</div></section>'
        )
    return f'<div class="portrait-said">{"".join(parts)}</div>'


def _contribution_html(one: Contribution, found: Portrait, linked: Linked) -> str:
    said, document = one.intervention, one.document
    others = [name for name in said.speakers if name != found.name]
    told = [_pages_html(one, linked), escape(ROLES[said.role])]
    told += [f"with {', '.join(map(linked.presenter, others))}"] if others else []
    told += [escape(said.session)] if said.session not in ("", document.event) else []
    counted = _counted_html(one, linked) if found.query else ""
    quoted = ""
    if one.snippet and one.page:
        quoted = (
            f'<p class="hit-snippet" lang="{escape(one.page.language)}">{snippet_html(one.page.text, one.snippet)}</p>'
        )
    silent = " silent" if found.query and not one.matching else ""
    return (
        f'<div class="turn{silent}"><p class="turn-where" title="{escape(said.evidence)}">{" · ".join(told)}</p>'
        f"{quoted}{counted}</div>"
    )


def _page_html(document: Document, number: int, linked: Linked) -> str:
    return linked.page(document, number, numbered(document.pages[number - 1].label, number))


def _pages_html(one: Contribution, linked: Linked) -> str:
    document, (first, last) = one.document, (place.page for place in one.intervention[:2])
    if first == last:
        return _page_html(document, first, linked)
    labels = [document.pages[number - 1].label for number in (first, last)]
    return f"pp. {linked.page(document, first, labels[0])}–{linked.page(document, last, labels[1])}"


def _counted_html(one: Contribution, linked: Linked) -> str:
    if not one.matching:
        return '<p class="turn-count">The words do not stand here.</p>'
    shown = [_page_html(one.document, number, linked) for number in one.matching[:_MOST_PAGES_LINKED]]
    more = len(one.matching) - len(shown)
    told = f"{', '.join(shown)}{f' and {more:,} more' if more > 0 else ''}"
    if not one.matches:
        return f'<p class="turn-count">Asked for: {told}</p>'
    least = "at least " if one.more else ""
    return f'<p class="turn-count"><b>{least}{plural(one.matches, "match", "matches")}</b> on {told}</p>'


def works_html(works: Sequence[Work], asked: bool, linked: Linked, most: int = MOST_ROWS) -> str:
    """Documents as a table."""
    rows = [
        (_work_html(work.document, linked), [work.interventions, work.pages, *([work.matching] if asked else [])])
        for work in works[:most]
    ]
    heads = ["Document", "Interventions", "Pages", *(["With the words"] if asked else [])]
    return _table_html(heads, rows) + _left_out_html(len(works), most, "documents")


def _work_html(document: Document, linked: Linked) -> str:
    state = "" if document.pages else state_sentence(document)
    facts = filter(None, (", ".join(document.presenters), document.kind, date_name(document.date), state))
    return f'{linked.page(document, 1, document.title)}<span class="quiet-line">{escape(" · ".join(facts))}</span>'


def terms_html(terms: Sequence[Telling], read: int, beside: str, address: Callable[[Telling], str]) -> str:
    """Distinctive terms; each leads where `address` says. `beside` are the pages with which they were compared."""
    if not terms:
        return f'<p class="quiet-line">No term stands out from {escape(beside)}.</p>'
    items = "".join(
        f'<li><a href="{escape(address(one))}" target="_self" title="{escape(_term_told(one))}" lang="{escape(one.language)}">'
        f'{escape(one.text)}</a> <span class="count">{one.times:,}</span></li>'
        for one in terms
    )
    told = f"Not merely frequent: said more often here than on {beside}, by {plural(read, 'page')} read."
    return f'<ul class="chips">{items}</ul><p class="quiet-line">{escape(told)}</p>'


def _term_told(one: Telling) -> str:
    stands = f"{plural(one.times, 'time')} on {plural(one.pages, 'page')}"
    often = f", {one.ratio:,.1f} times as often as elsewhere" if one.ratio is not None else ", nowhere else"
    return f"{stands}{often} (z = {one.z:.1f})"


def spoken_of_html(spoken: Sequence[Spoken], pages: int, linked: Linked) -> str:
    """Countries with bars; what is distinctive says how many times as often."""
    if not spoken:
        return '<p class="quiet-line">No country is named on these pages.</p>'
    rows = "".join(
        f'<li class="bar-row"><span class="bar-name">{linked.country(one.code)}</span>'
        f'<span class="bar"><i style="width:{100 * one.pages / max(1, pages):.1f}%"></i></span>'
        f'<span class="bar-count">{one.pages:,}</span>{_often_html(one)}</li>'
        for one in spoken[:_MOST_COUNTRIES]
    )
    return f'<ol class="bars">{rows}</ol>' + _left_out_html(len(spoken), _MOST_COUNTRIES, "countries")


def _often_html(one: Spoken) -> str:
    if not one.distinctive:
        return '<span class="bar-often"></span>'
    told = f"{one.ratio:,.1f} × as often as others" if one.ratio is not None else "nobody else"
    return f'<span class="bar-often">{escape(told)}</span>'


def companions_html(companions: Sequence[Companion], linked: Linked) -> str:
    """Who else spoke there."""
    if not companions:
        return '<p class="quiet-line">Nobody else is known to have spoken there.</p>'
    rows = [(linked.presenter(one.name), [one.in_session, one.at_event]) for one in companions[:_MOST_COMPANIONS]]
    table = _table_html(["Name", "Same session", "Same event"], rows)
    return table + _left_out_html(len(companions), _MOST_COMPANIONS, "people")


# Countries


def country_head_html(found: CountryPortrait) -> str:
    """Name, and how much speaks of it and comes from it."""
    of, by = found.spoken_of, found.speaks
    figures = [
        ("", f"{of.pages:,}", "page speaks of it" if of.pages == 1 else "pages speak of it"),
        ("", f"{of.documents:,}", "document" if of.documents == 1 else "documents"),
        ("", f"{by.interventions:,}", "intervention from it" if by.interventions == 1 else "interventions from it"),
    ]
    kind = f"Country · what is said with “{found.query}”" if found.query else "Country"
    return _head_html(kind, country_name(found.code), [], figures)


def speakers_html(speakers: Sequence[Speaker], asked: bool, linked: Linked, most: int = MOST_ROWS) -> str:
    """Who speaks of the country, and from where."""
    if not speakers:
        return '<p class="quiet-line">Nobody who is known speaks of it.</p>'
    rows = [
        (
            f'{linked.presenter(one.name)}<span class="quiet-line">{linked.countries(one.countries)}</span>',
            [one.interventions, one.pages, *([one.matching] if asked else [])],
        )
        for one in speakers[:most]
    ]
    heads = ["Who", "Interventions", "Pages", *(["With the words"] if asked else [])]
    return _table_html(heads, rows) + _left_out_html(len(speakers), most, "people")


def places_html(places: Sequence[Named], read: int) -> str:
    """Places and institutions that are named most."""
    if not places:
        return f'<p class="quiet-line">None that is known is named on the {plural(read, "page")} read for them.</p>'
    items = "".join(
        f'<li title="{escape(_PLACE_KINDS[one.kind])}, on {plural(one.pages, "page")}">{escape(one.name)} '
        f'<span class="count">{one.times:,}</span></li>'
        for one in places
    )
    return f'<ul class="chips">{items}</ul><p class="quiet-line">By {plural(read, "page")} read, from all over.</p>'


# What both have


def section_html(title: str, body: str, note: str = "") -> str:
    """A titled part of a portrait."""
    told = f'<p class="quiet-line">{escape(note)}</p>' if note else ""
    return f'<section class="portrait-part"><h2>{escape(title)}</h2>{told}{body}</section>'


def _table_html(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[int]]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{number:,}</td>" for number in numbers)}</tr>'
        for name, numbers in rows
    )
    return f'<div class="plain-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _left_out_html(total: int, shown: int, noun: str) -> str:
    return f'<p class="quiet-line">and {total - shown:,} more {escape(noun)}</p>' if total > shown else ""
