"""Raised digits: in a page's text, the numbers of notes."""

from __future__ import annotations

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""From nought to nine; all ten may stand in a set of letters of a pattern."""
