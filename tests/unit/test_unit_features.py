"""What tells the sentence that answers from the one beside it that repeats the question."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.answering.weighing.unit_features import Weights, load_weights
from tests.asked import features_in

BATH = (
    "# Badet\n\n## Året\n\nBadhuset stängdes. Badhuset stängdes i maj. Orsaken var att taket inte höll. "
    "Det nya taket är ett tak av trä, men väggarna är av tegel. Parken fick bänkar.\n\n"
    "## Varför badet behövs\n\nAlla barn ska lära sig simma.\n\n"
    "## Regler\n\nRegler för badhuset:\n\n- Spring inte.\n- Duscha först.\n"
)


def test_a_sentence_of_the_questions_own_words_and_those_over_it_says_nothing_new() -> None:
    asked = "När stängdes badhuset?"

    assert features_in(BATH, asked, "Badhuset stängdes.").says_nothing_new
    assert not features_in(BATH, asked, "Badhuset stängdes i maj").says_nothing_new


def test_what_introduces_a_list_brings_what_is_new() -> None:
    assert not features_in(BATH, "Vilka regler har badhuset?", "Regler för").says_nothing_new


def test_a_sentence_is_read_with_the_one_before_it() -> None:
    asked = "Vad hände när badhuset stängdes?"

    assert features_in(BATH, asked, "Orsaken").sentence_before > 0
    assert features_in(BATH, asked, "Parken").sentence_before == 0


@pytest.mark.parametrize("asked", ["Varför stängdes badhuset?", "Hvorfor ble badhuset stengt?"])
def test_a_why_is_answered_by_what_marks_a_reason(asked: str) -> None:
    assert features_in(BATH, asked, "Orsaken").tells_why
    assert not features_in(BATH, asked, "Badhuset stängdes i maj").tells_why
    assert not features_in(BATH, "När stängdes badhuset?", "Orsaken").tells_why


def test_a_section_that_is_headed_why_answers_why() -> None:
    asked = "Varför har vi ett bad?"

    assert features_in(BATH, asked, "Alla barn").heads_reasons
    assert not features_in(BATH, asked, "Parken").heads_reasons


def test_a_question_with_a_not_in_it_is_answered_by_a_not() -> None:
    assert features_in(BATH, "Vad höll inte?", "Orsaken").denies
    assert not features_in(BATH, "Vad höll inte?", "Parken").denies
    assert not features_in(BATH, "Vad höll?", "Orsaken").denies


def test_a_comparison_is_answered_by_what_sets_one_against_the_other() -> None:
    asked = "Vad är skillnaden mellan taket och väggarna?"

    assert features_in(BATH, asked, "Det nya taket").sets_against
    assert not features_in(BATH, asked, "Parken").sets_against


def test_a_definition_is_answered_by_what_says_what_something_is() -> None:
    assert features_in(BATH, "Vad är det nya taket?", "Det nya taket").defines
    assert not features_in(BATH, "Vad är det nya taket?", "Orsaken").defines


def test_a_heading_may_promise_a_definition() -> None:
    text = "# Ord\n\n## Definition av bad\n\nVatten i kar.\n\n## Annat\n\nMer om bad.\n"

    assert features_in(text, "Vad är ett bad?", "Vatten").defines
    assert not features_in(text, "Vad är ett bad?", "Mer").defines


def test_a_list_is_answered_by_items() -> None:
    assert features_in(BATH, "Vilka regler finns det?", "Duscha").listed
    assert not features_in(BATH, "Vilka regler finns det?", "Parken").listed


def test_an_amount_that_is_asked_for_and_not_there_is_lacking() -> None:
    text = "# Badet\n\nBadet kostar 40 kronor. Badet kostar mycket. Badet har 40 skåp.\n"
    asked = "Vad kostar badet?"

    assert not features_in(text, asked, "Badet kostar 40").lacks_value
    assert features_in(text, asked, "Badet har").lacks_value
    assert not features_in(text, "Vem äger badet?", "Badet har").lacks_value


def test_what_answers_weighs_more_and_what_only_repeats_weighs_less() -> None:
    weights = load_weights().weights

    assert {name for name, weight in weights.items() if weight < 0} == {
        "says_nothing_new",
        "unfinished",
        "hearsay",
        "lacks_value",
    }
    assert all(weights.values())


def test_every_feature_has_one_weight() -> None:
    weights = load_weights().weights
    without = {name: value for name, value in weights.items() if name != "denies"}

    with pytest.raises(ValidationError, match="denies"):
        Weights(about="", weights=without)
    with pytest.raises(ValidationError, match="letters"):
        Weights(about="", weights={**weights, "letters": 1.0})


NEWS = (
    "# Kolumnen\n\nAstrid Ek, badvakt i Lindby, 3 maj 2024\n\nBadvakten vill ha ett tak.\n\n"
    "## Vad saknas?\n\nEtt tak av trä\n\n## Nytt\n\n- en bänk i parken\n"
)


def test_a_byline_answers_no_question_for_what_is_said() -> None:
    assert features_in(NEWS, "Vad vill badvakten?", "Astrid Ek").unfinished
    assert not features_in(NEWS, "Vad vill badvakten?", "Badvakten vill").unfinished


def test_a_byline_answers_who_and_when() -> None:
    assert not features_in(NEWS, "Vem är badvakt?", "Astrid Ek").unfinished
    assert not features_in(NEWS, "När skrev badvakten?", "Astrid Ek").unfinished


def test_what_stands_under_a_question_or_in_a_list_needs_no_end() -> None:
    assert not features_in(NEWS, "Vad saknas i badet?", "Ett tak").unfinished
    assert not features_in(NEWS, "Vad är nytt i parken?", "en bänk").unfinished


def test_a_why_is_answered_by_what_opens_as_a_reason() -> None:
    asked = "Varför stängdes badhuset?"

    assert features_in(BATH, asked, "Orsaken").gives_reason
    assert not features_in(BATH, asked, "Det nya taket").gives_reason
    assert not features_in(BATH, "Vad var orsaken till att badhuset stängdes?", "Orsaken").gives_reason


RULES = (
    "# Jouren\n\nJouren är en tjänst. Den som har jour får gå hem. Det er frivillig å ta en vakt. "
    "Nej, jouren betalas av kommunen.\n"
)


@pytest.mark.parametrize("start", ["Den som har", "Det er frivillig", "Nej"])
def test_what_must_or_may_be_is_settled_by_a_rule_or_a_no(start: str) -> None:
    assert features_in(RULES, "Må jeg ta en vakt?", start).settles
    assert not features_in(RULES, "Må jeg ta en vakt?", "Jouren är").settles
    assert not features_in(RULES, "Är jouren betald?", start).settles
