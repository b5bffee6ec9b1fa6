"""The questions to begin with, chosen once a generation."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from app.answering.suggesting.suggestions import Answers, starters
from app.domain.errors import IndexUnavailable
from app.domain.sources import Language, Library
from app.messages import Texts


class Starters:
    """Up to four questions a language that the live generation answers.

    Choosing means asking, which takes a while: `prepare` does it at the start, and after an index was swapped
    another thread does, once; until then there are none.
    """

    def __init__(
        self, library: Library, answers: Answers, texts: Texts, usual: Mapping[Language, Sequence[str]]
    ) -> None:
        self._library = library
        self._answers = answers
        self._texts = texts
        self._usual = usual
        self._chosen: dict[str, dict[Language, tuple[str, ...]]] = {}
        self._choosing = threading.Lock()

    def of(self, language: Language) -> tuple[str, ...]:
        """The starters of a language; none while they are being chosen or when there is no index."""
        try:
            generation = self._library.generation()
        except IndexUnavailable:
            return ()
        if generation not in self._chosen and not self._choosing.locked():
            threading.Thread(target=self.prepare, name="starters", daemon=True).start()
        return self._chosen.get(generation, {}).get(language, ())

    def prepare(self) -> None:
        """Chooses for the live generation, unless that has been done; does nothing without an index."""
        with self._choosing:
            try:
                generation, documents = self._library.generation(), self._library.documents()
                if generation not in self._chosen:
                    self._chosen = {
                        generation: {
                            language: starters(
                                documents, self._usual[language], language, self._texts, self._answers
                            )
                            for language in Language
                        }
                    }
            except IndexUnavailable:
                return
