"""Questions in one language whose answer stands in another: how many are answered there, with the equal terms and without.

`python -m evaluation.cross_language --corpus corpus --data data` asks those of `cross_language.jsonl` whose file the index has:
one object a line, with `question`, the `language` of the answer, its `file` and `page`, and words of it (`answer`). Each is asked
within the pages of that language, and of all. It is answered by a quote on that page that has these words.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from answer.records import Quote
from core.settings import Settings
from index.engine import Filters
from index.queries.reading import Reading
from serve.environment import settings
from serve.finder import Finder
from serve.render import plain

QUESTIONS = Path(__file__).with_suffix(".jsonl")


class Asked(NamedTuple):
    """A question, and where in another language its answer stands."""

    question: str
    language: str
    file: str
    page: int
    answer: str

    def is_answered_by(self, quote: Quote) -> bool:
        """Whether a quote is of that page and has these words."""
        there = (quote.document.file, quote.page.number) == (self.file, self.page)
        return there and self.answer.casefold() in plain(quote.text).casefold()


class Found(NamedTuple):
    """Of how many questions the first quote answers, one of those shown, one of the right page; and how many were asked."""

    first: int
    shown: int
    page: int
    questions: int


def read_questions(path: Path = QUESTIONS) -> list[Asked]:
    """The questions of a set."""
    return [Asked(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def found(finder: Finder, asked: Sequence[Asked], terms: bool, within: bool = True) -> Found:
    """What is found with the equal `terms` or without them, `within` the pages of the answer's language or among all."""
    told = []
    for one in asked:
        filters: Filters = {"language": [one.language]} if within else {}
        quotes = finder.ask(one.question, filters, None, Reading(terms=terms)).quotes
        right = [one.is_answered_by(quote) for quote in quotes]
        there = any((quote.document.file, quote.page.number) == (one.file, one.page) for quote in quotes)
        told.append((any(right[:1]), any(right), there))
    first, shown, page = (sum(counts) for counts in zip(*told, strict=True)) if told else (0, 0, 0)
    return Found(first, shown, page, len(told))


def main() -> int:
    """Prints what is found, and what is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--missed", action="store_true", help="list the questions that are not answered")
    chosen = parser.parse_args()
    known = settings()
    finder = Finder(Settings(chosen.corpus or known.corpus, chosen.data or known.data, semantic=known.semantic))
    files = {document.file for document in finder.view().documents.values()}
    asked = [one for one in read_questions() if one.file in files]
    for within, terms in ((True, True), (True, False), (False, True), (False, False)):
        counts = found(finder, asked, terms, within)
        where = "pages of that language" if within else "all pages"
        print(
            f"{where}, {'with' if terms else 'without'} equal terms: first quote {counts.first}, one of three {counts.shown}, "
            f"right page {counts.page}, of {counts.questions}"
        )
    for one in asked if chosen.missed else ():
        if not found(finder, [one], True).shown:
            print(f"missed: {one.question} ({one.file}, p. {one.page}: {one.answer})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
