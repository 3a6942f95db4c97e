"""Which part of a quote is marked as the answer, and where none is."""

from dataclasses import replace

import numpy as np
import pytest
from corpora import entry, fill

from answer.ask import ask
from answer.choosing import Candidate
from answer.features import Features
from answer.grounds import Weigher
from answer.marking.bearing import Bearing
from answer.marking.mark import GROUPS, likelihoods, weights
from answer.question import understood
from answer.records import Quote
from core.records import Span
from evaluation.learn_marking import Choice, learned
from index.reference.memory_backend import MemoryEngine

OTHERS = (
    "Walruses sleep on the ice of the north all summer long.",
    "The counters of most towns are open on weekdays, and some of them on Saturdays too.",
    "Forms are sent by post, and those who wait for an answer wait for weeks.",
)


def marked(text, question, language="en", about=()):
    """What is marked in the first quote of a library that has the text on one page; None where there is no quote."""
    others = [entry(f"other{number}", other) for number, other in enumerate(OTHERS)]
    view = fill(MemoryEngine(), entry("page", text, language=language, about=[about]), *others)
    quotes = ask(view, question, {}).quotes
    return [" ".join(part.of(text).split()) for part in quotes[0].answer] if quotes else None


@pytest.mark.parametrize(
    ("language", "question", "text", "wanted"),
    [
        ("en", "When was Centrelink created?",
         "In 1997 the Commonwealth created Centrelink and other bodies. From 2004 the Department of Human "
         "Services gathered Medicare, Centrelink and child support, and absorbed them by 2011.", "1997"),
        ("fr", "Quand Centrelink a-t-il été fondé ?",
         "Centrelink, fondé en 1997, a réuni les prestations du pays; le ministère, formé en 2004, a annoncé en 2009 une réforme "
         "et absorbé en 2011 Centrelink et Medicare.", "1997"),
        ("en", "When was Cy Desk opened?",
         "Ada Hall (opened in 2005) is a counter; Bo Yard (opened in 1998) and Cy Desk (opened in 2006) are too.", "2006"),
        ("en", "When was the Identity Cards Act repealed?",
         "Parliament passed the Identity Cards Act in 2006 and repealed it in 2010.", "2010"),
        ("en", "When did the Verify service close?",
         "The Verify service, opened in 2016 and closing this year, shows the reverse of all that was said.", "this year"),
        ("en", "How many pilots mapped public spending?",
         "Thirteen local pilots mapped all public spending in one area.", "Thirteen"),
        ("de", "Wie viele Kantone hat die Schweiz?",
         "Die Schweiz hat mit 26 Kantonen und vielen Gemeinden eine noch kleinteiligere Ordnung.", "26"),
        ("en", "Who wrote the background report?",
         "The background report was written in October by Maren Oakhurst of the Harbourline Institute.", "Maren Oakhurst"),
        ("en", "Where is the Federal Co-operation based?",
         "The Federal Co-operation, which is based in Frankfurt, began its work in January 2020.", "Frankfurt"),
        ("en", "How many Harbour counters were opened in Canada?",
         "Harbour is of Canada: Harbour United 26 Kingdom counters were opened.", "26"),
        ("en", "What does ESDC stand for?",
         "It works inside what is now Employment and Social Development Canada (ESDC).",
         "Employment and Social Development Canada"),
    ],
)  # fmt: skip
def test_the_part_that_answers_is_marked(language, question, text, wanted):
    assert marked(text, question, language) == [wanted]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the Privacy Act of Canada passed?", "Canada has a Privacy Act, Australia passed a Privacy Act in 1988."),
        ("How many families were in the Troubled Families programme?",
         "The troubles of families cannot be dealt with by any one programme, and Troubled Families knew that."),
        ("Who created the Portal of Halifax?", "In October the Portal of Halifax was created, and the Common Form too."),
        ("Who chairs the Ministers Meeting?", "The Ministers Meeting is chaired under the Data Availability Act of the country."),
        ("Where will the next roundtable take place?", "The next roundtable will take place in September."),
        ("What is turf protection?", "The technical question is solved; turf protection is not solved at all."),
    ],
)  # fmt: skip
def test_where_none_is_sure_nothing_is_marked(question, text):
    assert marked(text, question) == []


@pytest.mark.parametrize(
    ("language", "question", "text", "wanted"),
    [
        ("en", "Where did the first BizPaL site open in Canada?", "The first BizPaL site opened in Canada in 2005.", []),
        ("en", "Where did the first BizPaL site open in Canada?", "In Canada the first BizPaL site did open in Halifax.",
         ["Halifax"]),
        ("de", "Where did the first BizPaL site open in Canada?", "BizPaL: site open in Kanada 2005, dort zuerst.", []),
    ],
)  # fmt: skip
def test_a_place_or_country_that_the_question_names_is_never_its_answer(language, question, text, wanted):
    assert marked(text, question, language, ["CA"]) == wanted


def test_lists_and_reasons_are_those_of_the_sentence_that_has_most_of_the_question():
    text = "The Halifax counter closed because the fees were too high. It rained because of the clouds that the sea brought in."

    assert marked(text, "Why did the Halifax counter close?") == ["because the fees were too high"]


def test_two_parts_that_stand_alike_are_each_less_likely_than_one_alone_and_there_may_be_none():
    one = Bearing(*(1.0 for _ in Bearing._fields))

    for group in {*GROUPS.values()}:
        alone, both = likelihoods([one], weights(group)), likelihoods([one, one], weights(group))
        assert both[0] == both[1] < alone[0] < 1
        assert likelihoods([], weights(group)) == []


def test_what_tells_the_part_that_answers_is_learned():
    parts, none = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[1.0, 0.0]])
    choices = [Choice("place", parts, np.array([False, True]))] * 30 + [Choice("place", none, np.array([False]))] * 10

    given, telling = learned(choices)

    assert given < 0 < telling
    assert given + telling > 1


def test_what_speaks_for_a_quote_does_not_hang_on_which_page_of_its_document_was_looked_at_first():
    document, pages = entry("a", "Walruses sleep.", "Les phoques dorment.", title="Nationalities")
    pages[1] = replace(pages[1], language="fr")
    view = fill(MemoryEngine(), (document, pages), entry("b", "One nationality."))
    asked = understood(view, "Which nationality?")
    told = Features(*(0.0 for _ in Features._fields))
    quotes = [Quote(page.text, document, page, Span(0, len(page.text)), 1.0) for page in pages]
    one, other = (Candidate(quote, 1.0, told) for quote in quotes)

    together, apart = Weigher(view, asked), Weigher(view, asked)

    assert [together.grounds(one), together.grounds(other)] == [*reversed([apart.grounds(other), apart.grounds(one)])]
    assert together.grounds(one).lost != together.grounds(other).lost
