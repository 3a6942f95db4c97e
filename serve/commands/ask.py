"""The command `ask`: quotes that answer a question."""

from __future__ import annotations

import argparse

from serve import as_json
from serve.commands.answers import record_options, written_or_kept
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
from serve.readability import looked_through, unreadable_notes
from serve.render import plain


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    asked = command("ask", _ask, "answer a question with quotes", narrowing_options(), reading_options())
    asked.add_argument("question")
    asked.add_argument("--by", choices=("country", "presenter"))
    record_options(asked)


def _ask(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    answer = library.ask(chosen.question.removeprefix(" "), filters_of(chosen), chosen.by, reading_of(chosen))
    lines = []
    for label, quotes in [("", answer.quotes), *((f"{row.value}: ", row.quotes) for row in answer.rows)]:
        if label and not quotes:
            lines.append(f"{label}nothing found")
        lines += [f"{label}“{plain(quote.text)}” — {quote.document.title}, p. {quote.page.label}" for quote in quotes]
    lines.append(" ".join((f"Searched: {looked_through(answer.searched)}.", *unreadable_notes(answer.searched))))
    if answer.status == "not_found":
        lines.insert(0, "Nothing found that answers this.")
    told = as_json.answer_json(answer), lines
    if not chosen.out and not chosen.keep:
        return told
    record = library.record_of(answer, filters_of(chosen), chosen.by, reading_of(chosen))
    return written_or_kept(library, chosen, record, told)
