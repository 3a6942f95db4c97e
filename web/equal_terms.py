"""Above the results: the switch that leaves out terms which are equal to the query's own words."""

from __future__ import annotations

from index.search import Results
from web import address, inputs


def equal_terms(results: Results) -> None:
    """Draws the switch where equal terms were looked for, or where they are left out."""
    used = address.reading().terms
    if used and not results.terms:
        return
    inputs.switch(
        "terms", "Equal terms",
        "Also finds pages with the terms that terms.csv calls equal to those of the query, in any language.",
        off="0",
    )  # fmt: skip
