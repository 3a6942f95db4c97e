"""The one analyser: for indexing, queries, snippets and marks. Tokens keep the characters they came from.

Stems are taken with accents on, and folded after: folding first splits French word families (MEASURES.md).
Owner of PyStemmer (the Snowball stemmers; Porter 2001).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

import Stemmer

from core.records import Span
from core.superscripts import RAISED

ANALYSER_VERSION = 5
"""Counts up with every change of tokens or stems; an index of another version is rebuilt."""

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language → Snowball stemmer; other languages are matched by their folded words."""

_LONGEST_TERM = 64
_UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Letters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, kana, Han. Each is a word of its own, so a
word of theirs is a phrase, or its overlapping pairs, and is found wherever it stands."""


def _combining() -> str:
    """The marks that a letter may carry, as ranges of a character class: accents, vowel signs, points."""
    marks = {code for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc")}
    starts = sorted(code for code in marks if code - 1 not in marks)
    ends = sorted(code for code in marks if code + 1 not in marks)
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_MARK = f"[{_combining()}]"
_LETTER = f"[^\\W_{RAISED}{_UNSPACED}]"
_PART = f"{_LETTER}+(?:{_MARK}+{_LETTER}*|\u00ad\n?{_LETTER}+)*"
"""Letters and digits, with the marks that stand on them, and across a line-end hyphen; raised numbers, mostly of notes, are
none."""
_SINGLE = f"(?=[^\\W_])[{_UNSPACED}](?:{_MARK}|[\uff9e\uff9f])*"
"""One such letter, with its marks; those of half-width kana are letters to Unicode."""

_WORD = re.compile(f"{_PART}|{_SINGLE}")
_WORD_AND_REST = re.compile(f"({_PART}|{_SINGLE})")
_NO_PLAIN = re.compile(f"{_MARK}|[{RAISED}{_UNSPACED}]")
_PLAIN_WORD_AND_REST = re.compile("([^\\W_]+(?:\u00ad\n?[^\\W_]+)*)")
"""The same where a text has none of `_NO_PLAIN`, as most have: in two thirds of the time."""
_WORD_AND_HYPHEN = re.compile(f"{_PART}(?:[-‐‑]\\n?(?={_LETTER}))?|{_SINGLE}")
_COMPOUND = re.compile(f"{_PART}(?:[-‐‑]\n?{_PART})*|{_SINGLE}")
_HYPHEN_BEFORE_LETTER = re.compile(f"[-‐‑]\\n?(?={_LETTER})")
_SINGLE_LETTER = re.compile(_SINGLE)
_BREAKS = re.compile("[\u00ad\n]")
_HYPHENS = re.compile("[-‐‑\u00ad\n]")
_UNFOLDED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"})
_FOLDED = str.maketrans(
    {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": None, "ς": "σ"}
    | {chr(code): str(unicodedata.decimal(chr(code))) for code in range(0x660, 0x10000) if chr(code).isdecimal()}
)
"""What decomposing leaves apart: Arabic letters that are written in either way (after Larkey, Ballesteros & Connell
2002, "Improving stemming for Arabic information retrieval"), tatweel, digits of other scripts."""
_KEPT = re.compile("(?<=и)\u0306|(?<=у)\u0306|(?<=і)\u0308|[\u3099\u309a]")
"""Marks that make another letter, and are never left out: й, ў, ї, the voicing of kana."""
ELIDED = frozenset(["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
"""What stands before or after an apostrophe without being a word of its own: l', qu', 's."""


