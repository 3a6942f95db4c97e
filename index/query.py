"""The query language: text → Query and notes. Parsing never raises; what cannot be used is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.records import Term
from index.analysis import ELIDED, Token, fold, tokens

FIELDS = {
    "presenter": "presenter", "from": "from", "about": "about", "title": "title", "kind": "kind", "lang": "language",
    "language": "language", "year": "year", "organisation": "organisation", "org": "organisation",
    "section": "section",
}  # fmt: skip
"""What may stand before a colon → the facet it asks for."""

_LONGEST_QUERY = 4_000
_MOST_WORDS = 64
_DEEPEST = 20
_SHORTEST_PREFIX = 2
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
_APOSTROPHES = "'’ʼ"
_LEXEME = re.compile(
    r"""(?P<field>[A-Za-z]+):(?=[^\s:/])      # presenter:…
      | (?P<quote>["“”„«»])
      | (?P<open>\() | (?P<close>\))
      | (?P<minus>(?<![^\s(])[-−](?=[^\s-]))   # -word, not well-known
      | (?P<word>[^\s()"“”„«»]+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflections."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words (folded), exactly so, next to one another."""

    words: tuple[str, ...]


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
    """The child, or one of the terms that are equal to `term`, of which it is a word. Made of a query by `index/terms.py`."""

    child: Node
    term: str
    equals: tuple[Term, ...]


Node = Word | Phrase | Prefix | Field | Not | And | Or | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `root` is None where nothing is asked for: all pages. `notes` are sentences for the reader.

    Its words are understood in `language` alone, or where that is "" in every language of the corpus.
    """

    text: str
    root: Node | None
    notes: tuple[str, ...] = ()
    language: str = ""


def parse(text: str) -> Query:
    """Reads a query: words, "phrases", -not, OR, parentheses, prefix*, field:value."""
    return _Parser(text).query()


class _Parser:
    """Recursive descent over lexemes: or_ → and_ (OR and_)*; and_ → unary*; unary → [-] atom."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[str] = []
        self.words = 0
        kept = text
        if len(text) > _LONGEST_QUERY:
            kept = text[:_LONGEST_QUERY]
            self.note(f"The query is very long: only its first {_LONGEST_QUERY} characters are used.")
        self.lexemes = [(m.lastgroup or "other", m.group(m.lastgroup or 0)) for m in _LEXEME.finditer(kept)]
        self.at = 0

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def query(self) -> Query:
        roots = []
        while self.at < len(self.lexemes):
            node = self.or_(0)
            if node is not None:
                roots.append(node)
            if self.peek()[0] == "close":
                self.at += 1
                self.note("A closing parenthesis has no opening one: it is left out.")
        return Query(self.text, _and(roots), tuple(self.notes))

    def peek(self) -> tuple[str, str]:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else ("end", "")

    def or_(self, depth: int) -> Node | None:
        branches: list[Node] = []
        asked = False
        while True:
            branch = self.and_(depth)
            if branch is not None:
                branches.append(branch)
            if not self.is_or():
                break
            asked = True
            self.at += 1
        if asked and len(branches) < 2:
            self.note("OR stands between two words; alone it is left out.")
        if not branches:
            return None
        return branches[0] if len(branches) == 1 else Or(tuple(branches))

    def is_or(self) -> bool:
        return self.peek() in (("word", "OR"), ("word", "|"))

    def and_(self, depth: int) -> Node | None:
        children: list[Node] = []
        while self.peek()[0] not in ("end", "close") and not self.is_or():
            children.extend(self.unary(depth))
        return _and(children)

    def unary(self, depth: int) -> Iterator[Node]:
        kind, value = self.peek()
        if kind == "minus" or (kind, value) == ("word", "NOT"):
            while self.peek()[0] in ("other", "minus") or self.peek() == ("word", "NOT"):
                self.at += 1
            if self.peek()[0] not in ("end", "close") and not self.is_or():
                nodes = list(self.unary(depth))
                if (child := _and(nodes)) is not None:
                    yield Not(child)
            return
        yield from self.atom(depth)

    def atom(self, depth: int) -> Iterator[Node]:
        kind, value = self.peek()
        self.at += 1
        if kind == "field":
            yield from self.field(value)
        elif kind == "quote":
            yield from self.phrase(value)
        elif kind == "open":
            yield from self.group(depth)
        elif kind == "word" and value != "AND":
            yield from self.word(value)

    def group(self, depth: int) -> Iterator[Node]:
        if depth >= _DEEPEST:
            self.note("The query nests parentheses too deeply: the innermost are left out.")
            return
        node = self.or_(depth + 1)
        if self.peek()[0] == "close":
            self.at += 1
        else:
            self.note("A closing parenthesis is missing: the group is taken to the end.")
        if node is not None:
            yield node

    def quoted(self, quote: str) -> str | None:
        """The text up to the closing quote; None where there is none."""
        closing = {*_QUOTES[quote], '"'}
        parts: list[str] = []
        at = self.at
        while at < len(self.lexemes):
            kind, value = self.lexemes[at]
            if value in closing:
                self.at = at + 1
                return "".join(parts)
            parts.append(f"{value}:" if kind == "field" else value)
            at += 1
        return None

    def phrase(self, quote: str) -> Iterator[Node]:
        inner = self.quoted(quote)
        if inner is None:
            self.note("A closing quote is missing: the words are searched one by one.")
            return
        words = tuple(fold(token.word) for token, _ in _parts(inner))
        if words and self.room(len(words)):
            yield Phrase(words)

    def field(self, name: str) -> Iterator[Node]:
        kind, value = self.peek()
        facet = FIELDS.get(name.casefold())
        if facet is None:
            self.note(f"“{name}:” is no field that can be asked for: it is searched as a word.")
            yield from self.word(name)
            return
        if kind == "quote":
            self.at += 1
            inner = self.quoted(value)
            if inner is not None:
                yield Field(facet, " ".join(inner.split()))
            else:
                self.note("A closing quote is missing: the words are searched one by one.")
        elif kind in ("word", "other", "minus"):
            self.at += 1
            yield Field(facet, value)
        else:
            self.note(f"“{name}:” takes one word, or several in quotes: here it is left out.")

    def word(self, text: str) -> Iterator[Node]:
        if text.endswith("*"):
            yield from self.prefix(text)
            return
        parts = _parts(text, joined=True)
        plain = [token for token, joined in parts if not joined]
        if not plain or not self.room(len(plain)):
            return
        while len(plain) > 1 and _is_elided(plain[0], text):
            del plain[0]
        while len(plain) > 1 and _is_elided(plain[-1], text):
            del plain[-1]
        if len(plain) == 1:
            yield Word(plain[0].word)
            return
        exact = Phrase(tuple(fold(token.word) for token in plain))
        joined_forms = [Word(token.word) for token, joined in parts if joined]
        yield Or((exact, *joined_forms)) if joined_forms else exact

    def prefix(self, text: str) -> Iterator[Node]:
        parts = [token.word for token, _ in _parts(text)]
        if not parts:
            self.note("“*” needs the beginning of a word before it.")
            return
        *before, last = parts
        if not self.room(len(parts)):
            return
        for word in before:
            yield Word(word)
        if len(last) < _SHORTEST_PREFIX:
            self.note(
                f"“{last}*” is too short: at least {_SHORTEST_PREFIX} letters before “*”. It is searched as a word."
            )
            yield Word(last)
        else:
            yield Prefix(fold(last))

    def room(self, words: int) -> bool:
        if self.words + words > _MOST_WORDS:
            self.note(f"The query has very many words: only the first {_MOST_WORDS} are used.")
            return False
        self.words += words
        return True


def _parts(text: str, joined: bool = False) -> list[tuple[Token, bool]]:
    """The words of a piece of a query, and whether each is the joined form of a compound (left out unless asked for)."""
    found: list[tuple[Token, bool]] = []
    last = -1
    for token in tokens(text):
        is_joined = token.position <= last
        last = max(last, token.position)
        if joined or not is_joined:
            found.append((token, is_joined))
    return found


def _is_elided(token: Token, text: str) -> bool:
    """Whether it is the l of l'eau or the s of Canada's, not the d of R&D."""
    beside = text[token.span.start - 1 : token.span.start] + text[token.span.end : token.span.end + 1]
    return token.word in ELIDED and any(sign in beside for sign in _APOSTROPHES)


def _and(nodes: list[Node]) -> Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
