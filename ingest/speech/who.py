"""Whose name a label means: surnames, first names and initials told by the same document's lists and by its full names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.metadata.event_lines import folded
from ingest.speech.belonging import Belonging, belonging, of_row
from ingest.speech.labels import Labelled
from ingest.speech.participants import Participant
from ingest.speech.speakers import Label, is_full

_PARTICLES = frozenset(
    "van von vom zu zur de der den del della di da dos das du des la le el al bin ibn ter ten".split()  # noqa: SIM905
)


class Known(NamedTuple):
    """Someone whose full name a document tells: as it is written, what they belong to, and where that stands."""

    name: str
    belonging: Belonging
    page: int
    listed: bool


class Who(NamedTuple):
    """The speaker of a label: the name as it is written, what they belong to, and how the name is known, if not by itself."""

    name: str
    belonging: Belonging
    evidence: str = ""


class People:
    """Those of one document. `doubtful` says that names such as Georgia mean countries there: it names many in brackets."""

    def __init__(self, listed: Sequence[Participant], labelled: Iterable[Labelled]) -> None:
        labels = list(labelled)
        sure = {code for one in labels for code in belonging(one.label.about).countries}
        self.doubtful = len(sure) >= MANY_COUNTRIES
        self._listed = listed
        self._full: dict[str, Known] = {}
        for row in listed:
            if is_full(row.name):
                self._take(row.name, of_row(row.behind(row.named), row.countries), row.page, True)
        for one in labels:
            if is_full(one.label.name):
                self._take(one.label.name, belonging(one.label.about, self.doubtful), one.page, False)
        self._initialled = 2 * sum(bool(row.initials) for row in listed) > len(listed)
        self._unlisted = [row for row in listed if not row.named]
        self._by_word: dict[str, list[Known]] = defaultdict(list)
        for known in self._full.values():
            words = known.name.split()
            for key in {_key(words[0]), _key(_surname(words)), _key(words[-1])}:
                self._by_word[key].append(known)

    @property
    def listed(self) -> int:
        """How many people the document's lists have."""
        return len(self._listed)

    def chairs(self) -> list[str]:
        """The names of those whom the lists call the chair."""
        return [row.name for row in self._listed if row.chair and len(row.name.split()) > 1]

    def knows(self, label: Label) -> bool:
        """Whether a list of the document has this name, surname, first name or initials."""
        return bool(self._candidates(label.name, listed=True)) or bool(self._in_columns(label.name))

    def who(self, label: Label) -> Who:
        """Whom a label names, as far as that is certain."""
        own = belonging((group for group in label.about if not self._is_initials(group)), self.doubtful)
        found = self._candidates(label.name) or self._in_columns(label.name)
        if len(found) > 1 and own.countries:
            found = [one for one in found if set(own.countries) & set(one.belonging.countries)] or found
        if len(found) != 1:
            return Who(label.written, own, f"{len(found)} people of this document could be meant" if found else "")
        known = found[0]
        of = Belonging(own.countries or known.belonging.countries, own.organisations or known.belonging.organisations)
        if known.name == label.name and not (known.listed and known.belonging != own):
            return Who(known.name, of)
        where = "the list of participants" if known.listed else "the text"
        return Who(known.name, of, f"{where} on page {known.page} has “{known.name}”")

    def _is_initials(self, text: str) -> bool:
        return text.isalpha() and any(row.initials == text for row in self._listed)

    def _take(self, name: str, of: Belonging, page: int, listed: bool) -> None:
        key = _key(name)
        before = self._full.get(key)
        if before is None:
            self._full[key] = Known(name, of, page, listed)
        elif not before.belonging.countries and not before.belonging.organisations:
            self._full[key] = before._replace(belonging=of)

    def _candidates(self, name: str, listed: bool = False) -> list[Known]:
        if not name:
            return []
        words = name.split()
        if len(words) > 1 and (whole := self._full.get(_key(name))):
            return [whole] if whole.listed or not listed else []
        initials = [row for row in self._listed if row.initials and row.initials == name]
        if initials:
            return [self._full[_key(row.name)] for row in initials if _key(row.name) in self._full]
        found = [one for one in self._by_word[_key(name)] if one.listed or not listed]
        if not found and len(words) > 1:
            found = [
                one for one in self._full.values() if _is_part(words, one.name.split()) and (one.listed or not listed)
            ]
        return found

    def _in_columns(self, name: str) -> list[Known]:
        """Rows whose columns cannot be told apart, which have the surname where a name ends; or begin with the whole name."""
        words = [_key(word) for word in name.split()]
        found = []
        for row in self._unlisted if words else ():
            own = [_key(word) for word in row.words[:6]]
            ends = [
                at + len(words)
                for at in range(len(own))
                if own[at : at + len(words)] == words and (at or len(words) > 1)
            ]
            if ends and 2 <= ends[0] <= 5:
                full = " ".join(row.words[: ends[0]])
                skip = self._initialled and len(row.words) > ends[0] and row.words[ends[0]].isupper()
                found.append(Known(full, of_row(row.behind(ends[0] + skip), row.countries), row.page, True))
        return found


MANY_COUNTRIES = 3
"""Countries that a document names beyond doubt beside speakers, from which on a doubtful name there is one too."""


def _key(name: str) -> str:
    return folded(name).replace("-", " ").replace(".", "")


def _surname(words: Sequence[str]) -> str:
    at = len(words) - 1
    while at > 1 and folded(words[at - 1]) in _PARTICLES:
        at -= 1
    return " ".join(words[at:])


def _is_part(words: Sequence[str], of: Sequence[str]) -> bool:
    """Whether a name is another one with middle names or initials left out, or with the first name as an initial."""
    mine, theirs = [_key(word) for word in words], [_key(word) for word in of]
    first = mine[0] == theirs[0] or (len(mine[0]) == 1 and mine[0] == theirs[0][:1])
    return first and mine[-1] == theirs[-1] and len(mine) <= len(theirs) and all(word in theirs for word in mine[1:])
