"""Which quotes tell something, and which are headings, questions and lines of lists."""

import pytest
from corpora import entry

from answer.sentences import sentences
from answer.telling import tells
from core.records import Heading

TITLES = Heading(1, "3 Total Place and its heirs", 1), Heading(2, "OZG: 575 services and a missed deadline", 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The counter opened in 2006.", True),
        ("• The counter took its present form in 2006, as the face of the government", True),
        ("What are the obstacles? Law is seldom one of them.", True),
        ("What are the obstacles to joint delivery?", False),
        ("Quels sont les obstacles à la prestation commune ?", False),
        ("Total Place and its heirs", False),
        ("OZG: 575 services and a missed deadline", False),
        ("The title is a sentence.", True),
        ("10.15 Perpetua Lindqvale: How ServiceOntario bundles the birth of a child", False),
        ("14:10 Sitzung 7: Das Vereinigte Königreich und die einmalige Meldung", False),
        ("14:10 Session 7. Tell Us Once and After: the United Kingdom.", False),
        ("14:10 Session 7. Tell Us Once and After: the United Kingdom. A service of 2011 has come to stay.", True),
        ("14:10 The chair opened the session. Tell Us Once has come to stay.", True),
        ("22 6.4 Tell Us Once .", False),
        ("6.4 Tell Us Once and after . . . . . . . . . 31", False),
        ("4.2.3 The digital identity and what came of it", False),
        ("Counter", False),
    ],
)
def test_headings_questions_and_lines_of_lists_tell_nothing(text, expected):
    document, [page] = entry("a", text, outline=TITLES, title="The title is a sentence.")

    assert tells(document, page, sentences(text)) is expected
