"""The country that a document is about, as it is proposed, and what is left."""

from ingest.metadata.country_clues import clues, pages_of_many_countries
from ingest.metadata.proposed_countries import country_proposed


def proposed(texts, abouts, title="", language="en"):
    """The countries that are proposed."""
    proposal = country_proposed(title, texts, abouts, language)
    return proposal.values if proposal else ()


def test_the_title_tells_it_where_the_pages_bear_it_out():
    assert proposed(["a", "b"], [("NP",), ("NP", "IN")], "Registers in Nepal") == ("NP",)
    assert proposed(["a"] * 20, [("IN",)] * 20, "Lessons from Nepal") == ("IN",)


def test_the_country_that_most_pages_name_is_proposed():
    assert proposed(["x"] * 4, [("KE",), ("KE", "UG"), (), ("KE",)]) == ("KE",)


def test_nothing_is_proposed_where_two_countries_share_the_pages():
    assert proposed(["x"] * 4, [("KE", "UG"), ("UG", "KE"), ("KE", "UG"), ("KE", "UG")]) == ()


def test_nothing_is_proposed_where_a_body_of_many_countries_is_named_more_often():
    texts = ["The European Commission", "Member States of the European Union", "Sweden"]
    assert pages_of_many_countries(texts) == 2
    assert proposed(texts, [(), (), ("SE",)]) == ()


def test_the_one_country_of_the_first_page_stands_for_its_publisher():
    abouts = [("US",), ("CN", "AU"), ("AU", "CN", "US"), ("AU", "CN")]
    assert proposed(["x"] * 4, abouts) == ("US",)


def test_addresses_telephones_money_and_laws_speak_for_a_country_that_is_not_named():
    assert proposed(["see www.agency.gov.au", "call +61 2 6100 0000", "costs A$ 30", "x"], [()] * 4) == ("AU",)
    assert clues(["https://www.service.gouv.fr/a", "someone@amt.bund.de", "www.example.com, a.io"]) == {
        "FR": 1,
        "DE": 1,
    }
    assert proposed(["pay £5"] + ["x"] * 9, [()] * 10) == ()


def test_an_empty_document_has_none():
    assert proposed([], []) == ()
    assert proposed([""], [()]) == ()
