"""Documents as JSON, for keeping them in an index."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from core.records import (
    Acronym,
    Document,
    DocumentState,
    Fingerprint,
    Heading,
    Intervention,
    Kin,
    Kinship,
    PageEntry,
    PageState,
    Place,
    Problem,
    Proposal,
    Role,
    Span,
    Spelling,
)

_STATES = {state.value: state for state in PageState}


def dump_document(document: Document) -> str:
    """The document, its page entries included, as a JSON object."""
    return json.dumps(asdict(document), ensure_ascii=False, separators=(",", ":"))


def load_document(text: str) -> Document:
    """What dump_document wrote."""
    raw: dict[str, Any] = json.loads(text)
    lists = {f.name for f in fields(Document) if f.name in raw and isinstance(raw[f.name], list)}
    values: dict[str, Any] = {name: tuple(value) if name in lists else value for name, value in raw.items()}
    values["state"] = DocumentState(raw["state"])
    values["problems"] = tuple(Problem(**problem) for problem in raw["problems"])
    values["fingerprint"] = Fingerprint(**raw["fingerprint"])
    values["pages"] = tuple(
        PageEntry(label, language, tuple(about), _STATES[state], length, confidence)
        for label, language, about, state, length, confidence in raw["pages"]
    )
    values["outline"] = tuple(Heading(*heading) for heading in raw["outline"])
    values["kin"] = tuple(Kin(document, Kinship(kinship)) for document, kinship in raw["kin"])
    values["proposals"] = tuple(
        Proposal(name, tuple(said), evidence, page) for name, said, evidence, page in raw["proposals"]
    )
    values["acronyms"] = tuple(
        Acronym(short, long, language, page, Span(*span), pages)
        for short, long, language, page, span, pages in raw["acronyms"]
    )
    values["turns"] = tuple(map(_intervention, raw["turns"]))
    values["spellings"] = tuple(Spelling(*spelling) for spelling in raw.get("spellings", ()))
    return Document(**values)


def _intervention(raw: list[Any]) -> Intervention:
    first, last, role, written, speakers, countries, organisations, session, evidence, *told = raw
    names = tuple(written), tuple(speakers), tuple(countries), tuple(organisations)
    return Intervention(Place(*first), Place(*last), Role(role), *names, session, evidence, tuple(*told))
