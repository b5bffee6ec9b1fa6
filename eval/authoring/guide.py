"""The conversation that makes a case: one step a part of it, each asked until it is valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.passages import Passage, Retriever
from app.domain.sources import Language, Span, UnitKind
from app.text.languages import detect_language
from eval.authoring import answers
from eval.authoring.dialogue import Dialogue, ask_until
from eval.cases import Case, Gold, Kind, Split
from eval.matching import says

PASSAGES = 10
_SHOWN = 280  # characters of a passage in the list; the picked one is shown whole
_NOT_QUOTED = (UnitKind.HEADING, UnitKind.HEADER_ROW)


@dataclass(frozen=True, slots=True)
class Known:
    """What other cases have: their ids, the split of each fact, and the tags."""

    ids: frozenset[str]
    facts: Mapping[str, Split]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Known:
        return cls(
            ids=frozenset(case.id for case in cases),
            facts={case.fact: case.split for case in cases if case.fact},
            tags=tuple(sorted({tag for case in cases for tag in case.tags})),
        )


@dataclass(frozen=True, slots=True)
class Start:
    """What is known before anything is asked, such as from a line of feedback."""

    question: str | None = None
    language: Language | None = None


def write_case(dialogue: Dialogue, retriever: Retriever, known: Known, start: Start) -> Case:
    """Raises `InputEnded` when nobody answers any more."""
    question = start.question or ask_until(dialogue, "Question: ", answers.question)
    language = _language(dialogue, question, start.language)
    gold, all_of = _gold(dialogue, retriever, question, language)
    required = _required(dialogue, gold) if gold else ()
    dialogue.tell(f"\nKinds: {', '.join(Kind)}")
    kind = ask_until(dialogue, "Kind [factoid]: ", answers.one_of(Kind, Kind.FACTOID))
    dialogue.tell(f"\nTags are names of your own, or such as {_examples(known, bool(gold))}.")
    tags = ask_until(dialogue, "Tags [none]: ", answers.names)
    correction = _correction(dialogue, retriever, question, language) if "false_premise" in tags else None
    fact, split = _fact_and_split(dialogue, known)
    proposed = next_id(language, known.ids)
    return Case(
        id=ask_until(
            dialogue, f"Id [{proposed}]: ", lambda text: answers.free_name(text, proposed, sorted(known.ids))
        ),
        language=language,
        question=question,
        kind=kind,
        answerable=bool(gold),
        gold=gold,
        all_of=all_of,
        must_include=tuple(one_of[0] for one_of in required if len(one_of) == 1),
        must_include_any=tuple(one_of for one_of in required if len(one_of) > 1),
        fact=fact,
        tags=tags,
        correction=correction,
        split=split,
    )


def next_id(language: Language, taken: frozenset[str]) -> str:
    """The first free "sv-001", "sv-002" … after those that are taken."""
    numbers = [int(id[3:]) for id in taken if id.startswith(f"{language}-") and id[3:].isdecimal()]
    return f"{language}-{max(numbers, default=0) + 1:03}"


def _language(dialogue: Dialogue, question: str, told: Language | None) -> Language:
    default = told or detect_language(question, Language.SV)
    prompt = f"Its language ({', '.join(Language)}) [{default}]: "
    return ask_until(dialogue, prompt, answers.one_of(Language, default))


def _gold(
    dialogue: Dialogue, retriever: Retriever, question: str, language: Language
) -> tuple[tuple[Gold, ...], bool]:
    """The quotes that answer and whether all are needed; none when the sources have no answer."""
    words = question
    while True:
        passages = retriever.search(words, language, PASSAGES).passages
        _list(dialogue, passages)
        dialogue.tell(
            "\nWhich passages answer it? Numbers (1, 3-5), other words to search for, or 0 when none does."
        )
        text = dialogue.ask("Passages: ")
        if text == "0":
            return (), False
        try:
            chosen = answers.numbers(text, len(passages))
        except ValueError as fault:
            if any(character.isalpha() for character in text):
                words = text
            else:
                dialogue.tell(f"  {fault}")
            continue
        gold = tuple(quote for number in chosen for quote in _quotes(dialogue, number, passages[number - 1]))
        if gold:
            prompt = "Are all of these quotes needed? (y/n) [n]: "
            return gold, len(gold) > 1 and ask_until(dialogue, prompt, answers.yes(default=False))


def _list(dialogue: Dialogue, passages: Sequence[Passage]) -> None:
    dialogue.tell("\nPassages found:" if passages else "\nNothing was found.")
    for number, passage in enumerate(passages, start=1):
        dialogue.tell(f"\n{number:2}  {' › '.join((passage.source.title, *passage.chunk.headings))}")
        text = " ".join(passage.chunk.text.split())
        dialogue.tell("    " + (text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"))


def _quotes(dialogue: Dialogue, number: int, passage: Passage) -> tuple[Gold, ...]:
    """The sentences, items or rows of the passage that answer, each exactly as it stands in the source."""
    text = passage.document.text
    units = [unit.span for unit in passage.chunk.units if unit.kind not in _NOT_QUOTED]
    units = units or [passage.chunk.span]
    chosen: Sequence[Span] = units
    if len(units) > 1:
        dialogue.tell(f"\nPassage {number} consists of:")
        for place, span in enumerate(units, start=1):
            dialogue.tell(f"{place:4}  {' '.join(span.of(text).split())}")
        picked = ask_until(
            dialogue,
            "Which of these (1, 3-5) [all]: ",
            lambda typed: answers.numbers(typed, len(units)),
        )
        chosen = [units[place - 1] for place in picked] or units
    return tuple(Gold(source=passage.source.id, quote=span.of(text)) for span in chosen)


def _required(dialogue: Dialogue, gold: Sequence[Gold]) -> tuple[tuple[str, ...], ...]:
    dialogue.tell(
        "\nWhat must a right answer say? One thing a line; put / between other ways to say the same."
    )
    required: list[tuple[str, ...]] = []
    while one_of := ask_until(dialogue, "Must say [done]: ", answers.alternatives):
        if not any(says(quote.quote, text) for quote in gold for text in one_of):
            dialogue.tell(
                "  none of the quotes says that, so an answer made of them cannot either; not added"
            )
            continue
        required.append(one_of)
    return tuple(required)


def _correction(dialogue: Dialogue, retriever: Retriever, question: str, language: Language) -> Gold | None:
    passages = retriever.search(question, language, PASSAGES).passages
    _list(dialogue, passages)
    [number, *_] = ask_until(
        dialogue,
        "Passage that corrects the premise [none]: ",
        lambda text: answers.numbers(text, len(passages)),
    ) or (0,)
    quotes = _quotes(dialogue, number, passages[number - 1]) if number else ()
    return quotes[0] if quotes else None


def _fact_and_split(dialogue: Dialogue, known: Known) -> tuple[str | None, Split]:
    """A fact is in one half of a set only, so one that is known brings its split along."""
    dialogue.tell("\nQuestions with the same answer share a fact, by which their forms are compared.")
    [fact, *_] = ask_until(dialogue, "Fact [none]: ", answers.names) or (None,)
    if fact and fact in known.facts:
        return fact, known.facts[fact]
    dialogue.tell("\nSettings are tuned on one half of a set and checked on the other.")
    split = ask_until(dialogue, "Split (tune, check) [check]: ", answers.one_of(Split, Split.CHECK))
    return fact, split


def _examples(known: Known, answerable: bool) -> str:
    usual = ("paraphrase", "typo", "keyword") if answerable else ("near_domain", "off_topic", "false_premise")
    return ", ".join((*usual, *[tag for tag in known.tags if tag not in usual][:3]))
