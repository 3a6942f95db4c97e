"""The commands `answers` and `answer`, and what `ask` does with an answer to keep: a permalink, and files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from serve.answer_record import AnswerRecord
from serve.answer_record_files import form_of_file
from serve.answer_record_json import kept_json, listed_json
from serve.answer_record_words import (
    facts,
    moment_name,
    parts,
    permalink,
    since_lines,
    standing_sentence,
    verdict,
)
from serve.answer_since import Since
from serve.as_json import Json
from serve.citation import in_words
from serve.commands.arguments import AddCommand, Tell, Told
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import plain

_OUT = "write it there: .md, .html (one file), .json or .ris (a reference a quote)"


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    command("answers", _answers, "list the answers that were kept")
    one = command("answer", _answer, "show a kept answer, whether its quotes still stand, and what is new since")
    one.add_argument("id")
    one.add_argument("--out", metavar="FILE", help=_OUT)
    one.add_argument("--site", metavar="URL", default="", help="the web page's address, before the permalinks")
    one.add_argument("--forget", action="store_true", help="take it out: its permalink is gone")


def record_options(asked: argparse.ArgumentParser) -> None:
    """The options of a command that asks a question; its --site is the web page's address."""
    asked.add_argument("--out", metavar="FILE", help=_OUT)
    asked.add_argument("--keep", action="store_true", help="keep the answer: it gets a permalink")


def written_or_kept(library: Library, chosen: argparse.Namespace, record: AnswerRecord, told: Told) -> Told:
    """What a question gives with --out or --keep; `told` is what it gives without: with --keep alone that too."""
    form = form_of_file(chosen.out) if chosen.out else None
    record = library.keep(record) if chosen.keep else record
    value: Json = {"id": record.id, "kept": record.kept, "permalink": permalink(record, chosen.site)}
    lines = [f"Kept: {permalink(record, chosen.site)} (`rapporteur answer {record.id}`)."] if record.kept else []
    if form is None:
        return {**told[0], **value}, [*told[1], *lines]
    write_pieces(chosen.out, form.write(record, chosen.site, None), "--out")
    return {"file": chosen.out, **value}, [f"{_found(record)}, written to {chosen.out}.", *lines]


def _found(record: AnswerRecord) -> str:
    return verdict(record).removesuffix(".")


def _answers(library: Library, _chosen: argparse.Namespace, tell: Tell) -> Told:
    records, problems = library.all_kept()
    for problem in problems:
        tell(f"{problem.problem} {problem.remedy}")
    lines = [f"{one.id}  {moment_name(one)}  {plain(one.question)}  ({_found(one)})" for one in records]
    return list(map(listed_json, records)), lines or ["No answer was kept yet: `rapporteur ask … --keep`."]


def _answer(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    if chosen.forget:
        library.forget(chosen.id)
        return {"forgotten": chosen.id}, [f"The answer {chosen.id} is not kept any more."]
    form = form_of_file(chosen.out) if chosen.out else None
    record = library.kept(chosen.id)
    found = library.since(record)
    if form:
        write_pieces(chosen.out, form.write(record, chosen.site, found.standings), "--out")
        return {"file": chosen.out, "id": record.id}, [f"Written to {chosen.out}."]
    return kept_json(record, found), list(_lines(record, found, chosen.site))


def _lines(record: AnswerRecord, found: Since, site: str) -> Iterator[str]:
    yield plain(record.question)
    yield verdict(record)
    for part in parts(record):
        yield from filter(None, (part.heading, part.silence))
        for quote in part.quotes:
            yield f"  {in_words(quote.cited_at(site))} [{found.standings[quote.pick].value}]"
    if found.standings:
        yield standing_sentence(found.standings)
    yield from (f"{name}: {value}" for name, value in facts(record) if value)
    yield "Since:"
    yield from (f"  {sentence}" for sentence in since_lines(found))
    yield from (f"  new: {in_words(quote.cited_at(site))}" for _, quote in found.new)
