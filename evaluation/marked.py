"""How often the marked part of the first quote is the answer: `python -m evaluation.marked [--every 3] [--wrong KIND]`.

On the sets of RAPPORTEUR_SHARED/data/ir whose questions have judged answers, asked of an index of each, and on questions about
the demonstration library of our own (`marked.jsonl`: question, and the answers that may be marked, none where nothing may be).
Counted are the questions whose first quote has a judged answer (*has*), of these those with a mark (*marked*), and of these
those whose mark overlaps the answer (*right*); *elsewhere*: of the first quotes without the answer, those with a mark.
--wrong KIND prints what is marked wrongly.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from answer.asking.kinds import Kind
from answer.choosing import candidates
from answer.deciding import Decision
from answer.grounds import Weigher
from answer.question import understood
from answer.records import Quote
from core.records import Span
from core.settings import Settings
from evaluation.beir import index, read_lines
from evaluation.declining_sets import read_rows
from index.engine import View
from index.queries.terms import NO_TERMS, TermTable
from serve.library import Library

SETS = {"xquad_en": "en", "xquad_de": "de", "piaf_fr": "fr"}
"""Set → language."""
_HOME = Path(__file__).parent
MOST = 1_500
"""Questions of a set."""
THIRD = 3
"""Every such question is only measured by, never learned from."""


class Told(NamedTuple):
    """A question, the kind that it asks for, its first quote, and its judged answers."""

    question: str
    kind: Kind
    quote: Quote | None
    answers: Sequence[str]

    @property
    def places(self) -> list[Span]:
        """Where the quote's page has an answer within the quote."""
        return [*within(self.quote.page.text, self.quote.span, self.answers)] if self.quote else []

    @property
    def right(self) -> bool:
        """Whether what is marked overlaps an answer."""
        marked = self.quote.answer if self.quote else ()
        return any(one.overlaps(place) for one in marked for place in self.places)

    @property
    def marked(self) -> str:
        """What is marked, as text."""
        return " | ".join(one.of(self.quote.page.text) for one in self.quote.answer) if self.quote else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table a set, and what is wrongly marked on the demonstration library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many questions of a set")
    parser.add_argument("--wrong", default="", help="a kind, or all: what is marked wrongly is printed")
    parser.add_argument("--set", default="", help="ask only this set")
    asked = parser.parse_args(arguments)
    sets = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    for name, language in SETS.items():
        if (sets / name).is_dir() and asked.set in ("", name):
            _print(name, [*of_set(sets / name, language, asked.every)], asked.wrong)
    if asked.set in ("", "own"):
        _print("own", [*of_own()], asked.wrong)
    return 0


def of_set(folder: Path, language: str, every: int) -> Iterator[Told]:
    """The questions of a judged set that have answers."""
    rows = [row for row in read_lines(folder / "queries.jsonl") if row.get("answers")][:MOST:every]
    with tempfile.TemporaryDirectory() as data:
        view = index(folder / "corpus.jsonl", language, Path(data))
        for row in rows:
            yield told(view, str(row["text"]), [str(answer) for answer in row["answers"]])


def of_own() -> Iterator[Told]:
    """Our questions about the demonstration library."""
    with tempfile.TemporaryDirectory() as data:
        library = Library(Settings(corpus=_HOME.parent / "corpus", data=Path(data)))
        try:
            library.ingest()
            for row in read_rows("marked"):
                answers = row["answers"]
                assert isinstance(answers, list)
                yield told(library.view(), str(row["question"]), answers, library.terms())
        finally:
            library.close()


def told(view: View, text: str, answers: Sequence[str], terms: TermTable = NO_TERMS) -> Told:
    """A question with its first quote, whether or not it would be shown."""
    question = understood(view, text, terms)
    decision = Decision(Weigher(view, question), candidates(view, question, question.filters))
    first = next(iter(decision.order), None)
    return Told(text, question.kind, None if first is None else decision.told[first].quote, answers)


def within(text: str, quote: Span, answers: Iterable[str]) -> Iterator[Span]:
    """Where a page has the words of an answer within a quote."""
    for answer in answers:
        words = r"\s+".join(re.escape(word) for word in answer.split())
        for found in re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).finditer(text, *quote):
            yield Span(*found.span())


def _print(name: str, asked: Sequence[Told], shown: str) -> None:
    counts = {kind: Counter[str]() for kind in Kind}
    for one in asked:
        has, marked = bool(one.places), bool(one.marked)
        counts[one.kind].update(
            questions=1, has=has, marked=has and marked, right=has and one.right, others=not has,
            elsewhere=marked and not has,
        )  # fmt: skip
        if shown in ("all", one.kind.value) and has and marked and not one.right:
            assert one.quote is not None
            print(f"  {one.kind.value} | {one.question} | {one.answers[0]} | MARKED {one.marked} | {one.quote.text!r}")
    total = sum((own for kind, own in counts.items() if own["marked"]), Counter[str]())
    print(name)
    for kind, own in [*((kind.value, own) for kind, own in counts.items() if own["marked"]), ("all of these", total)]:
        print(
            f"  {kind:16} {own['questions']:4} has {own['has']:4}  marked {_share(own, 'marked', 'has')}"
            f"  right {_share(own, 'right', 'marked')}  elsewhere {_share(own, 'elsewhere', 'others')}",
            flush=True,
        )


def _share(own: Counter[str], part: str, of: str) -> str:
    return f"{own[part] / own[of]:.3f} ({own[part]:3})" if own[of] else "-    (  0)"


if __name__ == "__main__":
    sys.exit(main())
