"""How well a window of a page answers: the weighted sum of what speaks for it.

The unit is the question's weight that stands in the window. The weights are learned, the same for three languages
(`python -m evaluation.learn_answers`), and rounded; ASKS, UNENDED and OWN_LANGUAGE are rules. Each has its row in
evaluation/expected.toml.
"""

from __future__ import annotations

from answer.features import Features

KIN = 0.72
"""What a word counts that is only spelled alike in the window."""
NEAR = 0.07
"""What one counts that stands only in the sentences around."""
TITLED = 0.72
"""What one counts that stands only in the title, or among the other words about the page."""
PAGE = 0.38
"""The score of the page, beside that of the best one."""
ADJACENT = 0.22
"""All of the question's words stand next to one another in its order."""
CLOSE = 0.13
"""They stand close to one another."""
SECOND = 0.23
"""There are two sentences."""
OF_KIND = 0.1
"""There is a part of the kind that is asked for."""
KIND_BESIDE = 0.08
"""What the question's words count again in the sentence that has such a part."""
KINDS = 0.14
"""There are several such parts."""
ASKS = -0.4
"""It ends with a question: who asks does not answer."""
UNENDED = -0.1
"""It ends without a full stop: a heading, a line of a list."""

CONTENTS = -0.4
"""It has dots that lead to a number: a table of contents, an index."""
OWN_LANGUAGE = 0.15
"""The page is in the question's language."""


def score(told: Features) -> float:
    """The higher the likelier it answers."""
    return (
        told.carried
        + KIN * told.kin
        + NEAR * told.near
        + TITLED * told.titled
        + PAGE * told.page
        + ADJACENT * told.adjacent
        + CLOSE * told.close
        + SECOND * told.second
        + OF_KIND * told.of_kind
        + KIND_BESIDE * told.kind_beside
        + KINDS * told.kinds
        + ASKS * told.asks
        + UNENDED * told.unended
        + CONTENTS * told.contents
        + OWN_LANGUAGE * told.own_language
    )
