"""The encoder computes what the library's own model computes."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from transformers import (
    BertConfig,
    BertModel,
    DistilBertConfig,
    DistilBertModel,
    PreTrainedModel,
    XLMRobertaConfig,
    XLMRobertaModel,
)

from app.retrieval.encoder import encoder_of
from app.retrieval.model_identity import preferred_dtype

pytestmark = pytest.mark.model

SMALL: dict[str, Any] = {
    "vocab_size": 50,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 40,
}


def _bert() -> PreTrainedModel:
    return BertModel(BertConfig(**SMALL, pad_token_id=0))


def _xlm_roberta() -> PreTrainedModel:
    return XLMRobertaModel(XLMRobertaConfig(**SMALL, pad_token_id=1))


@pytest.mark.parametrize("model", [_bert(), _xlm_roberta()], ids=["bert", "xlm-roberta"])
@pytest.mark.parametrize("dtype", sorted({"float32", preferred_dtype()}))
def test_hidden_states_are_the_librarys(model: PreTrainedModel, dtype: str) -> None:
    torch.manual_seed(1)
    model = copy.deepcopy(model).to(getattr(torch, dtype))
    padding = model.config.pad_token_id
    mask = torch.tensor([[1] * 16, [1] * 9 + [0] * 7, [1] * 2 + [0] * 14])
    ids = torch.where(mask.bool(), torch.randint(3, 50, mask.shape), torch.tensor(padding))
    with torch.inference_mode():
        expected = model(input_ids=ids, attention_mask=mask).last_hidden_state[mask.bool()].float()
        encoder = encoder_of(model, "right")
        assert encoder is not None
        found = encoder(ids, mask)[mask.bool()].float()

    tolerance = 1e-4 if dtype == "float32" else 0.1
    torch.testing.assert_close(found, expected, atol=tolerance, rtol=0)
    assert torch.nn.functional.cosine_similarity(found, expected).min() > 0.999


def test_models_of_another_kind_are_left_to_the_library() -> None:
    other = DistilBertModel(DistilBertConfig(vocab_size=50, dim=32, n_layers=1, n_heads=4, hidden_dim=64))

    assert encoder_of(other, "right") is None
    assert encoder_of(BertModel(BertConfig(**SMALL, hidden_act="relu")), "right") is None
    assert encoder_of(BertModel(BertConfig(**SMALL)), "left") is None
