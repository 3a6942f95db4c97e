"""The command `ask`: quotes that answer a question, and with `--phrase` a language model's sentences of them."""

from __future__ import annotations

import argparse
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import chain

from answer.phrasing.records import Phrased, numbered
from answer.records import Answer
from serve import as_json
from serve.as_json import Json
from serve.commands.arguments import (
    AddCommand,
    Tell,
    Told,
    filters_of,
    narrowing_options,
    reading_of,
    reading_options,
)
from serve.library import Library
from serve.phrased_json import last_of, phrased_json
from serve.readability import looked_through, unreadable_notes
from serve.render import plain
from serve.stop import Stop, asked_by_signals


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    asked = command("ask", _ask, "answer a question with quotes", narrowing_options(), reading_options())
    asked.add_argument("question")
    asked.add_argument("--by", choices=("country", "presenter"))
    asked.add_argument("--phrase", action="store_true", help="also in sentences of the language model that is set up")


def _ask(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    answer = library.ask(chosen.question.removeprefix(" "), filters_of(chosen), chosen.by, reading_of(chosen))
    lines = []
    for label, quotes in [("", answer.quotes), *((f"{row.value}: ", row.quotes) for row in answer.rows)]:
        if label and not quotes:
            lines.append(f"{label}nothing found")
        lines += [f"{label}“{plain(quote.text)}” — {quote.document.title}, p. {quote.page.label}" for quote in quotes]
    lines.append(" ".join((f"Searched: {looked_through(answer.searched)}.", *unreadable_notes(answer.searched))))
    if answer.status == "not_found":
        lines.insert(0, "Nothing found that answers this.")
    value = as_json.answer_json(answer)
    if not chosen.phrase:
        return value, lines
    return _phrased(library, answer, value, lines, chosen.json, tell)


def _phrased(library: Library, answer: Answer, value: Json, lines: Sequence[str], as_value: bool, tell: Tell) -> Told:
    """The sentences above the quotes, each as soon as it is finished and checked."""
    phrasing = library.phrase(answer)
    if library.model.ready and numbered(answer):
        tell(library.model.sent_to)
    if as_value:
        value["phrased"] = phrased_json(last_of(phrasing), answer, library.model.sent_to)
        return value, []
    return value, chain(_streamed(phrasing, answer), lines)


def _streamed(phrasing: Generator[Phrased, None, None], answer: Answer) -> Iterator[str]:
    """Lines of sentences as they come; Ctrl-C ends them alone."""
    quotes, shown, so_far, stop = numbered(answer), 0, Phrased(), Stop()
    stop.worthwhile = True  # the quotes are there
    with closing(phrasing), asked_by_signals(stop):
        for so_far in phrasing:
            for sentence in so_far.sentences[shown:]:
                yield f"{sentence.text} {''.join(f'[{key}]' for key in sentence.keys)}"
            shown = len(so_far.sentences)
            if stop():
                yield "Stopped."
                break
    yield from filter(None, (so_far.left_out, so_far.note))
    for key in sorted({key for sentence in so_far.sentences for key in sentence.keys}):
        yield f"[{key}] {quotes[key].document.title}, p. {quotes[key].page.label}"
