"""Settings from the environment and the command line: the only place that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import BadInput
from core.settings import CACHE_BYTES, Settings


def settings(corpus: str | None = None, data: str | None = None) -> Settings:
    """What is given wins over RAPPORTEUR_CORPUS and RAPPORTEUR_DATA, those over corpus/ and var/ in the current folder.

    RAPPORTEUR_CACHE_MB is the bound of the caches in MiB. Raises BadInput where it is no number.
    RAPPORTEUR_SEMANTIC names the model for searching by meaning: an installed package, or a folder.
    """
    model = os.environ.get("RAPPORTEUR_SEMANTIC", "")
    return Settings(
        corpus=Path(corpus or os.environ.get("RAPPORTEUR_CORPUS") or "corpus").absolute(),
        data=Path(data or os.environ.get("RAPPORTEUR_DATA") or "var").absolute(),
        cache_bytes=_cache_bytes(os.environ.get("RAPPORTEUR_CACHE_MB", "")),
        semantic=str(Path(model).resolve()) if Path(model).is_dir() and model else model,
    )


def _cache_bytes(given: str) -> int:
    if not given:
        return CACHE_BYTES
    if not given.isdecimal():
        raise BadInput(f"RAPPORTEUR_CACHE_MB is {given!r}, which is no number.", "Give MiB: RAPPORTEUR_CACHE_MB=320.")
    return int(given) * 1024**2


def for_child(chosen: Settings, lifeline: int) -> dict[str, str]:
    """The environment that hands these settings to a child process, and the end of a pipe that closes with its parent."""
    given = {"RAPPORTEUR_CORPUS": chosen.corpus, "RAPPORTEUR_DATA": chosen.data, "RAPPORTEUR_SEMANTIC": chosen.semantic}
    given |= {"RAPPORTEUR_LIFELINE": lifeline}
    return {**os.environ, **{name: str(value) for name, value in given.items()}}


def lifeline() -> int | None:
    """The file descriptor that tells of the parent's end; None where there is no parent that handed one on."""
    given = os.environ.pop("RAPPORTEUR_LIFELINE", "")  # once: it means nothing to the children
    return int(given) if given.isdecimal() else None
