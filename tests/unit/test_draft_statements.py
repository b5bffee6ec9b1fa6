"""How the verification reads a sentence: dates, numbers, denials, marks, and who does what."""

from __future__ import annotations

import pytest

from app.answering.drafting.compounds import are_same_compound
from app.answering.drafting.dates import is_within, with_plain_dates
from app.answering.drafting.lexicon import named_numbers
from app.answering.drafting.statement import Statement, read_statement
from app.domain.sources import Language

SV, NB, EN = Language.SV, Language.NB, Language.EN


@pytest.mark.parametrize(
    "text",
    ["2 mars 2023", "2. mars 2023", "den 2 mars 2023", "2023-03-02", "02.03.2023", "2/3/2023", "March 2, 2023",
     "2nd of March 2023"],
)  # fmt: skip
def test_a_date_is_the_same_in_every_form(text: str) -> None:
    assert with_plain_dates(text).removeprefix("den ") == "2023/03/02"


def test_a_date_may_leave_out_its_day_and_its_month() -> None:
    assert is_within("2023", "2023/03/02")
    assert is_within(with_plain_dates("mars 2023"), "2023/03/02")
    assert not is_within("2022", "2023/03/02")
    assert not is_within("2023/03/02", "2023")


@pytest.mark.parametrize(
    ("language", "word", "digits"),
    [
        (SV, "tjugotre", "23"),
        (SV, "fjorton", "14"),
        (NB, "tjuetre", "23"),
        (NB, "syv", "7"),
        (EN, "twenty-three", "23"),
    ],
)
def test_number_words_are_numbers(language: Language, word: str, digits: str) -> None:
    assert named_numbers(language)[word] == digits


def denied(text: str, language: Language = SV) -> set[str]:
    return {word.spelling for word in read_statement(text, language).content if not word.denial.is_none}


def test_a_denial_reaches_to_the_end_of_its_clause() -> None:
    assert denied("Kultur ger stöd, så att utvecklingen inte hänger på chefer.") == {
        "utvecklingen",
        "hänger",
        "chefer",
    }
    assert denied("Administrasjonen skal støtte, ikke styre.", NB) == {"styre"}
    assert denied("Kontrollen fortsätter utan mätning, och tilliten växer.") == {"mätning"}


def test_whether_or_not_denies_nothing() -> None:
    assert denied("Det går att övervaka arbetet eller inte.") == set()


def marks(text: str, language: Language = SV) -> set[tuple[str, frozenset[str]]]:
    statement: Statement = read_statement(text, language)
    return {
        (mark.kind.name, frozenset(statement.words[at].spelling for at in mark.governs))
        for mark in statement.marks
        if mark.kind.family != "direction"
    }


def test_a_mark_governs_what_it_is_about() -> None:
    assert marks("Alla chefer får färre möten och rapporter.") == {
        ("all", frozenset({"chefer"})),
        ("less", frozenset({"möten", "rapporter"})),
    }
    assert marks("Delegationen ska bidra till bättre kvalitet.") == {
        ("must", frozenset({"bidra", "bättre", "kvalitet"}))
    }
    assert ("most", frozenset({"organisasjoner"})) in marks("Styring passer i de fleste organisasjoner.", NB)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [("Om resurserna räcker ökar tilliten.", 1), ("Det går bra om man vill.", 1), ("En fråga om kultur.", 0),
     ("Snacka om det att ta ansvar.", 0)],
)  # fmt: skip
def test_om_makes_a_condition_only_before_a_clause(text: str, conditions: int) -> None:
    statement = read_statement(text, SV)

    assert sum(mark.kind.family == "condition" for mark in statement.marks) == conditions


def test_a_preposition_reaches_over_its_phrase() -> None:
    roles = {
        word.spelling: word.role
        for word in read_statement("Dialog med de lokala cheferna ger resultat.", SV).words
    }

    assert roles["lokala"] == roles["cheferna"] is not None
    assert roles["dialog"] is roles["resultat"] is None


def reach(text: str, name: str, language: Language = SV) -> set[str]:
    statement = read_statement(text, language)
    return {
        statement.words[at].spelling
        for mark in statement.marks
        if mark.kind.name == name
        for at in mark.reach
    }


def test_a_mark_reaches_up_to_the_next_of_its_family() -> None:
    text = "De bruker mindre tid i skranken og mer tid på formidling."

    assert reach(text, "less", NB) == {"tid", "skranken"}
    assert reach(text, "more", NB) == {"tid", "formidling"}


@pytest.mark.parametrize(
    ("text", "conditions"),
    [("Chefen får avvika från rutinen om skälen antecknas.", 1), ("Chefen svarar på frågor om skolan varje dag.", 0),
     ("Undantag ges bara om verksamheten inte påverkas.", 1), ("Får du inget svar, faller rutinen bort.", 1),
     ("Reglerna om inköp ska följas.", 0)],
)  # fmt: skip
def test_a_condition_is_known_without_a_comma(text: str, conditions: int) -> None:
    statement = read_statement(text, SV)

    assert sum(mark.kind.family == "condition" for mark in statement.marks) == conditions


def test_a_second_denial_after_a_comma_is_one_of_its_own() -> None:
    words = read_statement("Man kan inte kräva distansarbete, och ingen kan tvingas till distansarbete.", SV)

    assert {word.denial.count for word in words.content} == {1}


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [("hemtjänstgrupper", "hjemmetjenestegrupper", True), ("enhetschefen", "enhetslederen", True),
     ("arbetsmiljö", "arbeidstid", False), ("skolmat", "skolemiljø", False)],
)  # fmt: skip
def test_compounds_are_the_same_part_by_part(one: str, other: str, are_same: bool) -> None:
    assert are_same_compound(one, SV, other, NB) is are_same


def test_a_segment_ends_with_a_comma_or_with_and_before_a_number() -> None:
    statement = read_statement("Två till chefer och medarbetare, tre till barn och fyra till gäster.", SV)

    segments = {word.spelling: statement.segments[word.at] for word in statement.words}
    assert segments["chefer"] == segments["medarbetare"] < segments["barn"] < segments["gäster"]
