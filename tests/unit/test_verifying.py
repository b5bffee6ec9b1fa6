"""What a drafted sentence must be to be shown: supported, word by word, by the text it cites."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice

import pytest

from app.answering.drafting.draft import DraftSentence, Drop, Support
from app.answering.drafting.verifying import Verified, is_claimless, verify
from app.domain.answers import Citation
from app.domain.sources import Language
from tests.drafted_sentences import Drafted, drafted_sentences
from tests.passages import passage_with
from tests.spoofs import SPOOFS, Truth, truths

SPOOFS_IN_ALL = 10_000


def verdict(drafted: Drafted) -> Verified | Drop:
    """Each quote under the number of the first passage that holds it."""
    supports = tuple(Support(number, quote) for number, quote in enumerate(drafted.quotes, start=1))
    passages = tuple(passage_with(quote, drafted.texts) for quote in drafted.quotes)
    return verify(DraftSentence(drafted.text, supports), passages, drafted.language)


SETS = ("first", "tuned", "second", "third", "fourth", "fifth")
OTHER_SUBJECTS = {"seventh": 0.7, "eighth": 0.55, "ninth": 0.4}  # the least share of true sentences shown


def sentences(*sets: str, is_true: bool) -> list[Drafted]:
    return [one for name in sets for one in drafted_sentences(name) if one.is_true is is_true]


@pytest.mark.parametrize("drafted", sentences("first", is_true=True), ids=str)
def test_a_careful_sentence_is_shown_in_any_language(drafted: Drafted) -> None:
    verified = verdict(drafted)

    assert isinstance(verified, Verified), verified
    assert verified.text == drafted.text


@pytest.mark.parametrize("name", SETS)
def test_four_in_five_fluent_sentences_are_shown(name: str) -> None:
    fluent = sentences(name, is_true=True)

    assert sum(isinstance(verdict(drafted), Verified) for drafted in fluent) >= 0.8 * len(fluent)


@pytest.mark.parametrize("name", OTHER_SUBJECTS)
def test_of_texts_that_the_words_were_not_chosen_for_fewer_are_shown(name: str) -> None:
    fluent = sentences(name, is_true=True)

    assert sum(isinstance(verdict(drafted), Verified) for drafted in fluent) >= OTHER_SUBJECTS[name] * len(
        fluent
    )


@pytest.mark.parametrize("drafted", sentences(*SETS, *OTHER_SUBJECTS, is_true=False), ids=str)
def test_a_lie_with_a_true_quote_is_not_shown(drafted: Drafted) -> None:
    assert isinstance(verdict(drafted), Drop)


@pytest.mark.parametrize(("name", "least"), [("unseen", 0.8), ("tenth", 0.4)])
def test_what_it_still_gets_wrong_is_little_and_stays_here_to_be_seen(name: str, least: float) -> None:
    true, false = sentences(name, is_true=True), sentences(name, is_true=False)

    assert sum(isinstance(verdict(drafted), Verified) for drafted in true) >= least * len(true)
    assert sum(isinstance(verdict(drafted), Verified) for drafted in false) <= 0.03 * len(false)


def test_ten_thousand_spoofs_are_all_dropped() -> None:
    generator = random.Random(6)
    shown: list[tuple[str, DraftSentence]] = []
    tried = Counter[str]()

    for truth in truths(generator):
        for name, spoof in SPOOFS.items():
            if (drafted := spoof(truth, generator)) is not None:
                tried[name] += 1
                if isinstance(verify(drafted, truth.passages, truth.language), Verified):
                    shown.append((name, drafted))
        if tried.total() >= SPOOFS_IN_ALL:
            break

    assert shown == []
    assert min(tried.values()) > SPOOFS_IN_ALL / len(SPOOFS) / 3, tried


def copied(truth: Truth, reader: Language | None = None) -> Verified | Drop:
    return verify(truth.drafted(), truth.passages, reader or truth.language)


@pytest.mark.parametrize("reader", Language)
def test_a_sentence_copied_word_for_word_is_shown_to_any_reader(reader: Language) -> None:
    some = list(islice(truths(random.Random(7)), 400))

    assert [truth.text for truth in some if not isinstance(copied(truth, reader), Verified)] == []


def test_what_is_cited_is_the_whole_unit_byte_for_byte() -> None:
    for truth in islice(truths(random.Random(8)), 100):
        verified = copied(truth)
        assert isinstance(verified, Verified)
        for quoted in verified.quotes:
            document = quoted.passage.document
            assert Citation(1, document, quoted.span, quoted.text).quote in document.text
            assert any(unit.span.start == quoted.span.start for unit in quoted.passage.chunk.units)


def test_a_quote_that_leaves_out_the_denial_does_not_hide_it() -> None:
    passage = passage_with("Man ska inte sluta att styra")
    sentence = DraftSentence(
        "Man ska sluta att styra och kontrollera.", (Support(1, "sluta att styra och kontrollera"),)
    )

    assert verify(sentence, (passage,), Language.SV) is Drop.NEGATION


def test_trailing_markers_of_the_sentences_own_passages_are_taken_off() -> None:
    passage = passage_with("Medborgarna får bättre service.")
    sentence = DraftSentence(
        "Medborgarna får bättre service [1].", (Support(1, "Medborgarna får bättre service"),)
    )

    verified = verify(sentence, (passage,), Language.SV)

    assert isinstance(verified, Verified)
    assert verified.text == "Medborgarna får bättre service."


def test_one_wrong_quote_beside_a_right_one_drops_the_sentence() -> None:
    passage = passage_with("Medborgarna får bättre service.")
    supports = (Support(1, "Medborgarna får bättre service"), Support(1, "Medborgarna får sämre service"))

    assert (
        verify(DraftSentence("Medborgarna får bättre service.", supports), (passage,), Language.SV)
        is Drop.QUOTE
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hej! Här är det källorna säger om din fråga:", Language.SV),
        ("Slik står det i kildene:", Language.NB),
        ("Her er det kjeldene seier:", Language.NN),
        ("Here is what the sources say:", Language.EN),
    ],
)
def test_a_greeting_claims_nothing(text: str, language: Language) -> None:
    assert is_claimless(text, language)
    assert verify(DraftSentence(text), (), language) == Verified(text, ())


@pytest.mark.parametrize(
    "text", ["Ja.", "Nej.", "Det är sant.", "Här är sex råd:", "Tillit är bra.", "Hej, Laura!", "12", "…"]
)
def test_what_claims_something_needs_a_quote(text: str) -> None:
    assert isinstance(verify(DraftSentence(text), (), Language.SV), Drop)
