"""Detects the language of pages with py3langid (Lui & Baldwin, "langid.py", ACL 2012). Owner of py3langid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from core.languages import STUDIED, UNKNOWN

_FEWEST_LETTERS = 60
"""Below this many letters a page's own words decide nothing; the document's language does."""
_SURE = 0.9
"""Probability below which a page takes its document's language."""
_CANDIDATES = (*STUDIED, "es", "it", "nl", "pt", "pl", "cs", "sv", "da", "no", "fi", "hu", "ro", "el", "ru", "uk", "bg",
               "tr", "ar", "he", "fa", "hi", "zh", "ja", "ko", "vi", "id", "la")  # fmt: skip


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


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
    letters = sum(character.isalpha() for character in text)
    if letters < fewest:
        return UNKNOWN, 0.0
    code, probability = _identifier().classify(text.lower() if text.isupper() else text)
    return str(code), float(probability)
