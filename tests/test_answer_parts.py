"""Which parts of a sentence are of the kind that is asked for."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.answering_parts import parts
from answer.asking.kinds import Kind
from answer.parts.names import is_persons_name
from answer.tables import table
from core.records import Span


@pytest.mark.parametrize(
    ("kind", "language", "text", "wanted"),
    [
        (Kind.NUMBER, "en", "In 2004, twenty-five offices of 1,200 closed (Section 4).", ["twenty-five", "1,200"]),
        (Kind.NUMBER, "en", "It is 209 acres and 3.5 miles wide, between 3 to 5 km.", ["209 acres", "3.5 miles", "3 to 5 km"]),
        (Kind.NUMBER, "fr", "En 2004, deux millions de foyers et 12 500 entreprises.", ["deux millions", "12 500"]),
        (Kind.NUMBER, "de", "Im Jahr 2004 waren es zweihundert von 1.200 Ämtern, Seite 7.", ["zweihundert", "1.200"]),
        (Kind.NUMBER, "en", "4.2 The Act of 2017 (EU) 2018/1724 lists 575 services, 2000 forms by 20 May 2022 at 14:10.",
         ["575", "2000"]),
        (Kind.NUMBER, "fr", "3. La loi de 2017 du 4 mai dénombre 130 services, 2000 formulaires à 14 h 10, fin 2022.",
         ["130", "2000"]),
        (Kind.NUMBER, "de", "2.1 Das Gesetz vom August 2017 zählt 575 Leistungen, 2000 Formulare bis Ende 2022, ab 14:10 Uhr.",
         ["575", "2000"]),
        (Kind.NUMBER, "en", "The counters:\n6.3 Bavaria has 12, and Saxony in 2010 thirteen of them.", ["12", "thirteen"]),
        (Kind.NUMBER, "de", "Zahlen\n04 Konventionen der 12 Ämter von 2000 bis 2005", ["12"]),
        (Kind.MONEY, "fr", "Ce sont 14 milliards d'euros en 2003 et 12 milliards d'euros en 2019.",
         ["14 milliards d'euros", "12 milliards d'euros"]),
        (Kind.PERCENT, "en", "In 2019 about 62 % of forms, up from one in five, cost 3 euros.", ["62 %", "one in five"]),
        (Kind.PERCENT, "fr", "Soit 12,5 pour cent ou un tiers des 300 communes.", ["12,5 pour cent", "un tiers"]),
        (Kind.PERCENT, "de", "Das sind 40 Prozent oder die Hälfte der 300 Ämter.", ["40 Prozent", "die Hälfte"]),
        (Kind.MONEY, "en", "It cost £30m, then 5 million dollars; for 12 people it is free of charge.",
         ["£30m", "5 million dollars", "free of charge"]),
        (Kind.MONEY, "fr", "Le prix est de 14,2 milliards d'euros pour 12 communes.", ["14,2 milliards d'euros"]),
        (Kind.MONEY, "de", "Es kostet 60 Euro für 3 Auszüge, sonst kostenlos.", ["60 Euro", "kostenlos"]),
        (Kind.DURATION, "en", "It takes 3 to 5 working days for 12 forms.", ["3 to 5 working days"]),
        (Kind.DURATION, "fr", "Il dure quelques jours, au plus deux semaines.", ["quelques jours", "deux semaines"]),
        (Kind.DURATION, "de", "Das dauert zwei Wochen oder mehrere Monate.", ["zwei Wochen", "mehrere Monate"]),
        (Kind.DATE, "en", "Signed on 26 November 2004 with 1500 people, in force since the 1990s and May 2005; it may end.",
         ["26 November 2004", "1990s", "May 2005"]),
        (Kind.DATE, "en", "It opened in the later 1990s and closes this year.", ["later 1990s", "this year"]),
        (Kind.DATE, "fr", "Signé le 1er mars 1998, au XIXe siècle ou en 2004.", ["1er mars 1998", "XIXe siècle", "2004"]),
        (Kind.DATE, "de", "Am 3. Oktober 1990, im 19. Jahrhundert und 2004.", ["3. Oktober 1990", "19. Jahrhundert", "2004"]),
        (Kind.PERSON, "en", "However, Ms Hasenkamp and Barack Obama met in spring.", ["Ms Hasenkamp", "Barack Obama"]),
        (Kind.PERSON, "en", "In October GOV.UK’s Ada Elm of the Harbour Institute met Bo Ash’s clerks in May 2021.",
         ["GOV.UK", "Ada Elm", "Bo Ash"]),
        (Kind.PERSON, "de", "Das Register führte Angela Berg im Amt ein.", ["Angela Berg"]),
        (Kind.ORGANISATION, "en", "The Ministry of Finance told Ada Elm and the IPCC.", ["Ministry of Finance", "IPCC"]),
        (Kind.ORGANISATION, "de", "Das Bundesverwaltungsamt betreibt das Portal.", ["Bundesverwaltungsamt"]),
        (Kind.PLACE, "en", "Parents register at the counter in Halifax.", ["Halifax"]),
        (Kind.PLACE, "en", "They will meet in the autumn of 2024, by next September.", []),
        (Kind.PLACE, "fr", "Le siège se trouve à Genève, en Suisse.", ["Genève", "Suisse"]),
        (Kind.NAME, "en", "It is called “Tell Us Once” by all.", ["Tell Us Once"]),
        (Kind.REASON, "en", "It closed because of the fees.", ["because of the fees"]),
        (Kind.REASON, "en", "Because it rained, it closed.", ["Because it rained"]),
        (Kind.REASON, "fr", "Il a fermé parce que les frais étaient élevés.", ["parce que les frais étaient élevés"]),
        (Kind.REASON, "de", "Es schloss, weil die Gebühren zu hoch waren.", ["weil die Gebühren zu hoch waren"]),
        (Kind.LIST, "en", "It needs a form, a photo and a fee.", ["It needs a form, a photo and a fee"]),
        (Kind.YES_NO, "en", "Yes, in 2004.", []),
        (Kind.OPEN, "en", "In 2004 it cost 5 euros in Paris.", []),
    ],
)  # fmt: skip
def test_the_parts_of_the_kind_are_found(kind, language, text, wanted):
    assert [span.of(text) for span in parts(kind, text, language)] == wanted


def test_what_only_repeats_the_question_is_no_part():
    text = "Barack Obama met Angela Berg."

    assert [span.of(text) for span in parts(Kind.PERSON, text, "en", [Span(0, 6), Span(7, 12)])] == ["Angela Berg"]


def test_one_and_none_count_only_what_is_asked_for():
    text = "One desk in the halls of any town has no clerks, and both have one area."

    def found(*words):
        return [
            span.of(text)
            for span in parts(Kind.NUMBER, text, "en", [Span(text.index(w), text.index(w) + 4) for w in words])
        ]

    assert found("desk") == ["One"]
    assert found("area") == ["one"]
    assert found("town") == []


@pytest.mark.parametrize(
    ("language", "text", "name", "is_one"),
    [
        ("en", "Then Ada Elm spoke.", "Ada Elm", True),
        ("en", "Then Ms Elm spoke.", "Ms Elm", True),
        ("en", "It needs the Social Insurance Number.", "Social Insurance Number", False),
        ("en", "Data Availability is the availability of data.", "Data Availability", False),
        ("en", "It is read by New Brunswick and others.", "New Brunswick", False),
        ("en", "GOV.UK Verify closed.", "GOV.UK Verify", False),
        ("en", "The D2 A clause is short.", "D2 A", False),
        ("en", "It is run by Harbour Institute staff.", "Harbour Institute", False),
        ("de", "Dann sprach Peter Elm.", "Peter Elm", True),
        ("de", "Das war der Prozess Abilene.", "Prozess Abilene", False),
        ("de", "Unter dem Namen Abilene lief es.", "Namen Abilene", False),
    ],
)
def test_a_persons_name_is_told_by_its_form_and_by_what_stands_before_it(language, text, name, is_one):
    at = text.index(name)

    assert is_persons_name(text, Span(at, at + len(name)), language) is is_one


@pytest.mark.parametrize(
    ("language", "text", "term", "wanted"),
    [
        ("en", "A base registry is a list that others trust.", "base registry", "a list that others trust"),
        ("en", "The IPCC, a body of the UN, met.", "IPCC", "a body of the UN"),
        ("fr", "Le guichet désigne un lieu d'accueil.", "guichet", "un lieu d'accueil"),
        ("de", "Ein Basisregister ist ein Verzeichnis.", "Basisregister", "ein Verzeichnis"),
        ("en", "4.2 myGov was launched in 2013 as a common login.", "myGov", "a common login"),
        (
            "en",
            "It works in Employment and Social Development Canada (ESDC).",
            "ESDC",
            "Employment and Social Development Canada",
        ),
        ("de", "Das Gesetz: Artikel 91c; Onlinezugangsgesetz (OZG)", "OZG", "Onlinezugangsgesetz"),
        ("en", "FITKO, which serves the council, is small.", "FITKO", "which serves the council"),
        ("en", "BizPaL informs and does not transact.", "BizPaL", "informs and does not transact"),
        ("en", "This was said by Ada Elm of the Harbour Institute (Canada).", "Ada Elm", "Harbour Institute"),
        ("en", "Then Ada Elm, director of the survey, spoke.", "Ada Elm", "director of the survey"),
        ("fr", "Service Canada assure la remise des passeports.", "Service Canada", "assure la remise des passeports"),
        ("fr", "L'agence a été créée en 2005 comme guichet unique.", "agence", "guichet unique"),
        ("de", "Das Bürgeramt bündelt Leistungen.", "Bürgeramt", "bündelt Leistungen"),
        ("de", "Die Anstalt FITKO, eine Behörde, berät.", "FITKO", "eine Behörde"),
    ],
)
def test_a_definition_is_bound_to_its_term(language, text, term, wanted):
    at = text.index(term)

    assert [span.of(text) for span in parts(Kind.DEFINITION, text, language, [Span(at, at + len(term))])] == [wanted]


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("en", "115 took five years, and BizPaL rather more before its coverage was wide.", "BizPaL"),
        ("en", "The bodies are old: Centrelink, the Health Commission, the Tax Office.", "Centrelink"),
        ("en", "The question is solved; turf protection is not solved.", "turf protection"),
        ("en", "We speak of turf protection as though it were a defect.", "turf protection"),
        ("en", "Tell Us Once is the survivor.", "Tell Us Once"),
        ("fr", "Un regard (Cf. liste de valeurs).", "regard"),
        ("fr", "Pour le guichet, qu'on sache que la liste est courte.", "courte"),
        ("de", "In der FITKO, so heißt es, geht manches langsam.", "FITKO"),
    ],
)
def test_what_is_said_of_something_else_is_no_definition(language, text, term):
    at = text.index(term)

    assert parts(Kind.DEFINITION, text, language, [Span(at, at + len(term))]) == ()


def test_a_long_form_is_looked_for_in_words_of_any_shape():
    text = "e" * 400 + " (EEEEEEEEEEEEX)"

    assert parts(Kind.DEFINITION, text, "en", [Span(402, 415)]) == (Span(0, 400),)


def test_the_raised_number_of_a_note_is_no_part_of_an_answer():
    text = "It began in 2017⁶ with 575¹² services."

    assert [span.of(text) for span in parts(Kind.NUMBER, text, "en")] == ["575"]
    assert [span.of(text) for span in parts(Kind.DATE, text, "en")] == ["2017"]


@settings(deadline=None)  # the tables are read by the first
@given(
    st.sampled_from(list(Kind)),
    st.lists(st.sampled_from(
        ["2", "004", "1,000", "€", "%", "two", "hundred", "May", "Ms", "Ada", "in", "Paris", "because", "is", "a", ",", ".", "-",
         " ", "\n", "(", "“", "à", "XIX", "e", "siècle", "\u00ad", "der", "Rat", "½", "bis", "²", "٣"]
    ), max_size=30),
    st.sampled_from(["en", "fr", "de", "und"]),
)  # fmt: skip
def test_parts_lie_within_the_text_in_order_and_apart(kind, pieces, language):
    text = "".join(pieces)

    found = parts(kind, text, language)

    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize("name", ["parts.csv", "questions.csv", "naming.csv", "framing.csv"])
def test_every_row_of_a_table_of_patterns_is_whole(name):
    for row in table(name):
        assert None not in row, row
        assert re.compile(row["pattern"])
