"""What `make bench` searches: the pages of the load set, copies of them with changed words, and queries drawn from them."""

from __future__ import annotations

import os
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.records import Document, Page
from evaluation.load_corpus import read_load
from index.analysis import stop_words

PAGES = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "load" / "pages.jsonl.xz"
COPIES = 4

Entry = tuple[Document, list[Page]]

_SEED = 20111021
_QUERIES = 200
_WORD = re.compile(r"[^\W\d_]{3,}")
_ASKING = (
    "How many {} {} {}?", "When was the {} of {} {}?", "Who is responsible for {} {} {}?", "Where are {} {} and {}?",
    "What is {} {} {}?", "Why do {} {} {}?", "Which {} have {} and {}?", "How long does {} {} {} take?",
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+([A-Z][^.!?]{60,160}[.!?])")


def read_pages(path: Path = PAGES) -> list[Entry]:
    """The pages by document, in the order of the file; what is said about a document differs from one to the next."""
    found = []
    for number, (name, texts) in enumerate(read_load(path)):
        document = Document(
            name, f"{name}.pdf", name, kind=("report", "presentation")[number % 2], date=str(2005 + number % 12),
            presenters=(f"Presenter {number % 150}",), countries_from=(("CA", "DE", "FR", "AU")[number % 4],),
            countries_about=("CA", "DE"),
        )  # fmt: skip
        found.append((document, [Page(name, n, str(n), "en", text, ("CA",)) for n, text in enumerate(texts, 1)]))
    return found


def copied(pages: Sequence[Entry]) -> Iterator[Entry]:
    """All documents four times: as they are, and three times with half of their words changed, each time others alike."""
    yield from pages
    for copy in range(1, COPIES):
        for document, own in pages:
            name = f"{document.id}-{copy}"
            kept = [replace(page, document=name, text=_ciphered(page.text, copy)) for page in own]
            yield replace(document, id=name, file=f"{name}.pdf"), kept


def _ciphered(text: str, copy: int) -> str:
    """Every second word of the language, by a checksum of it, has letters put behind it that no other copy has."""
    ending = "q" + "wxz"[copy - 1] * 2
    return _WORD.sub(lambda word: word[0] + ending * (zlib.crc32(word[0].casefold().encode()) % 2), text)


def draw(texts: Sequence[str]) -> dict[str, list[str]]:
    """Queries of each kind, all different; with a fixed seed, so that they are the same every time."""
    chance = random.Random(_SEED)
    found: dict[str, list[str]] = {"keywords": [], "questions": []}
    while min(map(len, found.values())) < _QUERIES:
        text = chance.choice(texts)
        words = sorted(set(re.findall(r"[a-z]{5,}", text)))
        sentences = _SENTENCE.findall(text)
        if len(words) >= 4 and len(found["keywords"]) < _QUERIES:
            found["keywords"].append(" ".join(chance.sample(words, 4)))
        if sentences and len(found["questions"]) < _QUERIES:
            asked = " ".join(chance.choice(sentences).rstrip(".!?").split())
            found["questions"].append(f"Is it right that {asked}?")
    return found


def draw_short(texts: Sequence[str]) -> list[str]:
    """Questions for a number, a date, a name, a reason… with three words of a sentence each."""
    chance = random.Random(_SEED + 2)
    found: list[str] = []
    while len(found) < _QUERIES:
        sentences = _SENTENCE.findall(chance.choice(texts))
        words = re.findall(r"[A-Za-z]{5,}", chance.choice(sentences)) if sentences else []
        if len(words) >= 3:
            found.append(_ASKING[len(found) % len(_ASKING)].format(words[0], words[len(words) // 2], words[-1]))
    return found


def draw_operators(texts: Sequence[str]) -> dict[str, list[str]]:
    """Queries with operators, and such as could take long."""
    chance = random.Random(_SEED + 1)
    found: dict[str, list[str]] = {kind: [] for kind in ("boolean", "phrase", "prefix", "near", "fuzzy")}
    stopped = stop_words("en")
    while len(found["boolean"]) < _QUERIES:
        text = chance.choice(texts)
        written = re.findall(r"[A-Za-z]{2,}", text)
        words = sorted({word for word in written if len(word) > 4 and word.lower() not in stopped})
        if len(words) < 6:
            continue
        a, b, c, d, e = chance.sample(words, 5)
        at = chance.randrange(len(written) - 4)
        found["boolean"].append(f"({a} OR {b}) ({c} OR {d}) -{e} from:CA")
        found["phrase"].append(f'"{" ".join(written[at : at + chance.randint(2, 4)])}"')
        found["prefix"].append(f"{a[: chance.randint(2, 4)]}* {b}")
        found["near"].append(f'"{a} {b}"~{chance.choice((3, 5, 10))}')
        found["fuzzy"].append(f"{a[:-1]}~ {b}")
    found["hostile"] = hostile(texts)
    return found


def hostile(texts: Sequence[str]) -> list[str]:
    """`the OR of`, `a*`, and queries as long, as deep and as wide as they get."""
    words = sorted({word for text in texts[:400] for word in re.findall(r"[a-z]{4,}", text)})
    many = words[:: max(1, len(words) // 64)][:64]
    common = ["the", "of", "and", "to", "in", "for", "that", "with"]
    return [
        "the OR of", "a*", '"of the"', '"the of the and the"', "co* OR re* OR in*", "-the", "the -of",
        " ".join(many), " OR ".join(many), " ".join(f"-{word}" for word in many), " ".join(f"{w[:2]}*" for w in many),
        " OR ".join(f"{w[:2]}*" for w in many), f'"{" ".join(common * 8)}"', "(" * 200 + "the OR of" + ")" * 200,
        "-" * 300 + "word", " ".join(f"({a} OR -{b})" for a, b in zip(many[:32], many[32:], strict=True)),
        " OR ".join(f'"{a} of the"' for a in many[:20]), "x" * 100_000, "the " * 25_000, "a-" * 5_000, '"' * 5_000,
    ]  # fmt: skip
