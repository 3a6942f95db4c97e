"""Settings from the environment and the command line: the only place that reads the environment."""

from __future__ import annotations

import os
import re
from pathlib import Path

from core.errors import BadInput
from core.settings import CACHE_BYTES, Endpoint, Settings


def settings(corpus: str | None = None, data: str | None = None) -> Settings:
    """What is given wins over RAPPORTEUR_CORPUS and RAPPORTEUR_DATA, those over corpus/ and var/ in the current folder.

    RAPPORTEUR_CACHE_MB is the bound of the caches in MiB. Raises BadInput where it is no number.
    RAPPORTEUR_SEMANTIC names the model for searching by meaning: an installed package, or a folder.
    RAPPORTEUR_LLM_URL, _MODEL, _KEY and _SECONDS name a language model. Raises BadInput where they do not fit together.
    """
    model = os.environ.get("RAPPORTEUR_SEMANTIC", "")
    return Settings(
        corpus=Path(corpus or os.environ.get("RAPPORTEUR_CORPUS") or "corpus").absolute(),
        data=Path(data or os.environ.get("RAPPORTEUR_DATA") or "var").absolute(),
        cache_bytes=_cache_bytes(os.environ.get("RAPPORTEUR_CACHE_MB", "")),
        semantic=str(Path(model).resolve()) if Path(model).is_dir() and model else model,
        endpoint=_endpoint(os.environ.get("RAPPORTEUR_LLM_URL", "").strip()),
    )


def _endpoint(url: str) -> Endpoint | None:
    model, seconds = (os.environ.get(f"RAPPORTEUR_LLM_{name}", "").strip() for name in ("MODEL", "SECONDS"))
    if not url:
        return None
    if not model:
        raise BadInput(
            "RAPPORTEUR_LLM_URL is set, but RAPPORTEUR_LLM_MODEL is not.", "Name the model, or unset the URL."
        )
    if seconds and not re.fullmatch(r"0*[1-9]\d{0,3}", seconds, re.ASCII):
        raise BadInput(f"RAPPORTEUR_LLM_SECONDS is {seconds!r}.", "Give whole seconds: RAPPORTEUR_LLM_SECONDS=60.")
    key = os.environ.get("RAPPORTEUR_LLM_KEY", "").strip()
    return Endpoint(url, model, key, float(seconds)) if seconds else Endpoint(url, model, key)


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
