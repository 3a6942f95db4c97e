"""The command line: a contract. With --json, stdout holds exactly one JSON value; progress and notes go to stderr."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from core.errors import BadInput, RapporteurError
from core.shown import shown
from serve import as_json
from serve.commands import (
    answers,
    ask,
    cite,
    compare,
    coverage,
    documents,
    feedback,
    people,
    portraits,
    quality,
    results,
    review,
    talks,
    terms,
)
from serve.commands.arguments import Parser, Told, whole_number
from serve.environment import settings
from serve.ingest_run import IngestReport
from serve.library import Library
from serve.problems import duplicates_line, grouped_problems
from serve.progress import progress_bar
from serve.stop import Stop, asked_by_signals

_COMMANDS = (
    results,
    compare,
    coverage,
    ask,
    answers,
    portraits,
    documents,
    cite,
    talks,
    review,
    terms,
    people,
    feedback,
    quality,
)
"""The modules that add commands of their own, in the order of the help."""

_QUERY_WITH_MINUS = re.compile(r"-(?!h$)[^-\s\d].*", re.DOTALL)
_WATCH = (
    "follow the corpus folder: an ingest whenever its files come to rest, until Ctrl-C. "
    'With --json, one value a line: the report of each ingest, or {"error": …}'
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command gives: its JSON value, the lines for people, and the exit code."""

    value: Any
    lines: Iterable[str]
    code: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    words = _with_plain_queries(sys.argv[1:] if arguments is None else arguments)
    notes = Console(stderr=True, highlight=False)
    try:
        chosen = _parser().parse_args(words, argparse.Namespace(corpus=None, data=None, json=False))
        library = Library(settings(chosen.corpus, chosen.data))
        try:
            outcome: Outcome = chosen.command(library, chosen, notes)
            _show(outcome, chosen.json)
        finally:
            library.close()
    except RapporteurError as exc:
        notes.print(shown(f"rapporteur: {exc}"), markup=False, soft_wrap=True)
        if "--json" in words:
            _print_json({"error": {"problem": exc.problem, "remedy": exc.remedy}})
        return exc.exit_code
    except KeyboardInterrupt:
        notes.print("Stopped. What was committed before is kept.")
        return 130
    return outcome.code


def _show(outcome: Outcome, as_value: bool) -> None:
    try:
        _write(outcome, as_value)
    except BrokenPipeError:  # whoever reads our output has had enough of it (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(outcome: Outcome, as_value: bool) -> None:
    if as_value and outcome.value is not None:
        _print_json(outcome.value)
    elif not as_value:
        _print(outcome.lines)
    sys.stdout.flush()


