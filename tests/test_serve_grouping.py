"""Results by group, on the demonstration library: counts, best hits, order, slices, works."""

import pytest
from corpora import entry, fill

from index.engine import work_of
from index.queries.reading import ORDERS, Reading
from index.ranking.orders import name_key
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from serve.grouping import GROUPED_BY, grouped


@pytest.mark.parametrize("facet", [facet for facet in GROUPED_BY if facet != "document"])
def test_groups_are_the_facets_values_most_pages_first_each_with_its_own_best_hits(demonstration, facet):
    found = demonstration.grouped("service", {}, facet, hits=2, limit=3)

    assert found.groups
    assert found.total == len(found.results.facets[facet])
    assert [group.count for group in found.groups] == list(found.results.facets[facet][:3])
    for group in found.groups:
        assert 1 <= len(group.hits) <= 2
        again = demonstration.search("service", {facet: group.values}, 2)
        assert again.hits == group.hits
        assert again.total_pages == group.count.pages
        assert again.total_documents == group.count.documents
        assert group.document is None


def test_the_documents_of_one_work_are_one_group(demonstration):
    documents = demonstration.view().documents

    found = demonstration.grouped("service", {}, "document", hits=200, limit=100)

    assert found.total == len(found.groups) == found.results.total_documents
    assert found.total < len(found.results.facets["document"]), "the library has a document in two languages"
    for group in found.groups:
        assert {work_of(documents[value]) for value in group.values} == {work_of(documents[group.count.value])}
        assert {hit.document.id for hit in group.hits} == set(group.values)
        assert len(group.hits) == group.count.pages
        assert group.document == documents[group.count.value]
        assert demonstration.search("service", {"document": group.values}, 0).total_pages == group.count.pages


@pytest.mark.parametrize("order", ["relevance", "title", "date"])
def test_the_slices_of_groups_hang_together(demonstration, order):
    reading = Reading(order=order)
    everything = demonstration.grouped("service", {}, "presenter", hits=1, limit=1_000, reading=reading)
    slices = [
        demonstration.grouped("service", {}, "presenter", hits=1, limit=4, offset=at, reading=reading).groups
        for at in range(0, 40, 4)
    ]

    assert [group for part in slices for group in part] == list(everything.groups)
    assert len(everything.groups) == everything.total == len(everything.results.facets["presenter"])


def test_groups_of_a_chosen_facet_are_the_chosen_values_only(demonstration):
    found = demonstration.grouped("service", {"from": ["DE", "GB"]}, "from")

    assert {group.count.value for group in found.groups} == {"DE", "GB"}
    assert found.total == 2
    assert {count.value for count in found.results.facets["from"]} > {"DE", "GB"}, "the other values are still counted"


def test_groups_stand_in_the_order_that_was_asked_for(demonstration):
    documents = demonstration.view().documents

    def names(facet, order):
        found = demonstration.grouped("service", {}, facet, hits=1, limit=100, reading=Reading(order=order))
        return [group.count.value for group in found.groups]

    presenters = names("presenter", "presenter")
    assert presenters == sorted(presenters, key=name_key) != names("presenter", "relevance")
    dates = [max(documents[value].date for value in [name]) for name in names("document", "date")]
    assert dates == sorted(dates, reverse=True)
    titles = [documents[name].title.casefold() for name in names("document", "title")]
    assert set(titles[:2]) <= set(sorted(titles)[:4])


def test_the_hits_of_a_group_stand_in_that_order_too(demonstration):
    found = demonstration.grouped("service", {}, "language", hits=5, limit=1, reading=Reading(order="oldest"))

    dates = [hit.document.date for hit in found.groups[0].hits]
    assert dates == sorted(dates)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("made", [lambda home: MemoryEngine(), WhooshEngine])
def test_where_words_are_let_go_a_group_has_no_hit_that_is_not_counted(made, order, tmp_path):
    view = fill(
        made(tmp_path),
        entry("a", "alpha beta gamma", "alpha beta", "alpha", kind="report", date="2010"),
        entry("b", "alpha", "alpha beta", "beta", kind="minutes", date="2011"),
        entry("c", "gamma", "beta", kind="minutes", date="2012"),
    )

    found = grouped(view, "alpha beta gamma delta", {}, "kind", 3, 10, 0, Reading(order=order))

    assert found.results.notes[0].startswith("No page has all 4 words.")
    assert {group.count.value: group.count.pages for group in found.groups} == {"report": 2, "minutes": 1}
    hits = {group.count.value: [(hit.document.id, hit.page.number) for hit in group.hits] for group in found.groups}
    assert (set(hits["report"]), hits["minutes"]) == ({("a", 1), ("a", 2)}, [("b", 2)])
