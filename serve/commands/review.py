"""The commands `proposals` and `accept`: a person's word on the documents, from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from core.errors import BadInput
from serve.commands.arguments import AddCommand, Tell, Told
from serve.library import Library
from serve.review import OFFERED, Review, accept, accept_as, corrected, dismiss, review_of, reviews

Json = dict[str, Any]
_OPTIONS = {
    "title": ("title", "its title"),
    "presenter": ("presenters", "a presenter (again for each)"),
    "organisation": ("organisations", "an organisation (again for each)"),
    "date": ("date", "2011, 2011-10 or 2011-10-21"),
    "kind": ("kind", "report, presentation, minutes…"),
    "from": ("countries_from", "the presenter's country (again for each)"),
    "about": ("countries_about", "a country spoken of (again for each)"),
    "language": ("language", "its language"),
    "event": ("event", "the event it was given at"),
}
"""Option → the field that it says, and its help."""


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    command("proposals", list_proposals, "list what the files seem to say of themselves, for a person to accept")
    _accept_options(command("accept", accept_proposals, "accept a document's proposals, corrected, into the catalogue"))


def _accept_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document")
    for option, (field, text) in _OPTIONS.items():
        parser.add_argument(f"--{option}", dest=f"said_{field}", metavar="X", action="append", help=text)
    parser.add_argument(
        "--as", dest="awaited", metavar="DOCUMENT", help="it is this awaited document: its row's words apply"
    )
    parser.add_argument("--dismiss", action="store_true", help="nothing of what is proposed is right")


def list_proposals(library: Library, _chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur proposals` gives: JSON and lines."""
    waiting = reviews(library)
    lines = [line for review in waiting for line in _lines(review)]
    return [_json(review) for review in waiting], [*lines, f"{len(waiting)} documents await a person's word."]


def accept_proposals(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur accept` does and gives: the proposals with the corrections are written into the catalogue."""
    review = review_of(library, chosen.document)
    said = _said(vars(chosen))
    if (chosen.dismiss or chosen.awaited) and (said or (chosen.dismiss and chosen.awaited)):
        raise BadInput("--as and --dismiss stand alone.", "Give one of them, or corrections.")
    if chosen.dismiss:
        dismiss(library, review)
    elif chosen.awaited:
        accept_as(library, review, library.document(chosen.awaited))
    else:
        said = corrected(review, said)
        accept(library, review, said)
    lines = [f"Written into {library.settings.catalogue.name}. `rapporteur ingest` brings it into the index."]
    return {"document": review.document.id, "file": review.document.file, "said": said}, lines


def _said(options: Mapping[str, Any]) -> dict[str, str]:
    return {field: " | ".join(options[f"said_{field}"]) for field in OFFERED if options.get(f"said_{field}")}


def _lines(review: Review) -> list[str]:
    lines = [f"{review.document.id}  ({review.document.file})"]
    for field, values, evidence, _ in review.proposals:
        lines.append(f"    {field}: {' | '.join(values)}  [{evidence}]")
    return [*lines, *(f"    may be: {awaited.id}  {awaited.title}" for awaited in review.awaited)]


def _json(review: Review) -> Json:
    return {
        "document": review.document.id,
        "file": review.document.file,
        "reviewed": review.row is not None,
        "proposals": [
            {"field": field, "values": list(values), "evidence": evidence, "page": page}
            for field, values, evidence, page in review.proposals
        ],
        "awaited": [{"document": document.id, "title": document.title} for document in review.awaited],
    }
