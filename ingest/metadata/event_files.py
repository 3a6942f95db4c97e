"""File names for the documents of an event: stable, readable, and never another document's."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.metadata.catalogue import Row
from ingest.metadata.event_lines import folded

_LONGEST_STEM = 44
_DOCUMENTS = (".pdf", ".pptx", ".docx", ".odp", ".odt", ".ppt", ".doc")
_EVENT_WORDS = re.compile("event|veranstaltung|evenement|the|an?|l[ae]?|les|der|die|das")
_LITTLE_WORDS = re.compile("in|of|and|on|for|d|de|du|des|et|und|fur|zur?|the|an?|l[ae]?")


def download_name(link: str) -> str:
    """The file name under which a browser saves a linked document; "" for other links."""
    name = unicodedata.normalize("NFC", PurePosixPath(unquote(urlsplit(link).path)).name)
    name = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', "-", name).lstrip(".~ ")
    return name if name.casefold().endswith(_DOCUMENTS) and len(name.encode()) <= 200 else ""


def proposed_name(row: Row, event: str) -> str:
    """A stable, readable name for an awaited file: 2011-10-21-joint-service-delivery-kernaghan.pdf."""
    surnames = [name.split()[-1] for name in row.presenters[:4]]
    kind = {"presentation": "", "report": "background-report" if re.match("background|hintergrund", row.title.casefold())
            else "report"}.get(row.kind, row.kind)  # fmt: skip
    return "-".join(filter(None, (row.date, slug(event), kind, *map(slug, surnames)))) + ".pdf"


def slug(text: str) -> str:
    """Lower-case ASCII words with hyphens, cut at a word where it gets long; "Event" and articles are left out."""
    words = [word for word in re.findall(r"[a-z0-9]+", folded(text)) if not _EVENT_WORDS.fullmatch(word)]
    while len("-".join(words)) > _LONGEST_STEM and len(words) > 1:
        words.pop()
    while words and _LITTLE_WORDS.fullmatch(words[-1]):
        words.pop()
    return "-".join(words)


def copy_page(path: Path, corpus: Path, stem: str) -> tuple[str, int]:
    """Copies a page into the corpus, never over another file; its path within the corpus, and which of its name it is.

    A page that lies in the corpus stays where it is; a copy that is there already is not made again.
    """
    content, number = path.read_bytes(), 1
    if path.resolve().is_relative_to(corpus.resolve()):
        return path.resolve().relative_to(corpus.resolve()).as_posix(), number
    target = corpus / f"{stem}{path.suffix.casefold()}"
    while target.exists() and target.read_bytes() != content:
        number += 1
        target = corpus / f"{stem}-{number}{path.suffix.casefold()}"
    if not target.exists():
        corpus.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            out.write(content)
    return target.name, number
