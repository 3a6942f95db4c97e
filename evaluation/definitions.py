"""Whether "what is", "what does … do" and "who is" get a sentence that says it: `python -m evaluation.definitions`.

Questions about the demonstration library, written for this (`definitions.jsonl`: question, file, page, and words that an answer
has one of). Prints how often the first quote has them, and one of the first three, for those that were looked at while the
patterns were written and for those that were kept apart.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from answer.choosing import candidates
from answer.deciding import Decision
from answer.grounds import Weigher
from answer.question import understood
from core.settings import Settings
from evaluation.declining_sets import plain, read_rows
from serve.library import Library

_HOME = Path(__file__).parent
_FIRST = 3


def main() -> int:
    """Prints a line for each of the two."""
    with tempfile.TemporaryDirectory() as data:
        library = Library(Settings(corpus=_HOME.parent / "corpus", data=Path(data)))
        try:
            library.ingest()
            told = [(bool(row["apart"]), has_answer(library, row)) for row in read_rows("definitions")]
        finally:
            library.close()
    for apart in (False, True):
        own = [has for half, has in told if half is apart]
        first, three = (sum(any(has[:most]) for has in own) for most in (1, _FIRST))
        print(
            f"{'kept apart' if apart else 'looked at':10} first {first} of {len(own)}, one of three {three}", flush=True
        )
    return 0


def has_answer(library: Library, row: dict[str, object]) -> Sequence[bool]:
    """Of the first quotes for a question, which have the words of an answer."""
    view, answers = library.view(), row["answers"]
    assert isinstance(answers, list)
    question = understood(view, str(row["question"]), library.terms())
    decision = Decision(Weigher(view, question), candidates(view, question, question.filters))
    quoted = [plain(decision.told[place].quote.text) for place in decision.order[:_FIRST]]
    return [any(plain(answer) in text for answer in answers) for text in quoted]


if __name__ == "__main__":
    sys.exit(main())
