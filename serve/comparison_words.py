"""What is said about a comparison in words: its title, what its rows and columns are called, and silence."""

from __future__ import annotations

from answer.records import Searched
from core.records import Role
from serve.comparing import QUERIES, Cell, Comparison, Row
from serve.passages import LOOKED_THROUGH, Passage
from serve.readability import unreadable_notes
from serve.render import plural
from serve.value_names import FACET_NAMES, value_name


def title(comparison: Comparison) -> str:
    """“privacy”, by country spoken of."""
    layout = comparison.layout
    asked = layout.columns if layout.across == QUERIES else (comparison.query,)
    what = " and ".join(f"“{text}”" for text in asked if text.strip()) or "All pages"
    across = f" and {FACET_NAMES[layout.across].lower()}" if layout.across in FACET_NAMES else ""
    return f"{what}, by {FACET_NAMES[layout.by].lower()}{across}"


def row_name(comparison: Comparison, row: Row) -> str:
    """What a row is called."""
    return value_name(comparison.layout.by, row.value, comparison.documents)


def column_name(comparison: Comparison, column: str) -> str:
    """What a column is called; "" for the only one."""
    if comparison.layout.across == QUERIES:
        return f"“{column}”"
    return value_name(comparison.layout.across, column, comparison.documents) if comparison.layout.across else ""


def query_of(comparison: Comparison, cell: Cell) -> str:
    """What was asked in a cell."""
    return cell.column if comparison.layout.across == QUERIES else comparison.query


def narrowed(comparison: Comparison) -> str:
    """The filters of all cells: "Kind: report; Language: English, French"; "" without any."""
    said = []
    for facet, values in comparison.filters.items():
        shown = ", ".join(value_name(facet, value, comparison.documents) for value in values)
        said.append(f"{FACET_NAMES.get(facet, facet.capitalize())}: {shown}")
    return "; ".join(said)


def looked(searched: Searched) -> str:
    """7 documents, 212 pages."""
    return f"{plural(searched.documents, 'document')}, {plural(searched.pages, 'page')}"


def found(cell: Cell) -> str:
    """How many pages answer in a cell that shows some; "" for a question, of which they are not counted."""
    return plural(cell.pages, "page") if cell.pages and cell.passages else ""


def silence(cell: Cell) -> str:
    """What is said of a cell without a passage: what was looked through, and what could not be."""
    notes = " ".join(unreadable_notes(cell.searched))
    if not cell.searched.pages:
        return f"No page to look through. {notes}".strip()
    said = f"Nothing found in {looked(cell.searched)}."
    if cell.pages:
        pages, best = plural(cell.pages, "page"), min(cell.pages, LOOKED_THROUGH)
        which = "it speaks" if best == 1 else "they speak" if best == cell.pages else f"the best {best} speak"
        said = f"{said} {pages} with these words: {which} of other countries there."
    return f"{said} {notes}".strip()


def doubt(passage: Passage) -> str:
    """What is not certain of a passage in a country's row; "" where it is known to speak of that country."""
    return "" if passage.of_it else "the page names the country, the passage may speak of another"


def speaker_name(passage: Passage) -> str:
    """Whose words a passage is: "Isolde Fennimore (chair)"; "" where that is not certain."""
    held = passage.speaker
    if held is None:
        return ""
    as_what = f" ({held.role.value})" if held.role in (Role.CHAIR, Role.REPORTED) else ""
    return f"{', '.join(held.speakers)}{as_what}"
