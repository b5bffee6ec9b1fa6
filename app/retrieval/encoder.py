"""The encoder of a BERT-like model as a short list of torch operators: the same sums as the library's, sooner.

The library takes several hundred small steps a pass, each with Python's part in it. For the dozen tokens of a
question they take as long as the arithmetic; and every one of them hands Python's lock over and waits to get it
back, which beside busy threads takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.retrieval.batching import BATCH_TOKENS

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

    Linear = Callable[[Tensor], Tensor]

_FIRST_POSITION: dict[str, Callable[[int], int]] = {
    "bert": lambda padding: 0,
    "xlm-roberta": lambda padding: padding + 1,
}


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Tensor
    bias: Tensor
    eps: float

    def __call__(self, rows: Tensor) -> Tensor:
        import torch

        return torch.layer_norm(rows, self.weight.shape, self.weight, self.bias, self.eps)


@dataclass(frozen=True, slots=True)
class _Layer:
    attended: Linear  # query, key and value side by side
    attention: Linear
    attention_norm: _Norm
    widened: Linear
    narrowed: Linear
    norm: _Norm


@dataclass(frozen=True, slots=True)
class Encoder:
    """Token ids and mask, both (texts, tokens) and padded on the right, to hidden states (texts, tokens, hidden)."""

    words: Tensor
    positions: Tensor  # token type 0 added
    norm: _Norm
    layers: Sequence[_Layer]
    heads: int

    def __call__(self, ids: Tensor, mask: Tensor) -> Tensor:
        from torch.nn.functional import scaled_dot_product_attention

        texts, tokens = ids.shape
        rows = self.norm(self.words[ids] + self.positions[:tokens])
        seen = mask.bool()[:, None, None, :]
        for layer in self.layers:
            split = layer.attended(rows).view(texts, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            heads = scaled_dot_product_attention(split[0], split[1], split[2], attn_mask=seen)
            heads = heads.transpose(1, 2).reshape(rows.shape)
            rows = layer.attention_norm(layer.attention(heads) + rows)
            rows = layer.norm(layer.narrowed(layer.widened(rows)) + rows)
        return rows


def encoder_of(model: PreTrainedModel, padding_side: str) -> Encoder | None:
    """The encoder of the library's model, whose layers are then taken out; None for any that is not BERT-like."""
    import torch

    config = model.config
    if config.model_type not in _FIRST_POSITION or config.hidden_act != "gelu" or padding_side != "right":
        return None
    weights = model.state_dict()
    first = _FIRST_POSITION[config.model_type](config.pad_token_id)
    token_type = weights["embeddings.token_type_embeddings.weight"][0]

    def norm(name: str) -> _Norm:
        return _Norm(weights[f"{name}.weight"], weights[f"{name}.bias"], config.layer_norm_eps)

    def linear(*names: str, is_activated: bool = False) -> Linear:
        weight = torch.cat([weights[f"{name}.weight"] for name in names])
        bias = torch.cat([weights[f"{name}.bias"] for name in names])
        return _linear(weight, bias, is_activated)

    layers = tuple(
        _Layer(
            linear(*(f"{layer}.attention.self.{one}" for one in ("query", "key", "value"))),
            linear(f"{layer}.attention.output.dense"),
            norm(f"{layer}.attention.output.LayerNorm"),
            linear(f"{layer}.intermediate.dense", is_activated=True),
            linear(f"{layer}.output.dense"),
            norm(f"{layer}.output.LayerNorm"),
        )
        for layer in (f"encoder.layer.{number}" for number in range(config.num_hidden_layers))
    )
    model.encoder = torch.nn.Identity()  # its weights are kept once, not twice
    return Encoder(
        weights["embeddings.word_embeddings.weight"],
        weights["embeddings.position_embeddings.weight"][first:] + token_type,
        norm("embeddings.LayerNorm"),
        layers,
        config.num_attention_heads,
    )


def _linear(weight: Tensor, bias: Tensor, is_activated: bool) -> Linear:
    """A linear map, with GELU behind it or not.

    In bfloat16 the weights are brought into the order of the processor's matrix tiles here, once, since torch
    would do it anew in every product. The two operators are those that torch's own compiler puts into CPU models.
    """
    import torch
    from torch.nn.functional import gelu, linear

    if weight.dtype != torch.bfloat16:
        if is_activated:
            return lambda rows: gelu(linear(rows, weight, bias))
        return lambda rows: linear(rows, weight, bias)
    packed = torch.ops.mkldnn._reorder_linear_weight(weight, BATCH_TOKENS)
    activation = "gelu" if is_activated else "none"
    return lambda rows: torch.ops.mkldnn._linear_pointwise(rows, packed, bias, activation, [], "none")
