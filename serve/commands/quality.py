"""The command `check`: the known items, whether they are still found."""

from __future__ import annotations

import argparse

from serve.check_history import read_history, run_check
from serve.commands.arguments import AddCommand, Tell, Told
from serve.item_check import REACHED, Outcome, item_problems
from serve.library import Library
from serve.render import numbered, plain, plural


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    command("check", _check, "put the known items to the library; exit code 1 where one that was found before is lost")


def _check(library: Library, _chosen: argparse.Namespace, tell: Tell) -> Told:
    history = read_history(library.settings.checks)
    problems = (*item_problems(library, history.files), *history.problems)
    for problem in problems:
        tell(f"{problem.problem} {problem.remedy}")
    check, gone = run_check(library)
    failed = [outcome for outcome in check.outcomes if not outcome.good]
    lines = [f"{score.held} of {score.total} {REACHED[what]}" for what, score in check.scores.items() if score.total]
    lines += [failure(outcome) for outcome in failed]
    lines += [f"Lost: {one.sentence}" for one in gone]
    lines.append(f"{plural(len(check.outcomes), 'item')} checked in {check.seconds:.1f} s.")
    value = {
        "date": check.date,
        "generation": check.generation,
        "seconds": round(check.seconds, 3),
        "scores": {what: score._asdict() for what, score in check.scores.items()},
        "items": [_json(outcome) for outcome in check.outcomes],
        "lost": [one._asdict() for one in gone],
        "problems": [{"problem": problem.problem, "remedy": problem.remedy} for problem in problems],
    }
    return value, lines, int(bool(gone))


def _json(outcome: Outcome) -> dict[str, object]:
    return {
        "question": outcome.question,
        "pages": [page._asdict() for page in outcome.pages],
        "place": outcome.place,
        "quote": outcome.quote,
        "silent": outcome.silent,
        "good": outcome.good,
        "instead": outcome.instead._asdict() if outcome.instead else None,
    }


def failure(outcome: Outcome) -> str:
    """How an item failed, in words."""
    missed = ", ".join(f"not {REACHED[what]}" for what, held in outcome.reached.items() if not held)
    wanted = " or ".join(f"{page.file}, PDF page {page.page}" for page in outcome.pages)
    came = outcome.instead
    instead = f"; instead: {came.title}, {numbered(came.label, came.page)}" if came else ""
    return plain(f"{outcome.question} — {missed}{f' ({wanted})' if wanted else ''}{instead}")
