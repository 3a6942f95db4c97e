"""Problems as HTML: each kind once, with what to do, and below it the files and pages that have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from core.shown import shown
from serve.as_json import page_address
from serve.problems import ProblemGroup


def problems_html(problems: Sequence[ProblemGroup], documents: Mapping[str, str]) -> str:
    """All problems, those that most files have last: what is rare is read first. A file that is a document is a link.

    `documents`: file → the id of its document.
    """
    kinds: dict[tuple[str, str], list[ProblemGroup]] = {}
    for item in problems:
        kinds.setdefault((item.problem, item.remedy), []).append(item)
    return "".join(
        _kind_html(*kind, kinds[kind], documents) for kind in sorted(kinds, key=lambda kind: len(kinds[kind]))
    )


def _kind_html(problem: str, remedy: str, places: Sequence[ProblemGroup], documents: Mapping[str, str]) -> str:
    lines = "".join(
        f"<li>{_file_html(item, documents.get(item.file))}{f', {escape(item.where)}' if item.where else ''}</li>"
        for item in places
    )
    return (
        f'<section class="problem"><p><strong>{escape(problem)}</strong> {escape(remedy)}</p><ul>{lines}</ul></section>'
    )


def _file_html(item: ProblemGroup, document: str | None) -> str:
    """The file's name; where it is a document, the way to the first page that has the problem."""
    if document is None:
        return f"<span>{escape(shown(item.file))}</span>"
    return f'<a href="{escape(page_address(document, min(item.pages, default=1)))}">{escape(shown(item.file))}</a>'