class Token(NamedTuple):
    """A word as written (lower case, line-end hyphens gone), its place among the page's words, and its characters.

    The joined form of a compound ("co-operation" → "cooperation") is a further token at its first part's place.
    """

    word: str
    position: int
    span: Span


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order."""
    position = 0
    for compound in _COMPOUND.finditer(text):
        first = position
        for part in _WORD.finditer(text, compound.start(), compound.end()):
            yield Token(_BREAKS.sub("", part.group()).lower()[:_LONGEST_TERM], position, Span(*part.span()))
            position += 1
        if position - first > 1:
            joined = _HYPHENS.sub("", compound.group())
            if _all_letters(joined):
                yield Token(joined.lower()[:_LONGEST_TERM], first, Span(*compound.span()))


def _all_letters(word: str) -> bool:
    return word.isalpha() or unicodedata.normalize("NFC", word).isalpha()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word without case, accents and ligatures; й stays й, and every script has its digits in ours."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_UNFOLDED))
    kept = {match.start() for match in _KEPT.finditer(plain)}
    bare = "".join(c for place, c in enumerate(plain) if place in kept or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.translate(_FOLDED).casefold()) or word


@lru_cache(maxsize=400_000)
def stem(word: str, language: str) -> str:
    """The index term of a word (lower case, accents on) in a language: stemmed, then folded, after "xx:"."""
    stemmer = _stemmer(language)
    whole = unicodedata.normalize("NFKC", word).replace("i\u0307", "i")  # what Python makes of the Turkish İ
    return f"{language}:{fold(stemmer.stemWord(whole) if stemmer else word)}"


_local = threading.local()


def _stemmer(language: str) -> Stemmer.Stemmer | None:
    """A Snowball stemmer of this thread's own: they keep state while they work."""
    name = STEMMERS.get(language)
    if name is None:
        return None
    known: dict[str, Stemmer.Stemmer] = _local.__dict__.setdefault("stemmers", {})
    if name not in known:
        known[name] = Stemmer.Stemmer(name, 0)
    return known[name]


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words too common to be looked for in this language, folded; empty for languages without a list."""
    table = files("index") / "stop_words" / f"{language}.txt"
    words = table.read_text(encoding="utf-8").split() if table.is_file() else []
    return frozenset(map(fold, words)) | ELIDED


class PageTerms(NamedTuple):
    """What the index keeps of a page: positions of each folded word, counts of each stem, accented spellings, length."""

    words: dict[str, list[int]]
    stems: dict[str, int]
    spellings: set[str]
    length: int


class PageWords(NamedTuple):
    """The words of a page as they stand in its text, in order, each with its place among them.

    The joined form of a compound follows its first part, at that part's place. `length` counts the places.
    """

    words: list[str]
    places: Sequence[int]
    length: int


def page_words(text: str, running: Sequence[Span] = ()) -> PageWords:
    """The same words at the same places as `tokens`, not made lower case, without their characters, many times faster.

    Words that begin within `running` are left out; they count as places, and towards the length.
    """
    if running:
        return _words_outside(text, running)
    words = _WORD_AND_HYPHEN.findall(text)
    length = len(words)
    hyphenated = [place for place, word in enumerate(words) if word[-1] in "-‐‑\n"]
    if not hyphenated:
        return PageWords(words, range(length), length)
    for place in hyphenated:
        words[place] = words[place].rstrip("-‐‑\n")
    places = list(range(length))
    for first, last in reversed(_runs(hyphenated)):
        joined = _HYPHENS.sub("", "".join(words[first : last + 2]))
        if _all_letters(joined):
            words.insert(first + 1, joined)
            places.insert(first + 1, first)
    return PageWords(words, places, length)


def _words_outside(text: str, running: Sequence[Span]) -> PageWords:
    """The words of a page that has running heads or feet, without these."""
    written = written_words(text)
    found = [(place, 0, word) for place, (word, span) in enumerate(written) if not within(running, span)]
    found += [(place, 1, joined) for joined, place, span in joined_compounds(text) if not within(running, span)]
    found.sort()
    return PageWords([word for _, _, word in found], [place for place, _, _ in found], len(written))


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last of every run of numbers that count up by one."""
    starts = [n for n, before in zip(numbers, [-2, *numbers], strict=False) if n != before + 1]
    ends = [n for n, after in zip(numbers, [*numbers[1:], -2], strict=True) if n != after - 1]
    return list(zip(starts, ends, strict=True))


