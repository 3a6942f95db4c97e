"""Settings from the environment and the command line: the only place that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path

from core.settings import Settings


def settings(corpus: str | None = None, data: str | None = None) -> Settings:
    """What is given wins over RAPPORTEUR_CORPUS and RAPPORTEUR_DATA, those over corpus/ and var/ in the current folder."""
    return Settings(
        corpus=Path(corpus or os.environ.get("RAPPORTEUR_CORPUS") or "corpus").absolute(),
        data=Path(data or os.environ.get("RAPPORTEUR_DATA") or "var").absolute(),
    )


def for_child(chosen: Settings) -> dict[str, str]:
    """The environment that hands these settings to a child process."""
    return {**os.environ, "RAPPORTEUR_CORPUS": str(chosen.corpus), "RAPPORTEUR_DATA": str(chosen.data)}
