"""The readability map as a picture: a row a document, a small cell a page. HTML, like render.py's, and as escaped.

The cells are for the eye and the mouse alone: what they show stands beside them in words, and in a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from core.languages import language_name
from core.records import Document, PageEntry, PageState
from serve.as_json import page_address
from serve.readability import (
    STATE_WORDS,
    TROUBLES,
    Run,
    is_troubled,
    page_counts,
    page_sentence,
    percent,
    summary,
    troubles,
)
from serve.render import plural

_CLASSES = {
    PageState.TEXT: "text",
    PageState.EMPTY: "empty",
    PageState.NEEDS_OCR: "picture",
    PageState.GARBLED: "garbled",
    PageState.UNREADABLE: "broken",
}
_SURE = (0.95, 0.85, 0.7)
"""Recognised pages are drawn in four strengths: at least so sure, and less."""
_NAMES = {
    PageState.TEXT: "Text",
    PageState.OCR: "Recognised",
    PageState.EMPTY: "Empty",
    PageState.NEEDS_OCR: "Picture, needs OCR",
    PageState.GARBLED: "Garbled",
    PageState.UNREADABLE: "Unreadable",
}
MOST_COLOURS = 6
"""Languages that have a colour of their own; the others share one."""
_MOST_RUNS = 8
"""Runs of pages that a row names; a table of contents of trouble helps nobody."""

Languages = Mapping[str, int]
"""Language → pages, most first: the order of the colours."""


def overview_html(counts: Mapping[PageState, int], failed: int) -> str:
    """How much of the library can be searched: a sentence, and a bar of all its pages."""
    total = sum(counts.values())
    good = sum(count for state, count in counts.items() if state.searchable)
    share = f" ({percent(good / total)})" if total else ""
    lost = f" {plural(failed, 'document')} could not be read at all." if failed else ""
    parts = "".join(
        f'<span class="{_kind(state)}" style="flex-grow:{count}"></span>' for state, count in counts.items() if count
    )
    return (
        f'<p class="map-total"><strong>{good:,}</strong> of {plural(total, "page")} can be searched{share}.{lost}</p>'
        f'<div class="map-bar map-cells" aria-hidden="true">{parts}</div>'
    )


def states_legend_html(counts: Mapping[PageState, int]) -> str:
    """What the colours of states mean, and how many pages have each; states without pages are left out."""
    items = []
    for state, count in counts.items():
        if count:
            items.append(_legend_html(_kind(state), _NAMES[state], count))
        if count and state == PageState.OCR:
            steps = "".join(f'<i class="seen s{step}"></i>' for step in range(len(_SURE) + 1))
            items.append(f'<li>surer <span class="map-cells" aria-hidden="true">{steps}</span> less sure</li>')
    return f'<ul class="map-legend">{"".join(items)}</ul>'


def languages_legend_html(languages: Languages, blind: int) -> str:
    """What the colours of languages mean; `blind` pages cannot be searched, so that their language is not known."""
    known = [(code, count) for code, count in languages.items() if code != "und"]
    items = [
        _legend_html(f"l{place}", language_name(code), count)
        for place, (code, count) in enumerate(known[:MOST_COLOURS])
    ]
    if others := sum(count for _, count in known[MOST_COLOURS:]):
        items.append(_legend_html("other", "Other languages", others))
    if unknown := languages.get("und", 0) - blind:
        items.append(_legend_html("empty", "Without words of a language", unknown))
    if blind:
        items.append(_legend_html("blind", "Cannot be searched", blind))
    return f'<ul class="map-legend">{"".join(items)}</ul>'


def _legend_html(kind: str, name: str, count: int) -> str:
    swatch = f'<span class="map-cells" aria-hidden="true"><i class="{kind}"></i></span>'
    return f"<li>{swatch} {escape(name)} <strong>{count:,}</strong></li>"


def map_html(documents: Sequence[Document], languages: Languages | None = None) -> str:
    """The rows of some documents, coloured by state, or by language where the order of their colours is given."""
    places = _places(languages) if languages is not None else None
    return f'<div class="map">{"".join(_row_html(document, places) for document in documents)}</div>'


def _places(languages: Languages) -> dict[str, str]:
    known = [code for code in languages if code != "und"]
    return {code: f"l{place}" if place < MOST_COLOURS else "other" for place, code in enumerate(known)}


def _row_html(document: Document, places: Mapping[str, str] | None) -> str:
    title = escape(document.title or document.file)
    head = f'<a class="map-title" href="{escape(page_address(document.id, 1))}">{title}</a>'
    head += f'<div class="map-summary">{escape(summary(document))}</div>{_trouble_html(document)}'
    cells = "".join(_cell_html(document, number, page, places) for number, page in enumerate(document.pages, 1))
    picture = f'<div class="map-cells" aria-hidden="true">{cells}</div>' if cells else _failure_html(document)
    kind = "map-row troubled" if is_troubled(document) else "map-row"
    return f'<section class="{kind}"><div class="map-head">{head}</div>{picture}</section>'


def _cell_html(document: Document, number: int, page: PageEntry, places: Mapping[str, str] | None) -> str:
    kind = _cell_kind(page) if places is None else _language_kind(page, places)
    address = escape(page_address(document.id, number))
    return f'<a class="{kind}" tabindex="-1" href="{address}" title="{escape(page_sentence(number, page))}"></a>'


def _cell_kind(page: PageEntry) -> str:
    return f"seen s{_step(page.confidence)}" if page.state == PageState.OCR else _kind(page.state)


def _language_kind(page: PageEntry, places: Mapping[str, str]) -> str:
    return places.get(page.language, "empty") if page.state.searchable else "blind"


def _kind(state: PageState) -> str:
    return _CLASSES.get(state, "seen s0")


def _step(confidence: float | None) -> int:
    """0 for the surest words, more for less sure ones; the last one also where nothing is known."""
    return sum(confidence is None or confidence < least for least in _SURE)


def _trouble_html(document: Document) -> str:
    """The pages that cannot be searched, a line a state; every run of pages is a link to its first."""
    found = troubles(document)
    lines = [
        f"<li>{escape(STATE_WORDS[state])}: {_links_html(document, own)}</li>"
        for state in TROUBLES
        if (own := [run for run in found if run.state == state])
    ]
    return f'<ul class="map-trouble">{"".join(lines)}</ul>' if lines else ""


def _links_html(document: Document, found: Sequence[Run]) -> str:
    links = [
        f'<a href="{escape(page_address(document.id, run.first))}">{run.numbers}</a>' for run in found[:_MOST_RUNS]
    ]
    pages, rest = (sum(run.last - run.first + 1 for run in some) for some in (found, found[_MOST_RUNS:]))
    return f"{'page' if pages == 1 else 'pages'} {', '.join(links)}" + (f" and {rest:,} more" if rest else "")


def _failure_html(document: Document) -> str:
    reasons = " ".join(f"{problem.problem} {problem.remedy}" for problem in document.problems if problem.page is None)
    return f'<p class="map-failure">{escape(reasons) or "It has no pages."}</p>'


def table_html(documents: Sequence[Document]) -> str:
    """The same as the rows of the map in numbers, for screen readers and for copying."""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("Document", "Pages", *_NAMES.values()))
    rows = "".join(
        f'<tr><th scope="row">{escape(document.title or document.file)}</th><td>{len(document.pages):,}</td>'
        + "".join(f"<td>{count or ''}</td>" for count in page_counts(document).values())
        + f"<td>{escape(_languages_of(document))}</td></tr>"
        for document in documents
    )
    return (
        '<div class="map-table"><table><caption>Pages of each document by what can be read of them</caption>'
        f'<thead><tr>{names}<th scope="col">Languages</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _languages_of(document: Document) -> str:
    codes = dict.fromkeys(page.language for page in document.pages if page.state.searchable and page.language != "und")
    return ", ".join(map(language_name, codes))
