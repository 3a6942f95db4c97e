"""Speaker turns told by ingestion, against the turns that a person found: `python -m evaluation.speech`.

Judged are the minutes of the demonstration library and those of the folder RAPPORTEUR_SHARED (default ../shared), row by row in
speech.csv: the page, where the turn begins in its text, and who speaks. All other real reports (`data/pdfs/rep_*`) record no
speech: what is told of them is wrong. A fall below the row "speech" of expected.toml fails.
"""

from __future__ import annotations

import csv
import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from core.records import Intervention
from ingest.extract import extract
from ingest.messages import FileFacts

_HOME = Path(__file__).parent
_DEMONSTRATION = _HOME.parent / "corpus"
NEARBY_CHARACTERS = 3
"""How far a turn may begin from where a person says: a bullet and a blank."""


class Judged(NamedTuple):
    """A turn that a person found: the page, where it begins, and the names of who speaks (() for who is not named)."""

    page: int
    offset: int
    speakers: tuple[str, ...]


class Score(NamedTuple):
    """Turns judged, turns told, those of both that begin at the same place, and of these those with the same speakers."""

    judged: int = 0
    told: int = 0
    begun: int = 0
    named: int = 0

    @property
    def precision(self) -> float:
        """Of the turns told, the share that begins where one was judged to begin."""
        return self.begun / max(1, self.told)

    @property
    def recall(self) -> float:
        """Of the turns judged, the share that was told."""
        return self.begun / max(1, self.judged)

    @property
    def speakers(self) -> float:
        """Of the turns of both, the share with the right speakers."""
        return self.named / max(1, self.begun)

    def __add__(self, other: object) -> Score:
        """Both together."""
        assert isinstance(other, Score)
        return Score(*(mine + yours for mine, yours in zip(self, other, strict=True)))


def read_judged(path: Path = _HOME / "speech.csv") -> dict[str, list[Judged]]:
    """The judged turns of each file."""
    found: dict[str, list[Judged]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            speakers = tuple(name for name in row["speakers"].split("; ") if name)
            found[row["file"]].append(Judged(int(row["page"]), int(row["offset"]), speakers))
    return dict(found)


def score(judged: Iterable[Judged], told: Iterable[Intervention]) -> Score:
    """How well what is told agrees with what was judged; each judged turn is matched once."""
    left, said = list(judged), list(told)
    count, begun, named = len(left), 0, 0
    for one in said:
        match = next((each for each in left if _same_place(each, one)), None)
        if match:
            left.remove(match)
            begun += 1
            named += match.speakers == one.written
    return Score(count, len(said), begun, named)


def _same_place(judged: Judged, told: Intervention) -> bool:
    return judged.page == told.first.page and abs(judged.offset - told.first.offset) <= NEARBY_CHARACTERS


def turns_told(path: Path) -> tuple[Intervention, ...]:
    """What ingestion tells of a file."""
    facts = next(extract(path, path.stem))
    assert isinstance(facts, FileFacts)
    return facts.turns


def scores(judged: Mapping[str, list[Judged]], reports: Path) -> dict[str, Score]:
    """The score of each judged file that is there, and of each other report."""
    own = {name: path for name in judged if (path := _DEMONSTRATION / name).is_file()}
    real = {f"{path.parent.name}/{path.name}": path for path in sorted(reports.glob("rep_*/*.pdf"))}
    return {name: score(judged.get(name, []), turns_told(path)) for name, path in {**own, **real}.items()}


def main() -> int:
    """Prints each file with turns, and the sums; 1 where these fell below what is expected."""
    judged = read_judged()
    found = scores(judged, Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs")
    total = sum(found.values(), Score())
    print("precision  recall  speakers  judged  told  file")
    for name, one in [*found.items(), (f"all {len(found)}", total)]:
        if one.judged or one.told:
            print(f"{one.precision:9.3f} {one.recall:7.3f} {one.speakers:9.3f} {one.judged:7} {one.told:5}  {name}")
    expected = tomllib.loads(_HOME.joinpath("expected.toml").read_text(encoding="utf-8"))["speech"]
    return int(any(getattr(total, measure) < least for measure, least in expected.items()))


if __name__ == "__main__":
    sys.exit(main())
