"""How often a question's kind is right, and its answer among the parts of that kind: `python -m evaluation.question_kinds`.

On the sets of RAPPORTEUR_SHARED/data/ir whose questions have judged answers. A kind is *borne out* where the answer has its
form: a number for the numbers, a date or a figure for dates, a capital for names; of other kinds form says nothing. *Touched*
and *whole*: the sentence of the answer has a part that overlaps it, or holds it all. *Elsewhere*: how many of the other
sentences of the same passage have a part, too. --show KIND prints what was not touched.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from answer.answering_parts import parts
from answer.asking.asked import asked_for
from answer.asking.kinds import Kind
from answer.sentences import sentences
from core.records import Span
from evaluation.beir import qrels_path, read_lines, read_qrels
from index.analysis import stem, stop_words, tokens

SETS = {"xquad_en": "en", "xquad_de": "de", "piaf_fr": "fr"}
_NAMES = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME)


class Judged(NamedTuple):
    """A question, an answer of its passage, and the passage."""

    question: str
    answer: str
    passage: str


@dataclass
class Tally:
    """What was counted for the questions of one kind."""

    counts: Counter[str] = field(default_factory=Counter)
    untouched: list[str] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """As a row of a table."""
        shares = (
            ("borne out", "formed"), ("touched", "questions"), ("whole", "questions"), ("elsewhere", "others"),
        )  # fmt: skip
        told = " ".join(f"{name} {self._share(name, of):>5}" for name, of in shares)
        return f"  {kind:20} {self.counts['questions']:5} {told}"

    def _share(self, name: str, of: str) -> str:
        return f"{self.counts[name] / self.counts[of]:.2f}" if self.counts[of] else "-"


def main(arguments: Sequence[str]) -> int:
    """Prints a table a set."""
    sets = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    if not sets.is_dir():
        print(f"{sets} is not there: nothing to measure on.")
        return 0
    shown = arguments[arguments.index("--show") + 1] if "--show" in arguments else ""
    for name, language in SETS.items():
        tallies, seconds = measure([*judged(sets / name)], language)
        sentences_read = sum(tally.counts["others"] + tally.counts["questions"] for tally in tallies.values())
        print(f"{name}: {1e6 * seconds / sentences_read:.0f} µs a sentence")
        for kind in (kind for kind in Kind if kind in tallies):
            print(tallies[kind].line(kind.value))
            for line in tallies[kind].untouched if kind.value == shown else ():
                print("     ", line)
    return 0


def judged(folder: Path) -> Iterator[Judged]:
    """The questions of a set whose answer stands in the passage that is judged to have it."""
    passages = {str(row["_id"]): str(row["text"]) for row in read_lines(folder / "corpus.jsonl")}
    of = {entry.query_id: passages[entry.doc_id] for entry in read_qrels(qrels_path(folder))}
    for row in read_lines(folder / "queries.jsonl"):
        passage = of.get(str(row["_id"]), "")
        answer = next((answer for answer in row["answers"] if answer in passage), None)
        if answer:
            yield Judged(str(row["text"]), answer, passage)


def measure(questions: Sequence[Judged], language: str) -> tuple[dict[Kind, Tally], float]:
    """Kind → what was counted; and the processor time that the parts of all sentences took."""
    tallies: dict[Kind, Tally] = {}
    seconds = 0.0
    for one in questions:
        kind = asked_for(one.question).kind
        tally = tallies.setdefault(kind, Tally())
        tally.counts["questions"] += 1
        tally.counts.update(_form(kind, one.answer, language))
        start = one.passage.index(one.answer)
        answer = Span(start, start + len(one.answer))
        for sentence in sentences(one.passage):
            text = sentence.of(one.passage)
            asked = _words_of(one.question, text, language)
            before = time.process_time()
            found = parts(kind, text, language, asked)
            seconds += time.process_time() - before
            _count(tally, one, sentence, found, answer)
    return tallies, seconds


def _form(kind: Kind, answer: str, language: str) -> Counter[str]:
    if kind.is_number:
        borne_out = bool(parts(Kind.NUMBER, answer, language)) or any(map(str.isdigit, answer))
    elif kind is Kind.DATE:
        borne_out = bool(parts(kind, answer, language)) or any(map(str.isdigit, answer))
    elif kind in _NAMES:
        borne_out = any(map(str.isupper, answer))
    else:
        return Counter()
    return Counter({"formed": 1, "borne out": int(borne_out)})


def _count(tally: Tally, one: Judged, sentence: Span, found: Sequence[Span], answer: Span) -> None:
    if not sentence.start <= answer.start < sentence.end:
        tally.counts.update({"others": 1, "elsewhere": int(bool(found))})
        return
    here = [Span(span.start + sentence.start, span.end + sentence.start) for span in found]
    touched = any(span.start < answer.end and answer.start < span.end for span in here)
    whole = any(span.start <= answer.start and answer.end <= span.end for span in here)
    tally.counts.update({"touched": int(touched), "whole": int(whole)})
    if not touched:
        tally.untouched.append(f"{one.question} | {one.answer} | {sentence.of(one.passage)}")


def _words_of(question: str, text: str, language: str) -> list[Span]:
    """Where the question's words stand in a sentence, in any inflection; its stop words left out."""
    common = stop_words(language)
    wanted = {stem(word, language) for word, _, _ in tokens(question) if word not in common}
    return [token.span for token in tokens(text) if token.word not in common and stem(token.word, language) in wanted]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
