"""The commands `counterparts` and `beside`: the same talk elsewhere, and the page of another document beside a page."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from index.talks.counterparts import Counterpart
from serve.commands.arguments import AddCommand, Tell, Told, whole_number
from serve.library import Library
from serve.talks_json import beside_json, counterparts_json


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    parser = command("counterparts", find_counterparts, "the pages elsewhere that tell of the same talk as a page")
    parser.add_argument("document")
    parser.add_argument("number", type=whole_number)
    parser = command("beside", find_beside, "the page of another document that belongs beside a page")
    parser.add_argument("document")
    parser.add_argument("number", type=whole_number)
    parser.add_argument("other", help="a language twin; of a deck what tells of it, and the other way round")


def find_counterparts(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur counterparts` gives."""
    found = library.counterparts(chosen.document, chosen.number)
    lines = [line for one in found.found for line in _lines(one)]
    return counterparts_json(found), lines or [found.nothing]


def find_beside(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur beside` gives."""
    found = library.beside(chosen.document, chosen.number, chosen.other)
    label = found.other.pages[found.other_number - 1].label
    place = f"{found.other.title}, p. {label} [{found.other.id} {found.other_number}]"
    return beside_json(found), [place, f"    {found.evidence}"]


def _lines(one: Counterpart) -> Sequence[str]:
    label = one.document.pages[one.number - 1].label
    return [f"{one.document.title}, p. {label} [{one.document.id} {one.number}]", f"    {one.evidence}"]
