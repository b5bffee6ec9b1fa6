"""The only door to sentence-transformers and torch: texts in, L2-normalised float32 vectors out.

Both libraries are imported where they are first needed, so that importing this module stays cheap.
"""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import EmbeddingModelUnavailable
from app.retrieval.bundled_model import BUNDLED_MODEL, ensure_bundled_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Dtype = Literal["bfloat16", "float32"]

# Sequence lengths are padded to a multiple of this: processors' matrix tiles are 16 rows high, and attention
# over 40 tokens was measured to take half as long again as over 48.
LENGTH_STEP = 16
# Tokens of one forward pass, padding included: larger passes fall out of the processor's cache.
BATCH_TOKENS = 1024
# Texts tokenised at a time, which bounds the memory that waiting token lists take.
WINDOW_TEXTS = 8192


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What a vector depends on besides its text."""

    model: str
    revision: str  # of a folder: a hash of its files; of a hub model: its commit
    query_prefix: str
    passage_prefix: str
    dtype: Dtype
    dimension: int

    def is_interchangeable_with(self, other: "ModelIdentity") -> bool:
        """Whether vectors of both may be compared. They may across dtypes: the cosine is then 0.9999."""
        return self._without_dtype() == other._without_dtype()

    @property
    def key(self) -> str:
        """Short text that two identities share only if their vectors are the same; keys the vector cache."""
        return hashlib.sha256(repr((*self._without_dtype(), self.dtype)).encode()).hexdigest()[:16]

    def _without_dtype(self) -> tuple[str, str, str, str, int]:
        return (self.model, self.revision, self.query_prefix, self.passage_prefix, self.dimension)


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


class SentenceTransformerEmbedder:
    """A sentence-transformers model behind one bounded pool of threads.

    Each of the pool's threads computes alone on one core, so that concurrent queries do not fight over
    cores and a long batch keeps all of them busy. A vector depends on its text only, never on the texts it
    was asked for with: texts share a forward pass only if they are padded to the same length.
    """

    def __init__(self, model: "SentenceTransformer", identity: ModelIdentity, threads: int) -> None:
        import torch

        self._model = model.eval()
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
        transformer, *others = self._model
        with torch.inference_mode():
            features = transformer(features)
            # In bfloat16 the mean over the tokens and the division by its length would be rounded too.
            features["token_embeddings"] = features["token_embeddings"].float()
            for module in others:
                features = module(features)
            vectors: Vectors = torch.nn.functional.normalize(
                features["sentence_embedding"].float(), dim=1
            ).numpy()
        return vectors

    def _padded(self, tokens: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
        tokenizer = self._model.tokenizer
        length = max(padded_length(len(ids)) for ids in tokens)
        rows = np.full((len(tokens), length), tokenizer.pad_token_id, np.int64)
        mask = np.zeros_like(rows)
        for row, ids in enumerate(tokens):
            filled = slice(length - len(ids), None) if tokenizer.padding_side == "left" else slice(len(ids))
            rows[row, filled] = ids
            mask[row, filled] = 1
        return {"input_ids": rows, "attention_mask": mask}


def padded_length(length: int) -> int:
    """The next multiple of `LENGTH_STEP`."""
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of the texts that share a forward pass: one padded length, at most `BATCH_TOKENS` tokens.

    Texts that fill their length and texts that are padded are kept apart, because attention without a mask
    takes another path, whose last bits may differ.
    """
    alike: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for place, length in enumerate(lengths):
        alike[padded_length(length), length % LENGTH_STEP == 0].append(place)
    for (length, _), places in sorted(alike.items(), reverse=True):
        size = max(1, BATCH_TOKENS // length)
        for start in range(0, len(places), size):
            yield places[start : start + size]


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


def prefixes(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What the model wants in front of a query and of a passage.

    The e5 family is trained with its two; other models name theirs in their own settings, or have none.
    """
    if re.search(r"(^|[-/_])e5([-_]|$)", Path(name).name.lower()):
        return "query: ", "passage: "
    passage = prompts.get("passage") or prompts.get("document") or ""
    return prompts.get("query") or "", passage


def preferred_dtype() -> Dtype:
    """bfloat16 where the processor multiplies it in hardware, which is more than twice as fast."""
    cpuinfo = Path("/proc/cpuinfo")
    flags = set(cpuinfo.read_text().split()) if cpuinfo.is_file() else set()
    return "bfloat16" if flags & {"amx_bf16", "avx512_bf16"} else "float32"


def folder_revision(folder: Path) -> str:
    """Hash of the files a model's vectors depend on."""
    revision = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".json", ".safetensors", ".bin", ".txt", ".model"} and path.is_file():
            with path.open("rb") as file:
                contents = hashlib.file_digest(file, "sha256").hexdigest()
            revision.update(f"{path.relative_to(folder)} {contents}\n".encode())
    return revision.hexdigest()[:16]


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
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
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
            f"({error})"
        ) from error
