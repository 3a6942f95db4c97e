"""How often "did you mean" is right, and how often it speaks where nothing is wrong: `python -m evaluation.spelling`.

For each set of RAPPORTEUR_SHARED/data/ir: words of its own pages, drawn with a fixed seed, are mistyped by one edit or two
and asked for alone and with two words of the same page; and the set's own queries are asked as they are. Those may hold
true mistakes: the suggestions made for them are listed with --show.
"""

from __future__ import annotations

import os
import random
import string
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.beir import index, read_lines
from index.analysis import fold, stem, stop_words, tokens
from index.engine import View
from index.guidance.suggestion import suggest

_SEED = 20111021
_DRAWN = 200
_QUERIES = 300
_EXPECTED = Path(__file__).with_name("expected.toml")
_LETTERS = string.ascii_lowercase


def main(arguments: Sequence[str]) -> int:
    """Prints a line a set; 1 where a score is below its row of expected.toml, 0 also where the sets are not there."""
    sets = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    if not sets.is_dir():
        print(f"{sets} is not there: nothing to measure on.")
        return 0
    expected = tomllib.loads(_EXPECTED.read_text("utf-8"))
    fell = False
    for name, row in expected["sets"].items():
        scores = measure(sets / name, row["language"], "--show" in arguments)
        wanted = expected["spelling"].get(name, {})
        short = [
            key for key, least in wanted.items() if (scores[key] > least if "false" in key else scores[key] < least)
        ]
        fell = fell or bool(short)
        print(name, *(f"{key} {value:.3f}" for key, value in scores.items()), "FELL" if short else "")
    return int(fell)


def measure(folder: Path, language: str, show: bool = False) -> dict[str, float]:
    """Shares of the mistyped queries whose word is put right (its stem, or to the letter), and of false alarms."""
    with tempfile.TemporaryDirectory() as data:
        view = index(folder / "corpus.jsonl", language, Path(data))
        drawn = list(mistyped(view, folder, language))
        scores: dict[str, float] = {}
        for kind, place in (("alone", 0), ("beside others", 1)):
            given = [(suggest(view, case[place].format(case[2]), {}), case) for case in drawn]
            right = [_put_right(said or "", case[place], case[3], language) for said, case in given]
            exact = [fold(said or "") == fold(case[place].format(case[3])) for said, case in given]
            scores[f"right, {kind}"] = sum(right) / len(drawn)
            scores[f"to the letter, {kind}"] = sum(exact) / len(drawn)
            if show:
                for (said, case), fine in zip(given, right, strict=True):
                    if not fine:
                        print(f"  {case[place].format(case[2])!r} meant {case[3]!r}, said {said!r}")
        queries = [str(query["text"]) for query in read_lines(folder / "queries.jsonl")][:_QUERIES]
        alarms = [(query, said) for query in queries if (said := suggest(view, query, {}))]
        scores["false alarms"] = len(alarms) / len(queries)
        if show:
            for query, said in alarms:
                print(f"  {query!r} -> {said!r}")
    return scores


def mistyped(view: View, folder: Path, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Queries with a place for a word, alone and beside others; the word mistyped; the word."""
    chance = random.Random(_SEED)
    pages = [[word for word, _, _ in tokens(str(row["text"]))] for row in read_lines(folder / "corpus.jsonl")]
    pages = [words for page in pages if len(words := _telling(page, language)) >= 3]
    common = stop_words(language)
    made = 0
    while made < _DRAWN:
        words = chance.sample(chance.choice(pages), 3)
        meant = words[0]
        typed = _edited(meant, chance)
        if len(meant) >= 8 and chance.random() < 0.3:
            typed = _edited(typed, chance)
        family = view.lexicon.family(stem(typed, language))
        if (
            fold(typed) in (fold(meant), *common)
            or view.standing(fold(typed))
            or family
            or view.standing(fold(meant)) < 2
        ):
            continue
        made += 1
        yield "{}", f"{words[1]} {{}} {words[2]}", typed, meant


def _telling(page: Sequence[str], language: str) -> list[str]:
    return sorted(
        {word for word in page if len(word) >= 5 and word.isalpha() and fold(word) not in stop_words(language)}
    )


def _edited(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + chance.choice(_LETTERS) + word[at:]
        case 2:
            return word[:at] + chance.choice(_LETTERS) + word[at + 1 :]
        case _:
            return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _put_right(said: str, query: str, meant: str, language: str) -> bool:
    """Whether all words of the suggestion have the stems of those that were meant."""
    wanted = [stem(word, language) for word, _, _ in tokens(query.format(meant))]
    return wanted == [stem(word, language) for word, _, _ in tokens(said)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
