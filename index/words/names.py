"""The names that a generation knows beside its pages' words: presenters, organisations, titles, countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from core.countries import country_name
from core.languages import language_name
from core.records import Document
from index.analysis import fold, tokens
from index.described import words_of
from index.speakers import spoken_values

KINDS = ("presenter", "organisation", "title", "from", "about")
"""What a name may be; each is a field that can be asked for."""

_COUNTRY_LANGUAGES = ("en", "fr", "de")


class Name(NamedTuple):
    """A name as it is written, what it is (one of KINDS), and how many pages it is said of."""

    text: str
    kind: str
    pages: int


class Names:
    """All names of some documents, those of most pages first; made when they are first asked for."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = [document for document in documents if document.pages]

    @cached_property
    def languages(self) -> Sequence[str]:
        """The languages of the pages."""
        return sorted({page.language for document in self._documents for page in document.pages})

    @cached_property
    def all(self) -> Sequence[Name]:
        """Presenters, organisations and titles."""
        found: Counter[tuple[str, str]] = Counter()
        for document in self._documents:
            pages = len(document.pages)
            found.update({("presenter", name): own for name, own in spoken_values(document, "presenter").items()})
            found.update({("organisation", name): pages for name in document.organisations})
            found["title", document.title] += pages
        return _usual_first(found)

    @cached_property
    def countries(self) -> Sequence[Name]:
        """The countries of presenters and those spoken of, under their names in three languages."""
        found: Counter[tuple[str, str]] = Counter()
        for document in self._documents:
            found.update({("from", code): own for code, own in spoken_values(document, "from").items()})
            found.update(("about", code) for page in document.pages for code in document.about(page))
        named: Counter[tuple[str, str]] = Counter()
        for (kind, code), pages in found.items():
            named.update({(kind, country_name(code, language)): pages for language in _COUNTRY_LANGUAGES})
        return _usual_first(named)

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, int]]:
        """Folded word of a name that is no country's → kind → of how many pages a name with this word is said."""
        also = (name._replace(text=text) for name in self.all for text in self._also.get(name.text, ()))
        return _by_word(chain(self.all, also))

    @cached_property
    def country_words(self) -> Mapping[str, Mapping[str, int]]:
        """The same of countries' names."""
        return _by_word(self.countries)

    def words_of(self, kind: str) -> Mapping[str, int]:
        """The folded words of all names of one kind → pages."""
        known = self.country_words if kind in ("from", "about") else self.words
        return {word: kinds[kind] for word, kinds in known.items() if kind in kinds}

    def of(self, field: str) -> Sequence[Name]:
        """The names that a field may have, those of most pages first."""
        if field in ("from", "about"):
            return [name for name in self.countries if name.kind == field]
        return [name for name in self.all if name.kind == field] if field in KINDS else self.values.get(field, ())

    @cached_property
    def values(self) -> Mapping[str, Sequence[Name]]:
        """What can be asked of the other fields: kinds, years, languages by their names, headings of sections."""
        found: Counter[tuple[str, str]] = Counter()
        for document in self._documents:
            found["kind", document.kind] += len(document.pages)
            found["year", document.date[:4]] += len(document.pages)
            found.update(("section", heading.title) for heading in document.outline)
        languages = Counter(page.language for document in self._documents for page in document.pages)
        found.update({("language", language_name(code)): pages for code, pages in languages.items()})
        grouped: dict[str, list[Name]] = {}
        for name in _usual_first(found):
            grouped.setdefault(name.kind, []).append(name)
        return grouped

    def folded(self, name: Name) -> Sequence[str]:
        """The folded words of a name, in order."""
        return _folded(name.text)

    def spelled(self, name: Name) -> Iterator[Sequence[str]]:
        """The same of the name and of its other spellings."""
        yield _folded(name.text)
        yield from map(_folded, self._also.get(name.text, ()))

    @cached_property
    def _also(self) -> Mapping[str, Sequence[str]]:
        """Known name → its other spellings."""
        found: dict[str, dict[str, None]] = {}
        for document in self._documents:
            for one in document.spellings:
                found.setdefault(one.name, {})[one.written] = None
        return {name: tuple(texts) for name, texts in found.items()}

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Folded word → how it is written in the name of most pages."""
        found: dict[str, str] = {}
        for text, _, _ in self.all:
            for token in tokens(text):
                found.setdefault(fold(token.word), token.span.of(text))
        return found


@lru_cache(maxsize=50_000)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word, _, _ in tokens(text))


def _usual_first(found: Mapping[tuple[str, str], int]) -> Sequence[Name]:
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Name(text, kind, pages) for (kind, text), pages in ordered if text)


def _by_word(names: Iterable[Name]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for text, kind, pages in names:
        for word in words_of(text):
            kinds = found.setdefault(fold(word), {})
            kinds[kind] = kinds.get(kind, 0) + pages
    return found
