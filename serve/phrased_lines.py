"""Sentences made of an answer's quotes, as lines of the command line."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing

from answer.phrasing.records import Phrased, numbered
from answer.records import Answer
from serve.stop import Stop, asked_by_signals


def phrased_lines(phrasing: Generator[Phrased, None, None], answer: Answer) -> Iterator[str]:
    """Each sentence as soon as it is finished and checked, then what was left out, and the quotes cited. Ctrl-C ends the
    model alone."""
    quotes, shown, so_far, stop = numbered(answer), 0, Phrased(), Stop()
    stop.worthwhile = True  # the quotes are there
    with closing(phrasing), asked_by_signals(stop):
        for so_far in phrasing:
            for sentence in so_far.sentences[shown:]:
                yield f"{sentence.text} {''.join(f'[{key}]' for key in sentence.keys)}"
            shown = len(so_far.sentences)
            if stop():
                yield "Stopped."
                break
    yield from filter(None, (so_far.left_out, so_far.note))
    for key in sorted({key for sentence in so_far.sentences for key in sentence.keys}):
        yield f"[{key}] {quotes[key].document.title}, p. {quotes[key].page.label}"
    yield ""
