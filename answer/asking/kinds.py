"""What a question can ask for."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for. PERCENT, MONEY and DURATION are numbers of a known unit; NAME is what something is called that is
    neither person nor place nor organisation."""

    NUMBER = "number"
    PERCENT = "percentage"
    MONEY = "amount of money"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"
    DEFINITION = "definition"
    REASON = "reason"
    LIST = "list"
    YES_NO = "yes or no"
    OPEN = "open"

    @property
    def is_number(self) -> bool:
        """Whether digits or spelled numbers answer it."""
        return self in (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DURATION)
