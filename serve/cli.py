"""The command line: a contract. With --json, stdout holds exactly one JSON value; progress and notes go to stderr."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from core.errors import BadInput, RapporteurError
from core.shown import shown
from serve import as_json
from serve.arguments import Parser, filters_of, narrowing_options, reading_of, reading_options, whole_number
from serve.cite_commands import cite, cite_options
from serve.environment import settings
from serve.ingest_run import IngestReport
from serve.library import Library
from serve.problems import grouped_problems
from serve.progress import progress_bar
from serve.readability import looked_through, readability_json, readability_lines, unreadable_notes
from serve.render import plain
from serve.results_commands import (
    complete_options,
    complete_query,
    count_frequency,
    find,
    find_similar,
    frequency_options,
    search_options,
    similar_options,
)
from serve.review_commands import accept_options, accept_proposals, list_proposals
from serve.stop import Stop, asked_by_signals
from serve.term_commands import accept_term_options, accept_terms, list_terms

_QUERY_WITH_MINUS = re.compile(r"-(?!h$)[^-\s\d].*", re.DOTALL)
_WATCH = (
    "follow the corpus folder: an ingest whenever its files come to rest, until Ctrl-C. "
    'With --json, one value a line: the report of each ingest, or {"error": …}'
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command gives: its JSON value, the lines for people, and the exit code."""

    value: Any
    lines: Sequence[str]
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
    try:
        _show(outcome, chosen.json)
    except BrokenPipeError:  # whoever reads our output has had enough of it (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return outcome.code


def _show(outcome: Outcome, as_value: bool) -> None:
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


def _print(lines: Sequence[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(line.encode(encoding, "backslashreplace").decode(encoding))


def _with_plain_queries(arguments: Sequence[str]) -> list[str]:
    """A query may begin with a minus ("-canada"): a blank before it keeps it from being taken for an option."""
    return [f" {word}" if _QUERY_WITH_MINUS.fullmatch(word) else word for word in arguments]


def _parser() -> argparse.ArgumentParser:
    common = Parser(add_help=False)
    common.add_argument("--corpus", metavar="DIR", default=argparse.SUPPRESS, help="the documents and the catalogue")
    common.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="what can be rebuilt from them")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON value on stdout")
    narrowing, reading = narrowing_options(), reading_options()
    parser = Parser(prog="rapporteur", description=__doc__, parents=[common])
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: Callable[..., Outcome], text: str, *parents: Parser) -> Any:
        sub = commands.add_parser(name, help=text, description=text, parents=[common, *parents])
        sub.set_defaults(command=run)
        return sub

    command("ingest", _ingest, "bring the index up to date with the corpus").add_argument(
        "--rebuild", action="store_true", help="read everything anew"
    )
    command("watch", _watch, _WATCH)
    search_options(command("search", _search, "find pages", narrowing, reading))
    complete_options(command("complete", _complete, "tell how a query that is being written may go on"))
    counting = command("frequency", _frequency, "count how often words stand, and where", narrowing, reading)
    frequency_options(counting)
    similar_options(command("similar", _similar, "find pages like a page", narrowing))
    asked = command("ask", _ask, "answer a question with quotes", narrowing, reading)
    asked.add_argument("question")
    asked.add_argument("--by", choices=("country", "presenter"))
    command("documents", _documents, "list the documents")
    mapped = command("readability", _readability, "tell which pages can be searched, and how surely")
    mapped.add_argument("document", nargs="?")
    shown = command("page", _page, "show one page, marked", reading)
    shown.add_argument("document")
    shown.add_argument("number", type=whole_number)
    shown.add_argument("--mark", metavar="QUERY", default="")
    shown.add_argument("--out", type=Path, metavar="FILE.png")
    cite_options(command("cite", _cite, "cite a page, or words of it", reading))
    command("status", _status, "tell the state of the index")
    served = command("serve", _serve, "start the web page")
    served.add_argument("--host", default="127.0.0.1")
    served.add_argument("--port", type=whole_number, default=8501)
    served.add_argument("--watch", action="store_true", help="follow the corpus folder meanwhile")
    _judging_options(command("evaluate", _evaluate, "measure the ranking on a judged set"))
    command("proposals", _proposals, "list what the files seem to say of themselves, for a person to accept")
    accept_options(command("accept", _accept, "accept a document's proposals, corrected, into the catalogue"))
    command("terms", _terms, "list the acronyms that the documents define, for a person to accept as equal terms")
    accept_term_options(command("accept-term", _accept_term, "accept an acronym and its long form into terms.csv"))
    imported = command("import-event", _import_event, "read a saved event page into the catalogue")
    imported.add_argument("file", type=Path)
    imported.add_argument("--no-page", action="store_true", help="do not copy the page itself into the corpus")
    return parser


