"""Above the results: the switch that leaves out pages which were found by their meaning alone."""

from __future__ import annotations

from index.search import Results
from web import address, inputs


def also_by_meaning(results: Results) -> None:
    """Draws the switch where meaning was looked at, or where the reader does without."""
    if not address.reading().meaning or results.pages_by_meaning is not None:
        inputs.switch(
            "meaning", "Also by meaning",
            "Looks also for pages that say it in other words. They are marked, and not counted among the pages with your words.",
            off="no",
        )  # fmt: skip
