"""Questions that the corpus at hand answers, made of its own definitions, dates, headings and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from answer.ask import ask
from answer.records import Answer
from answer.sentences import sentences
from core.records import Page
from index.analysis import fold, stop_words, tokens
from index.engine import View
from index.queries.terms import NO_TERMS, TermTable

_MOST, _OF_A_KIND = 6, 2
_MOST_TRIED, _TRIED_OF_A_KIND = 40, 8
_MOST_PAGES = 240
"""Pages, spread over the corpus, that are looked through."""
_LEAST_SUPPORT, _LONGEST = 0.9, 260
"""Of the first quote: what it carries of the question, and its characters."""
_NUMBERED = re.compile(r"^[\dIVX]+(?:[.)][\d.]*)?\s+|^[^:]{1,20}:\s+")

_NAME = r"(?P<name>[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]*){0,3}?)"
_MADE = r"(?:founded|created|established|introduced|opened|launched)"
_PATTERNS = {
    "en": (
        (re.compile(rf"An? {_NAME}\s+is\s+(?:an?|the)\s\w"), "What is a {}?", False),
        (re.compile(rf"{_NAME}\s+(?:is|was)\s+(?:an?|the)\s\w"), "What is {}?", True),
        (re.compile(rf"{_NAME}\s+was\s+{_MADE}\s+in\s+(?:\w+\s+)?[12]\d{{3}}"), "When was {} founded?", True),
        (re.compile(rf"{_NAME}\s+(?:opened|began|started)\s+in\s+(?:\w+\s+)?[12]\d{{3}}"), "When did {} begin?", True),
    ),
    "fr": (
        (re.compile(rf"Une? {_NAME}\s+est\s+(?:une?|le|la)\s\w"), "Qu’est-ce que {} ?", False),
        (re.compile(rf"(?:Le |La |L[’'])?{_NAME}\s+est\s+(?:une?|le|la)\s\w"), "Qu’est-ce que {} ?", True),
    ),
    "de": (
        (re.compile(rf"Eine? {_NAME}\s+ist\s+(?:eine?|der|die|das)\s\w"), "Was bedeutet {}?", False),
        (re.compile(rf"(?:Der |Die |Das )?{_NAME}\s+ist\s+(?:eine?|der|die|das)\s\w"), "Was ist {}?", True),
    ),
}
"""Language → how a sentence begins that defines or dates something, what it answers, and whether that is a name."""
_SAID = {"en": "What about {}?"}


class _Made(NamedTuple):
    """A question, of which kind it is, the document that it was made of, and the sentence that answers it; "" where it was made
    of a heading."""

    question: str
    kind: str
    document: str
    sentence: str = ""


def example_questions(view: View, terms: TermTable = NO_TERMS) -> list[str]:
    """Some questions, each in the language of the page that it was made of, and each answered with a short quote that has
    nearly all of it; a few of a document, and of a kind. [] where none is found."""
    found: dict[str, _Made] = {}
    tried = Counter[str]()
    for made in (*_of_pages(view), *_of_headings(view)):
        alike = sum(made.kind == other.kind for other in found.values())
        beside = sum(made.document == other.document for other in found.values())
        if len(found) >= _MOST or tried.total() >= _MOST_TRIED:
            break
        if alike >= _OF_A_KIND or beside >= _OF_A_KIND or tried[made.kind] >= _TRIED_OF_A_KIND:
            continue
        tried[made.kind] += 1
        if made.question not in found and _is_well_answered(made, ask(view, made.question, {}, None, terms)):
            found[made.question] = made
    return [*found]


def _is_well_answered(made: _Made, answer: Answer) -> bool:
    """Whether the first quote answers: with the very sentence, else with a whole one that says more than was asked."""
    best = next(iter(answer.quotes), None)
    if best is None or best.support < _LEAST_SUPPORT or len(best.text) > _LONGEST:
        return False
    if made.sentence:
        return made.sentence in best.text or made.question in _questions_of(best.text, best.page.language)
    return best.text.endswith(".") and len(best.text) > 2 * len(made.question)


def _of_pages(view: View) -> Iterator[_Made]:
    for page in _spread(view):
        for span in sentences(page.text, page.running):
            text = span.of(page.text)
            for question, kind in _questions_of(text, page.language).items():
                yield _Made(question, kind, page.document, text)


def _questions_of(sentence: str, language: str) -> dict[str, str]:
    """The questions that a sentence answers by how it begins, and their kind."""
    found = {}
    for pattern, question, named in _PATTERNS.get(language, ()):
        match = pattern.match(sentence)
        if match and _is_telling(match["name"], language, named):
            found[question.format(" ".join(match["name"].split()))] = question
    return found


def _spread(view: View) -> Iterator[Page]:
    """Pages from all over the corpus: as many of each document as of any other."""
    documents = [document for document in view.documents.values() if document.indexed]
    each = max(1, _MOST_PAGES // max(1, len(documents)))
    for document in documents[: _MOST_PAGES // each]:
        step = max(1, len(document.pages) // each)
        yield from (view.page(document.id, number) for number in range(1, len(document.pages) + 1, step))


def _is_telling(name: str, language: str, named: bool) -> bool:
    """Whether words can stand alone in a question: none of them a stop word, and a name has capitals throughout, or within."""
    words = [token.span.of(name) for token in tokens(name)]
    if not words or any(fold(word) in stop_words(language) for word in words):
        return False
    if not named:
        return len(words) <= 3
    capitals = [word for word in words if word[0].isupper()]
    within = any(character.isupper() for word in words for character in word[1:])
    return within or (len(words) > 1 and len(capitals) == len(words))


def _is_a_subject(title: str, language: str) -> bool:
    """Whether a heading names a subject in a few words, and is no sentence."""
    words = [fold(word) for word, _, _ in tokens(title)]
    stops = stop_words(language)
    ends = bool(words) and words[0] not in stops and words[-1] not in stops
    return ends and 2 <= len(words) <= 5 and not any(character in title for character in ",;:.!")


def _of_headings(view: View) -> Iterator[_Made]:
    """By headings of a few words: what is said about them; a heading that is a question is one."""
    for document in view.documents.values():
        for heading in document.outline:
            title = _NUMBERED.sub("", heading.title).strip()
            if heading.title.rstrip().endswith("?"):
                yield _Made(title, "asked", document.id)
            elif document.language in _SAID and _is_a_subject(title, document.language):
                yield _Made(_SAID[document.language].format(title), f"said in {document.language}", document.id)
