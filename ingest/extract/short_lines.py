"""What a short line of a plain text is, by its words alone: a heading, a fact, an item, an open sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from app.domain.sources import BlockKind, Span
from ingest.extract.raw import RawBlock, RawPart

SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
LONGEST_LABEL = 60
_LONGEST = 120
_MOST_LINES = 2
_MOST_HEADING_WORDS = 16
_LONGEST_FACT = 400
MONTH = r"(?:jan|feb|mar|apr|ma[ij]|jun|jul|aug|sep|o[kc]t|nov|de[cs])[a-zé]*\b"
DATE = re.compile(
    r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}\.? (?:jan|feb|mar|apr|ma[ij]|jun|jul|aug|sep|o[kc]t|nov|de[cs])\w*\.? \d{4}\b"
    r"|^(?:publi[sc]er[at]\w*|oppdatert|uppdaterad|sist (?:endret|oppdatert)|senast (?:ändrad|uppdaterad))\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:dnr|diarienr|diarienummer|saksnr|saksnummer|arkivsak\w*|journalnr|journalnummer|referanse|ref|isbn|issn)\b",
    re.IGNORECASE,
)
_FACT = re.compile(r"[*_]{0,2}[A-ZÅÄÖÆØ][^.:;?!\n]{1,40}:[*_]{0,2} (?=\S)")
_COLUMNS = re.compile(r"\S {3,}\S")
NEXT_SENTENCE = re.compile(r"[a-zåäöæø][.!?] [A-ZÅÄÖÆØ]")
TIME_STAMP = r"(?:\[\d{1,2}:\d{2}(?::\d{2})?\]|\(\d{1,2}:\d{2}(?::\d{2})?\)|\d{1,2}:\d{2}:\d{2})"
_FEWEST_FACTS = 2
_PART = re.compile(
    r"(?:steg|step|fase?|del|trinn|trin|exempel|eksempel|døme|case|fråga|spørsmål|tips|råd|punkt|moment|dag|vecka"
    r"|uke|veke|kapitel|kapittel|bilaga|vedlegg|avsnitt|avsnitt|nivå|mål)\b[^:]{0,20}: ",
    re.IGNORECASE,
)
_MOST_LABEL_WORDS = 4
_QUOTES = "\"”“«»'’"
# A line that ends so goes on with what stands below it: "… may decide on", "The method suits when".
_OPEN_END = re.compile(
    r"\b(?:om|att|å|at|når|när|som|for|för|till|til|av|på|i|med|mot|hos|ved|vid|och|og|eller|är|er|var|blir"
    r"|ska|skal|bör|bør|kan|får|må|måste|vill|vil|innebär|innebærer|inneber|betyr|betyder|gjelder|gäller"
    r"|gjeld|følgende|följande|følgjande|inte|ikke|ikkje)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<number>[1-9]\d?(?:\.[1-9]\d?)*)\.?\s+(?=[A-ZÅÄÖÆØ])")
_PARAGRAPH_SIGN = re.compile(
    r"§+\s?\d|(?:PS|FO|RS|KS|sak|ärende|kapitel|kap\.?|kapittel|avsnitt|del)\s\d", re.IGNORECASE
)
# What a text is, on a line of its own above its title.
_GENRE = re.compile(
    r"(?:debatt|intervju|rapport|nyhet(?:er)?|nyhende|kr[öø]nika?|kronikk|kommentar|reportas?ge|reportasje"
    r"|arti[kc]k?el|notat|pm|promemoria|(?:styrande|styrende) dokument\w*|styringsdokument|presentation|presentasjon"
    r"|[\w-]*protokoll|vedlegg|bilaga|bilag|ledare|leder|innsikt|insikt|podd|podcast|riktlinjer|retningslinjer)",
    re.IGNORECASE,
)
# Whose letter paper a text is on, and to whom it is sent.
_LETTERHEAD = re.compile(
    r"(?:[\w-]+ )?(?:[\w-]*(?:kommun|kommune|region|fylke|fylkeskommune|verket|rådet|direktoratet|departement(?:et)?"
    r"|myndigheten|styrelsen|nämnden|nemnda|förvaltningen|forvaltningen|etaten|förbundet|forbundet|universitet(?:et)?"
    r"|högskola|høgskole))(?: for [\w ]{3,30}| för [\w ]{3,30})?"
    r"|(?:till?|to) (?!deg\b|dig\b|you\b)[\w ,-]{3,60}",
    re.IGNORECASE,
)
_PERSON_WITH_ROLE = re.compile(r"(?:[A-ZÅÄÖÆØ][\w-]+ ){1,2}[A-ZÅÄÖÆØ][\w-]+, [a-zåäöæø][\w ,-]{2,50}")


def is_short(text: str, block: RawBlock) -> bool:
    """Whether a paragraph is one short line, which no full stop ends: a heading, an item or a label."""
    words = block.span.of(text)
    return (
        block.kind is BlockKind.PARAGRAPH
        and words.count("\n") < _MOST_LINES
        and len(words) <= _LONGEST
        and _is_unfinished(words)
    )


def may_head(text: str, block: RawBlock, lines: int = 1) -> bool:
    """Whether a short line may be a heading: it begins like one, and is no date, reference or letterhead.

    A slide's title may have two `lines`.
    """
    words = block.span.of(text)
    return (
        is_short(text, block)
        and words.count("\n") < lines
        and not words.endswith(",")
        and len(words.split()) <= _MOST_HEADING_WORDS
        and (words[0].isupper() or words[0].isdigit() or words[0] == "§")
        and not DATE.search(words)
        and not _REFERENCE.match(words)
        and not _COLUMNS.search(words)
    )


def may_be_title(text: str, block: RawBlock) -> bool:
    """Whether a short line may be a document's title, which may stand between quotation marks."""
    words = block.span.of(text)
    is_quoted = words[0] in _QUOTES and words[-1] in _QUOTES and is_short(text, block)
    return (may_head(text, block) or is_quoted) and not is_fact(text, block)


