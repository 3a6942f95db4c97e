"""A query as records: what a reader asks for. `index/queries/parser.py` reads it from a text."""

from __future__ import annotations

from dataclasses import dataclass

from core.records import Term

FIELDS = {
    "presenter": "presenter", "from": "from", "about": "about", "title": "title", "kind": "kind", "lang": "language",
    "language": "language", "year": "year", "organisation": "organisation", "org": "organisation",
    "section": "section",
}  # fmt: skip
"""What may stand before a colon → the facet it asks for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflections."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words (folded), exactly so, next to one another."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """These words in any order and inflection, with at most `distance` other words among them."""

    words: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """The words of the corpus at most so many edits away from this one, which need not be one of them."""

    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin with this (folded)."""

    start: str


@dataclass(frozen=True, slots=True)
class Field:
    """Pages whose facet has a value that reads like `value`; `name` is a value of FIELDS."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """Pages without it."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """The child, or one of the terms that are equal to `term`, of which it is a word. Made by `index/queries/terms.py`."""

    child: Node
    term: str
    equals: tuple[Term, ...]


Node = Word | Phrase | Near | Fuzzy | Prefix | Field | Not | And | Or | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `root` is None where nothing is asked for: all pages. `notes` are sentences for the reader.

    Its words are understood in `language` alone, or where that is "" in every language of the corpus.
    """

    text: str
    root: Node | None
    notes: tuple[str, ...] = ()
    language: str = ""
