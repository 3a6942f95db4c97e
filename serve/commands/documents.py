"""The commands on documents and pages: `documents`, `readability`, `page`, `status`."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.errors import BadInput
from serve import as_json
from serve.commands.arguments import AddCommand, Tell, Told, reading_of, reading_options, whole_number
from serve.library import Library
from serve.problems import duplicates_line, grouped_problems
from serve.readability import readability_json, readability_lines


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    command("documents", _documents, "list the documents")
    mapped = command("readability", _readability, "tell which pages can be searched, and how surely")
    mapped.add_argument("document", nargs="?")
    shown = command("page", _page, "show one page, marked", reading_options())
    shown.add_argument("document")
    shown.add_argument("number", type=whole_number)
    shown.add_argument("--mark", metavar="QUERY", default="")
    shown.add_argument("--out", type=Path, metavar="FILE.png")
    command("status", _status, "tell the state of the index")


def _documents(library: Library, _chosen: argparse.Namespace, _tell: Tell) -> Told:
    documents = library.documents()
    lines = [f"{d.id}  {d.title}  ({len(d.pages)} pages, {as_json.state_sentence(d)})" for d in documents]
    return [as_json.document_json(document) for document in documents], lines


def _readability(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    documents = library.readability(chosen.document)
    found = [readability_json(document) for document in documents]
    return found[0] if chosen.document else found, list(readability_lines(documents, bool(chosen.document)))


def _page(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    marked = library.marked_page(chosen.document, chosen.number, chosen.mark, reading_of(chosen))
    if marked.note:
        tell(marked.note)
    if chosen.out:
        from serve.page_image import with_boxes  # its libraries are not for every command

        _write(chosen.out, with_boxes(library.image_of(marked), marked.page.width, marked.boxes))
    lines = [f"Written to {chosen.out}."] if chosen.out else [marked.page.text]
    return as_json.page_json(marked), lines


def _write(path: Path, image: bytes) -> None:
    try:
        path.write_bytes(image)
    except OSError as exc:
        raise BadInput(f"{path} cannot be written ({exc.strerror}).", "Name another file with --out.") from exc


def _status(library: Library, _chosen: argparse.Namespace, _tell: Tell) -> Told:
    status = library.status()
    problems = grouped_problems(status.failed)
    lines = [
        f"{status.documents} documents, {status.pages} pages, generation {status.generation}",
        *(
            [f"Counted without copies, versions and translations: {status.works}"]
            if status.works < status.documents
            else []
        ),
        f"{len(status.awaited)} awaited; {len(problems)} {'problem' if len(problems) == 1 else 'problems'}",
        *(problem.line for problem in problems),
        *map(duplicates_line, status.duplicates),
    ]
    return as_json.status_json(status), lines
