"""Which words of a question are names."""

from __future__ import annotations

from app.answering.asking.names import entities, known_names, names_among
from app.domain.passages import QuestionTerm
from app.text.words import content_words
from tests.builders import document_of
from tests.weighed import passages_of

KNOWN = known_names(
    passages_of(document_of("Här säger Laura Hartman att Sundsvall gick före. Här fanns kontrollen kvar."))
)


def named(question: str) -> list[str]:
    terms = [QuestionTerm(word, {word: 1.0}, 1.0) for word in content_words(question)]
    return [term.word for term in names_among(question, terms, KNOWN)]


def test_what_the_sources_capitalise_inside_a_sentence_is_a_name_however_it_is_typed() -> None:
    assert named("hur lyckades sundsvalls chefer") == ["sundsvalls"]


def test_a_capital_inside_a_question_makes_a_name_of_a_word_that_the_sources_lack() -> None:
    assert named("Hur lyckades chefer i Malmö") == ["malmö"]


def test_an_ordinary_word_with_a_capital_in_the_middle_is_the_first_word_of_a_shuffled_question() -> None:
    assert named("chefer lita Kontrollen på?") == []


def test_what_the_whole_collection_writes_tells_names_that_no_passage_holds() -> None:
    lund = QuestionTerm("lund", {"lund": 1.0}, 1.0, is_name=True)
    holds = QuestionTerm("håller", {"håll": 1.0}, 1.0, is_name=False)

    assert names_among("i Lund det Håller med dialog?", [lund, holds], KNOWN) == (lund,)


def test_a_capital_is_meant_in_a_question_that_begins_with_one() -> None:
    assert named("Vad sade Kontrollen om chefer") == ["kontrollen"]


def test_a_full_name_is_one_name_though_its_words_stand_apart() -> None:
    names = ["laura", "hartman", "malmö"]

    assert entities("vad Hartman tycker Laura om Malmö", names, KNOWN) == (("hartman", "laura"), ("malmö",))
