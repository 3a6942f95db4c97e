"""Scores that differ by rounding alone are equal: so every engine has one order, whatever the order in which it adds."""

from __future__ import annotations

DIGITS = 9


def rounded(score: float) -> float:
    """A score to compare by."""
    return round(score, DIGITS)
