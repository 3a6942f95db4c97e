"""The errors of Rapporteur: one tree.

RapporteurError
├── BadInput                 wrong use or bad input
│   ├── NotFound             no such document or page
│   └── CatalogueUnreadable  the catalogue as a whole cannot be read
├── FileUnreadable           one file of the corpus cannot be read; becomes a Problem, never stops a run
├── IngestRunning            a second ingest was started
├── Stopped                  a person stopped what could not be kept in part
├── ReadersBusy              more page images are asked for at once than can be made
├── ModelSilent              a language model gives no answer, or breaks off
├── ProgramMissing           a program or an extra that a feature needs is absent
└── IndexUnusable            the index cannot be read
    └── NoIndex              there is none yet, or one of another version

Every error says what happened, to which file or page, and what to do next.
"""

from __future__ import annotations


class RapporteurError(Exception):
    """Base of all. `problem` says what happened, `remedy` what to do next."""

    exit_code = 1
    http_status = 500

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class BadInput(RapporteurError):
    """Wrong use or bad input."""

    exit_code = 2
    http_status = 400


class NotFound(BadInput):
    """No such document or page."""

    http_status = 404


class CatalogueUnreadable(BadInput):
    """The catalogue as a whole cannot be read; single bad rows are problems, not errors."""


class FileUnreadable(RapporteurError):
    """One file cannot be read. `page` is the page that broke its reader (without it the rest may be read), 0 if none did."""

    exit_code = 2
    http_status = 422

    def __init__(self, problem: str, remedy: str = "", page: int = 0) -> None:
        super().__init__(problem, remedy)
        self.page = page


class IngestRunning(RapporteurError):
    """An ingest is under way and a second one was asked for."""

    exit_code = 2
    http_status = 409


class Stopped(RapporteurError):
    """A person stopped what could not be kept in part."""

    exit_code = 130
    http_status = 503


class ReadersBusy(RapporteurError):
    """More page images are asked for at once than can be made."""

    exit_code = 2
    http_status = 503


class ModelSilent(RapporteurError):
    """A language model gives no answer, or breaks off; the quotes stand alone."""

    exit_code = 2
    http_status = 502


class ProgramMissing(RapporteurError):
    """A program or an extra that a feature needs is absent."""

    exit_code = 3
    http_status = 501


class IndexUnusable(RapporteurError):
    """The index cannot be read."""

    exit_code = 4
    http_status = 503


class NoIndex(IndexUnusable):
    """There is no index yet, or only one of another version: the next ingest builds it."""
