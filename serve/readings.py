"""How a reader wants a query read, as the parameters of an address: what is not said there is as usual."""

from __future__ import annotations

from collections.abc import Mapping

from index.reading import PLAIN, Reading

_OFF = "0"


def read_reading(asked: Mapping[str, str]) -> Reading:
    """The reading that an address's parameters ask for: `terms=0` without equal terms."""
    return Reading(terms=asked.get("terms") != _OFF)


def reading_parameters(reading: Reading) -> dict[str, str]:
    """The parameters that ask for a reading; none for the usual one."""
    return {"terms": _OFF} if reading.terms != PLAIN.terms else {}
