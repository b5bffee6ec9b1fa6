"""The live generation: loaded once, swapped when `CURRENT` changes, never half of each."""

from __future__ import annotations

import logging
import threading

from app.domain.errors import DamagedGeneration, IndexUnavailable, ModelMismatch
from app.domain.sources import Document
from app.retrieval.embedding import ModelIdentity
from app.retrieval.generation import Generation, load_document, load_generation
from app.retrieval.shelf import Shelf

_LOG = logging.getLogger(__name__)


class LiveIndex:
    """Hands out whole generations; a caller keeps the one it got for as long as its answer takes.

    Implements `Library`. A damaged generation is refused and named in the log, and the newest older one
    that is whole serves in its place.
    """

    def __init__(self, shelf: Shelf, model: ModelIdentity) -> None:
        self._shelf = shelf
        self._model = model
        self._loading = threading.Lock()
        self._loaded: Generation | None = None
        self._stamp: tuple[int, int] | None = None

    def current(self) -> Generation:
        """The live generation; raises `IndexUnavailable` when there is none that is whole and fits the model.

        The request that notices a new `CURRENT` loads it; others are served from the old one meanwhile.
        """
        loaded = self._loaded
        if loaded is not None and self._shelf.stamp() == self._stamp:
            return loaded
        if loaded is not None and not self._loading.acquire(blocking=False):
            return loaded
        if loaded is None:
            self._loading.acquire()
        try:
            return self._reloaded()
        finally:
            self._loading.release()

    def _reloaded(self) -> Generation:
        """The generation of `CURRENT`; once more if that changed meanwhile, since the old one may be gone."""
        while True:
            stamp = self._shelf.stamp()
            if self._loaded is not None and stamp == self._stamp:
                return self._loaded
            try:
                self._loaded = self._load()
            except IndexUnavailable:
                if self._shelf.stamp() == stamp:
                    raise
            else:
                self._stamp = stamp
                return self._loaded

    def generation(self) -> str:
        return self.current().name

    def documents(self) -> tuple[Document, ...]:
        documents = self.current().documents
        return tuple(documents[source_id] for source_id in sorted(documents))

    def find(self, source_id: str, sha256: str | None = None) -> Document | None:
        live = self.current()
        document = live.documents.get(source_id)
        if sha256 is None or (document is not None and document.sha256.startswith(sha256)):
            return document
        for name in reversed(self._shelf.names()):
            if name == live.name:
                continue
            try:
                kept = load_document(self._shelf.path(name), source_id, sha256)
            except DamagedGeneration as damage:
                _LOG.warning("a kept generation is damaged: %s", damage.damage)
                continue
            if kept is not None:
                return kept
        return None

    def _load(self) -> Generation:
        damages: list[str] = []
        for name in self._shelf.candidates():
            if self._loaded is not None and name == self._loaded.name and damages:
                return self._loaded
            try:
                generation = load_generation(self._shelf.path(name))
            except DamagedGeneration as damage:
                _LOG.error("generation refused: %s", damage.damage)
                damages.append(damage.damage)
                continue
            if mismatch := self._mismatch(generation):
                if self._loaded is None:
                    raise mismatch
                _LOG.error("generation refused: %s", mismatch.damage)
                return self._loaded
            return generation
        if self._loaded is not None:
            return self._loaded
        raise IndexUnavailable("; ".join(damages) if damages else "there is no index yet")

    def _mismatch(self, generation: Generation) -> ModelMismatch | None:
        built_with = generation.manifest.model
        if built_with.is_interchangeable_with(self._model):
            return None
        return ModelMismatch(
            f"{generation.name} was built with {built_with.model} ({built_with.revision}), "
            f"but {self._model.model} ({self._model.revision}) is set"
        )
