"""What is asked: the words to look for, the kind of answer wanted, and the countries and presenters that are named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from answer.asking.asked import asked_for
from answer.asking.framing import framing_of
from answer.asking.kinds import Kind as Kind
from answer.asking.named import named
from answer.asking.syntax import syntax_in
from core.languages import STUDIED
from core.records import Span
from index.analysis import fold, stop_words, tokens
from index.engine import View
from index.queries.parser import plain_question
from index.queries.query import Query
from index.queries.terms import NO_TERMS, TermTable

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    `query` holds the words that quotes are looked for with. `language` is the one it is asked in, None where that cannot be
    told. `filters` are those it names itself (facet → values), `by` is what it asks to be told apart ("country", "presenter",
    or ""); `notes` say so to the reader. `focus` is the noun that names what is asked for ("minister" of "which minister"),
    "" where there is none; `asking` are the folded words that only say what is asked for ("many" of "how many").

    What the filters stand for is not among the words of `query`; `whole` has all words, for when the filters do not hold. Where
    others are left, neither has the words that only say that something is asked or said: `wanted_text` is the text without
    them.
    """

    text: str
    query: Query
    language: str | None
    kind: Kind = Kind.OPEN
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    by: str = ""
    notes: tuple[str, ...] = ()
    focus: str = ""
    whole: Query | None = None
    asking: frozenset[str] = frozenset()
    framing: tuple[Span, ...] = ()

    @property
    def wanted_text(self) -> str:
        """The text, blanks in place of what only says that something is asked or said, but for stop words."""
        return _without(self.text, self.framing, self.common)

    @property
    def widened(self) -> Question:
        """The question to be asked where its own filters do not all hold."""
        return replace(self, query=self.whole or self.query)

    @property
    def wordless(self) -> bool:
        """Whether there is nothing to look for: no word, or only stop words of the language it is asked in."""
        return _is_common(self.text, self.common)

    @property
    def common(self) -> frozenset[str]:
        """The stop words of the language it is asked in; none where that cannot be told."""
        return stop_words(self.language) if self.language else frozenset()


def understood(view: View, text: str, terms: TermTable = NO_TERMS, language: str = "") -> Question:
    """A text as a question to one generation. What is equal to its `terms` answers it too, in any language; it is read in
    `language` alone, or where that is "" in every language of the corpus."""
    spoken = asked_in(text, view)
    framing = framing_of(text, language)
    body = text[framing.request :]
    asked = asked_for(body, language)
    told = named(view, text, language)
    syntax = syntax_in(text)
    frame = (*framing.spans, *syntax.spans)
    common = stop_words(spoken) if spoken else frozenset()
    if _is_common(_without(text, (*told.spans, *frame)), common):
        frame = ()
    wanted = _without(text, frame, common)
    rest = _beside(wanted, told.spans, common)
    query, whole = (replace(question_query(one, terms, language), text=text) for one in (rest, wanted))
    return Question(
        text,
        query,
        spoken,
        Kind.OPEN if told.by and asked.kind in (Kind.PLACE, Kind.PERSON) else asked.kind,  # the rows say where, and who
        told.filters,
        told.by,
        syntax.notes,
        asked.focus.of(body) if asked.focus else "",
        whole,
        _words_within(body, asked.asking),
        frame,
    )


def _beside(text: str, named: Sequence[Span], common: Collection[str]) -> str:
    """A text without what it names; all of it where nothing else is left. The stop words of what it names stay beside others."""
    bare = _without(text, named)
    if not any(tokens(bare)):
        return text
    return bare if _is_common(bare, common) else _without(text, named, common)


def _is_common(text: str, common: Collection[str]) -> bool:
    """Whether all words of a text are some common ones."""
    return all(fold(word) in common for word, _, _ in tokens(text))


def written_words(text: str) -> dict[str, str]:
    """The words of a text, folded → as it writes them first; a compound whole, without its parts."""
    written: dict[str, str] = {}
    until = 0
    for word, _, span in tokens(text):
        if span.start >= until:
            written.setdefault(fold(word), span.of(text))
        until = max(until, span.end)
    return written


def _words_within(text: str, spans: Collection[Span]) -> frozenset[str]:
    """The folded words of a text that lie within some of its characters."""
    inside = (
        (word, at) for word, _, at in tokens(text) for one in spans if one.start <= at.start and at.end <= one.end
    )
    return frozenset(fold(word) for word, _ in inside)


def _without(text: str, spans: Iterable[Span], but: Collection[str] = ()) -> str:
    """The text with blanks in place of some of its characters, but for some words among them, which are folded."""
    for span in spans:
        kept = [word for word in _WORD.finditer(text, *span) if fold(word[0]) in but]
        ends = [span.start, *(word.end() for word in kept)], [*(word.start() for word in kept), span.end]
        for start, end in zip(*ends, strict=True):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def question_query(question: str, terms: TermTable = NO_TERMS, language: str = "") -> Query:
    """A question as the query whose words, and what is equal to its `terms`, quotes are looked for with."""
    return terms.expanded(plain_question(question, language))


def asked_in(question: str, view: View) -> str | None:
    """The language whose stop words the question has most, one of the corpus where two have as many; None where it has none."""
    words = [fold(word) for word, _, _ in tokens(question)]
    own = set(view.names.languages)
    known = {code: sum(word in stop_words(code) for word in words) for code in sorted({*own, *STUDIED})}
    best = max(known, key=lambda code: (known[code], code in own), default=None)
    return best if best and known[best] else None
