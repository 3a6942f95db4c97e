"""Links between slides and the pages that tell of them, and pages of language twins: `python -m evaluation.talks`.

Judged by reading (talks.toml): the demonstration library's decks beside its report, minutes and programme, and its brief in two
languages. Where the shared data are (RAPPORTEUR_SHARED, default ../shared, `data/pdfs`), also a webinar's deck beside its
minutes, and the English and the French half of bilingual indexes, made two documents: there the page that is right is the one
which refers to the most of the same pages of the Gazette. 1 where a score is below its row in expected.toml.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from core.records import Document, Page, PageEntry
from core.settings import Settings
from index.engine import View
from index.queries.terms import NO_TERMS
from index.reference.memory_backend import MemoryEngine
from index.talks.linking import Link, links
from index.talks.twins import aligned
from serve.library import Library

_HOME = Path(__file__).parent
_REFERENCE = re.compile(r"(?<=\. )\d{1,4}(?=[ ,\n]|$)")
_CLEAR = 5
"""References that two pages have in common, at least, to be certainly each other's."""
_ENGLISH, _FRENCH = "This Quarterly Index", "Cet index trimestriel"


class Score(NamedTuple):
    """Links that are said, those of them that are right, slides that a page tells of, and those of them that are found."""

    said: int
    right: int
    told: int
    found: int

    @property
    def precision(self) -> float:
        """The part of the links that is right."""
        return self.right / self.said if self.said else 1.0

    @property
    def share(self) -> float:
        """The part of the slides that is found."""
        return self.found / self.told if self.told else 1.0


def main() -> int:
    """Measures and prints."""
    judged = tomllib.loads((_HOME / "talks.toml").read_text(encoding="utf-8"))
    expected = tomllib.loads((_HOME / "expected.toml").read_text(encoding="utf-8"))["talks"]
    measured = dict(_demonstration(judged))
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs"
    if shared.is_dir():
        measured |= _real(judged["webinar"], shared)
    else:
        print(f"{shared} is not there: the real documents are not measured")
    for name, value in measured.items():
        print(f"{name}: {value:.3f} (at least {expected[name]})")
    return int(any(value < expected[name] for name, value in measured.items()))


def _demonstration(judged: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as home:
        library = Library(Settings(corpus=_HOME.parent / "corpus", data=Path(home, "data")))
        try:
            library.ingest()
            view = library.view()
            total = score((row, _links(view, row["document"], row["teller"])) for row in judged["deck"])
            yield "links right", total.precision
            yield "slides found", total.share
            yield "twins right", _twins_right(view, judged["twins"]["documents"], library)
        finally:
            library.close()


def _links(view: View, deck: str, teller: str) -> Sequence[Link]:
    return links(view, view.documents[deck], view.documents[teller], same_event=True)


def score(rows: Iterable[tuple[Mapping[str, Any], Sequence[Link]]]) -> Score:
    """What is said of decks beside what was judged; prints what is wrong."""
    said = right = told = found = 0
    for row, made in rows:
        tells = {int(slide): pages for slide, pages in row["tells"].items()}
        also = {int(slide): pages for slide, pages in row.get("also", {}).items()}
        said, told = said + len(made), told + len(tells)
        found += len({link.slide for link in made if link.page in tells.get(link.slide, ())})
        for link in made:
            if link.page in (*tells.get(link.slide, ()), *also.get(link.slide, ())):
                right += 1
            else:
                print(f"wrong: {row.get('document', 'deck')} {link.slide} → {link.page}: {', '.join(link.words[:8])}")
    return Score(said, right, told, found)


def _twins_right(view: View, pair: Sequence[str], library: Library) -> float:
    """Page beside page of a brief that was typeset twice with the same pages: the same number is right."""
    one, other = (view.documents[name] for name in pair)
    matches = [*aligned(view, one, other, library.terms()), *aligned(view, other, one, library.terms())]
    right = [*range(1, len(one.pages) + 1), *range(1, len(other.pages) + 1)]
    found = [match.page for match in matches]
    return float(sum(one == other for one, other in zip(found, right, strict=True)) / len(right))


def _real(webinar: Mapping[str, Any], shared: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        corpus = Path(home, "corpus")
        corpus.mkdir()
        webinars = [shared / "rep_eu_semic" / webinar[which] for which in ("deck", "minutes")]
        for file in (*webinars, *(shared / "rep_ca_gazette_index").glob("*.pdf")):
            shutil.copy(file, corpus)
        _write_rows(corpus / "catalogue.csv", webinar)
        library = Library(Settings(corpus=corpus, data=Path(home, "data")))
        try:
            library.ingest()
            view = library.view()
            ids = {document.file: document.id for document in view.documents.values()}
            found = score([(webinar, _links(view, ids[webinar["deck"]], ids[webinar["minutes"]]))])
            gazettes = [document for document in view.documents.values() if document.file.startswith("Gazette")]
            right = [hit for document in gazettes for hit in _halves_right(view, document)]
        finally:
            library.close()
    print(f"webinar: {found.said} links; gazette: {len(right)} pages in {len(gazettes)} indexes")
    return {
        "webinar links right": found.precision,
        "webinar slides found": found.share,
        "gazette pages right": sum(right) / len(right),
    }


def _write_rows(path: Path, webinar: Mapping[str, Any]) -> None:
    head = ("file", "title", "kind", "presenters", "event", "date", "language")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        common = (webinar["event"], "2021-09", "en")
        writer.writerow((webinar["deck"], "DCAT-AP Webinar #1", "presentation", webinar["presenters"], *common))
        writer.writerow((webinar["minutes"], "Minutes of the DCAT-AP Webinar", "minutes", "", *common))


def _halves_right(view: View, document: Document) -> Iterator[bool]:
    """Of each English page of a bilingual index that has a page of its own among the French ones: whether it is found."""
    pages = [view.page(document.id, number) for number in range(1, len(document.pages) + 1)]
    first = next(place for place, page in enumerate(pages) if _ENGLISH in page.text)
    middle = next(place for place, page in enumerate(pages) if _FRENCH in page.text)
    halves = [_half("en", pages[first:middle]), _half("fr", pages[middle:-1])]
    engine = MemoryEngine()
    with engine.writing() as writer:
        for half, own in halves:
            writer.add(half, own)
    (one, here), (other, there) = halves
    for page, match in zip(here, aligned(engine.view(), one, other, NO_TERMS), strict=True):
        common = [len(_references(page) & _references(further)) for further in there]
        if max(common) >= _CLEAR:
            yield common[match.page - 1] == max(common)


def _half(language: str, pages: Sequence[Page]) -> tuple[Document, list[Page]]:
    own = [replace(page, document=language, number=at, language=language) for at, page in enumerate(pages, 1)]
    entries = tuple(PageEntry(page.label, language, page.about, page.state, len(page.text)) for page in own)
    return Document(language, f"{language}.pdf", language, language=language, pages=entries), own


def _references(page: Page) -> frozenset[str]:
    return frozenset(_REFERENCE.findall(page.text))


if __name__ == "__main__":
    sys.exit(main())
