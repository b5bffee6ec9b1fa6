from __future__ import annotations

import pytest

from app.domain.sources import Language
from app.retrieval.concepts import load_concepts
from app.retrieval.terms import question_terms
from app.text.expressions import expressed, expressions, sign, signs

CONCEPTS = load_concepts()
ALL = frozenset(Language)


def named(text: str, language: Language) -> list[tuple[str, ...]]:
    return [one.concepts for one in expressions(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Delegationen kom till 2016.", Language.SV, "to-establish"),
        ("När kom den nya delegationen till?", Language.SV, "to-establish"),
        ("Utvalet kom til fordi mange klaga.", Language.NN, "to-establish"),
        ("The committee came about in 2016.", Language.EN, "to-establish"),
        ("Kommunen la ned skolen.", Language.NB, "to-closure"),
        ("Hvorfor la kommunen likevel ned skolen?", Language.NB, "to-closure"),
        ("Leiaren skal leggje til rette.", Language.NN, "to-facilitate"),
        ("They got rid of the form.", Language.EN, "to-remove"),
        ("Sykefraværet har gått ned.", Language.NB, "reduce"),
        ("Ingen kommer att få sparken.", Language.SV, "dismissal"),
        ("Minst hver lørdag og søndag.", Language.NB, "weekend"),
        ("Bilen fungerar inte.", Language.SV, "broken"),
        ("Ingen ska sägas upp.", Language.SV, "dismissal"),
        ("Tomas reserverade sig mot punkt 2.", Language.SV, "oppose"),
    ],
)
def test_an_expression_names_a_concept(text: str, language: Language, concept: str) -> None:
    assert concept in dict.fromkeys(one for concepts in named(text, language) for one in concepts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De kom till mötet.", Language.SV),
        ("Han tog bussen. Fram kom han sent.", Language.SV),
        ("Kommunen la planen på bordet og gikk ned trappa.", Language.EN),
        ("De tog frågan om tid till fram.", Language.SV),
    ],
)
def test_the_same_words_with_an_object_or_apart_are_no_expression(text: str, language: Language) -> None:
    assert named(text, language) == []


def test_the_longest_expression_counts() -> None:
    assert named("get rid of it and get going", Language.EN) == [("to-remove",), ("to-start",)]
    assert named("Har den gått upp eller ner?", Language.SV) == [()]


def test_every_expression_names_concepts_that_there_are() -> None:
    assert expressed() <= CONCEPTS.by_id.keys()


def test_a_question_and_a_text_meet_by_an_expression_of_either() -> None:
    (asked, _) = question_terms("Varför tillsattes Tillitsdelegationen?", CONCEPTS, Language.SV, ALL)
    assert asked.named[sign("to-appoint")] > 0
    assert sign("to-appoint") in signs("Delegationen kom till för att bryta mönstret.", Language.SV)
    (asked, _) = question_terms("När kom Tillitsdelegationen till?", CONCEPTS, Language.SV, ALL)
    assert asked.word == "kom"
    assert {sign("to-establish"), "etabler"} <= asked.named.keys()


def test_an_expression_means_nothing_of_its_words() -> None:
    terms = question_terms("Hva har koordinatoren lov til?", CONCEPTS, Language.NB, ALL)
    (law,) = [term for term in terms if term.word == "lov"]
    assert "lag" not in law.named


def test_an_expression_that_says_nothing_leaves_no_term() -> None:
    terms = question_terms("Vad går reformen ut på?", CONCEPTS, Language.SV, ALL)
    assert [term.word for term in terms] == ["reformen"]
    assert question_terms("Vad går det ut på?", CONCEPTS, Language.SV, ALL)
