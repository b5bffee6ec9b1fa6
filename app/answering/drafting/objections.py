"""What speaks against a drafted sentence, judged by the units that it cites: the rule, in full.

The cited units (the whole sentences, items or rows that a quote touches) must

1. hold all its numbers and all its names, each in the same order;
2. deny what it denies and nothing else that it says;
3. are as strong: no "must", "all", "only", "more", "less" or "yes" of its own, no "may" left out;
4. hold all its other content words, by stem or concept. Where text and sentence are in two languages, everyday
   meaning or like spelling will do, and up to `MOST_AMISS` of the words may be amiss, but only words that the
   concept layer or the everyday words know, so that nothing strange gets in, and none whose opposite is there;
5. hold them in one part (see `Statement`), and in the same order: all of them in a short sentence or in one that
   compares or replaces, else at least half.

Headings, titles, and what stands over a list or table may lend words, and names to a text without names of its
own, but no more than the units themselves give. What this cannot see: two words that change places in a
long sentence, and across languages a wrong word among right ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.answering.drafting.draft import Drop
from app.answering.drafting.lexicon import opposites
from app.answering.drafting.likeness import is_alike
from app.answering.drafting.quoting import Quoted
from app.answering.drafting.statement import Statement, Word, read_statement
from app.domain.sources import Language
from app.text.display import display
from app.text.words import is_stop_word, strict_stem

MOST_AMISS = 0.4
_LEAST_IN_ORDER = 0.5
_SHORT = 3


def objection(text: str, reader: Language, cited: Sequence[Quoted]) -> Drop | None:
    """What speaks against the sentence, judged by this text alone; None when nothing does.

    `cited` are units of one passage: those of one quote, or several items of one list.
    """
    language = cited[0].passage.chunk.language
    said = read_statement(text, reader)
    own = _units_of(cited)
    context = _context_of(cited[0])
    return (
        _about_numbers(said, own, context)
        or _about_names(said, own, context)
        or _about_strength(said, own)
        or _about_words(said, own, context, is_foreign=reader is not language)
    )


# what the cited text says


@lru_cache(maxsize=2_000)
def _read(passage_text: str, language: Language) -> Statement:
    return read_statement(passage_text, language)


def _units_of(cited: Sequence[Quoted]) -> Statement:
    """Items of a list are read as one enumeration, so that a sentence may sum them up."""
    ordered = sorted(cited, key=lambda quoted: quoted.span.start)
    texts = [display(quoted.text) for quoted in ordered]
    joined = texts[0] if len(texts) == 1 else ", ".join(text.rstrip(".;, ") for text in texts)
    return _read(joined, cited[0].passage.chunk.language)


def _context_of(quoted: Quoted) -> Statement:
    """Lead-in or header row, headings, title and publisher; a full stop between them parts their denials."""
    passage = quoted.passage
    above = [span.of(passage.document.text) for span in quoted.above if span != quoted.span]
    source = passage.source
    named = (source.title, source.publisher or "", source.author or "")
    restated = source.restates
    original = (restated.title, restated.publisher or "", restated.author or "") if restated else ()
    together = display(". ".join((*above, *passage.chunk.headings, *named, *original)))
    return _read(together, passage.chunk.language)


# the objections


def _about_numbers(said: Statement, own: Statement, context: Statement) -> Drop | None:
    """Numbers of the units; of what stands over them only where the units have none."""
    allowed = own.numbers or context.numbers
    return None if _is_subsequence(said.numbers, allowed) else Drop.NUMBER


def _about_names(said: Statement, own: Statement, context: Statement) -> Drop | None:
    order: list[set[int]] = []
    borrowed = False
    for name in _names_of(said, own, context):
        places = {at for at, word in enumerate(own.words) if _names_same(name, word)}
        if places:
            order.append(places)
        elif any(_names_same(name, word) for word in context.words):
            borrowed = True
        else:
            return Drop.NAME
    if not _can_ascend(order):
        return Drop.NAME
    left_out = [
        word
        for word in own.words
        if word.may_be_name and not any(_names_same(word, other) for other in said.words)
    ]
    return Drop.NAME if borrowed and left_out else None


def _names_of(said: Statement, own: Statement, context: Statement) -> list[Word]:
    """The capitalised words; of those that open a sentence the ones that the cited text knows as names."""
    known = {word.bare for word in (*own.words, *context.words) if word.may_be_name}
    return [word for word in said.words if word.is_name or (word.opens and word.bare in known)]


def _about_strength(said: Statement, own: Statement) -> Drop | None:
    if said.strengths - own.strengths or (
        own.is_hedged and not said.is_hedged and "must" not in own.strengths
    ):
        return Drop.STRENGTH
    return None


def _about_words(said: Statement, own: Statement, context: Statement, is_foreign: bool) -> Drop | None:
    order: list[set[int]] = []
    parts: dict[int, list[set[int]]] = {}
    lent = amiss = 0
    for word in said.content:
        if places := _places(word, own, is_foreign):
            alike = {at for at in places if own.words[at].denial == word.denial}
            if not alike:
                return Drop.NEGATION
            order.append(alike)
            parts.setdefault(word.part, []).append({own.words[at].part for at in alike})
        elif _places(word, context, is_foreign):
            lent += 1
        elif not is_foreign or word.opens or not word.is_known or _is_reversed(word, own):
            return Drop.WORDS
        else:
            amiss += 1
    named = sum(1 for name in said.names if any(_names_same(name, word) for word in own.words))
    given = len(order) + named
    if not given or lent > given or amiss > MOST_AMISS * len(said.content):
        return Drop.WORDS
    denied = {word.part for word in said.words if word.denial[0]}
    if denied - parts.keys() or (not order and any(word.denial[0] for word in own.words)):
        return Drop.NEGATION
    if any(not set.intersection(*options) for options in parts.values()):
        return Drop.WORDS
    is_strict = said.is_directed or len(order) <= _SHORT
    least = len(order) if is_strict else _LEAST_IN_ORDER * len(order)
    return None if _longest_ascent(order) >= least else Drop.WORDS


def _places(word: Word, text: Statement, is_foreign: bool) -> set[int]:
    """Where the text says the word: by stem, by all stems of one of its concepts' phrases, or spelt alike."""
    own = strict_stem(word.spelling, text.language)
    meant = {one for phrase in word.synonyms if text.stems.issuperset(phrase) for one in phrase}
    return {
        at
        for at, other in enumerate(text.words)
        if other.number is None
        and not is_stop_word(other.spelling)
        and (
            other.strict_stem == own
            or other.stem in meant
            or (is_foreign and (word.meanings & other.meanings or is_alike(word.spelling, other.spelling)))
        )
    }


def _is_reversed(word: Word, text: Statement) -> bool:
    """Whether the text says the opposite of the word."""
    wanted = {concept.id for concept in word.concepts}
    given = {concept.id for other in text.words for concept in other.concepts}
    return any((one, other) in opposites() for one in wanted for other in given)


def _names_same(name: Word, other: Word) -> bool:
    return name.bare == other.bare or bool(name.concepts & other.concepts)


def _is_subsequence(wanted: Sequence[str], given: Iterable[str]) -> bool:
    rest = iter(given)
    return all(one in rest for one in wanted)


def _can_ascend(places: Sequence[set[int]]) -> bool:
    """Whether one place of each set can be taken so that they never go back."""
    last = -1
    for options in places:
        later = [place for place in options if place >= last]
        if not later:
            return False
        last = min(later)
    return True


def _longest_ascent(places: Sequence[set[int]]) -> int:
    """How many of the sets, in order, can give a place each so that they never go back."""
    best: list[tuple[int, int]] = []  # (length, last place)
    for options in places:
        grown = [
            (max((length for length, last in best if last <= place), default=0) + 1, place)
            for place in options
        ]
        best += grown
    return max((length for length, _ in best), default=0)
