"""The weights of a BERT model as its safetensors file has them, put into the layers that ctranslate2 runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def tensors(file: Path) -> Mapping[str, Floats]:
    """The weights, by name without what stands before "embeddings" and "encoder": 8 bytes, a JSON head, numbers (safetensors)."""
    kinds = {"F32": np.float32, "F16": np.float16, "F64": np.float64}
    with file.open("rb") as stream:
        size = int.from_bytes(stream.read(8), "little")
        head = json.loads(stream.read(size))
    numbers = np.memmap(file, np.uint8, "r", 8 + size)
    found = {}
    for name, told in head.items():
        if name != "__metadata__" and told["dtype"] in kinds:
            start, end = told["data_offsets"]
            values = np.frombuffer(numbers[start:end].tobytes(), kinds[told["dtype"]])
            found[name.removeprefix("bert.")] = values.reshape(told["shape"]).astype(np.float32)
    return found


def spec_of(config: Mapping[str, Any], weights: Mapping[str, Floats]) -> Any:
    """BERT's layers for ctranslate2, filled."""
    from ctranslate2.specs import common_spec, transformer_spec

    activations = {"gelu": common_spec.Activation.GELU, "relu": common_spec.Activation.RELU}
    encoder = transformer_spec.TransformerEncoderSpec(
        config["num_hidden_layers"], config["num_attention_heads"], pre_norm=False,
        activation=activations[config["hidden_act"]], layernorm_embedding=True, num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )  # fmt: skip
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = weights["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]
    _norm(encoder.layernorm_embedding, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _fill_layer(layer, weights, f"encoder.layer.{number}")
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    spec.register_vocabulary([str(number) for number in range(config["vocab_size"])])  # it is given numbers only
    spec.config.unk_token = "0"  # noqa: S105 - no password
    spec.config.layer_norm_epsilon = config["layer_norm_eps"]
    return spec


def _fill_layer(layer: Any, weights: Mapping[str, Floats], name: str) -> None:
    own = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    layer.self_attention.linear[0].weight = np.concatenate([weights[f"{part}.weight"] for part in own])
    layer.self_attention.linear[0].bias = np.concatenate([weights[f"{part}.bias"] for part in own])
    _linear(layer.self_attention.linear[1], weights, f"{name}.attention.output.dense")
    _norm(layer.self_attention.layer_norm, weights, f"{name}.attention.output.LayerNorm")
    _linear(layer.ffn.linear_0, weights, f"{name}.intermediate.dense")
    _linear(layer.ffn.linear_1, weights, f"{name}.output.dense")
    _norm(layer.ffn.layer_norm, weights, f"{name}.output.LayerNorm")


def _linear(layer: Any, weights: Mapping[str, Floats], name: str) -> None:
    layer.weight, layer.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(layer: Any, weights: Mapping[str, Floats], name: str) -> None:
    layer.gamma, layer.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]
