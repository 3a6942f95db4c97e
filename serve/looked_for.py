"""What a question is looked for with: its words, and the terms that are equal to them."""

from __future__ import annotations

from collections.abc import Iterator

from answer.question import Question, written_words
from index.analysis import fold, tokens
from index.queries.equals import term_name
from index.queries.query import And, Either, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Word


def words_of(asked: Question) -> tuple[str, ...]:
    """Its words as they are written, but for the stop words of its language, each once; all where it has no other."""
    sought = {fold(part) for words in _words(asked.query.root) for part, _, _ in tokens(words)}
    words = {word: text for word, text in written_words(asked.text).items() if word in sought}
    return tuple([text for word, text in words.items() if word not in asked.common] or words.values())


def equals_of(asked: Question) -> tuple[str, ...]:
    """The terms that are looked for in their stead: "impôt (French)"."""
    return tuple(dict.fromkeys(_equals(asked.query.root)))


def _words(node: Node | None) -> Iterator[str]:
    """The words that are looked for, as they are."""
    match node:
        case Word(text) | Fuzzy(text):
            yield text
        case Phrase(words) | Near(words):
            yield " ".join(words)
        case Prefix(start):
            yield f"{start}*"
        case Either(child):
            yield from _words(child)
        case And(children) | Or(children):
            for child in children:
                yield from _words(child)


def _equals(node: Node | None) -> Iterator[str]:
    """The terms that are looked for in their stead: "impôt (French)"."""
    match node:
        case Either(child, _, equals):
            yield from map(term_name, equals)
            yield from _equals(child)
        case Not(child):
            yield from _equals(child)
        case And(children) | Or(children):
            for child in children:
                yield from _equals(child)
