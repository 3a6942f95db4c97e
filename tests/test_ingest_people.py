"""Names of people and organisations: their parts, which spellings may be one, and what bears a doubtful one out."""

from __future__ import annotations

import pytest

from ingest.people import likely
from ingest.people.body_name import body_name
from ingest.people.likely import Context, likely_bodies, likely_people
from ingest.people.person_name import PersonName, person_name
from ingest.people.same_body import body_likeness
from ingest.people.same_body import keys_of as body_keys
from ingest.people.same_person import Degree, person_likeness
from ingest.people.same_person import keys_of as person_keys


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Fritz Müller", PersonName(("fritz",), ("müller",))),
        ("Mueller, Fritz", PersonName(("fritz",), ("mueller",))),
        ("DUPONT Jean-Pierre", PersonName(("jean", "pierre"), ("dupont",))),
        ("M. Jean Dupont", PersonName(("jean",), ("dupont",))),
        ("M. Dupont", PersonName((), ("dupont",), gender="m")),
        ("M. T. Lopez", PersonName(("m", "t"), ("lopez",))),
        ("Dr. h.c. Anna von der Leyen", PersonName(("anna",), ("leyen",), ("von", "der"))),
        ("The Hon. J.-P. O’Brien, PhD", PersonName(("j", "p"), ("obrien",))),
        ("Mme de La Fontaine", PersonName((), ("fontaine",), ("de", "la"), gender="f")),
        ("JP Morgan", PersonName(("j", "p"), ("morgan",))),
        ("Robert Downey Jr.", PersonName(("robert",), ("downey",), generation="jr")),
        ("Justice Winterbourne", PersonName(("justice",), ("winterbourne",))),
        ("Prof. Dr. Cressida Holloway-Pike", PersonName(("cressida",), ("holloway", "pike"))),
        ("Fr. Zedlitz", PersonName((), ("zedlitz",), gender="f")),
        ("", PersonName((), ())),
        ("42", PersonName((), ())),
    ],
)
def test_a_name_is_taken_apart(text, parts):
    assert person_name(text) == parts


PEOPLE = [
    ("Fritz Müller", "Mueller, Fritz", Degree.SURE),
    ("Fritz Mueller", "Fritz Muller", Degree.SURE),
    ("Fritz Müller", "F. Muller", Degree.SHORT),
    ("Karl Bauer", "Karl Baur", None),
    ("Jean-Pierre Dupont", "DUPONT Jean Pierre", Degree.SURE),
    ("Jean-Pierre Dupont", "J.-P. Dupont", Degree.SHORT),
    ("Ann Lee", "Adam Lee", None),
    ("Ann Lee", "Ms Lee", Degree.DOUBTFUL),
    ("Mr Lee", "Ms Lee", None),
    ("Ursula von der Leyen", "Ursula Leyen", Degree.SURE),
    ("Ursula von der Leyen", "U. v. d. Leyen", Degree.SHORT),
    ("Jan van den Berg", "Jan Vandenberg", Degree.SURE),
    ("John Robert Smith", "John Smith", Degree.SHORT),
    ("John R. Smith", "John T. Smith", None),
    ("John Smith Jr.", "John Smith Sr.", None),
    ("R. Smith", "John Robert Smith", None),
    ("Bob Smith", "Robert Smith", Degree.DOUBTFUL),
    ("Cressida Holloway-Pike", "Cressida Holloway Pike", Degree.SURE),
    ("Cressida Holloway-Pike", "Cressida Pike", Degree.DOUBTFUL),
    ("Odalys Brenwick", "Odalys Brennwick", Degree.DOUBTFUL),
    ("Thomas James", "James Thomas", Degree.DOUBTFUL),
    ("Ann Lee", "Anna Lee", None),
    ("", "Ann Lee", None),
]
BODIES = [
    ("OECD", "Organisation for Economic Co-operation and Development", Degree.SURE),
    ("OCDE", "O.E.C.D.", Degree.SURE),
    ("Harbourline Institute, Inc.", "The Harbourline Institute", Degree.SURE),
    ("Institute for Citizen-Centred Service (ICCS)", "ICCS", Degree.SURE),
    ("ICCS", "Institute for Citizen-Centred Service", Degree.SHORT),
    ("BMI", "Bundesministerium des Innern", Degree.SHORT),
    ("Federal Ministry of Finance", "Bundesministerium der Finanzen", Degree.SHORT),
    ("Ministère des Finances du Canada", "Department of Finance Canada", Degree.SHORT),
    ("Observatoire boréal des services", "Boreal Observatory of Services", Degree.SHORT),
    ("Service Ontario", "ServiceOntario", Degree.SURE),
    ("Ministry of Finance", "Ministry of Finance (Canada)", Degree.DOUBTFUL),
    ("Ministry of Finance (Nepal)", "Ministry of Finance (Canada)", None),
    ("Ministry of Health", "Ministry of Finance", None),
    ("University of York", "York University", Degree.DOUBTFUL),
    ("NRC", "Northern Gate Research Centre", None),
    ("", "OECD", None),
]


