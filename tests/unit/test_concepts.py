from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from app.domain.sources import Language
from app.retrieval.concepts import Phrase, domain_roots, domain_rows, load_concepts, load_domain_concepts
from app.retrieval.general_concepts import general_rows
from app.retrieval.terms import question_terms
from app.text.words import content_words, words

# Stems that a row may share with another one: the words are of one root, and either row's words answer for them.
RELATED = frozenset(
    """
    account adjust adopt advertis allow ansett anskaff appli avgift avgrens avgrensing begrans begrens
    bestall bestill betyd betydning bidrag brist challeng clean close constitut consult dag demand duti
    eig employ establish expens fee financ fire fund grant grund grunnlegg grunnleggj handlagg hire
    import innkjop integr lack lang lift limit locat major map minor minut nurs oro pay place procur
    promis promot purchas rakn receiv select stark styrk tillat tilsetjing tilsetting tyding uro uttal vedt
    """.split()
)


def named(question: str, language: Language) -> set[str]:
    return {concept.id for _, concept in load_concepts().found_in(content_words(question), language)}


def shared_phrases(by_phrase: dict[Phrase, tuple[str, ...]], general: frozenset[str]) -> set[str]:
    return {" ".join(phrase) for phrase, ids in by_phrase.items() if len(ids) > 1 and general & set(ids)}


def test_every_row_has_an_id_of_its_own() -> None:
    ids = Counter(id for id, _ in (*domain_rows(), *general_rows()))
    assert [id for id, count in ids.items() if count > 1] == []


def test_no_stem_of_a_general_row_names_another_concept() -> None:
    """A stem that two meanings share would bridge from the one to the other's words."""
    layer, general = load_concepts(), frozenset(id for id, _ in general_rows())
    found = set[str]()
    for by_phrase in (layer.nordic, layer.english):
        ids = {phrase: tuple(one.id for one in concepts) for phrase, concepts in by_phrase.items()}
        found |= shared_phrases(ids, general)
    assert found == RELATED


def test_a_term_is_not_left_with_a_single_word_by_its_stop_words() -> None:
    """ "Ta bort" would be every "bort"."""
    left = defaultdict(list)
    for id, row in general_rows():
        for term in (term for terms in row.values() for term in terms):
            if len(words(term)) > 1 and len(content_words(term)) < 2:
                left[id].append(term)
    assert left == {}


@pytest.mark.parametrize(
    ("question", "language", "id"),
    [
        ("hur överklagar man ett avslag", Language.SV, "to-appeal"),
        ("korleis klagar ein på eit vedtak", Language.NN, "complaint"),
        ("har rektorene hjemmekontor", Language.NB, "headteacher"),
        ("who may hire a headteacher", Language.EN, "employment"),
        ("hvem tar seg av onboarding", Language.NB, "onboarding"),
    ],
)
def test_everyday_words_of_administration_are_known(question: str, language: Language, id: str) -> None:
    assert id in named(question, language)


@pytest.mark.parametrize(
    ("word", "language", "id"),
    [
        ("avgjer", Language.NN, "to-decide"),
        ("leia", Language.NN, "to-lead"),
        ("innførd", Language.NN, "to-introduce"),
        ("likt", Language.NN, "similarity"),
        ("vurderinga", Language.NN, "evaluation"),
        ("heimanfrå", Language.NN, "remote-work"),
        ("avsluttet", Language.NB, "to-stop"),
        ("spesielt", Language.NB, "special"),
        ("bestämt", Language.SV, "to-decide"),
        ("kolla", Language.SV, "to-control"),
    ],
)
def test_an_inflected_or_everyday_word_is_known(word: str, language: Language, id: str) -> None:
    assert id in named(word, language)


def test_an_english_word_is_not_taken_for_a_norwegian_one() -> None:
    assert "surface" in named("er taket flatt, og hvor stor er flaten", Language.NB)
    assert "surface" not in named("how do I change a flat tyre", Language.EN)


def test_the_domain_alone_is_a_part_of_the_whole() -> None:
    whole, domain = load_concepts(), load_domain_concepts()
    assert set(domain.nordic) < set(whole.nordic)
    assert set(domain.english) < set(whole.english)


@pytest.mark.parametrize("row", ["möte | møte | møte", "möte | møte | møte |", "möte"])
def test_a_row_that_is_not_whole_is_named(tmp_path: Path, row: str) -> None:
    file = tmp_path / "rows.toml"
    file.write_text(f"[[field]]\nname = 'Meetings'\nrows = '''\n{row}\n'''\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Meetings: a row is Swedish"):
        list(general_rows(file))


def test_a_single_word_stands_before_a_phrase_of_several() -> None:
    (term,) = question_terms("gymnasium", load_concepts(), Language.SV, {Language.EN})
    assert {"upper", "secondari", "school"} <= term.named.keys()
    (term,) = question_terms("studiebesök", load_concepts(), Language.SV, {Language.NB})
    assert "studietur" in term.named


def test_a_noun_brings_its_verb_for_less_than_its_own_row() -> None:
    (term,) = question_terms("utvärdering", load_concepts(), Language.SV, {Language.NB})
    assert term.named["evaluering"] > term.named["evaluer"] > 0


def test_a_group_of_one_root_names_rows_that_there_are_each_once() -> None:
    named = [id for group in domain_roots() for id in group]
    assert len(named) == len(set(named))
    assert set(named) <= {id for id, _ in (*domain_rows(), *general_rows())}


def test_concepts_bring_only_words_in_the_languages_of_the_corpus() -> None:
    (swedish,) = question_terms("headteacher", load_concepts(), Language.EN, {Language.SV})
    (norwegian,) = question_terms("headteacher", load_concepts(), Language.EN, {Language.NB})
    assert "skolled" in swedish.named
    assert "skuleleiar" in norwegian.named
    assert "skuleleiar" not in swedish.named


@pytest.mark.parametrize(
    ("word", "other"), [("vård", "value"), ("läge", "low"), ("årlig", "honesty"), ("väga", "to-dare")]
)
def test_a_word_with_marks_is_no_other_word_without_them(word: str, other: str) -> None:
    assert other not in named(word, Language.SV)


def test_marks_may_be_left_out_and_written_as_the_sister_language_does() -> None:
    assert "to-measure" in named("vad ska vi mata", Language.SV)
    assert "to-change" in named("hva skal vi endre, hvordan förändrar vi", Language.NB)
    assert "knowledge-development" in named("kunskapsutveckling", Language.SV)
