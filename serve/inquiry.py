"""What a reader asks: a question, and how it is to be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.queries.reading import PLAIN, Reading
from serve.readings import reading_parameters


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with the reader's own filters; what its answer is to be told apart by ("country", "presenter" or "": as the
    question itself asks); how it is read; and which facets that it names (of FREEABLE) are to narrow nothing."""

    question: str
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    by: str = ""
    reading: Reading = PLAIN
    freed: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, list[str]]:
        """What is asked, as addresses and routes take it."""
        said = {name: [value] for name, value in reading_parameters(self.reading).items()}
        filters = {facet: list(values) for facet, values in self.filters.items()}
        return {"q": [self.question], "by": [self.by], "free": list(self.freed), **said, **filters}
