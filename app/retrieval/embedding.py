"""The only door to sentence-transformers and torch: texts in, L2-normalised float32 vectors out.

Both libraries are imported where they are first needed, so that importing this module stays cheap.
"""

import logging
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import EmbeddingModelUnavailable
from app.retrieval.batching import batches, padded_length
from app.retrieval.bundled_model import BUNDLED_MODEL, ensure_bundled_model
from app.retrieval.model_identity import ModelIdentity, folder_revision, preferred_dtype, prefixes

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

    from app.retrieval.bert_pass import BertPass

__all__ = ["Embedder", "ModelIdentity", "SentenceTransformerEmbedder", "load_embedder"]

Vectors = NDArray[np.float32]

# Texts tokenised at a time, which bounds the memory that waiting token lists take.
WINDOW_TEXTS = 4096
# What one question asks for shares a pass up to so many tokens, those that fill it up included. A pass of a few
# texts takes hardly longer than for a single one, since most of its time goes into reading the weights.
SHARED_TOKENS = 256


class Embedder(Protocol):
    """Texts to vectors of length one, `identity.dimension` numbers each."""

    @property
    def identity(self) -> ModelIdentity: ...

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimension,)."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Shape (len(texts), dimension). `progress` hears how many of the texts are done so far."""
        ...

    def embed_together(self, queries: Sequence[str], passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Shapes (len(queries), dimension) and (len(passages), dimension): what one question asks for, at once."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model behind one bounded pool of threads.

    Each of the pool's threads computes alone on one core, so that concurrent queries do not fight over
    cores and a long batch keeps all of them busy; and no thread waits for another inside a pass, which on a
    busy machine costs more than it gains. The same texts in the same order give the same bytes. A text asked
    for among others may differ from the same text alone in its last bits (cosine above 0.9999), because
    matrix products of different heights add up in different order.
    """

    def __init__(self, model: "SentenceTransformer", identity: ModelIdentity, threads: int) -> None:
        import torch

        from app.retrieval.bert_pass import BertPass

        self._model = model.eval()
        self._bert = BertPass.of(model[0])
        if self._bert is None:
            _pack_weights(model)
        self._identity = identity
        self._pool = ThreadPoolExecutor(
            threads, "embedding", initializer=torch.set_num_threads, initargs=(1,)
        )

    @property
    def identity(self) -> ModelIdentity:
        return self._identity

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimension,)."""
        return self._pool.submit(self._embed_one, self._identity.query_prefix + text).result()

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Shape (len(texts), dimension); identical texts are computed once."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            places[text].append(place)
        distinct = list(places)
        vectors = np.empty((len(texts), self._identity.dimension), np.float32)
        done = 0
        for start in range(0, len(distinct), WINDOW_TEXTS):
            window = distinct[start : start + WINDOW_TEXTS]
            for members, found in self._embed_window(window):
                for member, vector in zip(members, found, strict=True):
                    vectors[places[window[member]]] = vector
                    done += len(places[window[member]])
                if progress is not None:
                    progress(done)
        return vectors

    def embed_together(self, queries: Sequence[str], passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Shapes (len(queries), dimension) and (len(passages), dimension)."""
        texts = [self._identity.query_prefix + text for text in queries]
        texts += [self._identity.passage_prefix + text for text in passages]
        vectors = self._pool.submit(self._embed_few, texts).result()
        return vectors[: len(queries)], vectors[len(queries) :]

    def _embed_few(self, texts: Sequence[str]) -> Vectors:
        """In one pass, unless it would be a large one."""
        tokens = self._tokenise(texts)
        lengths = [len(ids) for ids in tokens]
        if self._bert and len(tokens) > 1 and sum(lengths) <= SHARED_TOKENS:
            return self._end_to_end(self._bert, tokens)
        if max(map(padded_length, lengths)) * len(tokens) <= SHARED_TOKENS:
            return self._forward(tokens)
        vectors = np.empty((len(tokens), self._identity.dimension), np.float32)
        for members in batches(lengths):
            vectors[members] = self._forward([tokens[member] for member in members])
        return vectors

    def _embed_one(self, text: str) -> Vectors:
        vector: Vectors = self._forward(self._tokenise([text]))[0]
        return vector

    def _embed_window(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """Places in `texts` with their vectors, batch by batch as they are done."""
        tokens = self._tokenise([self._identity.passage_prefix + text for text in texts])
        running = {
            self._pool.submit(self._forward, [tokens[member] for member in members]): members
            for members in batches([len(ids) for ids in tokens])
        }
        for future in as_completed(running):
            yield running[future], future.result()

    def _tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        encoded = self._model.tokenizer(
            list(texts),
            truncation=True,
            max_length=self._model.max_seq_length,
            return_attention_mask=False,
            return_token_type_ids=False,
        )
        ids: list[list[int]] = encoded["input_ids"]
        return ids

    def _forward(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        """Shape (len(tokens), dimension), for token lists of one padded length."""
        import torch

        features = {name: torch.from_numpy(rows) for name, rows in self._padded(tokens).items()}
        with torch.inference_mode():
            return self._pooled(self._bert.padded(features) if self._bert else self._model[0](features))

    def _end_to_end(self, bert: "BertPass", tokens: Sequence[Sequence[int]]) -> Vectors:
        import torch

        with torch.inference_mode():
            return self._pooled(bert.end_to_end(tokens))

    def _pooled(self, features: "dict[str, torch.Tensor]") -> Vectors:
        """The model's own steps from the tokens' vectors to the texts', shape (n, dimension)."""
        import torch

        # In bfloat16 the mean over the tokens and the division by its length would be rounded too.
        features["token_embeddings"] = features["token_embeddings"].float()
        _, *steps = self._model
        for step in steps:
            features = step(features)
        vectors: Vectors = torch.nn.functional.normalize(
            features["sentence_embedding"].float(), dim=1
        ).numpy()
        return vectors

    def _padded(self, tokens: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
        tokenizer = self._model.tokenizer
        length = max(padded_length(len(ids)) for ids in tokens)
        length = min(length, self._model.max_seq_length or length)
        rows = np.full((len(tokens), length), tokenizer.pad_token_id or 0, np.int64)
        mask = np.zeros_like(rows)
        for row, ids in enumerate(tokens):
            filled = slice(length - len(ids), None) if tokenizer.padding_side == "left" else slice(len(ids))
            rows[row, filled] = ids
            mask[row, filled] = 1
        return {"input_ids": rows, "attention_mask": mask}


def _pack_weights(model: "torch.nn.Module") -> None:
    """Have the linear layers of a model that is no plain BERT compute with packed weights."""
    import torch

    from app.retrieval.bert_pass import linear, packed

    def computing(layer: torch.nn.Linear) -> "Callable[[torch.Tensor], torch.Tensor]":
        weight = packed(layer.weight.detach())
        bias = None if layer.bias is None else layer.bias.detach()
        return lambda rows: linear(rows, weight, bias)

    for module in model.modules():
        if type(module) is torch.nn.Linear and module.weight.dtype == torch.bfloat16:
            module.forward = computing(module)  # type: ignore[assignment]
            # The plain weights have had their day; their type is still asked for.
            module.weight = torch.nn.Parameter(torch.empty(0, dtype=torch.bfloat16), requires_grad=False)


def load_embedder(model: str | None, models_dir: Path, threads: int) -> SentenceTransformerEmbedder:
    """The embedder the operator has set: nothing or `multilingual-e5-small` is the bundled one, a path is a
    sentence-transformers folder, anything else a model hub's id.

    The network is asked only for a hub id, and only when the hub's local cache does not have it.
    """
    name = model or BUNDLED_MODEL
    folder = ensure_bundled_model(models_dir) if name == BUNDLED_MODEL else Path(name).expanduser()
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if folder.is_dir():
        # Read when the hub's client is first imported; `local_files_only` says the same later on.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        loaded = _load(str(folder), local_files_only=True)
        revision = folder_revision(folder)
    else:
        loaded = _load_from_hub(name)
        config = getattr(loaded.transformers_model, "config", None)
        revision = getattr(config, "_commit_hash", None) or "unknown"
    query_prefix, passage_prefix = prefixes(name, loaded.prompts)
    dimension = loaded.get_embedding_dimension()
    assert dimension is not None
    identity = ModelIdentity(name, revision, query_prefix, passage_prefix, preferred_dtype(), dimension)
    return SentenceTransformerEmbedder(loaded, identity, threads)


def _load_from_hub(name: str) -> "SentenceTransformer":
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name):
        raise EmbeddingModelUnavailable(
            f"TILDA_EMBEDDING_MODEL: expected a sentence-transformers folder at {name}, found none"
        )
    try:
        return _load(name, local_files_only=True)
    except EmbeddingModelUnavailable:
        return _load(name, local_files_only=False)


def _load(name: str, *, local_files_only: bool) -> "SentenceTransformer":
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # Its every retry would be a line; what went wrong is told once, below.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    try:
        return SentenceTransformer(
            name,
            device="cpu",
            local_files_only=local_files_only,
            model_kwargs={"dtype": getattr(torch, preferred_dtype())},
        )
    except (OSError, ValueError) as error:
        raise EmbeddingModelUnavailable(
            f"TILDA_EMBEDDING_MODEL: {name!r} is neither a folder with a sentence-transformers model nor a "
            f"model that the hub or its local cache holds; unset it to use the bundled {BUNDLED_MODEL} "
            f"({str(error).splitlines()[0]})"
        ) from error
