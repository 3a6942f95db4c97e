"""Citations for reference managers: BibTeX, RIS and CSL-JSON, entry by entry, whatever their number.

BibTeX: the fields of Patashnik, "BibTeXing" (1988), with `url`, `urldate` and `langid` as biblatex has them. RIS: the tags of
the Research Information Systems format as Zotero and EndNote read them. CSL-JSON: the citeproc schema, 1.0.2.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from core.interventions import PRESENTATIONS
from serve.citation import Citation, Name, in_words

Json = dict[str, Any]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
# Braces have to balance in BibTeX, also those that LaTeX would take for signs: so none is written as a sign.
_BIBTEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": "{\\textbackslash}",
    "{": "{\\textbraceleft}",
    "}": "{\\textbraceright}",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
}


def bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """BibTeX entries, each with a key of its own: hasenkamp2023-deck-germany-p5."""
    taken: set[str] = set()
    for citation in citations:
        key = _key(citation, taken)
        kind = _bibtex_kind(citation)
        fields = {name: value for name, value in _bibtex_fields(citation, kind).items() if value}
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        yield f"@{kind}{{{key},\n{lines}\n}}\n\n"


def _bibtex_kind(citation: Citation) -> str:
    if citation.kind == "report" and citation.organisations:
        return "techreport"
    return "misc"


def _bibtex_fields(citation: Citation, kind: str) -> dict[str, str]:
    body = _escaped("; ".join(citation.organisations))
    return {
        "author": " and ".join(map(_bibtex_name, citation.presenters)) or _braced(body),
        "title": f"{{{_escaped(citation.title)}}}",
        "institution" if kind == "techreport" else "organization": body,
        "howpublished": _escaped(citation.kind.capitalize()) if kind == "misc" else "",
        "series": _escaped(citation.event),
        "year": citation.date[:4],
        "month": citation.date[5:7].lstrip("0"),
        "day": citation.date[8:10].lstrip("0"),
        "pages": _escaped(citation.label),
        "langid": citation.language,
        "url": _one_line(citation.address).replace("{", "%7B").replace("}", "%7D"),
        "urldate": _today(),
        "note": _escaped("; ".join(_notes(citation))),
        "annote": _escaped(f"“{citation.quote}”") if citation.quote else "",
    }


def _bibtex_name(name: Name) -> str:
    family = f"{{{_escaped(name.family)}}}"
    return f"{family}, {_escaped(name.given)}" if name.given else family


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in _one_line(text))


def _key(citation: Citation, taken: set[str]) -> str:
    family = citation.presenters[0].family if citation.presenters else (*citation.organisations, "anonymous")[0]
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().casefold()
    first = (re.findall(r"[a-z]+", plain) or ["anonymous"])[-1 if citation.presenters else 0]
    key = base = f"{first}{citation.date[:4]}-{re.sub(r'[^a-z0-9-]+', '', citation.document)}-p{citation.page}"
    number = 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key)
    return key


def ris(citations: Iterable[Citation]) -> Iterator[str]:
    """RIS entries: tags of two letters, one a line, CR LF between them."""
    for citation in citations:
        yield ris_entry(ris_tags(citation))


def ris_entry(tags: Iterable[tuple[str, str]]) -> str:
    """One RIS entry of (tag, value); tags without a value are left out."""
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def ris_tags(citation: Citation) -> Iterator[tuple[str, str]]:
    """A citation as the tags of RIS with their values; those without one too."""
    yield "TY", _ris_kind(citation)
    for name in citation.presenters or tuple(Name(body, body=True) for body in citation.organisations):
        yield "AU", name.inverted
    yield "TI", citation.title
    yield "T2", citation.event
    yield "PY", citation.date[:4]
    yield "DA", "/".join([*citation.date.split("-"), "", ""][:3]) + "/" if citation.date else ""
    yield "PB", "; ".join(citation.organisations)
    yield "M3", citation.kind
    yield "SP", citation.label
    yield "LA", citation.language
    yield "UR", citation.address
    yield "Y2", _today().replace("-", "/") + "/"
    if citation.quote:
        yield "AB", f"“{citation.quote}”"
    for note in _notes(citation):
        yield "N1", note


def _ris_kind(citation: Citation) -> str:
    if citation.kind in PRESENTATIONS:
        return "SLIDE"
    return {"report": "RPRT", "paper": "CPAPER"}.get(citation.kind, "GEN")


def csl_json(citations: Iterable[Citation]) -> Iterator[str]:
    """A CSL-JSON array."""
    before = "[\n"
    taken: set[str] = set()
    for citation in citations:
        item = {"id": _key(citation, taken), **_csl(citation)}
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _csl(citation: Citation) -> Json:
    kind = {"report": "report", "paper": "paper-conference"}.get(citation.kind, "document")
    said = {
        "type": "speech" if citation.kind in PRESENTATIONS else kind,
        "title": _one_line(citation.title),
        "author": [_csl_name(name) for name in citation.presenters]
        or [{"literal": _one_line(body)} for body in citation.organisations],
        "event-title": _one_line(citation.event),
        "publisher": _one_line("; ".join(citation.organisations)),
        "genre": _one_line(citation.kind),
        "issued": _date(citation.date),
        "accessed": _date(_today()),
        "page": _one_line(citation.label),
        "language": citation.language,
        "URL": _one_line(citation.address),
        "abstract": f"“{_one_line(citation.quote)}”" if citation.quote else "",
        "note": "; ".join(_notes(citation)),
    }
    return {name: value for name, value in said.items() if value}


def _csl_name(name: Name) -> Json:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _date(date: str) -> Json:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _notes(citation: Citation) -> list[str]:
    """What no field is made for: the PDF's page, and whose words these are."""
    spoken = f" ({citation.role.value})" if citation.role else ""
    whose = [f"words of {', '.join(citation.speakers)}{spoken}"] if citation.speakers else []
    return [f"PDF page {citation.page}", *whose]


def text(citations: Iterable[Citation]) -> Iterator[str]:
    """Citations in words, one a paragraph."""
    for citation in citations:
        yield f"{_one_line(in_words(citation))}\n\n"


def _one_line(value: str) -> str:
    """Without line ends and control characters, and without halves of characters."""
    return _CONTROLS.sub(" ", value).encode("utf-8", "replace").decode("utf-8").strip()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


class Format(NamedTuple):
    """A format of citations: what it is called, its files' ending, its media type, and what writes it."""

    title: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Citation]], Iterator[str]]


FORMATS = {
    "text": Format("Text", ".txt", "text/plain", text),
    "bibtex": Format("BibTeX", ".bib", "application/x-bibtex", bibtex),
    "ris": Format("RIS", ".ris", "application/x-research-info-systems", ris),
    "csl": Format("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl_json),
}
