"""What a judge is asked, what it may say, and what several sayings amount to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    ON_TOPIC = "on_topic"  # does the answer address the question?
    SUPPORT = "support"  # do the quoted passages say what the answer says?


class Verdict(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


_WORDS: Mapping[str, Verdict] = {
    **dict.fromkeys(("yes", "ja"), Verdict.YES),
    **dict.fromkeys(("partly", "delvis"), Verdict.PARTLY),
    **dict.fromkeys(("no", "nej", "nei"), Verdict.NO),
}
_STRICTEST_FIRST = (Verdict.NO, Verdict.PARTLY, Verdict.YES)
LONGEST_REPLY = 400


def parse_verdict(reply: str) -> Verdict | None:
    """The one verdict that the reply names; None for none, for several, and for an essay."""
    if len(reply) > LONGEST_REPLY:
        return None
    found = {_WORDS[word] for word in re.findall(r"\w+", reply.casefold()) if word in _WORDS}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Opinion:
    """All replies to one question of one aspect; None is a reply without a verdict."""

    replies: tuple[Verdict | None, ...]

    @property
    def majority(self) -> Verdict | None:
        """The verdict of most replies, the stricter one when two tie. None unless more than half have one."""
        counts = Counter(reply for reply in self.replies if reply)
        if 2 * counts.total() <= len(self.replies):
            return None
        return max(_STRICTEST_FIRST, key=lambda verdict: counts[verdict])

    @property
    def spread(self) -> float:
        """The share of replies that do not say what the majority says; 1 where there is no majority."""
        majority = self.majority
        return (
            1.0 if majority is None else sum(one is not majority for one in self.replies) / len(self.replies)
        )


def cohens_kappa(pairs: Sequence[tuple[Verdict, Verdict]]) -> float | None:
    """Agreement of two raters beyond what chance would give (Cohen 1960): 1 is full, 0 is chance.

    None where it is not defined: without pairs, or where both raters say one and the same thing throughout.
    """
    if not pairs:
        return None
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    observed = sum(one is other for one, other in pairs) / len(pairs)
    by_chance = sum(first[verdict] * second[verdict] for verdict in Verdict) / len(pairs) ** 2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
