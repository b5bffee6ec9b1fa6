"""Whose paper or page a text stands on, where nobody says who published it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.sources import BlockKind
from ingest.clean import chrome_reason
from ingest.extract.raw import Extracted
from ingest.extract.short_lines import is_genre

_OPENING = 6  # blocks in which a letter says whose paper it is on
_OF_PAGE = frozenset(("page header", "banner"))
# "Lindby kommune", "Region Lindby", "Skolnämnden": what may be something else as well ("vår kommun", "verket") counts
# only with a name or at the end of a compound.
_NO_NAME = r"till?|to|fr[åa]n?|vår|din|min|hel[ae]|ny|en|ei|ett?|all[ae]|for|för|om|i"
_NAME = rf"(?:(?!(?i:{_NO_NAME})\b)[A-ZÅÄÖÆØ][\w-]+ )"
_OF_WHAT = r"(?: (?:f[oö]r|i) [\w ]{3,40})?"
_NO_BODY = r"(?!(?i:\w*område|regelver|rammever|ramver|hån?dver|handver|bakver|kunstver|konstver))"
_BODY = re.compile(
    rf"{_NAME}{{1,3}}(?:[Kk]ommune?|[Ff]ylke|[Ff]ylkeskommune|[Rr]egion|[Ss]tad|[Hh]erad|universitete?t?"
    r"|[hH][öø]gsk[ou]l[ae]?|AB|AS|KF)"
    r"|(?:Region|Universitetet i|H[öø]gsk[ou]l[ae]n i|Statsforvalt[ea]ren i) [A-ZÅÄÖÆØ][\w-]+(?: [A-ZÅÄÖÆØ][\w-]+)?"
    rf"|{_NAME}{{0,2}}{_NO_BODY}[\w-]+(?:verket|rådet|direktoratet|departementet|myndigheten|styrelsen|styret"
    rf"|inspektionen|nämnden|nemnda|etaten|utvalget|utvalet|förvaltningen|forvaltningen|förbundet|forbundet){_OF_WHAT}"
    rf"|{_NAME}{{0,2}}[\w-]+(?:direktorat|departement|förbund|forbund|nemnd|nämnd|inspektion){_OF_WHAT}"
)
_COLUMNS = re.compile(r"\t| {3,}|\n")
_SITE_NAME_BEHIND = re.compile(r"\s[|–—-]\s|, ")
_KEPT = frozenset(("AB", "AS", "KF"))
_FOR = frozenset(("for", "för"))
_KIND = re.compile(
    r"(?:och|og|i|av|kommune?|fylke|fylkeskommune|stad|herad|universitet\w*|h[öø]gsk\w+"
    r"|\w*(?:direktorat|departement|förbund|forbund|nämnd|nemnd|styrelse|förvaltning|forvaltning)\w*)"
)


def publisher_of(extracted: Extracted) -> str | None:
    """The body that a site's name, a page's header or a letterhead gives; None unless it plainly is a body."""
    if site := str(extracted.metadata.get("site_name") or ""):
        return _body(site)
    return next((name for words in _places(extracted) if (name := _body(words))), None)


def _places(extracted: Extracted) -> Iterator[str]:
    """What may name the publisher, the surest first."""
    yield _SITE_NAME_BEHIND.split(str(extracted.metadata.get("page_title") or ""))[-1]
    for at, block in enumerate(extracted.blocks):
        is_on_top = block.reason in _OF_PAGE or (block.reason == "letterhead" and at < _OPENING)
        if block.kind is BlockKind.NOT_CITABLE and is_on_top:
            yield _COLUMNS.split(block.span.of(extracted.text))[0]


def _body(words: str) -> str | None:
    name = _in_name_case(" ".join(words.split()))
    first, *_ = name.split(" ")
    is_other = is_genre(first) or chrome_reason(first) is not None
    return name if _BODY.fullmatch(name) and not is_other else None


def _in_name_case(words: str) -> str:
    """Capital letters as a name has them: "LINDBY KOMMUN" becomes "Lindby kommun"; anything else stays."""
    if not words.isupper():
        return words
    first, *rest = words.split()
    named = [first if first in _KEPT else first.capitalize()]
    is_common = False  # behind "for" no name follows: "direktoratet for arbeidsliv"
    for word in rest:
        low = word.lower()
        is_common = is_common or low in _FOR
        named.append(
            word if word in _KEPT else low if is_common or _KIND.fullmatch(low) else low.capitalize()
        )
    return " ".join(named)
