"""Spoilt files, many: `python -m evaluation.fuzz --seconds 600 [--shared]` changes bytes of documents and reads them.

PDFs, ZIP archives and office packages go through the real worker process; the catalogue is read, added to and edited. Only a
result or one of our errors may come of it, the workers must read a sound file afterwards, and no good row may be lost. What came
of it is printed as JSON: how often each problem was told, and the first seed of each. A reader's own exception, which the worker
tells by its Python name, counts as found trouble, and so does a crash of the process; each costs its own file only.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import BadInput, CatalogueUnreadable, FileUnreadable
from ingest.messages import ERROR, SUFFIXES, FileFacts
from ingest.metadata.catalogue import Row, add_rows, read_catalogue
from ingest.metadata.catalogue_edit import set_row
from ingest.workers import Job, WorkerPool

_HOME = Path(__file__).resolve().parent.parent
_MEMORY, _SECONDS, _PAGE_SECONDS = 2 * 1024**3, 30.0, 5.0
_LARGEST = 2 * 1024**2
"""Bytes of a document that is spoilt: of larger ones too much is never looked at."""
_NEW = Row("fuzz/new.pdf", "A new row, “quoted”; and so on", presenters=("Ada Elm",))
_UNTRANSLATED = re.compile(r"cannot be read \(\w+\)\.|made the reader crash")
TOKENS = (
    b"", b"\x00", b"\xff" * 8, b"\n", b"-1", b"0", b"4294967295", b"99999999999999999999", b"1 0 R", b"2 0 R", b"<<", b">>",
    b"[", b"]", b"(", b")", b"/Kids", b"/Count", b"/Length", b"/Type", b"endobj", b"stream\n", b"endstream", b"obj", b"xref",
    b"/FlateDecode", b"<", b">", b"&#0;", b"&lt;", b'"', b",", b";", b"PK\x03\x04", b"PK\x01\x02", "é".encode(), b"\xed\xa0\x80",
)  # fmt: skip
"""What means something to some reader."""


class Edit(NamedTuple):
    """A change of bytes: at a place, as a share of all bytes, `gone` bytes are replaced by `put`."""

    at: float
    gone: int
    put: bytes


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content after all edits, one after the other."""
    for at, gone, put in edits:
        place = int(at * len(content))
        content = content[:place] + put + content[place + gone :]
    return content


