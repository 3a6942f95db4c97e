"""What sentences made of quotes are: each with the keys of its quotes, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from answer.records import Answer, Quote

_MOST_QUOTES = 12


class Why(StrEnum):
    """Why a sentence is left out, in words that follow "left out:"."""

    UNCITED = "no quote is cited"
    UNKNOWN_KEY = "a quote is cited that there is not"
    GONE = "a quote is cited that no longer stands on its page"
    MARKUP = "a link or markup"
    MISQUOTED = "words in quotation marks that do not stand so in the quotes cited"
    NUMBER = "a number that the quotes cited do not have"
    NAME = "a name that the quotes cited do not have"
    TURNED = "a word that turns the meaning of the quotes cited"
    INVENTED = "too many words that the quotes cited do not have"
    REPEATED = "the same said again"
    TOO_LONG = "too long for a sentence"
    UNFINISHED = "broken off"


@dataclass(frozen=True, slots=True)
class PhrasedSentence:
    """A sentence that passed every check, without its keys; `keys` are those of the quotes it cites, from 1."""

    text: str
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrased:
    """The sentences so far. `note` says what else a reader should know: that the model broke off, or is silent.

    `finished` once nothing more comes.
    """

    sentences: tuple[PhrasedSentence, ...] = ()
    dropped: tuple[Why, ...] = ()
    note: str = ""
    finished: bool = False

    @property
    def left_out(self) -> str:
        """How many sentences were left out, and why; "" where none was."""
        if not self.dropped:
            return ""
        every = len(self.sentences) + len(self.dropped)
        reasons = [f"{why} ({times} times)" if times > 1 else why for why, times in Counter(self.dropped).items()]
        verb = "was" if len(self.dropped) == 1 else "were"
        noun = "sentence" if every == 1 else "sentences"
        return f"{len(self.dropped)} of {every} {noun} {verb} left out: {'; '.join(reasons)}."


def numbered(answer: Answer) -> dict[int, Quote]:
    """The quotes of an answer that may be cited, by their keys: those that are shown, of rows the first of each."""
    return dict(enumerate(_shown(answer)[:_MOST_QUOTES], 1))


def only_first(answer: Answer) -> str:
    """What is said where not all quotes that are shown may be cited; "" where all may."""
    shown = len(_shown(answer))
    return f"Of the {shown} quotes only the first {_MOST_QUOTES} go to the model." if shown > _MOST_QUOTES else ""


def _shown(answer: Answer) -> list[Quote]:
    told = [quote for row in answer.rows for quote in row.quotes[:1]] if answer.rows else answer.quotes
    return list({(quote.document.id, quote.page.number, quote.span): quote for quote in told}.values())
