"""Questions that take for granted what the sources deny. All texts are made up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.comparing.premises import refuted
from app.answering.comparing.trends import Trend, trend_asked, trend_told
from app.answering.weighing.evidence import Evidence
from app.domain.passages import QuestionTerm
from app.domain.sources import Document, Language
from app.text.words import content_words, stem
from tests.builders import document_of
from tests.weighed import passages_of, published_by, weighed


def asked(question: str, language: Language = Language.SV) -> Reading:
    terms = tuple(QuestionTerm(word, {stem(word, language): 1.0}, 1.0) for word in content_words(question))
    return Reading(question, question_type(question), (), terms)


def over(content: str, scores: Mapping[str, float], language: Language = Language.SV) -> tuple[Evidence, ...]:
    document = published_by("Bladet", content)
    document = replace(document, source=replace(document.source, language=language))
    return weighed(document, scores=scores)


@pytest.mark.parametrize(
    ("question", "text", "refutes"),
    [
        ("Varför är det obligatoriskt att bära väst?", "Att bära väst är frivilligt.", True),
        ("Varför måste alla bära väst?", "Att bära väst är frivilligt.", True),
        ("Varför är kaffe förbjudet i salen?", "Kaffe är tillåtet i salen.", True),
        ("Varför avslogs förslaget om fika?", "Förslaget om fika bifölls.", True),
        ("Varför godkändes förslaget om fika?", "Förslaget om fika avslogs.", True),
        ("Varför stödde facket förslaget?", "Facket var emot förslaget.", True),
        ("Varför var facket emot förslaget?", "Facket ställde sig bakom förslaget.", True),
        ("Varför ökade frånvaron i vävstugan?", "Frånvaron i vävstugan var oförändrad.", True),
        ("Varför ökade frånvaron i vävstugan?", "Frånvaron i vävstugan gick från 9 till 4 procent.", True),
        ("Hur mycket steg priset på garn?", "Priset på garn sjönk i våras.", True),
        ("Hur mycket sjönk priset på garn?", "Priset på garn gick upp.", True),
        ("Varför blev garnet dyrare när vintern kom?", "Kostnaden för garnet var oförändrad.", True),
        ("Varför får lärlingen besluta om garnet?", "Lärlingen får inte besluta om garnet.", True),
        ("När får gäster låna vävstolen?", "Gäster får aldrig låna vävstolen.", True),
        ("Varför har lärlingen jour?", "Lärlingen har ingen jour.", True),
        # What is right, or said of something else, is not denied.
        ("Varför är det frivilligt att bära väst?", "Att bära väst är frivilligt.", False),
        ("Varför är det obligatoriskt att bära väst?", "Att äta frukt är frivilligt.", False),
        ("När har ingen lärling jour?", "Ingen lärling har jour i juli.", False),
        ("Är det obligatoriskt att bära väst?", "Att bära väst är frivilligt.", False),
        ("Varför är det inte obligatoriskt att bära väst?", "Att bära väst är frivilligt.", False),
        ("Varför stödde facket förslaget?", "Facket tar emot förslaget på måndag.", False),
        ("Varför ökade frånvaron i vävstugan?", "Frånvaron i vävstugan ökade i våras.", False),
        ("Varför ökade frånvaron i vävstugan?", "Frånvaron i vävstugan har inte minskat.", False),
        ("Varför får lärlingen besluta om garnet?", "Lärlingen får inte bara besluta om garnet.", False),
        ("Får lärlingen besluta om garnet?", "Lärlingen får inte besluta om garnet.", False),
        ("Varför hindrar ni lärlingen att välja garnet?", "Lärlingen får inte välja garnet.", False),
    ],
)
def test_a_premise_is_denied_by_its_opposite_alone(question: str, text: str, *, refutes: bool) -> None:
    evidence = over(f"# Vävstugan\n\n{text}\n", {text[:8]: 5.0})

    assert (refuted(asked(question), evidence) is not None) is refutes


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Hvorfor er det obligatorisk å bære vest?", "Å bære vest er frivillig.", Language.NB),
        ("Hvorfor økte prisen på garn?", "Prisen på garn sank i vår.", Language.NB),
        ("Kvifor er kaffi forbode i salen?", "Kaffi er tillate i salen.", Language.NN),
        ("Kvifor gjekk prisen på garn ned?", "Prisen på garn gjekk opp.", Language.NN),
        (
            "Why was the proposal about coffee rejected?",
            "The proposal about coffee was accepted.",
            Language.EN,
        ),
        ("Why did the price of yarn rise?", "The price of yarn fell.", Language.EN),
    ],
)
def test_in_each_language(question: str, text: str, language: Language) -> None:
    evidence = over(f"# Garn\n\n{text}\n", {text[:6]: 5.0}, language)

    assert refuted(asked(question, language), evidence) is not None


def test_a_source_that_shares_the_premise_leaves_it_alone() -> None:
    text = "# Väst\n\nAtt bära väst är frivilligt.\n\nI hamnen är det obligatoriskt att bära väst.\n"

    assert (
        refuted(asked("Varför är det obligatoriskt att bära väst?"), over(text, {"Att": 5.0, "I": 4.5}))
        is None
    )


@pytest.mark.parametrize(
    ("question", "is_denied"),
    [("Varför slutar ni med årlig städning?", True), ("Varför fortsätter ni med årlig städning?", False)],
)
def test_an_item_of_what_goes_on_is_no_end(question: str, is_denied: bool) -> None:
    text = "# Stugan\n\n## Detta fortsätter vi med\n\n- Årlig städning\n- Veckans fika\n"

    assert (refuted(asked(question), over(text, {"Årlig": 5.0})) is not None) is is_denied


TABLE = """# Stugor

| Stuga | Frånvaro 2031 | Frånvaro 2033 |
|---|---|---|
| Norra | 9,5 | 4,0 |
| Södra | 3,1 | 6,2 |
"""
BEFORE = """# Mått

| Mått | Före | Efter |
|---|---|---|
| Frånvaro | 9 | 9 |
| Pris, kr | 512 | 514 |
| Fel | 3 | 7 |
"""


def trends(document: Document) -> Mapping[str, Trend | None]:
    return {
        unit.span.of(document.text): trend_told(passage, unit)
        for passage in passages_of(document)
        for unit in passage.chunk.units
    }


@pytest.mark.parametrize(
    ("content", "ways"),
    [
        (TABLE, {"Norra": Trend.DOWN, "Södra": Trend.UP}),
        (BEFORE, {"Frånvaro |": Trend.LEVEL, "Pris": Trend.LEVEL, "Fel": Trend.UP}),
        ("# T\n\nFelen gick från 1 200 till 900.\n", {"Felen": Trend.DOWN}),
        ("# T\n\nFelen gick från 3 till 9 och köerna från 9 till 3.\n", {"Felen": None}),
    ],
)
def test_which_way_numbers_go(content: str, ways: Mapping[str, Trend | None]) -> None:
    told = trends(document_of(content))

    for start, way in ways.items():
        assert next(trend for text, trend in told.items() if start in text.split("\n")[0]) is way


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("Varför gick priset på garn upp?", Trend.UP),
        ("Why did prices go down?", Trend.DOWN),
        ("Hur följs arbetet upp?", None),
        ("Varför steg priset när lagret minskade?", None),
    ],
)
def test_which_way_a_question_says(question: str, way: Trend | None) -> None:
    assert trend_asked(question) is way
