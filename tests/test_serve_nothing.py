"""What is said where nothing is found: on the command line, over HTTP, in words."""

import json

from starlette.testclient import TestClient

from answer.records import Tried, TriedWord
from serve.nothing_words import RELATED, tried_lines

NEAR_MISS = "How does Liechtenstein run the registrry of walrus hunters with Tell Us Once?"


def test_words_that_stand_nowhere_are_told_first_with_those_like_them():
    words = (
        TriedWord("tax", 3, 3, ("taxes",)),
        TriedWord("regisrtar", 0, 0, (), ("registrar", "registrars")),
        TriedWord("Halifax", 0, 1),
    )

    assert list(tried_lines(Tried("tax and regisrtar", "tax = impôt (French)", words))) == [
        "“regisrtar” stands nowhere in the documents. Words like it that do: registrar, registrars.",
        "“Halifax” stands nowhere within the filters, but in 1 document without them.",
        "In the documents: tax (taxes) in 3.",
        "Looked for as well: tax = impôt (French).",
    ]


def test_where_all_words_stand_it_is_said_that_no_passage_is_sure_enough():
    tried = Tried("tax and birth", "", (TriedWord("tax", 3, 3), TriedWord("birth", 1, 1)))

    assert list(tried_lines(tried)) == [
        "In the documents: tax in 3, birth in 1. No passage with them is sure enough to be an answer."
    ]


def test_the_command_says_what_was_tried_and_offers_what_is_related(run):
    code, out, _ = run("ask", NEAR_MISS)

    assert code == 0
    assert out.startswith("Nothing found that answers this.")
    assert "“Liechtenstein” stands nowhere in the documents." in out
    assert "registry" in out
    assert RELATED in out


def test_json_has_what_is_related_and_what_was_tried_and_of_an_answer_neither(run):
    told = json.loads(run("ask", NEAR_MISS, "--json")[1])

    assert (told["status"], told["quotes"]) == ("not_found", [])
    assert told["related"][0]["text"]
    assert {"understood", "equals", "words", "meant"} == told["tried"].keys()
    answered = json.loads(run("ask", "What does Tell Us Once do?", "--json")[1])
    assert (answered["status"], answered["related"], answered["tried"]) == ("answered", [], None)


def test_the_route_says_the_same(app, run):
    told = TestClient(app).get("/api/ask", params={"q": NEAR_MISS}).json()

    assert told["related"] == json.loads(run("ask", NEAR_MISS, "--json")[1])["related"]
    assert next(word["word"] for word in told["tried"]["words"] if not word["anywhere"]) == "Liechtenstein"
