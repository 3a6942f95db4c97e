"""What a text says, for comparing a sentence with the quotes it cites: its words, stems, figures, and what turns it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from answer.phrasing.figures import Figures, figures
from core.countries import mentions
from core.records import Span
from index.analysis import fold, stem, stop_words, tokens

_NEGATIONS = frozenset(
    """
    not no never without neither nor none nobody nothing nowhere cannot hardly unless
    nicht kein keine keinen keinem keiner keines nie niemals ohne weder nichts niemand
    ne n pas jamais sans aucun aucune ni rien
    """.split()  # noqa: SIM905
)
_TURNING = frozenset(
    """
    all every always only solely most least must shall required mandatory compulsory obligatory forbidden
    prohibited banned illegal
    voluntary optional free more less fewer higher lower increase increased increases rise rises rose risen
    grow grows grew grown
    decrease decreased decreases fall falls fell fallen decline declined declines drop dropped drops reduce
    reduced reduces double
    doubled triple tripled half halved twice before after first last largest smallest best worst better worse success succeed
    succeeded successful failure fail failed reject rejected refuse refused accept accepted approve approved support supports
    supported oppose opposed abolish abolished ended dozens hundreds thousands millions billions
    tous toutes toujours seulement uniquement moins doit doivent obligatoire interdit facultatif gratuit
    augmenter augmente hausse
    baisse baisser diminuer diminue avant apres premier premiere dernier derniere meilleur pire echec echoue
    succes refuser refuse
    accepter accepte rejeter rejete double moitie centaines milliers
    alle aller alles jeder jede jedes immer nur muss mussen verpflichtend verpflichtet verboten freiwillig
    kostenlos mehr weniger
    hoher niedriger steigt stieg steigen gestiegen sinkt sank sinken gesunken erhoht erhohen senkt senken
    erste erster erstes letzte
    letzter grosste kleinste beste schlechteste besser schlechter doppelt halb halfte hunderte tausende
    abgelehnt lehnt angenommen
    unterstutzt abgeschafft gescheitert erfolgreich
    """.split()  # noqa: SIM905
)
"""Words, folded, that make another statement of the same other words."""
_NEUTRAL = frozenset(
    """
    say says said stated according reported describe describes described explain explains explained noted mentions mentioned
    document documents quote quotes report reports text page also both however
    dit indique precise explique decrit selon mentionne document rapport texte page egalement aussi
    sagt heisst erklart beschreibt nennt laut gemass dokument bericht text seite auch
    """.split()  # noqa: SIM905
)
"""Words, folded, that only say that something is said."""
_AFTER, _BEFORE = 3, 4
"""Full words that a negation may speak of, after it and before it."""


class Word(NamedTuple):
    """A word of a text: as written, folded, its stems in the languages at hand, and its characters."""

    written: str
    folded: str
    stems: frozenset[str]
    span: Span


class Negation(NamedTuple):
    """What a negation is about: the stems of the words nearest to it, and all that it may speak of."""

    core: tuple[frozenset[str], ...]
    scope: frozenset[str]


class Wording:
    """A text as read in `language` (its figures and stop words), with stems in all `languages`, so that texts compare."""

    def __init__(self, text: str, language: str | None, languages: Sequence[str]) -> None:
        self.text, self.language, self._languages = text, language, tuple(languages)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words in order; of a compound its parts."""
        return tuple(self._words())

    def _words(self) -> Iterator[Word]:
        last = -1
        for word, position, span in tokens(self.text):
            if position > last:
                stems = frozenset(stem(word, language) for language in self._languages)
                yield Word(span.of(self.text), fold(word), stems, span)
            last = max(last, position)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset[str]().union(*(word.stems for word in self.words))

    @cached_property
    def spellings(self) -> frozenset[str]:
        """All words as they are written."""
        return frozenset(word.written for word in self.words)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The stems of the words that begin with a capital."""
        return frozenset[str]().union(*(word.stems for word in self.words if word.written[0].isupper()))

    @cached_property
    def figures(self) -> Figures:
        """Its numbers."""
        return figures(self.text, self.language)

    @cached_property
    def countries(self) -> tuple[tuple[Span, str], ...]:
        """Where it names a country, or its people, and the country's code."""
        found = mentions(self.text, self.language or "en")
        return tuple((one.span, one.code) for one in found if one.kinds[:1] in (("name",), ("demonym",)))

    @cached_property
    def turning(self) -> tuple[Word, ...]:
        """The words that make another statement of the same other words."""
        return tuple(word for word in self.words if word.folded in _TURNING)

    @cached_property
    def full(self) -> tuple[Word, ...]:
        """Its words but stop words, negations, and what belongs to a number."""
        counted = self.figures.spans
        full = (word for word in self.words if self.is_full(word))
        return tuple(word for word in full if not any(word.span.start in range(*span) for span in counted))

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that say something: of the full ones all but those that only say that something is said."""
        return tuple(word for word in self.full if word.folded not in _NEUTRAL)

    def is_full(self, word: Word) -> bool:
        """Whether a word is neither a stop word nor a number nor a negation."""
        common = word.folded in stop_words(self.language or "") or word.folded in _NEGATIONS
        return not common and not word.folded.isdecimal()

    @cached_property
    def negations(self) -> tuple[Negation, ...]:
        """Every negation with what it is about, within its clause."""
        return tuple(self._negation(place) for place, word in enumerate(self.words) if self._negates(word))

    def _negates(self, word: Word) -> bool:
        cut_short = word.folded == "t" and self.text[word.span.start - 1 : word.span.start] in ("'", "’")
        return word.folded in _NEGATIONS or cut_short

    def _negation(self, place: int) -> Negation:
        after = self._full_until_the_end(self.words[place:], _AFTER)
        before = self._full_until_the_end(self.words[place::-1], _BEFORE)
        core = after[:1] or before[:2]
        return Negation(
            tuple(word.stems for word in core),
            frozenset[str]().union(*(word.stems for word in (*after, *before))),
        )

    def _full_until_the_end(self, words: Sequence[Word], most: int) -> list[Word]:
        """The next full words in reading or counter-reading order, up to the end of the sentence."""
        first = words[0].span

        def within(word: Word) -> bool:
            between = self.text[min(first.end, word.span.end) : max(first.start, word.span.start)]
            return not any(sign in between for sign in (". ", "! ", "? ", ";"))

        return [word for word in takewhile(within, words[1:]) if self.is_full(word)][:most]
