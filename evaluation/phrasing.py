"""How many true sentences the checks on a language model keep, and how many lies they find: `python -m evaluation.phrasing`.

Of each set of RAPPORTEUR_SHARED/data/ir, sentences drawn with a fixed seed are quotes of their own. True is what says one
word for word, or its first clause. Lies are made of it: one figure, name or full word is another quote's, a "not" is put in
or left out, a turning word is put in, or another quote is cited. Real models lie in other ways, too: these are the ways that
are known to be lies without a judge.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from answer.phrasing.checking import fault
from answer.phrasing.cutting import clean
from answer.records import Quote
from answer.sentences import sentences
from core.records import Document, Page, Span
from core.shown import running_text
from evaluation.beir import read_lines
from index.analysis import fold, stop_words

_SEED = 20111021
_DRAWN = 400
_EXPECTED = Path(__file__).with_name("expected.toml")
_NOT = {"en": "not", "de": "nicht", "fr": "jamais"}
_TURNS = {"en": "always", "de": "immer", "fr": "toujours"}
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÄÖÜÉÈÀ][a-zà-ÿ]{3,}")
_WORDS = re.compile(r"[a-zà-ÿß]{5,}")


def main(_arguments: Sequence[str]) -> int:
    """Prints a line a set and kind of sentence; 1 where too many true ones are left out or too few lies, by expected.toml."""
    sets = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    if not sets.is_dir():
        print(f"{sets} is not there: nothing to measure on.")
        return 0
    fell = False
    for name, row in tomllib.loads(_EXPECTED.read_text("utf-8"))["phrasing"].items():
        told = measure(sets / name, row["language"])
        for kind, (left_out, of) in told.items():
            print(f"{name}: {kind}: {left_out} of {of} left out ({left_out / of:.3f})")
        kept, found = 1 - _share(told, true=True), _share(told, true=False)
        print(f"{name}: {kept:.3f} of the true ones kept, {found:.3f} of the lies found")
        fell = fell or kept < row["kept"] or found < row["found"]
    return int(fell)


def _share(told: Mapping[str, tuple[int, int]], true: bool) -> float:
    """How many of all true sentences, or of all lies, are left out."""
    chosen = [counts for kind, counts in told.items() if kind.startswith("true") == true]
    return sum(left_out for left_out, _ in chosen) / sum(of for _, of in chosen)


def measure(folder: Path, language: str) -> dict[str, tuple[int, int]]:
    """Kind of sentence → how many are left out, of how many."""
    drawn = random.Random(_SEED)
    quotes = _drawn_quotes(folder, language, drawn)
    left_out, made = Counter[str](), Counter[str]()
    for quote in quotes:
        other = drawn.choice([one for one in quotes if one is not quote])
        for kind, said in _told(quote.text, other.text, language, drawn):
            cited = other if kind == "another quote cited" else quote
            made[kind] += 1
            left_out[kind] += fault(said, (1,), {1: cited}, language) is not None
    return {kind: (left_out[kind], number) for kind, number in made.items()}


def _drawn_quotes(folder: Path, language: str, drawn: random.Random) -> list[Quote]:
    texts = [line["text"] for line in read_lines(folder / "corpus.jsonl")]
    told = [span.of(text) for text in texts for span in sentences(text)]
    whole = [clean(running_text(text)) for text in told if 60 <= len(text) <= 350 and text.endswith(".")]
    return [_quote(text, language) for text in drawn.sample(whole, min(_DRAWN, len(whole)))]


def _quote(text: str, language: str) -> Quote:
    document = Document("one", "one.pdf", "Untitled", language=language)
    return Quote(text, document, Page("one", 1, "1", language, text), Span(0, len(text)), 1.0)


def _told(text: str, other: str, language: str, drawn: random.Random) -> Iterator[tuple[str, str]]:
    """A quote's true sentences, and the lies made of it, where it has what they need."""
    yield "true, word for word", text
    clause = text.split(", ")[0]
    if len(clause) > 40 and clause != text:
        yield "true, the first clause", f"{clause}."
    figures = list(re.finditer(r"\d+", text))
    if figures:
        at = drawn.choice(figures)
        yield "another figure", f"{text[: at.start()]}{int(at.group()) + drawn.randint(1, 9)}{text[at.end() :]}"
    yield from _exchanged("another name", _NAME, text, other, language, drawn)
    yield from _exchanged("another full word", _WORDS, text, other, language, drawn)
    words = text.split(" ")
    place = drawn.randrange(1, len(words) - 1)
    yield "a negation put in", " ".join([*words[:place], _NOT[language], *words[place:]])
    yield "a turning word put in", " ".join([*words[:place], _TURNS[language], *words[place:]])
    affirmed = re.sub(r"\b(?:(?:not|nicht|ne|pas|never|nie) |n['’](?=\w))", "", text)
    if affirmed != text and not re.search(r"\b(?:que|qu|plus|aucune?|jamais|ni|rien)\b", affirmed):
        yield "a negation left out", affirmed
    yield "another quote cited", text


def _exchanged(
    kind: str, pattern: re.Pattern[str], text: str, other: str, language: str, drawn: random.Random
) -> Iterator[tuple[str, str]]:
    """One word of the text exchanged for one of the other, of the same kind and not a word of the text."""
    mine = [match for match in pattern.finditer(text) if fold(match.group()) not in stop_words(language)]
    strangers = [word for word in pattern.findall(other) if fold(word) not in stop_words(language)]
    strangers = [word for word in strangers if fold(word)[:4] not in fold(text)]
    if mine and strangers:
        at = drawn.choice(mine)
        yield kind, f"{text[: at.start()]}{drawn.choice(strangers)}{text[at.end() :]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
