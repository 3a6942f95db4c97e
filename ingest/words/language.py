"""Detects the language of pages with py3langid (Lui & Baldwin, "langid.py", ACL 2012). Owner of py3langid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.languages import STUDIED, UNKNOWN

_FEWEST_LETTERS = 60
"""Below this many letters a page's own words decide nothing; the document's language does."""
_SURE = 0.9
"""Probability below which a page takes its document's language."""
_CANDIDATES = (*STUDIED, "es", "it", "nl", "pt", "pl", "cs", "sv", "da", "no", "fi", "hu", "ro", "el", "ru", "uk", "bg",
               "tr", "ar", "he", "fa", "hi", "zh", "ja", "ko", "vi", "id", "la")  # fmt: skip


_LONGEST_FEATURE = 6
"""Bytes of the longest byte sequence that the model knows; its automaton forgets what lies further back."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    class ByArrays(LanguageIdentifier):  # type: ignore[misc]
        """Steps the model's automaton at all bytes of a text at once: the same counts in a fifth of the time."""

        def _raw_score(self, text: bytes) -> Any:
            features, counts = visits(self, text)
            if not len(features):
                return np.zeros(len(self.nb_classes), np.float32)
            return np.log1p(counts.astype(np.float32)) @ self.nb_ptc[features].astype(np.float32) + self.nb_pc

    identifier = ByArrays.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


@cache
def _automaton(identifier: Any) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int32]]:
    """The next state by row and byte, the row's start by state, the feature by state (negative: none)."""
    rows, features = np.array(identifier._rowbase, np.uint32), np.array(identifier.tk_output, np.int32)
    return np.asarray(identifier.tk_nextmove), rows, features


def visits(identifier: Any, text: bytes) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The model's features in a text, and how often each stands there."""
    next_state, rows, features = _automaton(identifier)
    read = np.frombuffer(text, np.uint8)
    states = np.zeros(len(read), np.uint32)  # of every byte: the state after the few bytes that end with it
    for back in range(min(_LONGEST_FEATURE, len(read)) - 1, -1, -1):
        states[back:] = next_state[rows[states[back:]] + read[: len(read) - back]]
    found = features[states]
    return np.unique(found[found >= 0], return_counts=True)


def detect(pages: Sequence[str], given: str = "") -> tuple[str, list[str]]:
    """The language of a document, and of each of its pages, as ISO 639-1 codes (`und` where no words tell).

    `given` is the catalogue's word for the document: it stands, and decides for pages that do not say themselves.
    """
    judged = [_judge(text) for text in pages]
    weight = Counter[str]()
    for text, (code, probability) in zip(pages, judged, strict=True):
        if probability >= _SURE:
            weight[code] += len(text)
    document = given or (weight.most_common(1)[0][0] if weight else _judge(" ".join(pages), fewest=12)[0])
    return document, [code if probability >= _SURE else document for code, probability in judged]


def _judge(text: str, fewest: int = _FEWEST_LETTERS) -> tuple[str, float]:
    letters = sum(1 for _ in islice(filter(str.isalpha, text), fewest))
    if letters < fewest:
        return UNKNOWN, 0.0
    code, probability = _identifier().classify(text.lower() if text.isupper() else text)
    return str(code), float(probability)
