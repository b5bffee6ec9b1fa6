"""Questions that name a section by its heading between quotation marks: that section answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.passages import Passage
from app.text.normalise import matching_form

_QUOTED = re.compile(r"«([^»]{3,200})»|“([^”]{3,200})”|”([^”]{3,200})”|\"([^\"]{3,200})\"")
_NUMBER = re.compile(r"^(?:§ ?\d+|\d+(?:\.\d+)+[.)]?|\d+[.)]|[IVX]+[.)]|\d+(?= [A-ZÅÄÖÆØ])) +(?=\S)")


def without_number(heading: str) -> str:
    """A heading as people say it: "4.2 Uppföljning" is about "Uppföljning"."""
    return _NUMBER.sub("", heading)


def named_section(question: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of the section whose heading the question quotes, in the order of the text; mostly none.

    Of several sections with that heading, the one that was found first.
    """
    quoted = quoted_in(question)
    for passage in passages:
        chunk = passage.chunk
        if chunk.headings and _forms(chunk.headings[-1]) & quoted:
            same = (chunk.source_id, chunk.headings)
            section = [one for one in passages if (one.chunk.source_id, one.chunk.headings) == same]
            return tuple(sorted(section, key=lambda one: one.chunk.number))
    return ()


def _forms(heading: str) -> frozenset[str]:
    return frozenset({matching_form(heading), matching_form(without_number(heading))})


def quoted_in(question: str) -> frozenset[str]:
    """What stands between quotation marks, in matching form."""
    found = (text for match in _QUOTED.finditer(question) for text in match.groups() if text)
    return frozenset(map(matching_form, found))
