"""Two documents side by side: the page of the one that belongs beside a page of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.errors import NotFound
from core.records import Document, Kinship
from index.engine import View
from index.queries.terms import TermTable
from index.store.kept import Kept
from index.talks.counterparts import WORDS_SHOWN, Talks
from index.talks.linking import Link
from index.talks.naming import presents
from index.talks.partners import Partner, may_tell, same_event
from index.talks.twins import Match, aligned

_MATCH_BYTES = 300

_CALLED = {
    Kinship.LANGUAGE_TWIN: "The same page in the other language",
    Kinship.VERSION: "The same page of the other version",
    Kinship.SAME_FILE: "The same page of the copy",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A page of a document and the page of another one that is shown beside it.

    `certain` is false where only the places of the pages tell, or the nearest page that is linked; `evidence` is a sentence on
    how it is known, or that it is not.
    """

    document: Document
    number: int
    other: Document
    other_number: int
    certain: bool
    evidence: str
    generation: int


@dataclass
class SideBySide:
    """Finds the page beside; alignments are made once a generation, at most some `most` bytes of them are kept."""

    talks: Talks
    most: int = 8_000_000
    _aligned: Kept[tuple[int, str, str, str], tuple[Match, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._aligned = Kept(self.most, lambda made: 200 + _MATCH_BYTES * len(made))

    def beside(self, view: View, identifier: str, number: int, other: str, terms: TermTable) -> Beside:
        """The page of `other` that belongs beside a page: of kin the page that tells the same, of a deck the slide, of
        what tells of a deck the page. Raises NotFound."""
        view.page(identifier, number)
        document, partner = view.documents[identifier], view.documents.get(other)
        if partner is None or not partner.pages:
            raise NotFound(
                f"There is no document {other!r} with pages.", "`rapporteur documents` lists those there are."
            )
        kinship = {kin.document: kin.kinship for kin in document.kin}.get(other)
        if kinship:
            key = (view.generation, terms.version, identifier, other)
            match = self._aligned.of(key, lambda: aligned(view, document, partner, terms))[number - 1]
            return _beside(
                view, document, number, partner, match.page, bool(match.words), _kin_evidence(kinship, match)
            )
        return self._linked(view, document, number, partner)

    def _linked(self, view: View, document: Document, number: int, partner: Document) -> Beside:
        """By the links of a deck and what tells of it: the best one, else that of the nearest page before."""
        pairs = _pairs(self.talks, view, document, partner)
        here = [pair for pair in pairs if pair[0] == number]
        if here:
            _, there, link = max(here, key=lambda pair: (pair[2].titled, pair[2].score))
            shares = f" Shares: {', '.join(link.words[:WORDS_SHOWN])}." if link.words else ""
            return _beside(view, document, number, partner, there, True, f"The same talk.{shares}")
        if not pairs:
            said = "These two are not known to tell of the same talk."
            return _beside(view, document, number, partner, min(number, len(partner.pages)), False, said)
        before = [pair for pair in pairs if pair[0] < number] or pairs[:1]
        nearest = max(before, key=lambda pair: pair[:2])[1]
        said = "No page is certain to tell of this one: what stands beside it belongs to the nearest page that has one."
        return _beside(view, document, number, partner, nearest, False, said)


def _pairs(talks: Talks, view: View, document: Document, partner: Document) -> Sequence[tuple[int, int, Link]]:
    """(page of the document, page of the partner, link) for all links, whichever of both is the deck, in order."""
    if presents(document) == presents(partner):
        return ()
    deck, teller = (document, partner) if presents(document) else (partner, document)
    if not may_tell(teller, deck):
        return ()
    made = talks.links(view, deck, Partner(teller, same_event(deck, teller)))
    forth = deck is document
    pairs = [(link.slide, link.page, link) if forth else (link.page, link.slide, link) for link in made]
    return sorted(pairs, key=lambda pair: pair[:2])


def _kin_evidence(kinship: Kinship, match: Match) -> str:
    said = _CALLED[kinship]
    return f"{said}. Shares: {', '.join(match.words[:WORDS_SHOWN])}." if match.words else f"{said}, by its place."


def _beside(
    view: View, document: Document, number: int, other: Document, there: int, certain: bool, evidence: str
) -> Beside:
    return Beside(document, number, other, there, certain, evidence, view.generation)
