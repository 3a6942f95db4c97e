"""A sentence model in a folder, as sentence-transformers keeps it, run on the processor without PyTorch.

Owner of ctranslate2 and tokenizers, the extra `semantic`, which load when a model is first used. Read are models of
BERT's architecture (Devlin et al. 2019) whose vectors are the mean of the words' or the first word's (Reimers & Gurevych
2019, "Sentence-BERT").
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import BadInput, ProgramMissing
from core.languages import language_code
from index.meaning.bert_weights import Floats, spec_of, tensors

_BATCH = 8
"""Windows at once: more is slower on two cores."""
_THREADS = os.cpu_count() or 1
"""Batches side by side, one thread each: threads that share a batch wait for one another, long where others work too."""
_LONGEST_WINDOW = 512
_SAMPLE = 1 << 20
"""Bytes of the weights that tell one model from another."""
_LIBRARIES = ("ctranslate2", "tokenizers")
_INSTALL = "Run `make semantic` (the extra `semantic` and a model), or take RAPPORTEUR_SEMANTIC away."
_HEAD = re.compile(r"\A---\n(.*?)\n---", re.DOTALL)
_LANGUAGES = re.compile(r"^language:[ \t]*(\[[^\]]*\]|\S*)((?:\n[ \t]*-[ \t]*\S+)*)", re.MULTILINE)


class SentenceModel:
    """One model: what it is, without loading it; and the vectors it makes of texts. Safe to share between threads."""

    def __init__(self, named: str) -> None:
        """`named` is a folder, or an installed package with the model inside. Raises ProgramMissing, BadInput."""
        for library in _LIBRARIES:
            if find_spec(library) is None:
                raise ProgramMissing(f"Searching by meaning needs {library}, which is not installed.", _INSTALL)
        self.folder = _folder(named)
        self._config = _json(self.folder / "config.json")
        if self._config.get("model_type") != "bert" or not (self.folder / "tokenizer.json").is_file():
            raise BadInput(f"The model in {self.folder} is none that can be used.", "Name a BERT sentence model.")
        pooling = _json(self.folder / "1_Pooling" / "config.json")
        self._first_word = bool(pooling.get("pooling_mode_cls_token"))
        if not (self._first_word or pooling.get("pooling_mode_mean_tokens")):
            raise BadInput(f"The model in {self.folder} pools its words in a way that is unknown here.", _INSTALL)
        self._loading = threading.Lock()
        self._encoders: dict[str, Any] = {}

    @property
    def size(self) -> int:
        """Numbers a vector."""
        return int(self._config["hidden_size"])

    @cached_property
    def window(self) -> int:
        """Pieces of words that it reads at once, its two marks included."""
        file = self.folder / "sentence_bert_config.json"
        longest = min(_LONGEST_WINDOW, int(self._config["max_position_embeddings"]))
        return min(longest, int(_json(file).get("max_seq_length") or longest)) if file.is_file() else longest

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages it was made for, as its card (README.md) says; empty where it says nothing: any."""
        card = self.folder / "README.md"
        head = _HEAD.match(card.read_text("utf-8", "replace").replace("\r\n", "\n")) if card.is_file() else None
        told = _LANGUAGES.search(head[1]) if head else None
        names = re.findall(r"[A-Za-z]+", f"{told[1]} {told[2]}") if told else []
        codes = [language_code(name) for name in names]
        return frozenset(code for code in codes if code) if None not in codes else frozenset()

    @cached_property
    def identity(self) -> str:
        """Tells this model from every other one, and from itself with other weights."""
        digest = hashlib.sha256()
        for name in ("config.json", "tokenizer.json", "1_Pooling/config.json"):
            digest.update((self.folder / name).read_bytes())
        with self._weights.open("rb") as weights:
            digest.update(weights.read(_SAMPLE))
            weights.seek(max(0, self._weights.stat().st_size - _SAMPLE))
            digest.update(weights.read(_SAMPLE))
        return digest.hexdigest()[:16]

    @property
    def _weights(self) -> Path:
        return self.folder / "model.safetensors"

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The pieces of words of a text, and the characters of each."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return found.ids, found.offsets

    def of_query(self, text: str) -> Floats:
        """The vector of what a reader asks, of length 1."""
        vector: Floats = self._vectors("float32", [self.pieces(text)[0][: self.window - 2]])[0]
        return vector

    def of_windows(self, windows: Sequence[Sequence[int]]) -> Floats:
        """The vectors of pieces of pages, a row each, of length 1; with whole numbers, twice as fast, cosine 0.995 and more."""
        vectors = np.zeros((len(windows), self.size), np.float32)
        by_length = sorted(range(len(windows)), key=lambda place: len(windows[place]))
        batches = [by_length[start : start + _BATCH] for start in range(0, len(windows), _BATCH)]
        with ThreadPoolExecutor(_THREADS) as pool:
            made = pool.map(lambda batch: self._vectors("int8_float32", [windows[place] for place in batch]), batches)
            for batch, part in zip(batches, made, strict=True):
                vectors[batch] = part
        return vectors

    def _vectors(self, arithmetic: str, windows: Sequence[Sequence[int]]) -> Floats:
        first, last = self._tokenizer.encode("").ids
        wrapped = [[first, *window, last] for window in windows]
        states = np.asarray(self._encoder(arithmetic).forward_batch(wrapped).last_hidden_state)
        if self._first_word:
            pooled = states[:, 0]
        else:
            lengths = np.array([len(window) for window in wrapped], np.float32)
            inside = (np.arange(states.shape[1]) < lengths[:, None])[:, :, None]
            pooled = (states * inside).sum(axis=1) / lengths[:, None]
        vectors: Floats = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return vectors

    def _encoder(self, arithmetic: str) -> Any:
        with self._loading:
            if arithmetic not in self._encoders:
                self._encoders[arithmetic] = self._loaded(arithmetic)
            return self._encoders[arithmetic]

    def _loaded(self, arithmetic: str) -> Any:
        """The model as ctranslate2 runs it. Raises BadInput where its weights are others than its configuration says."""
        import ctranslate2

        try:
            spec = spec_of(self._config, tensors(self._weights))
            spec.validate()
            spec.optimize(None)
            with tempfile.TemporaryDirectory() as folder:
                spec.save(folder)
                return ctranslate2.Encoder(
                    folder, device="cpu", compute_type=arithmetic, intra_threads=1, inter_threads=_THREADS
                )
        except (OSError, KeyError, ValueError, RuntimeError) as exc:
            raise BadInput(f"The model in {self.folder} cannot be loaded ({exc}).", _INSTALL) from exc


def _folder(named: str) -> Path:
    """Where a model lies. Raises ProgramMissing."""
    given = Path(named)
    packages: Iterable[str] = ()
    if not given.is_dir() and (module := named.replace("-", "_")).isidentifier():
        spec = find_spec(module)
        packages = (spec.submodule_search_locations or ()) if spec else ()
    candidates = [given, *(Path(package, part) for package in packages for part in ("model", "."))]
    for folder in candidates:
        if (folder / "config.json").is_file() and (folder / "model.safetensors").is_file():
            return folder
    raise ProgramMissing(f"There is no model {named!r}, neither as a folder nor as an installed package.", _INSTALL)


def _json(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise BadInput(f"{file} cannot be read ({exc}).", "Name the folder of a sentence model.") from exc
    return value if isinstance(value, dict) else {}
