"""A plain BERT encoder's whole pass as one call.

transformers' model is hundreds of operators with Python between them, and each of them gives Python's lock up and
asks for it again, which waits for a turn where other threads compute. As TorchScript the same operators run in one
call that holds no lock, in half of the processor's time, and give the same bytes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import torch
from torch import Tensor
from transformers import BertModel

from app.retrieval.batching import BATCH_TOKENS, padded_length

if TYPE_CHECKING:
    from transformers.models.bert.modeling_bert import BertLayer

Features = dict[str, Tensor]


@dataclass(frozen=True, slots=True, eq=False)
class BertPass:
    """The weights in the order in which `encoded` reads them."""

    embeddings: list[Tensor]
    layers: list[list[Tensor]]
    heads: int
    epsilon: float
    run: Callable[..., Tensor]

    @classmethod
    def of(cls, encoder: torch.nn.Module) -> BertPass | None:
        """Takes the layers' weights over from a sentence-transformers encoder that is a BERT as published, whose own
        pass is then over; None of any other."""
        model = getattr(encoder, "model", None)
        if type(model) is not BertModel or not _is_as_published(encoder, model):
            return None
        tables = model.embeddings
        embeddings = [
            *(table.weight.detach() for table in (tables.word_embeddings, tables.position_embeddings)),
            tables.token_type_embeddings.weight[0].detach(),
            *_norm(tables.LayerNorm),
        ]
        layers = [_weights(cast("BertLayer", layer)) for layer in model.encoder.layer]
        model.encoder.layer = torch.nn.ModuleList()  # the plain weights have had their day
        source = inspect.getsource(linear) + inspect.getsource(encoded)
        run = torch.jit.CompilationUnit(source).encoded
        return cls(embeddings, layers, model.config.num_attention_heads, model.config.layer_norm_eps, run)

    def padded(self, features: Features) -> Features:
        """Adds `token_embeddings` (n, t, d) to `input_ids` and `attention_mask` (n, t)."""
        ids, mask = features["input_ids"], features["attention_mask"].bool()
        attended = None if mask.all() else mask[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
        return features | {"token_embeddings": self._encoded(ids, torch.arange(ids.shape[1])[None], attended)}

    def end_to_end(self, texts: Sequence[Sequence[int]]) -> Features:
        """As `padded`, but the texts (lists of ids) lie one behind the other in a single row, each attending to
        itself alone, so that a short one does not cost what the longest does."""
        lengths = [len(text) for text in texts]
        filler = padded_length(sum(lengths)) - sum(lengths)
        ids = torch.tensor([number for text in texts for number in text] + [0] * filler)
        positions = torch.cat([torch.arange(length) for length in (*lengths, filler)])
        owner = torch.arange(len(texts) + 1).repeat_interleave(torch.tensor((*lengths, filler)))
        rows = self._encoded(ids[None], positions[None], (owner[:, None] == owner)[None, None])[0]
        parts = list(torch.split(rows, [*lengths, filler])[:-1])
        return {
            "token_embeddings": torch.nn.utils.rnn.pad_sequence(parts, batch_first=True),
            "attention_mask": torch.arange(max(lengths)) < torch.tensor(lengths)[:, None],
        }

    def _encoded(self, ids: Tensor, positions: Tensor, attended: Tensor | None) -> Tensor:
        """`attended` (n, 1, t, t) tells which tokens (last) each token takes in; None for all."""
        added = None
        if attended is not None:
            added = torch.zeros(attended.shape, dtype=self.embeddings[0].dtype)
            added.masked_fill_(~attended, -torch.inf)
        return self.run(ids, positions, added, self.embeddings, self.layers, self.heads, self.epsilon)


def linear(rows: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    if weight.is_mkldnn:
        product: Tensor = torch.ops.mkldnn._linear_pointwise(rows, weight, bias, "none", [], "")
    else:
        product = torch.ops.aten.linear(rows, weight, bias)
    return product


def encoded(
    ids: Tensor,
    positions: Tensor,
    attended: Tensor | None,
    embeddings: list[Tensor],
    layers: list[list[Tensor]],
    heads: int,
    epsilon: float,
) -> Tensor:
    """The last layer's rows (n, t, d) of `ids` (n, t), as in Devlin et al., 2019, §3: layers of attention and of
    two linear maps with a GELU between them, each added to what it was given and normalised.

    Compiled from this text as TorchScript, which knows only part of Python.
    """
    words, places, kind, scale, shift = embeddings
    texts, length = ids.shape
    width = words.shape[1]
    rows = torch.embedding(words, ids) + kind + torch.embedding(places, positions)
    rows = torch.layer_norm(rows, [width], scale, shift, epsilon).view(texts * length, width)
    for layer in layers:
        asking, asking_bias, seen, seen_bias, scale, shift, up, up_bias, down, down_bias, last, last_shift = (
            layer
        )
        parts = linear(rows, asking, asking_bias).view(texts, length, 3, heads, width // heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind()
        heads_see = torch.ops.aten.scaled_dot_product_attention(query, key, value, attended)
        together = heads_see.transpose(1, 2).reshape(texts * length, width)
        rows = torch.layer_norm(linear(together, seen, seen_bias) + rows, [width], scale, shift, epsilon)
        wide = torch.ops.aten.gelu(linear(rows, up, up_bias))
        rows = torch.layer_norm(linear(wide, down, down_bias) + rows, [width], last, last_shift, epsilon)
    return rows.view(texts, length, width)


def _is_as_published(encoder: torch.nn.Module, model: BertModel) -> bool:
    """Whether all that the encoder gives is the last layer, made as `encoded` makes it."""
    config = model.config
    gives = (getattr(encoder, "module_output_name", None), config.output_hidden_states, config.is_decoder)
    return gives == ("token_embeddings", False, False) and (
        (config.hidden_act, config._attn_implementation) == ("gelu", "sdpa")
    )


def _weights(layer: BertLayer) -> list[Tensor]:
    """In the order in which `encoded` unpacks them, query, key and value as one."""
    attention = layer.attention
    asking = (attention.self.query, attention.self.key, attention.self.value)
    return [
        packed(torch.cat([part.weight.detach() for part in asking])),
        torch.cat([part.bias.detach() for part in asking]),
        *_linear(attention.output.dense),
        *_norm(attention.output.LayerNorm),
        *_linear(layer.intermediate.dense),
        *_linear(layer.output.dense),
        *_norm(layer.output.LayerNorm),
    ]


def _linear(part: torch.nn.Linear) -> tuple[Tensor, Tensor]:
    return packed(part.weight.detach()), part.bias.detach()


def _norm(part: torch.nn.LayerNorm) -> tuple[Tensor, Tensor]:
    return part.weight.detach(), part.bias.detach()


def packed(weight: Tensor) -> Tensor:
    """A linear layer's bfloat16 weights in the order of the processor's matrix tiles; others as they are.

    torch otherwise does it anew in every product: half of the time of a query, a tenth of that of a batch.
    This operator and the one that multiplies are those that torch's own compiler puts into CPU models.
    """
    if weight.dtype != torch.bfloat16:
        return weight
    reordered: Tensor = torch.ops.mkldnn._reorder_linear_weight(weight, BATCH_TOKENS)
    return reordered
