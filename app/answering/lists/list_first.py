"""A list over which stands what is asked comes before a sentence that only repeats the question's names."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.asking.question_types import QuestionType
from app.answering.asking.reading import Reading
from app.answering.lists.list_choice import context_share
from app.answering.sections import without_number
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.matching import held_with_context, match
from app.answering.weighing.read_unit import read_unit
from app.domain.passages import ChunkKind
from app.domain.sources import UnitKind
from app.text.words import content_words, words

_ASKING_OPENLY = (QuestionType.LIST, QuestionType.CONDITION, QuestionType.OTHER)
_MORE = 0.1
_WITHIN = 4.0
_SURELY = 0.8
_HARDLY = 0.4


def list_first(reading: Reading, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence, led by a list's best unit where more of what is asked stands over that list than the best unit
    holds with all that stands over it.

    Items are weighed one by one and seldom repeat a name or a word of the question, since their heading has said
    it: "This we stopped doing". What opens a document repeats the names and says nothing of them.
    """
    leader = next((one for one in evidence if says_more(reading, one, evidence[0])), None)
    if leader is None:
        return tuple(evidence)
    return (leader, *(one for one in evidence if one is not leader))


def says_more(reading: Reading, listed: Evidence, other: Evidence) -> bool:
    """Whether more of what is asked stands over a unit's list than another unit holds with what stands over it; or
    the list is called what is asked."""
    return (
        reading.type in _ASKING_OPENLY
        and bool(reading.attributes)
        and listed.passage.chunk.kind is ChunkKind.LIST
        and _is_of_the_list(listed)
        and listed.passage is not other.passage
        and listed.names >= other.names
        and listed.score >= other.score - _WITHIN
        and (
            context_share(reading, listed.passage) >= other.coverage + _MORE
            or _is_called_what_is_asked(reading, listed, other)
        )
    )


def _is_called_what_is_asked(reading: Reading, listed: Evidence, other: Evidence) -> bool:
    """Whether a list's heading says nothing but the word right behind the question word ("what does X *recommend*"),
    of which another unit of its document says nothing."""
    chunk = listed.passage.chunk
    if chunk.source_id != other.passage.chunk.source_id or not chunk.headings:
        return False
    behind = words(reading.text)[1:2]
    asked = next((term for term in reading.attributes if term.word in behind), None)
    heading = content_words(without_number(chunk.headings[-1]))
    return (
        asked is not None
        and bool(heading)
        and all(match(asked, word, chunk.language) >= _SURELY for word in heading)
        and held_with_context(asked, other.text, other.passage) < _HARDLY
    )


def _is_of_the_list(item: Evidence) -> bool:
    """Whether a unit is an item or what announces the items, and no sentence of its own before them."""
    if item.unit.kind is UnitKind.ITEM:
        return True
    return read_unit(item.passage, item.unit).introduces and not item.text.endswith((".", "!", "?"))