@pytest.mark.parametrize(("one", "other", "degree"), PEOPLE)
def test_two_peoples_names_are_as_alike_as_their_letters_say(one, other, degree):
    like = person_likeness(person_name(one), person_name(other))
    assert (like and like.degree) == degree
    assert like == person_likeness(person_name(other), person_name(one))
    assert like is None or person_keys(person_name(one)) & person_keys(person_name(other))


@pytest.mark.parametrize(("one", "other", "degree"), BODIES)
def test_two_organisations_names_are_as_alike_as_their_words_say(one, other, degree):
    like = body_likeness(body_name(one), body_name(other))
    assert (like and like.degree) == degree
    assert (body_likeness(body_name(other), body_name(one)) or like) is like or like.degree == degree
    assert like is None or body_keys(body_name(one)) & body_keys(body_name(other))


AT = Context(events=frozenset(["Roundtable"]))
HERE = Context(frozenset(["a"]), frozenset(["a"]), countries=frozenset(["NP"]))
THERE = Context(frozenset(["b"]), frozenset(["b"]), countries=frozenset(["CA"]))


def pairs(likely, **spelled):
    return {
        (pair.full, pair.short) for pair in likely({text.replace("_", " "): where for text, where in spelled.items()})
    }


def test_a_family_name_alone_is_a_proposal_only_where_something_is_shared():
    assert pairs(likely_people, Ann_Lee=AT, Ms_Lee=Context()) == set()
    (pair,) = likely_people({"Ann Lee": AT, "Ms Lee": AT})
    assert (pair.full, pair.short, pair.evidence) == (
        "Ann Lee",
        "Ms Lee",
        ("the family name alone", "both at Roundtable"),
    )


def test_of_two_people_whom_initials_may_mean_the_nearer_one_is_proposed_and_else_neither():
    assert pairs(likely_people, Ann_Lee=HERE, Adam_Lee=THERE, A_Lee=Context()) == set()
    here = Context(frozenset(["c"]), countries=frozenset(["NP"]))
    assert pairs(likely_people, Ann_Lee=HERE, Adam_Lee=THERE, A_Lee=here) == {("Ann Lee", "A Lee")}


def test_initials_are_no_proposal_across_countries():
    assert pairs(likely_people, Ann_Lee=HERE, A_Lee=THERE) == set()


def test_names_that_one_document_lists_beside_one_another_are_two_peoples():
    assert pairs(likely_people, John_Smith=HERE, John_Robert_Smith=HERE) == set()
    assert pairs(likely_people, John_Smith=HERE, John_Robert_Smith=AT) == {("John Robert Smith", "John Smith")}


def test_what_speaks_against_a_sure_pair_is_told_with_it():
    (pair,) = likely_people({"John Smith": HERE, "Smith, John": THERE})
    assert (
        pair.evidence[-1] == "but from Nepal and from Canada" or pair.evidence[-1] == "but from Canada and from Nepal"
    )


def test_ministries_of_two_countries_stay_two():
    assert pairs(likely_bodies, Ministry_of_Finance=HERE, Ministère_des_Finances=THERE) == set()
    assert len(pairs(likely_bodies, Ministry_of_Finance=HERE, Ministère_des_Finances=AT)) == 1


def test_the_number_of_comparisons_grows_with_the_names_not_with_their_square(monkeypatch):
    compared = 0

    def counting(one, other):
        nonlocal compared
        compared += 1
        return person_likeness(one, other)

    monkeypatch.setattr(likely, "person_likeness", counting)
    syllables = "ka re lo min tha ver son berg ler win dor mul ste fan quil bren".split()  # noqa: SIM905
    families = [a + b + c for a in syllables for b in syllables for c in syllables]
    names = {f"{given} {family.title()}": Context() for family in families[:1500] for given in ("Ann", "B.")}
    likely_people(names)
    assert compared < 20 * len(names)
