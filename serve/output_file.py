"""The files that commands write where a reader names one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from core.errors import BadInput

Write = TypeVar("Write", bound=Callable[..., Iterator[str]])


class Form(NamedTuple, Generic[Write]):
    """A kind of file: what it is called, its ending, its media type, and what writes it."""

    title: str
    suffix: str
    media_type: str
    write: Write


def form_among(forms: Mapping[str, Form[Write]], name: str, what: str) -> Form[Write]:
    """The one of the forms of `what` that a file's ending asks for. Raises BadInput."""
    known = [form for form in forms.values() if name.casefold().endswith(form.suffix)]
    if not known:
        endings = ", ".join(form.suffix for form in forms.values())
        raise BadInput(f"The ending of {name[-60:]!r} names no form of {what}.", f"Give one of: {endings}.")
    return known[0]


def write_pieces(name: str, pieces: Iterable[str], option: str) -> None:
    """Writes a text as it is made; `option` is the one that names the file. Raises BadInput where it cannot be written."""
    try:
        with Path(name).open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as exc:
        raise BadInput(f"{name} cannot be written ({exc.strerror}).", f"Name another file with {option}.") from exc
