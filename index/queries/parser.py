"""The query language: text → Query and notes. Parsing never raises; what cannot be used is noted.

Every text is a query. README.md tells the language to readers; in short:

- `word` in any inflection; `-word`, `NOT word`, `word OR word`, `( … )`; AND is what a blank means. OR and NOT in capitals.
- `"these words"` next to one another, exactly so, stop words too; `"these words"~5` in any order and inflection, with at
  most five other words among them.
- `word~1`, `word~2`: the corpus's words of which one or two letters differ; `word~`: one, or two from six letters on.
- `pre*`: all words that begin so. A star elsewhere is noted: words are kept by how they begin, not by how they end.
- `field:value`, `field:"several words"`, for the names in FIELDS; `year:2010..2012`.
- a run of letters in a script without blanks (Han, kana, Thai …) is asked for as its overlapping pairs, so that a whole
  question finds the pages that have most of it; in quotes, exactly so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.analysis import Token, fold, is_unspaced
from index.queries.lexemes import FUZZY, NUMBER_BEHIND, QUOTES, lexemes, pairs, parts, runs, without_elided
from index.queries.query import FIELDS, And, Field, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Query, Word

_LONGEST_QUERY = 4_000
_MOST_WORDS = 64
_MOST_FUZZY = 8
_DEEPEST = 20
_SHORTEST_PREFIX = 2
_SHORTEST_FUZZY = 3
_LONG = 6
"""Letters from which on a word that is asked for fuzzily may have two edits, as in most engines."""
_MOST_EDITS = 2
_NEAR = 5
_FARTHEST = 1_000


def parse(text: str) -> Query:
    """Reads a query in the language that this module's docstring tells."""
    return _Parser(text).query()


