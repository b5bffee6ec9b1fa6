"""A question half-way into the corpus's language: its concepts in the corpus's words, the rest as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.sources import Language
from app.retrieval.concepts import Concept, ConceptLayer
from app.text.words import is_stop_word

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def bridged(question: str, concepts: ConceptLayer, language: Language) -> str | None:
    """The English question with each phrase that names a concept replaced by the concept's first term in `language`.

    None where less than three quarters of its content words name any: a few would pull the question towards
    themselves ("how do I *change* a *flat* tyre"). Of phrases that overlap the longest counts, then the first. The
    result is no sentence of any language, and is only ever embedded: beside the question's own vector it
    lies nearer to the passages, since the embedding model knows the domain's terms less well in English.
    """
    found = [word for word in _WORD.finditer(question) if not is_stop_word(word[0].lower())]
    named = sorted(_named(found, concepts, language), key=lambda one: one[0].start)
    if 4 * sum(len(span) for span, _ in named) < 3 * len(found):
        return None
    parts, end = [], 0
    for span, concept in named:
        parts += [question[end : found[span.start].start()], concept.terms[language]]
        end = found[span.stop - 1].end()
    return "".join((*parts, question[end:])) if parts else None


def _named(
    found: list[re.Match[str]], concepts: ConceptLayer, language: Language
) -> Iterator[tuple[range, Concept]]:
    """Concepts with a term in `language` whose phrases share no word."""
    spoken = [word[0].lower() for word in found]
    taken: set[int] = set()
    for span, concept in sorted(
        concepts.found_in(spoken, Language.EN), key=lambda one: (-len(one[0]), one[0].start)
    ):
        if language in concept.terms and taken.isdisjoint(span):
            taken.update(span)
            yield span, concept