def is_fact(text: str, block: RawBlock) -> bool:
    """Whether a paragraph is a label with its value, such as "Contact: Kari Berg"."""
    return block.kind is BlockKind.PARAGRAPH and not block.whole and _is_fact_line(block.span.of(text))


def are_facts(lines: Sequence[str]) -> bool:
    """Whether lines are labels with their values, at least two."""
    return len(lines) >= _FEWEST_FACTS and all(map(_is_fact_line, lines))


def facts_of(text: str, block: RawBlock) -> RawBlock:
    """A paragraph whose every line is a label with its value as a list; any other block as it is."""
    start = block.span.start
    lines = [line.rstrip(" \t\\") for line in block.span.of(text).split("\n")]
    if (
        block.kind is not BlockKind.PARAGRAPH
        or block.whole
        or not are_facts([line.strip() for line in lines])
    ):
        return block
    parts = []
    for raw, line in zip(block.span.of(text).split("\n"), lines, strict=True):
        parts.append(RawPart(Span(start + len(line) - len(line.lstrip()), start + len(line))))
        start += len(raw) + 1
    return RawBlock(BlockKind.LIST, block.span, parts=tuple(parts))


def with_facts(text: str, blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks, with paragraphs that are labels with their values put together as lists."""
    found: list[RawBlock] = []
    for is_run, run in groupby(blocks, key=lambda block: is_fact(text, block)):
        facts = list(run)
        found += [list_of(facts)] if is_run and len(facts) >= _FEWEST_FACTS else facts
    return tuple(found)


def list_of(lines: Sequence[RawBlock]) -> RawBlock:
    """A list without marks, of the lines as its items."""
    span = Span(lines[0].span.start, lines[-1].span.end)
    return RawBlock(BlockKind.LIST, span, parts=tuple(RawPart(line.span) for line in lines))


def _is_fact_line(words: str) -> bool:
    label = _FACT.match(words)
    return (
        label is not None
        and len(words) <= _LONGEST_FACT
        and len(label.group().split()) <= _MOST_LABEL_WORDS
        and "\n" not in words
        and not SENTENCE_END.search(words)
        and not NEXT_SENTENCE.search(words)
    )


def names_a_part(words: str) -> bool:
    """Whether a line with a colon is the title of a step or an example rather than a label with its value."""
    return bool(_PART.match(words))


def begins_with_month(words: str) -> bool:
    return bool(re.match(MONTH, words, re.IGNORECASE))


def is_genre(words: str) -> bool:
    """Whether a line only says what a text is ("Rapport")."""
    return bool(_GENRE.fullmatch(words))


def is_letterhead(words: str) -> bool:
    """Whether a line only says whose letter paper a text is on ("Lindby kommune") or to whom it is sent."""
    return bool(_LETTERHEAD.fullmatch(words))


def is_person(words: str) -> bool:
    """Whether a line is somebody's name and role ("Kari Berg, project leader")."""
    return bool(_PERSON_WITH_ROLE.fullmatch(words))


def is_open(words: str) -> bool:
    """Whether a line ends in a word after which something must follow."""
    return bool(_OPEN_END.search(words.rstrip("*_ ")))


def depth_of(words: str) -> int:
    """How deep a numbered heading lies: 1 for "2 Aims" and "§ 72 Budget", 2 for "2.1 Scope"; 0 without number."""
    if found := _NUMBERED.match(words):
        return 1 + found["number"].count(".")
    return 1 if _PARAGRAPH_SIGN.match(words) else 0


def _is_unfinished(words: str) -> bool:
    return words.endswith("?") or not SENTENCE_END.search(words)
