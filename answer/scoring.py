"""How well a window answers: the weighted sum of what speaks for it."""

from __future__ import annotations

from answer.features import Features


def score(told: Features) -> float:
    """The higher the likelier it answers."""
    return (
        told.carried
        + 0.9 * told.kin
        + told.titled
        + 0.05 * told.near
        + 0.64 * told.page
        + 0.26 * told.second
        + 0.25 * (told.adjacent + told.close)
    )
