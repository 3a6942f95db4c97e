"""Of which of several countries a quote says what is asked."""

import re

import pytest
from corpora import entry

from answer.records import Quote
from answer.told_of import told_of
from core.records import Heading, Span


@pytest.mark.parametrize(
    ("language", "text", "asked", "told"),
    [
        ("en", "Unlike Germany, Austria has one counter.", "counter", ["AT"]),
        ("en", "Counters are rarer in Austria than in Germany.", "counters", ["AT"]),
        ("fr", "Contrairement à l’Allemagne et à la France, l’Autriche a un guichet.", "guichet", ["AT"]),
        ("de", "Anders als in Deutschland gibt es in Österreich eine Stelle.", "stelle", ["AT"]),
        ("en", "Germany amended its law, while Austria opened a counter.", "counter", ["AT"]),
        ("fr", "L’Allemagne a changé sa loi, tandis que l’Autriche a un guichet.", "guichet", ["AT"]),
        ("de", "Deutschland änderte ein Gesetz, während Österreich eine Stelle schuf.", "stelle", ["AT"]),
        ("en", "Austria kept what Germany gave up. The counter is open there.", "counter", ["AT"]),
        ("en", "Germany, Austria and France have one counter.", "counter", ["DE", "AT", "FR"]),
        ("en", "The Austrian counter is known. Germany has nothing of the kind.", "counter", ["AT"]),
        ("en", "The counter stands near the bridge.", "counter", []),
    ],
)
def test_a_quote_that_names_two_countries_is_of_the_one_it_says_it_of(language, text, asked, told):
    assert [*told_of(quote(text, asked, language))] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The shop solved a question that Canada still debates.", ["DE"]),
        ("Unlike in Canada, the shop is municipal.", ["DE"]),
        ("The Canadian provinces have a shop of their own.", ["CA"]),
        ("More of the kind can be seen, and a larger shop, in Canada.", ["CA"]),
    ],
)
def test_under_the_heading_of_another_country_a_name_in_passing_says_nothing(text, told):
    assert [*told_of(quote(f"Germany\n{text}", "shop", "en", Heading(1, "Germany", 1)))] == told


def quote(text, asked, language, *outline):
    """All of a page behind its heading, as it was found with one word."""
    document, [page] = entry("a", text, language=language, about=[["AT", "CA", "DE", "FR"]], outline=outline)
    span = Span(text.find("\n") + 1, len(text))
    marks = tuple(Span(*one.span()) for one in re.finditer(asked, text, re.IGNORECASE))
    return Quote(span.of(text), document, page, span, 1.0, marks)
