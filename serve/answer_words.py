"""What is said about an answer in words: how its question was understood, whose a quote is, and what a silent row means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.question import Kind, Question
from answer.records import Answer, AnswerRow, Quote, Searched
from core.countries import country_name
from core.errors import BadInput
from core.interventions import countries_of
from core.languages import language_name
from serve.looked_for import equals_of, words_of
from serve.readability import looked_through, unreadable_notes
from serve.render import date_name, page_name, plural
from serve.value_names import FACET_NAMES, value_name

FACETS_APART = {"country": "about", "presenter": "presenter"}
"""What an answer is told apart by → the facet that its rows are values of."""
KINDS = {
    Kind.NUMBER: "a number",
    Kind.PERCENT: "a percentage",
    Kind.MONEY: "an amount of money",
    Kind.DURATION: "a span of time",
    Kind.DATE: "a date",
    Kind.PERSON: "a person",
    Kind.ORGANISATION: "an organisation",
    Kind.PLACE: "a place",
    Kind.NAME: "a name",
    Kind.DEFINITION: "what something is",
    Kind.REASON: "a reason",
    Kind.LIST: "several things",
    Kind.YES_NO: "yes or no",
}
"""What a question of a kind asks for."""
NOTHING_TO_LOOK_FOR = "There is nothing to look for: the question has no words, or only such as “who”, “is” and “the”."
EXAMPLE = "“When was the first joint office opened?”"
_MOST_WORDS = 12


def understood_as(answer: Answer) -> str:
    """What is asked for, the words that are looked for, and the language it is asked in, where a quote is in another one:
    "asking for a date · looking for the words offices, opened"."""
    words, equals, language = words_of(answer.asked), equals_of(answer.asked), answer.asked.language
    shown = [*answer.quotes, *answer.related, *(quote for row in answer.rows for quote in row.quotes[:1])]
    foreign = language and any(quote.page.language != language for quote in shown)
    said = [
        f"asking for {kind}" if (kind := KINDS.get(answer.asked.kind)) else "",
        f"looking for the words {_some(words)}" if words else "",
        f"and their equals {_some(equals)}" if equals else "",
        f"asked in {language_name(language)}" if language and foreign else "",
    ]
    return " · ".join(filter(None, said))


def _some(words: Sequence[str]) -> str:
    return ", ".join([*words[:_MOST_WORDS], *(["…"] if len(words) > _MOST_WORDS else [])])


def rows_taken(answer: Answer, by: str | None) -> str:
    """What is said where the question itself asked for the rows that there are, and not the reader with `by`; else ""."""
    taken = answer.by and not by and answer.asked.by == answer.by
    return f"an answer for each {answer.by}" if taken else ""


def check_words(asked: Question) -> None:
    """Raises BadInput for a question that has no word to look for."""
    if asked.wordless:
        raise BadInput(NOTHING_TO_LOOK_FOR, f"Ask with words that may stand in the documents: {EXAMPLE}")


def taken_from(answer: Answer) -> list[tuple[str, str]]:
    """The filters that were taken from the question itself and hold: (facet, what is shown)."""
    taken = []
    for facet, values in answer.asked.filters.items():
        if list(answer.filters.get(facet, ())) == list(values):
            taken.append((facet, f"{FACET_NAMES[facet]}: {', '.join(value_name(facet, one) for one in values)}"))
    return taken


def row_title(answer: Answer, row: AnswerRow) -> str:
    """What a row is called."""
    return value_name(FACETS_APART[answer.by], row.value)


def silence(answer: Answer, row: AnswerRow) -> str:
    """What is said of a row without a quote: what was looked through for it, and what could not be."""
    return silence_in(answer.by, row.searched)


def silence_in(by: str, searched: Searched) -> str:
    """Likewise, of what was looked through for a country or a presenter."""
    if not searched.pages:
        said = "Nothing to look through: no page of this selection "
        said += "speaks of this country." if by == "country" else "has words of this presenter."
        return " ".join((said, *unreadable_notes(searched)))
    whose = "that certainly speaks of this country" if by == "country" else "in this presenter’s words"
    return " ".join(
        (f"Nothing {whose} answers this. Looked through: {looked_through(searched)}.", *unreadable_notes(searched))
    )


def rows_note(answer: Answer) -> str:
    """How many rows are answered, in which order they stand, and how many there is no row for."""
    answered = sum(bool(row.quotes) for row in answer.rows)
    noun, nouns = ("country", "countries") if answer.by == "country" else ("presenter", "presenters")
    said = f"{answered} of {plural(len(answer.rows), noun, nouns)} answered"
    named = answer.filters.get(FACETS_APART[answer.by])
    order = "" if named or answered in (0, len(answer.rows)) else "; these stand first"
    left = (
        f" {plural(answer.rows_left, noun, nouns)} more without a row: name them in a filter."
        if answer.rows_left
        else ""
    )
    return f"{said}{order}.{left}"


def whose(quote: Quote) -> str:
    """Who says it, as what, for whom and from where: "Ada Brook, presenter · Service Canada · Canada"; "" where nobody is
    known."""
    speaker = quote.speaker
    names = ", ".join(speaker.speakers if speaker else quote.presenters)
    said = f"{names}, {speaker.role.value}" if speaker else names
    countries = countries_of(quote.document, speaker) if speaker else quote.origin
    return " · ".join(filter(None, (said, ", ".join(quote.organisations), ", ".join(map(country_name, countries)))))


def quote_lines(quote: Quote, address: str) -> Iterator[str]:
    """A quote's particulars for a terminal, below its words."""
    if by := whose(quote):
        yield by
    about = f"about {', '.join(map(country_name, quote.about))}" if quote.about else ""
    language = f"in {language_name(quote.page.language)}"
    yield ", ".join(filter(None, (quote.document.title, date_name(quote.document.date), page_name(quote.page))))
    yield " · ".join(filter(None, (about, language, address)))
