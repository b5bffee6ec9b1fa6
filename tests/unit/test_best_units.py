"""Which sentences answer: the best one, with those that it needs and those that go on from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.composer import Composer
from app.answering.quoting.sentences import best_units
from app.answering.weighing.evidence import Evidence
from app.domain.answers import BlockType
from app.domain.sources import Language
from app.messages import load_texts
from tests.asked import read
from tests.builders import document_of
from tests.weighed import weighed

ANY = read("Hur är det med mötena?")
MEETINGS = document_of(
    "# Möten\n\nVarje måndag möts alla på kontoret. Mötet tar en kvart. Det leds av den som vill. "
    "Kaffe finns i köket. Ingen måste säga något.\n"
)
TERMS = document_of(
    "# Ord\n\n| Ord | Vad det är |\n| --- | --- |\n"
    "| Kvart | En fjärdedel av en timme. |\n| Dygn | Tjugofyra timmar. |\n"
)


def said(evidence: tuple[Evidence, ...]) -> list[str]:
    return [item.text for item in evidence]


def test_a_sentence_alone_answers_when_no_other_comes_near() -> None:
    evidence = weighed(MEETINGS, scores={"Kaffe": 5, "Mötet": 3})

    assert said(best_units(ANY, evidence)) == ["Kaffe finns i köket."]


def test_a_sentence_that_refers_back_is_quoted_with_the_one_before_it() -> None:
    """ "Det leds av …" says nothing without the meeting that it is about."""
    evidence = weighed(MEETINGS, scores={"Det leds": 5, "Mötet": -20})

    assert said(best_units(ANY, evidence)) == ["Mötet tar en kvart.", "Det leds av den som vill."]


def test_a_sentence_that_gives_a_thing_its_name_is_quoted_with_the_thing() -> None:
    text = document_of("# Parken\n\nAlla över sextio får sitta. Vi kallar det bänkregeln. Bänken är röd.\n")

    assert said(best_units(ANY, weighed(text, scores={"Vi kallar": 5, "Alla": -20}))) == [
        "Alla över sextio får sitta.",
        "Vi kallar det bänkregeln.",
    ]


def test_what_goes_on_from_the_best_sentence_follows_it() -> None:
    evidence = weighed(MEETINGS, scores={"Mötet": 5, "Det leds": 3.5})

    assert said(best_units(ANY, evidence)) == ["Mötet tar en kvart.", "Det leds av den som vill."]


def test_the_sentence_behind_follows_by_a_wider_margin_than_the_one_before() -> None:
    """What repeats the question is nearest to it, and mostly goes on to its answer."""
    behind = weighed(MEETINGS, scores={"Kaffe": 5, "Ingen": 3.8})
    before = weighed(MEETINGS, scores={"Kaffe": 5, "Det leds": 3.8})

    assert said(best_units(ANY, behind)) == ["Kaffe finns i köket.", "Ingen måste säga något."]
    assert said(best_units(ANY, before)) == ["Kaffe finns i köket."]


def test_a_sentence_as_near_as_the_best_goes_before_the_one_behind() -> None:
    evidence = weighed(MEETINGS, scores={"Mötet": 5, "Det leds": 4, "Ingen": 4.9, "Kaffe": 4})

    assert said(best_units(ANY, evidence)) == [
        "Mötet tar en kvart.",
        "Det leds av den som vill.",
        "Ingen måste säga något.",
    ]


def test_a_list_follows_a_sentence_by_the_narrow_margin_only() -> None:
    text = document_of("# Tider\n\nMötet är kort. Alla kommer dessa dagar:\n\n- måndag\n- torsdag\n")

    assert said(best_units(ANY, weighed(text, scores={"Mötet": 5, "Alla": 4}))) == ["Mötet är kort."]


def test_the_sentence_beside_the_best_one_answers_when_it_alone_holds_the_value() -> None:
    evidence = weighed(MEETINGS, scores={"Kaffe": 5, "Ingen": -20}, holding="Ingen")

    assert said(best_units(ANY, evidence)) == ["Kaffe finns i köket.", "Ingen måste säga något."]


def test_what_introduces_a_list_does_not_follow_a_sentence_that_holds_the_value() -> None:
    """It would bring the whole list, which nobody asked for."""
    text = document_of("# Tider\n\nMötet är klockan nio. Det gäller dessa dagar:\n\n- måndag\n- torsdag\n")
    evidence = weighed(text, scores={"Mötet": 5, "Det gäller": 4.9}, holding="nio")

    assert said(best_units(ANY, evidence)) == ["Mötet är klockan nio."]


def test_at_most_three_sentences_of_a_passage_answer() -> None:
    evidence = weighed(MEETINGS, scores={"Mötet": 5, "Det leds": 5, "Varje": 5, "Kaffe": 5, "Ingen": 5})

    assert len(best_units(ANY, evidence)) == 3


@pytest.mark.parametrize(
    ("row", "others"),
    [
        pytest.param("Pris | 40", [], id="a row of values, with its table's header"),
        pytest.param("Dygn | Tjugofyra timmar.", ["Kaffe finns i köket."], id="a row that explains itself"),
    ],
)
def test_another_passage_stands_beside_a_row_only_where_that_is_a_sentence(
    row: str, others: list[str]
) -> None:
    text = document_of(
        f"# Ord\n\n| Ord | Mer |\n| --- | --- |\n| {row} |\n\n## Annat\n\nKaffe finns i köket.\n"
    )
    evidence = weighed(text, scores={row: 5, "Kaffe": 4.9})

    assert said(best_units(ANY, evidence)) == [row, *others]


def composed(evidence: tuple[Evidence, ...]) -> Composer:
    composer = Composer(Language.SV, load_texts("answers"))
    composer.add_units(evidence, "lead_answer")
    return composer


def test_sentences_that_stand_side_by_side_are_one_quotation() -> None:
    composer = composed(best_units(ANY, weighed(MEETINGS, scores={"Mötet": 5, "Det leds": 3.5})))

    assert [one.quote for one in composer.book.citations] == ["Mötet tar en kvart. Det leds av den som vill."]


def test_sentences_with_others_between_them_are_two_quotations() -> None:
    composer = composed(best_units(ANY, weighed(MEETINGS, scores={"Varje": 5, "Ingen": 4.9})))

    assert [one.quote for one in composer.book.citations] == [
        "Varje måndag möts alla på kontoret.",
        "Ingen måste säga något.",
    ]


def test_a_row_that_explains_a_term_is_shown_without_its_table() -> None:
    composer = composed(best_units(ANY, weighed(TERMS, scores={"Dygn": 5})))

    (_, shown) = composer.blocks
    assert shown.type is BlockType.PARAGRAPH
    assert [item.text for item in shown.items] == ["Dygn – Tjugofyra timmar."]


def test_a_claim_that_is_only_reported_is_quoted_with_what_is_said_of_it() -> None:
    """Alone it would say the opposite of its text."""
    text = document_of(
        "# Skolan\n\nDet vanligaste argumentet är att läxor ger bättre betyg. "
        "Det får inte stöd i våra data. Betygen är lika.\n"
    )
    evidence = weighed(text, scores={"Det vanligaste": 5, "Det får": -20})

    assert said(best_units(ANY, evidence)) == [
        "Det vanligaste argumentet är att läxor ger bättre betyg.",
        "Det får inte stöd i våra data.",
    ]


def test_what_a_claim_is_not_judged_by_stays_away() -> None:
    text = document_of("# Skolan\n\nMånga menar att läxor ger betyg. Det gäller alla skolor.\n")
    evidence = weighed(text, scores={"Många": 5, "Det gäller": -20})

    assert said(best_units(ANY, evidence)) == ["Många menar att läxor ger betyg."]


@pytest.mark.parametrize(
    "question",
    [
        "Vem leder mötet, och var finns kaffet?",
        "hvor mange møtes og hvem leder møtet",
        "Who leads the meeting and where is the coffee?",
    ],
)
def test_a_question_for_two_things_gets_the_sentence_behind_too(question: str) -> None:
    evidence = weighed(MEETINGS, scores={"Det leds": 5, "Mötet": 5, "Kaffe": 3})

    assert said(best_units(read(question), evidence))[-1] == "Kaffe finns i köket."
    assert said(best_units(ANY, evidence))[-1] == "Det leds av den som vill."


@pytest.mark.parametrize(
    "reason",
    [
        "Skälet är att taket läcker.",
        "Grunnen var at taket lekker.",
        "Årsaka er taket.",
        "Läckan beror på taket.",
        "Det heng saman med taket.",
        "Därför rivs det nu.",
        "Otherwise the roof leaks.",
    ],
)
def test_a_fact_is_quoted_with_its_reason_when_it_is_asked_why(reason: str) -> None:
    document = document_of(f"# Badet\n\nBadet stängde i maj. {reason} Parken är öppen.\n")
    evidence = weighed(document, scores={"Badet stängde": 5})

    assert said(best_units(read("Varför stängde badet?"), evidence)) == ["Badet stängde i maj.", reason]
    assert said(best_units(read("Hur är det med badet?"), evidence)) == ["Badet stängde i maj."]


def test_no_other_sentence_follows_a_fact_when_it_is_asked_why() -> None:
    document = document_of("# Badet\n\nBadet stängde i maj. Grunden lades för länge sedan, på en åker.\n")
    evidence = weighed(document, scores={"Badet stängde": 5})

    assert said(best_units(read("Varför stängde badet?"), evidence)) == ["Badet stängde i maj."]


def test_a_reported_question_is_quoted_with_its_reply() -> None:
    document = document_of("# Badet\n\nMånga undrar om badet är stängt. Nej. Parken är öppen.\n")
    evidence = weighed(document, scores={"Många": 5})

    assert said(best_units(read("Är badet stängt?"), evidence)) == [
        "Många undrar om badet är stängt.",
        "Nej.",
    ]


def test_a_rival_of_another_passage_must_hold_as_much_of_what_is_asked() -> None:
    best, other = _rivals()
    best = replace(best, coverage=0.8)

    assert said(best_units(ANY, (best, replace(other, coverage=0.7)))) == [best.text, other.text]
    assert said(best_units(ANY, (best, replace(other, coverage=0.3)))) == [best.text]


def test_a_rival_that_holds_more_of_the_names_may_hold_less_of_the_rest() -> None:
    best, other = _rivals()
    best = replace(best, coverage=0.8, own_names=0.0)

    assert len(best_units(ANY, (best, replace(other, coverage=0.3, own_names=1.0)))) == 2


def test_a_rival_without_the_value_that_the_best_one_holds_stays_away() -> None:
    best, other = _rivals()
    best = replace(best, holds_value=True)

    assert said(best_units(ANY, (best, replace(other, holds_value=False)))) == [best.text]


def _rivals() -> tuple[Evidence, Evidence]:
    text = document_of("# Ett\n\nBadet är öppet varje dag.\n\n## Två\n\nSimning är roligt.\n")
    best, other, *_ = weighed(text, scores={"Badet": 5, "Simning": 4.8})
    return best, other
