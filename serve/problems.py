"""Problems put together for people: what is the matter with many pages of one file is one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.records import Problem
from core.shown import shown


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One problem of one file, and the numbers of the pages that have it; none: it is the whole file's."""

    file: str
    pages: tuple[int, ...]
    problem: str
    remedy: str

    @property
    def where(self) -> str:
        """ "pages 3–120 and 125", "page 7", "" for the whole file."""
        return pages_name(self.pages)

    @property
    def line(self) -> str:
        """All of it on one line."""
        place = ", ".join(part for part in (self.file, self.where) if part)
        return shown(f"{place}: {self.problem} {self.remedy}")


def grouped_problems(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """The problems, each with all the pages of its file that have it, in the order of their first ones."""
    found: dict[tuple[str, str, str, bool], set[int]] = {}
    for item in problems:
        pages = found.setdefault((item.file, item.problem, item.remedy, item.page is None), set())
        if item.page is not None:
            pages.add(item.page)
    return [
        ProblemGroup(file, tuple(sorted(pages)), problem, remedy) for (file, problem, remedy, _), pages in found.items()
    ]


def pages_name(numbers: Iterable[int]) -> str:
    """Page numbers in words, in order: "page 7", "pages 3–120 and 125"."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    if not ranges:
        return ""
    names = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"page {joined}" if joined.isdecimal() else f"pages {joined}"


def duplicates_line(files: Sequence[str]) -> str:
    """Tells people of one file that is there several times."""
    return f"The same file {len(files)} times: {', '.join(files)}. Counted once; nothing needs to be done."
