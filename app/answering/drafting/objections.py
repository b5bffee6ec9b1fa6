"""What speaks against a drafted sentence, judged by the units that it cites: the rule, in full.

The cited units (the whole sentences, items or rows that a quote touches) must

1. hold all its numbers and all its names, each in the same order, and each number beside the same words and with the
   same limit: see `counting`;
2. deny what it denies and nothing else that it says;
3. be as strong, and no stronger (see `qualifying`), and of the same: see `shifting`;
4. hold all its other content words, by stem, concept or everyday meaning; like spelling, or the same parts of a
   compound, will do where text and sentence are in two languages;
5. hold them in one part (see `parts`), and in the same order (see `ordering`);
6. join what they join, and not one's first half to another's second: see `pairing`;
7. do what it does to the same: what is done to somebody there is not done by somebody here (see `voice`).

Of a wide table's row, its first cell and one other, with that one's header, must do so. What stands over a list or
table, headings and titles may lend words where the units have no other in their stead, and names to a text without
names of its own; headings and titles lend no more than the units themselves give. What this cannot see: what lies in
no word, such as a tense, and two things that change places around a verb that is a stop word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.answering.drafting.counting import numbers_agree
from app.answering.drafting.draft import Drop
from app.answering.drafting.lexicon import lexicon_of
from app.answering.drafting.matching import Matching, names_same
from app.answering.drafting.ordering import can_ascend, keeps_order
from app.answering.drafting.pairing import keeps_pairs
from app.answering.drafting.parts import Denial
from app.answering.drafting.qualifying import is_overstated
from app.answering.drafting.quoting import Quoted
from app.answering.drafting.shifting import is_shifted
from app.answering.drafting.statement import Statement, read_statement
from app.answering.drafting.voice import is_promoted, keeps_voice
from app.answering.drafting.word import Word
from app.domain.sources import Language
from app.text.display import cells, display, row_cells

_WIDE = 2


def objection(text: str, reader: Language, cited: Sequence[Quoted]) -> Drop | None:
    """What speaks against the sentence, judged by this text alone; None when nothing does.

    `cited` are units of one passage: those of one quote, or several items of one list.
    """
    said = read_statement(text, reader)
    if said.words and said.words[-1].spelling in lexicon_of(reader).joints:
        return Drop.WORDS  # broken off
    found = [_objection(Matching(said, *reading)) for reading in _readings(cited)]
    return None if None in found else found[0]


def _objection(matching: Matching) -> Drop | None:
    return (
        _about_numbers(matching)
        or _about_names(matching)
        or _about_denials(matching)
        or (Drop.STRENGTH if is_overstated(matching) or is_shifted(matching) else None)
        or _about_words(matching)
    )


# what the cited text says


@lru_cache(maxsize=2_000)
def _read(passage_text: str, language: Language) -> Statement:
    return read_statement(passage_text, language)


def _readings(cited: Sequence[Quoted]) -> list[tuple[Statement, Statement, Statement]]:
    """The units, what stands above and what around them; of a wide table's row a reading for each column.

    A column's words are not mixed with another's, nor with a heading's, which may name several.
    """
    language = cited[0].passage.chunk.language
    text = cited[0].passage.document.text
    spans = [span for span in cited[0].above if span != cited[0].span]
    above = [span.of(text) for span in spans]
    label, *columns = cells(cited[0].text.strip().strip("|"))
    if len(cited) > 1 or len(columns) < _WIDE or len(above) != 1:
        over = _read(display(". ".join(above)), language)
        return [(_units_of(cited), over, _around(cited[0], cited[0].passage.chunk.headings))]
    headers = row_cells(text, spans[0].start, spans[0].end)[1:]
    return [
        (_read(f"{label} – {column}", language), _read(header, language), _around(cited[0], ()))
        for column, header in zip(columns, headers, strict=False)
    ]


def _units_of(cited: Sequence[Quoted]) -> Statement:
    """Items of a list are read as one enumeration, so that a sentence may sum them up."""
    ordered = sorted(cited, key=lambda quoted: quoted.span.start)
    texts = [display(quoted.text) for quoted in ordered]
    joined = texts[0] if len(texts) == 1 else ", ".join(text.rstrip(".;, ") for text in texts)
    return _read(joined, cited[0].passage.chunk.language)


def _around(quoted: Quoted, headings: Sequence[str]) -> Statement:
    """Headings, title and publisher; a full stop between them parts their denials."""
    passage = quoted.passage
    source = passage.source
    named = (source.title, source.publisher or "", source.author or "")
    restated = source.restates
    original = (restated.title, restated.publisher or "", restated.author or "") if restated else ()
    return _read(display(". ".join((*headings, *named, *original))), passage.chunk.language)


# the objections


def _about_numbers(matching: Matching) -> Drop | None:
    """Numbers of the units; of what stands over them only where the units have none."""
    texts = (matching.own, matching.above, matching.around)
    allowed = next((text for text in texts if text.numbers), matching.own)
    return None if numbers_agree(matching, allowed) else Drop.NUMBER


def _about_names(matching: Matching) -> Drop | None:
    said, own = matching.said, matching.own
    order = []
    borrowed = False
    for name in said.words:
        if not (name.is_name or matching.is_known_as_name(name)):
            continue
        if name.at in matching.places:
            order.append(matching.places[name.at])
        elif any(names_same(name, word) for text in (matching.above, matching.around) for word in text.words):
            borrowed = True
        else:
            return Drop.NAME
    if not can_ascend(order):
        return Drop.NAME
    left_out = [
        word
        for word in own.words
        if word.may_be_name and not any(names_same(word, other) for other in said.words)
    ]
    return Drop.NAME if borrowed and left_out else None


def _about_denials(matching: Matching) -> Drop | None:
    """What is denied here is denied there, and the reverse; of what it denies the text says something."""
    said, own = matching.said, matching.own
    if any(not matching.agreeing[word.at] for word in said.content if word.at in matching.places):
        return Drop.NEGATION
    spoken_of = {word.denial.scope for word in said.content if word.at in matching.places}
    denied = {word.denial.scope for word in said.words if not word.denial.is_none}
    is_silent = not spoken_of and any(not word.denial.is_none for word in own.words)
    # "Det får inte ske." names nothing that could be compared, and neither does what may stand for it here.
    is_vague = bool(_empty_scopes(said)) and any(denial.count for denial in _empty_scopes(own))
    return Drop.NEGATION if denied - spoken_of or is_silent or is_vague else None


def _empty_scopes(text: Statement) -> set[Denial]:
    """The clauses of a text that name nothing."""
    named = {word.denial for word in text.words if word.is_content or word.is_name or word.number}
    return {word.denial for word in text.words} - named


def _about_words(matching: Matching) -> Drop | None:
    said = matching.said
    absent = [word for word in said.content if word.at not in matching.places]
    lent = [word for word in absent if word.at not in matching.borrowed]
    if any(_stands_for_another(word, matching) for word in absent):
        return Drop.WORDS
    if any(not matching.places_in(matching.around, word) for word in lent):
        return Drop.WORDS
    if not matching.places or len(lent) > len(matching.places):
        return Drop.WORDS
    is_one_event = (
        _is_of_one_part(matching)
        and keeps_order(matching)
        and keeps_voice(matching)
        and not is_promoted(matching)
        and keeps_pairs(matching)
    )
    return None if is_one_event else Drop.WORDS


def _is_of_one_part(matching: Matching) -> bool:
    """Whether the text says all words of each clause of the sentence in one of its own parts."""
    parts: dict[tuple[int, int], list[set[int]]] = {}
    for word in matching.said.content:
        found = [matching.own.words[at] for at in matching.agreeing.get(word.at, ())]
        if found and not any(other.is_shared for other in found):
            parts.setdefault(word.claim, []).append({other.part for other in found})
    return all(set.intersection(*options) for options in parts.values())


def _stands_for_another(word: Word, matching: Matching) -> bool:
    """Whether the text has another word where the sentence has one from above it; a strange one may be the same."""
    return any(other.is_known or not matching.is_foreign for other in _instead_of(word, matching))


def _instead_of(word: Word, matching: Matching) -> list[Word]:
    """The content words of the text that the sentence leaves out where it has this word."""
    left = [max(places) for at, places in matching.places.items() if at < word.at][-1:]
    right = [min(places) for at, places in matching.places.items() if at > word.at][:1]
    first = left[0] if left else -1
    last = right[0] if right else len(matching.own.words)
    between = matching.own.words[min(first, last) + 1 : max(first, last)]
    return [other for other in between if other.is_content and other.at not in matching.matched]
