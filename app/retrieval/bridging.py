"""A question half-way into the corpus's language: its concepts in the corpus's words, the rest as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.sources import Language
from app.retrieval.concepts import Concept, ConceptLayer, stem_variants
from app.text.words import is_stop_word

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def bridged(question: str, concepts: ConceptLayer, language: Language) -> str | None:
    """The question with each phrase that names a concept replaced by the concept's first term in `language`.

    None where less than half of its content words name any: a single one would pull the question towards
    itself ("how do I *change* a flat tyre"). Of phrases that overlap the longest counts, then the first. The
    result is no sentence of any language, and is only ever embedded: beside the question's own vector it
    lies nearer to the passages, since the embedding model knows the domain's terms less well in English.
    """
    found = [word for word in _WORD.finditer(question) if not is_stop_word(word[0].lower())]
    named = sorted(_named(found, concepts), key=lambda one: one[0].start)
    if 2 * sum(len(span) for span, _ in named) < len(found):
        return None
    parts, end = [], 0
    for span, concept in named:
        parts += [question[end : found[span.start].start()], concept.terms[language]]
        end = found[span.stop - 1].end()
    return "".join((*parts, question[end:])) if parts else None


def _named(found: list[re.Match[str]], concepts: ConceptLayer) -> Iterator[tuple[range, Concept]]:
    """Concepts whose phrases share no word."""
    variants = [stem_variants(word[0].lower()) for word in found]
    taken: set[int] = set()
    for span, concept in sorted(concepts.found_in(variants), key=lambda one: (-len(one[0]), one[0].start)):
        if taken.isdisjoint(span):
            taken.update(span)
            yield span, concept
