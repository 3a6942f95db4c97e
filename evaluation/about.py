"""Measures which countries texts are said to speak of: `python -m evaluation.about [--wrong] [--documents]`.

A person read the windows of pages in `about.csv` (a random sample, one part to tune on, one held out) and wrote down where a
country is named; a window without a name is a row without a word, and "?" a name that two readers could judge differently: it
counts neither way. `about_passages.csv` are passages of our own with ambiguous names, `about_documents.csv` the main country
of documents about one country alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.countries import mentions
from core.errors import FileUnreadable
from core.records import Span
from core.settling import Named, certain, settled
from evaluation.load_corpus import read_load
from ingest.extract import extract
from ingest.messages import FileFacts
from ingest.metadata.proposed_countries import country_proposed
from ingest.words.countries_named import countries_named

HOME = Path(__file__).resolve().parent
DOUBT = "?"
Texts = Mapping[tuple[str, str], Mapping[int, str]]
"""(set, document) → page → text."""


class Truth(NamedTuple):
    """A name of a country as a person read it."""

    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a page that a person read to the end."""

    part: str
    set: str
    document: str
    page: int
    language: str
    span: Span


def windows(rows: Iterable[Mapping[str, str]]) -> dict[Window, list[Truth]]:
    """The judged windows with their names."""
    found: dict[Window, list[Truth]] = defaultdict(list)
    for row in rows:
        span = Span(int(row["first"]), int(row["last"]))
        names = found[Window(row["part"], row["set"], row["document"], int(row["page"]), row["language"], span)]
        if row["word"]:
            start = int(row["offset"])
            names.append(Truth(Span(start, start + len(row["word"])), row["country"]))
    return dict(found)


def compared(named: Sequence[Named], truth: Sequence[Truth]) -> tuple[list[Truth], list[Truth], list[Named]]:
    """What was found of the truth, what was missed, and what was named wrongly; names in doubt count neither way."""
    wanted = [each for each in truth if each.code != DOUBT]
    hit = [each for each in wanted if any(each.span.overlaps(n.span) and n.code == each.code for n in named)]
    free = [each.span for each in truth if each.code == DOUBT]
    wrong = [
        name
        for name in named
        if not any(name.span.overlaps(span) for span in free)
        and not any(name.span.overlaps(each.span) and name.code == each.code for each in wanted)
    ]
    return hit, [each for each in wanted if each not in hit], wrong


def f1(right: int, missed: int, wrong: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean, with the counts they come from."""
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    rounded = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(mean, 3)}
    return {**rounded, "right": right, "missed": missed, "wrong": wrong}


def shared_texts(shared: Path, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[int, str]]:
    """The texts of whole documents: of the load set by their names, of the judged sets by their titles."""
    needed = set(wanted)
    texts: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for name, pages in read_load(shared / "load" / "pages.jsonl.xz"):
        if ("load", name) in needed:
            texts["load", name] = dict(enumerate(pages, 1))
    for name in sorted({name for name, _ in needed} - {"load", "pdfs"}):
        for line in (shared / "ir" / name / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            if (name, passage["title"]) in needed:
                texts[name, passage["title"]][int(passage["_id"][1:])] = passage["text"]
    return texts


def measure_mentions(judged: Mapping[Window, Sequence[Truth]], texts: Texts, tell: bool) -> dict[str, dict[str, float]]:
    """Part and language → scores. With `tell`, prints what is missed and what is wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    read = {}
    for window, truth in judged.items():
        pages = texts.get((window.set, window.document))
        if pages is None:
            continue
        if (window.set, window.document) not in read:
            found = {number: mentions(text, window.language) for number, text in pages.items()}
            read[window.set, window.document] = found, certain(found.values())
        found, known = read[window.set, window.document]
        text = pages[window.page]
        named = [n for n in settled(text, found[window.page], known, window.language) if n.span.overlaps(window.span)]
        hit, missed, wrong = compared([n for n in named if n.span.end <= window.span.end], truth)
        counts[f"{window.part} {window.language}"].update(right=len(hit), missed=len(missed), wrong=len(wrong))
        for fault, span, code in [*(("missed", *each) for each in missed), *(("wrong", n.span, n.code) for n in wrong)]:
            if tell:
                print(f"  {fault}: {window.set} {window.document} {window.page}: {span.of(text)!r} {code}")
    return {name: f1(c["right"], c["missed"], c["wrong"]) for name, c in sorted(counts.items())}


def passages_wrong(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, list[str], list[str]]]:
    """The passages of our own that are not named as they should be: (text, what was named, what should be)."""
    for row in rows:
        found = mentions(row["text"], row["language"])
        named = settled(row["text"], found, certain([found]), row["language"])
        got = [f"{n.span.of(row['text']).rstrip('.')}={n.code}" for n in named]
        wanted = [name for name in row["names"].split(";") if name]
        if got != [name.replace(".=", "=") for name in wanted]:
            yield row["text"], got, wanted


def main_country(row: Mapping[str, str], texts: Texts, shared: Path) -> tuple[str, ...]:
    """What is proposed for a document; of the text sets without its title."""
    if row["set"] == "pdfs":
        try:
            facts = next(iter(extract(shared / "pdfs" / row["document"], "document")))
        except FileUnreadable:
            return ()
        assert isinstance(facts, FileFacts)
        return next((p.values for p in facts.proposals if p.field == "countries_about"), ())
    pages = [*texts.get((row["set"], row["document"]), {}).values()]
    language = {"xquad_de": "de", "piaf_fr": "fr"}.get(row["set"], "en")
    abouts = countries_named(pages, [language] * len(pages), [()] * len(pages))
    proposal = country_proposed("", pages, abouts, language)
    return proposal.values if proposal else ()


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables beside this module."""
    with (HOME / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores as JSON, one line a part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong and what is missing")
    parser.add_argument("--documents", action="store_true", help="the main country of documents, too")
    chosen = parser.parse_args(arguments)
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data"
    wrong = [*passages_wrong(rows_of("about_passages.csv"))]
    print(
        json.dumps({"part": "passages of our own", "passages": len(rows_of("about_passages.csv")), "wrong": len(wrong)})
    )
    if not shared.is_dir():
        print(f"The judged pages are not there ({shared}).", file=sys.stderr)
        return 0
    judged, documents = windows(rows_of("about.csv")), rows_of("about_documents.csv") if chosen.documents else []
    texts = shared_texts(
        shared, [*((w.set, w.document) for w in judged), *((r["set"], r["document"]) for r in documents)]
    )
    for part, scores in measure_mentions(judged, texts, chosen.wrong).items():
        print(json.dumps({"part": part, **scores}))
    right: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in documents:
        proposed = main_country(row, texts, shared)
        right[row["set"]][proposed == (row["country"],)] += 1
        if chosen.wrong and proposed != (row["country"],):
            print(f"  {row['set']} {row['document']}: {proposed}, should be {row['country']}")
    for name, counts in right.items():
        print(json.dumps({"part": f"main country, {name}", "right": counts[True], "documents": counts.total()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
