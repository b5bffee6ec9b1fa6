"""What a reader wants who goes on with an answer, said in four languages."""

from __future__ import annotations

import pytest

from app.answering.following.acts import LAST, Act, wish_of
from app.domain.sources import Language


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            Act.MORE,
            "berätta mer|Fortell mer!|fortel meir|tell me more|ja|ja gärna|Ja, gjerne|yes please|mer?|meir",
        ),
        (
            Act.MORE,
            "utveckla det|kan du utdype det?|go on|fortsett|och vad mer?|anything else?|kan du förklara mer",
        ),
        (
            Act.SOURCE,
            "vem sa det?|hvem sier det?|kven seier det|who says so?|källa?|kilde?|kva er kjelda|source?",
        ),
        (
            Act.SOURCE,
            "var står det?|hvor står det|where does it say that?|är det säkert?|er du sikker?|are you sure",
        ),
        (Act.NEXT, "og det neste?|nästa|what is the next one?|Og hva skjer i neste steg?|och nästa råd?"),
        (Act.MORE, "fler exempel|har du flere eksempler?|more examples, please"),
        (Act.SOURCE, "Kven har skrive dette?"),
        (Act.DATE, "när sa hon det?|når ble det publisert?|when was it published?|hur gammal är källan?"),
        (
            Act.WHOLE,
            "hela listan|gi meg hele listen|visa alla|list all of them please|heile lista, takk|resten",
        ),
        (Act.BRIEF, "kort|kortare tack|kan du svare kortere?|in short|sammanfatta|i en setning"),
        (Act.COUNT, "hur många var det?|hvor mange er det?|kor mange|how many are there?"),
    ],
)
def test_short_requests_are_told_apart(act: Act, said: str) -> None:
    for question in said.split("|"):
        assert wish_of(question).act is act, question


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("det första", 1),
        ("berätta mer om det tredje", 3),
        ("vad menas med punkt 4?", 4),
        ("fortell mer om det andre", 2),
        ("og det siste?", LAST),
        ("and what about the last one?", LAST),
        ("hur undviker man det sista du nämnde", LAST),
        ("nummer 8 då", 8),
    ],
)
def test_an_item_is_asked_for_by_its_place(said: str, place: int) -> None:
    assert wish_of(said).act is Act.ITEM
    assert wish_of(said).place == place


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("på svenska då?", Language.SV),
        ("kan du ta det på norsk?", Language.NB),
        ("på nynorsk, takk", Language.NN),
        ("in English please", Language.EN),
    ],
)
def test_another_language_is_asked_for(said: str, language: Language) -> None:
    assert wish_of(said).act is Act.LANGUAGE
    assert wish_of(said).language is language


@pytest.mark.parametrize(
    "question",
    [
        "Vad är tillit?",
        "vem sa att styrningen ska upphöra?",
        "berätta mer om Gislaved",
        "hur många anställda har Tillitsdelegationen?",
        "Vad var det första betänkandet om välfärden i kommuner om?",
        "alla råd från Louise Bringselius",
        "hvem har ansvaret for det?",
        "what is trust in English law?",
        "när kommer slutbetänkandet?",
    ],
)
def test_a_question_in_its_own_words_is_asked(question: str) -> None:
    assert wish_of(question).act is Act.ASK
