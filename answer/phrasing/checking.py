"""Whether a sentence may be shown: it cites quotes, and says nothing that these do not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from answer.phrasing.figures import Figure, figures
from answer.phrasing.records import Why
from answer.phrasing.wording import Negation, Word, Wording
from answer.records import Quote
from core.shown import running_text

# Has its row in evaluation/expected.toml.
LEAST_SHARED = 1.0
"""Of a sentence's full words, the part that must stand in the quotes it cites."""
_LONGEST = 600

_MARKUP = re.compile(
    r"https?:|www\.|\w@\w|\]\s*\(|!\[|<\s*[/!?a-z]|&[#a-z]\w*;|javascript:|data:\w|^\s*[#|>]", re.IGNORECASE
)
_MARKS = re.compile('["“”„‟«»]')
_SINGLE = re.compile(r"(?<!\w)[‘‚‹'](.+?)[’‘›'](?!\w)")
_SIGNS = "€$£¥₹‰°§±×=<>≤≥"
"""Signs that a sentence may have only where its quotes do."""
_JOINS = re.compile(r"[\s\-‐‑.'’&]*")


@dataclass(frozen=True)
class Evidence:
    """The quotes that one sentence cites, and what was told with them: titles and presenters."""

    quotes: tuple[Wording, ...]
    heads: tuple[Wording, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the quotes' own words."""
        return frozenset[str]().union(*(quote.stems for quote in self.quotes))

    @cached_property
    def text(self) -> str:
        """The quotes' own words."""
        return "\n".join(quote.text for quote in self.quotes)

    def has(self, found: Callable[[Wording], bool]) -> bool:
        """Whether something stands in one of the quotes; or with every quote, in its words or in what was told with it: a
        presenter of one quote has not said the other."""
        told = zip(self.quotes, self.heads, strict=True)
        return any(map(found, self.quotes)) or all(found(quote) or found(head) for quote, head in told)


def evidence(keys: Sequence[int], quotes: Mapping[int, Quote], asked_in: str | None) -> Evidence:
    """What a sentence that cites these keys rests on."""
    cited = [quotes[key] for key in keys]
    languages = sorted({asked_in or "und", *(quote.page.language for quote in cited)})
    texts = tuple(Wording(running_text(quote.text).strip(), quote.page.language, languages) for quote in cited)
    heads = tuple(
        Wording("\n".join((quote.document.title, *quote.presenters)), quote.document.language, languages)
        for quote in cited
    )
    return Evidence(texts, heads)


def fault(text: str, keys: Sequence[int], quotes: Mapping[int, Quote], asked_in: str | None) -> Why | None:
    """Why a sentence, without its keys, may not be shown; None where it may. `quotes` are those that still verify, `asked_in`
    the language that it should be in."""
    if not keys:
        return Why.UNCITED
    if any(key not in quotes for key in keys):
        return Why.UNKNOWN_KEY
    if len(text) > _LONGEST:
        return Why.TOO_LONG
    if _MARKUP.search(text):
        return Why.MARKUP
    rests_on = evidence(keys, quotes, asked_in)
    languages = sorted({asked_in or "und", *(quotes[key].page.language for key in keys)})
    said = Wording(text, asked_in, languages)
    for why, fails in _CHECKS:
        if fails(said, rests_on):
            return why
    return None


def _misquoted(said: Wording, cited: Evidence) -> bool:
    """Words in quotation marks must stand in a quote, character by character, as whole words; marks come in pairs."""
    parts = _MARKS.split(said.text)
    inner = [*parts[1::2], *(match[1] for match in _SINGLE.finditer(said.text))]
    spaced = [" ".join(quote.text.split()) for quote in cited.quotes]
    return len(parts) % 2 == 0 or not all(any(_stands_in(text, part) for text in spaced) for part in inner)


def _stands_in(text: str, part: str) -> bool:
    """Without the sentence's own stop or comma before the closing mark."""
    words = re.escape(" ".join(part.split()).rstrip(".,"))
    return re.search(rf"(?<!\w)(?<!\d[.,'’ \u00a0\u202f]){words}(?![^\W_]|[.,]\d)", text) is not None


def _without_quoted(text: str) -> str:
    """What the model says itself: blanks in the place of what it quotes."""
    parts = _MARKS.split(text)
    return " ".join(" " * len(part) if place % 2 else part for place, part in enumerate(parts))


def _wrong_number(said: Wording, cited: Evidence) -> bool:
    """Every number stands in a quote, with its percent sign and its month, and counts there what it counts here."""
    if any(sign in said.text and sign not in cited.text for sign in _SIGNS):
        return True
    everywhere = [figure for quote in cited.quotes for figure in quote.figures.found]
    own = figures(_without_quoted(said.text), said.language).found
    if _more_often(((one.value, one.percent) for one in own), ((one.value, one.percent) for one in everywhere)):
        return True
    return any(not cited.has(_having(figure)) or _counts_another(figure, everywhere) for figure in own)


def _more_often(said: Iterable[object], known: Iterable[object]) -> bool:
    """Whether something is said more often than the quotes say it; what stands in what was told with them is not counted."""
    times = Counter(known)
    return any(times[one] and number > times[one] for one, number in Counter(said).items())


def _having(figure: Figure) -> Callable[[Wording], bool]:
    return lambda where: any(_same(figure, other) for other in where.figures.found)


def _same(figure: Figure, other: Figure) -> bool:
    same_month = not figure.month or figure.month == other.month
    return figure.value == other.value and figure.percent == other.percent and same_month


def _counts_another(figure: Figure, everywhere: Sequence[Figure]) -> bool:
    """Whether the quotes count with other numbers only what this one is said to count."""
    owners = [other for other in everywhere if figure.of and other.of == figure.of]
    return bool(owners) and all(other.value != figure.value for other in owners)


def _wrong_name(said: Wording, cited: Evidence) -> bool:
    """Every name, capitalised word and abbreviation stands in a quote, and names of several words in their order."""
    for run in _names(said):
        unknown = [word for word in run if not _known_country(word, said, cited)]
        if any(not cited.has(partial(_has_name, word, word is said.words[0])) for word in unknown):
            return True
        begins = run[0] is said.words[0]
        whole = [run, run[1:]] if begins else [run]
        if len(unknown) > 1 and not any(cited.has(partial(_in_order, words)) for words in whole):
            return True
    return False


def _names(said: Wording) -> Iterator[list[Word]]:
    """The names of a sentence: words with capitals or digits in them, those that follow one another together."""
    run: list[Word] = []
    for word in said.words:
        follows = run and _JOINS.fullmatch(said.text, run[-1].span.end, word.span.start)
        if run and not (follows and _is_name(word, said)):
            yield run
            run = []
        if _is_name(word, said):
            run.append(word)
    if run:
        yield run


def _is_name(word: Word, said: Wording) -> bool:
    """A sentence's first word has its capital whatever it is; where it only says that something is said, it is none."""
    if _is_spelled_so(word):
        return True
    names = said.content if word is said.words[0] else said.full
    return word.written[0].isupper() and word in names


def _is_spelled_so(word: Word) -> bool:
    """Whether its letters stand for it: an abbreviation in capitals, a word with digits."""
    mixed = not word.written.isdecimal() and any(letter.isdecimal() for letter in word.written)
    return mixed or any(letter.isupper() for letter in word.written[1:])


def _has_name(word: Word, first: bool, where: Wording) -> bool:
    if _is_spelled_so(word):
        return bool({word.written, word.written.removesuffix("s")} & where.spellings)
    return bool(word.stems & (where.stems if first else where.capitals))


def _in_order(run: Sequence[Word], where: Wording) -> bool:
    places = range(len(where.words) - len(run) + 1)
    return any(all(word.stems & where.words[at + n].stems for n, word in enumerate(run)) for at in places)


def _known_country(word: Word, said: Wording, cited: Evidence) -> bool:
    """Whether it names a country that a quote names too, in whatever language."""
    code = next((code for span, code in said.countries if span.start <= word.span.start < span.end), None)
    return code is not None and any(code == other for quote in cited.quotes for _, other in quote.countries)


def _turned(said: Wording, cited: Evidence) -> bool:
    """No "all", "more", "must" and the like where the quotes have none; and "not" neither added nor left out."""
    if any(not word.stems & cited.stems for word in said.turning):
        return True
    if _more_often(
        (word.stems for word in said.turning), (word.stems for quote in cited.quotes for word in quote.turning)
    ):
        return True
    negations = [negation for quote in cited.quotes for negation in quote.negations]
    denied = frozenset[str]().union(*(negation.scope for negation in negations))
    denied_here = frozenset[str]().union(*(negation.scope for negation in said.negations))
    added = any(not any(stems & denied for stems in negation.core) for negation in said.negations)
    added = added or len(said.negations) > len(negations)
    return added or any(_affirms(said, cited, negation, denied_here) for negation in negations)


def _affirms(said: Wording, cited: Evidence, negation: Negation, denied_here: frozenset[str]) -> bool:
    """Whether a sentence says what a quote denies, and another part of the quotes does not say it."""
    repeated = [stems for stems in negation.core if stems & said.stems]
    if not negation.core or len(repeated) < len(negation.core):
        return False
    words = [word for quote in cited.quotes for word in quote.words if word.stems & negation.core[0]]
    also_affirmed = len(words) > sum(
        bool(other.scope & negation.core[0]) for quote in cited.quotes for other in quote.negations
    )
    return not also_affirmed and not all(stems & denied_here for stems in repeated)


def _invented(said: Wording, cited: Evidence) -> bool:
    """Enough of the full words stand in the quotes, and one at least in their own words."""
    if not any(word.stems & cited.stems for word in said.content):
        return True
    shared = sum(cited.has(partial(_has_word, word)) for word in said.content)
    return shared < LEAST_SHARED * len(said.content)


def _has_word(word: Word, where: Wording) -> bool:
    return bool(word.stems & where.stems)


_CHECKS: tuple[tuple[Why, Callable[[Wording, Evidence], bool]], ...] = (
    (Why.MISQUOTED, _misquoted),
    (Why.NUMBER, _wrong_number),
    (Why.NAME, _wrong_name),
    (Why.TURNED, _turned),
    (Why.INVENTED, _invented),
)
