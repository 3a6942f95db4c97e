"""Where somebody's words end though nobody else begins: headings, decisions, the meeting's end; and the sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.records import Heading
from ingest.speech.labels import SpokenPage
from ingest.speech.speakers import label_of, spelled

_ITEM = re.compile(
    r"^[ \t]*(?P<title>(?:(?i:(?:agenda |discussion )?item|session|panel|point|top|tagesordnungspunkt|séance"
    r"|atelier|workshop|plenary|thème|block|themenblock|part|partie|teil|roundtable|table ronde)"
    r"\s(?i:no\.?\s?|n[°o]\s?|nr\.?\s?|#)?(?:\d{1,2}[a-z]?|[IVX]{1,5}|[A-Z]|(?i:one|two|three|four|five"
    r"|six))(?:\s?[:.–—-]\s?[^\n]{2,120})?))[ \t]*$",
    re.MULTILINE,
)
_ENDS = re.compile(
    r"^[ \t]*(?:[•●*–-]\s*|\d{1,3}\.\s)?(?:(?i:the (?:meeting|session|sitting|hearing|webinar|committee"
    r"|discussion)(?: was)? (?:rose|closed|adjourned|ended|suspended|concluded|opened|resumed|was called to order)"
    r"|there being no (?:further|other) business|meeting (?:adjourned|closed|ended)|la séance (?:est|fut"
    r"|a été) (?:levée|ouverte|suspendue|reprise|close)|die sitzung (?:wird|wurde|ist) (?:geschlossen|eröffnet"
    r"|unterbrochen)"
    r"|(?:schluss|ende|beginn) der sitzung|\(?schluss:?\s\d|end of (?:transcript|meeting|recording)"
    r"|\[?end of (?:transcript|recording)|fin de la séance|it was so (?:decided|agreed)|whereupon,)"
    r"|(?i:note|notes|n\.b\.|editor['’]s note|anmerkung|nota bene|decisions?|action(?: points?| items?)?|outcomes?"
    r"|conclusions?|resolved|recommendations?|beschl[uü]ss(?:e)?|ergebnis(?:se)?|aufgaben?|décisions?"
    r"|relevé de décisions|mesures|vote|next steps|prochaines étapes"
    r"|nächste schritte|summary of decisions)(?:\s[A-Z]?\d{0,2})?[ \t]*(?::|$)"
    r"|(?i:minutes (?:taken|prepared|recorded|approved)|(?:procès-verbal|compte rendu) (?:rédigé|établi)"
    r"|protokoll(?:führung|ant|führer)?\s?:|annex(?:e)?\b|appendix\b|anhang\b|anlagen?\b|adopted on)(?:[^\n]{0,60})$)",
    re.MULTILINE,
)
_LONGEST = 140


class Boundary(NamedTuple):
    """A place where nobody's words go on; `title` is the heading there that names a part of the meeting, "" for none."""

    page: int
    offset: int
    title: str
    session: bool


def boundaries(pages: Sequence[SpokenPage], outline: Sequence[Heading]) -> list[Boundary]:
    """Those of all pages, in their order."""
    titles: dict[int, dict[str, str]] = {}
    for heading in outline:
        titles.setdefault(heading.page, {})[_squeezed(heading.title)] = heading.title
    found = {(one.page, one.offset): one for page in pages for one in _on(page, titles.get(page.number, {}))}
    return [found[place] for place in sorted(found)]


def _on(page: SpokenPage, titles: dict[str, str]) -> Iterator[Boundary]:
    for match in _ENDS.finditer(page.text):
        yield Boundary(page.number, match.start() + len(match[0]) - len(match[0].lstrip()), "", False)
    skipped = {span.start for span in page.running}
    for line in page.lines:
        if line.bold and line.start not in skipped and line.end - line.start <= _LONGEST:
            said = page.text[line.start : line.end]
            if sum(map(str.isalpha, said)) >= 3 and label_of(said.rstrip(" :.")) is None:
                yield Boundary(page.number, line.start, "", False)
    if titles:
        yield from _titled(page, titles)
    for match in _ITEM.finditer(page.text):
        if not re.search(r"\.{3}|\s\d{1,3}$", match["title"]) or ":" in match["title"]:
            yield Boundary(page.number, match.start("title"), spelled(match["title"]).rstrip(" :."), True)


def _titled(page: SpokenPage, titles: dict[str, str]) -> Iterator[Boundary]:
    """The lines that are headings of the outline, or begin one."""
    offset = 0
    for line in page.text.split("\n"):
        start, offset = offset + len(line) - len(line.lstrip()), offset + len(line) + 1
        said = _squeezed(line)
        if len(said) < 4:
            continue
        for squeezed, title in titles.items():
            if squeezed.startswith(said) and (squeezed == said or 2 * len(said) > len(squeezed)):
                if label_of(title) is None or len(title.split()) > 5:
                    yield Boundary(page.number, start, title, True)
                break


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
