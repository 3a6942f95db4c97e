"""Questions that the corpus at hand answers, made of its own definitions, dates, figures, acronyms and of headings that ask.

How a sentence begins that answers a question, and the question, stand in `data/examples.csv`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import takewhile, zip_longest
from typing import NamedTuple

from answer.ask import ask
from answer.asking.kinds import Kind
from answer.records import Answer
from answer.sentences import sentences
from answer.tables import table
from core.countries import mentions
from core.records import Page, Span
from core.shown import running_text
from index.analysis import fold, stop_words, tokens
from index.engine import View
from index.queries.terms import NO_TERMS, TermTable

_MOST, _OF_A_KIND, _OF_A_DOCUMENT = 6, 2, 3
_MOST_TRIED, _TRIED_OF_A_KIND = 48, 8
_MOST_PAGES = 480
"""Pages, spread over the corpus, that are looked through."""
_LEAST_SUPPORT, _LONGEST = 0.9, 400
"""Of the first quote: what it carries of the question, and its characters."""
_NUMBERED = re.compile(r"^[\dIVX]+(?:[.)][\d.]*)?\s+|^[^:]{1,20}:\s+")
_NAME = r"(?P<name>[^\W_][\w’'.-]*(?: [^\W_][\w’'-]*){0,5}?)"
_INSTITUTION = ("institution",)
"""Of what a text may name of a country, what can be asked about."""
_COMMON = 2
"""Common words that a proper name may begin with."""
_ACRONYM = "ACRONYM"
"""Of the table of examples: the row of a language that asks for what an acronym stands for; its pattern is empty."""


class _Pattern(NamedTuple):
    """How a sentence begins that answers a question about a name, the question, what that asks for (None: whatever), and whether
    the name is a proper one."""

    pattern: re.Pattern[str]
    question: str
    kind: Kind | None
    named: bool


class _Made(NamedTuple):
    """A question, what it is made by, of which kind it is, the document that it was made of, and the words that an answer must
    have; "" where it was asked in a heading. Of an acronym, also that."""

    question: str
    template: str
    kind: Kind | None
    document: str
    words: str = ""
    acronym: str = ""


def example_questions(view: View, terms: TermTable = NO_TERMS) -> list[str]:
    """Some questions, each in the language of the page that it was made of, and each answered with a short quote that has
    nearly all of it; a few of a document, and of a kind. [] where none is found."""
    found: dict[str, _Made] = {}
    tried = Counter[str]()
    for made in (*_of_headings(view), *_in_turn(_of_pages(view)), *_of_acronyms(view)):
        alike = sum(made.template == other.template for other in found.values())
        beside = sum(made.document == other.document for other in found.values())
        if len(found) >= _MOST or tried.total() >= _MOST_TRIED:
            break
        if alike >= _OF_A_KIND or beside >= _OF_A_DOCUMENT or tried[made.template] >= _TRIED_OF_A_KIND:
            continue
        tried[made.template] += 1
        if made.question not in found and _is_well_answered(made, ask(view, made.question, {}, None, terms)):
            found[made.question] = made
    return [*found]


def _is_well_answered(made: _Made, answer: Answer) -> bool:
    """Whether it is understood as it is meant, and the first quote answers: with the very words it was made of, else with a
    sentence that begins as one that answers it; what was asked in a heading, with a whole one that says more than was asked."""
    best = next(iter(answer.quotes), None)
    if best is None or len(best.text) > _LONGEST or not best.text.endswith("."):
        return False
    if answer.by or (made.kind and answer.asked.kind is not made.kind):
        return False
    said = _running(best.text)
    if made.acronym:
        return made.words in said and made.acronym in said
    if best.support < _LEAST_SUPPORT:
        return False
    if made.words:
        return made.words in said or made.question in _questions_of(said, best.page.language)
    return len(best.text) > 2 * len(made.question)


def _running(text: str) -> str:
    return running_text(text).strip()


def _in_turn(made: Iterable[_Made]) -> Iterator[_Made]:
    """The questions of each kind in turn, so that none crowds the others out."""
    kinds: dict[str, list[_Made]] = {}
    for one in made:
        kinds.setdefault(one.template, []).append(one)
    for places in zip_longest(*kinds.values()):
        yield from filter(None, places)


def _of_pages(view: View) -> Iterator[_Made]:
    people = {name.text for name in view.names.of("presenter")}
    for page in _spread(view):
        for span in sentences(page.text, page.running):
            text = _running(span.of(page.text))
            if text.endswith(".") and len(text) <= _LONGEST:
                for question, made_by in _questions_of(text, page.language, people).items():
                    yield _Made(question, made_by.question, made_by.kind, page.document, text)


def _questions_of(sentence: str, language: str, without: Collection[str] = ()) -> dict[str, _Pattern]:
    """The questions that a sentence answers by how it begins, but for those about some names."""
    found = {}
    for one in _patterns().get(language, ()):
        match = one.pattern.match(sentence)
        if match is None or match["name"] in without:
            continue
        parts = {part: said or "" for part, said in match.groupdict().items()}
        if _is_telling(match["name"], language, one.named, bool(parts.get("the"))):
            articles = {
                part: said.lower() for part, said in parts.items() if part not in ("name", "noun", "verb", "what")
            }
            found[one.question.format(**{"the": "", **parts, **articles})] = one
    return found


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    found: dict[str, list[_Pattern]] = {}
    for row in table("examples.csv"):
        if row["pattern"]:
            pattern = re.compile(row["pattern"].replace("<name>", _NAME))
            kind = Kind[row["kind"]] if row["kind"] else None
            one = _Pattern(pattern, row["question"], kind, row["named"] == "yes")
            found.setdefault(row["language"], []).append(one)
    return found


def _spread(view: View) -> Iterator[Page]:
    """Pages from all over the corpus: as many of each document as of any other."""
    documents = [document for document in view.documents.values() if document.indexed]
    each = max(1, _MOST_PAGES // max(1, len(documents)))
    for document in documents[: _MOST_PAGES // each]:
        step = max(1, len(document.pages) // each)
        yield from (view.page(document.id, number) for number in range(1, len(document.pages) + 1, step))


def _is_telling(name: str, language: str, named: bool, article: bool) -> bool:
    """Whether words can stand alone in a question, and are no country or place: none of them a stop word; a proper name has
    capitals throughout, but for small words between them, or within one; behind an article it may begin with a common word or
    two, as "federal Privacy Act"."""
    words = [token.span.of(name) for token in tokens(name)]
    stops = stop_words(language)
    whole = [mention for mention in mentions(name, language) if mention.span == Span(0, len(name))]
    if not words or any(mention.kinds != _INSTITUTION for mention in whole):
        return False
    small = [fold(word) in stops for word in words]
    if small[0] or small[-1]:
        return False
    if not named:
        return len(words) <= 3 and not any(small)
    if any(stop and word[0].isupper() for word, stop in zip(words, small, strict=True)):
        return False
    common = [*takewhile(str.islower, words)] if article else []
    proper = [word for word, stop in zip(words, small, strict=True) if not stop][len(common) :]
    if any(small[: len(common)]):
        return False
    capitals = [word for word in proper if word[0].isupper()]
    within = any(character.isupper() for word in proper for character in word[1:])
    return (
        (len(capitals) > 1 or within)
        and len(common) <= _COMMON
        and all(word[0].isupper() or word[0].isdigit() for word in proper)
    )


def _of_headings(view: View) -> Iterator[_Made]:
    """Headings that are questions, which begin with a small word: "how", "was", "quel"."""
    for document in view.documents.values():
        for heading in document.outline:
            title = _NUMBERED.sub("", heading.title).strip()
            first = next((fold(word) for word, _, _ in tokens(title)), "")
            if title.endswith("?") and title[0].isupper() and first in stop_words(document.language):
                yield _Made(title, "asked", None, document.id)


def _of_acronyms(view: View) -> Iterator[_Made]:
    """What the acronyms stand for that documents define."""
    asked = {row["language"]: row["question"] for row in table("examples.csv") if row["kind"] == _ACRONYM}
    for document in view.documents.values():
        for one in document.acronyms:
            if one.language in asked:
                question = asked[one.language].format(name=one.short)
                yield _Made(question, asked[one.language], None, document.id, _running(one.long), one.short)
