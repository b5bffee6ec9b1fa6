"""One question to two bodies becomes two questions, and who speaks in a text is known. All texts are made up here."""

from __future__ import annotations

import pytest

from app.answering.comparing.two_bodies import sides_of
from app.answering.comparing.voices import is_about, is_by, is_by_such, is_said_by, told_by
from app.domain.passages import Passage, QuestionTerm
from app.domain.sources import Document, Language
from app.text.words import stem
from tests.builders import document_of
from tests.weighed import passages_of, published_by


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        (
            "Vad säger Linverket respektive Vävfacket om raster?",
            Language.SV,
            ("Vad säger Linverket om raster?", "Vad säger Vävfacket om raster?"),
        ),
        (
            "vad tycker facket och kommunen om raster",
            Language.SV,
            ("vad tycker facket om raster", "vad tycker kommunen om raster"),
        ),
        (
            "Hvor lange er pausene ifølge Linverket og ifølge fagforeningen?",
            Language.NB,
            ("Hvor lange er pausene ifølge Linverket?", "Hvor lange er pausene ifølge fagforeningen?"),
        ),
        (
            "Kva seier Vera Lind om pausar, og kva seier Linverket?",
            Language.NN,
            ("Kva seier Vera Lind om pausar", "Kva seier Linverket om pausar"),
        ),
        (
            "What do the agency and the union say about breaks?",
            Language.EN,
            ("What do the agency say about breaks?", "What do the union say about breaks?"),
        ),
        (
            "Does the union agree with the study about breaks?",
            Language.EN,
            ("What does the union say about breaks?", "What does the study say about breaks?"),
        ),
        (
            "Är Linverket och Vävfacket överens om rasterna?",
            Language.SV,
            ("Vad säger Linverket om rasterna?", "Vad säger Vävfacket om rasterna?"),
        ),
        (
            "Sier Vera og Linverket det samme om pauser?",
            Language.NB,
            ("Hva sier Vera om pauser?", "Hva sier Linverket om pauser?"),
        ),
        (
            "Hur långa är rasterna i Linby jämfört med Vävsta?",
            Language.SV,
            ("Hur långa är rasterna i Linby?", "Hur långa är rasterna i Vävsta?"),
        ),
        (
            "How long are breaks in Linby and in Vävsta?",
            Language.EN,
            ("How long are breaks in Linby?", "How long are breaks in Vävsta?"),
        ),
    ],
)
def test_a_question_to_two_is_put_to_each(question: str, language: Language, asked: tuple[str, str]) -> None:
    assert tuple(side.question for side in sides_of(question, language)) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Vad säger Linverket om regler och rapporter?",
        "Vad betyder handlingsutrymme och tillit?",
        "Hur långa är rasterna enligt Linverket?",
        "Vilka råd ger Vera Lind om raster och möten?",
        "Linverket och Linverket?",
        "och",
        "",
    ],
)
def test_a_question_to_one_stays_one(question: str) -> None:
    assert sides_of(question, Language.SV) == ()


def body(*names: str) -> tuple[QuestionTerm, ...]:
    return tuple(QuestionTerm(name, {stem(name, Language.SV): 1.0}, 1.0) for name in names)


def only(document: Document) -> Passage:
    (passage,) = passages_of(document)
    return passage


def test_a_source_is_by_its_publisher_and_by_what_that_is() -> None:
    passage = only(published_by("Tidningen Vävfacket", "# Raster\n\nRasten ska vara längre.\n"))

    assert is_by(body("vävfacket"), passage)
    assert is_by_such("the union", passage)
    assert not is_by(body("linverket"), passage)
    assert not is_by_such("the agency", passage)


ARTICLE = (
    "# Raster\n\nRasterna är för korta, säger Vera Lind.\n\nChefen Ola Berg svarar.\n\n– Rasterna är långa nog.\n\n"
    "Kaffet kokar klockan nio.\n"
)


@pytest.mark.parametrize(
    ("start", "speakers"),
    [("Rasterna är för", {"vera"}), ("Rasterna är långa", {"ola"}), ("Kaffet", set())],
)
def test_a_paragraph_is_said_by_whom_it_names_and_speech_by_whom_the_one_before_names(
    start: str, speakers: set[str]
) -> None:
    passage = only(published_by("Bladet", ARTICLE))
    text = passage.document.text
    unit = next(one for one in passage.chunk.units if one.span.of(text).startswith(start))

    assert {who for who in ("vera", "ola") if is_said_by(body(who), passage, unit)} == speakers


def test_a_turn_of_a_transcript_is_said_by_its_speaker_alone() -> None:
    document = document_of(
        "Avsnitt 3\n\n[00:01] VERA: Hej Ola.\n\n[00:05] OLA: Rasterna är korta.\n\n[00:09] VERA: Varför?\n\n"
        "[00:12] OLA: Ingen vet.\n"
    )
    said = {
        unit.span.of(document.text): is_said_by(body("ola"), passage, unit)
        for passage in passages_of(document)
        for unit in passage.chunk.units
    }

    assert [said[text] for text in said if "korta" in text or "Varför" in text] == [True, False]
    assert not any(is_about(body("ola"), passage) for passage in passages_of(document))


def test_who_is_told_to_have_said_it() -> None:
    assert told_by("Rasterna är för korta, säger Vera Lind, vävare.") == "Vera Lind"
    assert told_by("Rasterna är för korta, säger hon.") is None
