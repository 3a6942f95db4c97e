"""Sentences as spans: every word in exactly one, abbreviations of three languages, bullets, headings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.sentences import sentences
from core.records import PageState, Span
from index.analysis import written_words


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def test_sentences_end_at_full_stops_question_marks_and_exclamation_marks():
    assert cut("One is here. Two is there! Is three? Four…") == ["One is here.", "Two is there!", "Is three?", "Four…"]


def test_a_sentence_runs_on_over_line_ends():
    text = "Joint service delivery needs one window\nfor every citizen who asks. It exists in\nfour countries today."

    assert cut(text) == [
        "Joint service delivery needs one window\nfor every citizen who asks.",
        "It exists in\nfour countries today.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Dean and Dr. Boutilier met Prof. Kernaghan in Ottawa.",
        "Services, e.g. Passports, i.e. Papers, cost 3.5 million vs. Plans.",
        "The U.S. Congress and the U.K. Parliament agreed.",
        "See vol. 2, no. 3, p. 14 and Fig. 2 there.",
        "It was J. Langford who wrote it.",
        "Mme. Cyr et M. Rodrigue ont parlé, cf. Art. 5 de la loi.",
        "Le rapport paraîtra en févr. 2012 à Québec.",
        "Das gilt z. B. Für die Länder, d. h. Für alle.",
        "Das gilt z.B. Für die Länder bzw. Die Gemeinden.",
        "Vgl. Abs. 2 und Nr. 115 des Gesetzes.",
        "Am 3. Oktober wurde der 1. Vertrag geschlossen.",
        "He said “stop.” and went on.",
        "The address is www.example.org and works.",
    ],
)
def test_a_full_stop_after_an_abbreviation_number_or_initial_ends_no_sentence(sentence):
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He wrote it in 2011. It was read.", ["He wrote it in 2011.", "It was read."]),
        ("“It works.” She agreed.", ["“It works.”", "She agreed."]),
        ("« Il marche. » Elle est d’accord.", ["« Il marche. »", "Elle est d’accord."]),
        ("Es läuft. Über alles wird geredet.", ["Es läuft.", "Über alles wird geredet."]),
        ("Tout va bien. École et santé suivent.", ["Tout va bien.", "École et santé suivent."]),
        ("Did it work? (It did.) So be it.", ["Did it work?", "(It did.)", "So be it."]),
    ],
)
def test_sentences_end_at_a_full_stop_before_a_capital(text, parts):
    assert cut(text) == parts


@pytest.mark.parametrize("bullet", ["•", "▪", "–", "-", "‣"])
def test_every_bullet_is_a_sentence_of_its_own(bullet):
    text = f"Three drivers\n{bullet} citizens expect one window\n{bullet} budgets fall\nyear by year\n{bullet} the web is there"

    assert cut(text) == [
        "Three drivers",
        f"{bullet} citizens expect one window",
        f"{bullet} budgets fall\nyear by year",
        f"{bullet} the web is there",
    ]


def test_a_numbered_list_is_cut_at_its_numbers():
    assert cut("1. first thing\n2. second thing\n3) third thing") == [
        "1. first thing",
        "2. second thing",
        "3) third thing",
    ]


def test_a_heading_is_a_sentence_of_its_own():
    text = "Privacy\nCitizens fear that their data are passed from one office to the next without being asked."

    assert cut(text)[0] == "Privacy"


def test_an_empty_line_ends_a_sentence():
    assert cut("no full stop here\n\nbut a new paragraph") == ["no full stop here", "but a new paragraph"]


def test_a_text_without_words_has_no_sentences():
    assert cut("") == []
    assert cut(" \n\n ") == []


_pieces = st.lists(
    st.one_of(
        st.sampled_from(
            [
                ". ",
                "\n",
                "\n\n",
                "• ",
                "e.g. ",
                "z. B. ",
                "M. ",
                "… ",
                "? ",
                "”",
                " ",
                "12. ",
                "\n- ",
                "\u00ad\n",
                ".",
                "b\u00ad\nA",
                "b-\nA",
                "b\u00ad\n12. ",
            ]
        ),
        st.text(max_size=8),
        st.sampled_from(["Word", "word", "École", "Über", "l’eau", "2011"]),
    ),
    max_size=40,
).map("".join)


@given(_pieces)
def test_every_word_lies_in_exactly_one_sentence_whatever_the_text(text):
    spans = list(sentences(text))

    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert span.of(text)
        assert span.of(text) == span.of(text).strip()
    covered = set()
    for number, span in enumerate(spans):
        covered |= {(at, number) for at in range(span.start, span.end)}
    owners = dict(covered)
    for _, word in written_words(text):
        assert len({owners.get(at) for at in range(word.start, word.end)}) == 1
        assert owners.get(word.start) is not None


def test_every_word_of_the_demonstration_library_lies_in_exactly_one_sentence(demonstration):
    for document in demonstration.documents():
        for number, entry in enumerate(document.pages, 1):
            if entry.state != PageState.TEXT:
                continue
            text = demonstration.page(document.id, number).text
            spans = iter(sentences(text))
            span = next(spans)
            for _, word in written_words(text):
                while word.start >= span.end:
                    span = next(spans)
                assert span.start <= word.start < word.end <= span.end, (document.file, number, word.of(text))


def test_running_heads_and_feet_are_never_part_of_a_sentence():
    text = "Annual report\nThe walrus sleeps\nPage 12\nand dreams."
    found = [span.of(text) for span in sentences(text, (Span(0, 13), Span(32, 39)))]
    assert found == ["Annual report", "The walrus sleeps", "Page 12", "and dreams."]


def test_sentences_without_blanks_between_them_are_cut():
    assert [span.of("数据很好。战略呢？好") for span in sentences("数据很好。战略呢？好")] == [
        "数据很好。",
        "战略呢？",
        "好",
    ]
