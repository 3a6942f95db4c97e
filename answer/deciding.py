"""Whether there is an answer: what of the candidates is evidence enough to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from answer.choosing import Candidate

# Each has its row in evaluation/expected.toml.
LEAST_SUPPORT = 0.4
"""Of the question's weight, what a quote and its surroundings must carry to be shown."""
LEAST_IN_QUOTE = 0.25
"""Of the question's weight, what must stand in the quote itself."""


def answering(told: Sequence[Candidate]) -> list[Candidate]:
    """Those of the candidates, best first, that answer; none where nothing is found."""
    return [one for one in told if one.carried >= LEAST_IN_QUOTE and one.quote.support >= LEAST_SUPPORT]