def _print_json(value: Any) -> None:
    """One line, in characters where the terminal has them, else in JSON's own escapes."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")  # by itself stdout may let half characters of an argument through
        print(text)
    except UnicodeEncodeError:
        print(json.dumps(value))


def _print(lines: Iterable[str]) -> None:
    encoding, as_they_come = sys.stdout.encoding or "utf-8", not isinstance(lines, Sequence)
    for line in lines:
        print(line.encode(encoding, "backslashreplace").decode(encoding), flush=as_they_come)


def _with_plain_queries(arguments: Sequence[str]) -> list[str]:
    """A query may begin with a minus ("-canada"): a blank before it keeps it from being taken for an option."""
    return [f" {word}" if _QUERY_WITH_MINUS.fullmatch(word) else word for word in arguments]


def _parser() -> argparse.ArgumentParser:
    common = Parser(add_help=False)
    common.add_argument("--corpus", metavar="DIR", default=argparse.SUPPRESS, help="the documents and the catalogue")
    common.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="what can be rebuilt from them")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON value on stdout")
    parser = Parser(prog="rapporteur", description=__doc__, parents=[common])
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: Callable[..., Outcome], text: str, *parents: Parser) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=text, parents=[common, *parents]
        )
        sub.set_defaults(command=run)
        return sub

    def telling(name: str, run: Callable[..., Told], text: str, *parents: Parser) -> argparse.ArgumentParser:
        return command(name, partial(_with_notes, run), text, *parents)

    command("ingest", _ingest, "bring the index up to date with the corpus").add_argument(
        "--rebuild", action="store_true", help="read everything anew"
    )
    command("watch", _watch, _WATCH)
    for module in _COMMANDS:
        module.add_commands(telling)
    served = command("serve", _serve, "start the web page")
    served.add_argument("--host", default="127.0.0.1")
    served.add_argument("--port", type=whole_number, default=8501)
    served.add_argument("--watch", action="store_true", help="follow the corpus folder meanwhile")
    _judging_options(command("evaluate", _evaluate, "measure the ranking on a judged set"))
    imported = command("import-event", _import_event, "read a saved event page into the catalogue")
    imported.add_argument("file", type=Path)
    imported.add_argument("--no-page", action="store_true", help="do not copy the page itself into the corpus")
    return parser


def _with_notes(run: Callable[..., Told], library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*run(library, chosen, lambda note: notes.print(note, markup=False, soft_wrap=True)))


def _judging_options(judged: argparse.ArgumentParser) -> None:
    sets = judged.add_mutually_exclusive_group(required=True)
    sets.add_argument("--beir", type=Path, metavar="DIR", help="a set in BEIR layout; needs --language")
    sets.add_argument(
        "--questions", type=Path, metavar="FILE", help="lines with question, file, page (and grade), on the index"
    )
    judged.add_argument("--language")
    judged.add_argument(
        "--semantic", action="store_true", help="with --beir: fused with the ranking by meaning (the extra `semantic`)"
    )


def _ingest(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    stop = Stop()
    with progress_bar(notes) as progress, asked_by_signals(stop):
        report = library.ingest(progress, rebuild=chosen.rebuild, stop=stop)
    return _ingested(report, notes)


def _ingested(report: IngestReport, notes: Console) -> Outcome:
    problems = grouped_problems(report.failed)
    for problem in problems:
        notes.print(problem.line, markup=False, soft_wrap=True)
    lines = [
        f"{len(report.added)} added, {len(report.updated)} updated, {len(report.removed)} removed, "
        f"{report.unchanged} unchanged; {report.pages} pages read in {report.seconds:.1f} s."
    ]
    lines += map(duplicates_line, report.duplicates)
    if problems:
        verb = "problem needs" if len(problems) == 1 else "problems need"
        lines.append(f"{len(problems)} {verb} a person (listed above).")
    if report.without_vectors:
        lines.append(
            f"{report.without_vectors} documents cannot be found by meaning yet: the next ingest prepares them."
        )
    if report.left:
        lines.append(f"Stopped: {report.left} files are left as they were. The next ingest goes on with them.")
        return Outcome(as_json.ingest_json(report), lines, 130)
    return Outcome(as_json.ingest_json(report), lines, 130 if report.without_vectors else 1 if report.failed else 0)


def _watch(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    from serve.watch import follow

    def tell(told: IngestReport | RapporteurError) -> None:
        try:
            _show(_told(told, notes), chosen.json)
        except BrokenPipeError:  # nobody listens any more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise KeyboardInterrupt from None

    follow(library, tell)
    return Outcome(None, [])


def _told(told: IngestReport | RapporteurError, notes: Console) -> Outcome:
    if isinstance(told, RapporteurError):
        notes.print(f"rapporteur: {told}", markup=False, soft_wrap=True)
        return Outcome({"error": {"problem": told.problem, "remedy": told.remedy}}, [])
    return _ingested(told, notes)


def _serve(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    from serve.server import run_server

    out = sys.stderr if chosen.json else sys.stdout
    with ExitStack() as meanwhile:
        if chosen.watch:
            from serve.watch import following

            meanwhile.enter_context(following(library, lambda told: _print_notes(_told(told, notes), notes)))
        code = run_server(library.settings, chosen.host, chosen.port, lambda line: print(line, file=out, flush=True))
    return Outcome({"exit": code}, [], code)


def _print_notes(outcome: Outcome, notes: Console) -> None:
    for line in outcome.lines:
        notes.print(line, markup=False, soft_wrap=True)


def _evaluate(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    if chosen.questions:
        from evaluation.questions import evaluate as evaluate_pages

        if chosen.semantic:
            raise BadInput("--semantic is for sets in BEIR layout.", "Leave it out, or give --beir.")
        scores = evaluate_pages(library.view(), chosen.questions, lambda text: library.ask(text, {}))
    else:
        from evaluation.beir import DEFAULT_MODEL, evaluate

        model = library.settings.semantic or DEFAULT_MODEL if chosen.semantic else ""
        scores = evaluate(chosen.beir, chosen.language or "", model)
    unasked = [name for name, value in scores.items() if value is None]
    lines = [f"{name}: {value}" for name, value in scores.items() if value is not None]
    return Outcome(
        scores, [*lines, *([f"Not measured, as no question asks for it: {', '.join(unasked)}."] if unasked else [])]
    )


def _import_event(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    page, added = library.import_event(chosen.file, keep_page=not chosen.no_page)
    for note in page.notes:
        notes.print(note, markup=False, soft_wrap=True)
    lines = [f"{len(added)} rows added to the catalogue.", *(f"  {title}" for title in added)]
    return Outcome({"event": page.event, "date": page.date, "place": page.place, "added": list(added)}, lines)


if __name__ == "__main__":
    sys.exit(main())