def repacked(package: bytes, member: int, edits: Iterable[Edit]) -> bytes:
    """A ZIP package in which one member's own bytes are edited, and all checksums are right."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        parts = old.infolist()
        for number, part in enumerate(parts):
            content = old.read(part)
            new.writestr(part.filename, edited(content, edits) if number == member % len(parts) else content)
    return buffer.getvalue()


def readers() -> WorkerPool:
    """One worker with the limits of these trials."""
    return WorkerPool(1, _MEMORY, _SECONDS, _PAGE_SECONDS)


def answers(pool: WorkerPool, job: Job) -> tuple[list[Any], FileUnreadable | None]:
    """The values that a worker gave, and the error that it ended with, if any."""
    values: list[Any] = []
    error = None
    for _, kind, value in pool.run([job]):
        if kind == ERROR:
            assert isinstance(value, FileUnreadable), value
            error = value
        elif value is not None:
            values.append(value)
    return values, error


def read(pool: WorkerPool, path: Path) -> list[FileUnreadable]:
    """Reads a document as an ingest does, then its first page's image and boxes as a reader does; the errors.

    Raises AssertionError where something else comes than a whole result or an error.
    """
    if path.suffix == ".zip":
        _, error = answers(pool, Job("unpack", (path, path.with_suffix(".unpacked"))))
        return [error] if error else []
    values, error = answers(pool, Job("extract", (path, "fuzzed", "")))
    if error:
        assert error.problem, "an error without a word"
        return [error]
    facts, *batches = values
    assert isinstance(facts, FileFacts), facts
    pages = [page for batch in batches for page in batch]
    assert [page.number for page in pages] == list(range(1, facts.page_count + 1)), "the pages are not all there"
    if path.suffix != ".pdf" or not pages:
        return []
    jobs = [Job("image", (path, 1, 1.0)), Job("boxes", (path, 1, pages[0].text, ()))]
    return [error for job in jobs if (error := answers(pool, job)[1])]


def keep_rows(path: Path, title: str) -> None:
    """Adds a row to a catalogue and edits one. Raises AssertionError where a good row is lost or changed, or anything is
    written although it was refused.
    """
    content = path.read_bytes()
    try:
        before = read_catalogue(path).rows
        added = add_rows(path, [_NEW])
    except CatalogueUnreadable:
        assert path.read_bytes() == content, "refused, but written"
        return
    rows = read_catalogue(path).rows
    assert rows == (*before, *added), f"rows lost by adding: {set(before) - set(rows)}"
    content, chosen = path.read_bytes(), rows[len(rows) // 2]
    try:
        now = set_row(path, {"title": title}, chosen)
    except BadInput:
        assert path.read_bytes() == content, "refused, but written"
        return
    after = Counter(read_catalogue(path).rows)
    assert after == Counter(rows) - Counter([chosen]) + Counter([now]), f"rows lost by editing {chosen}"


class Fuzz:
    """Spoils one seed after the other, and counts what comes of it."""

    def __init__(self, seeds: Sequence[tuple[str, bytes]], home: Path) -> None:
        self._seeds, self._home = seeds, home
        self.told: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        self.trials = 0

    def run(self, seconds: float, seed: int, most: float = math.inf) -> None:
        """`most` trials, or those until the time is over. Raises AssertionError with what is wrong, and which trial shows it."""
        end = time.monotonic() + seconds
        with readers() as pool:
            while self.trials < most and time.monotonic() < end:
                self.trials += 1
                chance = random.Random(seed + self.trials)
                name, content = chance.choice(self._of_a_kind(chance))
                path = self._home / f"fuzzed{Path(name).suffix.casefold()}"
                path.write_bytes(spoilt(name, content, chance))
                try:
                    self._try(pool, path)
                except AssertionError as exc:
                    raise AssertionError(f"--seed {seed + self.trials - 1}, {name}: {exc}") from exc
                if self.trials % 50 == 0:
                    assert not read(pool, self._sound()), "a sound file is no longer read"

    def _of_a_kind(self, chance: random.Random) -> list[tuple[str, bytes]]:
        """Half of the time PDFs, half of the time one of the other kinds: there are few seeds of these."""
        others = sorted({Path(name).suffix.casefold() for name, _ in self._seeds} - {".pdf"})
        kind = ".pdf" if chance.random() < 0.5 else chance.choice(others)
        return [seed for seed in self._seeds if seed[0].casefold().endswith(kind)]

    def _try(self, pool: WorkerPool, path: Path) -> None:
        if path.suffix == ".csv":
            keep_rows(path, f"title, “{self.trials}”; new")
            return
        for error in read(pool, path):
            told = re.sub(r"\d+", "N", error.problem)
            self.told[told] += 1
            if _UNTRANSLATED.search(told):
                kept = self._home / f"{self.told.total():05}{path.suffix}"
                self.first.setdefault(told, path.rename(kept).name if path.exists() else "")
                return

    def _sound(self) -> Path:
        path = self._home / "sound.pdf"
        path.write_bytes(next(content for name, content in self._seeds if name.endswith(".pdf")))
        return path


def spoilt(name: str, content: bytes, chance: random.Random) -> bytes:
    """The content with a few edits: of the file's own bytes, or of a package's member."""
    edits = [_edit(content, chance) for _ in range(chance.choice((1, 1, 2, 4, 16)))]
    if name.casefold().endswith((".pptx", ".docx", ".odt", ".odp", ".zip")) and chance.random() < 0.7:
        return repacked(content, chance.randrange(10_000), edits)
    return edited(content, edits)


def _edit(content: bytes, chance: random.Random) -> Edit:
    at, place = chance.random(), chance.randrange(max(1, len(content)))
    gone = chance.choice((0, 0, 1, 1, 2, 4, 16, 256, len(content)) if chance.random() < 0.2 else (0, 1, 1, 2, 4))
    put = chance.choice((chance.choice(TOKENS), chance.randbytes(chance.randrange(1, 9)), content[place : place + 64]))
    return Edit(at, gone, put)


def seeds(shared: Path | None = None) -> list[tuple[str, bytes]]:
    """(name, content): the demonstration library with its catalogue, packages made here, and the shared documents."""
    folders = [_HOME / "corpus", *([shared] if shared else [])]
    wanted = (*SUFFIXES, ".csv")
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.name.casefold().endswith(wanted)]
    found = [(path.name, path.read_bytes()) for path in paths if path.is_file() and path.stat().st_size <= _LARGEST]
    small = [(name, content) for name, content in found if name.endswith(".pdf")][:2]
    return [*found, ("made.docx", _docx()), ("made.zip", _packed([*small, ("a/é.md", b"# Words\n")]))]


def _docx() -> bytes:
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    words = "".join(f"<w:p><w:r><w:t>Paragraph {number} of a report.</w:t></w:r></w:p>" for number in range(9))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"'
        f' ContentType="{main}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r1" Type="{office}"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{words}</w:body></w:document>",
    }
    return _packed([(name, text.encode()) for name, text in parts.items()])


def _packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def _told(fuzz: Fuzz) -> Iterator[tuple[str, Any]]:
    yield "trials", fuzz.trials
    yield "told", dict(fuzz.told.most_common())
    yield "troubles", fuzz.first


def main() -> int:
    """Runs the trials, prints one JSON object; 1 where something came that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--shared", action="store_true", help="spoil the shared documents too")
    parser.add_argument("--seed", type=int, default=20111021)
    parser.add_argument("--keep", type=Path, help="a folder for the files that made trouble")
    asked = parser.parse_args()
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared"), "data", "pdfs") if asked.shared else None
    os.environ["PATH"] = ""  # without LibreOffice, which would take seconds a file and is no part of this
    with tempfile.TemporaryDirectory() as home:
        fuzz = Fuzz(seeds(shared), asked.keep or Path(home))
        fuzz._home.mkdir(parents=True, exist_ok=True)
        wrong = ""
        try:
            fuzz.run(asked.seconds, asked.seed)
        except AssertionError as exc:
            wrong = str(exc)
    print(json.dumps({**dict(_told(fuzz)), **({"wrong": wrong} if wrong else {})}, indent=1, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
