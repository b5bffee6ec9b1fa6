"""A heading that says when or in which case, "Before the meeting", and a question that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.sections import without_number
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import match
from app.domain.passages import Chunk, ChunkKind, QuestionTerm
from app.text.words import content_words, words

_BEFORE, _AFTER, _DURING, _IN_CASE = range(4)
_SAID = {
    **dict.fromkeys(("före", "innan", "inför", "før", "inden", "before"), _BEFORE),
    **dict.fromkeys(("efter", "etter", "after"), _AFTER),
    **dict.fromkeys(("under", "medan", "mens", "during", "while"), _DURING),
    **dict.fromkeys(("om", "när", "når", "hvis", "viss", "dersom", "if", "when"), _IN_CASE),
}
_ASKING_OPENLY = (QuestionType.LIST, QuestionType.CONDITION, QuestionType.HOW, QuestionType.OTHER)
_SURELY = 0.6
_WITHIN = 4.0
_BEHIND = 8
_NUMBERED = re.compile(r"^(?:\w{1,8} )?\d+[.:)]? +")


def occasion_first(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence, led by the best unit of the section whose heading names the occasion that is asked about.

    What stands there says nothing of it, and what stands under the other occasions says as much of everything else.
    """
    if not evidence or reading.type not in _ASKING_OPENLY:
        return tuple(evidence)
    best = evidence[0]
    near = (one for one in evidence if one.score >= best.score - _WITHIN and one.names >= best.names)
    found = next((one for one in near if is_of_the_occasion(reading, one.passage.chunk)), best)
    return (found, *(one for one in evidence if one is not found))


def is_of_the_occasion(reading: Reading, chunk: Chunk) -> bool:
    """Whether a chunk stands under "Before X" and the question asks openly what is so before X."""
    if reading.type not in _ASKING_OPENLY or not chunk.headings:
        return False
    when, *said = words(_NUMBERED.sub("", without_number(chunk.headings[-1]))) or ("",)
    told = content_words(" ".join(said))
    if when not in _SAID or not told:
        return False
    return any(
        all(any(match(term, word, chunk.language) >= _SURELY for term in terms) for word in told)
        for terms in _asked_behind(reading, _SAID[when])
    )


def is_its_list(reading: Reading, item: Evidence) -> bool:
    """Whether a unit stands in the list of what is so on the occasion asked about."""
    return item.passage.chunk.kind is ChunkKind.LIST and is_of_the_occasion(reading, item.passage.chunk)


def _asked_behind(reading: Reading, occasion: int) -> Iterator[tuple[QuestionTerm, ...]]:
    """The question's terms behind each of its words for an occasion; the question word "when" is none."""
    asked = words(reading.text)
    for place, word in enumerate(asked):
        if _SAID.get(word) == occasion:
            near = asked[place + 1 : place + 1 + _BEHIND]
            yield tuple(term for term in reading.terms if term.word in near)
