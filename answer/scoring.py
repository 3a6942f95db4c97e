"""How well a window of a page answers: the weighted sum of what speaks for it.

The unit is the question's weight that stands in the window. The weights are learned, the same for three languages
(`python -m evaluation.learn_answers`), and rounded; ASKS, UNENDED, CONTENTS and OWN_LANGUAGE are rules. Each has its row in
evaluation/expected.toml.
"""

from __future__ import annotations

from answer.features import Features

KIN = 1.36
"""What a word counts that is only spelled alike in the window."""
NAMED = 0.8
"""What a word of a name, or a number, counts besides."""
TITLED = 1.68
"""What a word counts that stands only in the title, or among the other words about the page."""
NAMED_NEAR = 0.93
"""What a word of a name, or a number, counts that stands only there or in the sentences around."""
PAGE = 0.67
"""The score of the page, beside that of the best one."""
WORDING = 1.6
"""How much of the question's wording stands there, letter by letter."""
SECOND = 0.43
"""There are two sentences."""
KIND_BESIDE = 0.43
"""What the question's words count again in a sentence with a part of the kind that is asked for."""
KINDS = 0.29
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
        + NAMED * told.named
        + TITLED * told.titled
        + NAMED_NEAR * told.named_near
        + PAGE * told.page
        + WORDING * told.wording
        + SECOND * told.second
        + KIND_BESIDE * told.kind_beside
        + KINDS * told.kinds
        + ASKS * told.asks
        + UNENDED * told.unended
        + CONTENTS * told.contents
        + OWN_LANGUAGE * told.own_language
    )
