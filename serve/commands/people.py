"""The commands `people`, `accept-name` and `refuse-name`: spellings that may be one name, and a person's word on them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from core.countries import country_name
from core.errors import BadInput
from core.shown import shown
from serve.commands.arguments import AddCommand, Tell, Told
from serve.library import Library
from serve.name_review import (
    KINDS,
    NameProposal,
    SharedName,
    accept_name,
    bearer_in_words,
    kind_of,
    name_review,
    refuse_name,
    table_of,
)
from serve.naming import organisation_aliases, people_aliases
from serve.render import plural

Json = dict[str, Any]


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    listed = command("people", list_names, "list names that may be one person's or organisation's, or two people's")
    listed.add_argument("--kind", choices=KINDS, help="those of people alone, or of organisations")
    accepted = command("accept-name", accept, "accept spellings of a name into people.csv or organisations.csv")
    accepted.add_argument("name", help="the name as it is to be shown")
    accepted.add_argument("written", nargs="*", help="other spellings of it")
    accepted.add_argument("--as", dest="said", metavar="NAME", default="", help="the name to be shown, corrected")
    accepted.add_argument("--organisation", default="", help="what tells its bearer from others of the same name")
    accepted.add_argument("--country", default="", help="what tells its bearer from others of the same name")
    refused = command("refuse-name", refuse, "say that two names are two people's, or two organisations'")
    refused.add_argument("name")
    refused.add_argument("written")
    for parser in (accepted, refused):
        parser.add_argument("--kind", choices=KINDS, default="", help="what it is, where no document names it yet")


def list_names(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur people` gives: JSON and lines."""
    review = name_review(library)
    proposals = [one for one in review.proposals if chosen.kind in (None, one.kind)]
    shared = [one for one in review.shared if chosen.kind in (None, one.kind)]
    rows = sum(row.same for table in (people_aliases, organisation_aliases) for row in table(library.settings).rows)
    lines = [line for proposal in proposals for line in _lines(proposal)]
    lines += [line for name in shared for line in _lines_of_shared(name)]
    lines.append(
        f"{plural(rows, 'reviewed row')}; {plural(len(proposals), 'spelling')} proposed;"
        f" {plural(len(shared), 'name')} may be two bearers'."
    )
    value = {"rows": rows, "proposals": list(map(_json, proposals)), "shared": list(map(_shared_json, shared))}
    return value, lines


def accept(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur accept-name` does and gives."""
    if not (chosen.written or chosen.said or chosen.organisation or chosen.country):
        raise BadInput("One name alone says nothing.", "Give another spelling, or --as, --organisation or --country.")
    kind = chosen.kind or kind_of(library, chosen.name, *chosen.written)
    name = chosen.said or chosen.name
    written = [text for text in (chosen.name, *chosen.written) if text != name]
    done = accept_name(library, kind, name, written, chosen.organisation, chosen.country)
    return {"kind": kind, "name": name, "written": written, "applied": done}, [_written(library, kind, done)]


def refuse(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur refuse-name` does and gives."""
    kind = chosen.kind or kind_of(library, chosen.name, chosen.written)
    done = refuse_name(library, kind, chosen.name, chosen.written)
    said = {"kind": kind, "name": chosen.name, "not": chosen.written, "applied": done}
    return said, [f"{_written(library, kind, done)} They are not proposed again."]


def _written(library: Library, kind: str, done: bool) -> str:
    holds = "It holds from now on." if done else "An ingest is under way: it holds once that, or the next one, is done."
    return f"Written into {table_of(library, kind).name}. {holds}"


def _lines(proposal: NameProposal) -> Iterator[str]:
    here, there = (plural(count, "document") for count in proposal.documents)
    yield f"{proposal.name} ({here}) = {proposal.written} ({there})?{'' if proposal.sure else '  [in doubt]'}"
    where = f", p. {proposal.document.pages[proposal.page - 1].label}" if proposal.page else ""
    yield f"    {'; '.join(proposal.evidence)} [{shown(proposal.document.file)}{where}]"
    yield from (f"    but perhaps: {rival}" for rival in proposal.rivals)


def _lines_of_shared(name: SharedName) -> Iterator[str]:
    yield f"{name.name}: one, or {len(name.bearers)}?"
    yield from (f"    {bearer_in_words(bearer)}" for bearer in name.bearers)


def _json(proposal: NameProposal) -> Json:
    return {
        "kind": proposal.kind, "name": proposal.name, "written": proposal.written, "sure": proposal.sure,
        "evidence": list(proposal.evidence), "documents": {"name": proposal.documents[0], "written": proposal.documents[1]},
        "document": proposal.document.id, "page": proposal.page, "rivals": list(proposal.rivals),
    }  # fmt: skip


def _shared_json(name: SharedName) -> Json:
    bearers = [
        {
            "countries": [{"code": code, "name": country_name(code)} for code in countries],
            "organisations": list(bodies),
            "documents": [document.id for document in documents],
        }
        for countries, bodies, documents in name.bearers
    ]
    return {"kind": name.kind, "name": name.name, "bearers": bearers}
