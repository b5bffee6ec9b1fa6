"""The `tilda` command with the cheap embedder in place of the model: `python -m tests.tilda_with_hash_embedder`."""

from __future__ import annotations

import app.wiring
from app.cli import main
from app.settings import Settings
from tests.builders import HashEmbedder


def _build_embedder(settings: Settings) -> HashEmbedder:
    return HashEmbedder(settings.embedding_model)


if __name__ == "__main__":
    app.wiring.build_embedder = _build_embedder
    main()
