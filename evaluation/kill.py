"""`kill -9` at any instant: ingests that are killed, again and again, and what a reader finds after each.

`python -m evaluation.kill --times 200`. A child process ingests a small corpus of our own making and is killed: in turn at
its n-th act on the file system (Python tells of each, so no state of the folder is too short-lived to be met), at the n-th
after the commit, and from outside, at a random part of the time that a whole ingest takes. After each kill the index must
show the last generation or the next one, nothing between them; the next ingest must go on from there and leave nothing behind.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import NoIndex
from core.settings import Settings
from serve.library import Library

_SEED = 20111021
_FILES = 6
_ACTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.listdir", "shutil.rmtree")
"""Audit events that count where they are about the data folder: between any two of them it may be left."""
_LATER = 1.5
"""How much longer than the last whole ingest the one that is killed may take: some are over before they are killed."""

Content = dict[str, str]
"""File of the corpus → its words."""


class Trials:
    """A corpus that changes before each trial, and an index beside it."""

    def __init__(self, home: Path, seed: int) -> None:
        self._settings = Settings(home / "corpus", home / "data", workers=1)
        self._chance = random.Random(seed)
        self._settings.corpus.mkdir(parents=True)
        self._acts = self._acts_after = 0
        self._seconds = 0.0
        self._wanted: Content = {}
        self.found = Counter({"the last generation": 0, "the next generation": 0, "over before it was killed": 0})

    def run(self, times: int) -> dict[str, int]:
        """So many trials; how often the last generation stood, and the next one. Raises AssertionError with what is wrong."""
        self._change(0)
        self._whole(0)
        for number in range(times):
            before = dict(self._wanted)
            self._change(number)
            code = self._kill(number)
            assert code in (0, -signal.SIGKILL), f"trial {number}: the ingest ended with {code}"
            after = self._read()
            assert after in (before, self._wanted), f"trial {number}: {after} is neither {before} nor {self._wanted}"
            generation = "the last generation" if after == before else "the next generation"
            self.found[generation if code else "over before it was killed"] += 1
            self._whole(number)
            assert self._read() == self._wanted, f"trial {number}: the next ingest did not go on"
            left = self._left_over()
            assert not left, f"trial {number}: left over: {left}"
        return dict(self.found)

    def _whole(self, number: int) -> None:
        """An ingest that nothing disturbs; how long it takes, in acts and in seconds, is told to the next trial."""
        counted, telling = os.pipe()
        started = time.monotonic()
        code = _in_a_child(lambda: self._ingest(telling))
        assert code == 0, f"trial {number}: the next ingest ended with {code}"
        self._seconds = time.monotonic() - started
        acts, acts_after = json.loads(os.read(counted, 100))
        self._acts, self._acts_after = max(acts, self._acts), max(acts_after, self._acts_after)
        os.close(counted)
        os.close(telling)

    def _change(self, number: int) -> None:
        """Some files are new, some changed, some gone."""
        for file in range(_FILES):
            name = f"{file}.md"
            fate = self._chance.random()
            if fate < 0.4 or number == 0:
                self._wanted[name] = f"word{file}x{number} of a report"
                (self._settings.corpus / name).write_text(self._wanted[name] + "\n", encoding="utf-8")
            elif fate < 0.5 and name in self._wanted:
                del self._wanted[name]
                (self._settings.corpus / name).unlink()

    def _kill(self, number: int) -> int:
        """One ingest that is to be killed; its exit code."""
        way = number % 3
        if way == 0:
            return _in_a_child(lambda: self._ingest(at=self._chance.randint(1, self._acts)))
        if way == 1:
            return _in_a_child(lambda: self._ingest(at_after=self._chance.randint(1, max(1, self._acts_after))))
        seconds = self._chance.uniform(0, self._seconds * _LATER)

        def kill(child: int) -> None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)

        return _in_a_child(self._ingest, kill)

    def _ingest(self, telling: int | None = None, at: int = -1, at_after: int = -1) -> None:
        acts, after, committed, data = 0, 0, False, str(self._settings.data)

        def act(event: str, about: Any) -> None:
            nonlocal acts, after, committed
            if event in _ACTS and str(about[0]).startswith(data):
                acts, after = acts + 1, after + committed
                if acts == at or after == at_after:
                    os.kill(os.getpid(), signal.SIGKILL)
                committed |= event == "os.rename" and str(about[1]).endswith(".toc")  # what is told is about to be done

        sys.addaudithook(act)
        library = Library(self._settings)
        library.ingest()
        library.close()
        if telling is not None:
            os.write(telling, json.dumps((acts, after)).encode())

    def _read(self) -> Content:
        """What a reader finds: every document's words, each found by a search for the first of them."""
        library = Library(self._settings)
        try:
            documents = library.documents()
        except NoIndex:
            return {}
        found = {document.file: library.page(document.id, 1).text for document in documents}
        for file, text in found.items():
            hits = [hit.document.file for hit in library.search(text.split()[0], {}).hits]
            assert hits == [file], f"{text!r} is found in {hits}, not in {file}"
        library.close()
        return {file: text.strip() for file, text in found.items()}

    def _left_over(self) -> list[str]:
        """Files and folders that no generation needs."""
        (index,) = (path for path in (self._settings.data / "index").iterdir() if path.is_dir())
        (table,) = index.glob("_MAIN_*.toc")
        named = table.read_bytes()
        segments = {path for path in index.glob("MAIN_*.*") if path.name.split(".")[0][5:].encode() not in named}
        others = {path for path in index.iterdir() if path.is_dir() or path.name[0] == "_"} - {table}
        return [path.name for path in (*segments, *others, *self._settings.corpus.glob("*.part"))]


def _in_a_child(work: Callable[[], None], meanwhile: Callable[[int], None] = lambda _: None) -> int:
    """Runs `work` in a forked process; its exit code, negative where a signal ended it."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    meanwhile(child)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> int:
    """Runs the trials and prints one JSON object; 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=_SEED)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        trials = Trials(Path(home), asked.seed)
        try:
            found = trials.run(asked.times)
        except AssertionError as exc:
            print(json.dumps({"failed": str(exc)}))
            return 1
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
