"""Pages of language twins side by side, and of decks beside what tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import entry, fill

from core.errors import NotFound
from core.records import Concept, Document, Kin, Kinship, Term
from index.engine import View
from index.queries.terms import NO_TERMS, TermTable
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from index.talks.beside import Beside, SideBySide
from index.talks.counterparts import Talks
from index.talks.twins import aligned

ENGLISH = (
    "Preface by Solange Airault for Ottawa in 1999",
    "BizPaL began in 2005 and tells Winnipeg of 47 permits",
    "Centrelink joined Medicare in 2011, said Jarrah",
    "Afterword from Gatineau about 311 and Toronto",
)
FRENCH = (
    "Préface de Solange Airault pour Ottawa en 1999",
    "BizPaL est né en 2005 et",
    "dit à Winnipeg 47 permis",
    "Centrelink a rejoint Medicare en 2011, dit Jarrah",
    "Postface de Gatineau sur le 311 et Toronto",
)


def twins(*, english: tuple[str, ...] = ENGLISH, french: tuple[str, ...] = FRENCH) -> View:
    kin = {name: (Kin(other, Kinship.LANGUAGE_TWIN),) for name, other in (("en", "fr"), ("fr", "en"))}
    return fill(
        MemoryEngine(),
        entry("en", *english, kin=kin["en"], work="en"),
        entry("fr", *french, language="fr", kin=kin["fr"], work="en"),
        entry("others", *[f"Page {number} of another matter" for number in range(30)]),
    )


def pages(view: View, one: str, other: str, terms: TermTable = NO_TERMS) -> list[int]:
    return [match.page for match in aligned(view, view.documents[one], view.documents[other], terms)]


def beside(view: View, identifier: str, number: int, other: str, terms: TermTable = NO_TERMS) -> Beside:
    return SideBySide(Talks()).beside(view, identifier, number, other, terms)


def test_pages_of_twins_are_matched_by_names_and_numbers_where_one_is_longer() -> None:
    view = twins()
    assert pages(view, "en", "fr") in ([1, 2, 4, 5], [1, 3, 4, 5])
    assert pages(view, "fr", "en") == [1, 2, 2, 3, 4]


def test_equal_terms_of_the_table_match_pages_that_share_no_name() -> None:
    english = ("One two", "The single window of every town", "Garden fences and nothing else", "Four")
    french = ("Un deux", "La protection du territoire et rien", "Encore", "Le guichet unique de chaque ville")
    concepts = [
        Concept((Term("single window", "en"), Term("guichet unique", "fr"))),
        Concept((Term("garden fences", "en"), Term("protection du territoire", "fr"))),
    ]
    view = twins(english=english, french=french)
    assert pages(view, "en", "fr")[1:3] != [4, 2]
    assert pages(view, "en", "fr", TermTable(concepts))[1:3] == [4, 2]


def test_what_is_sorted_anew_in_the_other_language_is_found_out_of_order() -> None:
    turned = (ENGLISH[3], ENGLISH[2], ENGLISH[1], ENGLISH[0])
    assert pages(twins(french=turned), "en", "fr") == [4, 3, 2, 1]


def test_the_page_beside_is_certain_where_words_tell_and_said_to_be_by_place_where_none_do() -> None:
    found = beside(twins(), "en", 3, "fr")
    assert (found.other_number, found.certain) == (4, True)
    assert "Centrelink" in found.evidence
    unlike = beside(twins(french=("Rien", "du", "tout", "ici")), "en", 3, "fr")
    assert (unlike.other_number, unlike.certain) == (3, False)
    assert unlike.evidence == "The same page in the other language, by its place."


def test_a_deck_and_its_report_stand_side_by_side_and_a_slide_that_nothing_tells_of_keeps_the_nearest(
    tmp_path: Path,
) -> None:
    told = "Ann Lee said that registrars match midwives' notices in Thunder Bay with quiet safeguards"
    engine = WhooshEngine(tmp_path)
    view = fill(
        engine,
        entry("deck", "Start", "Registrars match midwives' notices in Thunder Bay: quiet safeguards", "Something else",
              kind="presentation", presenters=("Ann Lee",), event="E"),
        entry("report", "Contents", told, event="E"),
        entry("others", *[f"Page {number} of another matter" for number in range(40)]),
    )  # fmt: skip
    assert (beside(view, "deck", 2, "report").other_number, beside(view, "report", 2, "deck").other_number) == (2, 2)
    assert beside(view, "deck", 2, "report").evidence.startswith("The same talk. Shares: ")
    nearest = beside(view, "deck", 3, "report")
    assert (nearest.other_number, nearest.certain) == (2, False)
    assert "not known" in beside(view, "deck", 3, "others").evidence
    engine.close()


def test_a_document_that_is_not_there_or_has_no_pages_is_told() -> None:
    view = twins()
    for other in ("nothing", ""):
        with pytest.raises(NotFound):
            beside(view, "en", 1, other)
    with pytest.raises(NotFound):
        beside(view, "en", 99, "fr")


def test_documents_of_very_many_pages_are_matched_by_their_places() -> None:
    view = twins(english=tuple("abc" * 150), french=tuple("abc" * 300))
    one: Document = view.documents["en"]
    matches = aligned(view, one, view.documents["fr"], NO_TERMS)
    assert (matches[0].page, matches[224].page, matches[449].page) == (1, 449, 900) or matches[449].page >= 899
