"""What a file's name says of its version and language: "rules-v1.1-fr.pdf"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SURE = re.compile(r"(?<![a-z0-9])(?:v|ver|version|rev|revision)[ ._-]?(\d+(?:\.\d+)*)(?![0-9a-z])")
_NUMBERED = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})+)(?![\d.])")
_DRAFT = re.compile(r"(?<![a-z])(?:draft|entwurf|brouillon|ebauche)(?![a-z])")
_FINAL = re.compile(r"(?<![a-z])(?:final|finale|endfassung|definitif)(?![a-z])")
_LANGUAGES = {
    "en": ("en", "eng", "english", "anglais", "englisch"),
    "fr": ("fr", "fra", "fre", "french", "francais", "francaise", "franzosisch"),
    "de": ("de", "deu", "ger", "german", "allemand", "deutsch"),
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words}
_LANGUAGE = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_LANGUAGE_OF)})(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class NameMarks:
    """`base` is the name without its version, `edition` without its language too.

    `version` are its numbers, () where there are none; `sure` is false where a bare "1.1" may be a chapter as well.
    `language` is an ISO 639-1 code, "" where the name has none.
    """

    base: str
    edition: str
    version: tuple[int, ...]
    draft: bool
    sure: bool
    language: str


def name_marks(file: str) -> NameMarks:
    """What the name of a file of the corpus says; the version may stand in a folder's name ("v1.1/rules.pdf")."""
    path = _plain(file.rsplit(".", 1)[0] if "." in file.rsplit("/", 1)[-1] else file)
    stem = path.rsplit("/", 1)[-1]
    told, numbered = _SURE.findall(path), _NUMBERED.findall(path)
    version = (told or numbered or [""])[-1]
    draft, final = bool(_DRAFT.search(path)), bool(_FINAL.search(path))
    base = stem
    for marks in (_SURE, _NUMBERED, _DRAFT, _FINAL):
        base = marks.sub(" ", base)
    spoken = _LANGUAGE.findall(base)
    return NameMarks(
        _joined(base), _joined(_LANGUAGE.sub(" ", base)), tuple(int(part) for part in version.split(".") if part),
        draft, bool(told) or draft or final, _LANGUAGE_OF[spoken[-1]] if spoken else "",
    )  # fmt: skip


def _plain(name: str) -> str:
    """Small letters without accents."""
    if name.isascii():
        return name.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _joined(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name))
