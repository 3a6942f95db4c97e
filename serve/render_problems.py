"""Problems as HTML: each kind once, with what to do, and below it the files and pages that have it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.shown import shown
from serve.problems import ProblemGroup


def problems_html(problems: Sequence[ProblemGroup]) -> str:
    """All problems, those that most files have last: what is rare is read first."""
    kinds: dict[tuple[str, str], list[ProblemGroup]] = {}
    for item in problems:
        kinds.setdefault((item.problem, item.remedy), []).append(item)
    return "".join(_kind_html(*kind, kinds[kind]) for kind in sorted(kinds, key=lambda kind: len(kinds[kind])))


def _kind_html(problem: str, remedy: str, places: Sequence[ProblemGroup]) -> str:
    lines = "".join(
        f"<li><span>{escape(shown(item.file))}</span>{f', {escape(item.where)}' if item.where else ''}</li>"
        for item in places
    )
    return (
        f'<section class="problem"><p><strong>{escape(problem)}</strong> {escape(remedy)}</p><ul>{lines}</ul></section>'
    )
