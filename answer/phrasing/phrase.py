"""An answer's quotes → what a language model says of them → the sentences that hold, each with its quotes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import closing

from answer.phrasing.checking import fault
from answer.phrasing.cutting import Cutter, parted
from answer.phrasing.language_model import LanguageModel
from answer.phrasing.prompt import NOTHING, handed_over, messages
from answer.phrasing.records import Phrased, PhrasedSentence, Why, numbered, only_first
from answer.records import Answer, Quote
from answer.verifying import verified
from core.errors import ModelSilent, NotFound
from index.engine import View

_MOST_CHARACTERS = 6_000
"""Of what the model says; what comes after is not looked at."""


def phrase(view: View, answer: Answer, model: LanguageModel) -> Generator[Phrased, None, None]:
    """Has a model put an answer's quotes into sentences: all that passed so far, whenever there is more, and now and then
    between; the last one is `finished`.

    No sentence is in it that was not checked. Closing the iterator ends the conversation. Where the model is silent or breaks
    off, `note` says so, and what to do. Raises ProgramMissing where there is no model.
    """
    quotes = handed_over(answer)
    kept_back = len(numbered(answer)) - len(quotes)
    sifted = _Sifted(view, quotes, answer.asked.language or _first_language(quotes))
    note = ""
    if quotes:
        cutter = Cutter()
        try:
            with closing(model.says(messages(answer, quotes))) as said:
                for piece in said:
                    sifted.take(cutter.take(piece))
                    yield sifted.so_far()
                    if cutter.told > _MOST_CHARACTERS:
                        note = "The model went on and on: what it said after that was not looked at."
                        break
        except ModelSilent as exc:
            note = str(exc)
        whole, broken = cutter.rest()
        sifted.take(whole)
        if broken and not note and not sifted.nothing:
            sifted.take([broken])
        elif broken:
            sifted.drop(Why.UNFINISHED)
    notes = (only_first(answer), _kept_back(kept_back), note or sifted.note)
    yield sifted.so_far(" ".join(filter(None, notes)), finished=True)


class _Sifted:
    """What was said so far: the sentences that hold, and why the others do not."""

    def __init__(self, view: View, quotes: Mapping[int, Quote], asked_in: str | None) -> None:
        self._view, self._quotes, self._asked_in = view, quotes, asked_in
        self._kept: list[PhrasedSentence] = []
        self._dropped: list[Why] = []
        self.nothing = False

    def take(self, sentences: Iterable[str]) -> None:
        """Checks sentences, and keeps them or the reason why not."""
        for sentence in sentences:
            text, keys = parted(sentence)
            if not keys and text.strip(" .") == NOTHING:
                self.nothing = True
            elif text or keys:
                self._judge(text, keys)

    def _judge(self, text: str, keys: tuple[int, ...]) -> None:
        standing = {key: quote for key, quote in self._quotes.items() if key not in keys or stands(self._view, quote)}
        if any(key in self._quotes and key not in standing for key in keys):
            why: Why | None = Why.GONE
        else:
            why = fault(text, keys, standing, self._asked_in)
        if why is None and any(text == kept.text for kept in self._kept):
            why = Why.REPEATED
        if why is None:
            self._kept.append(PhrasedSentence(text, keys))
        else:
            self.drop(why)

    def drop(self, why: Why) -> None:
        """Counts a sentence that is left out."""
        self._dropped.append(why)

    @property
    def note(self) -> str:
        """What is to be said where there is no sentence."""
        if self._kept:
            return ""
        if self.nothing:
            return "The model finds that the quotes do not answer the question: read them yourself."
        return "" if self._dropped else "The model said nothing: the quotes stand alone."

    def so_far(self, note: str = "", finished: bool = False) -> Phrased:
        """All of it, as of now."""
        return Phrased(tuple(self._kept), tuple(self._dropped), note, finished)


def stands(view: View, quote: Quote) -> bool:
    """Whether a quote still stands on its page, character by character."""
    try:
        return any(verified(view, [quote]))
    except NotFound:
        return False


def _first_language(quotes: Mapping[int, Quote]) -> str | None:
    """What a model most likely answers in where the question's language cannot be told."""
    return next((quote.page.language for quote in quotes.values()), None)


def _kept_back(number: int) -> str:
    if not number:
        return ""
    quotes = "1 quote reads" if number == 1 else f"{number} quotes read"
    return f"{quotes} like an instruction to a language model, and the model was not given it."
