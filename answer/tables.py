"""The tables in `answer/data`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from core.languages import STUDIED


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables in `answer/data`."""
    text = (files("answer") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def either(part: str, language: str) -> str:
    """A pattern of all that `parts.csv` has for a part in a language; in a language without tables, in all of them."""
    own = (language, "*") if language in STUDIED else (*STUDIED, "*")
    rows = [row["pattern"] for row in table("parts.csv") if row["part"] == part and row["language"] in own]
    return "|".join(rows)
