"""Two sentence models for tests: one whose meanings are plain to see, and a tiny one of BERT's kind, written to a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

CONCEPTS = {
    "wait": "waiting", "waiting": "waiting", "queue": "waiting", "queues": "waiting", "patience": "waiting",
    "tax": "money", "taxes": "money", "levy": "money", "levies": "money", "budget": "money",
    "walrus": "animal", "seal": "animal", "seals": "animal",
}  # fmt: skip
"""Word → what it means; every other word means nothing."""
_AXES = sorted(set(CONCEPTS.values()))


class Concepts:
    """A text's vector is how often each concept stands in it; one without any lies apart from all. Counts what it encodes."""

    size = len(_AXES) + 1

    def __init__(self, window: int = 12, languages: Sequence[str] = (), identity: str = "concepts") -> None:
        self.window, self.languages, self.identity = window, frozenset(languages), identity
        self._words: list[str] = []
        self.encoded = 0

    def pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        ids, places = [], []
        for match in re.finditer(r"\w+", text):
            word = match.group().casefold()
            if word not in self._words:
                self._words.append(word)
            ids.append(self._words.index(word))
            places.append(match.span())
        return ids, places

    def of_query(self, text: str) -> np.ndarray:
        return self._vector(self.pieces(text)[0])

    def of_windows(self, windows: Sequence[Sequence[int]]) -> np.ndarray:
        self.encoded += len(windows)
        return np.array([self._vector(window) for window in windows], np.float32).reshape(len(windows), self.size)

    def _vector(self, pieces: Sequence[int]) -> np.ndarray:
        vector = np.zeros(self.size, np.float32)
        for piece in pieces:
            if concept := CONCEPTS.get(self._words[piece]):
                vector[_AXES.index(concept)] += 1
        if not vector.any():
            vector[-1] = 1
        return vector / np.linalg.norm(vector)

    def words(self, pieces: Sequence[int]) -> list[str]:
        """The words that a window is made of."""
        return [self._words[piece] for piece in pieces]


VOCABULARY = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *sorted(CONCEPTS),
    *"abcdefghij",
    *(f"##{letter}" for letter in "xyz"),
)
_WIDTH, _LAYERS, _HEADS, _INNER, _LONGEST = 16, 2, 2, 32, 32


def tiny_bert(folder: Path, seed: int = 1, card: str = "---\nlanguage: en\n---\n", **pooling: bool) -> Path:
    """A model of BERT's architecture with random weights, as sentence-transformers keeps it in a folder."""
    (folder / "1_Pooling").mkdir(parents=True)
    config = {
        "model_type": "bert", "hidden_size": _WIDTH, "num_hidden_layers": _LAYERS, "num_attention_heads": _HEADS,
        "intermediate_size": _INNER, "max_position_embeddings": _LONGEST, "vocab_size": len(VOCABULARY),
        "hidden_act": "gelu", "layer_norm_eps": 1e-12,
    }  # fmt: skip
    files = {
        "config.json": config,
        "1_Pooling/config.json": pooling or {"pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": 24},
        "tokenizer.json": _tokenizer(),
    }
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value), "utf-8")
    (folder / "README.md").write_text(card, "utf-8")
    write_tensors(folder / "model.safetensors", tensors(seed))
    return folder


def tensors(seed: int) -> dict[str, np.ndarray]:
    """Random weights under the names that BERT's have."""
    random = np.random.default_rng(seed)
    shapes = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY), _WIDTH),
        "embeddings.position_embeddings.weight": (_LONGEST, _WIDTH),
        "embeddings.token_type_embeddings.weight": (2, _WIDTH),
        **_norm_shapes("embeddings.LayerNorm"),
    }
    for layer in (f"encoder.layer.{number}" for number in range(_LAYERS)):
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes |= {f"{layer}.{part}.weight": (_WIDTH, _WIDTH), f"{layer}.{part}.bias": (_WIDTH,)}
        shapes |= {
            f"{layer}.intermediate.dense.weight": (_INNER, _WIDTH),
            f"{layer}.intermediate.dense.bias": (_INNER,),
        }
        shapes |= {f"{layer}.output.dense.weight": (_WIDTH, _INNER), f"{layer}.output.dense.bias": (_WIDTH,)}
        shapes |= _norm_shapes(f"{layer}.attention.output.LayerNorm") | _norm_shapes(f"{layer}.output.LayerNorm")
    return {name: random.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}


def _norm_shapes(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (_WIDTH,), f"{name}.bias": (_WIDTH,)}


def write_tensors(path: Path, weights: dict[str, np.ndarray]) -> None:
    """A file in the safetensors layout."""
    head, parts, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, values in weights.items():
        part = values.tobytes()
        head[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [at, at + len(part)]}
        parts.append(part)
        at += len(part)
    told = json.dumps(head).encode()
    path.write_bytes(len(told).to_bytes(8, "little") + told + b"".join(parts))


def _tokenizer() -> dict[str, object]:
    special = [
        {"id": place, "content": VOCABULARY[place], "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": True}
        for place in range(4)
    ]  # fmt: skip
    wrapped = [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
               {"SpecialToken": {"id": "[SEP]", "type_id": 0}}]  # fmt: skip
    return {
        "version": "1.0",
        "truncation": {"max_length": 8, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                       "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing", "single": wrapped, "pair": wrapped,
            "special_tokens": {
                name: {"id": name, "ids": [VOCABULARY.index(name)], "tokens": [name]} for name in ("[CLS]", "[SEP]")
            },
        },
        "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {word: place for place, word in enumerate(VOCABULARY)}},
    }  # fmt: skip


def bert_by_hand(weights: dict[str, np.ndarray], ids: Sequence[int]) -> np.ndarray:
    """The states of the last layer for one text, as the paper defines them: slow, and plainly right."""
    x = weights["embeddings.word_embeddings.weight"][list(ids)]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = _norm(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    for layer in (f"encoder.layer.{number}" for number in range(_LAYERS)):
        query, key, value = (
            _linear(x, weights, f"{layer}.attention.self.{part}") for part in ("query", "key", "value")
        )
        heads = []
        for head in np.split(np.arange(_WIDTH), _HEADS):
            scores = query[:, head] @ key[:, head].T / np.sqrt(_WIDTH / _HEADS)
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            heads.append(shares / shares.sum(axis=1, keepdims=True) @ value[:, head])
        attended = _linear(np.concatenate(heads, axis=1), weights, f"{layer}.attention.output.dense")
        x = _norm(x + attended, weights, f"{layer}.attention.output.LayerNorm")
        inner = _linear(x, weights, f"{layer}.intermediate.dense")
        inner = inner * (1 + np.vectorize(_erf)(inner / np.sqrt(2))) / 2
        x = _norm(x + _linear(inner, weights, f"{layer}.output.dense"), weights, f"{layer}.output.LayerNorm")
    return x


def _erf(x: float) -> float:
    from math import erf

    return erf(x)


def _linear(x: np.ndarray, weights: dict[str, np.ndarray], name: str) -> np.ndarray:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _norm(x: np.ndarray, weights: dict[str, np.ndarray], name: str) -> np.ndarray:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]
