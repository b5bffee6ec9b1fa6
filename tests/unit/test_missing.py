"""That the part of a question which makes it a question is looked for: the verb, the count, the other country."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.weighing.countries import is_of_another_country, own_country_first
from app.answering.weighing.evidence import Evidence
from app.answering.weighing.missing import act_missing, beside_subject_missing, count_missing, speaker_missing
from app.domain.passages import QuestionTerm
from app.domain.sources import Language
from app.text.words import content_words, stem
from tests.builders import document_of
from tests.weighed import weighed


def reading_of(question: str, language: Language = Language.SV, *subject: str) -> Reading:
    """`subject` are words that every chunk of the collection holds."""
    terms = tuple(
        QuestionTerm(word, {stem(word, language): 1.0}, 3.0, share=1.0 if word in subject else 0.0)
        for word in content_words(question)
    )
    return Reading(question, question_type(question), (), terms)


def evidence_of(text: str, best: str) -> Evidence:
    return weighed(document_of(text), scores={best: 1.0})[0]


@pytest.mark.parametrize(
    "question",
    [
        "Hur överklagar man ett beslut?",
        "hur kan jag överklaga beslut",
        "hur gör jag för att överklaga ett beslut",
    ],
)
def test_how_somebody_does_something_asks_for_the_verb(question: str) -> None:
    decided = evidence_of("Nämnden fattade beslut i mars.", "Nämnden")
    appealed = evidence_of("Den som vill överklaga ett beslut skriver till nämnden.", "Den som")
    assert act_missing(reading_of(question), decided) == 1.0
    assert act_missing(reading_of(question), appealed) < 0.5


@pytest.mark.parametrize(
    "question",
    [
        "Hur stort är tillägget?",
        "Hur fungerar kontrollen?",
        "När överklagar man?",
        "Hur bör man överklaga?",
        "Hvordan unngår vi omkamper?",
    ],
)
def test_only_how_somebody_does_something_has_a_verb_to_miss(question: str) -> None:
    assert act_missing(reading_of(question), evidence_of("Nämnden möts.", "Nämnden")) == 0.0


def test_who_is_asked_to_have_said_something_is_mentioned_in_the_text() -> None:
    told = evidence_of("Nämnden säger nej. Förslaget kostar för mycket.", "Förslaget")
    assert speaker_missing(reading_of("vad säger ministern om förslaget"), told)
    assert not speaker_missing(reading_of("vad säger nämnden om förslaget"), told)
    assert not speaker_missing(reading_of("vad säger rapporten om förslaget"), told)
    assert not speaker_missing(reading_of("vad kostar förslaget"), told)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Kommunen har 26 bilar.", False),
        ("Antalet bilar är 26.", False),
        ("Bilar köptes 2024.", True),
        ("Medlemmarna gav hallen 5 av 9 poäng när de valde hur bilar ska bytas.", True),
        ("Vi har tre skolor.", True),
    ],
)
def test_a_count_stands_at_what_is_counted(text: str, lacks: bool) -> None:
    missing = count_missing(reading_of("Hur många bilar har kommunen?"), evidence_of(text, text[:8]))
    assert (missing > 0.5) is lacks


def test_the_rows_of_a_table_count_what_stands_over_them() -> None:
    table = "| Enhet | Antal bilar |\n| --- | --- |\n| Norr | 12 |\n"
    assert count_missing(reading_of("Hur många bilar har Norr?"), evidence_of(table, "Norr")) < 0.2


def test_the_subject_of_the_collection_answers_nothing() -> None:
    told = evidence_of("Tillit bygger på ansvar.", "Tillit")
    assert (
        beside_subject_missing(reading_of("Fungerar tillit inom polisen?", Language.SV, "tillit"), told)
        == 1.0
    )
    assert (
        beside_subject_missing(reading_of("Vilket ansvar bygger tillit?", Language.SV, "tillit"), told) < 0.5
    )
    assert beside_subject_missing(reading_of("Vad är tillit?", Language.SV, "tillit"), told) == 0.0
    assert beside_subject_missing(reading_of("Fungerar tillit inom polisen?"), told) == 0.0


def test_a_question_about_one_country_is_not_answered_with_another() -> None:
    about_sweden = evidence_of("Han står bak den svenske reformen.", "Han")
    assert is_of_another_country(reading_of("Hva er reformen i Norge?"), about_sweden)
    assert not is_of_another_country(reading_of("Hva er reformen i Sverige?"), about_sweden)
    assert not is_of_another_country(reading_of("Hva kan Norge lære av Sverige?"), about_sweden)
    assert not is_of_another_country(reading_of("Hva er reformen?"), about_sweden)


def test_a_text_that_names_no_country_is_of_its_own() -> None:
    silent = evidence_of("Reformen började 2016.", "Reformen")
    assert not is_of_another_country(reading_of("När började reformen i Sverige?"), silent)
    assert is_of_another_country(reading_of("När började reformen i Danmark?"), silent)


def test_a_unit_of_the_right_country_goes_first_when_it_is_little_behind() -> None:
    of_sweden, of_norway = weighed(
        document_of("Den norska reformen kom 2022.\n\nDen svenska reformen kom 2016."),
        scores={"Den svenska": 2.0, "Den norska": 1.5},
    )
    question = reading_of("När kom reformen i Norge?")
    assert own_country_first(question, (of_sweden, of_norway)) == (of_norway, of_sweden)
    far = replace(of_norway, score=0.5)
    assert own_country_first(question, (of_sweden, far)) == (of_sweden, far)