def _judging_options(judged: argparse.ArgumentParser) -> None:
    sets = judged.add_mutually_exclusive_group(required=True)
    sets.add_argument("--beir", type=Path, metavar="DIR", help="a set in BEIR layout; needs --language")
    sets.add_argument("--questions", type=Path, metavar="FILE", help="lines with question, file, page, on the index")
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
    lines += map(_duplicates_line, report.duplicates)
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


def _duplicates_line(files: Sequence[str]) -> str:
    return f"The same file {len(files)} times: {', '.join(files)}. Counted once; nothing needs to be done."


def _complete(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*complete_query(library, chosen))


def _search(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*find(library, chosen, filters_of(chosen), _telling(notes)))


def _telling(notes: Console) -> Callable[[str], None]:
    return lambda note: notes.print(note, markup=False, soft_wrap=True)


def _frequency(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*count_frequency(library, chosen, filters_of(chosen), _telling(notes)))


def _similar(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*find_similar(library, chosen, filters_of(chosen)))


def _ask(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    answer = library.ask(chosen.question.removeprefix(" "), filters_of(chosen), chosen.by, reading_of(chosen))
    lines = []
    for label, quotes in [("", answer.quotes), *((f"{row.value}: ", row.quotes) for row in answer.rows)]:
        if label and not quotes:
            lines.append(f"{label}nothing found")
        lines += [f"{label}“{plain(quote.text)}” — {quote.document.title}, p. {quote.page.label}" for quote in quotes]
    lines.append(" ".join((f"Searched: {looked_through(answer.searched)}.", *unreadable_notes(answer.searched))))
    if answer.status == "not_found":
        lines.insert(0, "Nothing found that answers this.")
    return Outcome(as_json.answer_json(answer), lines)


def _documents(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    documents = library.documents()
    lines = [f"{d.id}  {d.title}  ({len(d.pages)} pages, {as_json.state_sentence(d)})" for d in documents]
    return Outcome([as_json.document_json(document) for document in documents], lines)


def _readability(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    documents = library.readability(chosen.document)
    found = [readability_json(document) for document in documents]
    return Outcome(found[0] if chosen.document else found, list(readability_lines(documents, bool(chosen.document))))


def _page(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    marked = library.marked_page(chosen.document, chosen.number, chosen.mark, reading_of(chosen))
    if marked.note:
        notes.print(marked.note, markup=False, soft_wrap=True)
    if chosen.out:
        from serve.page_image import with_boxes  # its libraries are not for every command

        _write(chosen.out, with_boxes(library.image_of(marked), marked.page.width, marked.boxes))
    lines = [f"Written to {chosen.out}."] if chosen.out else [marked.page.text]
    return Outcome(as_json.page_json(marked), lines)


def _write(path: Path, image: bytes) -> None:
    try:
        path.write_bytes(image)
    except OSError as exc:
        raise BadInput(f"{path} cannot be written ({exc.strerror}).", "Name another file with --out.") from exc


def _cite(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*cite(library, chosen))


def _status(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    status = library.status()
    problems = grouped_problems(status.failed)
    lines = [
        f"{status.documents} documents, {status.pages} pages, generation {status.generation}",
        *(
            [f"Counted without copies, versions and translations: {status.works}"]
            if status.works < status.documents
            else []
        ),
        f"{len(status.awaited)} awaited; {len(problems)} {'problem' if len(problems) == 1 else 'problems'}",
        *(problem.line for problem in problems),
        *map(_duplicates_line, status.duplicates),
    ]
    return Outcome(as_json.status_json(status), lines)


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
        scores = evaluate_pages(library.view(), chosen.questions)
    else:
        from evaluation.beir import DEFAULT_MODEL, evaluate

        model = library.settings.semantic or DEFAULT_MODEL if chosen.semantic else ""
        scores = evaluate(chosen.beir, chosen.language or "", model)
    return Outcome(scores, [f"{name}: {value}" for name, value in scores.items()])


def _proposals(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*list_proposals(library))


def _accept(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*accept_proposals(library, chosen))


def _terms(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*list_terms(library))


def _accept_term(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    return Outcome(*accept_terms(library, chosen))


def _import_event(library: Library, chosen: argparse.Namespace, notes: Console) -> Outcome:
    page, added = library.import_event(chosen.file, keep_page=not chosen.no_page)
    for note in page.notes:
        notes.print(note, markup=False, soft_wrap=True)
    lines = [f"{len(added)} rows added to the catalogue.", *(f"  {title}" for title in added)]
    return Outcome({"event": page.event, "date": page.date, "place": page.place, "added": list(added)}, lines)


if __name__ == "__main__":
    sys.exit(main())
