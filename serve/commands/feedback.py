"""The command `feedback`: what readers said of answers, as a list or a judged set, and a word of one's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.errors import BadInput
from serve.commands.arguments import AddCommand, Tell, Told, whole_number
from serve.feedback import Feedback, Judgement, Verdict, judgement_json, page_of, read_feedback, say, say_of_all
from serve.judged_set import JudgedSet, judged_csv, judged_lines, judged_set, known_of
from serve.known_items import add_known_item
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import plain, plural

_ACTIONS = {
    "right": "the page, or all that is answered now, answers the question",
    "wrong": "it does not",
    "missing": "the page answers and was not shown; or it is --not-in-library",
    "withdraw": "take back what was said of the page, or of the library",
    "known": "add the question, with the pages judged right, to the known items",
}


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    text = "list what readers said of answers; or say it: " + "; ".join(f"{n}: {t}" for n, t in _ACTIONS.items())
    said = command("feedback", _feedback, text)
    said.add_argument("action", nargs="?", choices=tuple(_ACTIONS))
    said.add_argument("question", nargs="?", default="")
    said.add_argument("--file", "--document", metavar="D", default="", help="the document, by its file or id")
    said.add_argument("--page", type=whole_number, help="the file's page, counted from 1")
    said.add_argument("--not-in-library", action="store_true", help="nothing in the library answers")
    said.add_argument("--out", metavar="FILE", help="write a judged set for `evaluate --questions` (.csv or .jsonl)")


def _feedback(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    question = chosen.question.removeprefix(" ")
    if not chosen.action:
        if chosen.file or chosen.page is not None or chosen.not_in_library:
            raise BadInput("--document, --page and --not-in-library go with a verdict.", f"Say {', '.join(_ACTIONS)}.")
        return _listed(library, chosen.out, tell)
    if chosen.out:
        raise BadInput("--out goes without a verdict.", "Say it first, then write the set.")
    return _known(library, question) if chosen.action == "known" else _said(library, chosen, question)


def _listed(library: Library, out: str | None, tell: Tell) -> Told:
    feedback = read_feedback(library.settings.feedback)
    judged = judged_set(feedback, library.view().documents.values())
    for problem in (*feedback.problems, *judged.problems):
        tell(f"{problem.problem} {problem.remedy}")
    contradictions = feedback.contradictions + judged.contradictions
    summary = f"{plural(len(feedback.standing), 'judgement')}; {plural(contradictions, 'contradiction')}."
    value = {
        "judgements": [judgement_json(judgement) for judgement in feedback.standing.values()],
        "contradictions": contradictions,
        "judged": [page._asdict() for page in judged.pages],
        "problems": [{"problem": one.problem, "remedy": one.remedy} for one in (*feedback.problems, *judged.problems)],
    }
    if out:
        _write(out, judged)
        told = f"{plural(len(judged.pages), 'judged page')} written to {out}. {summary}"
        return {**value, "out": out}, [told]
    return value, [*_lines(feedback), summary]


def _write(out: str, judged: JudgedSet) -> None:
    ends = {".csv": judged_csv, ".jsonl": judged_lines}
    pieces = ends.get(Path(out).suffix.lower())
    if pieces is None:
        raise BadInput(f"{out} is neither .csv nor .jsonl.", "Name a file that ends so.")
    write_pieces(out, pieces(judged), "--out")


def _lines(feedback: Feedback) -> list[str]:
    return [_line(judgement) for judgement in feedback.standing.values()]


def _line(judgement: Judgement) -> str:
    place, row = judgement.place, f" [{judgement.row}]" if judgement.row else ""
    if not place:
        what = "nothing in the library answers" if judgement.holds else "something in the library answers"
        return f"{judgement.verdict}: {plain(judgement.question)}{row} — {what}"
    quote = f" “{plain(place.text)}”" if place.text else ""
    return f"{judgement.verdict}: {plain(judgement.question)}{row} — {place.file}, PDF page {place.page}{quote}"


def _said(library: Library, chosen: argparse.Namespace, question: str) -> Told:
    named = bool(chosen.file) and chosen.page is not None
    if (bool(chosen.file) or chosen.page is not None) and not named:
        raise BadInput("--document and --page go together.", "Give both.")
    if named and chosen.not_in_library:
        raise BadInput("--not-in-library goes without a page.", "Leave out one of the two.")
    verdict = Verdict.WITHDRAWN if chosen.action == "withdraw" else Verdict(chosen.action)
    if named:
        judgement = say(library, question, verdict, page_of(library, chosen.file, chosen.page))
    elif chosen.not_in_library or verdict == Verdict.WITHDRAWN:
        judgement = say(library, question, verdict)
    elif verdict == Verdict.MISSING:
        raise BadInput("What is missing?", "Give --document and --page, or --not-in-library.")
    else:
        kept = say_of_all(library, library.ask(question, {}), verdict)
        return {"question": question, "verdict": verdict.value, "kept": kept}, [f"{plural(kept, 'judgement')} kept."]
    return {**judgement_json(judgement), "kept": 1}, [f"Kept: {_line(judgement)}"]


def _known(library: Library, question: str) -> Told:
    feedback = read_feedback(library.settings.feedback)
    item = known_of(judged_set(feedback, library.view().documents.values()), question)
    table = library.settings.known_items
    add_known_item(table, item)
    pages = [{"file": file, "page": page} for file, page in item.pages]
    return {"question": item.question, "pages": pages}, [f"Added to {table.name}: {item.question}"]
