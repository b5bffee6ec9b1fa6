"""Sources that contradict the question or each other, and the lines that say so. All texts are made up here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.asking.question_types import question_type
from app.answering.asking.reading import Reading
from app.answering.comparing.disagreement import denial, other_count, two_sides
from app.answering.comparing.side_by_side import with_teller
from app.answering.composer import Composer
from app.answering.weighing.stance import stances
from app.domain.answers import BlockType
from app.domain.passages import ChunkKind, QuestionTerm
from app.domain.sources import Language
from app.messages import load_texts
from app.text.words import content_words, stem
from tests.builders import document_of
from tests.weighed import passages_of, published_by, weighed

TEXTS = load_texts("answers")


def term(word: str, language: Language = Language.SV) -> QuestionTerm:
    return QuestionTerm(word, {stem(word, language): 1.0}, 1.0)


def asked(question: str) -> Reading:
    return Reading(question, question_type(question), (), tuple(map(term, content_words(question))))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Stämplingen fortsätter som förut.", True),
        ("Vi slutar med stämpling.", False),
        ("Vi ska inte sluta med stämpling.", True),
        ("Stämplingen avskaffas.", False),
        ("Stämplingen ska inte upphöra.", True),
        ("Samtal ersätter stämpling.", False),
        ("I stället för stämpling pratar vi.", False),
        ("Det blir mer stämpling.", True),
        ("Stämplingen minskade i våras.", False),
        ("Stämpling minskar stressen.", True),  # it is not the stamping that shrinks
        ("Vi arbetar inte i skift utan med stämpling.", True),
    ],
)
def test_what_a_text_says_of_a_thing(text: str, holds: bool) -> None:
    (said,) = stances(term("stämpling"), text, Language.SV)

    assert said.holds is holds


def test_a_text_that_does_not_name_a_thing_says_nothing_of_it() -> None:
    assert stances(term("stämpling"), "Vi slutar klockan fyra.", Language.SV) == frozenset()


KEEPS = published_by("Bladet", "# Tider\n\nStämplingen fortsätter även i år.\n")
ENDS = published_by("Nytt", "# Tider\n\nFlextiden ersätter stämplingen på alla kontor.\n")


def test_a_why_question_whose_premise_a_source_denies_is_denied() -> None:
    evidence = weighed(KEEPS, scores={"Stämplingen": 5})

    found = denial(asked("Varför slutar ni med stämplingen?"), evidence)

    assert found is not None
    assert found.text == "Stämplingen fortsätter även i år."


def test_a_premise_that_a_source_shares_is_not_denied() -> None:
    """One source ends what the other one keeps: then the sources differ, and the question is no mistake."""
    evidence = weighed(KEEPS, ENDS, scores={"Stämplingen": 5, "Flextiden": 4.5})

    assert denial(asked("Varför slutar ni med stämplingen?"), evidence) is None


@pytest.mark.parametrize(
    "question",
    [
        "Varför slutar ni inte med stämplingen?",
        "Varför fortsätter stämplingen?",
        "När slutar ni med stämplingen?",
        "Varför är stämplingen omtyckt?",
    ],
)
def test_a_question_without_a_wrong_premise_is_not_denied(question: str) -> None:
    assert denial(asked(question), weighed(KEEPS, scores={"Stämplingen": 5})) is None


@pytest.mark.parametrize("question", ["Försvinner stämplingen?", "Är källorna överens om stämplingen?"])
def test_sources_of_which_one_ends_what_the_other_keeps_are_two_sides(question: str) -> None:
    evidence = weighed(KEEPS, ENDS, scores={"Stämplingen": 5, "Flextiden": 3})

    found = two_sides(asked(question), evidence)

    assert [item.passage.source.publisher for item in found] == ["Bladet", "Nytt"]


@pytest.mark.parametrize(
    "other",
    [
        "Stämplingen minskade i våras.",  # less of it then is no end of it
        "Flextiden ersätter inte stämplingen.",
        "Stämplingen görs i hallen.",
        "Kaffet ersätter frukten.",
    ],
)
def test_sources_that_do_not_contradict_each_other_are_not_two_sides(other: str) -> None:
    evidence = weighed(KEEPS, published_by("Nytt", f"# Tider\n\n{other}\n"), scores={"S": 5, "F": 4, "K": 4})

    assert two_sides(asked("Försvinner stämplingen?"), evidence) == ()


GREW = published_by("Bladet", "# Kö\n\nKön i Linby har ökat. Vi hinner inte äta, säger Vera Lind.\n")
SAME = published_by("Mätningen", "# Kö\n\nVi fann ingen förändring av kön i Linby.\n")


def in_linby(question: str) -> Reading:
    reading = asked(question)
    names = tuple(one for one in reading.attributes if one.word == "linby")
    return replace(
        reading, names=names, attributes=tuple(one for one in reading.attributes if one not in names)
    )


@pytest.mark.parametrize("question", ["Har kön ökat i Linby?", "Minskade kön i Linby?"])
def test_sources_of_which_one_says_that_a_thing_grew_and_the_other_that_it_did_not_are_two_sides(
    question: str,
) -> None:
    evidence = weighed(GREW, SAME, scores={"Kön": 5, "Vi fann": 4})

    found = two_sides(in_linby(question), evidence)

    assert [item.text for item in found] == [
        "Kön i Linby har ökat.",
        "Vi fann ingen förändring av kön i Linby.",
    ]


@pytest.mark.parametrize(
    "question", ["Har kön ökat?", "Hur lång är kön i Linby?", "Varför ökade kön i Linby?"]
)
def test_what_names_no_place_or_asks_no_direction_is_no_dispute(question: str) -> None:
    evidence = weighed(GREW, SAME, scores={"Kön": 5, "Vi fann": 4})

    assert two_sides(in_linby(question), evidence) == ()


def test_who_says_one_side_is_told_with_it() -> None:
    evidence = weighed(GREW, scores={"Kön": 5})

    assert [item.text for item in with_teller(evidence[:1], evidence)] == [
        "Kön i Linby har ökat.",
        "Vi hinner inte äta, säger Vera Lind.",
    ]


def test_a_question_how_to_end_something_is_no_dispute() -> None:
    evidence = weighed(KEEPS, ENDS, scores={"Flextiden": 5, "Stämplingen": 4})

    assert two_sides(asked("Hur tar man bort stämplingen?"), evidence) == ()


def test_both_sides_stand_under_their_sources_with_a_line_that_says_they_differ() -> None:
    composer = Composer(Language.NB, TEXTS)

    composer.add_sides(weighed(KEEPS, ENDS, scores={"Stämplingen": 5, "Flextiden": 4})[:2])

    assert [item.text for block in composer.blocks for item in block.items] == [
        "Kildene sier ulike ting.",
        "Kilden er på svensk og siteres ordrett. I «Om Bladet» (Bladet) står det:",
        "Stämplingen fortsätter även i år.",
        "I «Om Nytt» (Nytt) står det:",
        "Flextiden ersätter stämplingen på alla kontor.",
    ]


EFFECT = "# Fika\n\nGemensam fika minskar sjukfrånvaron.\n"
PLAN = "# Fika\n\nKontoret ska få en ny kaffemaskin hösten 2031.\n"


@pytest.mark.parametrize(
    ("reader", "line"),
    [
        (Language.SV, "Enligt Bladet, i «Om Bladet» (2030):"),
        (Language.NB, "Kilden er på svensk og siteres ordrett. Ifølge Bladet, i «Om Bladet» (2030):"),
        (Language.NN, "Kjelda er på svensk og blir sitert ordrett. Ifølgje Bladet, i «Om Bladet» (2030):"),
        (
            Language.EN,
            "The source is in Swedish and is quoted word for word. According to Bladet, in “Om Bladet” (2030):",
        ),
    ],
)
def test_an_effect_is_claimed_by_its_publisher(reader: Language, line: str) -> None:
    composer = Composer(reader, TEXTS)
    document = published_by("Bladet", EFFECT, published="2030-05-01")

    composer.add_units(weighed(document, scores={"Gemensam": 5})[:1], "lead_answer")

    assert composer.blocks[0].items[0].text == line


@pytest.mark.parametrize(
    ("published", "line"),
    [
        ("2030-05-01", "Det gäller per 2030, då källan kom ut, och kan ha ändrats sedan dess."),
        (None, "Källan säger inte när den skrevs. Det som gällde då kan ha ändrats."),
    ],
)
def test_what_was_still_to_come_gets_the_year_of_its_source(published: str | None, line: str) -> None:
    composer = Composer(Language.SV, TEXTS)
    document = published_by("Bladet", PLAN, published=published)

    composer.add_units(weighed(document, scores={"Kontoret": 5})[:1], "lead_answer")

    *_, notice = composer.blocks
    assert (notice.type, notice.items[0].text) == (BlockType.NOTICE, line)


ADVICE = document_of("# Råd\n\nBladet ger tre råd om fika:\n\n- Koka kaffe.\n- Baka bullar.\n- Bjud alla.\n")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vilka är de fem råden om fika?", (5, 3)),
        ("Vilka är de tre råden om fika?", None),
        ("Vilka är råden om fika?", None),
        ("Vilka råd om fika gavs 2024?", None),
    ],
)
def test_a_list_that_is_longer_or_shorter_than_asked_says_so(
    question: str, expected: tuple[int, int] | None
) -> None:
    parts = tuple(one for one in passages_of(ADVICE) if one.chunk.kind is ChunkKind.LIST)
    composer = Composer(Language.SV, TEXTS)

    found = other_count(asked(question), parts)
    composer.add_listing(parts, found)

    says_so = composer.blocks[0].items[0].text == "Frågan nämner 5, men källan räknar upp 3."
    assert (found, says_so) == (expected, expected is not None)
