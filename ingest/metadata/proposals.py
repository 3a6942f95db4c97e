"""What a file seems to say of itself, for a person to accept or correct. What is not certain is not proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.languages import UNKNOWN
from core.records import Proposal
from ingest.metadata.event_lines import folded
from ingest.metadata.proposed_dates import date_proposed
from ingest.metadata.proposed_people import is_organisation, people_proposed
from ingest.metadata.title_page import NO_TITLE, TitlePage, squeezed, title_lines, words_of

_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet that opens the catalogue would run: no file may bring it in."""
_LONG = 100
_SHARED = 0.75
"""The part of the words of a file's own title that must stand on its title page, for it to be believed."""
_SUBJECT = re.compile(r"(?:subject|re|objet|betreff|title|titre|titel)\s*:\s*(?P<said>\S.*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_MINUTES = re.compile(r"(?:meeting\s+)?minutes\b|procès-verbal|compte rendu|protokoll\b", re.IGNORECASE)
_FILE_FORMAT = re.compile(r"\s*\((?:pdf|word|powerpoint)\)$", re.IGNORECASE)
_KINDS = (
    ("minutes", r"\b(?:minutes|procès-verbal|compte rendu|protokoll)\b"),
    ("memorandum", r"\b(?:memorandum|memo)\b"),
    ("programme", r"^(?:programme?|agenda|programm|tagesordnung|ordre du jour)\b"),
    ("report", r"\b(?:report|rapport|bericht|\w+bericht)\b"),
)
_OF_SLIDES = (".ppt", ".pptx", ".odp")
_SLIDES = re.compile(r"powerpoint|impress|keynote|google slides|\bpdfmaker .* powerpoint", re.IGNORECASE)


def propose(
    page: TitlePage, file: str, language: str, title: str = "", author: str = "", creator: str = ""
) -> tuple[Proposal, ...]:
    """Proposals for a document. `title`, `author` and `creator` (the program) are the file's own; `file` is its name."""
    best = _title(page, title)
    named = best.values[0] if best else ""
    found: list[Proposal | None] = [best, *people_proposed(page, named, author)]
    if best is None and is_organisation(title) and squeezed(title) in squeezed(page.text):
        evidence = f"the file calls itself so, and the words stand on the page: “{title}”"
        found.append(Proposal("organisations", (title,), evidence, page.number))
    found.append(date_proposed(page, file, language))
    found.append(_kind(page, named, creator, file))
    if language not in ("", UNKNOWN):
        found.append(Proposal("language", (language,), "the language of its pages"))
    return tuple(_one_a_field(found))


def _one_a_field(found: list[Proposal | None]) -> Iterator[Proposal]:
    seen: set[str] = set()
    for proposal in found:
        if proposal and proposal.field not in seen and not proposal.values[0].startswith(_FORMULA):
            seen.add(proposal.field)
            yield proposal


def _title(page: TitlePage, written: str) -> Proposal | None:
    """The file's own title where the page bears it out; else the page's, where its type or a label says so."""
    block = words_of(title_lines(page)).rstrip(" .")
    written = _FILE_FORMAT.sub("", " ".join(written.split())).rstrip(" .")
    if not _believed(written, page):
        written = _IN_BRACKETS.sub("", written)
    if _believed(written, page):
        alike = squeezed(block) == squeezed(written) and not block.isupper()
        evidence = f"the file calls itself so, and the words stand on page {page.number}: “{written}”"
        return Proposal("title", (block if alike else written,), evidence, page.number)
    for at, line in enumerate(page.head):
        if match := _SUBJECT.fullmatch(line.text.strip()):
            said = _continued(page, at, match["said"])
            return Proposal("title", (said,), f"behind its label: “{match[0]}”", page.number)
    first = page.lines[0].text if page.lines else ""
    if not block and _MINUTES.match(first) and len(first) < _LONG:
        return Proposal("title", (first,), f"the first line of page {page.number}: “{first}”", page.number)
    if len(block.split()) < 2 or is_organisation(block) or NO_TITLE.match(block):
        return None
    return Proposal("title", (block,), f"in the largest type of page {page.number}: “{block}”", page.number)


def _believed(written: str, page: TitlePage) -> bool:
    if not written or NO_TITLE.match(written) or is_organisation(written):
        return False
    letters = squeezed(page.text)
    words = [word for word in re.findall(r"\w+", folded(written)) if len(word) > 2]
    return len(words) > 1 and sum(word in letters for word in words) >= _SHARED * len(words)


def _continued(page: TitlePage, at: int, said: str) -> str:
    """A label's words with the line below, where they go on there: one that begins small, and has no label itself."""
    following = page.lines[at + 1].text.strip() if at + 1 < len(page.lines) else ""
    going_on = following[:1].islower() or re.match(r"(?:of|for|on|in|de|des|du|für|von)\s", following)
    return f"{said} {following}" if going_on and len(following) < 80 else said


def _kind(page: TitlePage, title: str, creator: str, file: str) -> Proposal | None:
    for kind, pattern in _KINDS:
        match = re.search(pattern, title, re.IGNORECASE) or (
            kind == "memorandum" and re.search("MEMORANDUM", page.text)
        )
        if match:
            return Proposal("kind", (kind,), f"the page says so: “{match[0]}”", page.number)
    if file.casefold().endswith(_OF_SLIDES):
        return Proposal("kind", ("presentation",), f"slides, by the file's name: “{file}”")
    if page.wide and _SLIDES.search(creator):
        return Proposal("kind", ("presentation",), f"slides, made with {creator}", page.number)
    return None
