"""Which way something went: up, down, or nowhere, told in words or by two numbers."""

from __future__ import annotations

import re
from enum import StrEnum

from app.answering.weighing.stance import is_negated
from app.domain.passages import Passage
from app.domain.sources import Unit, UnitKind
from app.text.cell_numbers import cell_number
from app.text.display import row_cells


class Trend(StrEnum):
    UP = "up"
    DOWN = "down"
    LEVEL = "level"


_UP = re.compile(
    r"\b(?:ök(?:ar|ade|at|ning\w*|te)|øk(?:er|te|t|ning\w*)|auk(?:ar|a|ing\w*)|steg|stig(?:er|it|ande|e)|stei?g|rose|rises?"
    r"|rising|risen|increas\w+|grew|grow[ns]?|växte|växer|vokste|vokser|voks|higher|högre|høyere|høgare|dyrare|dyrere"
    r"|costlier|(?:gick|gikk|gjekk|går|gått|went|go|goes|gone) (?:\w+ ){0,3}?(?:upp|opp|up)|(?:blev|ble|blei|vart)"
    r" (?:fler|fleire|flere|mer|meir|högre|høyere|høgare|dyrare|dyrere))\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:minsk(?:ar|ade|at|ning\w*|a|er|et)|sjönk|sjunk(?:er|it)|sank|søkk|synk(?:er|e)|reduser(?:t|te|tes)"
    r"|reducera(?:de|des|ts)|fell|falls?|fallen|falt|fall(?:er|it)|dropp?(?:ed|s)?|decreas\w+|declin\w+|lower|lägre|lavere|lågare|billigare|billigere"
    r"|cheaper|(?:gick|gikk|gjekk|går|gått|went|go|goes|gone) (?:\w+ ){0,3}?(?:ner|ned|down)|(?:blev|ble|blei|vart)"
    r" (?:färre|færre|mindre|lägre|lavere|lågare))\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:oförändra\w*|uendra|uendret|unchanged|(?:ingen|inga|no|ikke noen|inte någon|ikkje nokon) (?:\w+ )?"
    r"(?:förändring\w*|endring\w*|change\w*|skillnad|forskjell|difference)|stilla|stille"
    r"|(?:same|samma|samme) (?:nivå|level))\b",
    re.IGNORECASE,
)
_NUMBER = r"(?P<{}>\d+(?:[  ]\d{{3}})*(?:[.,]\d+)?)"
_FROM_TO = re.compile(
    rf"\b(?:från|fra|frå|from)\s+{_NUMBER.format('first')}\s*(?:%|prosent|procent|percent|per cent)?"
    rf"\s+(?:till|til|to)\s+{_NUMBER.format('last')}",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:före|før|before|start|innan)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:efter|etter|after|slut|slutt|nu|nå|no|now)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HARDLY = 0.01  # of the number before
_CELL = re.compile(r"^[–−-]?\s*\d+(?:[  ]\d{3})*(?:[.,]\d+)?\s*(?:%|\w{0,10})?$")


def trend_asked(question: str) -> Trend | None:
    """Which way a question says that something went; None when it says none, or both."""
    up, down = _UP.search(question), _DOWN.search(question)
    return None if bool(up) is bool(down) else Trend.UP if up else Trend.DOWN


def trend_told(passage: Passage, unit: Unit) -> Trend | None:
    """Which way a unit says that it went; None when it says none, or more than one."""
    text = unit.span.of(passage.document.text)
    if unit.kind is UnitKind.ROW and (by_columns := _by_columns(passage, unit)):
        return by_columns
    if found := list(_FROM_TO.finditer(text)):
        ways = {_way(one["first"], one["last"]) for one in found}
        return ways.pop() if len(ways) == 1 else None
    if _LEVEL.search(text):
        return Trend.LEVEL
    return None if is_negated(text) else trend_asked(text)


def _by_columns(passage: Passage, unit: Unit) -> Trend | None:
    """From the column of the first year, or "before", to that of the last, or "after"."""
    text = passage.document.text
    header = next((one for one in passage.chunk.units if one.kind is UnitKind.HEADER_ROW), None)
    if header is None:
        return None
    titles = row_cells(text, header.span.start, header.span.end)
    values = row_cells(text, unit.span.start, unit.span.end)
    years = sorted((int(year[0]), at) for at, title in enumerate(titles) if (year := _YEAR.search(title)))
    if len(years) > 1:
        first, last = years[0][1], years[-1][1]
    else:
        first = next((at for at, title in enumerate(titles) if _BEFORE.search(title)), -1)
        last = next((at for at, title in enumerate(titles) if _AFTER.search(title)), -1)
    if min(first, last) < 0 or max(first, last) >= len(values):
        return None
    both = (values[first].strip(), values[last].strip())
    return _way(*both) if all(_CELL.match(value) for value in both) else None


def _way(first: str, last: str) -> Trend:
    before, after = (cell_number(one) or 0.0 for one in (first, last))
    return (
        Trend.LEVEL
        if abs(after - before) <= _HARDLY * abs(before)
        else Trend.UP
        if after > before
        else Trend.DOWN
    )
