"""The commands `terms` and `accept-term`: acronyms that the documents define, and a person's word on them."""

from __future__ import annotations

import argparse
from typing import Any

from core.errors import BadInput
from core.languages import language_code
from index.engine import View
from ingest.metadata.terms import read_terms
from serve.commands.arguments import AddCommand, Tell, Told
from serve.library import Library
from serve.render import plain, plural
from serve.term_review import (
    TermProposal,
    accept_term,
    dismiss_term,
    evidence,
    term_proposal,
    term_proposals,
    used_on,
)

Json = dict[str, Any]


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    command("terms", list_terms, "list the acronyms that the documents define, for a person to accept as equal terms")
    _accept_options(command("accept-term", accept_terms, "accept an acronym and its long form into terms.csv"))


def _accept_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("acronym")
    parser.add_argument("long", nargs="?", default="", help="its long form, where several are proposed")
    parser.add_argument("--as", dest="said", metavar="LONG", default="", help="the long form, corrected")
    parser.add_argument("--language", default="", help="the language of the long form, corrected")
    parser.add_argument("--dismiss", action="store_true", help="they are not to be equal, nor proposed again")


def list_terms(library: Library, _chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur terms` gives: JSON and lines."""
    view = library.view()
    rows, proposals = read_terms(library.settings.terms).rows, term_proposals(library, view)
    lines = [line for proposal in proposals for line in _lines(view, proposal)]
    used = sum(row.used for row in rows)
    lines.append(f"{plural(used, 'row')} of equal terms; {plural(len(proposals), 'acronym')} proposed.")
    return {"rows": used, "proposals": [_json(view, proposal) for proposal in proposals]}, lines


def accept_terms(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur accept-term` does and gives."""
    language = language_code(chosen.language) if chosen.language else ""
    if language is None:
        raise BadInput(f"{chosen.language!r} is no language that is known.", "Give a two-letter code.")
    if chosen.dismiss and (chosen.said or language):
        raise BadInput("--dismiss stands alone.", "Leave out --as and --language.")
    proposal = term_proposal(library, chosen.acronym, chosen.long)
    if chosen.dismiss:
        dismiss_term(library, proposal)
    else:
        accept_term(library, proposal, long=chosen.said, language=language)
    said = {"acronym": proposal.short, "long": chosen.said or proposal.long}
    said["language"] = language or proposal.language
    name = library.settings.terms.name
    holds = "They are not proposed again" if chosen.dismiss else "It holds from the next search on"
    return {**said, "used": not chosen.dismiss}, [f"Written into {name}. {holds}."]


def _lines(view: View, proposal: TermProposal) -> list[str]:
    where = f"{proposal.document.file}, p. {proposal.document.pages[proposal.page - 1].label}"
    lines = [
        f"{proposal.short} = {proposal.long} ({proposal.language}; defined in {plural(proposal.documents, 'document')})",
        f"    “{plain(evidence(view, proposal))}” [{where}]",
    ]
    return [*lines, *(f"    but also: {rival}" for rival in proposal.rivals)]


def _json(view: View, proposal: TermProposal) -> Json:
    pages, documents = used_on(view, proposal.short)
    return {
        "acronym": proposal.short,
        "long": proposal.long,
        "language": proposal.language,
        "defined": {"documents": proposal.documents, "pages": proposal.pages},
        "used": {"documents": documents, "pages": pages},
        "evidence": plain(evidence(view, proposal)),
        "document": proposal.document.id,
        "page": proposal.page,
        "rivals": list(proposal.rivals),
    }
