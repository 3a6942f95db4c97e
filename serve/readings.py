"""How a reader wants a query read, as the parameters of an address: what is not said there is as usual."""

from __future__ import annotations

from collections.abc import Mapping

from core.errors import BadInput
from core.languages import language_code
from index.queries.reading import ORDERS, PLAIN, Reading

_OFF = "0"
_NO_MEANING = "no"


def read_reading(asked: Mapping[str, str]) -> Reading:
    """The reading that an address's parameters ask for: `terms=0` without equal terms, `read_in=fr` as French alone,
    `meaning=no` by words alone, `sort=date` newest first.

    Raises BadInput for a language or an order that is unknown.
    """
    return Reading(
        language=language_asked(asked.get("read_in", "")),
        terms=asked.get("terms") != _OFF,
        meaning=asked.get("meaning") != _NO_MEANING,
        order=order_asked(asked.get("sort", "")),
    )


def order_asked(word: str) -> str:
    """One of ORDERS; "" is the first. Raises BadInput for one that is unknown."""
    if word not in ("", *ORDERS):
        raise BadInput(f"sort={word[:40]!r} is unknown.", f"Give one of: {', '.join(ORDERS)}.")
    return word or ORDERS[0]


def language_asked(word: str) -> str:
    """The language that a query is to be read in, by code or name; "" is any. Raises BadInput for one that is unknown."""
    code = language_code(word) if word else ""
    if code is None:
        raise BadInput(
            f"The language {word[:40]!r} is unknown.", "Give a two-letter code (en, fr, de) or its English name."
        )
    return code


def reading_parameters(reading: Reading) -> dict[str, str]:
    """The parameters by which an address of a page or a question asks for a reading; none for the usual one.

    The order is not among them: on one page it makes no difference.
    """
    read_in = {"read_in": reading.language} if reading.language else {}
    terms = {"terms": _OFF} if reading.terms != PLAIN.terms else {}
    meaning = {"meaning": _NO_MEANING} if reading.meaning != PLAIN.meaning else {}
    return {**read_in, **terms, **meaning}