def page_terms(text: str, language: str, running: Sequence[Span] = ()) -> PageTerms:
    """Analyses one page: the same words at the same places as `tokens`, without their characters.

    Words that begin within `running` are left out; they count as places, and towards the length.
    """
    found = page_words(text, running)
    places: dict[str, list[int]] = {}
    for written, place in zip(found.words, found.places, strict=True):
        places.setdefault(written, []).append(place)
    words: dict[str, list[int]] = {}
    stems: dict[str, int] = {}
    spellings: set[str] = set()
    for written, positions in places.items():
        folded, term, spelling = terms_of(written, language)
        words[folded] = sorted({*words[folded], *positions}) if folded in words else positions
        stems[term] = stems.get(term, 0) + len(positions)
        if spelling:
            spellings.add(spelling)
    return PageTerms(words, stems, spellings, found.length)


def within(running: Sequence[Span], span: Span) -> bool:
    """Whether a word begins in a running head or foot: then it is not searched, marked or quoted there."""
    return any(part.start <= span.start < part.end for part in running)


@lru_cache(maxsize=400_000)
def terms_of(written: str, language: str) -> tuple[str, str, str]:
    """(folded word, stem, spelling) of a word as it stands in a text; the spelling is "" where folding changes nothing."""
    word = _BREAKS.sub("", written).lower()[:_LONGEST_TERM]
    folded = fold(word)
    return folded, stem(word, language), f"{folded}\x1f{word}" if folded != word else ""


WordsAndEnds = tuple[list[str], list[int]]


def spelling_of(written: str) -> str:
    """A word as it stands in a text, without the hyphen of a line's end; one that is too long as it is indexed."""
    word = _BREAKS.sub("", written)
    return word if len(word) <= _LONGEST_TERM else word.lower()[:_LONGEST_TERM]


def joined_compounds(text: str, written: WordsAndEnds | None = None) -> Iterator[tuple[str, int, Span]]:
    """The joined form of every compound, the place of its first part among the words, and its characters.

    `written` are the text's words, where they are known.
    """
    end = 0
    for hyphen in _HYPHEN_BEFORE_LETTER.finditer(text):
        if hyphen.start() < end:
            continue
        words, ends = written = written or words_and_ends(text)
        place = bisect_left(ends, hyphen.start())
        if place == len(ends) or ends[place] != hyphen.start():
            continue  # a hyphen that no letter stands before
        compound = _COMPOUND.match(text, ends[place] - len(words[place]))
        if compound is None or compound.end() < hyphen.end():
            continue  # a letter of a script without blanks before it
        end = compound.end()
        joined = _HYPHENS.sub("", compound.group())
        if _all_letters(joined):
            yield joined, place, Span(*compound.span())


def words_and_ends(text: str) -> WordsAndEnds:
    """Every word as it stands in the text, and where each ends; a word's place is its number in these lists."""
    way = _WORD_AND_REST if _NO_PLAIN.search(text) else _PLAIN_WORD_AND_REST
    pieces = way.split(text)  # by turns what stands between, and a word: several times faster than matches
    return pieces[1::2], list(accumulate(map(len, pieces)))[1::2]


def written_words(text: str) -> list[tuple[str, Span]]:
    """Every word as it stands in the text, and its characters; a word's place is its number in this list."""
    return [(word, Span(end - len(word), end)) for word, end in zip(*words_and_ends(text), strict=True)]


def is_unspaced(word: str) -> bool:
    """Whether it is a letter of a script without blanks between words, which is a word of its own."""
    return _SINGLE_LETTER.match(word) is not None


def is_latin(word: str) -> bool:
    """Whether its letters are Latin: there, a reader who types an accent means it."""
    return all(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" or not letter.isalpha() for letter in word)
