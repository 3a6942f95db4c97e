"""A first page that names an awaited row's title or presenters may be the document that the row awaits."""

import pytest

from core.records import Document, DocumentState
from ingest.metadata.awaited import awaited_matches


def awaited(identifier, title, *presenters):
    return Document(identifier, f"{identifier}.pdf", title, presenters=presenters, state=DocumentState.AWAITED)


WAITING = [
    awaited("kernaghan", "Presentation by Kenneth Kernaghan (Joint Event)", "Kenneth Kernaghan"),
    awaited("cyr", "Un guichet pour le citoyen (Joint Event)", "Pierre Rodrigue", "Myriam Cyr"),
    awaited("report", "Programme"),
    awaited("dean", "Presentation by Tony Dean and Marie Boutilier", "Tony Dean", "Marie Boutilier"),
    awaited("background", "Background report", "Tony Dean", "Marie Boutilier"),
]


def names(text):
    return [match.document.id for match in awaited_matches(text, WAITING)]


@pytest.mark.parametrize(
    "text",
    ["UN GUICHET\nPOUR LE CITOYEN", "Un gui\u00ad\nchet pour le ci-\ntoyen", "un guichet pour le\u00a0citoyen – now"],
)
def test_a_title_is_known_over_line_breaks_hyphens_and_case(text):
    assert names(text) == ["cyr"]


@pytest.mark.parametrize("text", ["Kenneth\nKernaghan, Brock", "KERNAGHAN, Kenneth", "dr. kenneth kernaghan"])
def test_a_presenter_is_known_in_either_order(text):
    assert names(text) == ["kernaghan"]


def test_accents_make_no_difference():
    rows = [awaited("a", "Prestation intégrée au Québec")]
    assert awaited_matches("Prestation integree au QUEBEC", rows)[0].document.id == "a"


def test_all_of_a_rows_presenters_must_be_named():
    assert names("Myriam Cyr, Services Québec") == []
    assert names("Myriam Cyr and Pierre Rodrigue") == ["cyr"]


def test_where_several_rows_fit_all_are_told():
    assert names("Tony Dean / Marie Boutilier") == ["dean", "background"]
    assert names("Background report. Tony Dean / Marie Boutilier") == ["background"]


def test_a_list_of_all_speakers_is_none_of_them():
    assert names("Tony Dean, Marie Boutilier, Kenneth Kernaghan, Pierre Rodrigue, Myriam Cyr") == []


def test_a_short_title_alone_says_nothing():
    assert names("Programme of the day") == []
