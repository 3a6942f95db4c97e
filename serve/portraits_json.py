"""The JSON of portraits, lists and the matrix. Beside as_json.py, and as much a contract."""

from __future__ import annotations

from index.engine import Cell, Crossing
from index.portraits.contributions import Contribution
from index.portraits.country import CountryPortrait
from index.portraits.distinctive import Telling
from index.portraits.listed import Countries, Matrix, Presenters
from index.portraits.presenter import Portrait, Work
from index.queries.reading import PLAIN, Reading
from serve.addresses import country_address, presenter_address, results_address
from serve.as_json import Json, hit_json, page_address


def presenter_json(found: Portrait, reading: Reading = PLAIN) -> Json:
    """`rapporteur presenter --json`."""
    return {
        "name": found.name,
        "query": found.query,
        "notes": list(found.notes),
        "organisations": list(found.organisations),
        "countries": list(found.countries),
        "interventions": found.interventions,
        "pages": found.pages,
        "matching_pages": found.matching,
        "total": found.total,
        "contributions": [_contribution_json(one, found.query, reading) for one in found.contributions],
        "documents": [_work_json(work) for work in found.documents],
        "spoken_of": [
            {
                "country": one.code,
                "pages": one.pages,
                "times_as_often": _rounded(one.ratio),
                "distinctive": one.distinctive,
            }
            for one in found.spoken_of
        ],
        "terms": [_term_json(term) for term in found.terms],
        "pages_read": found.read,
        "companions": [one._asdict() for one in found.companions],
        "url": presenter_address(found.name, found.query, reading),
    }


def _contribution_json(one: Contribution, query: str, reading: Reading) -> Json:
    document, said = one.document, one.intervention
    shown = one.page.number if one.page else said.first.page
    labels = [document.pages[place.page - 1].label for place in (said.first, said.last)]
    return {
        "document": document.id,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "event": document.event,
        "session": said.session,
        "role": said.role.value,
        "speakers": list(said.speakers),
        "written": list(said.written),
        "pages": [said.first.page, said.last.page],
        "page_labels": labels,
        "evidence": said.evidence,
        "page": one.page.number if one.page else None,
        "snippet": {"text": one.snippet.text, "marks": [list(mark) for mark in one.snippet.marks]}
        if one.snippet
        else None,
        "matching_pages": list(one.matching),
        "matches": one.matches,
        "matches_are_least": one.more,
        "url": page_address(document.id, shown, query, reading),
    }


def _work_json(work: Work) -> Json:
    document = work.document
    return {
        "document": document.id,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "presenters": list(document.presenters),
        "interventions": work.interventions,
        "pages": work.pages,
        "matching_pages": work.matching,
    }


def _term_json(term: Telling) -> Json:
    return {
        "term": term.text,
        "language": term.language,
        "times": term.times,
        "pages": term.pages,
        "times_as_often": _rounded(term.ratio),
        "z": round(term.z, 2),
    }


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 2)


def presenters_json(found: Presenters, reading: Reading = PLAIN) -> Json:
    """`rapporteur presenters --json`."""
    return {
        "query": found.query,
        "notes": list(found.notes),
        "presenters": [
            {
                "name": one.name,
                "organisations": list(one.organisations),
                "countries": list(one.countries),
                "interventions": one.interventions,
                "documents": one.documents,
                "pages": one.pages,
                "first": one.first,
                "last": one.last,
                "matching_pages": one.matching,
                "url": presenter_address(one.name, found.query, reading),
            }
            for one in found.rows
        ],
    }


def country_json(found: CountryPortrait, reading: Reading = PLAIN) -> Json:
    """`rapporteur country --json`."""
    return {
        "country": found.code,
        "query": found.query,
        "notes": list(found.notes),
        "spoken_of": _counts_json(found.spoken_of),
        "spoken_of_from": [{"from": cell.origin, **_counts_json(cell)} for cell in found.origins],
        "speaks": _counts_json(found.speaks),
        "speaks_of": [{"about": cell.about, **_counts_json(cell)} for cell in found.speaks_of],
        "speakers": [
            {
                "name": one.name,
                "countries": list(one.countries),
                "interventions": one.interventions,
                "pages": one.pages,
                "matching_pages": one.matching,
            }
            for one in found.speakers
        ],
        "documents": [_work_json(work) for work in found.documents],
        "passages": [hit_json(hit, found.query, reading) for hit in found.passages],
        "total_passages": found.total_passages,
        "terms": [_term_json(term) for term in found.terms.terms],
        "pages_read": found.terms.read,
        "places": [one._asdict() for one in found.places],
        "pages_read_for_places": found.read_for_places,
        "url": country_address(found.code, found.query, reading),
    }


def countries_json(found: Countries, reading: Reading = PLAIN) -> Json:
    """`rapporteur countries --json`."""
    return {
        "query": found.matrix.query,
        "notes": list(found.matrix.notes),
        "countries": [
            {
                "country": one.code,
                "from": _counts_json(one.origin),
                "about": _counts_json(one.about),
                "url": country_address(one.code, found.matrix.query, reading),
            }
            for one in found.rows
        ],
    }


def matrix_json(found: Matrix, reading: Reading = PLAIN) -> Json:
    """`rapporteur matrix --json`: cells with a page alone; "" where no country is known, or none is named."""
    return {"query": found.query, "notes": list(found.notes), **_crossing_json(found.crossing, found.query, reading)}


def _crossing_json(found: Crossing, query: str, reading: Reading) -> Json:
    return {
        "cells": [
            {
                "from": cell.origin,
                "about": cell.about,
                **_counts_json(cell),
                "url": cell_address(cell, query, reading),
            }
            for cell in found.cells
        ],
        "from": [{"from": cell.origin, **_counts_json(cell)} for cell in found.rows],
        "about": [{"about": cell.about, **_counts_json(cell)} for cell in found.columns],
        "total": _counts_json(found.total),
    }


def cell_address(cell: Cell, query: str, reading: Reading = PLAIN) -> str | None:
    """The search that a cell stands for; None where one of its countries is not known: nothing can be asked for that."""
    if not cell.origin or not cell.about:
        return None
    return results_address(query, {"from": [cell.origin], "about": [cell.about]}, reading)


def _counts_json(cell: Cell) -> Json:
    return {"documents": cell.documents, "pages": cell.pages, "interventions": cell.interventions}