def plain_question(text: str, language: str = "", most: int = _MOST_WORDS) -> Query:
    """A text's words in order without any operators, at most so many; behind them the joined forms of its compounds.

    Letters of scripts without blanks are taken in pairs.
    """
    words = parts(text[:_LONGEST_QUERY], joined=True)
    found: list[Node] = []
    for run in runs([token for token, joined in words if not joined]):
        unspaced = is_unspaced(run[0].word)
        found += map(_phrase, pairs(run)) if unspaced else [Word(token.word) for token in run]
    found += [Word(token.word) for token, joined in words if joined]
    return Query(text, _and(found[:most]), language=language)


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
        self.lexemes = lexemes(kept)
        self.last_quote = {value: place for place, (kind, value) in enumerate(self.lexemes) if kind == "quote"}
        self.at = self.fuzzy_words = self.negated = 0

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
        return self.peek() in (("word", "OR"), ("word", "|"), ("word", "||"))

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
                self.negated += 1
                nodes = list(self.unary(depth))
                self.negated -= 1
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
        closing = {*QUOTES[quote], '"'}
        found: list[str] = []
        at = self.at
        if all(self.last_quote.get(mark, -1) < at for mark in closing):
            return None
        while at < len(self.lexemes):
            kind, value = self.lexemes[at]
            if value in closing:
                self.at = at + 1
                return "".join(found)
            found.append(f"{value}:" if kind == "field" else value)
            at += 1
        return None

    def phrase(self, quote: str) -> Iterator[Node]:
        inner = self.quoted(quote)
        if inner is None:
            self.note("A closing quote is missing: the words are searched one by one.")
            return
        words = [token for token, _ in parts(inner)]
        distance = self.distance()
        if not words or not self.room(len(words)):
            return
        if distance is not None and len(words) > 1:
            yield Near(tuple(token.word for token in words), distance)
            return
        if distance is not None:
            self.note("“~” behind quotes says how near several words stand; with one word it is left out.")
        yield _phrase(words)

    def distance(self) -> int | None:
        """What the ~ right behind closing quotes says; None where there is none."""
        kind, value = self.peek()
        match = NUMBER_BEHIND.fullmatch(value) if kind == "word" else None
        if match is None:
            return None
        self.at += 1
        distance = int(match[1][:6]) if match[1] else _NEAR
        if distance > _FARTHEST:
            self.note(f"“~{match[1][:6]}” is farther than a page is long: ~{_FARTHEST} is taken.")
        return min(distance, _FARTHEST)

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
        if "*" in text:
            yield from self.starred(text)
        elif NUMBER_BEHIND.fullmatch(text):
            self.note("“~” stands right behind a word or a closing quote; alone it is left out.")
        elif match := FUZZY.fullmatch(text):
            yield from self.fuzzy(match[1], match[2])
        else:
            yield from self.plain(text)

    def plain(self, text: str) -> Iterator[Node]:
        """A word; what has several parts is a phrase of them, or its joined form."""
        found = parts(text, joined=True)
        words = [token for token, joined in found if not joined]
        left = _MOST_WORDS - self.words
        if len(words) > left and any(is_unspaced(token.word) for token in words):  # a whole text without blanks
            self.room(len(words))
            words = words[:left]
        if not words or not self.room(len(words)):
            return
        split = runs(words)
        if not self.negated and any(len(run) > 2 and is_unspaced(run[0].word) for run in split):
            for run in split:
                if is_unspaced(run[0].word):
                    yield from map(_phrase, pairs(run))
                else:
                    yield _phrase(run) if len(run) > 1 else Word(run[0].word)
            return
        words = without_elided(words, text)
        if len(words) == 1:
            yield Word(words[0].word)
            return
        joined_forms = [Word(token.word) for token, joined in found if joined]
        yield Or((_phrase(words), *joined_forms)) if joined_forms else _phrase(words)

    def fuzzy(self, text: str, number: str) -> Iterator[Node]:
        words = without_elided([token for token, _ in parts(text)], text)
        if len(words) == 1 and self.can_be_fuzzy(words[0].word) and self.room(1):
            word = words[0].word
            edits = int(number[:6]) if number else 1 + (len(word) >= _LONG)
            if edits > _MOST_EDITS:
                self.note(f"“{word}~{number[:6]}”: at most {_MOST_EDITS} letters may differ; ~{_MOST_EDITS} is taken.")
            yield Fuzzy(word, min(edits, _MOST_EDITS)) if edits else Word(word)
            return
        if len(words) > 1:
            self.note(f"“{_short(text)}~”: “~” takes one word, or several in quotes; here it is left out.")
        yield from self.plain(text)

    def can_be_fuzzy(self, word: str) -> bool:
        if len(fold(word)) < _SHORTEST_FUZZY:
            self.note(
                f"“{word}~” is too short: at least {_SHORTEST_FUZZY} letters before “~”. It is searched as it is."
            )
            return False
        self.fuzzy_words += 1
        if self.fuzzy_words > _MOST_FUZZY:
            self.note(f"Only {_MOST_FUZZY} words of a query may have a “~”: the others are searched as they are.")
        return self.fuzzy_words <= _MOST_FUZZY

    def starred(self, text: str) -> Iterator[Node]:
        core = text.strip("*")
        if not parts(core):
            self.note("“*” needs the beginning of a word before it.")
            return
        start, *rest = core.split("*")
        if rest and parts(start):
            self.note(
                f"“{_short(text)}”: a star stands at the end of a word, not within it. “{_short(start)}*” is searched."
            )
            yield from self.prefix(start)
            return
        if text.startswith("*") or rest:
            self.note(
                f"“{_short(text)}”: words can be searched by their beginning, not by their end; the first star is left out."
            )
        yield from self.prefix(core.replace("*", " ")) if text.endswith("*") else self.plain(core.replace("*", " "))

    def prefix(self, text: str) -> Iterator[Node]:
        words = [token.word for token, _ in parts(text)]
        if is_unspaced(words[-1]):  # found wherever it stands, so no star is needed
            yield from self.plain(text)
            return
        *before, last = words
        if not self.room(len(words)):
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


def _phrase(words: Sequence[Token]) -> Phrase:
    return Phrase(tuple(fold(token.word) for token in words))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _and(nodes: list[Node]) -> Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
