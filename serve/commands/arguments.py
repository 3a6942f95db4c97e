"""The arguments that commands share: filters, and how a query is to be read. Wrong use is bad input like any other."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from core.errors import BadInput
from index.engine import Filters
from index.queries.reading import ORDERS, Reading
from serve.filters import read_filters
from serve.readings import language_asked

if TYPE_CHECKING:
    from serve.library import Library

Tell = Callable[[str], None]
"""Hears a note on what a command does; notes go to stderr."""

Told = tuple[Any, Iterable[str]] | tuple[Any, Iterable[str], int]
"""What a command gives: its JSON value, its lines for people, which may come while they are shown, and its exit code, if that
is not 0."""


class Parser(argparse.ArgumentParser):
    """A parser that raises BadInput instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        """Tells how it is used, and raises."""
        self.print_usage(sys.stderr)
        raise BadInput(f"{message}.", "`rapporteur --help` shows the commands.")


class AddCommand(Protocol):
    """Adds a command to the program; the modules of commands are handed it, and give back nothing."""

    def __call__(
        self, name: str, run: Callable[[Library, argparse.Namespace, Tell], Told], text: str, *parents: Parser
    ) -> argparse.ArgumentParser:
        """`run` is what it does, `text` its help, `parents` have the options it shares; returns what its own are added to."""


def narrowing_options() -> Parser:
    """The filters that all commands on results take."""
    options = Parser(add_help=False)
    for facet, metavar, what in (
        ("presenter", "P", "a presenter's name"),
        ("from", "C", "the presenter's country"),
        ("about", "C", "the country spoken of"),
        ("language", "L", "the page's language"),
        ("kind", "K", "report, presentation, minutes…"),
        ("year", "Y", "the document's year"),
        ("document", "D", "a document, by its id"),
    ):
        options.add_argument(
            f"--{facet}", dest=f"facet_{facet}", metavar=metavar, action="append", default=[], help=what
        )
    return options


def reading_options() -> Parser:
    """How a query is to be read."""
    options = Parser(add_help=False)
    options.add_argument(
        "--no-terms", action="store_true", help="look for the words alone, not for terms equal to them"
    )
    options.add_argument(
        "--read-in", metavar="L", default="", help="understand the words in this language alone, not in every one"
    )
    options.add_argument(
        "--words-only", action="store_true", help="no pages by their meaning, where that is switched on"
    )
    return options


def whole_number(text: str) -> int:
    """An argument that is a whole number, 0 or more."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number, 0 or more")
    return int(text)


def filters_of(chosen: argparse.Namespace) -> Filters:
    """The filters of a command. Raises BadInput."""
    said = {name.removeprefix("facet_"): values for name, values in vars(chosen).items() if name.startswith("facet_")}
    return read_filters(said)


def reading_of(chosen: argparse.Namespace) -> Reading:
    """How a command wants its query read, and its results sorted. Raises BadInput."""
    order = getattr(chosen, "sort", ORDERS[0])
    language = language_asked(chosen.read_in)
    return Reading(language, terms=not chosen.no_terms, meaning=not chosen.words_only, order=order)
